//! What was sent with a session that had ended: kept word for word for the one who sent it, until they have it back. It is
//! no event and looks into nothing.

use domain::FileId;
use jiff::Timestamp;

use crate::db::{Result, Row, Tx};
use crate::{args, sql};

/// A request that came too late.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stash {
    /// Its identifier.
    pub stash: String,
    /// Who sent it.
    pub worker: FileId,
    /// Where to.
    pub path: String,
    /// The form as it was sent.
    pub body: String,
    /// When.
    pub at: Timestamp,
}

fn stash(row: &Row) -> Result<Stash> {
    Ok(Stash {
        stash: row.get(0)?,
        worker: row.get(1)?,
        path: row.get(2)?,
        body: row.get(3)?,
        at: row.get(4)?,
    })
}

/// Keeps a request.
pub fn put(tx: &mut Tx<'_>, new: &Stash) -> Result<()> {
    tx.execute_one(
        sql!("INSERT INTO stash (stash, worker, path, body, at) VALUES (?1, ?2, ?3, ?4, ?5)"),
        args![&new.stash, new.worker, &new.path, &new.body, new.at],
    )
}

/// What is kept of a worker, newest first; at most 20.
pub fn of_worker(tx: &mut Tx<'_>, worker: FileId) -> Result<Vec<Stash>> {
    tx.query(
        sql!(
            "SELECT stash, worker, path, body, at FROM stash WHERE worker = ?1 ORDER BY at DESC, stash LIMIT 20"
        ),
        args![worker],
        stash,
    )
}

/// One of a worker's own.
pub fn load(tx: &mut Tx<'_>, id: &str, worker: FileId) -> Result<Option<Stash>> {
    tx.query_one_opt(
        sql!("SELECT stash, worker, path, body, at FROM stash WHERE stash = ?1 AND worker = ?2"),
        args![id, worker],
        stash,
    )
}

/// Throws one of a worker's own away.
pub fn drop(tx: &mut Tx<'_>, id: &str, worker: FileId) -> Result<()> {
    tx.execute(
        sql!("DELETE FROM stash WHERE stash = ?1 AND worker = ?2"),
        args![id, worker],
    )?;
    Ok(())
}

/// Forgets what came before an instant.
pub fn forget(tx: &mut Tx<'_>, before: Timestamp) -> Result<u64> {
    tx.execute(sql!("DELETE FROM stash WHERE at < ?1"), args![before])
}
