//! Taking one event into a history. Never looks at a pack: what a pack decided stands in the event.

use super::{
    Cover, Directed, FactHeld, History, Involvement, Lifted, MatterHeld, RecordHeld, RecordStatus,
    Signature, StageSpan, StateSpan,
};
use crate::event::{Body, Delivered, Event, Occurred};

/// When an event was recorded, in the zone of its service, to the minute.
fn written(event: &Event) -> Option<Occurred> {
    let zone = jiff::tz::TimeZone::get(&event.zone).ok()?;
    let at = event.recorded.to_zoned(zone).datetime();
    Some(Occurred::at(at.date().at(at.hour(), at.minute(), 0, 0)))
}

impl History {
    /// Takes the next event of the chain.
    pub fn apply(&mut self, delivered: &Delivered) {
        self.head = delivered.seq;
        let event = &delivered.event;
        self.places.insert(event.id, delivered.seq);
        match &event.body {
            Body::FileOpened {
                subject,
                service,
                agency,
            } => {
                self.subject = Some(*subject);
                self.service = *service;
                self.agency = *agency;
            }
            Body::FileRestricted {
                allowed,
                not_even_duty,
                ..
            } => {
                self.restricted = Some(allowed.iter().copied().collect());
                self.not_even_duty = *not_even_duty;
            }
            Body::FileUnrestricted { .. } => {
                self.restricted = None;
                self.not_even_duty = false;
            }
            Body::FactStated {
                fact,
                what,
                value,
                period,
                corrects,
            } => {
                if let Some(old) = corrects {
                    self.withdraw(*old);
                }
                self.facts.push(FactHeld {
                    id: *fact,
                    what: what.clone(),
                    value: value.clone(),
                    period: *period,
                    stated: event.occurred,
                    event: event.id,
                    withdrawn: false,
                });
            }
            Body::FactEnded { fact, on } => {
                if let Some(held) = self.facts.iter_mut().find(|f| f.id == *fact) {
                    held.period.to = Some(*on);
                }
            }
            Body::FactRetracted { fact, .. } => self.withdraw(*fact),
            Body::SettingSet {
                service,
                setting,
                value,
                from,
            } => {
                self.settings
                    .push((*service, setting.clone(), value.clone(), *from));
            }
            Body::RecordSubmitted { .. }
            | Body::RecordSigned { .. }
            | Body::RecordReturned { .. }
            | Body::RecordRemovalAsked { .. }
            | Body::RecordRemoved { .. } => self.apply_record(delivered),
            Body::MatterOpened { .. }
            | Body::StageEntered { .. }
            | Body::MatterReopened { .. }
            | Body::MatterRepinned { .. } => self.apply_matter(delivered),
            Body::StateSet {
                matter,
                state,
                value,
            } => self.states.push(StateSpan {
                matter: *matter,
                state: state.clone(),
                value: value.clone(),
                from: event.occurred,
                event: event.id,
            }),
            Body::InvolvementStarted {
                involvement,
                matter,
                worker,
                role,
            } => self.involvements.push(Involvement {
                id: *involvement,
                matter: *matter,
                worker: *worker,
                role: role.clone(),
                from: event.occurred,
                to: None,
                event: event.id,
                ended_by: None,
            }),
            Body::InvolvementEnded { involvement, .. } => {
                if let Some(held) = self.involvements.iter_mut().find(|i| i.id == *involvement) {
                    held.to = Some(event.occurred);
                    held.ended_by = Some(event.id);
                }
            }
            Body::CoverNamed {
                cover,
                worker,
                by,
                from,
                until,
                ..
            } => self.covers.push(Cover {
                id: *cover,
                worker: *worker,
                by: *by,
                from: *from,
                until: *until,
                ended: false,
            }),
            Body::CoverEnded { cover } => {
                if let Some(held) = self.covers.iter_mut().find(|c| c.id == *cover) {
                    held.ended = true;
                }
            }
            Body::Directed {
                matter,
                clock,
                anchor,
                direction,
                why,
            } => self.directions.push(Directed {
                matter: *matter,
                clock: clock.clone(),
                anchor: anchor.clone(),
                direction: direction.clone(),
                why: why.clone(),
                at: event.occurred,
                event: event.id,
            }),
            Body::GuardLifted { matter, guard, .. } => {
                self.lifted.push(Lifted {
                    matter: *matter,
                    guard: guard.clone(),
                    recorded: event.recorded,
                    event: event.id,
                });
            }
            Body::Noticed { key, .. } => {
                self.noticed.insert(key.clone());
            }
            Body::SameAs { other, .. } => {
                self.same_as.insert(*other);
            }
            Body::NotSameAs { other, .. } => {
                self.same_as.remove(other);
            }
            Body::ServiceOpened { .. }
            | Body::RecordStarted { .. }
            | Body::AttachmentAdded { .. } => {}
        }
    }

