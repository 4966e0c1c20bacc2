//! Reading what was typed into a form: every problem at once, each with its field, what is wrong and what was expected.
//! What is kept is what was asked; nothing is changed but white space at the ends.

mod answer;
mod asked;
mod typed;

use std::collections::BTreeMap;

use domain::FileId;
use domain::event::{Answers, Occurred};
use jiff::civil::{Date, DateTime};
use serde_json::Value;

pub use asked::{Asked, Asking, Scope, asked};

use super::Context;
use crate::expr::Val;
use crate::model::{Field, FieldType, Form};
use asked::belongs;
pub use typed::options;

/// Something wrong with an answer.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct FieldProblem {
    /// The field; inside a repeating group `group.2.field`, counted from 1.
    pub field: String,
    /// The person whose part it is in, where parts differ.
    pub part: Option<FileId>,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub remedy: String,
}

/// What somebody typed.
#[derive(Debug, Clone, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Submission {
    /// Shared answers by field.
    pub answers: Answers,
    /// Parts by person.
    pub parts: BTreeMap<FileId, Answers>,
}

/// What is kept of a submission.
#[derive(Debug, Clone, PartialEq)]
pub struct Kept {
    /// Shared answers, computed ones included.
    pub answers: Answers,
    /// Parts.
    pub parts: BTreeMap<FileId, Answers>,
    /// When it happened, where a field says so.
    pub occurred: Option<Occurred>,
}

/// Reads a submission for a form filed on `files`. `now` is the moment of submitting in the service's zone.
pub fn read_form(
    form: &Form,
    context: &Context<'_>,
    given: &Submission,
    files: &[FileId],
    now: DateTime,
) -> Result<Kept, Vec<FieldProblem>> {
    let asked = asked(form, context, given, files);
    let mut problems = Vec::new();
    let mut reader = Reader {
        context,
        now,
        problems: &mut problems,
        part: None,
    };
    let answers = reader.section_fields(form, &given.answers, &asked.shared, false);
    let mut parts = BTreeMap::new();
    for file in given.parts.keys().filter(|file| !files.contains(file)) {
        reader.part = Some(*file);
        reader.wrong(
            "",
            "this part is for somebody the record is not filed on",
            "file the record on them too, or leave the part out",
        );
    }
    // Fields asked of each person must be answered for each of them.
    let none = Answers::new();
    for (file, scope) in &asked.parts {
        reader.part = Some(*file);
        let part = given.parts.get(file).unwrap_or(&none);
        parts.insert(*file, reader.section_fields(form, part, scope, true));
    }
    parts.retain(|_, part: &mut Answers| !part.is_empty());
    let occurred = form
        .occurred
        .as_ref()
        .and_then(|f| answers.get(f.as_str()))
        .and_then(occurred_of);
    if problems.is_empty() {
        Ok(Kept {
            answers,
            parts,
            occurred,
        })
    } else {
        Err(problems)
    }
}

/// A date, a date and time, or a date as far as it is known, as a moment.
pub(crate) fn occurred_of(answer: &Value) -> Option<Occurred> {
    let text = answer.as_str()?;
    if let Ok(at) = text.parse::<DateTime>()
        && text.len() > 10
    {
        return Some(Occurred::at(at));
    }
    if let Ok(date) = text.parse::<Date>() {
        return Some(Occurred::on(date));
    }
    let (precision, text) = match text.strip_prefix("about ") {
        Some(rest) => (domain::Precision::About, rest),
        None => (domain::Precision::Year, text),
    };
    let mut pieces = text.split('-');
    let year: i16 = pieces.next()?.parse().ok()?;
    let month: Option<i8> = pieces.next().and_then(|m| m.parse().ok());
    let precision = if month.is_some() && precision == domain::Precision::Year {
        domain::Precision::Month
    } else {
        precision
    };
    let date = Date::new(year, month.unwrap_or(1), 1).ok()?;
    Some(Occurred {
        date,
        time: None,
        precision,
    })
}

struct Reader<'r, 'c> {
    context: &'r Context<'c>,
    now: DateTime,
    problems: &'r mut Vec<FieldProblem>,
    part: Option<FileId>,
}

impl Reader<'_, '_> {
    fn wrong(&mut self, field: &str, message: impl Into<String>, remedy: impl Into<String>) {
        self.problems.push(FieldProblem {
            field: field.into(),
            part: self.part,
            message: message.into(),
            remedy: remedy.into(),
        });
    }

    /// Reads the shared fields, or those of one person's part.
    fn section_fields(
        &mut self,
        form: &Form,
        given: &Answers,
        scope: &Scope,
        of_part: bool,
    ) -> Answers {
        let mut kept = Answers::new();
        for field in form.fields().filter(|f| belongs(f, given, of_part)) {
            let id = field.id.as_str();
            if field.compute.is_some() {
                if let Some(value) = scope.computed.get(id) {
                    kept.insert(id.into(), value.clone());
                }
                continue;
            }
            let answer = given.get(id).filter(|a| !answer::is_empty(a));
            self.one(field, id, answer, scope, &mut kept);
        }
        for id in given.keys() {
            if !form.fields().any(|f| *f.id == *id.as_str()) {
                let near = crate::text::nearest(id, form.fields().map(|f| f.id.as_str()));
                let remedy = near.map_or("leave it out".to_owned(), |n| {
                    format!("did you mean `{n}`?")
                });
                self.wrong(id, "this form has no such question", remedy);
            }
        }
        kept
    }

    fn one(
        &mut self,
        field: &Field,
        place: &str,
        answer: Option<&Value>,
        scope: &Scope,
        kept: &mut Answers,
    ) {
        if matches!(*field.kind, FieldType::Note) {
            if answer.is_some() {
                self.wrong(
                    place,
                    "this is a note on the form, not a question",
                    "leave it out",
                );
            }
            return;
        }
        let asking = scope.at(place);
        let Some(answer) = answer else {
            if asking.required {
                self.wrong(
                    place,
                    format!("“{}” is not answered", field.label),
                    "answer it",
                );
            }
            return;
        };
        if !asking.asked {
            self.wrong(
                place,
                format!(
                    "“{}” is not asked here, given the other answers",
                    field.label
                ),
                "leave it empty, or look at the answers it depends on",
            );
            return;
        }
        if field.retired {
            self.wrong(
                place,
                format!("“{}” is no longer asked", field.label),
                "leave it empty",
            );
            return;
        }
        if let Some(value) = self.answer(field, place, answer, scope) {
            kept.insert(field.id.to_string(), value);
        }
    }
}

/// A value of an expression as an answer.
fn from_val(value: &Val) -> Value {
    match value {
        Val::Null => Value::Null,
        Val::Bool(b) => Value::String(if *b { "yes" } else { "no" }.into()),
        Val::Int(n) => Value::from(*n),
        Val::Num(n) => serde_json::Number::from_f64(*n).map_or(Value::Null, Value::Number),
        Val::Text(t) => Value::String(t.to_string()),
        Val::Date(d) => Value::String(d.to_string()),
        Val::Moment(m) => Value::String(m.to_string()),
        Val::List(items) => Value::Array(items.iter().map(from_val).collect()),
        Val::Map(members) => Value::Object(
            members
                .iter()
                .map(|(k, v)| (k.to_string(), from_val(v)))
                .collect(),
        ),
    }
}
