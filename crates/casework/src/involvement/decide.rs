//! What a meeting decides about a family, as one act: the record of the decision, where the pack keeps one, and who works with
//! each child from now on. Either all of it is kept or nothing.

use pack::model::Act;

use super::allocate::{Allocate, inside};
use crate::office::{Acting, Ids, Office};
use crate::record::submit::{self, Submit};
use crate::{Error, Result};

/// A decision.
#[derive(Debug, Clone)]
pub struct Decide {
    /// The record of it.
    pub record: Option<Submit>,
    /// Who is allocated to what.
    pub allocate: Vec<Allocate>,
}

/// Decides.
///
/// # Errors
/// Those of submitting the record and of each allocation; `Wrong` where there is nothing to decide.
pub fn decide(office: &Office, acting: &Acting, ids: Ids<'_>, decide: &Decide) -> Result<()> {
    office.act(acting, ids, |unit| {
        if decide.record.is_none() && decide.allocate.is_empty() {
            return Err(Error::wrong(
                "nothing is decided",
                "choose a worker, or write down what was decided",
            ));
        }
        if let Some(record) = &decide.record {
            submit::inside(unit, record)?;
        }
        for allocate in &decide.allocate {
            unit.open(&[allocate.file, allocate.worker])?;
            unit.file(allocate.file)?;
            let facts = unit.facts(allocate.file)?;
            let permit = unit.permit(&facts, crate::permit::act(Act::Allocate))?;
            inside(unit, &permit, allocate)?;
        }
        Ok(())
    })
}
