//! Answers as the names and values of inputs: what a page is filled in with, and what it carries along unseen. The inverse
//! of [`super::parse`]. It draws nothing.

use std::collections::BTreeMap;

use domain::event::Answers;
use pack::model::{Field, FieldType};
use pack::practice::Submission;
use serde_json::Value;

use super::kind::{Layout, Member, in_rows, layout, several};
use super::{Paper, dates, part_name, shared_name};

/// Names and values of inputs.
pub type Pairs = Vec<(String, String)>;

/// The value of the option that takes free text.
pub const OTHER: &str = "other:";

/// Every answer of a submission as inputs.
pub fn pairs(paper: &Paper<'_>, given: &Submission) -> Pairs {
    let mut all = Pairs::new();
    of_answers(paper, &given.answers, &shared_name, &mut all);
    for (file, part) in &given.parts {
        of_answers(paper, part, &|id| part_name(*file, id), &mut all);
    }
    all
}

fn of_answers(
    paper: &Paper<'_>,
    answers: &Answers,
    name: &dyn Fn(&str) -> String,
    all: &mut Pairs,
) {
    for field in paper.form.fields() {
        if let Some(answer) = answers.get(field.id.as_str()) {
            of_field(field, &name(field.id.as_str()), answer, all);
        }
    }
}

/// One answer of one field as inputs.
pub fn of_field(field: &Field, name: &str, answer: &Value, all: &mut Pairs) {
    if several(field) {
        for (index, item) in items(answer).iter().enumerate() {
            if in_rows(field) {
                of_one(field, &format!("{name}.{}", index + 1), item, all);
            } else {
                tick(name, item, all);
            }
        }
    } else {
        of_one(field, name, answer, all);
    }
}

/// The entries of an answer that may have several.
pub fn items(answer: &Value) -> &[Value] {
    match answer {
        Value::Array(items) => items,
        Value::Null => &[],
        one => std::slice::from_ref(one),
    }
}

fn of_one(field: &Field, name: &str, answer: &Value, all: &mut Pairs) {
    match layout(*field.kind) {
        Layout::None => {}
        Layout::One => tick(name, answer, all),
        Layout::Line | Layout::Area | Layout::Number | Layout::Time => {
            put(name, plain(answer), all);
        }
        Layout::Day | Layout::Moment | Layout::About => boxes(name, answer, all),
        Layout::Members(members) => of_members(*field.kind, members, name, answer, all),
        Layout::Score => score(name, answer, all),
        Layout::Row => {
            for inner in &field.fields {
                if let Some(answer) = answer.get(inner.id.as_str()) {
                    of_field(inner, &format!("{name}.{}", inner.id.as_str()), answer, all);
                }
            }
        }
    }
}

fn put(name: &str, text: String, all: &mut Pairs) {
    if !text.is_empty() {
        all.push((name.to_owned(), text));
    }
}

/// Text of a plain answer.
pub fn plain(answer: &Value) -> String {
    match answer {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Bool(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

fn tick(name: &str, answer: &Value, all: &mut Pairs) {
    let text = plain(answer);
    match text.strip_prefix(OTHER) {
        Some(other) => {
            all.push((name.to_owned(), OTHER.to_owned()));
            put(&format!("{name}.other"), other.trim_start().to_owned(), all);
        }
        None => put(name, text, all),
    }
}

fn boxes(name: &str, answer: &Value, all: &mut Pairs) {
    for (piece, text) in dates::boxes(answer) {
        put(&format!("{name}.{piece}"), text, all);
    }
}

fn of_members(kind: FieldType, members: &[Member], name: &str, answer: &Value, all: &mut Pairs) {
    // The shortest way to name somebody, to quote or to say what was agreed is the text itself.
    let short = match kind {
        FieldType::Words => "who",
        FieldType::Consent => "state",
        FieldType::Told => "to",
        _ => "name",
    };
    for member in members {
        let value = match answer {
            Value::Object(given) => given.get(member.name),
            other if member.name == short => Some(other),
            _ => None,
        };
        let Some(value) = value else { continue };
        let name = format!("{name}.{}", member.name);
        match member.layout {
            Layout::Moment => boxes(&name, value, all),
            _ if member.lines => {
                let lines: Vec<String> = items(value).iter().map(plain).collect();
                put(&name, lines.join("\n"), all);
            }
            _ => put(&name, plain(value), all),
        }
    }
}

fn score(name: &str, answer: &Value, all: &mut Pairs) {
    let text = |key: &str| answer.get(key).map(plain).unwrap_or_default();
    put(&format!("{name}.version"), text("version"), all);
    if let Some(Value::Object(scores)) = answer.get("scores") {
        for (score, value) in scores {
            put(&format!("{name}.scores.{score}"), plain(value), all);
        }
    }
    for (key, input) in [("items", "items"), ("impact_items", "impact")] {
        let given = answer.get(key).map(items).unwrap_or_default();
        for (index, value) in given.iter().enumerate() {
            put(&format!("{name}.{input}.{}", index + 1), plain(value), all);
        }
    }
}

/// Inputs by name: what a page looks its values up in.
#[derive(Debug, Clone, Default)]
pub struct Filled(BTreeMap<String, Vec<String>>);

impl Filled {
    /// Of pairs.
    pub fn of(pairs: &Pairs) -> Self {
        let mut all: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (name, value) in pairs {
            all.entry(name.clone()).or_default().push(value.clone());
        }
        Self(all)
    }

    /// The value of an input; empty where it has none.
    pub fn one(&self, name: &str) -> &str {
        self.0
            .get(name)
            .and_then(|all| all.last())
            .map_or("", String::as_str)
    }

    /// Every value of an input.
    pub fn all(&self, name: &str) -> &[String] {
        self.0.get(name).map_or(&[], Vec::as_slice)
    }

    /// Whether anything is filled in below a name.
    pub fn any_below(&self, name: &str) -> bool {
        let prefix = format!("{name}.");
        self.0
            .keys()
            .any(|key| key == name || key.starts_with(&prefix))
    }
}
