//! Trays: what waits for somebody. A tray is what the pack says, over what the reader may see.

use domain::clock::Status;
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
    office.store.write(|tx| {
        let mut none = || 0;
        let mut unit = Unit::reading(tx, office, acting, &mut none);
        let pack = unit.pack()?;
        let tray: &Tray = pack.tray(name).ok_or(Error::NotFound("tray"))?;
        let roles = unit.roles()?;
        if !tray.for_.iter().any(|r| roles.contains(&r.value)) {
            return Err(Error::NotFound("tray"));
        }
        let mut items = match &tray.holds {
            TrayHolds::Records { kinds, step } => records(&mut unit, kinds, step.as_ref().map(|s| s.as_str()))?,
            TrayHolds::Matters { kinds, without, when } => {
                let mut found = matters(&mut unit, kinds, without.as_ref().map(|s| s.as_str()))?;
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
            TrayHolds::Clocks { clocks, when } => {
                clocks_due(&mut unit, clocks, when.as_ref().map_or(ClockLook::Open, |w| w.value))?
            }
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

fn records(unit: &mut Unit<'_, '_>, kinds: &[pack::model::Ref], step: Option<&str>) -> Result<Vec<Item>> {
    let rows = match step {
        Some(step) => store::record::waiting(unit.tx, unit.acting.service, step)?,
        None => store::record::returned_to(unit.tx, unit.acting.worker)?,
    };
    let rows = rows.into_iter().filter(|r| named(kinds, &r.kind));
    Ok(rows
        .map(|r| Item { file: r.file, what: r.kind, record: Some(r.record), matter: r.matter, says: None })
        .collect())
}

fn matters(unit: &mut Unit<'_, '_>, kinds: &[pack::model::Ref], without: Option<&str>) -> Result<Vec<Item>> {
    let rows = store::record::open_matters(unit.tx, unit.acting.service, without)?;
    let rows = rows.into_iter().filter(|(_, _, kind)| named(kinds, kind));
    Ok(rows
        .map(|(file, matter, kind)| Item { file, what: kind, record: None, matter: Some(matter), says: None })
        .collect())
}

fn clocks_due(unit: &mut Unit<'_, '_>, clocks: &[pack::model::Ref], when: ClockLook) -> Result<Vec<Item>> {
    let now = unit.acting.now;
    let files = store::record::with_running(unit.tx, unit.acting.service, MOST as i64 * 10)?;
    let mut items = Vec::new();
    for file in files {
        for found in unit.cycles(file)? {
            let look = found.cycle.status(now);
            let fits = match when {
                ClockLook::Open => matches!(look, Status::Open | Status::DueSoon | Status::OutOfTimescale),
                ClockLook::Soon => matches!(look, Status::DueSoon | Status::OutOfTimescale),
                ClockLook::Late => look == Status::OutOfTimescale,
            };
            if fits && named(clocks, &found.clock) {
                items.push(Item { file, what: found.clock, record: None, matter: found.matter, says: None });
            }
        }
    }
    Ok(items)
}

fn notices(unit: &mut Unit<'_, '_>) -> Result<Vec<Item>> {
    let rows = store::record::notices(unit.tx, unit.acting.worker, MOST as i64)?;
    Ok(rows
        .into_iter()
        .map(|(file, about, says)| Item { file, what: about, record: None, matter: None, says: Some(says) })
        .collect())
}

fn exceptions(unit: &mut Unit<'_, '_>) -> Result<Vec<Item>> {
    let rows = store::record::exceptions(unit.tx, unit.acting.service, MOST as i64)?;
    Ok(rows
        .into_iter()
        .map(|(file, what, about)| Item { file, what, record: None, matter: None, says: Some(about) })
        .collect())
}
