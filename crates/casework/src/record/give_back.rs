//! Sending a record back to its author with a reason, instead of signing it.

use access::{Ask, Permit};
use domain::event::Body;
use domain::history::RecordStatus;
use domain::{Name, RecordId};

use crate::office::{Acting, Ids, Office};
use crate::{Error, Result};

/// Sends a record back from the step it waits for.
///
/// # Errors
/// `Wrong` where it waits for nothing or the step cannot be sent back; `NotAllowed` for others than who signs it.
pub fn give_back(
    office: &Office,
    acting: &Acting,
    ids: Ids<'_>,
    record: RecordId,
    why: &str,
) -> Result<()> {
    office.act(acting, ids, |unit| {
        let found = super::find(unit, record)?;
        let form = found.form()?.clone();
        let facts = found.facts(unit)?;
        let RecordStatus::Waiting(step) = &found.held.status else {
            // Whoever may not see it must not learn that it waits for nothing.
            for facts in &facts {
                unit.may(facts, Ask::SeeFile)?;
            }
            return Err(Error::wrong(
                format!("“{}” waits for no signature", form.title),
                "amend it instead",
            ));
        };
        let definition = form.step(step).ok_or(Error::NotFound("step"))?;
        let by: Vec<Name> = definition.by.iter().map(|r| r.value.clone()).collect();
        let permits = facts
            .iter()
            .map(|f| unit.permit(f, crate::permit::sign(&found.held, &by)))
            .collect::<Result<Vec<Permit<'_>>>>()?;
        if !definition.may_return {
            return Err(Error::wrong(
                format!("“{}” cannot be sent back at this step", form.title),
                "sign it, or ask for an amendment",
            ));
        }
        let to = found.places(unit, &permits)?;
        let now = unit.now()?;
        let body = Body::RecordReturned {
            record,
            step: step.clone(),
            why: super::reason(why)?,
        };
        unit.append(&to, now, body).map(drop)
    })
}
