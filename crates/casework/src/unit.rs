//! A unit of casework: one transaction in which files are loaded, permits asked for, events appended, and everything that
//! follows from them worked out and written. All of it is kept, or nothing.

mod settle;

pub(crate) use settle::Telling;

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use access::{Ask, Facts, Permit};
use domain::event::{Body, Delivered, Event, Occurred, PackRef};
use domain::{EventId, FileId, History, MatterId, ServiceId};
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use pack::Pack;
use pack::practice::{Context, Late, Settings};
use store::chain::{Addressed, Heads};
use store::derived::Rows;
use store::{Store, Tx};

use crate::derive::{self, FileView, ServiceView};
use crate::office::{Acting, Ids, Office};
use crate::{Error, Result};

/// A file as it is loaded in this unit.
pub struct Open {
    /// Its chain, with what this unit appended.
    pub delivered: Vec<Delivered>,
    /// What the chain adds up to.
    pub history: History,
    /// The rows worked out from the chain before this unit.
    before: Rows,
    /// The service whose rules apply to the file.
    pub service: Option<Arc<ServiceView>>,
    /// What had happened when rules last looked.
    settled: BTreeSet<String>,
}

/// One transaction's work.
pub struct Unit<'u, 'tx> {
    /// The transaction.
    pub tx: &'u mut Tx<'tx>,
    /// What every act needs.
    pub office: &'u Office,
    /// Who acts.
    pub acting: &'u Acting,
    ids: Ids<'u>,
    files: BTreeMap<FileId, Open>,
    heads: Heads,
    services: BTreeMap<ServiceId, Arc<ServiceView>>,
    appended: Vec<Addressed>,
    /// Warnings that rules gave.
    pub warned: Vec<domain::Name>,
    /// Set when a condition could not be worked out.
    pub failed: Cell<bool>,
}

impl Office {
    /// Does one act: in one transaction, with what follows from it. `work` may run again if somebody else was quicker.
    pub fn act<T>(
        &self,
        acting: &Acting,
        ids: Ids<'_>,
        mut work: impl FnMut(&mut Unit<'_, '_>) -> Result<T>,
    ) -> Result<T> {
        let store: &Store = &self.store;
        let mut tries = 0;
        loop {
            let done = store.write(|tx| -> Result<T> {
                let mut unit = Unit {
                    tx,
                    office: self,
                    acting,
                    ids: &mut *ids,
                    files: BTreeMap::new(),
                    heads: Heads::new(),
                    services: BTreeMap::new(),
                    appended: Vec::new(),
                    warned: Vec::new(),
                    failed: Cell::new(false),
                };
                let value = work(&mut unit)?;
                unit.settle()?;
                unit.finish()?;
                Ok(value)
            });
            match done {
                // Another unit moved a file on between reading and writing: look again.
                Err(Error::Store(store::Error::Conflict)) if tries < 5 => tries += 1,
                other => return other,
            }
        }
    }
}

impl<'u, 'tx> Unit<'u, 'tx> {
    /// A unit that only reads (and logs that it did).
    pub(crate) fn reading(
        tx: &'u mut Tx<'tx>,
        office: &'u Office,
        acting: &'u Acting,
        ids: Ids<'u>,
    ) -> Self {
        Self {
            tx,
            office,
            acting,
            ids,
            files: BTreeMap::new(),
            heads: Heads::new(),
            services: BTreeMap::new(),
            appended: Vec::new(),
            warned: Vec::new(),
            failed: Cell::new(false),
        }
    }

    /// A new identifier's bits.
    pub fn fresh(&mut self) -> u128 {
        (self.ids)()
    }

