//! Trays: what waits for somebody. A tray is what the pack says, over what the reader may see.

use domain::{FileId, MatterId, Name, RecordId};
use pack::model::{ClockLook, Tray, TrayHolds};

use crate::office::{Acting, Office};
use crate::unit::Unit;
use crate::{Error, Result};

/// Something that waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The file it is about.
    pub file: FileId,
    /// What it is: a record kind, a matter kind, a timescale, a rule.
    pub what: Name,
    /// The record.
    pub record: Option<RecordId>,
    /// The matter.
    pub matter: Option<MatterId>,
    /// What a notice or an exception says.
    pub says: Option<String>,
}

/// The most items of one look.
pub const MOST: usize = 200;

/// What a tray of the pack holds for the acting worker.
///
/// # Errors
/// `NotFound` for a tray the pack does not have, or that is not for any of their roles.
pub fn tray(office: &Office, acting: &Acting, name: &str) -> Result<Vec<Item>> {
    office.store.read(|tx| {
        let mut none = || 0;
        let mut unit = Unit::reading(tx, office, acting, &mut none);
        let pack = unit.pack()?;
        let tray: &Tray = pack.tray(name).ok_or(Error::NotFound("tray"))?;
        let roles = unit.roles()?;
        if !tray.for_.iter().any(|r| roles.contains(&r.value)) {
            return Err(Error::NotFound("tray"));
        }
        let mut items = match &tray.holds {
            TrayHolds::Records { kinds, step } => {
                records(&mut unit, kinds, step.as_ref().map(|s| &s.value))?
            }
            TrayHolds::Matters {
                kinds,
                without,
                when,
            } => {
                let mut found = matters(&mut unit, kinds, without.as_ref().map(|s| &s.value))?;
                if let Some(when) = when {
                    let mut kept = Vec::new();
                    for item in found {
                        unit.open(&[item.file])?;
                        if unit.look(item.file, item.matter, None, |context| context.holds(when))? {
                            kept.push(item);
                        }
                    }
                    found = kept;
                }
                found
            }
            TrayHolds::Clocks { clocks, when } => clocks_due(
                &mut unit,
                clocks,
                when.as_ref().map_or(ClockLook::Open, |w| w.value),
            )?,
            TrayHolds::Notices => notices(&mut unit)?,
            TrayHolds::Exceptions => exceptions(&mut unit)?,
        };
        let mut seen = Vec::new();
        for item in items.drain(..) {
            let facts = unit.facts(item.file)?;
            if unit.permit(&facts, access::Ask::SeeFile).is_ok() {
                seen.push(item);
            }
        }
        seen.truncate(MOST);
        Ok(seen)
    })
}

fn named(kinds: &[pack::model::Ref], kind: &str) -> bool {
    kinds.is_empty() || kinds.iter().any(|k| ***k == *kind)
}

fn records(
    unit: &mut Unit<'_, '_>,
    kinds: &[pack::model::Ref],
    step: Option<&Name>,
) -> Result<Vec<Item>> {
    let rows = match step {
        Some(step) => {
            store::lists::entries::waiting(unit.tx, unit.acting.service, step, None, MOST as i64)?
        }
        None => store::lists::entries::returned_to(unit.tx, unit.acting.worker, None, MOST as i64)?,
    };
    let rows = rows.into_iter().filter(|r| named(kinds, &r.kind));
    Ok(rows
        .map(|r| Item {
            file: r.file,
            what: r.kind,
            record: Some(r.record),
            matter: r.matter,
            says: None,
        })
        .collect())
}

fn matters(
    unit: &mut Unit<'_, '_>,
    kinds: &[pack::model::Ref],
    without: Option<&Name>,
) -> Result<Vec<Item>> {
    let mut items = Vec::new();
    for kind in kinds {
        let rows = match without {
            Some(role) => {
                let of = (unit.acting.service, &kind.value, role);
                let rows = store::lists::matters::without(unit.tx, of, None, MOST as i64)?;
                rows.into_iter().map(|m| (m.file, m.matter)).collect()
            }
            None => {
                store::record::open_matters(unit.tx, unit.acting.service, &kind.value, MOST as i64)?
            }
        };
        items.extend(rows.into_iter().map(|(file, matter)| Item {
            file,
            what: kind.value.clone(),
            record: None,
            matter: Some(matter),
            says: None,
        }));
    }
    Ok(items)
}

fn clocks_due(
    unit: &mut Unit<'_, '_>,
    clocks: &[pack::model::Ref],
    when: ClockLook,
) -> Result<Vec<Item>> {
    let now = unit.acting.now;
    let before = match when {
        ClockLook::Late => now,
        ClockLook::Open | ClockLook::Soon => jiff::Timestamp::MAX,
    };
    let rows = store::lists::cycles::of_service(
        unit.tx,
        unit.acting.service,
        before,
        None,
        MOST as i64 * 10,
    )?;
    let soon =
        |d: &store::lists::cycles::Due| d.soon_at.is_some_and(|at| at <= now) || d.due_at <= now;
    let rows = rows
        .into_iter()
        .filter(|d| named(clocks, &d.clock) && (when != ClockLook::Soon || soon(d)));
    Ok(rows
        .map(|d| Item {
            file: d.file,
            what: d.clock.clone(),
            record: None,
            matter: d.matter,
            says: None,
        })
        .collect())
}

fn notices(unit: &mut Unit<'_, '_>) -> Result<Vec<Item>> {
    let rows = store::lists::notices::to_worker(unit.tx, unit.acting.worker, None, MOST as i64)?;
    let about = |text: &str| Name::parse(text);
    Ok(rows
        .into_iter()
        .filter_map(|n| {
            Some(Item {
                file: n.file,
                what: about(&n.about)?,
                record: None,
                matter: None,
                says: Some(n.says),
            })
        })
        .collect())
}

fn exceptions(unit: &mut Unit<'_, '_>) -> Result<Vec<Item>> {
    let rows = store::lists::notices::exceptions(unit.tx, unit.acting.service, None, MOST as i64)?;
    Ok(rows
        .into_iter()
        .map(|e| Item {
            file: e.file,
            // A guard is named; other exceptions by what they are.
            what: Name::parse(&e.about).unwrap_or(e.what),
            record: None,
            matter: None,
            says: Some(e.why),
        })
        .collect())
}
