//! When somebody was last seen, and the last of their own words: of the fields that mean so in whatever form. Nothing that is
//! private to some roles, and nothing of a record that names who must not learn of it.

use domain::event::Answers;
use domain::history::RecordHeld;
use pack::model::{Field, FieldType, Form, Meaning, Option_};
use serde_json::Value;
use store::derived::{Rows, row};

use super::{FileView, occurred_text, text};

pub(super) fn rows(of: &FileView<'_>, rows: &mut Rows) {
    let mut row = row::Seen {
        day: None,
        alone: None,
        place: None,
        record: None,
        category: None,
        words: None,
        words_by: None,
        words_day: None,
        words_record: None,
        words_category: None,
    };
    let mut records: Vec<&RecordHeld> = of.history.records.iter().filter(|r| r.stands()).collect();
    records.sort_by_key(|r| (r.occurred.order(), r.recorded, r.id));
    for record in records.into_iter().rev() {
        if row.record.is_some() && row.words.is_some() {
            break;
        }
        let Some(pack) = (of.practice)(&record.pack) else {
            continue;
        };
        let Some(form) = pack.form(&record.kind) else {
            continue;
        };
        let answers = record.answers_for(of.file);
        if !form.private.is_empty() || hides(form, &answers) {
            continue;
        }
        let said = |meaning| answer(form, &answers, meaning);
        let told = occurred_text(&record.occurred);
        if row.record.is_none() && said(Meaning::Seen).is_some_and(|(_, v)| *v == "yes") {
            row.day = Some(told.clone());
            row.alone = said(Meaning::Alone).and_then(|(_, v)| v.as_str().map(text));
            let at = said(Meaning::Place);
            row.place = at.and_then(|(field, v)| place(&pack, field, v.as_str()?));
            row.record = Some(text(record.id));
            row.category = Some(text(&record.category));
        }
        if row.words.is_none()
            && let Some((words, by, on)) = said(Meaning::TheirWords).and_then(|(_, v)| words(v))
        {
            row.words = Some(text(words));
            row.words_by = by.map(text);
            row.words_day = Some(on.map_or(told, text));
            row.words_record = Some(text(record.id));
            row.words_category = Some(text(&record.category));
        }
    }
    if row.record.is_some() || row.words.is_some() {
        rows.push(row);
    }
}

fn hides(form: &Form, answers: &Answers) -> bool {
    form.fields()
        .any(|f| f.not_told && answers.contains_key(f.id.as_str()))
}

/// The field of a form that means this and is open to all who read the record, with its answer.
fn answer<'a>(
    form: &'a Form,
    answers: &'a Answers,
    meaning: Meaning,
) -> Option<(&'a Field, &'a Value)> {
    let field = form.fields().find(|f| f.is(meaning))?;
    let open = field.private.is_empty();
    let answer = answers.get(field.id.as_str()).filter(|_| open)?;
    Some((field, answer))
}

/// The place in words; none for one that is a file.
fn place(pack: &pack::Pack, field: &Field, chosen: &str) -> Option<store::derived::Text> {
    let options: &[Option_] = match &field.list {
        Some(list) => pack.list(list).map_or(&[], |l| &l.options),
        None => &field.options,
    };
    let label = options.iter().find(|o| *o.id == *chosen);
    match *field.kind {
        FieldType::Choice => Some(text(label.map_or(chosen, |o| o.label.as_str()))),
        FieldType::Text => Some(text(chosen)),
        _ => None,
    }
}

/// The last words of an answer: what was said, by whom, on which day.
fn words(answer: &Value) -> Option<(&str, Option<&str>, Option<&str>)> {
    match answer {
        Value::Array(all) => all.iter().rev().find_map(words),
        Value::String(said) => Some((said, None, None)),
        Value::Object(said) => {
            let part = |name: &str| said.get(name).and_then(Value::as_str);
            Some((part("said")?, part("who"), part("on")))
        }
        _ => None,
    }
}
