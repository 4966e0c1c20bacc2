//! Everybody the acting worker works with, by name: whom they may begin to write about. It opens no file.

use access::Scope;
use domain::FileId;

use crate::Result;
use crate::office::{Acting, Office};
use crate::unit::Unit;

/// The most that are listed.
pub const MOST: i64 = 200;

/// Names and files of the people the acting worker works with.
///
/// # Errors
/// Those of the database.
pub fn mine(office: &Office, acting: &Acting) -> Result<Vec<(FileId, String)>> {
    office.store.read(|tx| {
        let mut none = || 0;
        let mut unit = Unit::reading(tx, office, acting, &mut none);
        let today = unit.here()?.date();
        let scope = Scope::of(&crate::permit::actor(&mut unit, today)?);
        let worker = acting.on_behalf.unwrap_or(acting.worker);
        let of = (worker, acting.service);
        let people = store::lists::caseload::of_worker(unit.tx, of, &scope, None, MOST)?;
        let named = people
            .into_iter()
            .map(|person| (person.file, person.display));
        Ok(named.collect())
    })
}
