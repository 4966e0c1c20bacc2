//! What was sent with a session that had ended: kept for its writer, who has it back after signing in. Nothing typed is lost.

use domain::FileId;
use jiff::Timestamp;
use store::stash::Stash;

use super::{KEPT, earlier};
use crate::office::{Ids, Office};
use crate::{Error, Result};

/// The longest form that is kept, in bytes.
pub const MOST: usize = 2 * 1024 * 1024;

/// Keeps a form; gives its identifier.
///
/// # Errors
/// `Wrong` for one that is too long; those of the database.
pub fn keep(
    office: &Office,
    ids: Ids<'_>,
    now: Timestamp,
    worker: FileId,
    (path, body): (&str, &str),
) -> Result<String> {
    if body.len() > MOST {
        return Err(Error::wrong(
            "the form is longer than two million characters",
            "go back, copy what you typed, and sign in again",
        ));
    }
    let stash = Stash {
        stash: super::secret(ids),
        worker,
        path: path.to_owned(),
        body: body.to_owned(),
        at: now,
    };
    office.store.write(|tx| store::stash::put(tx, &stash))?;
    Ok(stash.stash)
}

/// What is kept for a worker, newest first.
///
/// # Errors
/// Those of the database.
pub fn of_worker(office: &Office, worker: FileId) -> Result<Vec<Stash>> {
    Ok(office
        .store
        .read(|tx| store::stash::of_worker(tx, worker))?)
}

/// Gives one back.
///
/// # Errors
/// `NotFound` for one that is not there, or somebody else's.
pub fn load(office: &Office, worker: FileId, id: &str) -> Result<Stash> {
    office
        .store
        .read(|tx| store::stash::load(tx, id, worker))?
        .ok_or(Error::NotFound("form"))
}

/// Throws one away, once it was sent again or is not wanted.
///
/// # Errors
/// Those of the database.
pub fn done(office: &Office, worker: FileId, id: &str) -> Result<()> {
    Ok(office
        .store
        .write(|tx| store::stash::drop(tx, id, worker))?)
}

/// Forgets what nobody came back for, ended sessions, and old failures. For whoever does what passing time does.
///
/// # Errors
/// Those of the database.
pub fn sweep(office: &Office, now: Timestamp) -> Result<()> {
    office.store.write(|tx| {
        let before = earlier(now, KEPT);
        store::stash::forget(tx, before)?;
        store::session::forget(tx, before)?;
        store::account::forget_attempts(tx, before)?;
        Ok(())
    })
}
