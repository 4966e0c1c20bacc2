//! The files a worker is involved with now.

use domain::{FileId, InvolvementId, MatterId, Name, ServiceId};

use super::FIRST;
use crate::db::{Result, Tx};
use crate::{args, sql};

/// A worker's involvement in an open matter of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Involved {
    /// The file.
    pub file: FileId,
    /// The name it is shown by.
    pub display: String,
    /// What it is put in order by.
    pub sort: String,
    /// Whether it is restricted.
    pub restricted: bool,
    /// The involvement.
    pub involvement: InvolvementId,
    /// The role in it.
    pub role: Name,
    /// Since when.
    pub since: String,
    /// The matter.
    pub matter: MatterId,
    /// Its kind.
    pub kind: Name,
    /// Its present stage.
    pub stage: Name,
    /// When it was opened.
    pub opened: String,
    /// The service that works on it.
    pub service: ServiceId,
}

impl Involved {
    /// Where the list goes on after this row.
    pub fn place(&self) -> Place {
        (self.sort.clone(), self.file, self.involvement)
    }
}

/// A place in the list: by the subject's order, then by file and involvement.
pub type Place = (String, FileId, InvolvementId);

/// Up to `limit` involvements of a worker that have not ended, in matters that are open, by the subject's name.
pub fn of_worker(
    tx: &mut Tx<'_>,
    worker: FileId,
    after: Option<&Place>,
    limit: i64,
) -> Result<Vec<Involved>> {
    let (sort, file, involvement) = after.map_or(
        (FIRST, String::new(), String::new()),
        |(sort, file, involvement)| (sort, file.to_string(), involvement.to_string()),
    );
    tx.query(
        sql!(
            "SELECT i.file, s.display, s.sort, s.restricted, i.involvement, i.role, i.started,
                m.matter, m.kind, m.stage, m.opened, m.service
             FROM involvement i
             JOIN matter m ON m.file = i.file AND m.matter = i.matter
             JOIN subject s ON s.file = i.file
             WHERE i.worker = ?1 AND i.ended IS NULL AND m.closed IS NULL AND (s.sort, i.file, i.involvement) > (?2, ?3, ?4)
             ORDER BY s.sort, i.file, i.involvement LIMIT ?5"
        ),
        args![worker, sort, file, involvement, limit],
        |row| {
            Ok(Involved {
                file: row.get(0)?,
                display: row.get(1)?,
                sort: row.get(2)?,
                restricted: row.get(3)?,
                involvement: row.get(4)?,
                role: row.get(5)?,
                since: row.get(6)?,
                matter: row.get(7)?,
                kind: row.get(8)?,
                stage: row.get(9)?,
                opened: row.get(10)?,
                service: row.get(11)?,
            })
        },
    )
}
