//! Submitting a record: what was typed is checked by the pack's form, then kept with everything that follows from it.

use std::sync::Arc;

use access::{Facts, Permit};
use domain::event::{Answers, Body, Occurred};
use domain::{FileId, MatterId, Name, RecordId};
use pack::Pack;
use pack::model::{FieldType, Form, Matter};
use pack::practice::{
    FieldProblem, Submission, guards, read_form, significant, steps_from, warnings,
};

use crate::office::{Acting, Ids, Office};
use crate::unit::Unit;
use crate::{Error, Result};

/// What somebody submits.
#[derive(Debug, Clone)]
pub struct Submit {
    /// The record it becomes: the draft's identifier; none for one that was never a draft.
    pub record: Option<RecordId>,
    /// Its kind.
    pub kind: Name,
    /// The files it is about, the first of them its home.
    pub files: Vec<FileId>,
    /// What was typed.
    pub given: Submission,
    /// When it happened, where no field of the form says so.
    pub occurred: Option<Occurred>,
}

/// What became of it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Submitted {
    /// The record.
    pub record: RecordId,
    /// Its version.
    pub version: u32,
    /// The signature it waits for; none: complete.
    pub waits_for: Option<Name>,
    /// Warnings it gave.
    pub warned: Vec<Name>,
}

/// Submits a record.
///
/// # Errors
/// `Invalid` with every answer that needs another look; `Refused` by guards; `NotFound` for files that may not be seen.
pub fn submit(
    office: &Office,
    acting: &Acting,
    ids: Ids<'_>,
    submit: &Submit,
) -> Result<Submitted> {
    office.act(acting, ids, |unit| inside(unit, submit))
}

/// As [`submit`], in a transaction at hand.
pub(crate) fn inside(unit: &mut Unit<'_, '_>, submit: &Submit) -> Result<Submitted> {
    let Some(home) = submit.files.first().copied() else {
        return Err(Error::wrong(
            "nobody is named that the record is about",
            "choose at least one",
        ));
    };
    unit.open(&submit.files)?;
    for file in &submit.files {
        unit.file(*file)?;
    }
    let pack = pack_for(unit, home, &submit.kind)?;
    let form = pack.form(&submit.kind).ok_or(Error::NotFound("form"))?;
    let facts = submit
        .files
        .iter()
        .map(|file| unit.facts(*file))
        .collect::<Result<Vec<Facts>>>()?;
    let opener = pack
        .matters
        .iter()
        .find(|m| m.opens_by.iter().any(|k| ***k == *submit.kind));
    let permits = facts
        .iter()
        .map(|facts| {
            unit.permit(
                facts,
                crate::permit::write_record(&form.record, &form.category, opener.is_some()),
            )
        })
        .collect::<Result<Vec<Permit<'_>>>>()?;
    fits(unit, form, &submit.files)?;
    if let Some(record) = submit.record {
        is_free(unit, record, home)?;
    }
    let mut places = Vec::new();
    for permit in &permits {
        places.push(place(unit, &pack, form, opener, permit)?);
    }
    let mut next = Written {
        record: submit
            .record
            .unwrap_or_else(|| RecordId::from_bits(unit.fresh())),
        version: 1,
        corrects: false,
        why: None,
    };
    write(unit, &pack, form, &permits, &places, submit, &mut next)
}

/// A record takes the identifier of one's own draft, or a new one: never that of another record, or of what somebody else
/// is typing.
fn is_free(unit: &mut Unit<'_, '_>, record: RecordId, home: FileId) -> Result<()> {
    let there = unit.opened(home)?.history.record(record).is_some();
    if there {
        return Err(Error::Stale {
            what: "this record, which was submitted already,",
        });
    }
    let elsewhere = !store::record::files(unit.tx, record)?.is_empty();
    if elsewhere || store::draft::is_others(unit.tx, record, unit.acting.worker)? {
        return Err(Error::NotFound("draft"));
    }
    Ok(())
}

/// Which record, which version.
pub(crate) struct Written {
    pub record: RecordId,
    pub version: u32,
    pub corrects: bool,
    pub why: Option<String>,
}

