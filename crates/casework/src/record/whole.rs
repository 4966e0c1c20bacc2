//! A record as one reader sees it: its versions and what changed, who signed under which title, what it waits for, what is
//! attached, what the reader may do with it. The look is in the log of each file it was read on.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use access::{Ask, Facts};
use domain::event::{Answers, Body, Occurred};
use domain::history::{RecordHeld, RecordStatus};
use domain::{FileId, Name, RecordId};
use jiff::Timestamp;
use jiff::civil::DateTime;
use pack::Pack;
use pack::model::{Act, Form, OwnWork};
use pack::practice::steps_from;

use super::reopen::unread;
use super::{Found, writers};
use crate::attachment::Held;
use crate::office::{Acting, Office};
use crate::unit::Unit;
use crate::{Error, Result};

/// One version of a record.
#[derive(Debug, Clone, PartialEq)]
pub struct Version {
    /// Its number, from 1.
    pub version: u32,
    /// Who wrote it.
    pub by: FileId,
    /// For whom, under cover.
    pub on_behalf: Option<FileId>,
    /// When, in the service's zone.
    pub at: DateTime,
    /// Why it was amended.
    pub why: Option<String>,
    /// It corrects what was wrong from the beginning.
    pub corrects: bool,
    /// Shared answers.
    pub answers: Answers,
    /// Parts of those people whose files the reader reads.
    pub parts: BTreeMap<FileId, Answers>,
}

/// Something that happened to a record beside its versions.
#[derive(Debug, Clone, PartialEq)]
pub struct Turn {
    /// Who.
    pub by: FileId,
    /// When, in the service's zone.
    pub at: DateTime,
    /// After which version.
    pub version: u32,
    /// What.
    pub what: What,
}

/// What happened to a record.
#[derive(Debug, Clone, PartialEq)]
pub enum What {
    /// A step was signed, perhaps as one's own work with a reason.
    Signed(Name, Option<String>),
    /// It was sent back with a reason.
    SentBack(Name, String),
    /// Somebody asked for its removal with a reason.
    RemovalAsked(String),
}

/// A step of the signing chain as it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// Its name.
    pub step: Name,
    /// What people read.
    pub title: String,
    /// The titles of those who sign it.
    pub by: Vec<String>,
    /// How it stands.
    pub stands: StepStands,
}

/// How a step stands.
#[derive(Debug, Clone, PartialEq)]
pub enum StepStands {
    /// Signed for the latest version: by whom, under which title, when.
    Signed(FileId, String, Occurred),
    /// The record waits for it.
    Waiting,
    /// Not its turn.
    Open,
}

/// What the reader may do with it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct May {
    /// Sign the step it waits for.
    pub sign: Option<Name>,
    /// With a reason, because it is their own work.
    pub own_work: bool,
    /// Give it back.
    pub give_back: bool,
    /// Amend it, or go on with it.
    pub amend: bool,
    /// Ask for its removal.
    pub ask_removal: bool,
    /// Agree to its removal.
    pub agree_removal: bool,
}

/// A record as one reader sees it.
pub struct Whole {
    /// The record, without what the reader may not read.
    pub held: RecordHeld,
    /// The pack it was written under.
    pub pack: Arc<Pack>,
    /// The files on which the reader reads it, with the names they are shown by.
    pub files: Vec<(FileId, String)>,
    /// It stands on files that the reader does not see.
    pub elsewhere: bool,
    /// Versions, first first.
    pub versions: Vec<Version>,
    /// What happened beside them.
    pub turns: Vec<Turn>,
    /// Its signing chain.
    pub steps: Vec<Step>,
    /// What is attached to it.
    pub attachments: Vec<Held>,
    /// What the reader may do.
    pub may: May,
    /// Names of people, places and records that it names.
    pub known: BTreeMap<String, String>,
    /// Titles of records it names, and when they were: by their identifier.
    pub named_records: BTreeMap<String, (String, Occurred)>,
    /// The author's title.
    pub author_title: String,
}

