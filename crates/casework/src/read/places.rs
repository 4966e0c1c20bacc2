//! The places a service works at, by name: for whoever takes somebody in or notes a talk there.

use access::Scope;
use domain::FileId;
use domain::event::Subject;

use crate::Result;
use crate::office::{Acting, Office};
use crate::unit::Unit;

/// The most that are offered.
const MOST: i64 = 300;

/// A place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Its file.
    pub file: FileId,
    /// The name it is shown by.
    pub display: String,
}

/// The places of the acting service that the actor may know of.
///
/// # Errors
/// Those of the database.
pub fn places(office: &Office, acting: &Acting) -> Result<Vec<Place>> {
    office.store.read(|tx| {
        let mut none = || 0;
        let mut unit = Unit::reading(tx, office, acting, &mut none);
        let today = unit.here()?.date();
        let scope = Scope::of(&crate::permit::actor(&mut unit, today)?);
        let site = Subject::Site.as_str();
        let all = store::lists::offered::of_service(unit.tx, acting.service, site, MOST)?;
        let files: Vec<FileId> = all.iter().map(|place| place.file).collect();
        let known = store::find::among(unit.tx, &files, &scope)?;
        let places = all.into_iter().filter(|place| known.contains(&place.file));
        Ok(places
            .map(|place| Place {
                file: place.file,
                display: place.display,
            })
            .collect())
    })
}
