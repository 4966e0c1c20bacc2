//! Services and their dated settings.

use domain::{EventId, FileId, Name, ServiceId};
use jiff::civil::Date;

use crate::db::{Error, Result, Row, Tx};
use crate::{args, sql};

/// A service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Service {
    /// The agency's file that it is kept on.
    pub file: FileId,
    /// The service.
    pub service: ServiceId,
    /// Its name in addresses.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Its time zone.
    pub zone: String,
    /// Its calendar.
    pub calendar: String,
    /// Its pack.
    pub pack: Name,
    /// The pack's version that new matters run under.
    pub version: String,
}

/// Up to `limit` services, by slug, after one.
pub fn all(tx: &mut Tx<'_>, after: Option<&str>, limit: i64) -> Result<Vec<Service>> {
    tx.query(
        sql!(
            "SELECT file, service, slug, name, zone, calendar, pack, version FROM service
             WHERE slug > ?1 ORDER BY slug LIMIT ?2"
        ),
        args![after.unwrap_or_default(), limit],
        service,
    )
}

/// A service by its slug.
pub fn by_slug(tx: &mut Tx<'_>, slug: &str) -> Result<Option<Service>> {
    tx.query_one_opt(
        sql!(
            "SELECT file, service, slug, name, zone, calendar, pack, version FROM service WHERE slug = ?1"
        ),
        args![slug],
        service,
    )
}

/// A service by its identifier.
pub fn by_id(tx: &mut Tx<'_>, id: ServiceId) -> Result<Option<Service>> {
    tx.query_one_opt(
        sql!(
            "SELECT file, service, slug, name, zone, calendar, pack, version FROM service WHERE service = ?1"
        ),
        args![id],
        service,
    )
}

fn service(row: &Row) -> Result<Service> {
    Ok(Service {
        file: row.get(0)?,
        service: row.get(1)?,
        slug: row.get(2)?,
        name: row.get(3)?,
        zone: row.get(4)?,
        calendar: row.get(5)?,
        pack: row.get(6)?,
        version: row.get(7)?,
    })
}

/// A setting of a service from a day on.
#[derive(Debug, Clone, PartialEq)]
pub struct Setting {
    /// The event that set it.
    pub event: EventId,
    /// Which.
    pub setting: Name,
    /// Its value.
    pub value: serde_json::Value,
    /// The first day.
    pub starts: Date,
}

impl Setting {
    /// Where the list goes on after this row.
    pub fn place(&self) -> Place {
        (self.setting.clone(), self.starts, self.event)
    }
}

/// A place in the list: by setting, first day and event.
pub type Place = (Name, Date, EventId);

/// Up to `limit` settings of a service, past and future ones too, by setting and first day.
pub fn settings(
    tx: &mut Tx<'_>,
    service: ServiceId,
    after: Option<&Place>,
    limit: i64,
) -> Result<Vec<Setting>> {
    let (setting, starts, event) = after.map_or(
        ("", String::new(), String::new()),
        |(setting, starts, event)| (setting.as_str(), starts.to_string(), event.to_string()),
    );
    tx.query(
        sql!(
            "SELECT event, setting, value, starts FROM service_setting
             WHERE service = ?1 AND (setting, starts, event) > (?2, ?3, ?4)
             ORDER BY setting, starts, event LIMIT ?5"
        ),
        args![service, setting, starts, event, limit],
        |row| {
            Ok(Setting {
                event: row.get(0)?,
                setting: row.get(1)?,
                value: serde_json::from_str(row.get(2)?)
                    .map_err(|_| Error::Corrupt("a setting's value is not JSON".into()))?,
                starts: row.get(3)?,
            })
        },
    )
}
