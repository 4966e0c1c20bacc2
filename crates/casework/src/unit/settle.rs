//! What follows from what was appended: states that answers set, moves between stages, notices, thresholds. Goes on until
//! nothing new follows.

use std::collections::BTreeSet;
use std::sync::Arc;

use domain::event::{Body, Occurred};
use domain::history::Happening;
use domain::{FileId, MatterId, Name};
use jiff::civil::Date;
use pack::Pack;
use pack::model::FieldType;
use pack::practice::{guards, moves_after, notices_after, thresholds_after};

use super::Unit;
use crate::{Error, Result};

/// More rounds than any checked pack needs; a pack that moves in a circle stops here.
const ROUNDS: usize = 20;

/// A move that a happening makes.
struct Step {
    matter: MatterId,
    stage: Name,
    by_move: Name,
    closes: bool,
}

/// Somebody to tell.
pub(crate) struct Telling {
    pub about: Name,
    pub key: String,
    pub roles: Vec<Name>,
    pub says: String,
    pub matter: Option<MatterId>,
}

impl Unit<'_, '_> {
    /// Works out and appends everything that follows from the events appended so far.
    pub(crate) fn settle(&mut self) -> Result<()> {
        // Before the first service is there, nothing has rules.
        if self.own_service()?.is_none() {
            return Ok(());
        }
        for _ in 0..ROUNDS {
            let mut moved = false;
            for file in self.touched() {
                for happening in self.unsettled(file) {
                    self.mark_settled(file, happening.key.clone());
                    self.follow(file, &happening)?;
                    moved = true;
                }
            }
            if !moved {
                return Ok(());
            }
        }
        Err(Error::wrong(
            "the pack's moves follow one another in a circle",
            "tell whoever keeps the pack; `alongside pack check` names the moves",
        ))
    }

    fn follow(&mut self, file: FileId, happening: &Happening) -> Result<()> {
        let now = self.now()?;
        for step in self.steps(file, happening)? {
            let body = Body::StageEntered {
                matter: step.matter,
                stage: step.stage,
                by_move: step.by_move,
                closes: step.closes,
            };
            // A stage is entered when its cause happened, unless that lies before the stage it leaves.
            let at = self.not_before_stage(file, step.matter, happening.at, now)?;
            self.append_to(vec![(file, Some(step.matter))], at, body)?;
        }
        self.tell_of(file, happening)
    }

    fn not_before_stage(
        &self,
        file: FileId,
        matter: MatterId,
        at: Occurred,
        now: Occurred,
    ) -> Result<Occurred> {
        let history = &self.opened(file)?.history;
        let since = history
            .matter(matter)
            .and_then(|m| m.stages.last())
            .map(|s| s.from);
        Ok(match since {
            Some(since) if since.order() > at.order() => {
                if since.order() > now.order() {
                    since
                } else {
                    now
                }
            }
            _ => at,
        })
    }

    fn steps(&mut self, file: FileId, happening: &Happening) -> Result<Vec<Step>> {
        let open: Vec<(MatterId, Name)> = {
            let history = &self.opened(file)?.history;
            let of = |m: &&domain::history::MatterHeld| {
                m.is_open() && happening.matter.is_none_or(|own| own == m.id)
            };
            history
                .matters
                .iter()
                .filter(of)
                .map(|m| (m.id, m.kind.clone()))
                .collect()
        };
        let mut steps = Vec::new();
        for (matter, kind) in open {
            let pack = self.pack_of(file, Some(matter))?;
            let Some(kind) = pack.matter(&kind) else {
                continue;
            };
            let step = self.look(file, Some(matter), Some(&happening.vars), |context| {
                let held = context.history.matter(matter)?;
                let mv = moves_after(kind, held, happening, context)?;
                let refused = guards(context, &kind.matter, &mv.name);
                let closes = kind.stage(&mv.to).is_some_and(|s| s.is_final);
                let step = Step {
                    matter,
                    stage: mv.to.value.clone(),
                    by_move: mv.name.value.clone(),
                    closes,
                };
                Some((step, refused))
            })?;
            if let Some((step, refused)) = step {
                if !refused.is_empty() {
                    return Err(Error::Refused(refused));
                }
                steps.push(step);
            }
        }
        Ok(steps)
    }

    fn tell_of(&mut self, file: FileId, happening: &Happening) -> Result<()> {
        let matter = happening.matter;
        let tellings = self.look(file, matter, Some(&happening.vars), |context| {
            let mut all: Vec<(Telling, Option<(Name, Name)>)> = notices_after(happening, context)
                .into_iter()
                .map(|n| (telling(&n.notice, &n.tell, &n.says, happening), None))
                .collect();
            let everything = context.history.happenings(file);
            all.extend(
                thresholds_after(happening, &everything, context)
                    .into_iter()
                    .map(|t| {
                        let sets = t
                            .sets
                            .as_ref()
                            .map(|s| (s.state.value.clone(), s.value.value.clone()));
                        (telling(&t.threshold, &t.tell, &t.says, happening), sets)
                    }),
            );
            all
        })?;
        for (telling, sets) in tellings {
            if let Some((state, value)) = sets {
                let now = self.now()?;
                self.append_to(
                    vec![(file, matter)],
                    now,
                    Body::StateSet {
                        matter,
                        state,
                        value,
                    },
                )?;
            }
            self.tell(file, telling)?;
        }
        Ok(())
    }

