//! Who acts for whom on a day.

use domain::{FileId, InvolvementId};
use jiff::civil::Date;

use crate::db::{Result, Row, Tx};
use crate::{args, sql};

/// A cover in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cover {
    /// The cover.
    pub cover: InvolvementId,
    /// Who is away, by their worker's file.
    pub worker: FileId,
    /// Who acts.
    pub by: FileId,
    /// First day.
    pub starts: Date,
    /// Last day.
    pub until: Date,
}

impl Cover {
    /// Where the list goes on after this row.
    pub fn place(&self) -> Place {
        (self.until, self.worker, self.cover)
    }
}

/// A place in the list: ending first first.
pub type Place = (Date, FileId, InvolvementId);

/// Up to `limit` covers in force on a day, ending first first.
pub fn on(tx: &mut Tx<'_>, day: Date, after: Option<Place>, limit: i64) -> Result<Vec<Cover>> {
    let (until, file, cover_id) = after.map_or(
        (day.to_string(), String::new(), String::new()),
        |(until, file, cover)| (until.to_string(), file.to_string(), cover.to_string()),
    );
    tx.query(
        sql!(
            "SELECT cover, file, by_worker, starts, until FROM cover
             WHERE (until, file, cover) > (?2, ?3, ?4) AND until >= ?1 AND starts <= ?1 AND ended = 0
             ORDER BY until, file, cover LIMIT ?5"
        ),
        args![day, until, file, cover_id, limit],
        cover,
    )
}

/// The covers under which a worker acts for others on a day, ending first first.
pub fn by_worker(tx: &mut Tx<'_>, by: FileId, day: Date) -> Result<Vec<Cover>> {
    tx.query(
        sql!(
            "SELECT cover, file, by_worker, starts, until FROM cover
             WHERE by_worker = ?1 AND until >= ?2 AND starts <= ?2 AND ended = 0 ORDER BY until, file, cover"
        ),
        args![by, day],
        cover,
    )
}

/// The covers under which others act for a worker on a day, ending first first.
pub fn of_worker(tx: &mut Tx<'_>, worker: FileId, day: Date) -> Result<Vec<Cover>> {
    tx.query(
        sql!(
            "SELECT cover, file, by_worker, starts, until FROM cover
             WHERE file = ?1 AND until >= ?2 AND starts <= ?2 AND ended = 0 ORDER BY until, file, cover"
        ),
        args![worker, day],
        cover,
    )
}

fn cover(row: &Row) -> Result<Cover> {
    Ok(Cover {
        cover: row.get(0)?,
        worker: row.get(1)?,
        by: row.get(2)?,
        starts: row.get(3)?,
        until: row.get(4)?,
    })
}
