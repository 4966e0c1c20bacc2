//! What passing time does: people are told, once, of timescales that are missed and of those that escalate. Run from time
//! to time by one holder of a lease; running it twice changes nothing.

use domain::FileId;
use pack::practice::ClockCycle;

use crate::Result;
use crate::derive::Telling;
use crate::office::{Acting, Ids, Office};
use crate::unit::Unit;

/// Tells everybody whom a timescale names, for all files of the acting service. Gives how many notices there were.
///
/// # Errors
/// Those of the database.
pub fn pass(office: &Office, acting: &Acting, ids: Ids<'_>) -> Result<u64> {
    super::recompute::pending(office)?;
    let mut told = 0;
    let mut after: Option<FileId> = None;
    loop {
        let files = office.store.read(|tx| {
            store::record::with_running_cycles(tx, acting.service, acting.now, after, 100)
        })?;
        let Some(last) = files.last().copied() else {
            return Ok(told);
        };
        for file in files {
            told += office.act(acting, ids, |unit| of_file(unit, file))?;
        }
        after = Some(last);
    }
}

fn of_file(unit: &mut Unit<'_, '_>, file: FileId) -> Result<u64> {
    unit.open(&[file])?;
    let now = unit.acting.now;
    let due: Vec<(Telling, ClockCycle)> = unit
        .tellings(file)?
        .into_iter()
        .filter(|(telling, _)| telling.at <= now)
        .collect();
    let before = unit.appended();
    for (telling, found) in due {
        let about = found.clock.clone();
        let told = crate::unit::Telling {
            about,
            key: telling.key,
            roles: telling.roles,
            says: telling.says,
            matter: found.matter,
        };
        unit.tell(file, told)?;
    }
    Ok((unit.appended() - before) as u64)
}
