//! Working everything out again. What stands in the tables beside the chains must equal what the events give; after a new
//! edition of a calendar, or a further year, it is brought to that.

use std::collections::BTreeMap;

use domain::event::PackRef;
use domain::{FileId, History};
use jiff::civil::Date;
use store::Tx;
use store::derived::Rows;

use crate::Result;
use crate::derive::{self, FileView};
use crate::office::Office;

/// A file whose tables differ from its events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The file.
    pub file: FileId,
    /// Where, in words without anything personal.
    pub what: String,
}

/// Looks at every file; gives how many there are, and those that differ (at most `most`).
///
/// # Errors
/// Those of the database.
pub fn check(
    office: &Office,
    most: usize,
    tick: &mut dyn FnMut(u64),
) -> Result<(u64, Vec<Difference>)> {
    let mut differing = Vec::new();
    let count = each(office, tick, |tx, file, rows| {
        let what = match rows {
            Ok(rows) => store::derived::differences(tx, file, rows)?,
            // Somebody went past this program: what it comes from cannot be read any more.
            Err(error) => Some(format!("cannot be worked out ({error})")),
        };
        if differing.len() < most
            && let Some(what) = what
        {
            differing.push(Difference { file, what });
        }
        Ok(())
    })?;
    Ok((count, differing))
}

/// Lays timescales out until the end of next year, where they are laid out less far; gives that day if so. Follow it with
/// [`mend`].
///
/// # Errors
/// Those of the database.
pub fn roll_forward(office: &Office, today: Date) -> Result<Option<Date>> {
    let next = today.year().saturating_add(1);
    let day = Date::new(next, 12, 31).unwrap_or(Date::MAX);
    Ok(office.store.write(|tx| {
        let rolls = store::service::horizon(tx)?.is_some_and(|known| known < day);
        if rolls {
            store::service::set_horizon(tx, day)?;
        }
        Ok::<_, store::Error>(rolls.then_some(day))
    })?)
}

fn each(
    office: &Office,
    tick: &mut dyn FnMut(u64),
    mut look: impl FnMut(&mut Tx<'_>, FileId, Result<&Rows>) -> Result<()>,
) -> Result<u64> {
    let mut after = None;
    let mut count = 0;
    loop {
        let files = office
            .store
            .read(|tx| store::chain::all_files(tx, after, 200))?;
        let Some(last) = files.last().copied() else {
            return Ok(count);
        };
        for file in files {
            office.store.read(|tx| -> Result<()> {
                match of_file(office, tx, file) {
                    Ok(rows) => look(tx, file, Ok(&rows)),
                    Err(error) => look(tx, file, Err(error)),
                }
            })?;
            count += 1;
            if count.is_multiple_of(500) {
                tick(count);
            }
        }
        after = Some(last);
    }
}

/// The rows that a file's events give.
fn of_file(office: &Office, tx: &mut Tx<'_>, file: FileId) -> Result<Rows> {
    let delivered = store::chain::load(tx, file)?;
    let history = History::of(&delivered);
    for reference in derive::packs_of(&history) {
        office.pack(tx, &reference)?;
    }
    let mut services = BTreeMap::new();
    for id in derive::services_of(&history, &delivered) {
        if let Some(view) = office.service(tx, id)? {
            services.insert(id, view);
        }
    }
    Ok(derive::rows(&FileView {
        file,
        history: &history,
        delivered: &delivered,
        practice: &|reference: &PackRef| office.shelved(reference),
        services: &|id| services.get(&id).cloned(),
    }))
}

/// Brings every file's tables to what its events give; gives how many files were changed.
///
/// # Errors
/// Those of the database.
pub fn mend(office: &Office, tick: &mut dyn FnMut(u64)) -> Result<u64> {
    let mut wrong = Vec::new();
    each(office, tick, |tx, file, rows| {
        if store::derived::differences(tx, file, rows?)?.is_some() {
            wrong.push(file);
        }
        Ok(())
    })?;
    for file in &wrong {
        office.store.write(|tx| bring_up(office, tx, *file))?;
    }
    Ok(wrong.len() as u64)
}

/// Works out again what a changed setting made due at another moment. What was not finished is taken up the next time.
///
/// # Errors
/// Those of the database.
pub fn pending(office: &Office) -> Result<()> {
    for service in office.store.read(store::service::to_recompute)? {
        let mut after = None;
        loop {
            let files = office
                .store
                .read(|tx| store::service::files_with_timescales(tx, service, after, 100))?;
            let Some(last) = files.last().copied() else {
                break;
            };
            office.store.write(|tx| -> Result<()> {
                for file in &files {
                    bring_up(office, tx, *file)?;
                }
                Ok(())
            })?;
            after = Some(last);
        }
        office
            .store
            .write(|tx| store::service::recomputed(tx, service))?;
    }
    Ok(())
}

/// Brings a file's tables to what its events give.
fn bring_up(office: &Office, tx: &mut Tx<'_>, file: FileId) -> Result<()> {
    store::chain::load_for_update(tx, &[file])?;
    let rows = of_file(office, tx, file)?;
    let held = store::derived::load(tx, file)?;
    Ok(store::derived::apply(tx, &Rows::diff(&held, &rows))?)
}
