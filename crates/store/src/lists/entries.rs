//! Records as they stand on files: those that wait for a step, those sent back, and a file's timeline.

use domain::{FileId, MatterId, Name, RecordId, ServiceId};
use jiff::Timestamp;

use super::LAST;
use crate::db::{Result, Row, Tx};
use crate::{args, sql};

/// A record on a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The file.
    pub file: FileId,
    /// The name it is shown by.
    pub display: String,
    /// Whether it is restricted.
    pub restricted: bool,
    /// The record.
    pub record: RecordId,
    /// Its kind.
    pub kind: Name,
    /// What access decides by.
    pub category: Name,
    /// The matter of the file it belongs to.
    pub matter: Option<MatterId>,
    /// The service it was written in.
    pub service: Option<ServiceId>,
    /// Whether the file is the one it is listed first on.
    pub home: bool,
    /// Its latest version.
    pub version: u32,
    /// Who wrote it.
    pub author: FileId,
    /// When what it tells happened.
    pub occurred: String,
    /// When it was recorded.
    pub recorded: Timestamp,
    /// Whether it belongs in the chronology.
    pub significant: bool,
    /// What has become of it.
    pub status: Name,
    /// The step it waits for, or was sent back from.
    pub step: Option<Name>,
}

impl Entry {
    /// Where a list of what waits goes on after this row.
    pub fn place(&self) -> Place {
        (self.recorded, self.record)
    }

    /// Where a timeline goes on after this row.
    pub fn place_in_time(&self) -> PlaceInTime {
        (self.occurred.clone(), self.recorded, self.record)
    }
}

/// A place in a list of what waits, recorded first first.
pub type Place = (Timestamp, RecordId);

/// A place in a timeline, newest first.
pub type PlaceInTime = (String, Timestamp, RecordId);

/// Up to `limit` records of a service that wait for a step, each once, recorded first first.
pub fn waiting(
    tx: &mut Tx<'_>,
    service: ServiceId,
    step: &Name,
    after: Option<Place>,
    limit: i64,
) -> Result<Vec<Entry>> {
    let (recorded, record) = from(after);
    tx.query(
        sql!(
            "SELECT e.file, s.display, s.restricted, e.record, e.kind, e.category, e.matter, e.service, e.home, e.version,
                e.author, e.occurred, e.recorded, e.significant, e.status, e.step
             FROM entry e JOIN subject s ON s.file = e.file
             WHERE e.service = ?1 AND e.step = ?2 AND e.status = 'waiting' AND e.home = 1
                AND (e.recorded, e.record) > (?3, ?4)
             ORDER BY e.recorded, e.record LIMIT ?5"
        ),
        args![service, step, recorded, record, limit],
        entry,
    )
}

/// Up to `limit` records that were sent back to their author, each once, recorded first first.
pub fn returned_to(
    tx: &mut Tx<'_>,
    author: FileId,
    after: Option<Place>,
    limit: i64,
) -> Result<Vec<Entry>> {
    let (recorded, record) = from(after);
    tx.query(
        sql!(
            "SELECT e.file, s.display, s.restricted, e.record, e.kind, e.category, e.matter, e.service, e.home, e.version,
                e.author, e.occurred, e.recorded, e.significant, e.status, e.step
             FROM entry e JOIN subject s ON s.file = e.file
             WHERE e.author = ?1 AND e.status = 'returned' AND e.home = 1 AND (e.recorded, e.record) > (?2, ?3)
             ORDER BY e.recorded, e.record LIMIT ?4"
        ),
        args![author, recorded, record, limit],
        entry,
    )
}

/// Up to `limit` records on a file, what happened last first; those taken out of view are left out.
pub fn timeline(
    tx: &mut Tx<'_>,
    file: FileId,
    after: Option<&PlaceInTime>,
    limit: i64,
) -> Result<Vec<Entry>> {
    let (occurred, recorded, record) = after.map_or(
        (LAST, i64::MAX, String::new()),
        |(occurred, recorded, record)| (occurred, recorded.as_microsecond(), record.to_string()),
    );
    tx.query(
        sql!(
            "SELECT e.file, s.display, s.restricted, e.record, e.kind, e.category, e.matter, e.service, e.home, e.version,
                e.author, e.occurred, e.recorded, e.significant, e.status, e.step
             FROM entry e JOIN subject s ON s.file = e.file
             WHERE e.file = ?1 AND e.status <> 'removed' AND (e.occurred, e.recorded, e.record) < (?2, ?3, ?4)
             ORDER BY e.occurred DESC, e.recorded DESC, e.record DESC LIMIT ?5"
        ),
        args![file, occurred, recorded, record, limit],
        entry,
    )
}

fn from(after: Option<Place>) -> (i64, String) {
    after.map_or((i64::MIN, String::new()), |(recorded, record)| {
        (recorded.as_microsecond(), record.to_string())
    })
}

fn entry(row: &Row) -> Result<Entry> {
    Ok(Entry {
        file: row.get(0)?,
        display: row.get(1)?,
        restricted: row.get(2)?,
        record: row.get(3)?,
        kind: row.get(4)?,
        category: row.get(5)?,
        matter: row.get(6)?,
        service: row.get(7)?,
        home: row.get(8)?,
        version: row.get(9)?,
        author: row.get(10)?,
        occurred: row.get(11)?,
        recorded: row.get(12)?,
        significant: row.get(13)?,
        status: row.get(14)?,
        step: row.get(15)?,
    })
}
