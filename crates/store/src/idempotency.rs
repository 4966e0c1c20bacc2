//! Keys by which a request that is sent twice is done once. `begin`, the work and `finish` belong in one transaction, so
//! that a key is kept exactly when its work is. It never looks into a request or an answer.

use domain::FileId;
use jiff::Timestamp;

use crate::db::{Error, Result, Tx};
use crate::{args, sql};

/// What is known of a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Begun {
    /// Not seen before: do the work, then [`finish`].
    Fresh,
    /// Done: this was the answer.
    Done(String),
    /// The same worker used the key for another request.
    Other,
}

/// Takes a worker's key for a request (by its hash). On a server, the same request sent at the same time waits here until the
/// first is done or given up.
pub fn begin(
    tx: &mut Tx<'_>,
    worker: FileId,
    key: &str,
    request: &str,
    at: Timestamp,
) -> Result<Begun> {
    let taken = tx.execute(
        sql!(
            "INSERT INTO idempotency (worker, key, request, at) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (worker, key) DO NOTHING"
        ),
        args![worker, key, request, at],
    )?;
    if taken == 1 {
        return Ok(Begun::Fresh);
    }
    let (known, answer) = tx.query_one(
        sql!("SELECT request, answer FROM idempotency WHERE worker = ?1 AND key = ?2"),
        args![worker, key],
        |row| Ok((row.get::<String>(0)?, row.get::<Option<String>>(1)?)),
    )?;
    match answer {
        _ if known != request => Ok(Begun::Other),
        Some(answer) => Ok(Begun::Done(answer)),
        None => Err(Error::Other(
            "an idempotency key was begun and never finished".into(),
        )),
    }
}

/// Keeps the answer of a key that `begin` found fresh in this transaction; otherwise `Error::Conflict`.
pub fn finish(tx: &mut Tx<'_>, worker: FileId, key: &str, answer: &str) -> Result<()> {
    tx.execute_one(
        sql!(
            "UPDATE idempotency SET answer = ?3 WHERE worker = ?1 AND key = ?2 AND answer IS NULL"
        ),
        args![worker, key, answer],
    )
}

/// Forgets keys taken before an instant; gives how many. Whoever sends such a request again has it done again.
pub fn forget(tx: &mut Tx<'_>, before: Timestamp) -> Result<u64> {
    tx.execute(sql!("DELETE FROM idempotency WHERE at < ?1"), args![before])
}
