//! Cover: who acts for a worker who is away, and until when. The log shows both names.

use domain::event::Body;
use domain::{FileId, InvolvementId};
use jiff::civil::Date;
use pack::model::Act;

use crate::office::{Acting, Ids, Office};
use crate::{Error, Result};

/// Names who acts for a worker.
#[derive(Debug, Clone)]
pub struct Name {
    /// Who is away.
    pub worker: FileId,
    /// Who acts.
    pub by: FileId,
    /// First day.
    pub from: Date,
    /// Last day.
    pub until: Date,
    /// Why.
    pub why: String,
}

/// Names cover.
///
/// # Errors
/// `NotFound` for somebody without a role in the acting service; `Wrong` for dates that do not follow one another, or for somebody covering for themselves.
pub fn name(office: &Office, acting: &Acting, ids: Ids<'_>, name: &Name) -> Result<InvolvementId> {
    office.act(acting, ids, |unit| {
        unit.open(&[name.worker, name.by])?;
        unit.file(name.worker)?;
        unit.file(name.by).map_err(|_| Error::NotFound("worker"))?;
        let facts = unit.facts(name.worker)?;
        let permit = unit.permit(&facts, crate::permit::act(Act::Cover))?;
        let today = unit.here()?.date();
        let roles = store::service::roles_of(unit.tx, name.by, today)?;
        if !roles
            .iter()
            .any(|(service, _, _)| *service == unit.acting.service)
        {
            return Err(Error::NotFound("worker"));
        }
        if name.worker == name.by {
            return Err(Error::wrong(
                "nobody covers for themselves",
                "name somebody else",
            ));
        }
        if name.until < name.from {
            return Err(Error::wrong(
                format!(
                    "cover ends on {} before it begins on {}",
                    name.until, name.from
                ),
                "look at the dates",
            ));
        }
        let cover = InvolvementId::from_bits(unit.fresh());
        let now = unit.now()?;
        let body = Body::CoverNamed {
            cover,
            worker: name.worker,
            by: name.by,
            from: name.from,
            until: name.until,
            why: name.why.trim().to_owned(),
        };
        unit.append(&[(&permit, None)], now, body)?;
        Ok(cover)
    })
}

/// Ends cover before its last day.
///
/// # Errors
/// `NotFound` for cover that is not there or has ended.
pub fn end(
    office: &Office,
    acting: &Acting,
    ids: Ids<'_>,
    worker: FileId,
    cover: InvolvementId,
) -> Result<()> {
    office.act(acting, ids, |unit| {
        unit.file(worker)?;
        let facts = unit.facts(worker)?;
        let permit = unit.permit(&facts, crate::permit::act(Act::Cover))?;
        let running = unit
            .opened(worker)?
            .history
            .covers
            .iter()
            .any(|c| c.id == cover && !c.ended);
        if !running {
            return Err(Error::NotFound("cover"));
        }
        let now = unit.now()?;
        unit.append(&[(&permit, None)], now, Body::CoverEnded { cover })
            .map(drop)
    })
}