impl Whole {
    /// Its form.
    ///
    /// # Errors
    /// `NotFound` where the pack has none of that kind.
    pub fn form(&self) -> Result<&Form> {
        self.pack
            .form(&self.held.kind)
            .ok_or(Error::NotFound("form"))
    }
}

/// Reads a record with everything around it.
///
/// # Errors
/// `NotFound` for one that is not there or may not be read.
pub fn read(office: &Office, acting: &Acting, record: RecordId) -> Result<Whole> {
    office.store.write(|tx| {
        let mut none = || 0;
        let mut unit = Unit::reading(tx, office, acting, &mut none);
        inside(&mut unit, record)
    })
}

fn inside(unit: &mut Unit<'_, '_>, record: RecordId) -> Result<Whole> {
    let absent = || Error::NotFound("record");
    let all = store::record::files(unit.tx, record)?;
    unit.open(&all)?;
    let mut facts: Vec<Facts<'_>> = Vec::new();
    for file in &all {
        let open = unit.opened(*file)?;
        let held = open.history.record(record).filter(|r| r.stands()).cloned();
        let Some(held) = held else { continue };
        let of = unit.facts(*file)?;
        let pack = unit.office.pack(unit.tx, &held.pack)?;
        let Some(form) = pack.form(&held.kind) else {
            continue;
        };
        let ask = crate::permit::read_record(&held, &form.private);
        let Ok(permit) = unit.permit(&of, ask) else {
            continue;
        };
        let why = permit.why().to_string();
        if unit.not_told(*file)?.contains(&unit.acting.worker)
            && crate::read::file::hides(unit, *file, &held)?
        {
            return Err(absent());
        }
        crate::read::file::log(unit, *file, "record", &why)?;
        facts.push(of);
    }
    let first = facts.first().map(Facts::file).ok_or_else(absent)?;
    let mut held = unit
        .opened(first)?
        .history
        .record(record)
        .cloned()
        .ok_or_else(absent)?;
    let pack = unit.office.pack(unit.tx, &held.pack)?;
    let form = pack
        .form(&held.kind)
        .ok_or(Error::NotFound("form"))?
        .clone();
    let readable: Vec<FileId> = facts.iter().map(Facts::file).collect();
    let unread = unread(unit, &facts, &form, Some(&held));
    let seen = |answers: &Answers| -> Answers {
        let kept = answers.iter().filter(|(id, _)| !unread.contains(*id));
        kept.map(|(id, a)| (id.clone(), a.clone())).collect()
    };
    let seen_parts = |parts: &BTreeMap<FileId, Answers>| -> BTreeMap<FileId, Answers> {
        let kept = parts.iter().filter(|(file, _)| readable.contains(file));
        kept.map(|(file, a)| (*file, seen(a))).collect()
    };
    let (versions, turns) = story(unit, first, record, &seen, &seen_parts)?;
    held.answers = seen(&held.answers);
    held.first_answers = seen(&held.first_answers);
    held.parts = seen_parts(&held.parts);
    held.first_parts = seen_parts(&held.first_parts);
    let steps = steps(unit, first, &held, &form, &pack)?;
    let may = may(unit, &all, &facts, &held, &form, &pack)?;
    let mut attachments: Vec<Held> = Vec::new();
    for of in &facts {
        for one in crate::attachment::of_file::readable(unit, of, of.file())? {
            let twice = attachments.iter().any(|a| a.sha256 == one.sha256);
            if one.record == Some(record) && !twice {
                attachments.push(one);
            }
        }
    }
    let (known, named_records) = names(unit, &facts, &versions, &turns, &held)?;
    let files = readable
        .iter()
        .map(|file| {
            (
                *file,
                known.get(&file.to_string()).cloned().unwrap_or_default(),
            )
        })
        .collect();
    let author_title = title(unit, held.author, held.recorded)?;
    Ok(Whole {
        elsewhere: readable.len() < all.len(),
        held,
        files,
        versions,
        turns,
        steps,
        attachments,
        may,
        known,
        named_records,
        author_title,
        pack,
    })
}

