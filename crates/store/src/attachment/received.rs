//! What workers received and have not yet put on a file. Content is named by its hash, and a hash opens nothing: only who
//! received it, or reads it on a file, may name it.

use domain::{FileId, RecordId};
use jiff::Timestamp;

use crate::db::{Result, Tx};
use crate::{args, sql};

fn draft(record: Option<RecordId>) -> String {
    record.map(|r| r.to_string()).unwrap_or_default()
}

/// Notes that a worker received something, or that it is for a draft of theirs; another name replaces the first.
pub fn note(
    tx: &mut Tx<'_>,
    worker: FileId,
    sha256: &str,
    record: Option<RecordId>,
    name: &str,
    at: Timestamp,
) -> Result<()> {
    tx.execute(
        sql!(
            "INSERT INTO received (worker, sha256, record, name, at) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (worker, sha256, record) DO UPDATE SET name = excluded.name, at = excluded.at"
        ),
        args![worker, sha256, draft(record), name, at],
    )
    .map(drop)
}

/// The name under which a worker received something last; `None` if they did not.
pub fn name_of(tx: &mut Tx<'_>, worker: FileId, sha256: &str) -> Result<Option<String>> {
    let names = tx.query(
        sql!(
            "SELECT name FROM received WHERE worker = ?1 AND sha256 = ?2 ORDER BY at DESC, record DESC LIMIT 1"
        ),
        args![worker, sha256],
        |row| row.get(0),
    )?;
    Ok(names.into_iter().next())
}

/// What a worker put with a draft: hash and name, in the order it came.
pub fn of_draft(
    tx: &mut Tx<'_>,
    worker: FileId,
    record: RecordId,
) -> Result<Vec<(String, String)>> {
    tx.query(
        sql!(
            "SELECT sha256, name FROM received WHERE record = ?2 AND worker = ?1 ORDER BY at, sha256"
        ),
        args![worker, record],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

/// Forgets what a worker put with a draft: it was submitted, or thrown away.
pub fn forget_draft(tx: &mut Tx<'_>, worker: FileId, record: RecordId) -> Result<()> {
    tx.execute(
        sql!("DELETE FROM received WHERE record = ?2 AND worker = ?1"),
        args![worker, record],
    )
    .map(drop)
}

/// Forgets what was received before an instant and is with no draft; gives how many.
pub fn forget(tx: &mut Tx<'_>, before: Timestamp) -> Result<u64> {
    tx.execute(
        sql!("DELETE FROM received WHERE at < ?1 AND record = ''"),
        args![before],
    )
}
