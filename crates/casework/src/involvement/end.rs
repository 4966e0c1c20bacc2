//! Ending a worker's involvement.

use domain::event::Body;
use domain::{FileId, InvolvementId};
use pack::model::Act;
use pack::practice::guards;

use crate::office::{Acting, Ids, Office};
use crate::{Error, Result};

/// Ends an involvement.
///
/// # Errors
/// `NotFound` for one that is not there or has ended; `Refused` by guards.
pub fn end(office: &Office, acting: &Acting, ids: Ids<'_>, file: FileId, involvement: InvolvementId, why: &str) -> Result<()> {
    office.act(acting, ids, |unit| {
        unit.file(file)?;
        let facts = unit.facts(file)?;
        let permit = unit.permit(&facts, crate::permit::act(Act::Allocate))?;
        let held = unit.opened(file)?.history.involvements.iter().find(|i| i.id == involvement && i.to.is_none()).cloned();
        let held = held.ok_or(Error::NotFound("involvement"))?;
        let refused = unit.look(file, Some(held.matter), None, |context| guards(context, &held.role, "ended"))?;
        if !refused.is_empty() {
            return Err(Error::Refused(refused));
        }
        let now = unit.now()?;
        let body = Body::InvolvementEnded { involvement, matter: held.matter, why: why.trim().to_owned() };
        unit.append(&[(&permit, Some(held.matter))], now, body).map(drop)
    })
}
