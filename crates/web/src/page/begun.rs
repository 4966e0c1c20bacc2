//! A draft that is begun from a page of its own: with the present moment in it, and what was said on the page. What is asked
//! and who may write it, the pack and casework say.

use casework::record::draft::{self, Begin, Draft};
use casework::{Acting, Error, Ids, Office, Result};
use domain::FileId;
use jiff::civil::DateTime;
use pack::Pack;
use pack::model::{FieldType, Form, Meaning};
use pack::practice::Submission;
use serde_json::Value;

/// Begins a draft once for a key, and writes into it what is known already.
///
/// # Errors
/// As for beginning a draft.
pub fn begin(
    (office, acting): (&Office, &Acting),
    ids: Ids<'_>,
    pack: &Pack,
    (kind, files, key): (&str, Vec<FileId>, &str),
    known: impl FnOnce(&Form, &mut Submission),
) -> Result<Draft> {
    let form = pack.form(kind).ok_or(Error::NotFound("form"))?;
    let begin = Begin {
        kind: form.record.value.clone(),
        files,
    };
    let request = format!("begin {} {:?}", begin.kind, begin.files);
    let begun = match key {
        "" => draft::begin(office, acting, ids, &begin)?,
        key => draft::begin(&office.keyed(key, &request), acting, ids, &begin)?,
    };
    let mut given = begun.given.clone();
    known(form, &mut given);
    if given == begun.given {
        return Ok(begun);
    }
    match draft::save(office, acting, begun.record, begun.revision, &given) {
        // It was begun by an earlier click, and somebody types in it already.
        Err(Error::Stale { .. }) => Ok(begun),
        Err(other) => Err(other),
        Ok(_) => Ok(begun),
    }
}

/// The present moment where the form asks when it was.
pub fn dated(form: &Form, given: &mut Submission, here: DateTime) {
    let time = here.strftime("%H:%M").to_string();
    let occurred = form.occurred.as_ref().and_then(|id| form.field(id));
    if let Some(field) = occurred {
        let at = match *field.kind {
            FieldType::Date | FieldType::AboutDate => here.date().to_string(),
            FieldType::Datetime => format!("{}T{time}", here.date()),
            _ => return,
        };
        put(given, field.id.as_str(), at.into());
    }
    let beside = form
        .fields()
        .find(|f| *f.kind == FieldType::Time && f.per.is_none());
    if let Some(field) = beside {
        put(given, field.id.as_str(), time.into());
    }
}

/// What somebody said already, where the form asks what happened; gives whether it does.
pub fn told(form: &Form, given: &mut Submission, said: &str) -> bool {
    let field = form.fields().find(|f| {
        f.is(Meaning::WhatHappened)
            && f.per.is_none()
            && matches!(*f.kind, FieldType::Text | FieldType::TextLong)
    });
    match field {
        Some(field) => {
            put(given, field.id.as_str(), said.into());
            true
        }
        None => false,
    }
}

/// An answer, unless there is one already.
pub fn put(given: &mut Submission, field: &str, answer: Value) {
    if !given.answers.contains_key(field) {
        given.answers.insert(field.to_owned(), answer);
    }
}
