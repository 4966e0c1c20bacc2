//! What records say, found by what their fields mean and never by what they are called: for pages that know no form.

use casework::read::folder::Folder;
use domain::event::Answers;
use domain::history::RecordHeld;
use pack::model::{Field, Form, Meaning, Purpose};
use serde_json::Value;

use crate::form::choose::Choices;
use crate::form::show::{Names, in_a_line};

/// The answer to the field of a form that means something.
pub fn answer<'a>(
    form: &'a Form,
    answers: &'a Answers,
    meaning: Meaning,
) -> Option<(&'a Field, &'a Value)> {
    let field = form.fields().find(|f| f.is(meaning))?;
    let answer = answers.get(field.id.as_str())?;
    let blank = match answer {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(items) => items.is_empty(),
        _ => false,
    };
    (!blank).then_some((field, answer))
}

/// The lines of the group that means something, with the group.
pub fn lines<'a>(
    form: &'a Form,
    answers: &'a Answers,
    meaning: Meaning,
) -> Option<(&'a Field, Vec<&'a Answers>)> {
    let (group, answer) = answer(form, answers, meaning)?;
    let lines = answer.as_array()?.iter().filter_map(Value::as_object);
    Some((group, lines.collect()))
}

/// A member of a group's line by what it means.
pub fn member<'a>(group: &'a Field, line: &'a Answers, meaning: Meaning) -> Option<&'a Value> {
    line.get(group.inner(meaning)?.id.as_str())
}

/// The records that serve a purpose, latest first.
pub fn serving(folder: &Folder, purpose: Purpose) -> Vec<&RecordHeld> {
    let mut found: Vec<&RecordHeld> = folder
        .seen
        .records
        .iter()
        .filter(|r| folder.form(r).is_some_and(|(_, form)| form.serves(purpose)))
        .collect();
    found.sort_by_key(|r| std::cmp::Reverse((r.occurred.order(), r.recorded, r.id)));
    found
}

/// The names answers are shown by, as far as the reader may know them.
pub fn choices(folder: &Folder) -> Choices {
    Choices {
        known: folder
            .names
            .keys()
            .filter(|file| folder.knows(**file))
            .map(|file| (file.to_string(), folder.name(*file).to_owned()))
            .collect(),
        ..Choices::default()
    }
}

/// An answer of a record in one line.
pub fn line(folder: &Folder, record: &RecordHeld, field: &Field, answer: &Value) -> String {
    let Some((pack, _)) = folder.form(record) else {
        return String::new();
    };
    let choices = choices(folder);
    let names = Names {
        pack,
        choices: &choices,
        on: None,
    };
    in_a_line(&names, field, answer)
}

/// Somebody's own words: what was said, by whom, when.
pub struct Words {
    /// What was said.
    pub said: String,
    /// By whom, when, how; empty where nothing is known.
    pub by: String,
}

/// The last words of an answer.
pub fn words(answer: &Value) -> Option<Words> {
    match answer {
        Value::Array(all) => all.iter().rev().find_map(words),
        Value::String(said) if !said.trim().is_empty() => Some(Words {
            said: said.clone(),
            by: String::new(),
        }),
        Value::Object(members) => {
            let part = |name: &str| members.get(name).and_then(Value::as_str).unwrap_or("");
            let on = part("on")
                .parse::<jiff::civil::Date>()
                .map(super::words::day);
            let on = on.unwrap_or_default();
            let by: Vec<&str> = [part("who"), on.as_str(), part("how")]
                .into_iter()
                .filter(|t| !t.is_empty())
                .collect();
            let said = part("said");
            (!said.is_empty()).then(|| Words {
                said: said.to_owned(),
                by: by.join(", "),
            })
        }
        _ => None,
    }
}

/// When somebody was last seen, by what the reader reads.
pub struct LastSeen {
    /// The day.
    pub when: String,
    /// Whether alone, where that was noted.
    pub alone: Option<bool>,
    /// Where, where that was noted.
    pub place: Option<String>,
    /// The record.
    pub record: String,
}

/// When they were last seen.
pub fn last_seen(folder: &Folder) -> Option<LastSeen> {
    let mut records: Vec<&RecordHeld> = folder.seen.records.iter().collect();
    records.sort_by_key(|r| (r.occurred.order(), r.recorded, r.id));
    records.into_iter().rev().find_map(|record| {
        let (_, form) = folder.form(record)?;
        let answers = answers_of(folder, record);
        answer(form, &answers, Meaning::Seen).filter(|(_, v)| **v == "yes")?;
        let alone = answer(form, &answers, Meaning::Alone).and_then(|(_, v)| v.as_str());
        let place =
            answer(form, &answers, Meaning::Place).map(|(field, v)| line(folder, record, field, v));
        Some(LastSeen {
            when: super::words::occurred(&record.occurred),
            alone: alone.map(|said| said == "yes"),
            place: place.map(|p| p.to_lowercase()),
            record: record.id.to_string(),
        })
    })
}

/// The last of their own words on what matters, or else the last of their words at all; and the record.
pub fn what_matters(folder: &Folder) -> Option<(Words, String)> {
    let mut records: Vec<&RecordHeld> = folder.seen.records.iter().collect();
    records.sort_by_key(|r| (r.occurred.order(), r.recorded, r.id));
    let latest = |meaning: Meaning| {
        records.iter().rev().find_map(|record| {
            let (_, form) = folder.form(record)?;
            let answers = answers_of(folder, record);
            let mut said = words(answer(form, &answers, meaning)?.1)?;
            if said.by.is_empty() {
                said.by = super::words::occurred(&record.occurred);
            }
            Some((said, record.id.to_string()))
        })
    };
    latest(Meaning::WhatMatters).or_else(|| latest(Meaning::TheirWords))
}

/// A record's answers as they concern this person.
pub fn answers_of(folder: &Folder, record: &RecordHeld) -> Answers {
    let own = folder
        .seen
        .also
        .iter()
        .find(|also| record.parts.contains_key(also));
    record.answers_for(own.copied().unwrap_or(folder.seen.file))
}
