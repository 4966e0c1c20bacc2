//! What workers were told, and what somebody else looks at afterwards.

use domain::{EventId, FileId, Name, ServiceId};
use jiff::Timestamp;

use crate::db::{Result, Tx};
use crate::{args, sql};

/// Something a worker was told about a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// The file.
    pub file: FileId,
    /// The name it is shown by.
    pub display: String,
    /// Whether it is restricted.
    pub restricted: bool,
    /// The event that told them.
    pub event: EventId,
    /// What it is about.
    pub about: String,
    /// What it says.
    pub says: String,
    /// When they were told.
    pub told: Timestamp,
}

impl Notice {
    /// Where the list goes on after this row.
    pub fn place(&self) -> Place {
        (self.told, self.event, self.file)
    }
}

/// A place in a list, newest first.
pub type Place = (Timestamp, EventId, FileId);

/// Up to `limit` notices to a worker, newest first.
pub fn to_worker(
    tx: &mut Tx<'_>,
    worker: FileId,
    after: Option<Place>,
    limit: i64,
) -> Result<Vec<Notice>> {
    let (told, event, file) = from(after);
    tx.query(
        sql!(
            "SELECT n.file, s.display, s.restricted, n.event, n.about, n.says, n.told
             FROM notice n JOIN subject s ON s.file = n.file
             WHERE n.worker = ?1 AND (n.told, n.event, n.file) < (?2, ?3, ?4)
             ORDER BY n.told DESC, n.event DESC, n.file DESC LIMIT ?5"
        ),
        args![worker, told, event, file, limit],
        |row| {
            Ok(Notice {
                file: row.get(0)?,
                display: row.get(1)?,
                restricted: row.get(2)?,
                event: row.get(3)?,
                about: row.get(4)?,
                says: row.get(5)?,
                told: row.get(6)?,
            })
        },
    )
}

/// Own work signed, a guard lifted, a removal asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exception {
    /// The file.
    pub file: FileId,
    /// The name it is shown by.
    pub display: String,
    /// Whether it is restricted.
    pub restricted: bool,
    /// The event.
    pub event: EventId,
    /// What sort of exception.
    pub what: Name,
    /// What it is about: a record, a guard.
    pub about: String,
    /// Who made it.
    pub by: FileId,
    /// Why.
    pub why: String,
    /// When.
    pub at: Timestamp,
}

impl Exception {
    /// Where the list goes on after this row.
    pub fn place(&self) -> Place {
        (self.at, self.event, self.file)
    }
}

/// Up to `limit` exceptions of a service, newest first.
pub fn exceptions(
    tx: &mut Tx<'_>,
    service: ServiceId,
    after: Option<Place>,
    limit: i64,
) -> Result<Vec<Exception>> {
    let (at, event, file) = from(after);
    tx.query(
        sql!(
            "SELECT x.file, s.display, s.restricted, x.event, x.what, x.about, x.by_worker, x.why, x.at
             FROM exception x JOIN subject s ON s.file = x.file
             WHERE x.service = ?1 AND (x.at, x.event, x.file) < (?2, ?3, ?4)
             ORDER BY x.at DESC, x.event DESC, x.file DESC LIMIT ?5"
        ),
        args![service, at, event, file, limit],
        |row| {
            Ok(Exception {
                file: row.get(0)?,
                display: row.get(1)?,
                restricted: row.get(2)?,
                event: row.get(3)?,
                what: row.get(4)?,
                about: row.get(5)?,
                by: row.get(6)?,
                why: row.get(7)?,
                at: row.get(8)?,
            })
        },
    )
}

fn from(after: Option<Place>) -> (i64, String, String) {
    after.map_or(
        (i64::MAX, String::new(), String::new()),
        |(at, event, file)| (at.as_microsecond(), event.to_string(), file.to_string()),
    )
}
