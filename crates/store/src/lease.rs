//! Leases: work that one node does at a time, such as telling people what was missed. It does none of the work.

use jiff::Timestamp;

use crate::db::{Result, Tx};
use crate::{args, sql};

/// Takes or renews a lease until an instant; false where somebody else holds it.
pub fn take(
    tx: &mut Tx<'_>,
    name: &str,
    holder: &str,
    now: Timestamp,
    until: Timestamp,
) -> Result<bool> {
    let taken = tx.execute(
        sql!(
            "INSERT INTO lease (name, holder, until) VALUES (?1, ?2, ?4)
             ON CONFLICT (name) DO UPDATE SET holder = ?2, until = ?4 WHERE lease.holder = ?2 OR lease.until < ?3"
        ),
        args![name, holder, now, until],
    )?;
    Ok(taken == 1)
}
