//! A worker's caseload: everybody with an open matter in which they are involved now, counted once.

use std::collections::BTreeSet;

use domain::FileId;

use crate::Result;
use crate::office::{Acting, Office};
use crate::unit::Unit;

/// A caseload against the band the service works by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caseload {
    /// How many people.
    pub people: u32,
    /// The band, where the pack has one: least and most of a full caseload.
    pub band: Option<(i64, i64)>,
}

impl Caseload {
    /// `below`, `within` or `above` the band.
    pub fn place(&self) -> Option<&'static str> {
        let (least, most) = self.band?;
        let people = i64::from(self.people);
        Some(if people < least {
            "below"
        } else if people > most {
            "above"
        } else {
            "within"
        })
    }
}

/// The caseload of a worker in the acting service.
///
/// # Errors
/// Those of the database.
pub fn caseload(office: &Office, acting: &Acting, worker: FileId) -> Result<Caseload> {
    office.store.read(|tx| {
        let mut none = || 0;
        let mut unit = Unit::reading(tx, office, acting, &mut none);
        let today = unit.here()?.date();
        let files: BTreeSet<FileId> =
            store::record::open_files_of(unit.tx, worker, acting.service)?
                .into_iter()
                .collect();
        let pack = unit.pack()?;
        let service = unit.service()?;
        let number = |name: &str| {
            service
                .settings
                .on(&pack, name, today)
                .and_then(|v| v.as_i64())
        };
        Ok(Caseload {
            people: files.len() as u32,
            band: number("caseload-minimum").zip(number("caseload-maximum")),
        })
    })
}
