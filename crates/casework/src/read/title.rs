//! The title somebody is shown under. A protected one is carried only with a current fact on their file, on screen and on
//! paper alike.

use domain::{FileId, History, Name};
use jiff::civil::Date;
use pack::Pack;

use crate::derive::fact_of;
use crate::office::{Acting, Office};
use crate::unit::Unit;
use crate::{Error, Result};

/// Whether a fact of a kind is current on a day: it holds, and by its own dates and standing it is good.
pub fn current(history: &History, kind: &str, day: Date) -> bool {
    let what = kind.replace('-', "_");
    history
        .facts_on(&what, day)
        .any(|held| fact_of(&held.what, &held.value).is_some_and(|fact| fact.stands_on(day)))
}

/// The title of somebody in a role on a day.
pub fn title(pack: &Pack, role: &str, history: &History, day: Date) -> String {
    let Some(role) = pack.role(role) else {
        return role.replace('-', " ");
    };
    match &role.protected {
        Some(protected) if !current(history, &protected.needs, day) => protected.otherwise.clone(),
        _ => role.title.clone(),
    }
}

/// The title of a worker in the acting service, by the role they hold there.
///
/// # Errors
/// `NotFound` for somebody who holds no role there.
pub fn of_worker(office: &Office, acting: &Acting, worker: FileId) -> Result<String> {
    office.store.read(|tx| {
        let mut none = || 0;
        let mut unit = Unit::reading(tx, office, acting, &mut none);
        let today = unit.here()?.date();
        let roles = store::service::roles_of(unit.tx, worker, today)?;
        let role: Option<Name> = roles
            .into_iter()
            .find(|(s, _, _)| *s == acting.service)
            .map(|(_, r, _)| r);
        let role = role.ok_or(Error::NotFound("worker"))?;
        let pack = unit.pack()?;
        unit.open(&[worker])?;
        Ok(title(&pack, &role, &unit.opened(worker)?.history, today))
    })
}