    /// Tells people once; nobody whom a record on the file says must not be told, and nobody about themselves.
    pub(crate) fn tell(&mut self, file: FileId, telling: Telling) -> Result<()> {
        if self.opened(file)?.history.noticed.contains(&telling.key) {
            return Ok(());
        }
        let today = self.here()?.date();
        let not_told = self.not_told(file)?;
        let mut to: BTreeSet<FileId> = BTreeSet::new();
        for role in &telling.roles {
            to.extend(self.in_role(file, telling.matter, role, today)?);
        }
        to.retain(|worker| {
            !not_told.contains(worker) && *worker != file && *worker != self.acting.worker
        });
        let now = self.now()?;
        let body = Body::Noticed {
            matter: telling.matter,
            about: telling.about,
            key: telling.key,
            to: to.into_iter().collect(),
            says: telling.says,
        };
        self.append_to(vec![(file, telling.matter)], now, body)
            .map(drop)
    }

    /// The workers who are in a role for this file: involved in it, or supervising who is, or anybody in the service.
    pub(crate) fn in_role(
        &mut self,
        file: FileId,
        matter: Option<MatterId>,
        role: &Name,
        day: Date,
    ) -> Result<Vec<FileId>> {
        let involved: Vec<(FileId, Name)> = {
            let history = &self.opened(file)?.history;
            let now = history.involvements.iter().filter(|i| i.to.is_none());
            now.filter(|i| matter.is_none_or(|m| m == i.matter))
                .map(|i| (i.worker, i.role.clone()))
                .collect()
        };
        let direct: Vec<FileId> = involved
            .iter()
            .filter(|(_, r)| r == role)
            .map(|(w, _)| *w)
            .collect();
        if !direct.is_empty() {
            return Ok(direct);
        }
        let service = self
            .opened(file)?
            .service
            .as_ref()
            .map_or(self.acting.service, |s| s.id);
        let holders = store::service::with_role(self.tx, service, role, day)?;
        let mut above = Vec::new();
        let mut workers: Vec<FileId> = involved.into_iter().map(|(w, _)| w).collect();
        // On a worker's own file the one concerned is the worker.
        if self.opened(file)?.history.subject == Some(domain::event::Subject::Worker) {
            workers.push(file);
        }
        for worker in workers {
            above.extend(store::service::supervisors_of(self.tx, worker, day)?);
        }
        above.retain(|w| holders.contains(w));
        Ok(if above.is_empty() { holders } else { above })
    }

    /// Everybody whom a record on the file says must not learn of it.
    pub(crate) fn not_told(&mut self, file: FileId) -> Result<BTreeSet<FileId>> {
        let records: Vec<(Name, Option<MatterId>, domain::event::Answers)> = {
            let history = &self.opened(file)?.history;
            let standing = history.records.iter().filter(|r| r.stands());
            standing
                .map(|r| (r.kind.clone(), r.matter, r.answers_for(file)))
                .collect()
        };
        let mut named = BTreeSet::new();
        for (kind, matter, answers) in records {
            let pack: Arc<Pack> = self.pack_of(file, matter)?;
            let Some(form) = pack.form(&kind) else {
                continue;
            };
            for field in form
                .fields()
                .filter(|f| f.not_told && *f.kind != FieldType::Note)
            {
                answers
                    .get(field.id.as_str())
                    .into_iter()
                    .for_each(|a| collect(a, &mut named));
            }
        }
        let history = &self.opened(file)?.history;
        for fact in history
            .facts
            .iter()
            .filter(|f| f.what == "must_not_be_told" && !f.withdrawn)
        {
            fact.value.values().for_each(|v| collect(v, &mut named));
        }
        Ok(named)
    }
}

fn telling(about: &Name, roles: &[pack::model::Ref], says: &str, happening: &Happening) -> Telling {
    Telling {
        about: about.clone(),
        key: format!("{about}/{}", happening.key),
        roles: roles.iter().map(|r| r.value.clone()).collect(),
        says: says.to_owned(),
        matter: happening.matter,
    }
}

fn collect(value: &serde_json::Value, into: &mut BTreeSet<FileId>) {
    match value {
        serde_json::Value::String(text) => into.extend(text.parse::<FileId>()),
        serde_json::Value::Array(items) => items.iter().for_each(|i| collect(i, into)),
        serde_json::Value::Object(members) => members.values().for_each(|v| collect(v, into)),
        _ => {}
    }
}
