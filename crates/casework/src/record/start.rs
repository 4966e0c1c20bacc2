//! What a new draft starts from: the last of its kind where the pack carries it forward, defaults, and lines of groups that
//! come from significant records or from a caseload. It copies nothing that the author may not read, and nothing out of one
//! category into another.

use std::collections::BTreeSet;

use access::{Facts, Scope};
use domain::event::{Answers, Occurred};
use domain::history::RecordHeld;
use domain::{FileId, Precision, RecordId};
use pack::model::{Field, FieldType, Form, Meaning, StartsFrom};
use serde_json::{Map, Value};

use crate::Result;
use crate::unit::Unit;

/// The most lines a group starts with: as many as a form takes.
const MOST: usize = 1_000;

/// The answers that a draft of a form starts with on some files, the first of them its home.
pub(super) fn answers(
    unit: &mut Unit<'_, '_>,
    form: &Form,
    files: &[(FileId, &Facts<'_>)],
) -> Result<Answers> {
    let mut answers = Answers::new();
    let Some((home, facts)) = files.first() else {
        return Ok(answers);
    };
    let last = unit.opened(*home)?.history.records.iter();
    let last = last
        .rev()
        .find(|r| r.stands() && r.kind == form.record.value)
        .cloned();
    if let Some(last) = &last {
        let of = last.answers_for(*home);
        let copied = form.copy_forward.iter();
        answers.extend(copied.filter_map(|f| Some((f.to_string(), of.get(f.as_str())?.clone()))));
    }
    for field in form.fields() {
        let id = field.id.as_str();
        if let Some(default) = &field.default
            && !answers.contains_key(id)
        {
            answers.insert(id.into(), Value::String(default.value.clone()));
        }
        let lines = match field.starts_from.as_ref().map(|from| from.value) {
            Some(StartsFrom::Significant) => {
                let readable = match &last {
                    Some(last) if reads(unit, facts, last)? => Some(last.answers_for(*home)),
                    _ => None,
                };
                significant(unit, form, field, files, readable.as_ref())?
            }
            Some(StartsFrom::Caseload) => caseload(unit, field, *home)?,
            None => continue,
        };
        if !lines.is_empty() {
            answers.insert(id.into(), Value::Array(lines));
        }
    }
    Ok(answers)
}

/// Whether the author reads a record as a whole, and it hides itself from nobody.
fn reads(unit: &mut Unit<'_, '_>, facts: &Facts<'_>, record: &RecordHeld) -> Result<bool> {
    let pack = unit.office.pack(unit.tx, &record.pack)?;
    let Some(form) = pack.form(&record.kind) else {
        return Ok(false);
    };
    let ask = crate::permit::read_record(record, &form.private);
    Ok(form.private.is_empty()
        && unit.permit(facts, ask).is_ok()
        && !crate::read::file::hides(unit, facts.file(), record)?)
}

/// A line for each significant record, what happened first first; after an earlier record of the kind its lines, and only
/// what was recorded since.
fn significant(
    unit: &mut Unit<'_, '_>,
    form: &Form,
    group: &Field,
    files: &[(FileId, &Facts<'_>)],
    earlier: Option<&Answers>,
) -> Result<Vec<Value>> {
    let (Some(date), Some(text), Some(source)) = (
        group.inner(Meaning::EntryDate),
        group.inner(Meaning::EntryText),
        group.inner(Meaning::EntrySource),
    ) else {
        return Ok(Vec::new());
    };
    let mut lines: Vec<Value> = match earlier.and_then(|e| e.get(group.id.as_str())) {
        Some(Value::Array(lines)) => lines.clone(),
        _ => Vec::new(),
    };
    let rests_on =
        |line: &Value| -> Option<RecordId> { line.get(source.id.as_str())?.as_str()?.parse().ok() };
    let told: BTreeSet<RecordId> = lines.iter().filter_map(rests_on).collect();
    let mut found = Vec::new();
    let mut newest = None;
    for (file, facts) in files {
        let records = unit.opened(*file)?.history.records.clone();
        let of_lines = records.iter().filter(|r| told.contains(&r.id));
        newest = newest.max(of_lines.map(|r| r.recorded).max());
        for record in records {
            let fits = record.stands() && record.significant && !told.contains(&record.id);
            if fits && reads(unit, facts, &record)? {
                found.push((*file, record));
            }
        }
    }
    // What was taken out of the story before stays out of it.
    found.retain(|(_, record)| newest.is_none_or(|newest| record.recorded > newest));
    found.sort_by_key(|(_, r)| (r.occurred.order(), r.recorded, r.id));
    found.dedup_by_key(|(_, r)| r.id);
    for (file, record) in found {
        let mut line = Map::new();
        line.insert(
            date.id.to_string(),
            day(*date.kind, &record.occurred).into(),
        );
        let says = says(unit, form, text, file, &record)?;
        line.insert(text.id.to_string(), says.into());
        line.insert(source.id.to_string(), record.id.to_string().into());
        lines.push(Value::Object(line));
    }
    lines.truncate(MOST);
    Ok(lines)
}

/// When it happened, as exactly as the field takes it.
fn day(kind: FieldType, at: &Occurred) -> String {
    let (date, year) = (at.date, at.date.year());
    match (kind, at.precision, at.time) {
        (FieldType::Datetime, Precision::Day, Some(time)) => {
            format!("{date}T{:02}:{:02}", time.hour(), time.minute())
        }
        (FieldType::AboutDate, Precision::Month, _) => format!("{year:04}-{:02}", date.month()),
        (FieldType::AboutDate, Precision::Year, _) => format!("{year:04}"),
        (FieldType::AboutDate, Precision::About, _) => format!("about {year:04}"),
        _ => date.to_string(),
    }
}

/// What a record is called; and what it says happened, or was decided, where whoever reads the one category reads the other.
fn says(
    unit: &mut Unit<'_, '_>,
    into: &Form,
    text: &Field,
    file: FileId,
    record: &RecordHeld,
) -> Result<String> {
    let pack = unit.office.pack(unit.tx, &record.pack)?;
    let Some(form) = pack.form(&record.kind) else {
        return Ok(record.kind.replace(['-', '_'], " "));
    };
    let mut said = form.title.clone();
    if record.category == into.category.value {
        let answers = record.answers_for(file);
        for meaning in [Meaning::WhatHappened, Meaning::Decision, Meaning::OnlyAbout] {
            let field = form
                .fields()
                .find(|f| f.is(meaning) && f.private.is_empty());
            let answer = field.and_then(|f| answers.get(f.id.as_str())?.as_str());
            if let Some(answer) = answer {
                said.push_str(if said.len() == form.title.len() {
                    ": "
                } else {
                    " "
                });
                said.push_str(answer);
            }
        }
    }
    let longest = text.max_length.unwrap_or(match *text.kind {
        FieldType::TextLong => 100_000,
        _ => 200,
    });
    let longest = longest as usize;
    if said.chars().count() > longest {
        said = said.chars().take(longest.saturating_sub(1)).collect();
        said.push('…');
    }
    if *text.kind == FieldType::Text {
        said = said.replace(['\n', '\r'], " ");
    }
    Ok(said)
}

/// A line for each person with an open matter in which the worker is involved whose file this is, in the order of names; of
/// those alone whom the author may know of.
fn caseload(unit: &mut Unit<'_, '_>, group: &Field, worker: FileId) -> Result<Vec<Value>> {
    let Some(child) = group.inner(Meaning::Child) else {
        return Ok(Vec::new());
    };
    let last_seen = group.inner(Meaning::LastSeen);
    let today = unit.here()?.date();
    let scope = Scope::of(&crate::permit::actor(unit, today)?);
    let of = (worker, unit.acting.service);
    let people = store::lists::caseload::of_worker(unit.tx, of, &scope, None, MOST as i64)?;
    let lines = people.into_iter().map(|person| {
        let mut line = Map::new();
        line.insert(child.id.to_string(), person.file.to_string().into());
        if let (Some(field), Some(seen)) = (&last_seen, person.seen)
            && let Some(day) = seen.day.get(..10)
        {
            line.insert(field.id.to_string(), day.into());
        }
        Value::Object(line)
    });
    Ok(lines.collect())
}
