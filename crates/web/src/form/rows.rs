//! Changing a submission as a whole: adding and taking away rows, leaving out blank ones, and what is not asked. It never
//! changes what an answer says.

use std::collections::BTreeMap;

use domain::FileId;
use domain::event::Answers;
use pack::model::{Field, FieldType, Form, Requirement};
use pack::practice::{Asked, Scope, Submission};
use serde_json::{Map, Value};

use super::Paper;
use super::kind::{Layout, in_rows, layout};
use super::pairs::items;

/// The answers and the field that a name such as `a.goals` or `p.FILE.words` means, with what is left of it.
fn place<'f, 's, 'n>(
    paper: &Paper<'f>,
    given: &'s mut Submission,
    name: &'n str,
) -> Option<(&'f Field, &'s mut Answers, Option<&'n str>)> {
    let (answers, rest) = if let Some(rest) = name.strip_prefix("a.") {
        (&mut given.answers, rest)
    } else {
        let (file, rest) = name.strip_prefix("p.")?.split_once('.')?;
        let file: FileId = file.parse().ok()?;
        paper.about.iter().find(|(of, _)| *of == file)?;
        (given.parts.entry(file).or_default(), rest)
    };
    let (id, rest) = match rest.split_once('.') {
        Some((id, rest)) => (id, Some(rest)),
        None => (rest, None),
    };
    Some((paper.form.field(id)?, answers, rest))
}

/// A row as it begins: the answers its fields start with.
pub fn blank(field: &Field) -> Value {
    match layout(*field.kind) {
        Layout::Row => {
            let defaults = field.fields.iter().filter_map(|inner| {
                let default = inner.default.as_ref()?;
                Some((inner.id.to_string(), Value::String(default.value.clone())))
            });
            Value::Object(defaults.collect())
        }
        Layout::Members(_) | Layout::Score => Value::Object(Map::new()),
        _ => Value::String(String::new()),
    }
}

/// Adds a row to the list of a name. Nothing happens for a name that is no list.
pub fn add(paper: &Paper<'_>, given: &mut Submission, name: &str) {
    let Some((field, answers, None)) = place(paper, given, name) else {
        return;
    };
    if !in_rows(field) {
        return;
    }
    let held = answers.get(field.id.as_str());
    let mut rows = held.map(items).unwrap_or_default().to_vec();
    rows.push(blank(field));
    answers.insert(field.id.to_string(), Value::Array(rows));
}

/// Gives lists that must have an entry, and lists of somebody's words, a first row to write in.
pub fn begin(paper: &Paper<'_>, given: &mut Submission) {
    let begins = |field: &Field| {
        let wanted = matches!(field.required, Requirement::Yes)
            || field.min.is_some_and(|min| min >= 1.0)
            || *field.kind == FieldType::Words;
        in_rows(field) && wanted && !field.retired
    };
    for field in paper.form.fields().filter(|f| begins(f)) {
        let id = field.id.as_str();
        if field.per.is_none() {
            if !given.answers.contains_key(id) {
                let rows = Value::Array(vec![blank(field)]);
                given.answers.insert(id.to_owned(), rows);
            }
            continue;
        }
        for (file, _) in paper.about {
            let part = given.parts.entry(*file).or_default();
            part.entry(id.to_owned())
                .or_insert_with(|| Value::Array(vec![blank(field)]));
        }
    }
}

/// Takes away a row by its name, counted from 1: `a.goals.2`.
pub fn remove(paper: &Paper<'_>, given: &mut Submission, name: &str) {
    let Some((field, answers, Some(number))) = place(paper, given, name) else {
        return;
    };
    let held = answers.get(field.id.as_str());
    let mut rows = held.map(items).unwrap_or_default().to_vec();
    let index = number.parse::<usize>().ok().and_then(|n| n.checked_sub(1));
    match index {
        Some(index) if in_rows(field) && index < rows.len() => {
            rows.remove(index);
        }
        _ => return,
    }
    if rows.is_empty() {
        answers.shift_remove(field.id.as_str());
    } else {
        answers.insert(field.id.to_string(), Value::Array(rows));
    }
}

