//! Saying that two files are about one and the same person. Files and chains never move; a reader sees one person, and an
//! undo sees two again.

use domain::FileId;
use domain::event::Body;
use pack::model::Act;

use crate::office::{Acting, Ids, Office};
use crate::{Error, Result};

/// Links two files as about the same subject.
///
/// # Errors
/// `Wrong` where they are linked already, or are about different kinds of subject.
pub fn link(office: &Office, acting: &Acting, ids: Ids<'_>, one: FileId, other: FileId, why: &str) -> Result<()> {
    both(office, acting, ids, one, other, why, true)
}

/// Undoes the link.
///
/// # Errors
/// `Wrong` where they are not linked.
pub fn undo(office: &Office, acting: &Acting, ids: Ids<'_>, one: FileId, other: FileId, why: &str) -> Result<()> {
    both(office, acting, ids, one, other, why, false)
}

fn both(office: &Office, acting: &Acting, ids: Ids<'_>, one: FileId, other: FileId, why: &str, link: bool) -> Result<()> {
    office.act(acting, ids, |unit| {
        unit.open(&[one, other])?;
        unit.file(one)?;
        unit.file(other)?;
        let here = unit.facts(one)?;
        let there = unit.facts(other)?;
        let here = unit.permit(&here, crate::permit::act(Act::Merge))?;
        let there = unit.permit(&there, crate::permit::act(Act::Merge))?;
        let (a, b) = (&unit.opened(one)?.history, &unit.opened(other)?.history);
        if one == other || a.subject != b.subject {
            return Err(Error::wrong("these cannot be one and the same", "name two files about the same kind of subject"));
        }
        if a.same_as.contains(&other) == link {
            let what = if link { "they are linked already" } else { "they are not linked" };
            return Err(Error::wrong(what, "nothing needs to be done"));
        }
        let why = crate::record::reason(why)?;
        let now = unit.now()?;
        let body = |other: FileId| {
            let why = why.clone();
            if link { Body::SameAs { other, why } } else { Body::NotSameAs { other, why } }
        };
        unit.append(&[(&here, None)], now, body(other))?;
        unit.append(&[(&there, None)], now, body(one)).map(drop)
    })
}
