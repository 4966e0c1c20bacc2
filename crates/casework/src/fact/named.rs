//! What a fact names, as somebody states it: files have to be there and be known to them, and a role is given, changed or ended
//! only by who looks after the people of that very service. What a fact named before may stay when it is put right.

use std::collections::BTreeSet;

use access::Scope;
use domain::event::Answers;
use domain::fact::{Fact, FileRef};
use domain::{FactId, FileId, ServiceId};
use pack::model::Act;
use pack::practice::FieldProblem;
use store::lists::offered;

use crate::derive::{fact_of, named};
use crate::unit::Unit;
use crate::{Error, Result};

/// Checks what a fact names.
///
/// # Errors
/// `Invalid` for a file that is not there or not known to who states it; `NotAllowed` for a role of another service.
pub(super) fn check(
    unit: &mut Unit<'_, '_>,
    file: FileId,
    fact: &Fact,
    corrects: Option<FactId>,
) -> Result<()> {
    let before = corrects.and_then(|old| {
        let history = &unit.opened(file).ok()?.history;
        let held = history.facts.iter().find(|held| held.id == old)?;
        fact_of(&held.what, &held.value)
    });
    let stays: BTreeSet<&FileRef> = before.iter().flat_map(named).collect();
    let new: Vec<&FileRef> = named(fact)
        .into_iter()
        .filter(|one| !stays.contains(one))
        .collect();
    if !new.is_empty() {
        let files: Vec<FileId> = new.iter().filter_map(|one| one.0.parse().ok()).collect();
        let today = unit.here()?.date();
        let scope = Scope::of(&crate::permit::actor(unit, today)?);
        let known = offered::among(unit.tx, &files, &scope)?;
        let all: BTreeSet<String> = known.iter().map(|one| one.file.to_string()).collect();
        // Somebody of the same service may be named without their file being open to who names them, as in a record: who
        // holds their number was shown it. A restricted file, and one of another service, is named only by who sees it.
        let near = |unit: &mut Unit<'_, '_>, one: &FileRef| {
            let service = unit.acting.service;
            let open = one.0.parse().ok().and_then(|file| unit.file(file).ok());
            open.is_some_and(|open| {
                open.history.service == Some(service) && open.history.restricted.is_none()
            })
        };
        if new
            .iter()
            .any(|one| !all.contains(&one.0) && !near(unit, one))
        {
            return Err(Error::Invalid(vec![FieldProblem {
                field: fact.kind().into(),
                part: None,
                message: "it names somebody or something that is not there, or not for you to see"
                    .into(),
                remedy: "choose from what is offered, or say it in words".into(),
            }]));
        }
    }
    if let Some(before) = before {
        role(unit, file, &before)?;
    }
    role(unit, file, fact)
}

/// As [`check`], for a fact that ends or is withdrawn.
pub(super) fn may_change(
    unit: &mut Unit<'_, '_>,
    file: FileId,
    (what, value): (&str, &Answers),
) -> Result<()> {
    match fact_of(what, value) {
        Some(fact) => role(unit, file, &fact),
        None => Ok(()),
    }
}

/// A role or a place's being served is for who looks after the people of that service.
fn role(unit: &mut Unit<'_, '_>, file: FileId, fact: &Fact) -> Result<()> {
    let mut of: Vec<Option<ServiceId>> = Vec::new();
    match fact {
        Fact::RoleHeld(role) => {
            match &role.service {
                Some(service) => of.push(service.0.parse().ok()),
                None => of.push(unit.opened(file)?.history.service),
            }
            if let Some(team) = role.team.as_ref().and_then(|team| team.0.parse().ok()) {
                of.push(unit.file(team)?.history.service);
            }
        }
        Fact::Served(served) => of.push(served.service.0.parse().ok()),
        _ => return Ok(()),
    }
    let today = unit.here()?.date();
    let actor = crate::permit::actor(unit, today)?;
    let keeps = |service: ServiceId| {
        let mut roles = actor.roles().iter().filter(|held| held.service == service);
        roles.any(|held| held.role.rights.may(Act::People.name()))
    };
    if of.iter().all(|service| service.is_some_and(keeps)) {
        Ok(())
    } else {
        Err(Error::not_allowed(
            "this belongs to another service: whoever looks after its people can do it",
        ))
    }
}
