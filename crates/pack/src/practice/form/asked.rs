//! Which questions a form asks of somebody, given the answers as they lie there. A page shows by it and reading judges by
//! it, so that what is asked on screen and what is accepted are never two opinions. It judges no answer.

use std::collections::BTreeMap;

use domain::FileId;
use domain::event::Answers;
use serde_json::Value;

use super::{Submission, from_val};
use crate::model::{Field, FieldType, Form, Requirement};
use crate::practice::Context;

/// Whether a question is asked, and whether it must be answered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Asking {
    /// Its own condition and its section's hold.
    pub asked: bool,
    /// It must be answered: it is asked, still in use, and required here.
    pub required: bool,
}

/// What is asked in the shared part, or of one person.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Scope {
    /// Whether each section is shown, in their order.
    pub sections: Vec<bool>,
    /// By place: a field's name, in a repeating group `group.2.field`, counted from 1 as the rows were given.
    pub fields: BTreeMap<String, Asking>,
    /// What conditions see here: the answers given, those of the shared part, and the computed ones.
    pub seen: Answers,
    /// Computed answers.
    pub computed: Answers,
}

impl Scope {
    /// How the question at a place is asked; one that is not there is not.
    pub fn at(&self, place: &str) -> Asking {
        self.fields.get(place).copied().unwrap_or_default()
    }
}

/// What a form asks of a submission.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Asked {
    /// In the shared part.
    pub shared: Scope,
    /// Of each person the record is filed on.
    pub parts: BTreeMap<FileId, Scope>,
}

impl Asked {
    /// The scope of a part, or the shared one.
    pub fn scope(&self, part: Option<FileId>) -> Option<&Scope> {
        match part {
            None => Some(&self.shared),
            Some(file) => self.parts.get(&file),
        }
    }
}

/// Whether a field is read in a scope. A part's field may be answered once for all, in the shared part.
pub(super) fn belongs(field: &Field, given: &Answers, of_part: bool) -> bool {
    if of_part {
        field.per.is_some()
    } else {
        field.per.is_none() || given.contains_key(field.id.as_str())
    }
}

/// What a form filed on `files` asks, given what was typed. A part's conditions see the shared answers as well; shared
/// conditions do not see parts.
pub fn asked(form: &Form, context: &Context<'_>, given: &Submission, files: &[FileId]) -> Asked {
    let none = Answers::new();
    let shared = scope(form, context, &given.answers, &none, false);
    let parts = files
        .iter()
        .map(|file| {
            let part = given.parts.get(file).unwrap_or(&none);
            (*file, scope(form, context, part, &shared.seen, true))
        })
        .collect();
    Asked { shared, parts }
}

fn within<'s>(context: &Context<'s>, seen: &'s Answers) -> Context<'s> {
    Context {
        answers: Some(seen),
        ..context.clone()
    }
}

fn scope(
    form: &Form,
    context: &Context<'_>,
    given: &Answers,
    shared: &Answers,
    of_part: bool,
) -> Scope {
    // Conditions see what was typed so far and what is still to be read: a form is judged as it lies there.
    let mut seen: Answers = shared.clone();
    seen.extend(given.iter().map(|(k, v)| (k.clone(), v.clone())));
    let mut scope = Scope::default();
    for section in &form.sections {
        let shown = section
            .when
            .as_ref()
            .is_none_or(|when| within(context, &seen).holds(when));
        scope.sections.push(shown);
        for field in section.fields.iter().filter(|f| belongs(f, given, of_part)) {
            let id = field.id.as_str();
            let asking = asking(field, &within(context, &seen), shown);
            scope.fields.insert(id.into(), asking);
            if let Some(compute) = &field.compute {
                let value = from_val(&within(context, &seen).value(compute));
                if !value.is_null() {
                    seen.insert(id.into(), value.clone());
                    scope.computed.insert(id.into(), value);
                }
            }
            if *field.kind == FieldType::Group && asking.asked {
                group(field, context, &seen, id, given.get(id), &mut scope.fields);
            }
        }
    }
    scope.seen = seen;
    scope
}

/// The rows of a group as they were given: blank ones count, so that places keep their numbers.
fn rows(answer: Option<&Value>) -> impl Iterator<Item = &Value> {
    match answer {
        Some(Value::Array(items)) => items.as_slice(),
        Some(one) => std::slice::from_ref(one),
        None => &[],
    }
    .iter()
}

/// What the rows of a group ask.
fn group(
    field: &Field,
    context: &Context<'_>,
    seen: &Answers,
    place: &str,
    answer: Option<&Value>,
    fields: &mut BTreeMap<String, Asking>,
) {
    for (index, row) in rows(answer).enumerate() {
        let place = format!("{place}.{}", index + 1);
        inner(field, context, seen, &place, row, fields);
    }
}

/// What one row of a group asks: its conditions see the row's own answers before those around it.
fn inner(
    field: &Field,
    context: &Context<'_>,
    seen: &Answers,
    place: &str,
    row: &Value,
    fields: &mut BTreeMap<String, Asking>,
) {
    let mut beside = seen.clone();
    if let Value::Object(row) = row {
        beside.extend(row.iter().map(|(k, v)| (k.clone(), v.clone())));
    }
    for inner in &field.fields {
        let place = format!("{place}.{}", inner.id.as_str());
        let asking = asking(inner, &within(context, &beside), true);
        fields.insert(place.clone(), asking);
        if *inner.kind == FieldType::Group && asking.asked {
            let answer = row.get(inner.id.as_str());
            group(inner, context, &beside, &place, answer, fields);
        }
    }
}

fn asking(field: &Field, context: &Context<'_>, shown: bool) -> Asking {
    let asked = shown && field.when.as_ref().is_none_or(|when| context.holds(when));
    let required = asked
        && !field.retired
        && match &field.required {
            Requirement::No => false,
            Requirement::Yes => true,
            Requirement::When(condition) => context.holds(condition),
        };
    Asking { asked, required }
}
