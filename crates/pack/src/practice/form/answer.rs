//! One answer of one field: its shape by the field's type, then its own limits.

use domain::event::Answers;
use serde_json::Value;

use super::{Reader, Scope};
use crate::model::{Field, FieldType};

/// Nothing was answered: absent, blank, or an empty list or mapping.
pub(super) fn is_empty(answer: &Value) -> bool {
    match answer {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        // Lines in which nothing was answered are no lines.
        Value::Array(items) => items.iter().all(is_empty),
        Value::Object(members) => members.values().all(is_empty),
        _ => false,
    }
}

/// Whether an answer of this type is a list by nature.
fn is_list(kind: FieldType) -> bool {
    matches!(
        kind,
        FieldType::Choices
            | FieldType::Checklist
            | FieldType::People
            | FieldType::NamedPeople
            | FieldType::Workers
            | FieldType::Records
            | FieldType::Attachments
            | FieldType::Group
    )
}

impl Reader<'_, '_> {
    /// Reads an answer; nothing where it was wrong, which is then among the problems.
    pub(super) fn answer(
        &mut self,
        field: &Field,
        place: &str,
        answer: &Value,
        scope: &Scope,
    ) -> Option<Value> {
        let kind = *field.kind;
        if is_list(kind) || field.many {
            // Blank ones are left out, and the others keep their numbers: a page finds the entry that a problem is about.
            let given = match answer {
                Value::Array(items) => items.as_slice(),
                one => std::slice::from_ref(one),
            };
            let items: Vec<(usize, &Value)> = given
                .iter()
                .enumerate()
                .filter(|(_, i)| !is_empty(i))
                .map(|(index, i)| (index + 1, i))
                .collect();
            if items.len() > 1_000 {
                self.wrong(
                    place,
                    "more than 1,000 answers",
                    "keep to what belongs here",
                );
                return None;
            }
            if kind == FieldType::Group {
                return self.group(field, place, &items, scope);
            }
            let mut kept = Vec::new();
            let mut whole = true;
            for (number, item) in items {
                let numbered = match item {
                    Value::Object(_) => format!("{place}.{number}"),
                    _ => place.to_owned(),
                };
                match self.single(field, &numbered, item) {
                    Some(value) if !kept.contains(&value) => kept.push(value),
                    Some(_) => {}
                    None => whole = false,
                }
            }
            return whole.then_some(Value::Array(kept));
        }
        if let Value::Array(_) = answer {
            self.wrong(
                place,
                format!("“{}” takes one answer", field.label),
                "give one",
            );
            return None;
        }
        let kept = self.single(field, place, answer)?;
        if let Some(before) = &field.not_before
            && let Some(earlier) = scope.seen.get(before.as_str()).and_then(Value::as_str)
            && kept.as_str().is_some_and(|d| d < earlier)
        {
            self.wrong(
                place,
                format!("“{}” is before {earlier}", field.label),
                format!("give a date from {earlier} on"),
            );
            return None;
        }
        Some(kept)
    }

    fn group(
        &mut self,
        field: &Field,
        place: &str,
        items: &[(usize, &Value)],
        scope: &Scope,
    ) -> Option<Value> {
        let known = self.problems.len();
        let mut rows = Vec::new();
        for (number, item) in items {
            let at = format!("{place}.{number}");
            let Value::Object(row) = item else {
                self.wrong(
                    &at,
                    "an entry of a list must have its own fields",
                    "give each entry's fields by name",
                );
                continue;
            };
            let mut kept = Answers::new();
            for inner in &field.fields {
                let inner_place = format!("{at}.{}", inner.id.as_str());
                let answer = row.get(inner.id.as_str()).filter(|a| !is_empty(a));
                self.one(inner, &inner_place, answer, scope, &mut kept);
            }
            for id in row.keys() {
                if !field.fields.iter().any(|f| *f.id == *id.as_str()) {
                    let near = crate::text::nearest(id, field.fields.iter().map(|f| f.id.as_str()));
                    let remedy = near.map_or("leave it out".to_owned(), |n| {
                        format!("did you mean `{n}`?")
                    });
                    self.wrong(
                        &format!("{at}.{id}"),
                        "this list has no such question",
                        remedy,
                    );
                }
            }
            rows.push(Value::Object(kept));
        }
        let count = rows.len() as f64;
        if field.min.is_some_and(|min| count < min) {
            let min = field.min.unwrap_or_default();
            self.wrong(
                place,
                format!("“{}” has {count} entries", field.label),
                format!("give at least {min}"),
            );
        }
        if field.max.is_some_and(|max| count > max) {
            let max = field.max.unwrap_or_default();
            self.wrong(
                place,
                format!("“{}” has {count} entries", field.label),
                format!("give at most {max}"),
            );
        }
        (self.problems.len() == known).then_some(Value::Array(rows))
    }
}
