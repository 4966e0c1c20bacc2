//! Records: typed as drafts, submitted, signed or sent back, amended by a further version, and taken out of view by two
//! people when they stand on the wrong file.

pub mod amend;
pub mod draft;
pub mod give_back;
pub mod paper;
pub mod remove;
pub mod reopen;
pub mod sign;
mod start;
pub mod submit;
pub mod whole;
pub mod writable;

use access::{Facts, Permit};
use domain::history::RecordHeld;
use domain::{FileId, MatterId, RecordId};
use std::sync::Arc;

use pack::Pack;
use pack::model::Form;

use crate::unit::Unit;
use crate::{Error, Result};

/// A record that somebody acts on: the files it stands on, the first of them its home, and the pack it was written under.
pub(crate) struct Found {
    pub files: Vec<FileId>,
    pub held: RecordHeld,
    pub pack: Arc<Pack>,
}

impl Found {
    pub(crate) fn home(&self) -> FileId {
        self.held.home
    }

    /// What is so of the acting worker and each of its files.
    pub(crate) fn facts<'tx>(&self, unit: &mut Unit<'_, 'tx>) -> Result<Vec<Facts<'tx>>> {
        self.files.iter().map(|file| unit.facts(*file)).collect()
    }

    /// Each permitted file with the matter of that file to which the record belongs.
    pub(crate) fn places<'p, 'f>(
        &self,
        unit: &Unit<'_, '_>,
        permits: &'p [Permit<'f>],
    ) -> Result<Vec<(&'p Permit<'f>, Option<MatterId>)>> {
        let matter = |permit: &'p Permit<'f>| {
            let held = unit.opened(permit.file())?.history.record(self.held.id);
            Ok((permit, held.and_then(|r| r.matter)))
        };
        permits.iter().map(matter).collect()
    }

    pub(crate) fn form(&self) -> Result<&Form> {
        self.pack
            .form(&self.held.kind)
            .ok_or(Error::NotFound("form"))
    }
}

/// Finds a record, its files opened. A removed one is not found, nor one on a file that may not be seen.
pub(crate) fn find(unit: &mut Unit<'_, '_>, record: RecordId) -> Result<Found> {
    let files = store::record::files(unit.tx, record)?;
    unit.open(&files)?;
    let home = *files.first().ok_or(Error::NotFound("record"))?;
    // One on a file that may not be seen answers like one that does not exist, before anything else is asked of it.
    for file in &files {
        let facts = unit.facts(*file)?;
        unit.may(&facts, access::Ask::SeeFile)
            .map_err(|error| match error {
                Error::NotFound(_) => Error::NotFound("record"),
                other => other,
            })?;
    }
    let held = unit
        .opened(home)?
        .history
        .record(record)
        .cloned()
        .ok_or(Error::NotFound("record"))?;
    if !held.stands() {
        return Err(Error::NotFound("record"));
    }
    let pack = unit.office.pack(unit.tx, &held.pack)?;
    Ok(Found { files, held, pack })
}

/// Whose work the latest version of a record is: who wrote it first, who wrote it last, and for whom they did so.
pub(crate) fn writers(unit: &Unit<'_, '_>, found: &Found) -> Result<Vec<FileId>> {
    let open = unit.opened(found.home())?;
    let mut writers = vec![found.held.author];
    for delivered in &open.delivered {
        let event = &delivered.event;
        if event.id == found.held.first_event || event.id == found.held.last_event {
            writers.push(event.actor);
            writers.extend(event.on_behalf);
        }
    }
    Ok(writers)
}

/// A reason, which must say something.
pub(crate) fn reason(why: &str) -> Result<String> {
    let why = why.trim();
    if why.is_empty() {
        return Err(Error::wrong("no reason is given", "say why, in a line"));
    }
    if let Some(problem) =
        domain::text::problems(why, domain::text::TEXT_MAX, domain::text::Lines::Many).first()
    {
        return Err(Error::wrong(
            format!("the reason {problem}"),
            problem.expected(),
        ));
    }
    Ok(why.to_owned())
}
