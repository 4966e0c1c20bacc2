//! What lists need of a file, worked out from its events: a pure function, so that it can be computed again and compared
//! with what stands in the tables. It never reads a database, a clock or another file, and never decides who may see a row.

mod answers;
mod cycles;
mod facts;
mod links;
mod matters;
mod names;
mod records;
mod search;
mod seen;
mod tell;
mod told;

use std::collections::BTreeSet;
use std::sync::Arc;

use domain::calendar::{Calendar, OpeningHours};
use domain::event::{Body, Delivered, Occurred, PackRef};
use domain::{FileId, History, Precision, ServiceId};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use pack::Pack;
use pack::practice::Settings;
use serde_json::Value;
use store::derived::{Rows, Text, row};

pub use cycles::all as cycles_by_service;
pub(crate) use cycles::reasons;
pub use facts::fact_of;
pub(crate) use facts::fact_read;
pub use search::{identifier_key, telephone_key};
pub use tell::{Telling, tellings};

/// A service as timescales need it.
#[derive(Debug, Clone)]
pub struct ServiceView {
    /// The service.
    pub id: ServiceId,
    /// Its time zone.
    pub zone: TimeZone,
    /// Its calendar.
    pub calendar: Arc<Calendar>,
    /// Its dated settings.
    pub settings: Settings,
    /// The pack it works by now: for timescales of files; a matter keeps to the version it runs under.
    pub pack: PackRef,
    /// Its opening hours, where it has any.
    pub opening: Option<OpeningHours>,
    /// The last day for which periods are laid out. Whoever compares with the tables must give the same day as whoever
    /// wrote them.
    pub horizon: Date,
}

/// A file and what else its rows depend on. The present time is no part of it.
#[derive(Clone, Copy)]
pub struct FileView<'a> {
    /// The file.
    pub file: FileId,
    /// What its events add up to.
    pub history: &'a History,
    /// The same events, oldest first.
    pub delivered: &'a [Delivered],
    /// Published packs. What cannot be found gives no rows.
    pub practice: &'a dyn Fn(&PackRef) -> Option<Arc<Pack>>,
    /// Services, at least those that [`services_of`] names. What cannot be found has no timescales.
    pub services: &'a dyn Fn(ServiceId) -> Option<Arc<ServiceView>>,
}

/// The services on which the rows of a file depend: its own and those of its matters. Load them before computing rows.
pub fn services_of(history: &History, delivered: &[Delivered]) -> BTreeSet<ServiceId> {
    let mut all = own_services(history, delivered);
    all.extend(history.matters.iter().map(|m| m.service));
    all
}

/// The pack versions on which the rows of a file depend: those its matters run under, and those whose questions its records
/// answered. Put them on the shelf before computing rows.
pub fn packs_of(history: &History) -> BTreeSet<PackRef> {
    let matters = history.matters.iter().map(|m| &m.pack);
    let records = history.records.iter().map(|r| &r.pack);
    matters.chain(records).cloned().collect()
}

/// The services whose timescales run on the file itself: the one whose file it is; of a file that services share (a
/// worker's, a site's, an agency's) those in which a role is held, that serve it, or that it opened.
fn own_services(history: &History, delivered: &[Delivered]) -> BTreeSet<ServiceId> {
    if let Some(service) = history.service {
        return BTreeSet::from([service]);
    }
    let opened = delivered.iter().filter_map(|d| match &d.event.body {
        Body::ServiceOpened { service, .. } => Some(*service),
        _ => None,
    });
    let named = history.facts.iter().filter(|f| !f.withdrawn);
    let named = named.filter_map(|f| match &*f.what {
        "role_held" | "served" => f.value.get("service")?.as_str()?.parse().ok(),
        _ => None,
    });
    opened.chain(named).collect()
}

/// All cycles of the file: of each of its matters, and of the file itself.
pub fn cycles(of: &FileView<'_>) -> Vec<pack::practice::ClockCycle> {
    cycles_by_service(of)
        .into_iter()
        .map(|(_, _, cycle)| cycle)
        .collect()
}

/// Every derived row of the file.
pub fn rows(of: &FileView<'_>) -> Rows {
    let mut rows = Rows::of(of.file);
    // A chain that does not open its file is about nothing yet.
    if let Some(subject) = of.history.subject {
        rows.push(names::subject(of, subject));
    }
    search::rows(of, &mut rows);
    facts::rows(of, &mut rows);
    for worker in of.history.restricted.iter().flatten() {
        rows.push(row::Allowed {
            worker: text(worker),
        });
    }
    matters::rows(of, &mut rows);
    records::rows(of, &mut rows);
    answers::rows(of, &mut rows);
    seen::rows(of, &mut rows);
    cycles::rows(of, &mut rows);
    told::rows(of, &mut rows);
    for other in &of.history.same_as {
        rows.push(row::SameAs { other: text(other) });
    }
    rows
}

/// Anything by the text it shows.
fn text(value: impl std::fmt::Display) -> Text {
    Arc::from(value.to_string())
}

/// A moment in the life of people as lists keep it: ten characters of a date, which sort; then `T15:10` where the time is
/// known, or ` month`, ` year`, ` about` where the date is known less exactly.
pub fn occurred_text(at: &Occurred) -> Text {
    let rest = match (at.precision, at.time) {
        (Precision::Day, Some(time)) => format!("T{:02}:{:02}", time.hour(), time.minute()),
        (Precision::Day, None) => String::new(),
        (Precision::Month, _) => " month".into(),
        (Precision::Year, _) => " year".into(),
        (Precision::About, _) => " about".into(),
    };
    text(format_args!("{}{rest}", at.date))
}

/// Reads what [`occurred_text`] wrote; `None` where it is something else.
pub fn occurred_from(text: &str) -> Option<Occurred> {
    let date: Date = text.get(..10)?.parse().ok()?;
    let precision = match text.get(10..)? {
        "" => Precision::Day,
        " month" => Precision::Month,
        " year" => Precision::Year,
        " about" => Precision::About,
        time => {
            let time = time.strip_prefix('T')?.parse().ok()?;
            return Some(Occurred::at(date.to_datetime(time)));
        }
    };
    Some(Occurred {
        date,
        time: None,
        precision,
    })
}

/// JSON with the members of every object in the order of their names, so that equal values are equal texts.
fn canonical(value: &Value) -> Value {
    match value {
        Value::Array(items) => items.iter().map(canonical).collect(),
        Value::Object(members) => {
            let mut names: Vec<_> = members.iter().collect();
            names.sort_by_key(|(name, _)| *name);
            let sorted = names.into_iter().map(|(n, v)| (n.clone(), canonical(v)));
            Value::Object(sorted.collect())
        }
        other => other.clone(),
    }
}