fn local(unit: &mut Unit<'_, '_>, at: Timestamp) -> Result<DateTime> {
    Ok(at.to_zoned(unit.zone()?).datetime())
}

/// The versions of a record, and what happened beside them, from the chain of a file it stands on.
fn story(
    unit: &mut Unit<'_, '_>,
    file: FileId,
    record: RecordId,
    seen: &dyn Fn(&Answers) -> Answers,
    seen_parts: &dyn Fn(&Parts) -> Parts,
) -> Result<(Vec<Version>, Vec<Turn>)> {
    let (mut versions, mut turns) = (Vec::new(), Vec::new());
    let events: Vec<_> = unit
        .opened(file)?
        .delivered
        .iter()
        .map(|d| d.event.clone())
        .collect();
    let mut latest = 0;
    for event in events {
        let what = match event.body {
            Body::RecordSubmitted {
                record: of,
                version,
                answers,
                parts,
                corrects,
                why,
                ..
            } if of == record => {
                latest = version;
                versions.push(Version {
                    version,
                    by: event.actor,
                    on_behalf: event.on_behalf,
                    at: local(unit, event.recorded)?,
                    why,
                    corrects,
                    answers: seen(&answers),
                    parts: seen_parts(&parts),
                });
                continue;
            }
            Body::RecordSigned {
                record: of,
                step,
                own_work,
                ..
            } if of == record => What::Signed(step, own_work),
            Body::RecordReturned {
                record: of,
                step,
                why,
            } if of == record => What::SentBack(step, why),
            Body::RecordRemovalAsked { record: of, why } if of == record => What::RemovalAsked(why),
            _ => continue,
        };
        turns.push(Turn {
            by: event.actor,
            at: local(unit, event.recorded)?,
            version: latest,
            what,
        });
    }
    Ok((versions, turns))
}

/// The title somebody was shown under when they signed: a protected one only with its certificate of that day.
fn title(unit: &mut Unit<'_, '_>, worker: FileId, at: Timestamp) -> Result<String> {
    let day = local(unit, at)?.date();
    let service = unit.acting.service;
    let roles = store::service::roles_of(unit.tx, worker, day)?;
    let role = roles.into_iter().find(|(of, _, _)| *of == service);
    let Some((_, role, _)) = role else {
        return Ok(String::new());
    };
    let pack = unit.pack()?;
    unit.open(&[worker])?;
    let history = &unit.opened(worker)?.history;
    Ok(crate::read::title::title(&pack, &role, history, day))
}

fn steps(
    unit: &mut Unit<'_, '_>,
    file: FileId,
    held: &RecordHeld,
    form: &Form,
    pack: &Pack,
) -> Result<Vec<Step>> {
    let answers = held.answers_for(file);
    // Steps that the chain leaves out for these answers are not shown, unless somebody signed them.
    let mut open: BTreeSet<Name> = BTreeSet::new();
    unit.look(file, held.matter, Some(&answers), |context| {
        let mut after: Option<Name> = None;
        while let Some(step) = steps_from(form, after.as_deref(), context) {
            if !open.insert(step.step.value.clone()) {
                break;
            }
            after = Some(step.step.value.clone());
        }
    })?;
    let mut all = Vec::new();
    for step in &form.signing {
        let name = step.step.value.clone();
        let signed = held
            .signatures
            .iter()
            .rfind(|s| s.step == name && s.version == held.version);
        let stands = match signed {
            Some(signed) => {
                let title = title(unit, signed.by, signed.recorded)?;
                StepStands::Signed(signed.by, title, signed.at)
            }
            None if held.status == RecordStatus::Waiting(name.clone()) => StepStands::Waiting,
            None if open.contains(&name) => StepStands::Open,
            None => continue,
        };
        let by = step.by.iter().map(|role| {
            let known = pack.role(role);
            known.map_or_else(|| role.to_string(), |r| r.title.clone())
        });
        let by: Vec<String> = by.collect();
        all.push(Step {
            title: step.title.clone().unwrap_or_else(|| by.join(" or ")),
            step: name,
            by,
            stands,
        });
    }
    Ok(all)
}

