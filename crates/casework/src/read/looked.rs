//! Who looked at a file, when, at what and why. For who may see that by their role; who must not be told of something on the
//! file learns nothing here. What is given to a family is reviewed first, and is another thing.

use std::collections::BTreeMap;

use domain::{FileId, Name};
use jiff::civil::DateTime;
use pack::model::Act;
use store::view_log::Place;

use crate::office::{Acting, Office};
use crate::unit::Unit;
use crate::{Error, Result};

/// The longest page.
pub const MOST: i64 = 100;

/// One look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// When, in the service's zone.
    pub at: DateTime,
    /// Who.
    pub worker: FileId,
    /// For whom, under cover.
    pub on_behalf: Option<FileId>,
    /// Their names: "Ana Smith", or "Ana Smith for Ben Jones".
    pub who: String,
    /// What was shown.
    pub what: Name,
    /// Why they may.
    pub why: String,
    /// Where the list goes on after this one.
    pub place: Place,
}

impl Look {
    /// The look in a sentence.
    pub fn says(&self) -> String {
        let at = self.at.strftime("%-d %B %Y, %H:%M");
        let what = self.what.replace(['-', '_'], " ");
        format!("{at}: {} looked at the {what} ({})", self.who, self.why)
    }
}

/// Looks at a file, newest first; a page of at most 100, after a place.
///
/// # Errors
/// `NotFound` for a file that may not be seen, or for who must not be told of something on it; `NotAllowed` with who may
/// see this.
pub fn looked(
    office: &Office,
    acting: &Acting,
    file: FileId,
    after: Option<Place>,
    limit: i64,
) -> Result<Vec<Look>> {
    office.store.write(|tx| {
        let mut none = || 0;
        let mut unit = Unit::reading(tx, office, acting, &mut none);
        unit.file(file)?;
        let facts = unit.facts(file)?;
        let permit = unit.permit(&facts, crate::permit::act(Act::WhoLooked))?;
        if unit.not_told(file)?.contains(&acting.worker) {
            return Err(Error::NotFound("file"));
        }
        let why = permit.why().to_string();
        let views = store::view_log::of_file(unit.tx, file, after, limit.clamp(1, MOST))?;
        let mut workers: Vec<FileId> = views
            .iter()
            .flat_map(|v| std::iter::once(v.seen.worker).chain(v.seen.on_behalf))
            .collect();
        workers.sort_unstable();
        workers.dedup();
        let names: BTreeMap<FileId, String> = store::find::displays(unit.tx, &workers)?
            .into_iter()
            .collect();
        let name = |worker: FileId| {
            let name = names.get(&worker).cloned();
            name.unwrap_or_else(|| "a worker without a file".into())
        };
        let zone = unit.zone()?;
        super::file::log(&mut unit, file, "who-looked", &why)?;
        Ok(views
            .into_iter()
            .map(|kept| {
                let place = kept.place();
                let seen = kept.seen;
                let own = name(seen.worker);
                Look {
                    at: seen.at.to_zoned(zone.clone()).datetime(),
                    worker: seen.worker,
                    on_behalf: seen.on_behalf,
                    who: match seen.on_behalf {
                        Some(other) => format!("{own} for {}", name(other)),
                        None => own,
                    },
                    what: seen.what,
                    why: seen.why,
                    place,
                }
            })
            .collect())
    })
}
