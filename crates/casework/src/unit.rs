//! A unit of casework: one transaction in which files are loaded, permits asked for, events appended, and everything that
//! follows from them worked out and written. All of it is kept, or nothing.

mod as_it_stood;
mod settle;

pub(crate) use settle::Telling;

use std::cell::{Cell, OnceCell};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use access::{Ask, Facts, Permit};
use domain::clock::Status;
use domain::event::{Body, Delivered, Event, Occurred, PackRef};
use domain::{EventId, FileId, History, MatterId, Name, ServiceId};
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use pack::Pack;
use pack::practice::{Context, Look, Settings};
use serde::Serialize;
use serde::de::DeserializeOwned;
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
    /// The rows worked out from the chain before this unit; none as long as it appended nothing.
    before: Option<Rows>,
    /// The service whose rules apply to the file.
    pub service: Option<Arc<ServiceView>>,
    /// What had happened when rules last looked; kept from the first event of this unit on.
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
    /// The service acted for, once it was looked up: a unit's own events change it only when it is finished.
    own: Option<Arc<ServiceView>>,
    /// Who acts, once it was looked up.
    pub(crate) actor: Option<access::Actor<'tx>>,
    appended: Vec<Addressed>,
    reads_only: bool,
    /// Warnings that rules gave.
    pub warned: Vec<domain::Name>,
    /// Set when a condition could not be worked out.
    pub failed: Cell<bool>,
}

impl Office {
    /// Does one act: in one transaction, with what follows from it. `work` may run again if somebody else was quicker.
    /// In a [`keyed`](Self::keyed) office it is done once, however often it is asked for.
    ///
    /// # Errors
    /// Those of the work; `KeyReused` for a key of another request.
    pub fn act<T: Serialize + DeserializeOwned>(
        &self,
        acting: &Acting,
        ids: Ids<'_>,
        work: impl FnMut(&mut Unit<'_, '_>) -> Result<T>,
    ) -> Result<T> {
        match self.next_key() {
            Some((key, request)) => self.once(acting, &key, &request, ids, work),
            None => self.act_anyway(acting, ids, work),
        }
    }

    /// As [`act`](Self::act), whatever the key.
    pub(crate) fn act_anyway<T>(
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
                    own: None,
                    actor: None,
                    appended: Vec::new(),
                    reads_only: false,
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
    /// A unit that only reads: nothing is locked, and what it appended would not be kept.
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
            own: None,
            actor: None,
            appended: Vec::new(),
            reads_only: true,
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
        let mut missing: Vec<FileId> = files
            .iter()
            .copied()
            .filter(|f| !self.files.contains_key(f))
            .collect();
        // A file that is named twice is one file.
        missing.sort_unstable();
        missing.dedup();
        if missing.is_empty() {
            return Ok(());
        }
        let heads = if self.reads_only {
            Heads::new()
        } else {
            store::chain::load_for_update(self.tx, &missing)?
        };
        let there: Vec<FileId> = missing
            .iter()
            .copied()
            .filter(|file| self.reads_only || heads.contains_key(file))
            .collect();
        let mut loaded = store::chain::load_many(self.tx, &there)?;
        for file in missing {
            let delivered = loaded.remove(&file).unwrap_or_default();
            let history = History::of(&delivered);
            let service = self.service_of(&history)?;
            self.load_services(&history, &delivered)?;
            for reference in derive::packs_of(&history) {
                self.office.pack(self.tx, &reference)?;
            }
            let open = Open {
                delivered,
                history,
                before: None,
                service,
                settled: BTreeSet::new(),
            };
            self.files.insert(file, open);
        }
        self.heads.extend(heads);
        Ok(())
    }

    /// Keeps how a file stood before this unit's first event on it. What is only looked at costs nothing.
    fn keep_before(&mut self, file: FileId) {
        let Some(open) = self.files.get(&file).filter(|o| o.before.is_none()) else {
            return;
        };
        let before = self.rows(file, open);
        let happened = open.history.happenings(file);
        if let Some(open) = self.files.get_mut(&file) {
            open.before = Some(before);
            open.settled = happened.into_iter().map(|h| h.key).collect();
        }
    }

    fn service_of(&mut self, history: &History) -> Result<Option<Arc<ServiceView>>> {
        match history.service {
            Some(id) => self.view(id),
            None => self.own_service(),
        }
    }

    /// A service, looked up once in this unit.
    pub(crate) fn view(&mut self, id: ServiceId) -> Result<Option<Arc<ServiceView>>> {
        if id == self.acting.service {
            return self.own_service();
        }
        if !self.services.contains_key(&id)
            && let Some(view) = self.office.service(self.tx, id)?
        {
            self.services.insert(id, view);
        }
        Ok(self.services.get(&id).cloned())
    }

    /// The service acted for, if it is there already.
    pub(crate) fn own_service(&mut self) -> Result<Option<Arc<ServiceView>>> {
        if self.own.is_none() {
            self.own = self.office.service(self.tx, self.acting.service)?;
        }
        Ok(self.own.clone())
    }

