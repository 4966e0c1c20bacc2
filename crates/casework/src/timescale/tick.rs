//! What passing time does, for a server to call every minute: one node at a time tells people what was missed, seals the
//! ledger where that is done apart, and sweeps what nobody came back for.

use jiff::{SignedDuration, Timestamp};

use crate::Result;
use crate::office::{Ids, Office};

/// How long a node may do it without saying that it still does.
const HOLD: SignedDuration = SignedDuration::from_mins(3);

/// Does it, if no other node is at it; gives how many notices there were, or nothing where another node is.
///
/// # Errors
/// Those of the database.
pub fn tick(office: &Office, ids: Ids<'_>, holder: &str, now: Timestamp) -> Result<Option<u64>> {
    let until = now.checked_add(HOLD).unwrap_or(Timestamp::MAX);
    let ours = office
        .store
        .write(|tx| store::lease::take(tx, "what-time-does", holder, now, until))?;
    if !ours {
        return Ok(None);
    }
    let mut told = 0;
    for service in office.store.read(store::service::all)? {
        let acting = crate::setup::deployment(service.service, now);
        told += super::pass::pass(office, &acting, ids)?;
    }
    crate::account::stash::sweep(office, now)?;
    crate::ledger::head(office)?;
    Ok(Some(told))
}
