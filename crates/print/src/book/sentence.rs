//! A timescale in one sentence: how long, from what, what meets it, what ends it, who answers for it and who is told.

use pack::model::{
    AtLeast, Clock, ClosedDay, Count, Counting, HoursKind, Level, RepeatFrom, Within,
};

use super::condition::Scope;
use super::name::{Book, number, spoken};
use super::rich::{Rich, rich};

impl<'a> Book<'a> {
    /// The whole sentence, without title and clauses.
    pub fn timescale(&self, clock: &'a Clock) -> Rich {
        let mut parts = vec![self.limit(clock)];
        parts.extend(self.conditions(clock));
        if !clock.met_by.is_empty() {
            let met = rich![Rich::strong("met by"), " ", self.triggers(&clock.met_by)];
            parts.push(if clock.met_once {
                rich![met, " (each meets one timescale only)"]
            } else {
                met
            });
        }
        parts.extend(self.ends(clock));
        parts.extend(self.people(clock));
        let mut sentence = Rich::default();
        for (index, part) in parts.into_iter().enumerate() {
            sentence.say(if index > 0 { "; " } else { "" });
            sentence.add(part);
        }
        sentence.say(".");
        sentence
    }

    /// `3 working days`, or the service's setting with its value until it is set.
    pub fn interval(&self, within: &Within) -> Rich {
        match within {
            Within::Interval(text) => Rich::text(text),
            Within::Setting(name) => {
                let setting = self.setting(name);
                match self.pack.setting(name) {
                    Some(found) => {
                        let aside = rich![" (unless the service sets “", setting, "”)"];
                        rich![found.default.as_str(), Rich::aside(aside)]
                    }
                    None => rich!["the service’s setting “", setting, "”"],
                }
            }
        }
    }

    /// The same shorter, for a table.
    pub fn lengths(&self, within: &[Within]) -> Rich {
        let all = within.iter().map(|within| match within {
            Within::Interval(text) => Rich::text(text),
            Within::Setting(name) => {
                let found = self.pack.setting(name);
                let default = found.map_or("not set", |s| s.default.as_str());
                let link = self.to(&format!("setting:{}", **name), "may be set");
                rich![default, " (", link, ")"]
            }
        });
        Rich::join(all, " or ")
    }

    /// The earliest of several.
    pub fn intervals(&self, within: &[Within]) -> Rich {
        let all = Rich::join(within.iter().map(|w| self.interval(w)), " or ");
        match within.len() {
            0 | 1 => all,
            _ => rich![all, ", whichever ends first,"],
        }
    }

    /// What it asks for, and from when.
    fn limit(&self, clock: &'a Clock) -> Rich {
        let from = self.from(clock);
        if let Some(at_least) = &clock.at_least {
            return rich![self.so_many(clock, at_least), from];
        }
        if let Some(by) = &clock.by {
            let by = Rich::strong(self.interval(by));
            let before = self.triggers(&clock.before);
            return rich!["at least ", by, " before ", before, from];
        }
        if let Some(field) = &clock.due_on {
            let scope = Scope::of_triggers(self.pack, &clock.starts);
            let day = match scope.field(field) {
                Some((form, field)) => self.question(form, field),
                None => Rich::quote(&spoken(field)),
            };
            return rich!["by ", Rich::strong(rich!["the date in ", day]), from];
        }
        if let Some(age) = &clock.at_age {
            return rich![
                "by ",
                Rich::strong(rich!["the age of ", age.as_str()]),
                from
            ];
        }
        if !clock.every.is_empty() {
            let every = Rich::strong(rich!["every ", self.intervals(&clock.every)]);
            let counted = match clock.from {
                RepeatFrom::Met => " after it was last met",
                RepeatFrom::Due => " after it was last due",
                RepeatFrom::Start => " on a fixed grid",
            };
            if clock.first.is_empty() {
                return rich![every, counted, from];
            }
            let first = Rich::strong(rich!["first within ", self.intervals(&clock.first)]);
            return rich![first, from, ", then ", every, counted];
        }
        match &clock.within[..] {
            [] => rich!["no limit", from],
            [Within::Interval(text)] if **text == "same day" => {
                rich![Rich::strong("on the same day"), " as ", self.start(clock)]
            }
            within => {
                let within = rich!["within ", self.intervals(within)];
                rich![Rich::strong(within), " of ", self.start(clock)]
            }
        }
    }

    /// `, counted from …`, where the sentence has not said it yet.
    fn from(&self, clock: &'a Clock) -> Rich {
        if clock.starts.is_empty() {
            Rich::default()
        } else if clock.due_on.is_some() {
            rich![", set by ", self.start(clock)]
        } else {
            rich![", from ", self.start(clock)]
        }
    }

    /// What starts it.
    pub fn start(&self, clock: &'a Clock) -> Rich {
        match clock.starts.is_empty() {
            true => Rich::text("its start"),
            false => self.triggers(&clock.starts),
        }
    }

