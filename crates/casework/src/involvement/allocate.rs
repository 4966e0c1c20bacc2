//! Allocating a worker to a matter in a role.

use access::Permit;
use domain::event::Body;
use domain::{FileId, InvolvementId, MatterId, Name};
use pack::model::Act;
use pack::practice::{Actor, Context, guards};

use crate::office::{Acting, Ids, Office};
use crate::unit::Unit;
use crate::{Error, Result};

/// An allocation.
#[derive(Debug, Clone)]
pub struct Allocate {
    /// The file.
    pub file: FileId,
    /// The matter.
    pub matter: MatterId,
    /// The worker.
    pub worker: FileId,
    /// In which role.
    pub role: Name,
}

/// Allocates; gives the involvement.
///
/// # Errors
/// `NotFound` for a worker without any role in the acting service; `NotAllowed` where they do not hold the role, lacks what it needs, or declared a conflict of interest; `Refused`
/// by guards.
pub fn allocate(
    office: &Office,
    acting: &Acting,
    ids: Ids<'_>,
    allocate: &Allocate,
) -> Result<InvolvementId> {
    office.act(acting, ids, |unit| {
        unit.open(&[allocate.file, allocate.worker])?;
        unit.file(allocate.file)?;
        let facts = unit.facts(allocate.file)?;
        let permit = unit.permit(&facts, crate::permit::act(Act::Allocate))?;
        inside(unit, &permit, allocate)
    })
}

pub(crate) fn inside(
    unit: &mut Unit<'_, '_>,
    permit: &Permit<'_>,
    allocate: &Allocate,
) -> Result<InvolvementId> {
    let today = unit.here()?.date();
    let pack = unit.pack_of(allocate.file, Some(allocate.matter))?;
    let role = pack.role(&allocate.role).ok_or(Error::NotFound("role"))?;
    let held = unit
        .opened(allocate.file)?
        .history
        .matter(allocate.matter)
        .cloned()
        .ok_or(Error::NotFound("matter"))?;
    if !held.is_open() {
        return Err(Error::wrong("it is closed", "reopen it first"));
    }
    unit.file(allocate.worker)
        .map_err(|_| Error::NotFound("worker"))?;
    let roles = store::service::roles_of(unit.tx, allocate.worker, today)?;
    let mut here = roles
        .iter()
        .filter(|(service, _, _)| *service == unit.acting.service)
        .peekable();
    // Somebody of another agency answers like somebody who does not exist.
    if here.peek().is_none() {
        return Err(Error::NotFound("worker"));
    }
    if !here.any(|(_, r, _)| *r == allocate.role) {
        return Err(Error::not_allowed(format!(
            "they do not hold the role “{}” in this service",
            role.title
        )));
    }
    let own = &unit.opened(allocate.worker)?.history;
    for needed in &role.needs {
        if !crate::read::title::current(own, needed, today) {
            return Err(Error::not_allowed(format!(
                "they cannot be allocated as “{}”: their file shows no current {}",
                role.title,
                needed.replace('-', " ")
            )));
        }
    }
    if crate::permit::in_conflict(own, allocate.file, today) {
        return Err(Error::not_allowed(
            "they declared a conflict of interest with this person",
        ));
    }
    let already = unit
        .opened(allocate.file)?
        .history
        .involved(allocate.matter)
        .any(|i| i.worker == allocate.worker && i.role == allocate.role);
    if already {
        return Err(Error::wrong(
            "they are allocated in this role already",
            "nothing needs to be done",
        ));
    }
    let refused = guarded(unit, allocate)?;
    if !refused.is_empty() {
        return Err(Error::Refused(refused));
    }
    let involvement = InvolvementId::from_bits(unit.fresh());
    let now = unit.now()?;
    let body = Body::InvolvementStarted {
        involvement,
        matter: allocate.matter,
        worker: allocate.worker,
        role: allocate.role.clone(),
    };
    unit.append(&[(permit, Some(allocate.matter))], now, body)?;
    Ok(involvement)
}

/// Guards of an allocation ask `worker(...)` of the one who is allocated.
fn guarded(unit: &mut Unit<'_, '_>, allocate: &Allocate) -> Result<Vec<pack::practice::Refusal>> {
    let own = unit.opened(allocate.worker)?.history.clone();
    let actor = Actor {
        history: Some(&own),
        roles: vec![allocate.role.to_string()],
    };
    unit.look(allocate.file, Some(allocate.matter), None, |context| {
        let of = Context {
            actor: Some(&actor),
            ..context.clone()
        };
        guards(&of, &allocate.role, "allocated")
    })
}
