//! What who looks after people, places and settings sees of them: lists by name, one worker or place with its facts, settings
//! and packs. Of the people a service works with there is nothing here, not even how many.

pub mod people;
pub mod places;
pub mod practice;

use access::{Ask, Reach, Scope};
use domain::FileId;
use domain::event::Subject;
use domain::history::FactHeld;
use pack::model::Act;
use std::collections::{BTreeMap, BTreeSet};
use store::lists::offered;

use crate::office::{Acting, Office};
use crate::record::paper::files_in;
use crate::unit::Unit;
use crate::{Error, Result};

/// A page of a list holds so many.
pub const PAGE: usize = 50;

/// Whether the acting worker does one of these acts in the acting service; otherwise says who can.
fn keeps(unit: &mut Unit<'_, '_>, acts: &[Act], who: &str) -> Result<Scope> {
    let today = unit.here()?.date();
    let actor = crate::permit::actor(unit, today)?;
    let service = unit.acting.service;
    let may = actor.roles().iter().any(|held| {
        held.service == service && acts.iter().any(|act| held.role.rights.may(act.name()))
    });
    if may {
        Ok(Scope::of(&actor))
    } else {
        Err(Error::not_allowed(format!("this is for {who}")))
    }
}

fn keeps_people(unit: &mut Unit<'_, '_>) -> Result<Scope> {
    keeps(
        unit,
        &[Act::People],
        "whoever looks after the people who work here",
    )
}

/// A worker, team, place or post with the facts about it.
#[derive(Debug, Clone)]
pub struct Kept {
    /// The file.
    pub file: FileId,
    /// What it is about.
    pub subject: Subject,
    /// The name it is shown by.
    pub display: String,
    /// Facts that were not withdrawn, oldest first.
    pub facts: Vec<FactHeld>,
    /// Names of the files they name, as far as the reader may know of them.
    pub names: BTreeMap<String, String>,
    /// Whether it is the reader's own file: somebody else keeps that.
    pub own: bool,
}

/// Reads a file of staff or of a place with its facts; the look is in its log.
fn kept(unit: &mut Unit<'_, '_>, file: FileId) -> Result<Kept> {
    let scope = keeps_people(unit).map_err(|_| Error::NotFound("file"))?;
    let subject = unit.file(file)?.history.subject;
    let subject = subject
        .filter(|subject| !matches!(subject, Subject::Person | Subject::Family | Subject::Group));
    let subject = subject.ok_or(Error::NotFound("file"))?;
    let facts = unit.facts(file)?;
    let permit = unit.permit(&facts, Ask::SeeFile)?;
    // What a worker declared of the people they know is between them and who reads their file.
    let reads = permit.reach() >= Reach::Readable;
    let why = permit.why().to_string();
    crate::read::file::log(unit, file, "facts", &why)?;
    let mut all: Vec<FactHeld> = unit.opened(file)?.history.facts.clone();
    all.retain(|f| !f.withdrawn && (reads || *f.what != *"conflict_of_interest"));
    let mut named: BTreeSet<FileId> = BTreeSet::from([file]);
    for fact in &all {
        fact.value.values().for_each(|v| files_in(v, &mut named));
    }
    let covers = unit.opened(file)?.history.covers.iter();
    named.extend(covers.map(|cover| cover.by));
    let named: Vec<FileId> = named.into_iter().collect();
    let known = offered::among(unit.tx, &named, &scope)?;
    let mut names: BTreeMap<String, String> = known
        .into_iter()
        .map(|one| (one.file.to_string(), one.display))
        .collect();
    for (service, name) in store::service::names(unit.tx)? {
        names.insert(service.to_string(), name);
    }
    Ok(Kept {
        file,
        subject,
        display: names.get(&file.to_string()).cloned().unwrap_or_default(),
        facts: all,
        names,
        own: file == unit.acting.worker,
    })
}

/// Reads a team, place, post or agency with its facts.
///
/// # Errors
/// `NotFound` for one that is not there or may not be seen.
pub fn place(office: &Office, acting: &Acting, file: FileId) -> Result<Kept> {
    office.store.write(|tx| {
        let mut none = || 0;
        let mut unit = Unit::reading(tx, office, acting, &mut none);
        let kept = kept(&mut unit, file)?;
        if matches!(kept.subject, Subject::Worker | Subject::Volunteer) {
            return Err(Error::NotFound("file"));
        }
        Ok(kept)
    })
}
