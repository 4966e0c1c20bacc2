//! Scenarios: everybody and everything a step names must be there, and answers must be answers of the form. It never plays
//! one.

use std::collections::BTreeMap;

use super::{Checker, Class, facts};
use crate::model::{Field, FieldType as T, Form, Rule};
use crate::scenario::{Act, Scenario, Step};
use crate::text::{Node, Span, Spanned, Value};

/// Refusals that are not a guard's.
const REFUSALS: [&str; 4] = ["not-found", "not-allowed", "own-work", "not-possible"];

/// Who and what a scenario has named so far.
pub(super) struct Cast<'p> {
    pub workers: Vec<&'p str>,
    pub people: Vec<&'p str>,
    pub sites: Vec<&'p str>,
    /// What a record is called, and its kind.
    pub handles: BTreeMap<&'p str, &'p str>,
}

/// The place of a word within a phrase.
pub(super) fn place(phrase: &str, span: Span, word: &str) -> Span {
    match phrase.find(word) {
        Some(at) => span.inside(phrase[..at].chars().count()),
        None => span,
    }
}

impl<'p> Checker<'p, '_> {
    pub(super) fn scenarios(&mut self) {
        let pack = self.pack;
        let names = pack.scenarios.iter();
        self.unique(
            "scenario",
            names.map(|s| (s.scenario.as_str(), s.scenario.span)),
        );
        for scenario in &pack.scenarios {
            self.scenario(scenario);
        }
    }

    fn scenario(&mut self, scenario: &'p Scenario) {
        let mut cast = Cast {
            workers: scenario.workers.iter().map(|w| w.name.as_str()).collect(),
            people: (scenario.people.iter().map(|p| p.name.as_str()))
                .chain(scenario.families.iter().map(|f| f.as_str()))
                .collect(),
            sites: scenario.sites.iter().map(|s| s.as_str()).collect(),
            handles: BTreeMap::new(),
        };
        if !self.calendars.contains(&scenario.calendar) {
            let known = self.calendars.clone();
            let fit: Vec<&str> = known.iter().map(String::as_str).collect();
            self.not_among("calendar", &scenario.calendar, scenario.span, &fit);
        }
        for clause in &scenario.clause {
            self.known(Class::Clause, &clause.0, clause.span);
        }
        for (name, _) in &scenario.settings {
            self.known(Class::Setting, name, name.span);
        }
        for worker in &scenario.workers {
            self.known(Class::Role, &worker.role, worker.role.span);
            for name in &worker.supervises {
                self.among("worker", name, name.span, &cast.workers);
            }
            for held in worker
                .without
                .iter()
                .chain(worker.facts.iter().map(|(kind, _)| kind))
            {
                self.fact(held, held.span);
            }
        }
        for person in &scenario.people {
            for name in &person.sibling_of {
                self.among("person", name, name.span, &cast.people);
            }
            if let Some(school) = &person.school {
                self.among("site", school, person.name.span, &cast.sites);
            }
            for (kind, _) in &person.facts {
                self.fact(kind, kind.span);
            }
        }
        let mut last: Option<&Step> = None;
        for step in &scenario.steps {
            if let Some(last) = last {
                let later_time =
                    step.date == last.date && step.time.is_some() && step.time < last.time;
                if step.date < last.date || later_time {
                    self.out
                        .error(step.span, "this step goes back in time")
                        .expected("steps in the order in which they happen; `$occurred:` for what was earlier");
                }
            }
            last = Some(step);
            self.scenario_step(step, &mut cast);
        }
    }

    pub(super) fn among(&mut self, what: &str, name: &str, span: Span, fit: &[&str]) {
        if !fit.contains(&name) {
            self.not_among(&format!("{what} of this scenario"), name, span, fit);
        }
    }

    fn fact(&mut self, kind: &str, span: Span) {
        if facts::fields(kind).is_none() && !self.names.has(Class::State, kind) {
            let fit: Vec<&str> = facts::kinds().collect();
            self.not_among("kind of fact", kind, span, &fit);
        }
    }

    /// A person, worker or site that has a file.
    pub(super) fn anybody(&mut self, cast: &Cast<'p>, name: &str, span: Span) {
        let all = [&cast.people[..], &cast.workers, &cast.sites].concat();
        self.among("person, worker or site", name, span, &all);
    }

    /// The form of a record that is named by its handle or its kind.
    pub(super) fn record_called(
        &mut self,
        cast: &Cast<'p>,
        name: &str,
        span: Span,
    ) -> Option<&'p Form> {
        let kind = cast.handles.get(name).copied().unwrap_or(name);
        if let Some(form) = self.pack.form(kind) {
            return Some(form);
        }
        if !self.pack.gaps.may_hold(Class::Kind.file(), kind) {
            let handles = cast.handles.keys().copied();
            let fit: Vec<&str> = handles.chain(self.names.all(Class::Kind)).collect();
            self.not_among("record kind or handle", name, span, &fit);
        }
        None
    }

    fn scenario_step(&mut self, step: &'p Step, cast: &mut Cast<'p>) {
        let at = |word: &str| place(&step.phrase, step.span, word);
        if let Act::Expect(expects) = &step.act {
            expects
                .iter()
                .for_each(|expect| self.expectation(expect, cast));
            return;
        }
        self.among("worker", &step.who, at(&step.who), &cast.workers);
        self.refusals(step);
        let person = |checker: &mut Self, name: &str| checker.anybody(cast, name, at(name));
        match &step.act {
            Act::Records { kind, on } | Act::Drafts { kind, on } => {
                self.known(Class::Kind, kind, at(kind));
                if let Some(form) = self.pack.form(kind) {
                    self.filed_on(form, on, step, cast);
                    self.answers(form, &step.answers, step, cast);
                }
                if let Some(handle) = &step.handle {
                    cast.handles.insert(handle, kind);
                }
            }
            Act::Amends { what, on } => {
                on.iter().for_each(|on| person(self, on));
                if let Some(form) = self.record_called(cast, what, at(what)) {
                    self.answers(form, &step.answers, step, cast);
                }
            }
            Act::Signs {
                step: signed,
                what,
                on,
            } => {
                on.iter().for_each(|on| person(self, on));
                if let Some(form) = self.record_called(cast, what, at(what)) {
                    self.signing_step(form, signed, at(signed));
                }
            }
            Act::Returns { what, on }
            | Act::AsksRemoval { what, on }
            | Act::AgreesRemoval { what, on } => {
                on.iter().for_each(|on| person(self, on));
                self.record_called(cast, what, at(what));
            }
            Act::Allocates { whom, to, role } => {
                person(self, whom);
                self.among("worker", to, at(to), &cast.workers);
                self.known(Class::Role, role, at(role));
            }
            Act::Ends { worker, role, on } => {
                self.among("worker", worker, at(worker), &cast.workers);
                self.known(Class::Role, role, at(role));
                person(self, on);
            }
            Act::Hands { whom, to } => {
                person(self, whom);
                self.among("worker", to, at(to), &cast.workers);
            }
            Act::Covers { worker, .. } => self.among("worker", worker, at(worker), &cast.workers),
            Act::Moves { matter, on, by } => {
                person(self, on);
                self.known(Class::Matter, matter, at(matter));
                if let Some(matter) = self.pack.matter(matter) {
                    let moves: Vec<&str> = matter.moves.iter().map(|m| m.name.as_str()).collect();
                    if !moves.contains(&by.as_str()) {
                        self.not_among(
                            &format!("move of `{}`", matter.matter.value),
                            by,
                            at(by),
                            &moves,
                        );
                    }
                }
            }
            Act::Closes { matter, on } | Act::Reopens { matter, on } => {
                person(self, on);
                self.known(Class::Matter, matter, at(matter));
            }
            Act::Sets { state, on, to } => {
                person(self, on);
                self.state_value(state, to, at(state), at(to));
            }
            Act::States { fact, on } => {
                person(self, on);
                self.fact(fact, at(fact));
                for (key, _) in &step.answers {
                    let fields = facts::fields(fact).unwrap_or_default();
                    let mut fit: Vec<&str> = fields.iter().map(String::as_str).collect();
                    fit.extend(["from", "to"]);
                    if !fields.is_empty() && !fit.contains(&key.as_str()) {
                        self.not_among(&format!("field of `{fact}`"), key, key.span, &fit);
                    }
                }
            }
            Act::EndsFact { fact, on } => {
                person(self, on);
                self.fact(fact, at(fact));
            }
            Act::Extends { clock, on } | Act::Dismisses { clock, on } => {
                person(self, on);
                self.known(Class::Clock, clock, at(clock));
            }
            Act::Lifts { guard, on } => {
                person(self, on);
                self.guard_called(guard, at(guard), &[]);
            }
            Act::SetsSetting { setting, .. } => {
                self.known(Class::Setting, setting, at(setting));
            }
            Act::Restricts { whom, to } => {
                person(self, whom);
                for worker in to {
                    self.among("worker", worker, at(worker), &cast.workers);
                }
            }
            Act::Merges { whom, with } => {
                person(self, whom);
                person(self, with);
            }
            Act::Expect(_) => {}
        }
    }

    pub(super) fn signing_step(&mut self, form: &Form, step: &str, span: Span) {
        let fit: Vec<&str> = form.signing.iter().map(|s| s.step.as_str()).collect();
        if !fit.contains(&step) && !self.pack.gaps.may_hold(Class::Kind.file(), step) {
            self.not_among(
                &format!("signing step of `{}`", form.record.value),
                step,
                span,
                &fit,
            );
        }
    }

    pub(super) fn state_value(&mut self, state: &str, value: &str, state_at: Span, value_at: Span) {
        if !self.known(Class::State, state, state_at) {
            return;
        }
        let Some(state) = self.pack.state(state) else {
            return;
        };
        let fit: Vec<&str> = state.values.iter().map(|v| v.id.as_str()).collect();
        if !fit.contains(&value) && !self.pack.gaps.may_hold(Class::State.file(), value) {
            self.not_among(
                &format!("value of `{}`", state.state.value),
                value,
                value_at,
                &fit,
            );
        }
    }

    fn rules_of(&self, kinds: &[&str]) -> Vec<&'p str> {
        let rules = self.pack.rules.iter().filter(|r| kinds.contains(&r.kind()));
        rules.map(|r: &Rule| r.name().as_str()).collect()
    }

    fn guard_called(&mut self, name: &str, span: Span, others: &[&'p str]) {
        let mut fit = self.rules_of(&["guard"]);
        fit.extend(others);
        if !fit.contains(&name) && !self.pack.gaps.may_hold(Class::Rule.file(), name) {
            self.not_among("guard", name, span, &fit);
        }
    }

    fn refusals(&mut self, step: &Step) {
        if let Some(refused) = &step.refused {
            self.guard_called(refused, refused.span, &REFUSALS);
        }
        let fit = self.rules_of(&["warning", "eligibility"]);
        for warned in &step.warned {
            if !fit.contains(&warned.as_str())
                && !self.pack.gaps.may_hold(Class::Rule.file(), warned)
            {
                self.not_among("warning", warned, warned.span, &fit);
            }
        }
    }

    fn filed_on(&mut self, form: &Form, on: &[String], step: &Step, cast: &Cast<'p>) {
        let named = |subject: &str| form.filed_on.iter().any(|s| **s == *subject);
        let mut fit: Vec<&str> = Vec::new();
        for (subject, names) in [
            ("person", &cast.people),
            ("worker", &cast.workers),
            ("site", &cast.sites),
        ] {
            if named(subject) {
                fit.extend(names);
            }
        }
        // Files of other subjects have no names of their own: they go by somebody who belongs to them.
        let others = ["family", "team", "post", "group", "agency", "volunteer"];
        if others.iter().any(|subject| named(subject)) {
            fit = [&cast.people[..], &cast.workers, &cast.sites].concat();
        }
        for name in on {
            let span = place(&step.phrase, step.span, name);
            self.among("fitting file", name, span, &fit);
        }
        if on.len() > 1 && !form.about_siblings {
            self.out
                .error(
                    step.span,
                    format!("`{}` is about one person", form.record.value),
                )
                .expected("`about_siblings: true` on the form");
        }
    }

    fn answers(
        &mut self,
        form: &'p Form,
        answers: &'p [(Spanned<String>, Node)],
        step: &Step,
        cast: &Cast<'p>,
    ) {
        let fit: Vec<&str> = form.fields().map(|f| f.id.as_str()).collect();
        let wrong_on_purpose = |name: &str| {
            step.invalid
                .iter()
                .any(|i| i.split('.').next() == Some(name))
        };
        for name in &step.invalid {
            let field = name.split('.').next().unwrap_or_default();
            if !fit.contains(&field) && !self.pack.gaps.may_hold(Class::Kind.file(), field) {
                self.not_among(
                    &format!("field of `{}`", form.record.value),
                    field,
                    name.span,
                    &fit,
                );
            }
        }
        for (key, value) in answers {
            if let Some(child) = key.strip_prefix("for ") {
                self.among("person", child, key.span, &cast.people);
                for (inner, value) in value.map().unwrap_or_default() {
                    let inner_key = Spanned::new(inner.name.clone(), inner.span);
                    if !wrong_on_purpose(&inner.name) {
                        self.answer(form, &fit, &inner_key, value, cast);
                    }
                }
            } else if !wrong_on_purpose(key) {
                self.answer(form, &fit, key, value, cast);
            }
        }
    }

    fn answer(
        &mut self,
        form: &'p Form,
        fit: &[&str],
        key: &Spanned<String>,
        value: &Node,
        cast: &Cast<'p>,
    ) {
        let Some(field) = form.field(key) else {
            if !self.pack.gaps.may_hold(Class::Kind.file(), key) {
                self.not_among(
                    &format!("field of `{}`", form.record.value),
                    key,
                    key.span,
                    fit,
                );
            }
            return;
        };
        self.answered(field, value, cast);
    }

    fn answered(&mut self, field: &'p Field, value: &Node, cast: &Cast<'p>) {
        if let Value::List(items) = &value.value {
            items
                .iter()
                .for_each(|item| self.answered(field, item, cast));
            return;
        }
        if let (T::Group, Some(row)) = (*field.kind, value.map()) {
            let fit: Vec<&str> = field.fields.iter().map(|f| f.id.as_str()).collect();
            for (key, value) in row {
                match field.fields.iter().find(|f| **f.id == *key.name) {
                    Some(inner) => self.answered(inner, value, cast),
                    None => self.not_among(
                        &format!("field of `{}`", field.id.value),
                        &key.name,
                        key.span,
                        &fit,
                    ),
                }
            }
            return;
        }
        let Some(text) = value.text() else { return };
        let options: Vec<String> = match *field.kind {
            T::Choice | T::Choices | T::Checklist => {
                let open = field
                    .list
                    .as_ref()
                    .and_then(|l| self.pack.list(l))
                    .is_some_and(|l| l.open);
                if open {
                    return;
                }
                self.option_ids(field).to_vec()
            }
            T::YesNo => ["yes", "no"].map(str::to_owned).to_vec(),
            T::YesNoUnknown => ["yes", "no", "unknown"].map(str::to_owned).to_vec(),
            // Whoever has a file of their own, workers too.
            T::Person | T::People => {
                let all = [&cast.people[..], &cast.workers].concat();
                return self.among("person", text, value.span, &all);
            }
            T::Worker | T::Workers => return self.among("worker", text, value.span, &cast.workers),
            T::Site => return self.among("site", text, value.span, &cast.sites),
            T::Record | T::Records => {
                let handles: Vec<&str> = cast.handles.keys().copied().collect();
                return self.among("record", text, value.span, &handles);
            }
            _ => return,
        };
        let fit: Vec<&str> = options.iter().map(String::as_str).collect();
        if !fit.contains(&text) && !self.pack.gaps.touch(Class::Kind.file()) {
            self.not_among(
                &format!("option of `{}`", field.id.value),
                text,
                value.span,
                &fit,
            );
        }
    }
}
