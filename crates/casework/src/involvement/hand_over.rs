//! Handing a matter over: one involvement ends and another in the same role begins, in one act.

use domain::event::Body;
use domain::{FileId, InvolvementId, MatterId};
use pack::model::Act;

use super::allocate::{Allocate, inside};
use crate::office::{Acting, Ids, Office};
use crate::{Error, Result};

/// Hands one's own involvement (or, for who may allocate, `from`'s) to another worker.
///
/// # Errors
/// As for allocating; `NotFound` where there is nothing to hand over.
pub fn hand_over(
    office: &Office,
    acting: &Acting,
    ids: Ids<'_>,
    file: FileId,
    matter: MatterId,
    from: FileId,
    to: FileId,
) -> Result<InvolvementId> {
    office.act(acting, ids, |unit| {
        unit.open(&[file, from, to])?;
        unit.file(file)?;
        let facts = unit.facts(file)?;
        let act = if from == unit.acting.worker { Act::HandOver } else { Act::Allocate };
        let permit = unit.permit(&facts, crate::permit::act(act))?;
        let held = unit.opened(file)?.history.involved(matter).find(|i| i.worker == from).cloned();
        let held = held.ok_or(Error::NotFound("involvement"))?;
        let now = unit.now()?;
        let body = Body::InvolvementEnded { involvement: held.id, matter, why: "handed over".into() };
        unit.append(&[(&permit, Some(matter))], now, body)?;
        inside(unit, &permit, &Allocate { file, matter, worker: to, role: held.role })
    })
}