/// Checks the answers and appends the version with what it sets.
pub(crate) fn write(
    unit: &mut Unit<'_, '_>,
    pack: &Arc<Pack>,
    form: &Form,
    permits: &[Permit<'_>],
    places: &[Option<MatterId>],
    submit: &Submit,
    next: &mut Written,
) -> Result<Submitted> {
    let home = submit.files[0];
    let matter = places[0];
    let here = unit.here()?;
    let kept = unit
        .look(home, matter, None, |context| {
            read_form(form, context, &submit.given, &submit.files, here)
        })?
        .map_err(Error::Invalid)?;
    let mut unknown = unknown_files(unit, form, &kept)?;
    unknown.extend(unknown_records(unit, form, &kept, &submit.files)?);
    if !unknown.is_empty() {
        return Err(Error::Invalid(unknown));
    }
    let brought = crate::attachment::named::brought(unit, form, &kept, &submit.files, next.record)?
        .map_err(Error::Invalid)?;
    let occurred = match kept.occurred.or(submit.occurred) {
        Some(occurred) => occurred,
        None => unit.now()?,
    };
    let mut warned = Vec::new();
    for (file, matter) in submit.files.iter().zip(places) {
        let mut answers = kept.answers.clone();
        answers.extend(kept.parts.get(file).cloned().unwrap_or_default());
        let (refused, given, unanswered) =
            unit.look(*file, *matter, Some(&answers), |context| {
                let refused = guards(context, &form.record, "recorded");
                let given = warnings(context, &form.record, "recorded");
                let unanswered: Vec<FieldProblem> = given
                    .iter()
                    .filter(|w| {
                        w.needs
                            .is_some_and(|field| !answers.contains_key(field.as_str()))
                    })
                    .map(|w| FieldProblem {
                        field: w.needs.map_or_else(String::new, ToString::to_string),
                        part: None,
                        message: w.says.to_owned(),
                        remedy: "answer this as well".into(),
                    })
                    .collect();
                (
                    refused,
                    given.iter().map(|w| w.rule.clone()).collect::<Vec<_>>(),
                    unanswered,
                )
            })?;
        if !unanswered.is_empty() {
            return Err(Error::Invalid(unanswered));
        }
        if !refused.is_empty() {
            return Err(Error::Refused(refused));
        }
        warned.extend(given);
    }
    warned.sort();
    warned.dedup();
    let (first, is_significant) = unit.look(home, matter, Some(&kept.answers), |context| {
        (
            steps_from(form, None, context).map(|s| s.step.value.clone()),
            significant(form, context),
        )
    })?;
    let to: Vec<(&Permit<'_>, Option<MatterId>)> =
        permits.iter().zip(places.iter().copied()).collect();
    let states = states_set(form, &kept.answers, &kept.parts, &submit.files);
    unit.append(
        &to,
        occurred,
        Body::RecordSubmitted {
            record: next.record,
            record_kind: form.record.value.clone(),
            category: form.category.value.clone(),
            version: next.version,
            pack: pack.reference(),
            home,
            answers: kept.answers,
            parts: kept.parts,
            significant: is_significant,
            waits_for: first.clone(),
            corrects: next.corrects,
            why: next.why.take(),
            warned: warned.clone(),
        },
    )?;
    crate::attachment::named::put(unit, permits, places, next.record, occurred, brought)?;
    for (file, state, value) in states {
        let Some(index) = submit.files.iter().position(|f| *f == file) else {
            continue;
        };
        set_state(
            unit,
            pack,
            &permits[index],
            places[index],
            &state,
            &value,
            occurred,
        )?;
    }
    store::draft::throw_away(unit.tx, next.record, unit.acting.worker)?;
    unit.warned.extend(warned.iter().cloned());
    Ok(Submitted {
        record: next.record,
        version: next.version,
        waits_for: first,
        warned,
    })
}

/// Sets a dated state, unless it has that value already.
pub(crate) fn set_state(
    unit: &mut Unit<'_, '_>,
    pack: &Pack,
    permit: &Permit<'_>,
    matter: Option<MatterId>,
    state: &Name,
    value: &Name,
    occurred: Occurred,
) -> Result<()> {
    let Some(definition) = pack.state(state) else {
        return Ok(());
    };
    let matter = if domain::event::Subject::parse(&definition.on).is_some() {
        None
    } else {
        matter
    };
    let now = unit
        .opened(permit.file())?
        .history
        .state(matter, state, None)
        .cloned();
    if now.as_ref() == Some(value) {
        return Ok(());
    }
    let body = Body::StateSet {
        matter,
        state: state.clone(),
        value: value.clone(),
    };
    unit.append(&[(permit, matter)], occurred, body).map(drop)
}

/// The states that answers set, for each file.
fn states_set(
    form: &Form,
    answers: &Answers,
    parts: &std::collections::BTreeMap<FileId, Answers>,
    files: &[FileId],
) -> Vec<(FileId, Name, Name)> {
    let mut all = Vec::new();
    for field in form.fields() {
        let Some(state) = &field.sets else { continue };
        for file in files {
            let answer = parts
                .get(file)
                .and_then(|p| p.get(field.id.as_str()))
                .or(answers.get(field.id.as_str()));
            if let Some(value) = answer.and_then(|a| a.as_str()).and_then(Name::parse) {
                all.push((*file, state.value.clone(), value));
            }
        }
    }
    all
}

/// The pack a record of a kind is written under: the one its matter runs under, or the service's.
pub(super) fn pack_for(unit: &mut Unit<'_, '_>, home: FileId, kind: &Name) -> Result<Arc<Pack>> {
    let current = unit.pack()?;
    let within = current
        .form(kind)
        .and_then(|f| f.within.as_ref())
        .map(|w| w.value.clone());
    let open = within.and_then(|w| {
        unit.opened(home)
            .ok()?
            .history
            .open_matter(&w)
            .map(|m| m.id)
    });
    unit.pack_of(home, open)
}

/// Whether the record may stand on these files.
fn fits(unit: &mut Unit<'_, '_>, form: &Form, files: &[FileId]) -> Result<()> {
    if files.len() > 1 && !form.about_siblings {
        return Err(Error::wrong(
            format!("“{}” is about one person", form.title),
            "write one for each, or choose a form for several",
        ));
    }
    let mut seen = files.to_vec();
    seen.sort_unstable();
    seen.dedup();
    if seen.len() != files.len() {
        return Err(Error::wrong(
            "the same person is named twice",
            "name each once",
        ));
    }
    for file in files {
        let subject = unit.opened(*file)?.history.subject;
        let fits = subject.is_some_and(|s| form.filed_on.iter().any(|f| *f.value == *s.as_str()));
        if !fits {
            return Err(Error::wrong(
                format!(
                    "“{}” is not kept on the file of a {}",
                    form.title,
                    subject.map_or("?", |s| s.as_str())
                ),
                "choose another file or another form",
            ));
        }
    }
    Ok(())
}

/// The matter of a file that a record belongs to; opened here if the record opens it.
fn place(
    unit: &mut Unit<'_, '_>,
    pack: &Pack,
    form: &Form,
    opener: Option<&Matter>,
    permit: &Permit<'_>,
) -> Result<Option<MatterId>> {
    let file = permit.file();
    let within = form
        .within
        .as_ref()
        .map(|w| w.value.clone())
        .or(opener.map(|m| m.matter.value.clone()));
    let Some(within) = within else {
        return Ok(None);
    };
    let open = unit
        .opened(file)?
        .history
        .open_matter(&within)
        .map(|m| m.id);
    if let Some(open) = open {
        let one_only = opener.is_some_and(|m| m.one_open);
        if one_only || opener.is_none() {
            return Ok(Some(open));
        }
    }
    match opener {
        Some(kind) => crate::matter::open::inside(unit, pack, kind, permit).map(Some),
        None => {
            // What is told after the end still belongs to the matter it is about.
            let last = unit
                .opened(file)?
                .history
                .matters
                .iter()
                .rev()
                .find(|m| m.kind == within)
                .map(|m| m.id);
            match last {
                Some(last) => Ok(Some(last)),
                None => {
                    let title = pack
                        .matter(&within)
                        .map_or(within.as_str(), |m| m.title.as_str());
                    Err(Error::wrong(
                        format!(
                            "“{}” belongs to an open {}, and there is none",
                            form.title,
                            title.to_lowercase()
                        ),
                        "open one first",
                    ))
                }
            }
        }
    }
}

/// Answers that name a file which is not there, or which the writer may not see: one answers like the other.
fn unknown_files(
    unit: &mut Unit<'_, '_>,
    form: &Form,
    kept: &pack::practice::Kept,
) -> Result<Vec<FieldProblem>> {
    let mut named: Vec<(String, Option<FileId>, FileId)> = Vec::new();
    let parts = kept
        .parts
        .iter()
        .map(|(file, answers)| (Some(*file), answers));
    for (part, answers) in std::iter::once((None, &kept.answers)).chain(parts) {
        for field in form.fields() {
            if let Some(answer) = answers.get(field.id.as_str()) {
                collect_files(field, field.id.as_str(), answer, &mut |place, file| {
                    named.push((place, part, file))
                });
            }
        }
    }
    let mut problems = Vec::new();
    for (field, part, file) in named {
        // Somebody of the same service may be named without their file being open to the writer: who holds their number
        // was shown it. A restricted file, and one of another service, is named only by who sees it.
        let own = unit.file(file).map(|open| open.history.clone()).ok();
        let near = own
            .as_ref()
            .is_some_and(|h| h.service == Some(unit.acting.service) && h.restricted.is_none());
        let seen = near
            || own.is_some() && {
                let facts = unit.facts(file)?;
                unit.may(&facts, access::Ask::SeeFile).is_ok()
            };
        if !seen {
            problems.push(unknown(field, part));
        }
    }
    Ok(problems)
}

fn unknown(field: String, part: Option<FileId>) -> FieldProblem {
    FieldProblem {
        field,
        part,
        message: "this names nobody and nothing known".into(),
        remedy: "choose from those offered".into(),
    }
}

/// Answers that name a record or a matter: a record stands on a file the writer may see and is of the kind that is asked
/// for, a matter on one of the files the record is about.
fn unknown_records(
    unit: &mut Unit<'_, '_>,
    form: &Form,
    kept: &pack::practice::Kept,
    files: &[FileId],
) -> Result<Vec<FieldProblem>> {
    let mut named: Vec<(&pack::model::Field, String, Option<FileId>, &str)> = Vec::new();
    let parts = kept.parts.iter().map(|(f, a)| (Some(*f), a));
    for (part, answers) in std::iter::once((None, &kept.answers)).chain(parts) {
        for field in form.fields() {
            let Some(answer) = answers.get(field.id.as_str()) else {
                continue;
            };
            let own = field.id.to_string();
            records_named(field, own, answer, &mut |f, place, text| {
                named.push((f, place, part, text))
            });
        }
    }
    let mut problems = Vec::new();
    for (field, place, part, text) in named {
        let fits = |kind: &Name| field.of.as_ref().is_none_or(|of| of.value == *kind);
        let mut found = false;
        if *field.kind == FieldType::Matter {
            if let Ok(id) = text.parse::<MatterId>() {
                for file in files {
                    let held = unit.opened(*file)?.history.matter(id);
                    found |= held.is_some_and(|m| fits(&m.kind));
                }
            }
        } else if let Ok(id) = text.parse::<RecordId>() {
            // One of the same file needs no further look.
            let own = files.iter().find_map(|file| {
                let held = unit.opened(*file).ok()?.history.record(id)?;
                Some(held.stands() && fits(&held.kind))
            });
            if own == Some(true) {
                continue;
            }
            found = match super::find(unit, id) {
                Ok(record) => fits(&record.held.kind),
                Err(Error::NotFound(_)) => false,
                Err(other) => return Err(other),
            };
        }
        if !found {
            problems.push(unknown(place, part));
        }
    }
    Ok(problems)
}

/// Hands on each record or matter that an answer names, with its place; those in lines of a group too.
fn records_named<'a>(
    field: &'a pack::model::Field,
    place: String,
    answer: &'a serde_json::Value,
    found: &mut dyn FnMut(&'a pack::model::Field, String, &'a str),
) {
    let all = match answer {
        serde_json::Value::Array(items) => items.as_slice(),
        one => std::slice::from_ref(one),
    };
    match *field.kind {
        FieldType::Record | FieldType::Records | FieldType::Matter => {
            let texts = all.iter().filter_map(|a| a.as_str());
            texts.for_each(|text| found(field, place.clone(), text));
        }
        FieldType::Group => {
            for (row, number) in all.iter().zip(1..) {
                for inner in &field.fields {
                    if let Some(answer) = row.get(inner.id.as_str()) {
                        let place = format!("{place}.{number}.{}", inner.id.as_str());
                        records_named(inner, place, answer, found);
                    }
                }
            }
        }
        _ => {}
    }
}

fn collect_files(
    field: &pack::model::Field,
    place: &str,
    answer: &serde_json::Value,
    found: &mut dyn FnMut(String, FileId),
) {
    use serde_json::Value;
    match answer {
        Value::Array(items) if *field.kind == FieldType::Group => {
            for (number, row) in items.iter().enumerate() {
                for inner in &field.fields {
                    if let Some(answer) = row.get(inner.id.as_str()) {
                        let place = format!("{place}.{}.{}", number + 1, inner.id.as_str());
                        collect_files(inner, &place, answer, found);
                    }
                }
            }
        }
        Value::Array(items) => items
            .iter()
            .for_each(|item| collect_files(field, place, item, found)),
        Value::String(id) if names_files(*field.kind) => {
            if let Ok(file) = id.parse() {
                found(place.to_owned(), file);
            }
        }
        Value::Object(members) => {
            if let Some(file) = members
                .get("file")
                .and_then(Value::as_str)
                .and_then(|id| id.parse().ok())
            {
                found(format!("{place}.file"), file);
            }
        }
        _ => {}
    }
}

/// Kinds of field whose answers are files: they must exist and may be seen.
pub(crate) fn names_files(kind: FieldType) -> bool {
    matches!(
        kind,
        FieldType::Person
            | FieldType::People
            | FieldType::Worker
            | FieldType::Workers
            | FieldType::Site
            | FieldType::Agency
            | FieldType::GroupFile
            | FieldType::Post
    )
}
