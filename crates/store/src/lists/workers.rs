//! The workers of a service, and how much each carries.

use domain::{FactId, FileId, Name, ServiceId};
use jiff::civil::Date;

use super::FIRST;
use crate::db::{Result, Tx};
use crate::{args, sql};

/// A role that a worker holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// The worker's file.
    pub worker: FileId,
    /// Their name.
    pub display: String,
    /// What they are put in order by.
    pub sort: String,
    /// The fact that says so.
    pub fact: FactId,
    /// The role.
    pub role: Name,
    /// The team, if it is held in one.
    pub team: Option<String>,
    /// First day, where known.
    pub starts: Option<Date>,
    /// Last day, where it ends.
    pub until: Option<Date>,
}

impl Holder {
    /// Where the list goes on after this row.
    pub fn place(&self) -> (String, FileId, FactId) {
        (self.sort.clone(), self.worker, self.fact)
    }
}

/// Up to `limit` roles held in a service on a day, by the worker's name: several rows for one with several roles.
pub fn of_service(
    tx: &mut Tx<'_>,
    service: ServiceId,
    day: Date,
    after: Option<&(String, FileId, FactId)>,
    limit: i64,
) -> Result<Vec<Holder>> {
    let (sort, file, fact) = after.map_or(
        (FIRST, String::new(), String::new()),
        |(sort, file, fact)| (sort, file.to_string(), fact.to_string()),
    );
    tx.query(
        sql!(
            "SELECT r.file, s.display, s.sort, r.fact, r.role, r.team, r.starts, r.until
             FROM role_held r JOIN subject s ON s.file = r.file
             WHERE r.service = ?1 AND (r.starts IS NULL OR r.starts <= ?2) AND (r.until IS NULL OR r.until >= ?2)
                AND (s.sort, r.file, r.fact) > (?3, ?4, ?5)
             ORDER BY s.sort, r.file, r.fact LIMIT ?6"
        ),
        args![service, day, sort, file, fact, limit],
        |row| {
            Ok(Holder {
                worker: row.get(0)?,
                display: row.get(1)?,
                sort: row.get(2)?,
                fact: row.get(3)?,
                role: row.get(4)?,
                team: row.get(5)?,
                starts: row.get(6)?,
                until: row.get(7)?,
            })
        },
    )
}

/// How much a worker carries in one role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caseload {
    /// The worker's file.
    pub worker: FileId,
    /// Their name.
    pub display: String,
    /// What they are put in order by.
    pub sort: String,
    /// The role.
    pub role: Name,
    /// Different files with an open matter in which they have the role now.
    pub files: i64,
    /// Those matters.
    pub matters: i64,
}

impl Caseload {
    /// Where the list goes on after this row.
    pub fn place(&self) -> (String, FileId, Name) {
        (self.sort.clone(), self.worker, self.role.clone())
    }
}

/// Up to `limit` caseloads in a service, by the worker's name and role; workers without any are left out.
pub fn caseloads(
    tx: &mut Tx<'_>,
    service: ServiceId,
    after: Option<&(String, FileId, Name)>,
    limit: i64,
) -> Result<Vec<Caseload>> {
    let (sort, file, role) = after.map_or((FIRST, String::new(), FIRST), |(sort, file, role)| {
        (sort, file.to_string(), role.as_str())
    });
    tx.query(
        sql!(
            "SELECT i.worker, s.display, s.sort, i.role, count(DISTINCT i.file), count(DISTINCT i.matter)
             FROM matter m
             JOIN involvement i ON i.matter = m.matter AND i.file = m.file
             JOIN subject s ON s.file = i.worker
             WHERE m.service = ?1 AND m.closed IS NULL AND i.ended IS NULL AND (s.sort, i.worker, i.role) > (?2, ?3, ?4)
             GROUP BY s.sort, i.worker, i.role, s.display
             ORDER BY s.sort, i.worker, i.role LIMIT ?5"
        ),
        args![service, sort, file, role, limit],
        |row| {
            Ok(Caseload {
                worker: row.get(0)?,
                display: row.get(1)?,
                sort: row.get(2)?,
                role: row.get(3)?,
                files: row.get(4)?,
                matters: row.get(5)?,
            })
        },
    )
}

/// A role that a worker holds, with what they carry in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carrier {
    /// The worker's file.
    pub worker: FileId,
    /// Their name.
    pub display: String,
    /// The role.
    pub role: Name,
    /// Different files with an open matter in which they have the role now.
    pub files: i64,
    /// The last day of a leave they are on; the last day there is, where it has no end.
    pub away: Option<Date>,
}

/// Up to `limit` roles held in a service on a day with what is carried in each, by the worker's name: several rows for one with
/// several roles, or who holds one in several teams.
pub fn carriers(
    tx: &mut Tx<'_>,
    service: ServiceId,
    day: Date,
    limit: i64,
) -> Result<Vec<Carrier>> {
    tx.query(
        sql!(
            "SELECT r.file, s.display, r.role,
                (SELECT count(DISTINCT i.file) FROM involvement i
                 JOIN matter m ON m.file = i.file AND m.matter = i.matter
                 WHERE i.worker = r.file AND i.role = r.role AND i.ended IS NULL
                    AND m.closed IS NULL AND m.service = ?1),
                (SELECT max(COALESCE(f.valid_to, '9999-12-31')) FROM fact f
                 WHERE f.file = r.file AND f.what = 'leave' AND f.withdrawn = 0
                    AND f.valid_from <= ?2 AND (f.valid_to IS NULL OR f.valid_to >= ?2))
             FROM role_held r JOIN subject s ON s.file = r.file
             WHERE r.service = ?1 AND (r.starts IS NULL OR r.starts <= ?2) AND (r.until IS NULL OR r.until >= ?2)
             ORDER BY s.sort, r.file, r.role LIMIT ?3"
        ),
        args![service, day, limit],
        |row| {
            Ok(Carrier {
                worker: row.get(0)?,
                display: row.get(1)?,
                role: row.get(2)?,
                files: row.get(3)?,
                away: row.get(4)?,
            })
        },
    )
}
