//! Sessions by the hash of their token. It never sees a token, and decides nothing: whether a session still counts is
//! judged above, by its times.

use domain::{FileId, Name, ServiceId};
use jiff::Timestamp;

use crate::db::{Result, Row, Tx};
use crate::{args, sql};

/// A session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// The hash of its token.
    pub token: String,
    /// Whose it is.
    pub worker: FileId,
    /// The service acted for.
    pub service: ServiceId,
    /// `full`, or `second` until the second factor was given.
    pub stage: Name,
    /// When it began.
    pub begun: Timestamp,
    /// When it was last used.
    pub seen: Timestamp,
    /// When it was ended, if it was.
    pub ended: Option<Timestamp>,
    /// What the browser called itself.
    pub browser: String,
}

/// A session with what a page's head shows of its worker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// The session.
    pub session: Session,
    /// The worker's name.
    pub display: String,
    /// Nobody signs in with this account any more.
    pub disabled: bool,
    /// The password is to be changed first.
    pub must_change: bool,
}

fn session(row: &Row) -> Result<Session> {
    Ok(Session {
        token: row.get(0)?,
        worker: row.get(1)?,
        service: row.get(2)?,
        stage: row.get(3)?,
        begun: row.get(4)?,
        seen: row.get(5)?,
        ended: row.get(6)?,
        browser: row.get(7)?,
    })
}

/// The session of a token's hash, with its worker. One statement.
pub fn load(tx: &mut Tx<'_>, token: &str) -> Result<Option<Known>> {
    tx.query_one_opt(
        sql!(
            "SELECT x.token, x.worker, x.service, x.stage, x.begun, x.seen, x.ended, x.browser, s.display, a.disabled,
                a.must_change
             FROM session x JOIN account a ON a.worker = x.worker JOIN subject s ON s.file = x.worker
             WHERE x.token = ?1"
        ),
        args![token],
        |row| {
            Ok(Known {
                session: session(row)?,
                display: row.get(8)?,
                disabled: row.get::<i64>(9)? != 0,
                must_change: row.get::<i64>(10)? != 0,
            })
        },
    )
}

/// Begins a session.
pub fn begin(tx: &mut Tx<'_>, new: &Session) -> Result<()> {
    tx.execute_one(
        sql!(
            "INSERT INTO session (token, worker, service, stage, begun, seen, ended, browser)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
        ),
        args![
            &new.token,
            new.worker,
            new.service,
            &new.stage,
            new.begun,
            new.seen,
            new.ended,
            &new.browser
        ],
    )
}

/// Notes that it was used.
pub fn touch(tx: &mut Tx<'_>, token: &str, at: Timestamp) -> Result<()> {
    tx.execute(
        sql!("UPDATE session SET seen = ?2 WHERE token = ?1 AND seen < ?2"),
        args![token, at],
    )?;
    Ok(())
}

/// Acts for another service from now on.
pub fn act_for(tx: &mut Tx<'_>, token: &str, service: ServiceId) -> Result<()> {
    tx.execute_one(
        sql!("UPDATE session SET service = ?2 WHERE token = ?1"),
        args![token, service],
    )
}

/// Ends one session.
pub fn end(tx: &mut Tx<'_>, token: &str, at: Timestamp) -> Result<()> {
    tx.execute(
        sql!("UPDATE session SET ended = ?2 WHERE token = ?1 AND ended IS NULL"),
        args![token, at],
    )?;
    Ok(())
}

/// Ends every session of a worker but one; gives how many.
pub fn end_all(tx: &mut Tx<'_>, worker: FileId, but: Option<&str>, at: Timestamp) -> Result<u64> {
    tx.execute(
        sql!(
            "UPDATE session SET ended = ?3 WHERE worker = ?1 AND ended IS NULL AND token <> COALESCE(?2, '')"
        ),
        args![worker, but, at],
    )
}

/// The sessions of a worker that began after an instant, newest first; at most 50.
pub fn of_worker(tx: &mut Tx<'_>, worker: FileId, after: Timestamp) -> Result<Vec<Session>> {
    tx.query(
        sql!(
            "SELECT token, worker, service, stage, begun, seen, ended, browser FROM session
             WHERE worker = ?1 AND begun > ?2 ORDER BY begun DESC, token LIMIT 50"
        ),
        args![worker, after],
        session,
    )
}

/// Forgets sessions begun before an instant.
pub fn forget(tx: &mut Tx<'_>, before: Timestamp) -> Result<u64> {
    tx.execute(sql!("DELETE FROM session WHERE begun < ?1"), args![before])
}