/// Nothing was answered: absent, blank, or an empty list or mapping.
pub fn is_blank(answer: &Value) -> bool {
    match answer {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(items) => items.iter().all(is_blank),
        Value::Object(members) => members.values().all(is_blank),
        _ => false,
    }
}

/// A row in which nobody has written: all it holds is what it began with.
fn untouched(field: &Field, row: &Value) -> bool {
    if is_blank(row) {
        return true;
    }
    let (Layout::Row, Value::Object(given), Value::Object(begun)) =
        (layout(*field.kind), row, blank(field))
    else {
        return false;
    };
    given
        .iter()
        .all(|(id, answer)| is_blank(answer) || begun.get(id) == Some(answer))
}

/// Leaves out rows in which nobody has written, and answers that say nothing.
pub fn compact(form: &Form, given: &mut Submission) {
    compact_answers(form, &mut given.answers);
    for part in given.parts.values_mut() {
        compact_answers(form, part);
    }
    given.parts.retain(|_, part| !part.is_empty());
}

fn compact_answers(form: &Form, answers: &mut Answers) {
    for field in form.fields().filter(|f| in_rows(f)) {
        if let Some(Value::Array(rows)) = answers.get_mut(field.id.as_str()) {
            rows.retain(|row| !untouched(field, row));
        }
    }
    answers.retain(|_, answer| !is_blank(answer));
}

/// An answer that is not asked, given the others.
#[derive(Debug, Clone)]
pub struct Unasked {
    /// Whose part it is in.
    pub part: Option<FileId>,
    /// The question; inside a list the list's name, its row and the question.
    pub place: String,
    /// The question as people read it.
    pub label: String,
    /// The field, for showing the answer.
    pub field: Field,
    /// What was answered.
    pub answer: Value,
}

/// Takes out what is not asked, given the other answers, and tells what it was.
pub fn take_unasked(form: &Form, asked: &Asked, given: &mut Submission) -> Vec<Unasked> {
    let mut taken = Vec::new();
    take_from(form, &asked.shared, None, &mut given.answers, &mut taken);
    let none = Scope::default();
    for (file, part) in &mut given.parts {
        let scope = asked.parts.get(file).unwrap_or(&none);
        take_from(form, scope, Some(*file), part, &mut taken);
    }
    given.parts.retain(|_, part| !part.is_empty());
    taken
}

fn take_from(
    form: &Form,
    scope: &Scope,
    part: Option<FileId>,
    answers: &mut Answers,
    taken: &mut Vec<Unasked>,
) {
    for field in form.fields() {
        let id = field.id.as_str();
        if !scope.at(id).asked || field.retired {
            if let Some(answer) = answers.shift_remove(id)
                && !is_blank(&answer)
            {
                taken.push(unasked(part, id.to_owned(), field, answer));
            }
            continue;
        }
        if *field.kind != FieldType::Group {
            continue;
        }
        let Some(Value::Array(rows)) = answers.get_mut(id) else {
            continue;
        };
        for (index, row) in rows.iter_mut().enumerate() {
            let Value::Object(row) = row else { continue };
            for inner in &field.fields {
                let place = format!("{id}.{}.{}", index + 1, inner.id.as_str());
                if scope.at(&place).asked && !inner.retired {
                    continue;
                }
                if let Some(answer) = row.shift_remove(inner.id.as_str())
                    && !is_blank(&answer)
                {
                    taken.push(unasked(part, place, inner, answer));
                }
            }
        }
    }
}

fn unasked(part: Option<FileId>, place: String, field: &Field, answer: Value) -> Unasked {
    Unasked {
        part,
        place,
        label: field.label.clone(),
        field: field.clone(),
        answer,
    }
}

/// What is asked of each person, answered once for all, becomes each person's part: a page shows it there.
pub fn to_parts(paper: &Paper<'_>, given: &mut Submission) {
    let mut moved: BTreeMap<String, Value> = BTreeMap::new();
    for field in paper.form.fields().filter(|f| f.per.is_some()) {
        if let Some(answer) = given.answers.shift_remove(field.id.as_str()) {
            moved.insert(field.id.to_string(), answer);
        }
    }
    for (file, _) in paper.about {
        for (id, answer) in &moved {
            let part = given.parts.entry(*file).or_default();
            part.entry(id.clone()).or_insert_with(|| answer.clone());
        }
    }
}
