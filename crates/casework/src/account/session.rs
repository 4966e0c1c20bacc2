//! Sessions: whose a token is, ending them, acting for another service.

use domain::{FileId, ServiceId};
use jiff::{SignedDuration, Timestamp};
use store::session::{Known, Session};

use super::{IDLE, LONGEST, earlier, hashed};
use crate::office::Office;
use crate::{Error, Result};

/// A use is noted when the last one was noted so long ago.
const NOTED_EVERY: SignedDuration = SignedDuration::from_mins(2);

/// Whether a session still counts.
pub(crate) fn runs(session: &Session, now: Timestamp) -> bool {
    session.ended.is_none()
        && session.seen >= earlier(now, IDLE)
        && session.begun > earlier(now, LONGEST)
}

/// What a token stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// Somebody who is signed in.
    In(Box<Known>),
    /// Somebody who still owes the second factor.
    Second(Box<Known>),
    /// Somebody who was signed in.
    Ended(FileId),
    /// Nobody.
    Nobody,
}

/// Looks at a token.
///
/// # Errors
/// Those of the database.
pub fn standing(office: &Office, token: &str, now: Timestamp) -> Result<Standing> {
    let token = hashed(token);
    let known = office
        .store
        .read(|tx| tx.aside(|tx| store::session::load(tx, &token)))?;
    let Some(known) = known else {
        return Ok(Standing::Nobody);
    };
    let full = &*known.session.stage == "full";
    if known.disabled {
        return Ok(Standing::Nobody);
    }
    if !runs(&known.session, now) {
        return Ok(match full {
            true => Standing::Ended(known.session.worker),
            false => Standing::Nobody,
        });
    }
    if !full {
        return Ok(Standing::Second(Box::new(known)));
    }
    if known.session.seen <= earlier(now, NOTED_EVERY) {
        office
            .store
            .write(|tx| tx.aside(|tx| store::session::touch(tx, &token, now)))?;
    }
    Ok(Standing::In(Box::new(known)))
}

/// Ends the session of a token.
///
/// # Errors
/// Those of the database.
pub fn sign_out(office: &Office, token: &str, now: Timestamp) -> Result<()> {
    let token = hashed(token);
    Ok(office
        .store
        .write(|tx| store::session::end(tx, &token, now))?)
}

/// Ends every session of a worker but the one of a token.
///
/// # Errors
/// Those of the database.
pub fn end_others(office: &Office, worker: FileId, token: &str, now: Timestamp) -> Result<u64> {
    let token = hashed(token);
    Ok(office
        .store
        .write(|tx| store::session::end_all(tx, worker, Some(&token), now))?)
}

/// A worker's sessions that run, newest first, each with whether it is the one of a token.
///
/// # Errors
/// Those of the database.
pub fn running(
    office: &Office,
    worker: FileId,
    token: &str,
    now: Timestamp,
) -> Result<Vec<(Session, bool)>> {
    let own = hashed(token);
    let all = office
        .store
        .read(|tx| store::session::of_worker(tx, worker, earlier(now, LONGEST)))?;
    Ok(all
        .into_iter()
        .filter(|session| runs(session, now))
        .map(|session| {
            let same = session.token == own;
            (session, same)
        })
        .collect())
}

/// Acts for another service in which the worker holds a role today.
///
/// # Errors
/// `NotFound` for one in which they hold none.
pub fn act_for(
    office: &Office,
    worker: FileId,
    token: &str,
    service: ServiceId,
    now: Timestamp,
) -> Result<()> {
    let token = hashed(token);
    office.store.write(|tx| {
        let view = office
            .service(tx, service)?
            .ok_or(Error::NotFound("service"))?;
        let today = now.to_zoned(view.zone.clone()).date();
        let held = store::service::roles_of(tx, worker, today)?;
        if !held.iter().any(|(at, _, _)| *at == service) {
            return Err(Error::NotFound("service"));
        }
        Ok(store::session::act_for(tx, &token, service)?)
    })
}
