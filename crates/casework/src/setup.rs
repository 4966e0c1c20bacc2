//! What has to be there before anybody can act: an agency, its services, its first workers. Called by the command line,
//! by demonstrations and by scenarios; asks no leave, so no page may call it.

use domain::event::{Answers, Body, PackRef, Period, Subject};
use domain::{FileId, Name, ServiceId};
use jiff::civil::Date;
use serde_json::Value;

use crate::office::{Acting, Ids, Office};
use crate::person::register::{Known, inside};
use crate::unit::Unit;
use crate::{Error, Result};

/// A service to open.
#[derive(Debug, Clone)]
pub struct NewService {
    /// Its short name.
    pub slug: Name,
    /// Its name.
    pub name: String,
    /// Its time zone.
    pub zone: String,
    /// Its calendar.
    pub calendar: Name,
    /// Its pack.
    pub pack: PackRef,
}

/// Who acts before there is anybody: the deployment itself.
pub fn deployment(service: ServiceId, now: jiff::Timestamp) -> Acting {
    Acting {
        worker: FileId::from_bits(0),
        on_behalf: None,
        service,
        now,
    }
}

/// Sets the last day for which periods of timescales are laid out.
///
/// # Errors
/// Those of the database.
pub fn horizon(office: &Office, day: Date) -> Result<()> {
    Ok(office
        .store
        .write(|tx| store::service::set_horizon(tx, day))?)
}

/// Opens an agency's file with a first service; gives both.
///
/// # Errors
/// `Wrong` for a slug that is taken, an unknown zone, calendar or pack.
pub fn agency(
    office: &Office,
    ids: Ids<'_>,
    now: jiff::Timestamp,
    known: &Known,
    first: &NewService,
) -> Result<(FileId, ServiceId)> {
    let service = ServiceId::from_bits(ids());
    let file = office.act(&deployment(service, now), ids, |unit| {
        let file = inside(unit, Subject::Agency, None, None, known)?;
        open_service(unit, file, service, first)?;
        Ok(file)
    })?;
    Ok((file, service))
}

/// Opens a further service of an agency.
///
/// # Errors
/// As for [`agency`].
pub fn service(
    office: &Office,
    ids: Ids<'_>,
    now: jiff::Timestamp,
    agency: FileId,
    new: &NewService,
) -> Result<ServiceId> {
    let service = ServiceId::from_bits(ids());
    office.act(&deployment(service, now), ids, |unit| {
        unit.file(agency)?;
        open_service(unit, agency, service, new)
    })?;
    Ok(service)
}

fn open_service(
    unit: &mut Unit<'_, '_>,
    agency: FileId,
    service: ServiceId,
    new: &NewService,
) -> Result<()> {
    if store::service::by_slug(unit.tx, &new.slug)?.is_some() {
        return Err(Error::wrong(
            format!("there is a service `{}` already", new.slug),
            "choose another short name",
        ));
    }
    jiff::tz::TimeZone::get(&new.zone).map_err(|_| {
        Error::wrong(
            format!("there is no time zone `{}`", new.zone),
            "name one such as Pacific/Auckland",
        )
    })?;
    unit.office.calendar(&new.calendar)?;
    unit.office.pack(unit.tx, &new.pack)?;
    let now = unit.now()?;
    let body = Body::ServiceOpened {
        service,
        slug: new.slug.clone(),
        name: new.name.clone(),
        zone: new.zone.clone(),
        calendar: new.calendar.clone(),
        pack: new.pack.clone(),
    };
    unit.append_to(vec![(agency, None)], now, body).map(drop)
}

/// Opens a file of a worker, site, team, post or person in a service, with facts.
///
/// # Errors
/// `Invalid` with every field that needs another look.
pub fn file(
    office: &Office,
    ids: Ids<'_>,
    now: jiff::Timestamp,
    subject: Subject,
    service: ServiceId,
    agency: FileId,
    known: &Known,
) -> Result<FileId> {
    office.act(&deployment(service, now), ids, |unit| {
        inside(unit, subject, Some(service), Some(agency), known)
    })
}

/// States further facts on a file.
///
/// # Errors
/// `Invalid` with every field that needs another look.
pub fn facts(
    office: &Office,
    ids: Ids<'_>,
    now: jiff::Timestamp,
    service: ServiceId,
    file: FileId,
    known: &Known,
) -> Result<()> {
    office.act(&deployment(service, now), ids, |unit| {
        unit.file(file)?;
        for (what, value, period) in known {
            let state = crate::fact::State {
                file,
                what: what.clone(),
                value: value.clone(),
                period: *period,
                corrects: None,
            };
            let body = crate::fact::checked(unit, &state)?;
            let now = unit.now()?;
            unit.append_to(vec![(file, None)], now, body)?;
        }
        Ok(())
    })
}

/// A fact for a list of known facts: kind, fields as JSON, and when it holds.
pub fn known(what: &'static str, value: Value, from: Option<Date>) -> (Name, Answers, Period) {
    let value = match value {
        Value::Object(members) => members,
        _ => Answers::new(),
    };
    (Name::known(what), value, Period { from, to: None })
}

/// Sets a service's setting, from a day on.
///
/// # Errors
/// `Wrong` where the pack does not let a service set it so.
pub fn setting(
    office: &Office,
    ids: Ids<'_>,
    now: jiff::Timestamp,
    service: ServiceId,
    agency: FileId,
    (setting, value): (&Name, &Value),
    from: Date,
) -> Result<()> {
    office.act(&deployment(service, now), ids, |unit| {
        unit.file(agency)?;
        crate::settings::inside(unit, agency, setting, value, from)
    })?;
    crate::timescale::recompute::pending(office)
}
