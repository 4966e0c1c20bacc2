//! Matters that wait for somebody.

use domain::{FileId, MatterId, Name, ServiceId};

use super::FIRST;
use crate::db::{Result, Tx};
use crate::{args, sql};

/// An open matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Open {
    /// The file.
    pub file: FileId,
    /// The name it is shown by.
    pub display: String,
    /// Whether it is restricted.
    pub restricted: bool,
    /// The matter.
    pub matter: MatterId,
    /// Its kind.
    pub kind: Name,
    /// Its present stage.
    pub stage: Name,
    /// When it was opened.
    pub opened: String,
}

impl Open {
    /// Where the list goes on after this row.
    pub fn place(&self) -> Place {
        (self.opened.clone(), self.matter)
    }
}

/// A place in the list, opened first first.
pub type Place = (String, MatterId);

/// Up to `limit` open matters of a kind in a service in which nobody has a role now, opened first first.
pub fn without(
    tx: &mut Tx<'_>,
    (service, kind, role): (ServiceId, &Name, &Name),
    after: Option<&Place>,
    limit: i64,
) -> Result<Vec<Open>> {
    let (opened, matter) = after.map_or((FIRST, String::new()), |(opened, matter)| {
        (opened, matter.to_string())
    });
    tx.query(
        sql!(
            "SELECT m.file, s.display, s.restricted, m.matter, m.kind, m.stage, m.opened
             FROM matter m JOIN subject s ON s.file = m.file
             WHERE m.service = ?1 AND m.kind = ?2 AND m.closed IS NULL AND (m.opened, m.matter) > (?4, ?5)
                AND NOT EXISTS (SELECT 1 FROM involvement i WHERE i.matter = m.matter AND i.ended IS NULL AND i.role = ?3)
             ORDER BY m.opened, m.matter LIMIT ?6"
        ),
        args![service, kind, role, opened, matter, limit],
        |row| {
            Ok(Open {
                file: row.get(0)?,
                display: row.get(1)?,
                restricted: row.get(2)?,
                matter: row.get(3)?,
                kind: row.get(4)?,
                stage: row.get(5)?,
                opened: row.get(6)?,
            })
        },
    )
}
