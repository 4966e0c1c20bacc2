//! Steps: each is one act, by the same functions as anybody's.

use domain::event::{Directive, Subject};
use domain::history::RecordStatus;
use domain::{FileId, MatterId, Name, RecordId};
use pack::scenario::{Act, Step};

use super::describe;
use super::stage::Stage;
use crate::office::Acting;
use crate::record::submit::{Submit, Submitted};
use crate::unit::Unit;
use crate::{Error, Result, fact, involvement, matter, person, record, setup, timescale};

fn name(text: &str) -> Result<Name> {
    Name::parse(text)
        .ok_or_else(|| Error::wrong(format!("`{text}` is no name"), "look at the pack"))
}

impl Stage<'_> {
    /// Does a step; gives what was not as the scenario says.
    pub(super) fn step(&mut self, step: &Step) -> Option<String> {
        let done = self
            .acting(&step.who, step.date, step.time)
            .and_then(|acting| self.act(&acting, step));
        match (done, &step.refused) {
            (Ok(warned), None) if step.invalid.is_empty() => {
                let missing: Vec<&str> = step
                    .warned
                    .iter()
                    .map(|w| w.as_str())
                    .filter(|w| !warned.iter().any(|x| **x == **w))
                    .collect();
                if !missing.is_empty() {
                    return Some(format!(
                        "no warning {}; warned of {warned:?}",
                        missing.join(", ")
                    ));
                }
                None
            }
            (Ok(_), None) => Some("every answer was accepted".into()),
            (Ok(_), Some(refused)) => Some(format!(
                "it was done, though `{}` should refuse it",
                **refused
            )),
            (Err(Error::Invalid(problems)), None) if !step.invalid.is_empty() => {
                let found = Self::fields(&problems);
                let mut wanted: Vec<String> =
                    step.invalid.iter().map(|f| f.value.clone()).collect();
                wanted.sort();
                (found != wanted).then(|| {
                    format!(
                        "other answers were not accepted: {}",
                        describe(&Error::Invalid(problems))
                    )
                })
            }
            (Err(error), Some(refused)) => {
                let fits = match (&error, refused.as_str()) {
                    (Error::Refused(all), rule) => all.iter().any(|r| r.guard == *rule),
                    (Error::NotFound(_), "not-found")
                    | (Error::NotAllowed { .. }, "not-allowed" | "own-work") => true,
                    (Error::Wrong { .. }, "not-possible") => true,
                    _ => false,
                };
                (!fits).then(|| describe(&error))
            }
            (Err(error), None) => Some(describe(&error)),
        }
    }

    fn act(&mut self, acting: &Acting, step: &Step) -> Result<Vec<Name>> {
        let office = self.office;
        let why = step
            .why
            .clone()
            .unwrap_or_else(|| "as the scenario tells".into());
        match &step.act {
            Act::Records { kind, on } | Act::Drafts { kind, on } => {
                let files = if on.is_empty() {
                    vec![acting.worker]
                } else {
                    self.files_of(on)?
                };
                let form = self.pack.form(kind).cloned();
                let given = self.submission(step, form.as_ref())?;
                self.receive(acting)?;
                if matches!(step.act, Act::Drafts { .. }) {
                    let begin = record::draft::Begin {
                        kind: name(kind)?,
                        files: files.clone(),
                    };
                    let draft =
                        self.with_ids(|ids| record::draft::begin(office, acting, ids, &begin))?;
                    let mut whole = draft.given.clone();
                    whole.answers.extend(given.answers);
                    whole.parts.extend(given.parts);
                    record::draft::save(office, acting, draft.record, draft.revision, &whole)?;
                    self.remember(step, kind, &files, draft.record);
                    return Ok(Vec::new());
                }
                let submit = Submit {
                    record: None,
                    kind: name(kind)?,
                    files: files.clone(),
                    given,
                    occurred: step.occurred.map(domain::Occurred::on),
                };
                let Submitted { record, warned, .. } =
                    self.with_ids(|ids| record::submit::submit(office, acting, ids, &submit))?;
                self.remember(step, kind, &files, record);
                Ok(warned)
            }
            Act::Amends { what, on } => {
                let record = self.record(what, on.as_deref())?;
                let held = self.held(record)?;
                let form = self.pack.form(&held.kind).cloned();
                let given = self.submission(step, form.as_ref())?;
                self.receive(acting)?;
                // A scenario says what changes; the rest stands as it was, computed answers aside.
                let mut whole = pack::practice::Submission {
                    answers: held.answers.clone(),
                    parts: held.parts.clone(),
                };
                whole.answers.extend(given.answers);
                for (file, part) in given.parts {
                    whole.parts.entry(file).or_default().extend(part);
                }
                let amend = record::amend::Amend {
                    record,
                    version: held.version,
                    given: whole,
                    corrects: step.corrects,
                    why: step.why.clone().or(Some(why)),
                };
                let done =
                    self.with_ids(|ids| record::amend::amend(office, acting, ids, &amend))?;
                Ok(done.warned)
            }
            Act::Signs {
                step: sign,
                what,
                on,
            } => {
                let record = self.record(what, on.as_deref())?;
                let held = self.held(record)?;
                let sign = record::sign::Sign {
                    record,
                    version: held.version,
                    step: name(sign)?,
                    own_work: step.why.clone(),
                };
                self.with_ids(|ids| record::sign::sign(office, acting, ids, &sign))?;
                Ok(Vec::new())
            }
            Act::Returns { what, on } => {
                let record = self.record(what, on.as_deref())?;
                self.with_ids(|ids| record::give_back::give_back(office, acting, ids, record, &why))
                    .map(none)
            }
            Act::Allocates { whom, to, role } => {
                let file = self.named(whom)?;
                let (worker, _, _) = self.worker(to)?;
                let matter = self.lead_matter(file)?;
                let allocate = involvement::allocate::Allocate {
                    file,
                    matter,
                    worker,
                    role: name(role)?,
                };
                self.with_ids(|ids| {
                    involvement::allocate::allocate(office, acting, ids, &allocate)
                })?;
                Ok(Vec::new())
            }
            Act::Ends { worker, role, on } => {
                let file = self.named(on)?;
                let (worker, _, _) = self.worker(worker)?;
                let role = name(role)?;
                let found = self.look(file, |unit| {
                    let history = &unit.opened(file)?.history;
                    let held = history
                        .involvements
                        .iter()
                        .find(|i| i.to.is_none() && i.worker == worker && i.role == role);
                    held.map(|i| i.id).ok_or(Error::NotFound("involvement"))
                })?;
                self.with_ids(|ids| involvement::end::end(office, acting, ids, file, found, &why))
                    .map(none)
            }
            Act::Hands { whom, to } => {
                let file = self.named(whom)?;
                let (to, _, _) = self.worker(to)?;
                let matter = self.lead_matter(file)?;
                let from = acting.worker;
                self.with_ids(|ids| {
                    involvement::hand_over::hand_over(office, acting, ids, file, matter, from, to)
                })?;
                Ok(Vec::new())
            }
            Act::Covers { worker, until } => {
                // Whoever keeps cover names it; the scenario says who acts.
                let (away, _, service) = self.worker(worker)?;
                let by = acting.worker;
                let (from, until) = (step.date, *until);
                let setup = setup::deployment(service, acting.now);
                self.with_ids(|ids| {
                    office.act(&setup, ids, |unit| {
                        let now = unit.now()?;
                        let cover = domain::InvolvementId::from_bits(unit.fresh());
                        let body = domain::Body::CoverNamed {
                            cover,
                            worker: away,
                            by,
                            from,
                            until,
                            why: why.clone(),
                        };
                        unit.append_to(vec![(away, None)], now, body).map(drop)
                    })
                })
                .map(none)
            }
            Act::Moves {
                matter: kind,
                on,
                by,
            } => {
                let file = self.named(on)?;
                let found = self.matter(file, kind)?;
                let which = matter::move_stage::Which::Named(name(by)?);
                self.with_ids(|ids| {
                    matter::move_stage::move_stage(office, acting, ids, file, found, &which)
                })
                .map(|_| Vec::new())
            }
            Act::Closes { matter: kind, on } => {
                let file = self.named(on)?;
                let found = self.matter(file, kind)?;
                let which = matter::move_stage::Which::Closing;
                self.with_ids(|ids| {
                    matter::move_stage::move_stage(office, acting, ids, file, found, &which)
                })
                .map(|_| Vec::new())
            }
            Act::Reopens { matter: kind, on } => {
                let file = self.named(on)?;
                let found = self.matter(file, kind)?;
                self.with_ids(|ids| matter::reopen::reopen(office, acting, ids, file, found, &why))
                    .map(none)
            }
            Act::Sets { state, on, to } => {
                let file = self.named(on)?;
                let (state, to) = (name(state)?, name(to)?);
                self.with_ids(|ids| {
                    matter::set_state::set_state(office, acting, ids, file, &state, &to)
                })
                .map(none)
            }
            Act::SetsSetting { setting, to } => {
                let setting = name(setting)?;
                let value = serde_json::Value::String(to.clone());
                self.with_ids(|ids| {
                    crate::settings::set(office, acting, ids, &setting, &value, step.date)
                })
                .map(none)
            }
            Act::States { fact: kind, on } => {
                let file = self.named(on)?;
                let value = step
                    .answers
                    .iter()
                    .map(|(k, v)| (k.value.clone(), pack::scenario::json_of(v)))
                    .collect();
                let (what, value, period) =
                    self.fact(kind, &serde_json::Value::Object(value), Some(step.date))?;
                // A later statement of what there is one of at a time ends the earlier.
                let state = fact::State {
                    file,
                    what,
                    value,
                    period,
                    corrects: None,
                };
                self.with_ids(|ids| fact::state(office, acting, ids, &state))?;
                Ok(Vec::new())
            }
            Act::EndsFact { fact: kind, on } => {
                let file = self.named(on)?;
                let what = kind.replace('-', "_");
                let found = self.look(file, |unit| {
                    let facts = &unit.opened(file)?.history.facts;
                    let held = facts
                        .iter()
                        .rfind(|f| f.what == *what && !f.withdrawn && f.period.to.is_none());
                    held.map(|f| f.id).ok_or(Error::NotFound("fact"))
                })?;
                self.with_ids(|ids| fact::end(office, acting, ids, file, found, step.date))
                    .map(none)
            }
            Act::Extends { clock, on } | Act::Dismisses { clock, on } => {
                let file = self.named(on)?;
                let direction = match &step.act {
                    Act::Extends { .. } => {
                        let to = step.answers.iter().find(|(k, _)| k.as_str() == "to");
                        let date = to.and_then(|(_, v)| v.text()?.parse().ok());
                        Directive::ExtendTo {
                            date: date
                                .ok_or_else(|| Error::wrong("no date to extend to", "give `to`"))?,
                        }
                    }
                    _ => Directive::Dismiss,
                };
                let found = self.clock_matter(file, clock)?;
                let direct = timescale::direct::Direct {
                    file,
                    matter: found,
                    clock: name(clock)?,
                    direction,
                    why,
                };
                self.with_ids(|ids| timescale::direct::direct(office, acting, ids, &direct))
                    .map(none)
            }
            Act::Lifts { guard, on } => {
                let file = self.named(on)?;
                let found = self.lead_matter(file).ok();
                let guard = name(guard)?;
                self.with_ids(|ids| {
                    timescale::lift::lift(office, acting, ids, file, found, &guard, &why)
                })
                .map(none)
            }
            Act::AsksRemoval { what, on } => {
                let record = self.record(what, on.as_deref())?;
                self.with_ids(|ids| record::remove::ask(office, acting, ids, record, &why))
                    .map(none)
            }
            Act::AgreesRemoval { what, on } => {
                let record = self.record(what, on.as_deref())?;
                self.with_ids(|ids| record::remove::agree(office, acting, ids, record, None))
                    .map(none)
            }
            Act::Restricts { whom, to } => {
                let file = self.named(whom)?;
                let allowed = self.files_of(to)?;
                self.with_ids(|ids| {
                    person::restrict::restrict(office, acting, ids, file, &allowed, &why)
                })
                .map(none)
            }
            Act::Merges { whom, with } => {
                let (one, other) = (self.named(whom)?, self.named(with)?);
                self.with_ids(|ids| person::same::link(office, acting, ids, one, other, &why))
                    .map(none)
            }
            Act::Expect(_) => Ok(Vec::new()),
        }
    }

    /// Receives the documents that the answers named: each is a text with its own name as its content.
    fn receive(&mut self, acting: &Acting) -> Result<()> {
        let office = self.office;
        for name in self.documents.take() {
            let limits = store::attachment::Limits {
                bytes: 1_000_000,
                allowed: &["text/plain"],
            };
            self.with_ids(|ids| {
                let mut receiving =
                    crate::attachment::receive::begin(office, acting, ids, "letter.txt", limits)?;
                receiving.take(name.as_bytes())?;
                receiving.finish().map(drop)
            })?;
        }
        Ok(())
    }

    fn remember(&mut self, step: &Step, kind: &str, files: &[FileId], record: RecordId) {
        if let Some(handle) = &step.handle {
            self.handles.insert(handle.clone(), record);
        }
        self.latest
            .extend(files.iter().map(|f| (kind.to_owned(), *f, record)));
    }

    /// A record by its handle, or the last of a kind on somebody.
    pub(super) fn record(&self, what: &str, on: Option<&str>) -> Result<RecordId> {
        if let Some(record) = self.handles.get(what) {
            return Ok(*record);
        }
        let on = on.map(|n| self.named(n)).transpose()?;
        let found = self
            .latest
            .iter()
            .rev()
            .find(|(kind, file, _)| kind == what && on.is_none_or(|on| on == *file));
        found
            .map(|(_, _, record)| *record)
            .ok_or(Error::NotFound("record"))
    }

    pub(super) fn held(&self, record: RecordId) -> Result<domain::history::RecordHeld> {
        let file = self
            .latest
            .iter()
            .find(|(_, _, r)| *r == record)
            .map(|(_, f, _)| *f)
            .ok_or(Error::NotFound("record"))?;
        self.look(file, |unit| {
            unit.opened(file)?
                .history
                .record(record)
                .cloned()
                .ok_or(Error::NotFound("record"))
        })
    }

    /// Looks at a file behind the scenes.
    pub(super) fn look<T>(
        &self,
        file: FileId,
        see: impl Fn(&mut Unit<'_, '_>) -> Result<T>,
    ) -> Result<T> {
        let acting = setup::deployment(self.service, jiff::Timestamp::UNIX_EPOCH);
        self.look_at(&acting, file, see)
    }

    pub(super) fn look_at<T>(
        &self,
        acting: &Acting,
        file: FileId,
        see: impl Fn(&mut Unit<'_, '_>) -> Result<T>,
    ) -> Result<T> {
        self.office.store.write(|tx| {
            let mut none = || 0;
            let mut unit = Unit::reading(tx, self.office, acting, &mut none);
            unit.file(file)?;
            see(&mut unit)
        })
    }

    /// The matter somebody is allocated to: the open one, or the only kind there is.
    fn lead_matter(&self, file: FileId) -> Result<MatterId> {
        self.look(file, |unit| {
            let history = &unit.opened(file)?.history;
            let open = history
                .matters
                .iter()
                .rev()
                .find(|m| m.is_open())
                .or(history.matters.last());
            open.map(|m| m.id).ok_or(Error::NotFound("matter"))
        })
    }

    pub(super) fn matter(&self, file: FileId, kind: &str) -> Result<MatterId> {
        self.look(file, |unit| {
            let history = &unit.opened(file)?.history;
            let found = history.matters.iter().rev().find(|m| m.kind == *kind);
            found.map(|m| m.id).ok_or(Error::NotFound("matter"))
        })
    }

    fn clock_matter(&self, file: FileId, clock: &str) -> Result<Option<MatterId>> {
        let on = self
            .pack
            .clock(clock)
            .ok_or(Error::NotFound("timescale"))?
            .on
            .clone();
        match on {
            Some(on) if Subject::parse(&on).is_some() => Ok(None),
            Some(on) => self.matter(file, &on).map(Some),
            None => self.lead_matter(file).map(Some),
        }
    }

    /// A record's status in the words of expectations.
    pub(super) fn status(held: &domain::history::RecordHeld) -> String {
        match &held.status {
            RecordStatus::Waiting(step) => format!("waiting for {step}"),
            RecordStatus::Returned(..) => "returned".into(),
            RecordStatus::Complete => "complete".into(),
            RecordStatus::Removed => "removed".into(),
        }
    }
}

fn none<T>(_: T) -> Vec<Name> {
    Vec::new()
}
