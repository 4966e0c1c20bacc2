//! Working everything out again. What stands in the tables beside the chains must equal what the events give; after a new
//! edition of a calendar, or a further year, it is brought to that.

use std::collections::BTreeMap;

use domain::event::PackRef;
use domain::{FileId, History, ServiceId};
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
        if differing.len() < most
            && let Some(what) = store::derived::differences(tx, file, rows)?
        {
            differing.push(Difference { file, what });
        }
        Ok(())
    })?;
    Ok((count, differing))
}

fn each(
    office: &Office,
    tick: &mut dyn FnMut(u64),
    mut look: impl FnMut(&mut Tx<'_>, FileId, &Rows) -> Result<()>,
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
                let rows = of_file(office, tx, file)?;
                look(tx, file, &rows)
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
    for reference in history.matters.iter().map(|m| &m.pack) {
        office.pack(tx, reference)?;
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

/// Brings the tables of a service's files to what their events give, in a transaction that changed one of its settings.
pub(crate) fn of_service(office: &Office, tx: &mut Tx<'_>, service: ServiceId) -> Result<()> {
    let mut after = None;
    loop {
        let files = store::record::of_service(tx, service, after, 200)?;
        let Some(last) = files.last().copied() else {
            return Ok(());
        };
        // Nobody appends to them meanwhile.
        store::chain::load_for_update(tx, &files)?;
        for file in files {
            let rows = of_file(office, tx, file)?;
            let held = store::derived::load(tx, file)?;
            store::derived::apply(tx, &Rows::diff(&held, &rows))?;
        }
        after = Some(last);
    }
}

/// Brings every file's tables to what its events give; gives how many files were changed.
///
/// # Errors
/// Those of the database.
pub fn mend(office: &Office, tick: &mut dyn FnMut(u64)) -> Result<u64> {
    let mut wrong = Vec::new();
    each(office, tick, |tx, file, rows| {
        if store::derived::differences(tx, file, rows)?.is_some() {
            wrong.push(file);
        }
        Ok(())
    })?;
    for file in &wrong {
        office.store.write(|tx| -> Result<()> {
            let rows = of_file(office, tx, *file)?;
            let held = store::derived::load(tx, *file)?;
            store::derived::apply(tx, &Rows::diff(&held, &rows))?;
            Ok(())
        })?;
    }
    Ok(wrong.len() as u64)
}
