//! Who a signed-in worker is in the service they act for today: their roles, what those let them do, and the pack the service
//! works by. Pages decide by it what they offer; what may be done is decided again by every act.

use std::collections::BTreeSet;
use std::sync::Arc;

use access::Rights;
use domain::{FileId, Name, ServiceId};
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use pack::Pack;
use pack::model::{Act, Form, Role};
use store::session::Known;

use crate::office::{Acting, Office};
use crate::{Error, Result};

/// A signed-in worker.
#[derive(Clone)]
pub struct Me {
    /// Their file.
    pub worker: FileId,
    /// Their name.
    pub display: String,
    /// The title of their first role: a protected one only where it may be carried.
    pub title: String,
    /// The service acted for, and its name.
    pub service: (ServiceId, String),
    /// Further services in which they hold a role.
    pub elsewhere: Vec<(ServiceId, String)>,
    /// Their roles in the service.
    pub roles: Vec<Name>,
    /// The pack it works by.
    pub pack: Arc<Pack>,
    /// Its zone.
    pub zone: TimeZone,
    /// The moment of the request.
    pub now: Timestamp,
    /// The password is to be changed first.
    pub must_change: bool,
    rights: Vec<Rights>,
}

impl Me {
    /// For acts of casework.
    pub fn acting(&self) -> Acting {
        Acting {
            worker: self.worker,
            on_behalf: None,
            service: self.service.0,
            now: self.now,
        }
    }

    /// The moment of the request where the service is.
    pub fn here(&self) -> DateTime {
        self.now.to_zoned(self.zone.clone()).datetime()
    }

    /// The day of the request where the service is.
    pub fn today(&self) -> Date {
        self.here().date()
    }

    /// Whether one of their roles may do an act.
    pub fn may(&self, act: Act) -> bool {
        self.rights.iter().any(|rights| rights.may(act.name()))
    }

    /// Whether one of their roles opens files at all.
    pub fn reaches_files(&self) -> bool {
        self.rights.iter().any(|rights| rights.sees.reaches_files())
    }

    /// Whether one of their roles writes a form, where it reaches the file.
    pub fn writes(&self, form: &Form) -> bool {
        self.rights
            .iter()
            .any(|rights| rights.writes.has(&form.record.value))
    }

    /// Their roles as the pack describes them.
    pub fn pack_roles(&self) -> impl Iterator<Item = &Role> {
        self.pack
            .roles
            .iter()
            .filter(|role| self.roles.contains(&role.role.value))
    }

    /// Whether one of their roles is among these; none named: nobody's.
    pub fn is_one_of<'a>(&self, roles: impl IntoIterator<Item = &'a str>) -> bool {
        let own: BTreeSet<&str> = self.roles.iter().map(Name::as_str).collect();
        roles.into_iter().any(|role| own.contains(role))
    }
}

/// Who a session's worker is now.
///
/// # Errors
/// `NotFound` for somebody who holds no role in the service any more.
pub fn me(office: &Office, known: &Known, now: Timestamp) -> Result<Me> {
    office
        .store
        .read(|tx| tx.aside(|tx| inside(office, tx, known, now)))
}

fn inside(office: &Office, tx: &mut store::Tx<'_>, known: &Known, now: Timestamp) -> Result<Me> {
    let worker = known.session.worker;
    let mut at = known.session.service;
    let mut view = office.service(tx, at)?.ok_or(Error::NotFound("service"))?;
    let today = now.to_zoned(view.zone.clone()).date();
    let held = store::service::roles_of(tx, worker, today)?;
    let services: BTreeSet<ServiceId> = held.iter().map(|(service, _, _)| *service).collect();
    if !services.contains(&at) {
        // The role that the session began with has ended: another service, or nothing.
        at = services
            .first()
            .copied()
            .ok_or(Error::NotFound("service"))?;
        view = office.service(tx, at)?.ok_or(Error::NotFound("service"))?;
    }
    let pack = office.pack(tx, &view.pack)?;
    let roles: Vec<Name> = held
        .into_iter()
        .filter(|(service, _, _)| *service == at)
        .map(|(_, role, _)| role)
        .collect();
    let rights = crate::permit::roles_of(&pack)
        .into_iter()
        .filter(|role| roles.contains(&role.role))
        .map(|role| role.rights)
        .collect();
    let mut names = store::service::names(tx)?;
    names.retain(|(service, _)| services.contains(service));
    let own = names
        .iter()
        .find(|(service, _)| *service == at)
        .map(|(_, name)| name.clone())
        .unwrap_or_default();
    names.retain(|(service, _)| *service != at);
    let title = match roles.first() {
        Some(role) => title(tx, &pack, role, worker, today)?,
        None => String::new(),
    };
    Ok(Me {
        worker,
        display: known.display.clone(),
        title,
        service: (at, own),
        elsewhere: names,
        roles,
        pack,
        zone: view.zone.clone(),
        now,
        must_change: known.must_change,
        rights,
    })
}

/// The title somebody is shown under, from the facts in the tables.
fn title(
    tx: &mut store::Tx<'_>,
    pack: &Pack,
    role: &Name,
    worker: FileId,
    today: Date,
) -> Result<String> {
    let Some(role) = pack.role(role) else {
        return Ok(role.replace('-', " "));
    };
    let Some(protected) = &role.protected else {
        return Ok(role.title.clone());
    };
    let what = protected.needs.replace('-', "_");
    let current = store::find::facts_on(tx, worker, &what, today)?
        .iter()
        .filter_map(|value| crate::derive::fact_of(&what, value))
        .any(|fact| fact.stands_on(today));
    Ok(if current {
        role.title.clone()
    } else {
        protected.otherwise.clone()
    })
}
