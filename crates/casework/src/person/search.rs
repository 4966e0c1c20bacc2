//! Search as a name is typed, over what the reader may know of and nothing else. A former name finds somebody and is not
//! shown; marks over letters make no difference.

use access::Scope;
use domain::event::Subject;
use store::find::Candidate;

use crate::Result;
use crate::office::{Acting, Office};
use crate::unit::Unit;
use domain::FileId;

/// The longest page.
pub const MOST: i64 = 50;

/// Files of which a name begins like what was typed, by the word found; a page of at most 50, after the last file seen.
///
/// # Errors
/// Those of the database.
pub fn search(
    office: &Office,
    acting: &Acting,
    typed: &str,
    subjects: &[Subject],
    after: Option<FileId>,
    limit: i64,
) -> Result<Vec<Candidate>> {
    office.store.read(|tx| {
        let mut none = || 0;
        let mut unit = Unit::reading(tx, office, acting, &mut none);
        let today = unit.here()?.date();
        let scope = Scope::of(&crate::permit::actor(&mut unit, today)?);
        let limit = limit.clamp(1, MOST);
        Ok(store::find::by_prefix_known(
            unit.tx, typed, &scope, subjects, after, limit,
        )?)
    })
}
