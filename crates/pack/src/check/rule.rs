//! Guards, warnings, eligibilities, notices and thresholds: what they listen to, what they may ask, whom they tell.

use super::event::Thing;
use super::{Checker, Class};
use crate::expr::{Scope, Type};
use crate::model::{Condition, Guard, Matter, Ref, Rule, Threshold, Trigger};
use crate::text::OneOrMany;

impl<'p> Checker<'p, '_> {
    pub(super) fn rules(&mut self) {
        let pack = self.pack;
        self.unique(
            "rule",
            pack.rules.iter().map(|r| (&***r.name(), r.name().span)),
        );
        for rule in &pack.rules {
            match rule {
                Rule::Guard(guard) => self.guard(guard),
                Rule::Warning(r) => self.warning(&r.on, &r.when, r.needs.as_ref()),
                Rule::Eligibility(r) => self.warning(&r.on, &r.when, r.needs.as_ref()),
                Rule::Notice(r) => {
                    let things = self.triggers(&r.on, None);
                    self.listens(&r.on, rule);
                    for thing in things {
                        let scope = self.scope_of(thing, None);
                        r.when.iter().for_each(|when| self.condition(when, &scope));
                    }
                    self.tells(&r.tell, rule);
                }
                Rule::Threshold(r) => self.threshold(r, rule),
            }
        }
    }

    fn listens(&mut self, on: &OneOrMany<Trigger>, rule: &Rule) {
        if on.is_empty() {
            let name = rule.name();
            self.out
                .error(
                    name.span,
                    format!("the {} `{}` listens to nothing", rule.kind(), name.value),
                )
                .expected("an event such as `visit.recorded`");
        }
    }

    fn tells(&mut self, tell: &OneOrMany<Ref>, rule: &Rule) {
        self.all_known(Class::Role, tell);
        if tell.is_empty() {
            let name = rule.name();
            self.out
                .error(
                    name.span,
                    format!("the {} `{}` tells nobody", rule.kind(), name.value),
                )
                .expected("`tell:` a role");
        }
    }

    fn guard(&mut self, guard: &'p Guard) {
        if guard.stops.is_empty() {
            self.out
                .error(
                    guard.guard.span,
                    format!("the guard `{}` stops nothing", guard.guard.value),
                )
                .expected("`stops:` a move, a record, a step or `role.allocated`");
        }
        self.all_known(Class::Role, &guard.lifted_by);
        for stops in &guard.stops {
            let Some(scope) = self.act(stops) else {
                continue;
            };
            let conditions = guard.when.iter().chain([&guard.unless]).chain(&stops.when);
            for condition in conditions {
                self.condition(condition, &scope);
            }
        }
    }

    fn warning(&mut self, on: &'p OneOrMany<Trigger>, when: &Condition, needs: Option<&Ref>) {
        for trigger in on {
            let Some(scope) = self.act(trigger) else {
                continue;
            };
            self.condition(when, &scope);
            trigger
                .when
                .iter()
                .for_each(|when| self.condition(when, &scope));
            if let (Some(needs), Some(form)) = (needs, self.pack.form(&trigger.thing)) {
                self.field_of(form, needs, "field", |_| true);
            }
        }
        if let (None, Some(needs)) = (on.first(), needs) {
            self.out
                .error(needs.span, "this listens to nothing")
                .expected("`on:` an event such as `visit.recorded`");
        }
    }

    /// What is about to be done: a move, a record, a step, an allocation. Gives what may be asked of it, `today` included.
    fn act(&mut self, trigger: &Trigger) -> Option<Scope> {
        let mut scope = match self.moved(trigger) {
            Some((matter, by)) => {
                let record = by.and_then(|on| self.pack.form(&on.thing));
                match record {
                    Some(form) => self.scope_of(Thing::Record(form), Some(matter)),
                    None => self.scope_of(Thing::Matter(matter), None),
                }
            }
            None => self.act_on_record(trigger)?,
        };
        scope.var("today", Type::Date);
        Some(scope)
    }

    /// The move a trigger names, and the event that makes it.
    fn moved(&self, trigger: &Trigger) -> Option<(&'p Matter, Option<&'p Trigger>)> {
        let matter = self.pack.matter(&trigger.thing)?;
        let mv = matter.moves.iter().find(|m| **m.name == **trigger.what)?;
        Some((matter, mv.on.as_ref()))
    }

    fn act_on_record(&mut self, trigger: &Trigger) -> Option<Scope> {
        let what = trigger.what.as_str();
        let (thing, name) = (trigger.thing.as_str(), trigger.what.span);
        let pack = self.pack;
        let (form, matter, role) = (pack.form(thing), pack.matter(thing), pack.role(thing));
        let mut fit: Vec<&str> = Vec::new();
        if let Some(form) = form {
            fit.push("recorded");
            fit.extend(form.signing.iter().map(|s| s.step.as_str()));
            if fit.contains(&what) {
                return Some(self.scope_of(Thing::Record(form), None));
            }
        }
        if role.is_some() {
            fit.push("allocated");
            if what == "allocated" {
                // The matter somebody is allocated to is the one at hand.
                return Some(self.scope_of(Thing::Role, pack.matters.first()));
            }
        }
        if let Some(matter) = matter {
            fit.extend(matter.moves.iter().map(|m| m.name.as_str()));
        }
        if fit.is_empty() {
            // Reports that there is no such thing, or that it is nothing somebody does.
            if self.thing(trigger).is_some() {
                self.out
                    .error(trigger.thing.span, format!("`{thing}.{what}` is nothing somebody does"))
                    .expected("a move (`matter.move`), a record (`kind.recorded`), a step (`kind.step`) or `role.allocated`");
            }
            return None;
        }
        let gaps = &self.pack.gaps;
        if !gaps.may_hold(Class::Kind.file(), what) && !gaps.may_hold(Class::Matter.file(), what) {
            let message = format!("`{thing}.{what}` is nothing somebody does");
            self.out
                .error(name, message)
                .expected(format!("one of `{}`", fit.join("`, `")))
                .nearest(what, &fit);
        }
        None
    }

    fn threshold(&mut self, threshold: &'p Threshold, rule: &Rule) {
        let things = self.triggers(&threshold.counts, None);
        self.listens(&threshold.counts, rule);
        self.within(&threshold.within);
        if threshold.reaches == 0 {
            self.out
                .error(threshold.threshold.span, "a threshold of none")
                .expected("`reaches:` 1 or more");
        }
        for thing in things {
            let scope = self.scope_of(thing, None);
            threshold
                .when
                .iter()
                .for_each(|when| self.condition(when, &scope));
        }
        match &threshold.sets {
            Some(sets) => {
                self.all_known(Class::Role, &threshold.tell);
                if self.known(Class::State, &sets.state, sets.state.span)
                    && let Some(state) = self.pack.state(&sets.state)
                {
                    self.value_of(state, Some(&sets.value));
                }
            }
            None => self.tells(&threshold.tell, rule),
        }
    }
}
