//! Matters and states: every stage can be reached and left for an end, moves can be made by something or somebody, and no
//! stage leads to itself without anything happening.

use std::collections::{BTreeMap, BTreeSet};

use domain::event::Subject;

use super::event::Thing;
use super::{Checker, Class};
use crate::model::{Act, Matter, Move, State};
use crate::text::{Ident, Spanned};

impl<'p> Checker<'p, '_> {
    pub(super) fn process(&mut self) {
        let pack = self.pack;
        self.unique(
            "matter",
            pack.matters.iter().map(|m| (&**m.matter, m.matter.span)),
        );
        self.unique(
            "state",
            pack.states.iter().map(|s| (&**s.state, s.state.span)),
        );
        for matter in &pack.matters {
            self.matter(matter);
        }
        for state in &pack.states {
            self.state(state);
        }
        self.chains();
    }

    /// Reports a subject that files are not kept about.
    pub(super) fn subject(&mut self, name: &Spanned<Ident>) {
        if Subject::parse(name).is_none() {
            let fit = Subject::ALL.map(Subject::as_str);
            self.not_among("subject of a file", name, name.span, &fit);
        }
    }

    fn matter(&mut self, matter: &'p Matter) {
        let name = &matter.matter;
        if matter.on.is_empty() {
            self.out
                .error(
                    name.span,
                    format!("`{}` does not say on whose file it stands", name.value),
                )
                .expected("`on: person` or another subject");
        }
        matter.on.iter().for_each(|on| self.subject(on));
        self.all_known(Class::Kind, &matter.opens_by);
        self.all_known(Class::Role, &matter.lead);
        self.unique(
            "stage",
            matter.stages.iter().map(|s| (&**s.stage, s.stage.span)),
        );
        self.unique(
            "move",
            matter.moves.iter().map(|m| (&**m.name, m.name.span)),
        );
        for kind in &matter.opens_by {
            let Some(form) = self.pack.form(kind) else {
                continue;
            };
            if !form
                .filed_on
                .iter()
                .any(|s| matter.on.iter().any(|on| **on == **s))
            {
                let message = format!(
                    "`{}` is not filed where `{}` stands",
                    kind.value, name.value
                );
                self.out
                    .error(kind.span, message)
                    .expected(format!("a record kind filed on {}", listed(&matter.on)));
            }
        }
        for stage in &matter.stages {
            let name = stage.stage.as_str();
            // Entering a stage called `closed` and closing are one event, so it must be the end.
            if ["opened", "reopened", "any"].contains(&name)
                || (name == "closed" && !stage.is_final)
            {
                self.out
                    .error(
                        stage.stage.span,
                        format!("a stage cannot be called `{name}`"),
                    )
                    .expected(
                        "another name: this one has a meaning of its own in events and moves",
                    );
            }
        }
        for mv in &matter.moves {
            self.a_move(matter, mv);
        }
        self.reach(matter);
    }

    fn a_move(&mut self, matter: &'p Matter, mv: &'p Move) {
        let stages: Vec<&str> = matter.stages.iter().map(|s| s.stage.as_str()).collect();
        let of = format!("stage of `{}`", matter.matter.value);
        let ends = mv
            .from
            .iter()
            .filter(|f| *f.value != *"any")
            .chain([&mv.to]);
        for stage in ends {
            let unread = self.pack.gaps.may_hold(Class::Matter.file(), stage);
            if matter.stage(stage).is_none() && !unread {
                self.not_among(&of, stage, stage.span, &stages);
            }
        }
        if mv.from.is_empty() {
            self.out
                .error(
                    mv.name.span,
                    format!("the move `{}` starts nowhere", mv.name.value),
                )
                .expected("`from:` a stage, a list of stages, or `any`");
        }
        self.all_known(Class::Role, &mv.by);
        let thing = mv.on.as_ref().and_then(|on| self.trigger(on, Some(matter)));
        if let Some(when) = &mv.when {
            let scope = match thing {
                Some(thing) => self.scope_of(thing, Some(matter)),
                None => self.scope_of(Thing::Matter(matter), None),
            };
            // An event that is not known has been reported; its answers cannot be.
            if thing.is_some() || mv.on.is_none() {
                self.condition(when, &scope);
            }
        }
        let ends = matter.stage(&mv.to).is_some_and(|s| s.is_final);
        let act = |role: &crate::model::Role| role.may(Act::Move) || (ends && role.may(Act::Close));
        let nobody = mv.on.is_none() && mv.by.is_empty() && !self.pack.roles.iter().any(act);
        if nobody && !self.pack.gaps.touch(Class::Role.file()) {
            self.out
                .error(
                    mv.name.span,
                    format!("nothing and nobody makes the move `{}`", mv.name.value),
                )
                .expected("`on:` an event, `by:` a role, or a role that may `move`");
        }
    }

    /// Stages nobody gets to, and stages there is no way out of.
    fn reach(&mut self, matter: &Matter) {
        let Some(first) = matter.stages.first() else {
            if !self.pack.gaps.touch(Class::Matter.file()) {
                self.out
                    .error(
                        matter.matter.span,
                        format!("`{}` has no stages", matter.matter.value),
                    )
                    .expected("at least one stage, and one with `final: true`");
            }
            return;
        };
        if self.pack.gaps.touch(Class::Matter.file()) {
            return;
        }
        let mut next: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        let mut back: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for stage in &matter.stages {
            for mv in matter
                .moves
                .iter()
                .filter(|mv| matter.starts_in(mv, &stage.stage))
            {
                next.entry(&stage.stage).or_default().push(&mv.to);
                back.entry(&mv.to).or_default().push(&stage.stage);
            }
        }
        let reached = closure(&next, [first.stage.as_str()]);
        let finals: Vec<&str> = matter
            .stages
            .iter()
            .filter(|s| s.is_final)
            .map(|s| s.stage.as_str())
            .collect();
        if finals.is_empty() {
            self.out
                .error(
                    matter.matter.span,
                    format!("`{}` can never end", matter.matter.value),
                )
                .expected("a stage with `final: true`");
        }
        let ends = closure(&back, finals.iter().copied());
        for stage in &matter.stages {
            let name = stage.stage.as_str();
            if !reached.contains(name) {
                self.out
                    .error(
                        stage.stage.span,
                        format!("no move leads to the stage `{name}`"),
                    )
                    .expected("a move `to:` it from a stage that can be reached");
            } else if !finals.is_empty() && !ends.contains(name) {
                self.out
                    .error(
                        stage.stage.span,
                        format!("there is no way from the stage `{name}` to an end"),
                    )
                    .expected("moves that lead to a stage with `final: true`");
            }
        }
    }

    /// Moves that one entered stage makes after another, round in a ring, without anything happening in between.
    fn chains(&mut self) {
        type At<'a> = (&'a str, &'a str);
        let mut next: BTreeMap<At<'p>, Vec<At<'p>>> = BTreeMap::new();
        for matter in &self.pack.matters {
            for mv in &matter.moves {
                let Some(on) = &mv.on else { continue };
                let Some(other) = self.pack.matter(&on.thing) else {
                    continue;
                };
                for entered in other.stages.iter().filter(|s| match on.what.as_str() {
                    "closed" => s.is_final,
                    what => **s.stage == *what,
                }) {
                    let same = *other.matter == *matter.matter;
                    if !same || matter.starts_in(mv, &entered.stage) {
                        let from = (other.matter.as_str(), entered.stage.as_str());
                        next.entry(from).or_default().push((&matter.matter, &mv.to));
                    }
                }
            }
        }
        for matter in &self.pack.matters {
            for stage in &matter.stages {
                let at = (matter.matter.as_str(), stage.stage.as_str());
                let after = next.get(&at).into_iter().flatten().copied();
                if closure(&next, after).contains(&at) {
                    self.out
                        .error(
                            stage.stage.span,
                            format!(
                                "entering the stage `{}` leads back to it by itself",
                                stage.stage.value
                            ),
                        )
                        .expected("a move in the ring that waits for something to happen");
                }
            }
        }
    }

    fn state(&mut self, state: &State) {
        self.unique("value", state.values.iter().map(|v| (&**v.id, v.id.span)));
        let subject = Subject::parse(&state.on).is_some();
        if !subject && self.pack.matter(&state.on).is_none() {
            let subjects = Subject::ALL.map(Subject::as_str);
            let fit: Vec<&str> = self.names.all(Class::Matter).chain(subjects).collect();
            if !self.pack.gaps.may_hold(Class::Matter.file(), &state.on) {
                self.not_among("matter or subject", &state.on, state.on.span, &fit);
            }
        }
        let values: Vec<&str> = state.values.iter().map(|v| v.id.as_str()).collect();
        if values.is_empty() && !self.pack.gaps.touch(Class::State.file()) {
            self.out
                .error(
                    state.state.span,
                    format!("the state `{}` has no values", state.state.value),
                )
                .expected("`values: [{id: …, title: …}, …]`");
        }
        self.value_of(state, state.starts_as.as_ref());
    }

    /// Reports a name that is no value of a state.
    pub(super) fn value_of(&mut self, state: &State, value: Option<&crate::model::Ref>) {
        let Some(value) = value else { return };
        let values: Vec<&str> = state.values.iter().map(|v| v.id.as_str()).collect();
        let unread = self.pack.gaps.may_hold(Class::State.file(), value);
        if !values.contains(&value.as_str()) && !unread {
            let what = format!("value of `{}`", state.state.value);
            self.not_among(&what, value, value.span, &values);
        }
    }
}

/// Everything that can be reached, the beginnings included.
fn closure<T: Copy + Ord>(
    next: &BTreeMap<T, Vec<T>>,
    from: impl IntoIterator<Item = T>,
) -> BTreeSet<T> {
    let mut reached: BTreeSet<T> = BTreeSet::new();
    let mut open: Vec<T> = from.into_iter().collect();
    while let Some(at) = open.pop() {
        if reached.insert(at) {
            open.extend(next.get(&at).into_iter().flatten().copied());
        }
    }
    reached
}

/// Names for a message.
pub(super) fn listed(names: &[Spanned<Ident>]) -> String {
    let names: Vec<String> = names.iter().map(|n| format!("`{}`", n.value)).collect();
    names.join(" or ")
}
