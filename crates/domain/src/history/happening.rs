//! What a file's history looks like to the rules of a pack: a list of happenings, each with a name such as
//! `visit.recorded`, the moment it counts from, and what conditions may ask of it.

use serde_json::Value;

use super::{History, RecordStatus};
use crate::event::{Answers, Occurred};
use crate::{EventId, FileId, MatterId, RecordId};

/// What a condition may ask of a happening, by name.
pub type Vars = Answers;

/// One thing that happened, as rules see it.
#[derive(Debug, Clone, PartialEq)]
pub struct Happening {
    /// Stable over amendments and corrections: what cycles and notices are keyed by.
    pub key: String,
    /// The noun: a record kind, matter kind, state, role or fact kind.
    pub thing: String,
    /// What became of it: `recorded`, `complete`, a step, a stage, `set`, `allocated` ...
    pub what: String,
    /// When it happened.
    pub at: Occurred,
    /// The place on the chain of the event that told it.
    pub order: u64,
    /// The matter of this file it belongs to.
    pub matter: Option<MatterId>,
    /// The record, where it is about one.
    pub record: Option<RecordId>,
    /// Who did it.
    pub actor: Option<FileId>,
    /// The answers, or the attributes of the event.
    pub vars: Vars,
    /// Of a record that was added to since: the answers as they were at first. What a condition found true then was so.
    pub first: Option<Vars>,
}

fn vars<const N: usize>(pairs: [(&str, String); N]) -> Vars {
    pairs
        .into_iter()
        .map(|(k, v)| (k.to_owned(), Value::String(v)))
        .collect()
}

impl History {
    /// Everything that happened on the file, oldest first; `file` is the file itself, whose part of a shared
    /// record counts. Removed records and withdrawn facts did not happen.
    pub fn happenings(&self, file: FileId) -> Vec<Happening> {
        let mut all = Vec::new();
        self.of_records(file, &mut all);
        self.of_matters(&mut all);
        for state in &self.states {
            all.push(Happening {
                key: state.event.to_string(),
                thing: state.state.to_string(),
                what: "set".into(),
                at: state.from,
                order: self.place(state.event),
                matter: state.matter,
                record: None,
                actor: None,
                first: None,
                vars: vars([("value", state.value.to_string())]),
            });
        }
        for held in &self.involvements {
            let mut push = |what: &str, at: Occurred, event: EventId| {
                all.push(Happening {
                    key: event.to_string(),
                    thing: held.role.to_string(),
                    what: what.into(),
                    at,
                    order: self.place(event),
                    matter: Some(held.matter),
                    record: None,
                    actor: None,
                    first: None,
                    vars: vars([
                        ("role", held.role.to_string()),
                        ("worker", held.worker.to_string()),
                    ]),
                });
            };
            push("allocated", held.from, held.event);
            if let (Some(to), Some(event)) = (held.to, held.ended_by) {
                push("ended", to, event);
            }
        }
        self.of_facts(&mut all);
        all.sort_by_key(|h| (h.at.order(), h.order));
        all
    }

    fn of_records(&self, file: FileId, all: &mut Vec<Happening>) {
        for record in self.records.iter().filter(|r| r.stands()) {
            let answers = record.answers_for(file);
            let first = Some(record.first_answers_for(file)).filter(|first| *first != answers);
            let mut push = |what: &str, at: Occurred, actor: FileId, event: EventId| {
                all.push(Happening {
                    key: format!("{}.{what}", record.id),
                    thing: record.kind.to_string(),
                    what: what.into(),
                    at,
                    order: self.place(event),
                    matter: record.matter,
                    record: Some(record.id),
                    actor: Some(actor),
                    vars: answers.clone(),
                    first: first.clone(),
                });
            };
            push(
                "recorded",
                record.occurred,
                record.author,
                record.first_event,
            );
            if let Some(amended) = record.amended {
                push("amended", amended, record.author, record.last_event);
            }
            let mut seen: Vec<&str> = Vec::new();
            for signature in &record.signatures {
                if !seen.contains(&signature.step.as_str()) {
                    seen.push(&signature.step);
                    push(&signature.step, signature.at, signature.by, signature.event);
                }
            }
            if let RecordStatus::Returned(..) = record.status {
                push(
                    "returned",
                    record.occurred,
                    record.author,
                    record.last_event,
                );
            }
            // Unsigned records are complete when what they tell of happened; signed ones at the last signature.
            if let Some((at, _)) = record.completed {
                let at = if record.signatures.is_empty() {
                    record.occurred
                } else {
                    at
                };
                let last = record
                    .signatures
                    .last()
                    .map_or(record.first_event, |s| s.event);
                push("complete", at, record.author, last);
            }
        }
    }

    fn of_matters(&self, all: &mut Vec<Happening>) {
        for matter in &self.matters {
            let mut push = |what: &str, at: Occurred, key: String, event: EventId| {
                all.push(Happening {
                    key,
                    thing: matter.kind.to_string(),
                    what: what.into(),
                    at,
                    order: self.place(event),
                    matter: Some(matter.id),
                    record: None,
                    actor: None,
                    first: None,
                    vars: vars([("stage", matter.stage().to_string())]),
                });
            };
            push(
                "opened",
                matter.opened,
                format!("{}.opened", matter.id),
                matter.event,
            );
            for span in &matter.stages {
                push(&span.stage, span.from, span.event.to_string(), span.event);
            }
            for (at, closed, event) in &matter.turns {
                push(
                    if *closed { "closed" } else { "reopened" },
                    *at,
                    format!("{event}.turn"),
                    *event,
                );
            }
        }
    }

    fn of_facts(&self, all: &mut Vec<Happening>) {
        for fact in self.facts.iter().filter(|f| !f.withdrawn) {
            // Facts carry words joined by `_` inside; the language of packs joins them by `-`.
            let thing = fact.what.replace('_', "-");
            let mut push = |thing: &str, what: &str, at: Occurred, key: String| {
                all.push(Happening {
                    key,
                    thing: thing.to_owned(),
                    what: what.into(),
                    at,
                    order: self.place(fact.event),
                    matter: None,
                    record: None,
                    actor: None,
                    vars: fact.value.clone(),
                    first: None,
                });
            };
            let from = fact.period.from.map_or(fact.stated, Occurred::on);
            push(&thing, "stated", from, format!("{}.stated", fact.id));
            if let Some(to) = fact.period.to {
                push(
                    &thing,
                    "ended",
                    Occurred::on(to),
                    format!("{}.ended", fact.id),
                );
            }
            // A role held is also told by the role's own name.
            if let (true, Some(role)) = (
                fact.what == "role_held",
                fact.value.get("role").and_then(Value::as_str),
            ) {
                push(role, "started", from, format!("{}.started", fact.id));
                if let Some(to) = fact.period.to {
                    push(role, "left", Occurred::on(to), format!("{}.left", fact.id));
                }
            }
        }
    }
}