    /// Loads files with their rows locked, all of an act's files at once.
    pub fn open(&mut self, files: &[FileId]) -> Result<()> {
        let missing: Vec<FileId> = files
            .iter()
            .copied()
            .filter(|f| !self.files.contains_key(f))
            .collect();
        if missing.is_empty() {
            return Ok(());
        }
        let heads = store::chain::load_for_update(self.tx, &missing)?;
        for file in missing {
            let delivered = if heads.contains_key(&file) {
                store::chain::load(self.tx, file)?
            } else {
                Vec::new()
            };
            let history = History::of(&delivered);
            let service = self.service_of(&history)?;
            self.load_services(&history, &delivered)?;
            for reference in derive::packs_of(&history) {
                self.office.pack(self.tx, &reference)?;
            }
            let mut open = Open {
                delivered,
                history,
                before: Rows::of(file),
                service,
                settled: BTreeSet::new(),
            };
            open.before = self.rows(file, &open);
            open.settled = open
                .history
                .happenings(file)
                .into_iter()
                .map(|h| h.key)
                .collect();
            self.files.insert(file, open);
        }
        self.heads.extend(heads);
        Ok(())
    }

    fn service_of(&mut self, history: &History) -> Result<Option<Arc<ServiceView>>> {
        let id = history.service.unwrap_or(self.acting.service);
        self.office.service(self.tx, id)
    }

    fn rows(&self, file: FileId, open: &Open) -> Rows {
        if open.delivered.is_empty() {
            return Rows::of(file);
        }
        derive::rows(&FileView {
            file,
            history: &open.history,
            delivered: &open.delivered,
            practice: &|reference: &PackRef| self.office.shelved(reference),
            services: &|id| self.services.get(&id).cloned(),
        })
    }

    /// Loads the services that the rows of a file depend on.
    fn load_services(&mut self, history: &History, delivered: &[Delivered]) -> Result<()> {
        for id in derive::services_of(history, delivered) {
            if !self.services.contains_key(&id)
                && let Some(view) = self.office.service(self.tx, id)?
            {
                self.services.insert(id, view);
            }
        }
        Ok(())
    }

    /// A file that exists, as loaded. What does not exist is not found.
    pub fn file(&mut self, file: FileId) -> Result<&Open> {
        self.open(&[file])?;
        match self.files.get(&file) {
            Some(open) if open.history.subject.is_some() => Ok(open),
            _ => Err(Error::NotFound("file")),
        }
    }

    /// A file that was opened in this unit already.
    pub fn opened(&self, file: FileId) -> Result<&Open> {
        self.files.get(&file).ok_or(Error::NotFound("file"))
    }

    /// The service acted for.
    pub fn service(&mut self) -> Result<Arc<ServiceView>> {
        self.office
            .service(self.tx, self.acting.service)?
            .ok_or(Error::NotFound("service"))
    }

    /// The pack the acting service works by.
    pub fn pack(&mut self) -> Result<Arc<Pack>> {
        let reference = self.service()?.pack.clone();
        self.office.pack(self.tx, &reference)
    }

    /// The pack a matter runs under; the service's own where there is no matter.
    pub fn pack_of(&mut self, file: FileId, matter: Option<MatterId>) -> Result<Arc<Pack>> {
        let pinned = matter.and_then(|m| {
            self.opened(file)
                .ok()?
                .history
                .matter(m)
                .map(|m| m.pack.clone())
        });
        match pinned {
            Some(reference) => self.office.pack(self.tx, &reference),
            None => self.pack(),
        }
    }

    /// The present moment in the service's zone.
    pub fn here(&mut self) -> Result<DateTime> {
        Ok(self.acting.now.to_zoned(self.zone()?).datetime())
    }

    /// The service's zone.
    pub fn zone(&mut self) -> Result<TimeZone> {
        Ok(match self.office.service(self.tx, self.acting.service)? {
            Some(service) => service.zone.clone(),
            None => TimeZone::UTC,
        })
    }

    /// The present moment as an occurrence, to the minute.
    pub fn now(&mut self) -> Result<Occurred> {
        let here = self.here()?;
        let minute = here.time().with().second(0).subsec_nanosecond(0).build();
        Ok(Occurred::at(
            here.date().to_datetime(minute.unwrap_or(here.time())),
        ))
    }

