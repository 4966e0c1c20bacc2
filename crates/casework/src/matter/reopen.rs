//! Reopening a closed matter, at the stage it was at before it was closed.

use domain::event::Body;
use domain::{FileId, MatterId};
use pack::model::Act;

use crate::office::{Acting, Ids, Office};
use crate::{Error, Result};

/// Reopens a matter.
///
/// # Errors
/// `Wrong` where it is open, or another of its kind is.
pub fn reopen(office: &Office, acting: &Acting, ids: Ids<'_>, file: FileId, matter: MatterId, why: &str) -> Result<()> {
    office.act(acting, ids, |unit| {
        unit.file(file)?;
        let facts = unit.facts(file)?;
        let permit = unit.permit(&facts, crate::permit::act(Act::Reopen))?;
        let pack = unit.pack_of(file, Some(matter))?;
        let history = &unit.opened(file)?.history;
        let held = history.matter(matter).ok_or(Error::NotFound("matter"))?;
        if held.is_open() {
            return Err(Error::wrong("it is open", "nothing needs to be done"));
        }
        let kind = pack.matter(&held.kind).ok_or(Error::NotFound("matter"))?;
        if kind.one_open && history.open_matter(&held.kind).is_some() {
            return Err(Error::wrong(format!("another {} is open", kind.title.to_lowercase()), "use that one"));
        }
        let before = held.stages.iter().rev().find(|s| kind.stage(&s.stage).is_some_and(|k| !k.is_final));
        let stage = before.map_or_else(|| held.stages[0].stage.clone(), |s| s.stage.clone());
        let now = unit.now()?;
        let body = Body::MatterReopened { matter, stage, why: crate::record::reason(why)? };
        unit.append(&[(&permit, Some(matter))], now, body).map(drop)
    })
}
