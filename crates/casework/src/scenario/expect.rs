//! Expectations: what must be so at a moment. Each gives what was found instead, or nothing.

use domain::FileId;
use domain::clock::Status;
use jiff::civil::{Date, Time};
use pack::practice::ClockCycle;
use pack::scenario::{ClockLook, Expect, What};
use serde_json::Value;

use super::stage::{Stage, instant};
use crate::office::Acting;
use crate::{Error, Result, read, setup};

impl Stage<'_> {
    pub(super) fn expect(
        &mut self,
        expect: &Expect,
        date: Date,
        time: Option<Time>,
    ) -> Result<Option<String>> {
        let now = instant(&self.zone, date, time)?;
        let behind = setup::deployment(self.service, now);
        let acting = |who: &str| self.acting(who, date, time);
        Ok(match &expect.what {
            What::ClockDue {
                clock,
                on,
                date,
                time,
            } => self.due(&behind, clock, on, *date, *time)?,
            What::ClockIs { clock, on, look } => self.looks(&behind, clock, on, *look)?,
            What::MatterOpen { matter, on, open } => {
                let file = self.named(on)?;
                let found = self.look(file, |unit| {
                    Ok(unit
                        .opened(file)?
                        .history
                        .matters
                        .iter()
                        .rev()
                        .find(|m| m.kind == **matter)
                        .map(|m| m.is_open()))
                })?;
                match found {
                    None => Some("there is none".into()),
                    Some(is) => (is != *open).then(|| {
                        if is {
                            "it is open".into()
                        } else {
                            "it is closed".into()
                        }
                    }),
                }
            }
            What::MatterAt { matter, on, stage } => {
                let file = self.named(on)?;
                let found = self.look(file, |unit| {
                    let history = &unit.opened(file)?.history;
                    Ok(history
                        .matters
                        .iter()
                        .rev()
                        .find(|m| m.kind == **matter)
                        .map(|m| m.stage().to_string()))
                })?;
                unlike(found, stage)
            }
            What::State { state, on, value } => {
                let file = self.named(on)?;
                let definition = self.pack.state(state).ok_or(Error::NotFound("state"))?;
                let on = definition.on.value.clone();
                let found = self.look(file, |unit| {
                    let history = &unit.opened(file)?.history;
                    let matter = history
                        .matters
                        .iter()
                        .rev()
                        .find(|m| m.kind == on)
                        .map(|m| m.id);
                    let matter = if domain::event::Subject::parse(&on).is_some() {
                        None
                    } else {
                        matter
                    };
                    Ok(history.state(matter, state, None).map(ToString::to_string))
                })?;
                unlike(found, value)
            }
            What::Consent { purpose, on, state } => {
                let file = self.named(on)?;
                let pack = self.pack.clone();
                let found = self.look(file, |unit| {
                    let history = &unit.opened(file)?.history;
                    Ok(
                        pack::practice::consent_on(&pack, history, file, purpose, date, None)
                            .map(|c| c.state),
                    )
                })?;
                unlike(found, state)
            }
            What::Tray { tray, of, holds } => {
                let items = read::tray::tray(self.office, &acting(of)?, tray, None)?.items;
                match holds {
                    None => (!items.is_empty()).then(|| format!("it holds {} things", items.len())),
                    Some((what, on)) => {
                        let file = self.named(on)?;
                        let found = items.iter().any(|i| i.file == file && i.what == **what);
                        (!found).then(|| {
                            let all: Vec<&str> = items.iter().map(|i| i.what.as_str()).collect();
                            format!(
                                "it holds {}",
                                if all.is_empty() {
                                    "nothing".into()
                                } else {
                                    all.join(", ")
                                }
                            )
                        })
                    }
                }
            }
            What::Told {
                who,
                about,
                on,
                told,
            } => {
                let (worker, _, _) = self.worker(who)?;
                let file = self.named(on)?;
                let found = self.look(file, |unit| {
                    Ok(unit.opened(file)?.delivered.iter().any(|d| {
                        matches!(&d.event.body, domain::Body::Noticed { about: what, to, .. }
                            if *what == **about && to.contains(&worker))
                    }))
                })?;
                (found != *told).then(|| {
                    if found {
                        "they were told".into()
                    } else {
                        "they were not told".into()
                    }
                })
            }
            What::Sees { who, whom, sees } => {
                let file = self.named(whom)?;
                let found = match read::file::look(self.office, &acting(who)?, file) {
                    Ok(_) => true,
                    Err(Error::NotFound(_)) => false,
                    Err(other) => return Err(other),
                };
                (found != *sees).then(|| {
                    if found {
                        "they see it".into()
                    } else {
                        "they do not see it".into()
                    }
                })
            }
            What::Reads {
                who,
                kind,
                on,
                reads,
            } => {
                let file = self.named(on)?;
                let found = match read::file::look(self.office, &acting(who)?, file) {
                    Ok(seen) => seen.records.iter().any(|r| r.kind == **kind),
                    Err(Error::NotFound(_)) => false,
                    Err(other) => return Err(other),
                };
                (found != *reads).then(|| {
                    if found {
                        "they read it".into()
                    } else {
                        "they do not read it".into()
                    }
                })
            }
            What::MayWrite { who, kind, may } => {
                let role = self
                    .pack
                    .role(&self.worker(who)?.1)
                    .ok_or(Error::NotFound("role"))?;
                let form = self.pack.form(kind).ok_or(Error::NotFound("form"))?;
                let found =
                    role.writes(kind) || form.written_by.iter().any(|r| r.value == role.role.value);
                (found != *may).then(|| {
                    if found {
                        "they may".into()
                    } else {
                        "they may not".into()
                    }
                })
            }
            What::Title { who, title } => {
                let (worker, _, _) = self.worker(who)?;
                let found = read::title::of_worker(self.office, &acting(who)?, worker)?;
                unlike(Some(found), title)
            }
            What::Caseload { who, count, band } => {
                let (worker, _, _) = self.worker(who)?;
                let found = read::caseload::caseload(self.office, &acting(who)?, worker)?;
                let fits = found.people == *count
                    && band.as_deref().is_none_or(|b| found.place() == Some(b));
                (!fits).then(|| {
                    format!(
                        "it is {} {}",
                        found.people,
                        found.place().unwrap_or_default()
                    )
                })
            }
            What::Record { what, on, status } => {
                let held = self.held(self.record(what, on.as_deref())?)?;
                unlike(Some(Self::status(&held)), status)
            }
            What::Offers { what, resource, .. } => {
                let form = self.pack.form(what).ok_or(Error::NotFound("form"))?;
                let offered = self
                    .pack
                    .resource(resource)
                    .is_some_and(|r| r.at.iter().any(|at| ***at == **what))
                    || form
                        .sections
                        .iter()
                        .any(|s| s.resources.iter().any(|r| ***r == **resource))
                    || form
                        .fields()
                        .any(|f| f.resources.iter().any(|r| ***r == **resource));
                let there = self.pack.resource(resource).is_some();
                (!offered || !there).then(|| "it is not offered there".into())
            }
            What::Answer {
                field,
                what,
                on,
                value,
            } => {
                let held = self.held(self.record(what, on.as_deref())?)?;
                let file = on
                    .as_ref()
                    .map(|n| self.named(n))
                    .transpose()?
                    .unwrap_or(held.home);
                let answers = held.answers_for(file);
                let mut found = Some(&Value::Object(answers)).cloned();
                for piece in field.split('.') {
                    found = found.and_then(|v| match (&v, piece.parse::<usize>()) {
                        (Value::Array(items), Ok(n)) => items.get(n.saturating_sub(1)).cloned(),
                        (v, _) => v.get(piece).cloned(),
                    });
                }
                unlike(found.map(|v| self.shown(&v)), value)
            }
            What::Chronology { on, kind, holds } => {
                let file = self.named(on)?;
                let found = self.look(file, |unit| {
                    let records = &unit.opened(file)?.history.records;
                    Ok(records
                        .iter()
                        .any(|r| r.stands() && r.significant && r.kind == **kind))
                })?;
                (found != *holds).then(|| {
                    if found {
                        "it holds it".into()
                    } else {
                        "it does not hold it".into()
                    }
                })
            }
            What::Measure {
                name,
                from,
                to,
                figure,
            } => {
                let measure = self
                    .pack
                    .measures
                    .iter()
                    .find(|m| *m.name == **name)
                    .ok_or(Error::NotFound("measure"))?;
                let found = self
                    .office
                    .store
                    .read(|tx| store::report::figure(tx, &measure.sql, measure.rows, *from, *to))?;
                unlike(Some(found), figure)
            }
        })
    }

    fn cycles(&self, acting: &Acting, clock: &str, on: &str) -> Result<Vec<ClockCycle>> {
        let file: FileId = self.named(on)?;
        if self.pack.clock(clock).is_none() {
            return Err(Error::NotFound("timescale"));
        }
        let now = acting.now;
        let all = self.look_at(acting, file, |unit| unit.cycles(file))?;
        // What starts later has not started.
        let begun = |c: &ClockCycle| {
            c.cycle.anchor.earliest_instant().is_none_or(|at| at <= now) || counts_back(c)
        };
        Ok(all
            .into_iter()
            .filter(|c| c.clock == *clock && begun(c))
            .collect())
    }

    fn due(
        &self,
        acting: &Acting,
        clock: &str,
        on: &str,
        date: Date,
        time: Option<Time>,
    ) -> Result<Option<String>> {
        let all = self.cycles(acting, clock, on)?;
        let due = |c: &ClockCycle| c.cycle.due;
        let found = all.iter().rfind(|c| c.cycle.is_open()).or(all.last());
        let Some(found) = found else {
            return Ok(Some("it is not running".into()));
        };
        let Some(due) = due(found) else {
            return Ok(Some(format!(
                "it has no due moment: {:?}",
                found.cycle.state
            )));
        };
        let at = due.by().to_zoned(self.zone.clone()).datetime();
        let fits = due.date() == date
            && time
                .is_none_or(|t| at.time().hour() == t.hour() && at.time().minute() == t.minute());
        Ok((!fits).then(|| match time {
            None => format!("it is due {}", due.date()),
            Some(_) => format!(
                "it is due {} {:02}:{:02}",
                due.date(),
                at.time().hour(),
                at.time().minute()
            ),
        }))
    }

    fn looks(
        &self,
        acting: &Acting,
        clock: &str,
        on: &str,
        look: ClockLook,
    ) -> Result<Option<String>> {
        let all = self.cycles(acting, clock, on)?;
        let statuses: Vec<Status> = all.iter().map(|c| c.cycle.status(acting.now)).collect();
        let open: Vec<&Status> = statuses
            .iter()
            .filter(|s| {
                matches!(
                    s,
                    Status::Open
                        | Status::DueSoon
                        | Status::OutOfTimescale
                        | Status::NotYetOpen
                        | Status::Paused
                )
            })
            .collect();
        let closed = statuses.iter().rfind(|s| {
            !matches!(
                s,
                Status::Open
                    | Status::DueSoon
                    | Status::OutOfTimescale
                    | Status::NotYetOpen
                    | Status::Paused
            )
        });
        let fits = match look {
            ClockLook::NotRunning => open.is_empty(),
            ClockLook::Open => open.iter().any(|s| {
                matches!(
                    s,
                    Status::Open | Status::NotYetOpen | Status::Paused | Status::DueSoon
                )
            }),
            ClockLook::DueSoon => open.contains(&&Status::DueSoon),
            ClockLook::Out => {
                open.contains(&&Status::OutOfTimescale) || closed == Some(&Status::Missed)
            }
            ClockLook::Met => matches!(closed, Some(Status::Met | Status::MetEarly)),
            ClockLook::MetLate => closed == Some(&Status::MetLate),
            ClockLook::Dismissed => closed == Some(&Status::Dismissed),
            ClockLook::Stopped => {
                matches!(closed, Some(Status::NotRequired | Status::Missed)) && open.is_empty()
            }
        };
        Ok((!fits).then(|| {
            if statuses.is_empty() {
                "it never started".into()
            } else {
                format!("its cycles are {statuses:?}")
            }
        }))
    }

    /// A value as expectations write it: files by name, lists with commas.
    fn shown(&self, value: &Value) -> String {
        match value {
            Value::String(text) => {
                let named = text
                    .parse::<FileId>()
                    .ok()
                    .and_then(|id| self.files.iter().find(|(_, f)| **f == id));
                named.map_or_else(|| text.clone(), |(name, _)| name.clone())
            }
            Value::Array(items) => items
                .iter()
                .map(|i| self.shown(i))
                .collect::<Vec<_>>()
                .join(", "),
            Value::Null => "nothing".into(),
            other => other.to_string(),
        }
    }
}

/// Timescales that count back have their anchor ahead of them.
fn counts_back(found: &ClockCycle) -> bool {
    found.cycle.due.is_some_and(|due| {
        found
            .cycle
            .anchor
            .earliest_instant()
            .is_some_and(|at| due.by() <= at)
    }) || found
        .cycle
        .first_due
        .is_some_and(|due| due.date() == found.cycle.anchor.date())
}

fn unlike(found: Option<String>, wanted: &str) -> Option<String> {
    match found {
        None => Some("there is none".into()),
        Some(found) => (found != wanted).then(|| format!("it is {found}")),
    }
}
