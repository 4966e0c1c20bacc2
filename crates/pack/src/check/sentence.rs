//! Expectations of scenarios: what each sentence names must be there.

use super::scenario::{Cast, place};
use super::scope::CONSENT_STATES;
use super::{Checker, Class};
use crate::model::TrayHolds;
use crate::scenario::{Expect, What};
use crate::text::Span;

impl<'p> Checker<'p, '_> {
    pub(super) fn expectation(&mut self, expect: &'p Expect, cast: &Cast<'p>) {
        let at = |word: &str| place(&expect.phrase, expect.span, word);
        let worker =
            |checker: &mut Self, name: &str| checker.among("worker", name, at(name), &cast.workers);
        match &expect.what {
            What::ClockDue { clock, on, .. } | What::ClockIs { clock, on, .. } => {
                self.known(Class::Clock, clock, at(clock));
                self.anybody(cast, on, at(on));
            }
            What::MatterOpen { matter, on, .. } => {
                self.known(Class::Matter, matter, at(matter));
                self.anybody(cast, on, at(on));
            }
            What::MatterAt { matter, on, stage } => {
                self.anybody(cast, on, at(on));
                self.known(Class::Matter, matter, at(matter));
                if let Some(matter) = self.pack.matter(matter) {
                    let fit: Vec<&str> = matter.stages.iter().map(|s| s.stage.as_str()).collect();
                    if !fit.contains(&stage.as_str())
                        && !self.pack.gaps.may_hold(Class::Matter.file(), stage)
                    {
                        self.not_among(
                            &format!("stage of `{}`", matter.matter.value),
                            stage,
                            at(stage),
                            &fit,
                        );
                    }
                }
            }
            What::State { state, on, value } => {
                self.anybody(cast, on, at(on));
                self.state_value(state, value, at(state), at(value));
            }
            What::Consent { purpose, on, state } => {
                self.known(Class::Purpose, purpose, at(purpose));
                self.anybody(cast, on, at(on));
                let fit: Vec<&str> = CONSENT_STATES.into_iter().chain(["expired"]).collect();
                if !fit.contains(&state.as_str()) {
                    self.not_among("state of a consent", state, at(state), &fit);
                }
            }
            What::Tray { tray, of, holds } => {
                worker(self, of);
                self.known(Class::Tray, tray, at(tray));
                if let Some((what, on)) = holds {
                    self.anybody(cast, on, at(on));
                    self.held_in(tray, what, at(what), cast);
                }
            }
            What::Told { who, about, on, .. } => {
                worker(self, who);
                self.anybody(cast, on, at(on));
                self.rule_or_clock(about, at(about));
            }
            What::Sees { who, whom, .. } => {
                worker(self, who);
                self.anybody(cast, whom, at(whom));
            }
            What::Reads { who, kind, on, .. } => {
                worker(self, who);
                self.anybody(cast, on, at(on));
                self.record_called(cast, kind, at(kind));
            }
            What::MayWrite { who, kind, .. } => {
                worker(self, who);
                self.known(Class::Kind, kind, at(kind));
            }
            What::Title { who, .. } => worker(self, who),
            What::Caseload { who, band, .. } => {
                worker(self, who);
                let fit = ["below", "within", "above"];
                if let Some(band) = band.as_ref().filter(|b| !fit.contains(&b.as_str())) {
                    self.not_among("band of a caseload", band, at(band), &fit);
                }
            }
            What::Record { what, on, status } => {
                on.iter().for_each(|on| self.anybody(cast, on, at(on)));
                let form = self.record_called(cast, what, at(what));
                if let (Some(form), Some(step)) = (form, status.strip_prefix("waiting for ")) {
                    self.signing_step(form, step, at(step));
                }
            }
            What::Offers { what, on, resource } => {
                on.iter().for_each(|on| self.anybody(cast, on, at(on)));
                self.record_called(cast, what, at(what));
                self.known(Class::Resource, resource, at(resource));
            }
            What::Answer {
                field, what, on, ..
            } => {
                on.iter().for_each(|on| self.anybody(cast, on, at(on)));
                if let Some(form) = self.record_called(cast, what, at(what)) {
                    let name = field.split('.').next().unwrap_or_default();
                    let fit: Vec<&str> = form.fields().map(|f| f.id.as_str()).collect();
                    if !fit.contains(&name) && !self.pack.gaps.may_hold(Class::Kind.file(), name) {
                        self.not_among(
                            &format!("field of `{}`", form.record.value),
                            name,
                            at(name),
                            &fit,
                        );
                    }
                }
            }
            What::Chronology { on, kind, .. } => {
                self.anybody(cast, on, at(on));
                self.record_called(cast, kind, at(kind));
            }
            What::Measure { name, .. } => {
                self.known(Class::Measure, name, at(name));
            }
        }
    }

    fn rule_or_clock(&mut self, name: &str, span: Span) {
        let classes = [Class::Rule, Class::Clock];
        let there = classes
            .iter()
            .any(|c| self.names.has(*c, name) || self.pack.gaps.may_hold(c.file(), name));
        if !there {
            let fit: Vec<&str> = classes.iter().flat_map(|c| self.names.all(*c)).collect();
            self.not_among("rule or timescale", name, span, &fit);
        }
    }

    /// What a tray may hold depends on what it holds.
    fn held_in(&mut self, tray: &str, what: &str, span: Span, cast: &Cast<'p>) {
        match self.pack.tray(tray).map(|tray| &tray.holds) {
            Some(TrayHolds::Records { .. }) => {
                self.record_called(cast, what, span);
            }
            Some(TrayHolds::Matters { .. }) => {
                self.known(Class::Matter, what, span);
            }
            Some(TrayHolds::Clocks { .. }) => {
                self.known(Class::Clock, what, span);
            }
            Some(TrayHolds::Notices) => self.rule_or_clock(what, span),
            Some(TrayHolds::Exceptions) if !self.names.has(Class::Rule, what) => {
                self.record_called(cast, what, span);
            }
            Some(TrayHolds::Exceptions) | None => {}
        }
    }
}