    fn rows(&self, file: FileId, open: &Open) -> Rows {
        if open.delivered.is_empty() {
            return Rows::of(file);
        }
        self.seen(file, open, derive::rows)
    }

    /// A file as everything that is worked out sees it.
    fn seen<T>(&self, file: FileId, open: &Open, see: impl FnOnce(&FileView<'_>) -> T) -> T {
        see(&FileView {
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
                && let Some(view) = self.view(id)?
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
        self.own_service()?.ok_or(Error::NotFound("service"))
    }

    /// The name of the service acted for.
    pub(crate) fn service_name(&mut self) -> Result<String> {
        let service = self.acting.service;
        let row = self.tx.aside(|tx| store::service::by_id(tx, service))?;
        Ok(row.ok_or(Error::NotFound("service"))?.name)
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
        Ok(match self.own_service()? {
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
        // Whoever may only because they cover for somebody acts for them, said or not.
        let on_behalf = to.iter().find_map(|(permit, _)| permit.on_behalf());
        let to = to
            .iter()
            .map(|(permit, matter)| (permit.file(), *matter))
            .collect();
        self.append_for(on_behalf, to, occurred, body)
    }

    /// What follows from an act that was permitted stands on the same files without another permit.
    pub(crate) fn append_to(
        &mut self,
        to: Vec<(FileId, Option<MatterId>)>,
        occurred: Occurred,
        body: Body,
    ) -> Result<EventId> {
        self.append_for(None, to, occurred, body)
    }

    fn append_for(
        &mut self,
        on_behalf: Option<FileId>,
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
            on_behalf: self.acting.on_behalf.or(on_behalf),
            occurred,
            zone,
            recorded: self.acting.now,
            body,
        };
        let id = event.id;
        for (file, matter) in &to {
            self.keep_before(*file);
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
        // Few conditions ask for timescales: they are worked out for the first that does.
        let known = OnceCell::new();
        let late = |clock: &str| {
            let all = known.get_or_init(|| self.late(file, open));
            all.get(clock).copied().unwrap_or_default()
        };
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
        let worker = self.acting.worker;
        let all = self
            .tx
            .aside(|tx| store::service::roles_of(tx, worker, today))?;
        let service = self.acting.service;
        Ok(all
            .into_iter()
            .filter(|(s, _, _)| *s == service)
            .map(|(_, role, _)| role)
            .collect())
    }

    /// Which timescales of a file are open, and which are late, at this moment.
    fn late(&self, file: FileId, open: &Open) -> BTreeMap<Name, Look> {
        let now = self.acting.now;
        let mut looks: BTreeMap<Name, Look> = BTreeMap::new();
        for found in self.seen(file, open, derive::cycles) {
            let status = found.cycle.status(now);
            let late = matches!(status, Status::OutOfTimescale);
            let open = late
                || matches!(
                    status,
                    Status::Open | Status::DueSoon | Status::NotYetOpen | Status::Paused
                );
            let look = looks.entry(found.clock).or_default();
            look.open |= open;
            look.late |= late;
        }
        looks
    }

    /// All cycles of a file: of each of its matters, and of the file itself.
    pub fn cycles(&mut self, file: FileId) -> Result<Vec<pack::practice::ClockCycle>> {
        self.open(&[file])?;
        let open = self.opened(file)?;
        Ok(self.seen(file, open, derive::cycles))
    }

    /// Who is to be told of a file's timescales as time passes, those already told left out.
    pub(crate) fn tellings(
        &mut self,
        file: FileId,
    ) -> Result<Vec<(derive::Telling, pack::practice::ClockCycle)>> {
        self.open(&[file])?;
        let open = self.opened(file)?;
        Ok(self.seen(file, open, |view| {
            let mut all = Vec::new();
            for (service, pack, found) in derive::cycles_by_service(view) {
                let due = derive::tellings(view, &pack, &service, &found);
                all.extend(due.into_iter().map(|telling| (telling, found.clone())));
            }
            all
        }))
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
            let Some(mut open) = self.files.remove(&file) else {
                continue;
            };
            self.load_services(&open.history, &open.delivered)?;
            let mut before = open.before.take().unwrap_or_else(|| Rows::of(file));
            // A service that this unit opened or set is only there once its own row is: then once more.
            let sets = open.delivered.iter().any(|d| {
                d.event.recorded == self.acting.now
                    && matches!(
                        d.event.body,
                        Body::ServiceOpened { .. } | Body::SettingSet { .. }
                    )
            });
            for _ in 0..=usize::from(sets) {
                let after = self.rows(file, &open);
                store::derived::apply(self.tx, &Rows::diff(&before, &after))?;
                before = after;
                if sets {
                    self.own = None;
                    self.services.clear();
                    self.load_services(&open.history, &open.delivered)?;
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