    /// What is known about the acting worker and a file, loaded in this transaction.
    pub fn facts(&mut self, file: FileId) -> Result<Facts<'tx>> {
        let today = self.here()?.date();
        crate::permit::facts(self, file, today)
    }

    /// Leave to do something to a file, or the answer that somebody without it gets.
    pub fn permit<'f>(&mut self, facts: &'f Facts<'_>, ask: Ask) -> Result<Permit<'f>> {
        crate::permit::permit(facts, ask)
    }

    /// Whether something may be done, where nothing is written on the strength of it alone.
    pub fn may(&mut self, facts: &Facts<'_>, ask: Ask) -> Result<()> {
        self.permit(facts, ask).map(drop)
    }

    /// Appends an event to the files of some permits, the first of them its home.
    pub fn append(
        &mut self,
        to: &[(&Permit<'_>, Option<MatterId>)],
        occurred: Occurred,
        body: Body,
    ) -> Result<EventId> {
        let to = to
            .iter()
            .map(|(permit, matter)| (permit.file(), *matter))
            .collect();
        self.append_to(to, occurred, body)
    }

    /// What follows from an act that was permitted stands on the same files without another permit.
    pub(crate) fn append_to(
        &mut self,
        to: Vec<(FileId, Option<MatterId>)>,
        occurred: Occurred,
        body: Body,
    ) -> Result<EventId> {
        let zone = self.zone()?.iana_name().unwrap_or("Etc/UTC").to_owned();
        let files: Vec<FileId> = to.iter().map(|(file, _)| *file).collect();
        self.open(&files)?;
        let event = Event {
            id: EventId::from_bits(self.fresh()),
            actor: self.acting.worker,
            on_behalf: self.acting.on_behalf,
            occurred,
            zone,
            recorded: self.acting.now,
            body,
        };
        let id = event.id;
        for (file, matter) in &to {
            let Some(open) = self.files.get_mut(file) else {
                continue;
            };
            let delivered = Delivered {
                seq: open.history.head + 1,
                matter: *matter,
                event: event.clone(),
            };
            open.history.apply(&delivered);
            open.delivered.push(delivered);
        }
        let salt = self.fresh().to_be_bytes();
        self.appended.push(Addressed { event, salt, to });
        Ok(id)
    }

    /// Looks at a file as an expression does, with the answers of a record at hand.
    pub fn look<T>(
        &mut self,
        file: FileId,
        matter: Option<MatterId>,
        answers: Option<&domain::event::Answers>,
        see: impl FnOnce(&Context<'_>) -> T,
    ) -> Result<T> {
        let pack = self.pack_of(file, matter)?;
        let today = self.here()?.date();
        let worker = self.acting.worker;
        let roles = self.roles()?;
        self.open(&[file, worker])?;
        let late = self.late(file)?;
        let open = self.opened(file)?;
        let own = self.files.get(&worker).map(|w| &w.history);
        let actor = pack::practice::Actor {
            history: own,
            roles: roles.iter().map(ToString::to_string).collect(),
        };
        let settings = open
            .service
            .as_ref()
            .map_or_else(Settings::default, |s| s.settings.clone());
        Ok(see(&Context {
            pack: &pack,
            history: &open.history,
            file,
            matter,
            answers,
            as_of: None,
            today,
            actor: Some(&actor),
            settings: &settings,
            late: Some(&late),
            failed: &self.failed,
        }))
    }

    /// The roles the acting worker holds today in the service acted for.
    pub fn roles(&mut self) -> Result<Vec<domain::Name>> {
        let today = self.here()?.date();
        let all = store::service::roles_of(self.tx, self.acting.worker, today)?;
        let service = self.acting.service;
        Ok(all
            .into_iter()
            .filter(|(s, _, _)| *s == service)
            .map(|(_, role, _)| role)
            .collect())
    }

    /// Which timescales of a file are open, and which are late, at this moment.
    pub fn late(&mut self, file: FileId) -> Result<Late> {
        let now = self.acting.now;
        let cycles = self.cycles(file)?;
        Ok(cycles
            .into_iter()
            .map(|c| {
                use domain::clock::Status;
                let look = c.cycle.status(now);
                let late = matches!(look, Status::OutOfTimescale);
                let open = late
                    || matches!(
                        look,
                        Status::Open | Status::DueSoon | Status::NotYetOpen | Status::Paused
                    );
                (c.clock.to_string(), open, late)
            })
            .collect())
    }

    /// All cycles of a file: of each of its matters, and of the file itself.
    pub fn cycles(&mut self, file: FileId) -> Result<Vec<pack::practice::ClockCycle>> {
        self.open(&[file])?;
        let open = self.opened(file)?;
        Ok(derive::cycles(&FileView {
            file,
            history: &open.history,
            delivered: &open.delivered,
            practice: &|reference: &PackRef| self.office.shelved(reference),
            services: &|id| self.services.get(&id).cloned(),
        }))
    }

    /// Who is to be told of a file's timescales as time passes, those already told left out.
    pub(crate) fn tellings(
        &mut self,
        file: FileId,
    ) -> Result<Vec<(derive::Telling, pack::practice::ClockCycle)>> {
        self.open(&[file])?;
        let open = self.opened(file)?;
        let view = FileView {
            file,
            history: &open.history,
            delivered: &open.delivered,
            practice: &|reference: &PackRef| self.office.shelved(reference),
            services: &|id| self.services.get(&id).cloned(),
        };
        let mut all = Vec::new();
        for (service, pack, found) in derive::cycles_by_service(&view) {
            let due = derive::tellings(&view, &pack, &service, &found);
            all.extend(due.into_iter().map(|telling| (telling, found.clone())));
        }
        Ok(all)
    }

    /// Writes the events, the ends of the chains, and the difference in the rows worked out from them.
    fn finish(mut self) -> Result<()> {
        if self.appended.is_empty() {
            return Ok(());
        }
        let appended = std::mem::take(&mut self.appended);
        let touched: BTreeSet<FileId> = appended
            .iter()
            .flat_map(|a| a.to.iter().map(|(f, _)| *f))
            .collect();
        self.tx.append(&self.heads, &appended)?;
        for file in touched {
            let Some((history, delivered)) = self
                .files
                .get(&file)
                .map(|open| (open.history.clone(), open.delivered.clone()))
            else {
                continue;
            };
            self.load_services(&history, &delivered)?;
            let mut before = match self.files.get_mut(&file) {
                Some(open) => std::mem::replace(&mut open.before, Rows::of(file)),
                None => continue,
            };
            // A service that this unit opened or set is only there once its own row is: then once more.
            let sets = delivered.iter().any(|d| {
                d.event.recorded == self.acting.now
                    && matches!(
                        d.event.body,
                        Body::ServiceOpened { .. } | Body::SettingSet { .. }
                    )
            });
            for _ in 0..=usize::from(sets) {
                let Some(open) = self.files.get(&file) else {
                    continue;
                };
                let after = self.rows(file, open);
                store::derived::apply(self.tx, &Rows::diff(&before, &after))?;
                before = after;
                if sets {
                    self.services.clear();
                    self.load_services(&history, &delivered)?;
                }
            }
        }
        Ok(())
    }

    /// Events appended so far.
    pub(crate) fn appended(&self) -> usize {
        self.appended.len()
    }

    pub(crate) fn unsettled(&self, file: FileId) -> Vec<domain::history::Happening> {
        let Some(open) = self.files.get(&file) else {
            return Vec::new();
        };
        let all = open.history.happenings(file);
        all.into_iter()
            .filter(|h| !open.settled.contains(&h.key))
            .collect()
    }

    pub(crate) fn mark_settled(&mut self, file: FileId, key: String) {
        if let Some(open) = self.files.get_mut(&file) {
            open.settled.insert(key);
        }
    }

    pub(crate) fn touched(&self) -> Vec<FileId> {
        let all: BTreeSet<FileId> = self
            .appended
            .iter()
            .flat_map(|a| a.to.iter().map(|(f, _)| *f))
            .collect();
        all.into_iter().collect()
    }
}
