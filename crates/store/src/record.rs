//! Where records stand, and files whose timescales run: reads over rows worked out from events.

use domain::{FileId, RecordId, ServiceId};
use jiff::Timestamp;

use crate::db::{Error, Result, Tx};
use crate::{args, sql};

/// The files a record stands on, the one it is listed first on first.
pub fn files(tx: &mut Tx<'_>, record: RecordId) -> Result<Vec<FileId>> {
    tx.query(
        sql!("SELECT file FROM entry WHERE record = ?1 ORDER BY home DESC, file"),
        args![record.to_string()],
        |row| row.get::<String>(0)?.parse().map_err(|_| Error::Corrupt("an identifier cannot be read".into())),
    )
}

/// Files of a service with a timescale that runs and started before `now`, in the order of their identifiers.
pub fn with_running_cycles(
    tx: &mut Tx<'_>,
    service: ServiceId,
    now: Timestamp,
    after: Option<FileId>,
    limit: i64,
) -> Result<Vec<FileId>> {
    let after = after.map(|f| f.to_string()).unwrap_or_default();
    tx.query(
        sql!(
            "SELECT DISTINCT file FROM cycle WHERE service = ?1 AND outcome = 'running' AND tell_at <= ?2 AND file > ?3
             ORDER BY file LIMIT ?4"
        ),
        args![service.to_string(), now, after, limit],
        |row| row.get::<String>(0)?.parse().map_err(|_| Error::Corrupt("an identifier cannot be read".into())),
    )
}
