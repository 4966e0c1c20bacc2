//! Reading an attachment where it stands. The look is in the log before the first part of it leaves.

use domain::FileId;
use store::attachment::Parts;

use super::Held;
use crate::office::{Acting, Office};
use crate::unit::Unit;
use crate::{Error, Result};

/// An attachment that may be read: what it is, and its content part by part.
pub struct Reading {
    /// What it is.
    pub held: Held,
    parts: Parts,
}

/// Opens an attachment of a file.
///
/// # Errors
/// `NotFound` where the file does not carry it, or it may not be read there: one answers like the other, whether or not
/// the content is kept elsewhere.
pub fn read(office: &Office, acting: &Acting, file: FileId, sha256: &str) -> Result<Reading> {
    office.store.write(|tx| {
        let mut none = || 0;
        let mut unit = Unit::reading(tx, office, acting, &mut none);
        let absent = |_| Error::NotFound("attachment");
        unit.file(file).map(drop).map_err(absent)?;
        let facts = unit.facts(file)?;
        let permit = unit.permit(&facts, access::Ask::SeeFile).map_err(absent)?;
        let held = super::of_file::readable(&mut unit, &facts, file)?
            .into_iter()
            .find(|held| held.sha256 == sha256)
            .ok_or(Error::NotFound("attachment"))?;
        let why = permit.why().to_string();
        crate::read::file::log(&mut unit, file, "attachment", &why)?;
        let parts = Parts::of(&held.sha256);
        Ok(Reading { held, parts })
    })
}

impl Reading {
    /// The next part, of at most 1 MB; `None` after the last.
    ///
    /// # Errors
    /// Of the database, also where the content is no longer what was kept.
    pub fn next(&mut self, office: &Office) -> Result<Option<Vec<u8>>> {
        Ok(self.parts.next(&office.store)?)
    }
}
