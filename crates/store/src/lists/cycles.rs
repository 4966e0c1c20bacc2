//! Timescales that run and are due before an instant. Whether one is out of timescale, the present time says; it is kept nowhere.

use domain::{FileId, MatterId, Name, ServiceId};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::db::{Result, Row, Tx};
use crate::{args, sql};

/// A cycle that runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// The file.
    pub file: FileId,
    /// The name it is shown by.
    pub display: String,
    /// Whether it is restricted.
    pub restricted: bool,
    /// The matter; none for a timescale of the file itself.
    pub matter: Option<MatterId>,
    /// The timescale.
    pub clock: Name,
    /// The key of its cycles.
    pub key: String,
    /// The number of the cycle.
    pub n: i64,
    /// The day it is due.
    pub due_date: Option<Date>,
    /// The moment it is due.
    pub due_at: Timestamp,
    /// From when it is shown as due soon.
    pub soon_at: Option<Timestamp>,
    /// The role that is responsible.
    pub responsible: Option<Name>,
    /// The worker who has that role in the matter now, the longest where there are several.
    pub worker: Option<FileId>,
    /// Required or advisory.
    pub level: Name,
}

impl Due {
    /// Where the list goes on after this row.
    pub fn place(&self) -> Place {
        Place {
            due_at: self.due_at,
            file: self.file,
            matter: self.matter,
            clock: self.clock.clone(),
            key: self.key.clone(),
            n: self.n,
        }
    }
}

/// A place in the list, due first first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// When it is due.
    pub due_at: Timestamp,
    /// The file.
    pub file: FileId,
    /// The matter.
    pub matter: Option<MatterId>,
    /// The timescale.
    pub clock: Name,
    /// The key of its cycles.
    pub key: String,
    /// The number of the cycle.
    pub n: i64,
}

/// Up to `limit` cycles of a service that run and are due before an instant, due first first.
pub fn of_service(
    tx: &mut Tx<'_>,
    service: ServiceId,
    before: Timestamp,
    after: Option<&Place>,
    limit: i64,
) -> Result<Vec<Due>> {
    let (due_at, file, matter, clock, key, n) = from(after);
    tx.query(
        sql!(
            "SELECT c.file, s.display, s.restricted, c.matter, c.clock, c.key, c.n, c.due_date, c.due_at, c.soon_at,
                c.responsible, (SELECT i.worker FROM involvement i WHERE i.matter = c.matter AND i.file = c.file
                    AND i.ended IS NULL AND i.role = c.responsible ORDER BY i.started, i.involvement LIMIT 1), c.level
             FROM cycle c JOIN subject s ON s.file = c.file
             WHERE c.service = ?1 AND c.outcome = 'running' AND c.due_at < ?2
                AND (c.due_at, c.file, c.matter, c.clock, c.key, c.n) > (?3, ?4, ?5, ?6, ?7, ?8)
             ORDER BY c.due_at, c.file, c.matter, c.clock, c.key, c.n LIMIT ?9"
        ),
        args![service, before, due_at, file, matter, clock, key, n, limit],
        due,
    )
}

/// Up to `limit` cycles that run and are due before an instant, for which a worker is responsible now, due first first.
pub fn of_worker(
    tx: &mut Tx<'_>,
    worker: FileId,
    before: Timestamp,
    after: Option<&Place>,
    limit: i64,
) -> Result<Vec<Due>> {
    let (due_at, file, matter, clock, key, n) = from(after);
    tx.query(
        sql!(
            "SELECT c.file, s.display, s.restricted, c.matter, c.clock, c.key, c.n, c.due_date, c.due_at, c.soon_at,
                c.responsible, ?1, c.level
             FROM (SELECT DISTINCT file, matter, role FROM involvement WHERE worker = ?1 AND ended IS NULL) i
             JOIN cycle c ON c.matter = i.matter AND c.file = i.file AND c.responsible = i.role
             JOIN subject s ON s.file = c.file
             WHERE c.outcome = 'running' AND c.due_at < ?2
                AND (c.due_at, c.file, c.matter, c.clock, c.key, c.n) > (?3, ?4, ?5, ?6, ?7, ?8)
             ORDER BY c.due_at, c.file, c.matter, c.clock, c.key, c.n LIMIT ?9"
        ),
        args![worker, before, due_at, file, matter, clock, key, n, limit],
        due,
    )
}

/// Up to `limit` cycles of a file that run and are due before an instant, due first first.
pub fn of_file(
    tx: &mut Tx<'_>,
    file: FileId,
    before: Timestamp,
    after: Option<&Place>,
    limit: i64,
) -> Result<Vec<Due>> {
    let (due_at, _, matter, clock, key, n) = from(after);
    tx.query(
        sql!(
            "SELECT c.file, s.display, s.restricted, c.matter, c.clock, c.key, c.n, c.due_date, c.due_at, c.soon_at,
                c.responsible, (SELECT i.worker FROM involvement i WHERE i.matter = c.matter AND i.file = c.file
                    AND i.ended IS NULL AND i.role = c.responsible ORDER BY i.started, i.involvement LIMIT 1), c.level
             FROM cycle c JOIN subject s ON s.file = c.file
             WHERE c.file = ?1 AND c.outcome = 'running' AND c.due_at < ?2
                AND (c.due_at, c.matter, c.clock, c.key, c.n) > (?3, ?4, ?5, ?6, ?7)
             ORDER BY c.due_at, c.matter, c.clock, c.key, c.n LIMIT ?8"
        ),
        args![file, before, due_at, matter, clock, key, n, limit],
        due,
    )
}

fn from(after: Option<&Place>) -> (i64, String, String, &str, &str, i64) {
    after.map_or(
        (i64::MIN, String::new(), String::new(), "", "", i64::MIN),
        |place| {
            let matter = place.matter.map(|matter| matter.to_string());
            (
                place.due_at.as_microsecond(),
                place.file.to_string(),
                matter.unwrap_or_default(),
                place.clock.as_str(),
                place.key.as_str(),
                place.n,
            )
        },
    )
}

pub(super) fn due(row: &Row) -> Result<Due> {
    let matter = match row.get(3)? {
        "" => None,
        _ => Some(row.get(3)?),
    };
    Ok(Due {
        file: row.get(0)?,
        display: row.get(1)?,
        restricted: row.get(2)?,
        matter,
        clock: row.get(4)?,
        key: row.get(5)?,
        n: row.get(6)?,
        due_date: row.get(7)?,
        due_at: row.get(8)?,
        soon_at: row.get(9)?,
        responsible: row.get(10)?,
        worker: row.get(11)?,
        level: row.get(12)?,
    })
}