    fn withdraw(&mut self, fact: crate::FactId) {
        if let Some(held) = self.facts.iter_mut().find(|f| f.id == fact) {
            held.withdrawn = true;
        }
    }

    fn apply_record(&mut self, delivered: &Delivered) {
        let event = &delivered.event;
        match &event.body {
            Body::RecordSubmitted {
                record,
                record_kind,
                category,
                version,
                pack,
                home,
                answers,
                parts,
                significant,
                waits_for,
                corrects,
                ..
            } => {
                let status = waits_for
                    .clone()
                    .map_or(RecordStatus::Complete, RecordStatus::Waiting);
                if let Some(held) = self.records.iter_mut().find(|r| r.id == *record) {
                    let sent_back = matches!(held.status, RecordStatus::Returned(..));
                    if *corrects || sent_back {
                        held.first_answers = answers.clone();
                        held.first_parts = parts.clone();
                    }
                    if !sent_back {
                        held.amended = written(event);
                    }
                    held.version = *version;
                    held.occurred = event.occurred;
                    held.revised = event.recorded;
                    held.answers = answers.clone();
                    held.parts = parts.clone();
                    held.significant = *significant;
                    held.last_event = event.id;
                    held.pack = pack.clone();
                    held.status = status;
                } else {
                    self.records.push(RecordHeld {
                        id: *record,
                        kind: record_kind.clone(),
                        category: category.clone(),
                        matter: delivered.matter,
                        home: *home,
                        pack: pack.clone(),
                        version: *version,
                        author: event.actor,
                        occurred: event.occurred,
                        recorded: event.recorded,
                        revised: event.recorded,
                        amended: None,
                        first_answers: answers.clone(),
                        first_parts: parts.clone(),
                        answers: answers.clone(),
                        parts: parts.clone(),
                        significant: *significant,
                        completed: (status == RecordStatus::Complete)
                            .then_some((event.occurred, event.recorded)),
                        status,
                        signatures: Vec::new(),
                        removal_asked: None,
                        first_event: event.id,
                        last_event: event.id,
                    });
                }
            }
            Body::RecordSigned {
                record,
                version,
                step,
                waits_for,
                own_work,
            } => {
                if let Some(held) = self.records.iter_mut().find(|r| r.id == *record) {
                    held.signatures.push(Signature {
                        step: step.clone(),
                        version: *version,
                        by: event.actor,
                        at: event.occurred,
                        recorded: event.recorded,
                        own_work: own_work.clone(),
                        event: event.id,
                    });
                    held.status = waits_for
                        .clone()
                        .map_or(RecordStatus::Complete, RecordStatus::Waiting);
                    if held.status == RecordStatus::Complete && held.completed.is_none() {
                        held.completed = Some((event.occurred, event.recorded));
                    }
                }
            }
            Body::RecordReturned { record, step, why } => {
                if let Some(held) = self.records.iter_mut().find(|r| r.id == *record) {
                    held.status = RecordStatus::Returned(step.clone(), why.clone());
                }
            }
            Body::RecordRemovalAsked { record, why } => {
                if let Some(held) = self.records.iter_mut().find(|r| r.id == *record) {
                    held.removal_asked = Some((event.actor, why.clone()));
                }
            }
            Body::RecordRemoved { record, .. } => {
                if let Some(held) = self.records.iter_mut().find(|r| r.id == *record) {
                    held.status = RecordStatus::Removed;
                }
            }
            _ => {}
        }
    }

    fn apply_matter(&mut self, delivered: &Delivered) {
        let event = &delivered.event;
        let entered = |stage: &crate::Name| StageSpan {
            stage: stage.clone(),
            from: event.occurred,
            event: event.id,
        };
        match &event.body {
            Body::MatterOpened {
                matter,
                matter_kind,
                service,
                pack,
                stage,
                ..
            } => self.matters.push(MatterHeld {
                id: *matter,
                kind: matter_kind.clone(),
                service: *service,
                pack: pack.clone(),
                stages: vec![entered(stage)],
                opened: event.occurred,
                closed: None,
                event: event.id,
                turns: Vec::new(),
            }),
            Body::StageEntered {
                matter,
                stage,
                closes,
                ..
            } => {
                if let Some(held) = self.matters.iter_mut().find(|m| m.id == *matter) {
                    held.stages.push(entered(stage));
                    if *closes {
                        held.closed = Some(event.occurred);
                        held.turns.push((event.occurred, true, event.id));
                    }
                }
            }
            Body::MatterReopened { matter, stage, .. } => {
                if let Some(held) = self.matters.iter_mut().find(|m| m.id == *matter) {
                    held.stages.push(entered(stage));
                    held.closed = None;
                    held.turns.push((event.occurred, false, event.id));
                }
            }
            Body::MatterRepinned { matter, pack, .. } => {
                if let Some(held) = self.matters.iter_mut().find(|m| m.id == *matter) {
                    held.pack = pack.clone();
                }
            }
            _ => {}
        }
    }
}
