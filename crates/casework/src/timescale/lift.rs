//! Lifting a guard once, with a reason that somebody else looks at afterwards.

use domain::event::Body;
use domain::{FileId, MatterId, Name};
use pack::model::Rule;

use crate::office::{Acting, Ids, Office};
use crate::{Error, Result};

/// Lifts a guard for the next act that it would refuse.
///
/// # Errors
/// `NotAllowed` where nobody, or only another role, can lift it.
pub fn lift(
    office: &Office,
    acting: &Acting,
    ids: Ids<'_>,
    file: FileId,
    matter: Option<MatterId>,
    guard: &Name,
    why: &str,
) -> Result<()> {
    office.act(acting, ids, |unit| {
        unit.file(file)?;
        let facts = unit.facts(file)?;
        unit.may(&facts, access::Ask::SeeFile)?;
        if matter.is_some_and(|m| {
            unit.opened(file)
                .is_ok_and(|o| o.history.matter(m).is_none())
        }) {
            return Err(Error::NotFound("matter"));
        }
        let pack = unit.pack_of(file, matter)?;
        let found = pack.rules.iter().find_map(|r| match r {
            Rule::Guard(g) if *g.guard.value == **guard => Some(g),
            _ => None,
        });
        let found = found.ok_or(Error::NotFound("guard"))?;
        if found.lifted_by.is_empty() {
            return Err(Error::not_allowed(format!(
                "nobody can lift this: {}",
                found.says
            )));
        }
        let roles: Vec<Name> = found.lifted_by.iter().map(|r| r.value.clone()).collect();
        let permit = unit.permit(&facts, crate::permit::one_of(&roles))?;
        let now = unit.now()?;
        let body = Body::GuardLifted {
            matter,
            guard: guard.clone(),
            why: crate::record::reason(why)?,
        };
        unit.append(&[(&permit, matter)], now, body).map(drop)
    })
}
