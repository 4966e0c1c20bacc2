//! Timescales: one way of counting each, something that meets them, somebody who answers for them.

use domain::event::Subject;

use super::event::Thing;
use super::{Checker, Class};
use crate::model::{AtLeast, Clock, FieldType, Matter, RepeatFrom};
use crate::text::Span;

impl<'p> Checker<'p, '_> {
    pub(super) fn clocks(&mut self) {
        let pack = self.pack;
        self.unique(
            "timescale",
            pack.clocks.iter().map(|c| (&**c.clock, c.clock.span)),
        );
        for clock in &pack.clocks {
            self.clock(clock);
        }
    }

    fn clock(&mut self, clock: &'p Clock) {
        let span = clock.clock.span;
        let matter = self.hangs_on(clock);
        let starts = self.triggers(&clock.starts, matter);
        let before = self.triggers(&clock.before, matter);
        let met_by = self.triggers(&clock.met_by, matter);
        self.triggers(&clock.stops, matter);
        for pause in &clock.pauses {
            self.triggers([&pause.from, &pause.until], matter);
        }
        self.way_of_counting(clock, span);
        self.begins(clock, span);
        if clock.met_by.is_empty() == clock.met_by_nothing.is_none() {
            let (message, expected) = match clock.met_by.is_empty() {
                true => (
                    "nothing meets this timescale",
                    "`met_by:` an event, or `met_by_nothing:` and why",
                ),
                false => ("`met_by` beside `met_by_nothing`", "one of the two"),
            };
            self.out.error(span, message).expected(expected);
        }
        let intervals = clock.within.iter().chain(&clock.every).chain(&clock.first);
        let others = [&clock.by, &clock.not_before, &clock.not_after, &clock.warn];
        for within in intervals.chain(others.into_iter().flatten()) {
            self.within(within);
        }
        if let Some(age) = &clock.at_age {
            self.interval(age);
        }
        if let Some(due_on) = &clock.due_on {
            for thing in starts.iter().chain(&before) {
                match thing {
                    Thing::Record(form) => self.date_field(form, due_on),
                    Thing::Fact(fields) if fields.iter().any(|f| *f == due_on.as_str()) => {}
                    _ => {
                        self.out
                            .error(
                                due_on.span,
                                "`due_on` where nothing with such a date starts it",
                            )
                            .expected(
                                "`starts:` the event of a record or fact with this date field",
                            );
                    }
                }
            }
        }
        if let Some(at_least) = &clock.at_least {
            self.at_least(at_least, &met_by, matter, span);
        }
        let mut scope = self.functions.clone();
        self.add_matter(&mut scope, matter);
        self.add_subject_states(&mut scope, clock);
        for each in &clock.interval_when {
            self.condition(&each.when, &scope);
            self.within(&each.every);
        }
        if let Some(holds) = &clock.holds {
            self.condition(holds, &scope);
        }
        for escalation in &clock.escalate {
            self.within(&escalation.after);
            self.all_known(Class::Role, &escalation.tell);
        }
        self.all_known(Class::Role, &clock.responsible);
        self.all_known(Class::Role, clock.if_missed.iter().flat_map(|m| &m.tell));
        self.all_known(
            Class::Role,
            clock.extended_by.iter().chain(&clock.dismissed_by),
        );
    }

    /// The matter a timescale hangs on; none where it hangs on a file.
    fn hangs_on(&mut self, clock: &Clock) -> Option<&'p Matter> {
        let pack = self.pack;
        let Some(on) = &clock.on else {
            let [only] = pack.matters.as_slice() else {
                if !pack.gaps.touch(Class::Matter.file()) {
                    let fit: Vec<&str> = self.names.all(Class::Matter).collect();
                    self.out
                        .error(
                            clock.clock.span,
                            "the timescale does not say what it hangs on",
                        )
                        .expected(format!(
                            "`on:` one of `{}`, or a subject such as `person`",
                            fit.join("`, `")
                        ));
                }
                return None;
            };
            return Some(only);
        };
        let matter = pack.matter(on);
        let unread = pack.gaps.may_hold(Class::Matter.file(), on);
        if matter.is_none() && Subject::parse(on).is_none() && !unread {
            let subjects = Subject::ALL.map(Subject::as_str);
            let fit: Vec<&str> = self.names.all(Class::Matter).chain(subjects).collect();
            self.not_among("matter or subject", on, on.span, &fit);
        }
        matter
    }

    /// The states of the subject a timescale hangs on.
    fn add_subject_states(&self, scope: &mut crate::expr::Scope, clock: &Clock) {
        let Some(on) = &clock.on else { return };
        for state in self.pack.states.iter().filter(|s| *s.on.value == *on.value) {
            scope.var(&state.state, super::scope::type_of_state(state));
        }
    }

    fn way_of_counting(&mut self, clock: &Clock, span: Span) {
        let ways = [
            ("within", !clock.within.is_empty()),
            ("due_on", clock.due_on.is_some()),
            ("before", !clock.before.is_empty()),
            ("at_age", clock.at_age.is_some()),
            (
                "every",
                !clock.every.is_empty() || !clock.interval_when.is_empty(),
            ),
            ("at_least", clock.at_least.is_some()),
        ];
        let said: Vec<&str> = ways
            .iter()
            .filter(|(_, there)| *there)
            .map(|(w, _)| *w)
            .collect();
        let one = "one of `within`, `due_on`, `before` with `by`, `at_age`, `every` or `at_least`";
        match said.as_slice() {
            [] => {
                self.out
                    .error(
                        span,
                        format!(
                            "the timescale `{}` does not say how it counts",
                            clock.clock.value
                        ),
                    )
                    .expected(one);
            }
            [_] => {}
            [first, others @ ..] => {
                let message = format!(
                    "`{}` beside `{first}` in one timescale",
                    others.join("`, `")
                );
                self.out.error(span, message).expected(one);
            }
        }
        if clock.before.is_empty() != clock.by.is_none() {
            let (there, lacks) = if clock.by.is_none() {
                ("before", "by")
            } else {
                ("by", "before")
            };
            self.out
                .error(span, format!("`{there}` without `{lacks}`"))
                .expected("both: what it counts back from, and how long");
        }
        let repeats = !clock.every.is_empty() || !clock.interval_when.is_empty();
        if !repeats && !clock.first.is_empty() {
            self.out
                .error(span, "`first` without `every`")
                .expected("`within:` for a timescale that does not repeat");
        }
        if !repeats && clock.from != RepeatFrom::Met {
            self.out
                .error(span, "`from` without `every`")
                .expected("`every:` an interval");
        }
    }

    fn begins(&mut self, clock: &Clock, span: Span) {
        let own_anchor =
            !clock.before.is_empty() || clock.at_age.is_some() || clock.at_least.is_some();
        if clock.starts.is_empty() && !own_anchor {
            self.out
                .error(
                    span,
                    format!("nothing starts the timescale `{}`", clock.clock.value),
                )
                .expected("`starts:` an event");
        }
        if !clock.before.is_empty() && !clock.starts.is_empty() {
            self.out
                .error(span, "`starts` beside `before`")
                .expected("`before:` alone: what it counts back from starts it");
        }
    }

    fn at_least(
        &mut self,
        at_least: &AtLeast,
        met_by: &[Thing<'p>],
        matter: Option<&'p Matter>,
        span: Span,
    ) {
        self.period(&at_least.per, at_least.rolling);
        if let Some(count) = &at_least.count {
            self.count(count);
        }
        if at_least.count.is_some() == at_least.sum.is_some() {
            self.out
                .error(span, "`at_least` asks for a number or for a sum")
                .expected("`count:`, or `sum:` a number field with `reach:`");
        }
        if at_least.sum.is_some() != at_least.reach.is_some() {
            self.out
                .error(span, "`sum` and `reach` go together")
                .expected("both, or neither");
        }
        if let Some(sum) = &at_least.sum {
            let numbers = [
                FieldType::Number,
                FieldType::Integer,
                FieldType::Money,
                FieldType::Minutes,
                FieldType::Hours,
                FieldType::Computed,
            ];
            for thing in met_by {
                if let Thing::Record(form) = thing {
                    self.field_of(form, sum, "number field", |f| numbers.contains(&f.kind));
                }
            }
        }
        if let Some(of_them) = &at_least.of_them {
            for thing in met_by {
                let scope = self.scope_of(*thing, matter);
                self.condition(&of_them.when, &scope);
            }
            if let Some(crate::model::Count::Number(count)) = at_least.count
                && of_them.count > count
            {
                self.out
                    .error(span, format!("{} of {count}", of_them.count))
                    .expected("no more of them than there are");
            }
        }
    }
}
