//! Who could take somebody on: everybody in a role that works with people, with how many each works with now, the band of a full
//! caseload, and whether they are away. Numbers of people, and nobody's name but the workers'.

use std::collections::BTreeMap;

use domain::{FileId, Name};
use jiff::civil::Date;
use pack::model::Sees;

use crate::Result;
use crate::office::{Acting, Office};
use crate::unit::Unit;

/// The most roles and caseloads that are looked at.
const MOST: i64 = 2_000;

/// Somebody who could take somebody on, in one role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carrying {
    /// Their file.
    pub worker: FileId,
    /// Their name.
    pub name: String,
    /// The role.
    pub role: Name,
    /// With how many people they work in it now.
    pub people: i64,
    /// Least and most of a full caseload, where the pack has them.
    pub band: Option<(i64, i64)>,
    /// The last day of their leave, if they are away.
    pub away: Option<Date>,
}

/// Who could take somebody on in the acting service, those with the fewest first.
///
/// # Errors
/// Those of the database.
pub fn carrying(office: &Office, acting: &Acting) -> Result<Vec<Carrying>> {
    office.store.read(|tx| {
        let mut none = || 0;
        let mut unit = Unit::reading(tx, office, acting, &mut none);
        let today = unit.here()?.date();
        let pack = unit.pack()?;
        let service = unit.service()?;
        let number = |name: &str| {
            let value = service.settings.on(&pack, name, today);
            value.and_then(|v| v.as_i64())
        };
        let band = number("caseload-minimum").zip(number("caseload-maximum"));
        let holders =
            store::lists::workers::of_service(unit.tx, acting.service, today, None, MOST)?;
        let loads = store::lists::workers::caseloads(unit.tx, acting.service, None, MOST)?;
        let loads: BTreeMap<(FileId, Name), i64> = loads
            .into_iter()
            .map(|load| ((load.worker, load.role), load.files))
            .collect();
        let away = store::lists::workers::away(unit.tx, acting.service, today)?;
        let away: BTreeMap<FileId, Date> = away.into_iter().collect();
        let mut all: Vec<Carrying> = holders
            .into_iter()
            .filter(|holder| {
                // A role that sees its own files is one that people are allocated to.
                pack.role(&holder.role)
                    .is_some_and(|role| role.sees == Sees::Own && !role.writes.is_empty())
                    || loads.contains_key(&(holder.worker, holder.role.clone()))
            })
            .map(|holder| Carrying {
                people: loads
                    .get(&(holder.worker, holder.role.clone()))
                    .copied()
                    .unwrap_or_default(),
                worker: holder.worker,
                name: holder.display,
                role: holder.role,
                band,
                away: away.get(&holder.worker).copied(),
            })
            .collect();
        all.dedup_by(|a, b| a.worker == b.worker && a.role == b.role);
        all.sort_by(|a, b| (a.people, &a.name).cmp(&(b.people, &b.name)));
        Ok(all)
    })
}

/// Everybody who holds a role in the acting service, by name.
///
/// # Errors
/// Those of the database.
pub fn workers(office: &Office, acting: &Acting) -> Result<Vec<(FileId, String)>> {
    office.store.read(|tx| {
        let mut none = || 0;
        let mut unit = Unit::reading(tx, office, acting, &mut none);
        let today = unit.here()?.date();
        let held = store::lists::workers::of_service(unit.tx, acting.service, today, None, MOST)?;
        let mut all: Vec<(FileId, String)> =
            held.into_iter().map(|h| (h.worker, h.display)).collect();
        all.dedup();
        Ok(all)
    })
}
