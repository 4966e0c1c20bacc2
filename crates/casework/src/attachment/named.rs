//! Attachments that the answers of a form name: only what the writer received, or reads on a file the record is about.

use std::collections::{BTreeMap, BTreeSet};

use access::Permit;
use domain::event::Occurred;
use domain::{FileId, MatterId, RecordId};
use pack::model::{Field, FieldType, Form};
use pack::practice::{FieldProblem, Kept};
use serde_json::Value;
use store::attachment::received;

use crate::Result;
use crate::unit::Unit;

/// What a submission names or brings along: hash, the file whose part names it (none: all), the name it goes by.
pub(crate) type Brought = Vec<(String, Option<FileId>, String)>;

/// The hashes that an answer names, with their places.
pub(crate) fn hashes<'v>(
    field: &Field,
    place: &str,
    answer: &'v Value,
    found: &mut dyn FnMut(String, &'v str),
) {
    match answer {
        Value::Array(rows) if *field.kind == FieldType::Group => {
            for (number, row) in rows.iter().enumerate() {
                for inner in &field.fields {
                    if let Some(answer) = row.get(inner.id.as_str()) {
                        let place = format!("{place}.{}.{}", number + 1, inner.id.as_str());
                        hashes(inner, &place, answer, found);
                    }
                }
            }
        }
        Value::Array(items) => items
            .iter()
            .for_each(|item| hashes(field, place, item, found)),
        Value::String(hash)
            if matches!(*field.kind, FieldType::Attachment | FieldType::Attachments) =>
        {
            found(place.to_owned(), hash);
        }
        _ => {}
    }
}

/// What a submission brings; or the answers that name nothing the writer has at hand.
pub(crate) fn brought(
    unit: &mut Unit<'_, '_>,
    form: &Form,
    kept: &Kept,
    files: &[FileId],
    record: RecordId,
) -> Result<std::result::Result<Brought, Vec<FieldProblem>>> {
    let mut named: Vec<(String, Option<FileId>, String)> = Vec::new();
    let parts = kept.parts.iter().map(|(file, part)| (Some(*file), part));
    for (part, answers) in std::iter::once((None, &kept.answers)).chain(parts) {
        for field in form.fields() {
            if let Some(answer) = answers.get(field.id.as_str()) {
                hashes(field, field.id.as_str(), answer, &mut |place, hash| {
                    named.push((place, part, hash.to_owned()));
                });
            }
        }
    }
    let worker = unit.acting.worker;
    let with_draft = received::of_draft(unit.tx, worker, record)?;
    let mut known: BTreeMap<String, String> = BTreeMap::new();
    if !named.is_empty() {
        for file in files {
            let facts = unit.facts(*file)?;
            let held = super::of_file::readable(unit, &facts, *file)?;
            known.extend(held.into_iter().map(|h| (h.sha256, h.name)));
        }
    }
    let (mut brought, mut problems) = (Brought::new(), Vec::new());
    for (field, part, hash) in named {
        let name = match received::name_of(unit.tx, worker, &hash)? {
            Some(name) => Some(name),
            None => known.get(&hash).cloned(),
        };
        match name {
            Some(name) => brought.push((hash, part, name)),
            None => problems.push(FieldProblem {
                field,
                part,
                message: "this names no document that was received".into(),
                remedy: "attach the document again".into(),
            }),
        }
    }
    let answered: BTreeSet<String> = brought.iter().map(|(hash, ..)| hash.clone()).collect();
    let beside = with_draft
        .into_iter()
        .filter(|(h, _)| !answered.contains(h));
    brought.extend(beside.map(|(hash, name)| (hash, None, name)));
    Ok(if problems.is_empty() {
        Ok(brought)
    } else {
        Err(problems)
    })
}

/// Puts on the files what a submission brought, save what the record carries there already.
pub(crate) fn put(
    unit: &mut Unit<'_, '_>,
    permits: &[Permit<'_>],
    places: &[Option<MatterId>],
    record: RecordId,
    occurred: Occurred,
    brought: Brought,
) -> Result<()> {
    let mut files: BTreeMap<String, (BTreeSet<FileId>, String)> = BTreeMap::new();
    for (hash, part, name) in brought {
        let of = files.entry(hash).or_insert_with(|| (BTreeSet::new(), name));
        match part {
            Some(file) => of.0.extend([file]),
            None => of.0.extend(permits.iter().map(Permit::file)),
        }
    }
    for (hash, (mut on, name)) in files {
        for permit in permits {
            let there = super::of_file::on_file(unit, permit.file())?;
            if there
                .iter()
                .any(|h| h.sha256 == hash && h.record == Some(record))
            {
                on.remove(&permit.file());
            }
        }
        let to: Vec<_> = permits
            .iter()
            .zip(places.iter().copied())
            .filter(|(permit, _)| on.contains(&permit.file()))
            .collect();
        if !to.is_empty() {
            let body = super::add::added(unit, Some(record), &hash, name)?;
            unit.append(&to, occurred, body)?;
        }
    }
    let worker = unit.acting.worker;
    Ok(received::forget_draft(unit.tx, worker, record)?)
}
