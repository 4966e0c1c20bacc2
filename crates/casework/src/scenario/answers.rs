//! Answers of a scenario: people, workers, sites and records are answered by name.

use std::collections::BTreeMap;

use domain::event::{Answers, Period};
use domain::{FileId, Name};
use jiff::civil::Date;
use pack::model::{Field, FieldType, Form};
use pack::practice::Submission;
use pack::scenario::Step;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use super::stage::Stage;
use crate::{Error, Result};

/// A scenario names a document; what it stands for is a document with that name as its content.
fn attached(name: &str) -> String {
    if name.len() == 64 && name.bytes().all(|b| b.is_ascii_hexdigit()) {
        return name.to_owned();
    }
    let hash = Sha256::digest(name.as_bytes());
    hash.iter().map(|b| format!("{b:02x}")).collect()
}

impl Stage<'_> {
    /// The answers of a step for a form, with the parts of each child.
    pub(super) fn submission(&self, step: &Step, form: Option<&Form>) -> Result<Submission> {
        let mut given = Submission::default();
        for (key, node) in &step.answers {
            let value = pack::scenario::json_of(node);
            if let Some(child) = key.strip_prefix("for ") {
                let Value::Object(part) = value else {
                    return Err(Error::wrong(
                        format!("`{}` needs answers below it", **key),
                        "give them by field",
                    ));
                };
                let part: Answers = part
                    .into_iter()
                    .map(|(k, v)| (k.clone(), self.answer(form, &k, v)))
                    .collect();
                given.parts.insert(self.named(child)?, part);
            } else {
                let value = self.answer(form, key, value);
                given.answers.insert(key.value.clone(), value);
            }
        }
        Ok(given)
    }

    fn answer(&self, form: Option<&Form>, id: &str, value: Value) -> Value {
        match form.and_then(|f| f.field(id)) {
            Some(field) => self.by_field(field, value),
            None => value,
        }
    }

    fn by_field(&self, field: &Field, value: Value) -> Value {
        match value {
            Value::Array(items) => Value::Array(
                items
                    .into_iter()
                    .map(|item| self.by_field(field, item))
                    .collect(),
            ),
            Value::Object(members) if *field.kind == FieldType::Group => {
                let inner = |id: &str| field.fields.iter().find(|f| *f.id == *id);
                Value::Object(
                    members
                        .into_iter()
                        .map(|(k, v)| {
                            let v = inner(&k).map_or(v.clone(), |f| self.by_field(f, v));
                            (k, v)
                        })
                        .collect(),
                )
            }
            Value::Object(members) => Value::Object(self.members(members)),
            Value::Bool(b) => Value::String(if b { "yes" } else { "no" }.into()),
            Value::String(text) => Value::String(match *field.kind {
                FieldType::Record | FieldType::Records => {
                    self.handles.get(&text).map_or(text, ToString::to_string)
                }
                FieldType::Attachment | FieldType::Attachments => {
                    let hash = attached(&text);
                    self.documents.borrow_mut().push(text);
                    hash
                }
                kind if crate::record::submit::names_files(kind) => {
                    self.files.get(&text).map_or(text, ToString::to_string)
                }
                _ => text,
            }),
            other => other,
        }
    }

    fn members(&self, members: Map<String, Value>) -> Map<String, Value> {
        members
            .into_iter()
            .map(|(k, v)| match (k.as_str(), v) {
                ("file", Value::String(name)) => {
                    let id = self.files.get(&name).map_or(name, ToString::to_string);
                    (k, Value::String(id))
                }
                (_, v) => (k, v),
            })
            .collect()
    }

    /// A fact as a scenario states it. `from` and `to` are its period.
    pub(super) fn fact(
        &self,
        kind: &str,
        value: &Value,
        from: Option<Date>,
    ) -> Result<(Name, Answers, Period)> {
        let what = Name::parse(&kind.replace('-', "_")).ok_or(Error::NotFound("fact"))?;
        let Value::Object(members) = value else {
            return Err(Error::wrong(
                format!("the fact `{kind}` needs its fields"),
                "give them by name",
            ));
        };
        let mut value: Answers = members
            .iter()
            .map(|(k, v)| (k.clone(), self.fact_value(k, v)))
            .collect();
        let mut day = |name: &str| -> Option<Date> {
            let text = value.get(name)?.as_str()?.parse().ok()?;
            value.shift_remove(name);
            Some(text)
        };
        let (own, to) = (day("from"), day("to"));
        Ok((
            what,
            value,
            Period {
                from: own.or(from),
                to,
            },
        ))
    }

    /// The facts of a kind: below it stand the fields of one, or a list of several.
    pub(super) fn facts_of(
        &self,
        kind: &str,
        value: &Value,
        from: Option<Date>,
    ) -> Result<Vec<(Name, Answers, Period)>> {
        match value {
            Value::Array(several) => several.iter().map(|v| self.fact(kind, v, from)).collect(),
            one => Ok(vec![self.fact(kind, one, from)?]),
        }
    }

    /// Where a fact names a file, the scenario names somebody.
    fn fact_value(&self, key: &str, value: &Value) -> Value {
        const FILES: [&str; 11] = [
            "to",
            "with",
            "who",
            "supervisor",
            "employer",
            "holder",
            "carer",
            "site",
            "agency",
            "worker",
            "team",
        ];
        match value {
            Value::Object(members) => Value::Object(
                members
                    .iter()
                    .map(|(k, v)| (k.clone(), self.fact_value(k, v)))
                    .collect(),
            ),
            Value::Array(items) => {
                Value::Array(items.iter().map(|v| self.fact_value(key, v)).collect())
            }
            Value::String(name) if matches!(key, "file" | "team" | "household") => {
                Value::String(self.files.get(name).map_or(name.clone(), FileId::to_string))
            }
            Value::String(name) if FILES.contains(&key) => match self.files.get(name) {
                Some(file) => Value::Object(Map::from_iter([(
                    "file".to_owned(),
                    Value::String(file.to_string()),
                )])),
                None => value.clone(),
            },
            other => other.clone(),
        }
    }

    /// The files a step is about.
    pub(super) fn files_of(&self, names: &[String]) -> Result<Vec<FileId>> {
        names.iter().map(|n| self.named(n)).collect()
    }

    /// Fields that were found wrong, without the numbers of rows, each once.
    pub(super) fn fields(problems: &[pack::practice::FieldProblem]) -> Vec<String> {
        let mut fields: BTreeMap<String, ()> = BTreeMap::new();
        for problem in problems {
            fields.insert(problem.field.clone(), ());
        }
        fields.into_keys().collect()
    }
}
