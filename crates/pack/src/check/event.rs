//! Events: which thing of the pack an event belongs to, and whether it ever happens.

use domain::Name;

use super::{Checker, facts};
use crate::load::FileKind;
use crate::model::{Clock, FieldType, Form, Matter, State, Trigger};

/// What happens to a record before its signing steps and beside them.
pub(super) const RECORD_EVENTS: [&str; 4] = ["recorded", "complete", "returned", "amended"];
/// What happens to a matter beside its stages.
pub(super) const MATTER_EVENTS: [&str; 3] = ["opened", "closed", "reopened"];
const ROLE_EVENTS: [&str; 4] = ["allocated", "ended", "started", "left"];
const CLOCK_EVENTS: [&str; 2] = ["met", "missed"];

/// The thing an event happens to.
#[derive(Debug, Clone, Copy)]
pub(super) enum Thing<'p> {
    Record(&'p Form),
    Matter(&'p Matter),
    State(&'p State),
    Role,
    Clock(&'p Clock),
    Fact(&'static [String]),
}

impl Thing<'_> {
    /// What may become of it.
    fn events(&self) -> Vec<&str> {
        match self {
            Self::Record(form) => {
                let steps = form.signing.iter().map(|s| s.step.as_str());
                RECORD_EVENTS.into_iter().chain(steps).collect()
            }
            Self::Matter(matter) => {
                let stages = matter.stages.iter().map(|s| s.stage.as_str());
                MATTER_EVENTS.into_iter().chain(stages).collect()
            }
            Self::State(_) => vec!["set"],
            Self::Role => ROLE_EVENTS.to_vec(),
            Self::Clock(_) => CLOCK_EVENTS.to_vec(),
            Self::Fact(_) => vec!["stated"],
        }
    }
}

/// Files that give things events happen to.
const GIVERS: [FileKind; 4] = [
    FileKind::Records,
    FileKind::Process,
    FileKind::Roles,
    FileKind::Clocks,
];

impl<'p> Checker<'p, '_> {
    fn things(&self, name: &str) -> Vec<Thing<'p>> {
        let pack = self.pack;
        [
            pack.form(name).map(Thing::Record),
            pack.matter(name).map(Thing::Matter),
            pack.state(name).map(Thing::State),
            pack.role(name).map(|_| Thing::Role),
            pack.clock(name).map(Thing::Clock),
            facts::fields(name).map(Thing::Fact),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// The thing a trigger's event happens to; reports an event that never happens or could be of two things.
    pub(super) fn thing(&mut self, trigger: &Trigger) -> Option<Thing<'p>> {
        let things = self.things(&trigger.thing);
        if things.is_empty() {
            self.no_thing(&trigger.thing, trigger.thing.span);
            return None;
        }
        let what = trigger.what.as_str();
        let mut fit = things.iter().filter(|t| t.events().contains(&what));
        let Some(first) = fit.next() else {
            let gaps = &self.pack.gaps;
            if !GIVERS[..2].iter().any(|g| gaps.may_hold(*g, what)) {
                let events: Vec<&str> = things.iter().flat_map(Thing::events).collect();
                let message = format!("`{}.{what}` never happens", trigger.thing.value);
                self.out
                    .error(trigger.what.span, message)
                    .expected(format!("one of `{}`", events.join("`, `")))
                    .nearest(what, events);
            }
            return None;
        };
        if fit.next().is_some() {
            let message = format!("`{}.{what}` could be of two things", trigger.thing.value);
            self.out.error(trigger.thing.span, message).expected(
                "names of their own for the record kind, matter, state, role and timescale",
            );
        }
        Some(*first)
    }

    fn no_thing(&mut self, name: &Name, span: crate::text::Span) {
        let gaps = &self.pack.gaps;
        if GIVERS.iter().any(|giver| gaps.may_hold(*giver, name)) {
            return;
        }
        use super::Class::{Clock, Kind, Matter, Role, State};
        let all = [Kind, Matter, State, Role, Clock];
        let known = all.iter().flat_map(|class| self.names.all(*class));
        let known: Vec<&str> = known.chain(facts::kinds()).collect();
        self.out
            .error(
                span,
                format!("nothing is called `{name}` that an event could happen to"),
            )
            .expected("a record kind, matter, state, role, timescale or kind of fact")
            .nearest(name, known);
    }

    /// Checks a trigger as a whole: its event, its condition and its `at`. `matter` is the one at hand, if any.
    pub(super) fn trigger(
        &mut self,
        trigger: &Trigger,
        matter: Option<&'p Matter>,
    ) -> Option<Thing<'p>> {
        let thing = self.thing(trigger);
        if let (Some(thing), Some(when)) = (thing, &trigger.when) {
            let scope = self.scope_of(thing, matter);
            self.condition(when, &scope);
        }
        if let (Some(thing), Some(at)) = (thing, &trigger.at) {
            match thing {
                Thing::Record(form) => self.date_field(form, at),
                Thing::Fact(fields) => {
                    if !fields.iter().any(|f| *f == at.as_str()) {
                        let fit: Vec<&str> = fields.iter().map(String::as_str).collect();
                        self.not_among("field of this fact", at, at.span, &fit);
                    }
                }
                _ => {
                    self.out
                        .error(at.span, "`at` beside an event that is not a record's")
                        .expected("the event of a record with this date field");
                }
            }
        }
        thing
    }

    pub(super) fn triggers<'t>(
        &mut self,
        triggers: impl IntoIterator<Item = &'t Trigger>,
        matter: Option<&'p Matter>,
    ) -> Vec<Thing<'p>> {
        let all = triggers.into_iter();
        all.filter_map(|t| self.trigger(t, matter)).collect()
    }

    /// Reports a name that is not a date field of a form.
    pub(super) fn date_field(&mut self, form: &Form, name: &crate::model::Ref) {
        let dates = [FieldType::Date, FieldType::Datetime, FieldType::AboutDate];
        self.field_of(form, name, "date field", |f| dates.contains(&f.kind));
    }

    /// Reports a name that is not a field of a form, outside groups, for which something holds.
    pub(super) fn field_of(
        &mut self,
        form: &Form,
        name: &crate::model::Ref,
        what: &str,
        fits: impl Fn(&crate::model::Field) -> bool,
    ) {
        if form.field(name).is_some_and(&fits) || self.pack.gaps.may_hold(FileKind::Records, name) {
            return;
        }
        let fit = form.fields().filter(|f| fits(f));
        let fit: Vec<&str> = fit.map(|f| f.id.as_str()).collect();
        let what = format!("{what} of `{}`", form.record.value);
        self.not_among(&what, name, name.span, &fit);
    }
}
