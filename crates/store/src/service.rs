//! Services, their settings, and who works in them: reads over rows worked out from events.

use domain::{FileId, Name, ServiceId};
use jiff::civil::Date;

use crate::db::{Error, Result, Row, Tx};
use crate::{args, sql};

/// A service as it was opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceRow {
    /// Its identifier.
    pub service: ServiceId,
    /// The agency whose service it is.
    pub agency: FileId,
    /// Its short name, for command lines and addresses.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Its time zone, by its IANA name.
    pub zone: String,
    /// Its calendar, by its file's name.
    pub calendar: String,
    /// Its pack.
    pub pack: Name,
    /// The version new matters run under.
    pub version: String,
}

fn id<T: std::str::FromStr>(row: &Row, column: usize) -> Result<T> {
    row.get::<String>(column)?
        .parse()
        .map_err(|_| Error::Corrupt("an identifier cannot be read".into()))
}

fn service(row: &Row) -> Result<ServiceRow> {
    let pack: String = row.get(6)?;
    Ok(ServiceRow {
        service: id(row, 0)?,
        agency: id(row, 1)?,
        slug: row.get(2)?,
        name: row.get(3)?,
        zone: row.get(4)?,
        calendar: row.get(5)?,
        pack: Name::parse(&pack)
            .ok_or_else(|| Error::Corrupt("a pack's name cannot be read".into()))?,
        version: row.get(7)?,
    })
}

/// A service by its identifier.
pub fn by_id(tx: &mut Tx<'_>, wanted: ServiceId) -> Result<Option<ServiceRow>> {
    tx.query_one_opt(
        sql!("SELECT service, file, slug, name, zone, calendar, pack, version FROM service WHERE service = ?1"),
        args![wanted.to_string()],
        service,
    )
}

/// A service by its identifier, with the last day for which periods of timescales are laid out.
pub fn with_horizon(
    tx: &mut Tx<'_>,
    wanted: ServiceId,
) -> Result<Option<(ServiceRow, Option<Date>)>> {
    tx.query_one_opt(
        sql!(
            "SELECT service, file, slug, name, zone, calendar, pack, version,
                 (SELECT value FROM setting WHERE key = 'horizon')
             FROM service WHERE service = ?1"
        ),
        args![wanted.to_string()],
        |row| Ok((service(row)?, row.get(8)?)),
    )
}

/// A service by its short name.
pub fn by_slug(tx: &mut Tx<'_>, slug: &str) -> Result<Option<ServiceRow>> {
    tx.query_one_opt(
        sql!("SELECT service, file, slug, name, zone, calendar, pack, version FROM service WHERE slug = ?1"),
        args![slug],
        service,
    )
}

/// All services, by their short names.
pub fn all(tx: &mut Tx<'_>) -> Result<Vec<ServiceRow>> {
    tx.query(
        sql!("SELECT service, file, slug, name, zone, calendar, pack, version FROM service ORDER BY slug"),
        args![],
        service,
    )
}