fn may(
    unit: &mut Unit<'_, '_>,
    all: &[FileId],
    facts: &[Facts<'_>],
    held: &RecordHeld,
    form: &Form,
    pack: &Arc<Pack>,
) -> Result<May> {
    let mut may = May::default();
    // Acts on a record touch every file it stands on.
    if facts.len() < all.len() {
        return Ok(may);
    }
    let mut on_all = |ask: Ask| facts.iter().all(|f| unit.permit(f, ask.clone()).is_ok());
    may.amend = on_all(crate::permit::write_record(
        &form.record,
        &form.category,
        false,
    ));
    may.ask_removal = held.removal_asked.is_none();
    may.agree_removal = on_all(crate::permit::act(Act::Remove));
    if let RecordStatus::Waiting(waiting) = &held.status
        && let Some(step) = form.step(waiting)
    {
        let by: Vec<Name> = step.by.iter().map(|r| r.value.clone()).collect();
        let signs = on_all(crate::permit::sign(held, &by));
        may.give_back = signs && step.may_return;
        let found = Found {
            files: all.to_vec(),
            held: held.clone(),
            pack: pack.clone(),
        };
        let writers = writers(unit, &found)?;
        let own = writers.contains(&unit.acting.worker)
            || unit.acting.on_behalf.is_some_and(|w| writers.contains(&w));
        may.own_work = own && step.own_work == OwnWork::Recorded;
        if signs && (!own || may.own_work) {
            may.sign = Some(waiting.clone());
        }
    }
    if let Some((by, _)) = &held.removal_asked {
        may.agree_removal &= *by != unit.acting.worker && unit.acting.on_behalf != Some(*by);
    } else {
        may.agree_removal = false;
    }
    Ok(may)
}

type Parts = BTreeMap<FileId, Answers>;

type Known = (
    BTreeMap<String, String>,
    BTreeMap<String, (String, Occurred)>,
);

/// The names of everybody and everything a record names, as far as its reader may know of them.
fn names(
    unit: &mut Unit<'_, '_>,
    facts: &[Facts<'_>],
    versions: &[Version],
    turns: &[Turn],
    held: &RecordHeld,
) -> Result<Known> {
    let mut named = BTreeSet::new();
    for version in versions {
        let parts = version.parts.values().flat_map(Answers::values);
        for answer in version.answers.values().chain(parts) {
            super::paper::files_in(answer, &mut named);
        }
    }
    let today = unit.here()?.date();
    let scope = access::Scope::of(&crate::permit::actor(unit, today)?);
    // Who wrote and signed is told to whoever reads the record; so is whose it is.
    let mut people: BTreeSet<FileId> = facts.iter().map(Facts::file).collect();
    people.extend(
        versions
            .iter()
            .flat_map(|v| [Some(v.by), v.on_behalf])
            .flatten(),
    );
    people.extend(turns.iter().map(|t| t.by));
    people.insert(held.author);
    let people: Vec<FileId> = people.into_iter().collect();
    let mut known: BTreeMap<String, String> = store::find::displays(unit.tx, &people)?
        .into_iter()
        .map(|(file, name)| (file.to_string(), name))
        .collect();
    let named: Vec<FileId> = named.into_iter().collect();
    if !named.is_empty() {
        let found = store::lists::offered::among(unit.tx, &named, &scope)?;
        known.extend(found.into_iter().map(|f| (f.file.to_string(), f.display)));
    }
    let mut records = BTreeMap::new();
    for of in facts {
        for other in unit.opened(of.file())?.history.records.clone() {
            let id = other.id.to_string();
            let meant = named.iter().any(|file| file.bits() == other.id.bits());
            if !meant || !other.stands() || records.contains_key(&id) {
                continue;
            }
            if let Some(title) = super::paper::read_title(unit, of, &other)? {
                records.insert(id, (title, other.occurred));
            }
        }
    }
    Ok((known, records))
}