    fn so_many(&self, clock: &'a Clock, at_least: &'a AtLeast) -> Rich {
        let which = if at_least.rolling { "any " } else { "each " };
        let period = rich![which, at_least.per.as_str()];
        let scope = Scope::of_triggers(self.pack, &clock.met_by);
        let mut said = Rich::text("at least ");
        if let Some(sum) = &at_least.sum {
            let question = match scope.field(sum) {
                Some((form, field)) => self.question(form, field),
                None => Rich::quote(&spoken(sum)),
            };
            let reach = at_least.reach.map(number).unwrap_or_default();
            said.add(rich![reach, " of ", question, " added up"]);
        } else {
            match &at_least.count {
                Some(Count::Number(1)) | None => said.say("once"),
                Some(Count::Number(2)) => said.say("twice"),
                Some(Count::Number(n)) => said.say(&format!("{n} times")),
                Some(Count::Setting(name)) => {
                    let until = self.pack.setting(name).map(|s| s.default.as_str());
                    said.add(rich![
                        until.unwrap_or("so many"),
                        " times (unless the service sets “",
                        self.setting(name),
                        "”)"
                    ])
                }
            };
        }
        let mut all = rich![Rich::strong(rich![said, " in ", period])];
        if let Some(of_them) = &at_least.of_them {
            let when = self.condition(&scope, &of_them.when);
            all.say(&format!(", at least {} of them where ", of_them.count));
            all.add(when);
        }
        all
    }

    /// When it runs and how it is counted.
    fn conditions(&self, clock: &'a Clock) -> Vec<Rich> {
        let mut parts = Vec::new();
        let scope = Scope::default();
        for other in &clock.interval_when {
            let every = rich!["every ", self.interval(&other.every)];
            let when = self.condition(&scope, &other.when);
            parts.push(rich![Rich::strong(every), " while ", when]);
        }
        if clock.interval_when.len() > 1 {
            parts.push(Rich::text("where several hold, the shortest counts"));
        }
        if let Some(holds) = &clock.holds {
            parts.push(rich!["runs only while ", self.condition(&scope, holds)]);
        }
        if let Some(least) = &clock.not_before {
            let least = self.interval(least);
            parts.push(rich!["what is done sooner than ", least, " does not count"]);
        }
        if let Some(most) = &clock.not_after {
            let most = self.interval(most);
            parts.push(rich!["what is done later than ", most, " does not count"]);
        }
        for pause in &clock.pauses {
            let (from, until) = (self.trigger(&pause.from), self.trigger(&pause.until));
            parts.push(rich![
                "the time from ",
                from,
                " until ",
                until,
                " is not counted"
            ]);
        }
        match clock.counting.filter(|c| *c != self.pack.head.counting) {
            Some(Counting::Inclusive) => {
                parts.push(Rich::text("the starting day is the first day"));
            }
            Some(Counting::Exclusive) => {
                parts.push(Rich::text("the day after the start is the first day"));
            }
            None => {}
        }
        match clock.closed_day {
            ClosedDay::Keep => {}
            ClosedDay::Next => {
                parts.push(Rich::text("if that is a closed day, the next working day"))
            }
            ClosedDay::Previous => parts.push(Rich::text(
                "if that is a closed day, the working day before",
            )),
        }
        if clock.hours == HoursKind::Opening {
            parts.push(Rich::text("only opening hours are counted"));
        }
        parts
    }

    fn ends(&self, clock: &'a Clock) -> Vec<Rich> {
        let mut parts = Vec::new();
        if !clock.stops.is_empty() {
            let stops = self.triggers(&clock.stops);
            parts.push(rich!["falls away with ", stops]);
        }
        if clock.survives_close {
            parts.push(Rich::text("goes on after the closing"));
        }
        if clock.level == Level::Advisory {
            parts.push(Rich::text("a recommendation, not a requirement"));
        }
        parts
    }

    fn people(&self, clock: &'a Clock) -> Vec<Rich> {
        let mut parts = Vec::new();
        if let Some(role) = &clock.responsible {
            parts.push(rich![self.role(role), " ", Rich::strong("responsible")]);
        }
        if let Some(missed) = &clock.if_missed {
            let told = self.roles(&missed.tell, " and ");
            parts.push(rich![told, " told if missed"]);
        }
        for step in &clock.escalate {
            let told = self.roles(&step.tell, " and ");
            let after = self.interval(&step.after);
            let mut said = rich![told, " told ", after, " after the start if not met"];
            if !step.clause.is_empty() {
                said.add(rich![" (", self.clauses(&step.clause), ")"]);
            }
            parts.push(said);
        }
        if let Some(warn) = &clock.warn {
            parts.push(rich!["shown as due soon ", self.interval(warn), " before"]);
        }
        if clock.not_told {
            parts.push(Rich::text(
                "nothing of it reaches persons a record says must not be told",
            ));
        }
        if !clock.extended_by.is_empty() {
            let by = self.roles(&clock.extended_by, " or ");
            parts.push(rich![by, " may extend it, with a reason"]);
        }
        if !clock.dismissed_by.is_empty() {
            let by = self.roles(&clock.dismissed_by, " or ");
            parts.push(rich![by, " may dismiss it, with a reason"]);
        }
        parts
    }
}
