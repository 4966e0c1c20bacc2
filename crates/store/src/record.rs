//! Where records stand, and files whose timescales run: reads over rows worked out from events.

use domain::{FileId, MatterId, Name, RecordId, ServiceId};
use jiff::Timestamp;

use crate::db::{Error, Result, Tx};
use crate::{args, sql};

/// The files a record stands on, the one it is listed first on first.
pub fn files(tx: &mut Tx<'_>, record: RecordId) -> Result<Vec<FileId>> {
    tx.query(
        sql!("SELECT file FROM entry WHERE record = ?1 ORDER BY home DESC, file"),
        args![record.to_string()],
        |row| {
            row.get::<String>(0)?
                .parse()
                .map_err(|_| Error::Corrupt("an identifier cannot be read".into()))
        },
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

/// Files that belong to a service, or on which it has a matter, in the order of their identifiers.
pub fn of_service(
    tx: &mut Tx<'_>,
    service: ServiceId,
    after: Option<FileId>,
    limit: i64,
) -> Result<Vec<FileId>> {
    let after = after.map(|f| f.to_string()).unwrap_or_default();
    tx.query(
        sql!(
            "SELECT s.file FROM subject s WHERE s.service = ?1 AND s.file > ?2
             UNION SELECT m.file FROM matter m WHERE m.service = ?1 AND m.file > ?2
             ORDER BY 1 LIMIT ?3"
        ),
        args![service.to_string(), after, limit],
        |row| {
            row.get::<String>(0)?
                .parse()
                .map_err(|_| Error::Corrupt("an identifier cannot be read".into()))
        },
    )
}

/// Open matters of a kind in a service, longest open first.
pub fn open_matters(
    tx: &mut Tx<'_>,
    service: ServiceId,
    kind: &Name,
    limit: i64,
) -> Result<Vec<(FileId, MatterId)>> {
    tx.query(
        sql!(
            "SELECT file, matter FROM matter WHERE service = ?1 AND kind = ?2 AND closed IS NULL ORDER BY opened, matter LIMIT ?3"
        ),
        args![service, kind, limit],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

/// Files on which a worker is involved now in an open matter of a service, each once.
pub fn open_files_of(tx: &mut Tx<'_>, worker: FileId, service: ServiceId) -> Result<Vec<FileId>> {
    tx.query(
        sql!(
            "SELECT DISTINCT i.file FROM involvement i JOIN matter m ON m.file = i.file AND m.matter = i.matter
             WHERE i.worker = ?1 AND i.ended IS NULL AND m.service = ?2 AND m.closed IS NULL ORDER BY i.file"
        ),
        args![worker, service],
        |row| row.get(0),
    )
}
