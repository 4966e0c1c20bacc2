//! The office: what every act needs beside the transaction. The store, the packs on the shelf, the calendars.

use std::collections::BTreeMap;
use std::str::FromStr;
use std::sync::{Arc, RwLock};

use domain::calendar::Calendar;
use domain::event::PackRef;
use domain::{FileId, ServiceId};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use pack::calendar_file::CalendarLibrary;
use pack::practice::Settings;
use pack::{Pack, Sources};
use store::{Store, Tx};

use crate::derive::ServiceView;
use crate::once::Keyed;
use crate::{Error, Result};

/// Who acts, for which service, and when. Nothing else in casework knows the time.
#[derive(Debug, Clone)]
pub struct Acting {
    /// The worker's own file.
    pub worker: FileId,
    /// The worker acted for, under cover.
    pub on_behalf: Option<FileId>,
    /// The service the act belongs to.
    pub service: ServiceId,
    /// The present moment.
    pub now: Timestamp,
}

/// Where new identifiers and salts come from.
pub type Ids<'i> = &'i mut dyn FnMut() -> u128;

/// What every act needs.
#[derive(Clone)]
pub struct Office {
    /// The database.
    pub store: Store,
    packs: Arc<RwLock<BTreeMap<PackRef, Arc<Pack>>>>,
    library: Arc<CalendarLibrary>,
    calendars: Arc<RwLock<BTreeMap<String, Arc<Calendar>>>>,
    pub(crate) key: Option<Arc<Keyed>>,
}

impl Office {
    /// An office over a database whose schema is up to date.
    pub fn new(store: Store, library: CalendarLibrary) -> Self {
        Self {
            store,
            packs: Arc::default(),
            library: Arc::new(library),
            calendars: Arc::default(),
            key: None,
        }
    }

    /// An office over another database that shares the calendars this one has read. It has a shelf of its own.
    pub fn beside(&self, store: Store) -> Self {
        Self {
            store,
            packs: Arc::default(),
            ..self.clone()
        }
    }

    /// Puts a pack on the shelf without publishing it: for scenarios.
    pub fn shelve(&self, pack: Arc<Pack>) {
        if let Ok(mut shelf) = self.packs.write() {
            shelf.insert(pack.reference(), pack);
        }
    }

    /// A pack by its name and version: from the shelf, or as it was published.
    pub fn pack(&self, tx: &mut Tx<'_>, reference: &PackRef) -> Result<Arc<Pack>> {
        if let Some(pack) = self
            .packs
            .read()
            .ok()
            .and_then(|shelf| shelf.get(reference).cloned())
        {
            return Ok(pack);
        }
        let unreadable = || {
            Error::wrong(
                format!(
                    "pack {} {} is not published here, or cannot be read",
                    reference.pack, reference.version
                ),
                "publish it with `alongside pack publish`",
            )
        };
        let published = tx
            .aside(|tx| store::pack_version::load(tx, &reference.pack, &reference.version))?
            .ok_or_else(unreadable)?;
        let sources = Sources::of(
            published
                .sources
                .iter()
                .map(|(path, text)| (path.as_str(), text.as_str())),
        );
        let pack = Arc::new(Pack::read(&sources).0.ok_or_else(unreadable)?);
        self.shelve(pack.clone());
        Ok(pack)
    }

    /// A pack from the shelf alone.
    pub(crate) fn shelved(&self, reference: &PackRef) -> Option<Arc<Pack>> {
        self.packs.read().ok()?.get(reference).cloned()
    }

    /// A calendar by its name.
    pub fn calendar(&self, code: &str) -> Result<Arc<Calendar>> {
        if let Some(calendar) = self
            .calendars
            .read()
            .ok()
            .and_then(|all| all.get(code).cloned())
        {
            return Ok(calendar);
        }
        let loaded = self.library.load(code).map_err(|problems| {
            let what = problems
                .first()
                .map_or_else(String::new, ToString::to_string);
            Error::wrong(
                format!("there is no calendar `{code}`: {what}"),
                "`alongside calendar list` lists those there are",
            )
        })?;
        let calendar = Arc::new(loaded);
        if let Ok(mut all) = self.calendars.write() {
            all.insert(code.into(), calendar.clone());
        }
        Ok(calendar)
    }

    /// A service with its zone, calendar, settings and pack: two statements, aside.
    pub fn service(&self, tx: &mut Tx<'_>, service: ServiceId) -> Result<Option<Arc<ServiceView>>> {
        let found = tx.aside(|tx| store::service::with_horizon(tx, service))?;
        let Some((row, horizon)) = found else {
            return Ok(None);
        };
        let zone = TimeZone::get(&row.zone).map_err(|_| {
            Error::wrong(
                format!("there is no time zone `{}`", row.zone),
                "name one such as Pacific/Auckland",
            )
        })?;
        let calendar = self.calendar(&row.calendar)?;
        let reference = PackRef {
            pack: row.pack,
            version: row.version,
        };
        let pack = self.pack(tx, &reference)?;
        let settings = tx.aside(|tx| store::service::settings(tx, service))?;
        let settings = Settings::new(settings);
        let horizon = horizon.unwrap_or(Date::MAX.min(calendar.covers().1));
        Ok(Some(Arc::new(ServiceView {
            id: service,
            zone,
            calendar,
            // The hours it last set count for all that runs.
            opening: settings.opening(&pack, horizon),
            settings,
            pack: reference,
            horizon,
        })))
    }
}

/// Reads an identifier somebody gave; a wrong one answers like one that does not exist.
pub fn known<T: FromStr>(text: &str, what: &'static str) -> Result<T> {
    text.parse().map_err(|_| Error::NotFound(what))
}