/// The names of all services, by their short names.
pub fn names(tx: &mut Tx<'_>) -> Result<Vec<(ServiceId, String)>> {
    tx.query(
        sql!("SELECT service, name FROM service ORDER BY slug"),
        args![],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

/// What a service set for itself: setting, value, first day.
pub fn settings(tx: &mut Tx<'_>, of: ServiceId) -> Result<Vec<(String, serde_json::Value, Date)>> {
    tx.query(
        sql!("SELECT setting, value, starts FROM service_setting WHERE service = ?1 ORDER BY starts, event"),
        args![of.to_string()],
        |row| {
            let value: String = row.get(1)?;
            let value = serde_json::from_str(&value)
                .map_err(|_| Error::Corrupt("the value of a setting cannot be read".into()))?;
            Ok((row.get(0)?, value, row.get(2)?))
        },
    )
}

/// The last day for which periods of timescales are laid out.
pub fn horizon(tx: &mut Tx<'_>) -> Result<Option<Date>> {
    tx.query_one_opt(
        sql!("SELECT value FROM setting WHERE key = 'horizon'"),
        args![],
        |row| row.get(0),
    )
}

/// Sets the last day for which periods of timescales are laid out.
pub fn set_horizon(tx: &mut Tx<'_>, day: Date) -> Result<()> {
    tx.execute(
        sql!("INSERT INTO setting (key, value) VALUES ('horizon', ?1) ON CONFLICT (key) DO UPDATE SET value = excluded.value"),
        args![day],
    )
    .map(drop)
}

/// Workers who hold a role in a service on a day, in the order of their identifiers.
pub fn with_role(
    tx: &mut Tx<'_>,
    service: ServiceId,
    role: &str,
    day: Date,
) -> Result<Vec<FileId>> {
    tx.query(
        sql!(
            "SELECT DISTINCT file FROM role_held WHERE service = ?1 AND role = ?2
             AND (starts IS NULL OR starts <= ?3) AND (until IS NULL OR until >= ?3) ORDER BY file"
        ),
        args![service.to_string(), role, day],
        |row| id(row, 0),
    )
}

/// The roles a worker holds on a day: service, role, team.
pub fn roles_of(
    tx: &mut Tx<'_>,
    worker: FileId,
    day: Date,
) -> Result<Vec<(ServiceId, Name, Option<String>)>> {
    tx.query(
        sql!(
            "SELECT service, role, team FROM role_held WHERE file = ?1
             AND (starts IS NULL OR starts <= ?2) AND (until IS NULL OR until >= ?2) ORDER BY service, role, fact"
        ),
        args![worker.to_string(), day],
        |row| {
            let role: String = row.get(1)?;
            let role = Name::parse(&role).ok_or_else(|| Error::Corrupt("a role's name cannot be read".into()))?;
            Ok((id(row, 0)?, role, row.get(2)?))
        },
    )
}

/// Who supervises a worker on a day.
pub fn supervisors_of(tx: &mut Tx<'_>, worker: FileId, day: Date) -> Result<Vec<FileId>> {
    tx.query(
        sql!(
            "SELECT DISTINCT other FROM link WHERE file = ?1 AND what = 'supervised_by'
             AND (valid_from IS NULL OR valid_from <= ?2) AND (valid_to IS NULL OR valid_to >= ?2) ORDER BY other"
        ),
        args![worker.to_string(), day],
        |row| id(row, 0),
    )
}

/// Notes that the rows of a service's files have to be worked out again: a setting changed. Kept until that is done.
pub fn mark_to_recompute(tx: &mut Tx<'_>, service: ServiceId) -> Result<()> {
    tx.execute(
        sql!(
            "INSERT INTO setting (key, value) VALUES (?1, '') ON CONFLICT (key) DO UPDATE SET value = excluded.value"
        ),
        args![format!("recompute {service}")],
    )
    .map(drop)
}

/// The services whose files have to be worked out again.
pub fn to_recompute(tx: &mut Tx<'_>) -> Result<Vec<ServiceId>> {
    tx.query(
        sql!(
            "SELECT key FROM setting WHERE key > 'recompute ' AND key < 'recompute!' ORDER BY key"
        ),
        args![],
        |row| {
            let key: String = row.get(0)?;
            let id = key
                .strip_prefix("recompute ")
                .and_then(|id| id.parse().ok());
            id.ok_or_else(|| Error::Corrupt("an identifier cannot be read".into()))
        },
    )
}

/// The service's files are worked out again.
pub fn recomputed(tx: &mut Tx<'_>, service: ServiceId) -> Result<()> {
    tx.execute(
        sql!("DELETE FROM setting WHERE key = ?1"),
        args![format!("recompute {service}")],
    )
    .map(drop)
}

/// Up to `limit` files with timescales of a service after one, in the order of their identifiers.
pub fn files_with_timescales(
    tx: &mut Tx<'_>,
    service: ServiceId,
    after: Option<FileId>,
    limit: i64,
) -> Result<Vec<FileId>> {
    let after = after.map(|f| f.to_string()).unwrap_or_default();
    tx.query(
        sql!("SELECT DISTINCT file FROM cycle WHERE service = ?1 AND file > ?2 ORDER BY file LIMIT ?3"),
        args![service.to_string(), after, limit],
        |row| id(row, 0),
    )
}

/// How many matters of a service stand at each stage, closed ones included: kind, stage, count.
pub fn stages(tx: &mut Tx<'_>, of: ServiceId) -> Result<Vec<(Name, Name, u64)>> {
    tx.query(
        sql!(
            "SELECT kind, stage, COUNT(*) FROM matter WHERE service = ?1 GROUP BY kind, stage ORDER BY kind, stage"
        ),
        args![of.to_string()],
        |row| Ok((row.get(0)?, row.get(1)?, row.get::<i64>(2)? as u64)),
    )
}
