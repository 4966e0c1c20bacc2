//! Who could take somebody on: everybody in a role that works with people, with how many each works with now, the band of a full
//! caseload, and whether they are away. Numbers of people, and nobody's name but the workers'.

use domain::{FileId, Name};
use jiff::civil::Date;
use pack::model::Sees;

use crate::Result;
use crate::office::{Acting, Office};
use crate::unit::Unit;

/// The most roles that are looked at.
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
        let held = store::lists::workers::carriers(unit.tx, acting.service, today, MOST)?;
        let mut all: Vec<Carrying> = held
            .into_iter()
            .filter(|one| {
                // A role that sees its own files is one that people are allocated to.
                one.files > 0
                    || pack
                        .role(&one.role)
                        .is_some_and(|role| role.sees == Sees::Own && !role.writes.is_empty())
            })
            .map(|one| Carrying {
                worker: one.worker,
                name: one.display,
                role: one.role,
                people: one.files,
                band,
                away: one.away,
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
