//! The JSON Schema of the pack language, for editors: generated from the same lists of fields that read a pack, so that
//! the two cannot differ. It says less than [`crate::check`] does, and never decides whether a pack is right.

mod shapes;

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::load::FileKind;
use crate::model;
use crate::text::FromNode;

/// The dialect the schema is written in.
const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// A type that stands in a pack's files and can say how it is written.
pub trait Schema {
    /// How it is written; a type with a name of its own puts itself among the definitions and gives a reference.
    fn schema(definitions: &mut Definitions) -> Value;
}

/// The named definitions gathered so far.
#[derive(Debug, Default)]
pub struct Definitions {
    named: BTreeMap<&'static str, Value>,
}

/// The fields of a record while they are listed.
#[derive(Debug, Default)]
pub struct Record {
    properties: Map<String, Value>,
    required: Vec<&'static str>,
}

impl Record {
    /// Lists a field under its key; it is required unless its type or a default allows it to be missing.
    pub fn field<T: FromNode + Schema>(
        &mut self,
        definitions: &mut Definitions,
        key: &'static str,
        docs: &[&str],
        defaulted: bool,
    ) {
        let mut schema = T::schema(definitions);
        if let Some(schema) = schema.as_object_mut() {
            schema.insert("description".into(), sentence(docs).into());
        }
        self.properties.insert(key.into(), schema);
        if !defaulted && T::absent().is_none() {
            self.required.push(key);
        }
    }
}

impl Definitions {
    fn named(&mut self, name: &'static str, make: impl FnOnce(&mut Self) -> Value) -> Value {
        if !self.named.contains_key(name) {
            // Its place is taken first: a field may hold fields.
            self.named.insert(name, Value::Null);
            let made = make(self);
            self.named.insert(name, made);
        }
        json!({ "$ref": format!("#/$defs/{name}") })
    }

    /// A mapping with these fields and no others.
    pub fn record(
        &mut self,
        name: &'static str,
        docs: &[&str],
        list: impl FnOnce(&mut Self, &mut Record),
    ) -> Value {
        self.named(name, |definitions| {
            let mut record = Record::default();
            list(definitions, &mut record);
            let mut schema = Map::new();
            schema.insert("description".into(), sentence(docs).into());
            schema.insert("type".into(), "object".into());
            schema.insert("properties".into(), record.properties.into());
            schema.insert("additionalProperties".into(), false.into());
            if !record.required.is_empty() {
                schema.insert("required".into(), record.required.into());
            }
            schema.into()
        })
    }

    /// One of these names, each with what it means.
    pub fn names(&mut self, name: &'static str, docs: &[&str], names: &[(&str, &[&str])]) -> Value {
        self.named(name, |_| {
            let each: Vec<Value> = names
                .iter()
                .map(|(name, docs)| json!({ "const": name, "description": sentence(docs) }))
                .collect();
            json!({ "description": sentence(docs), "oneOf": each })
        })
    }
}

/// The lines of a comment as one text.
fn sentence(docs: &[&str]) -> String {
    let lines: Vec<&str> = docs.iter().map(|line| line.trim()).collect();
    lines.join(" ").trim().to_owned()
}

/// The schema of what a kind of file holds; nothing for files that are not YAML.
fn file(kind: FileKind, definitions: &mut Definitions) -> Option<Value> {
    Some(match kind {
        FileKind::Pack => model::Head::schema(definitions),
        FileKind::Clauses => Vec::<model::Clause>::schema(definitions),
        FileKind::Roles => Vec::<model::Role>::schema(definitions),
        FileKind::Process => shapes::process(definitions),
        FileKind::Records => model::Form::schema(definitions),
        FileKind::Lists => Vec::<model::PickList>::schema(definitions),
        FileKind::Instruments => shapes::instrument(),
        FileKind::Clocks => Vec::<model::Clock>::schema(definitions),
        FileKind::Rules => Vec::<model::Rule>::schema(definitions),
        FileKind::Trays => Vec::<model::Tray>::schema(definitions),
        FileKind::Settings => Vec::<model::Setting>::schema(definitions),
        FileKind::Resources => Vec::<model::Resource>::schema(definitions),
        FileKind::Returns => crate::measure::Return::schema(definitions),
        FileKind::Scenarios => shapes::scenarios(definitions),
        FileKind::Migrations => Vec::<crate::migration::Change>::schema(definitions),
        FileKind::Measures | FileKind::Letters | FileKind::Readme => return None,
    })
}

/// The whole language: one definition for each kind of file under `files`, by its path, and everything they refer to under
/// `$defs`. The same at every call.
pub fn json_schema() -> Value {
    let mut definitions = Definitions::default();
    let mut files = Map::new();
    for (kind, path) in FileKind::ALL {
        if let Some(schema) = file(kind, &mut definitions) {
            files.insert(path.into(), schema);
        }
    }
    json!({
        "$schema": DIALECT,
        "title": "The pack language",
        "files": files,
        "$defs": definitions.named,
    })
}

/// The schema of one kind of file by its path in the pack (`clocks.yaml`, `records/*.yaml`, `records/visit.yaml`), complete
/// in itself, for an editor that takes one schema a file. Nothing for files that are not YAML.
pub fn for_path(path: &str) -> Option<Value> {
    let kind = FileKind::ALL
        .iter()
        .find(|(_, pattern)| *pattern == path)
        .map(|(kind, _)| *kind)
        .or_else(|| FileKind::of(path))?;
    let mut definitions = Definitions::default();
    let mut schema = Map::new();
    schema.insert("$schema".into(), DIALECT.into());
    schema.insert("title".into(), kind.path().into());
    if let Value::Object(file) = file(kind, &mut definitions)? {
        schema.extend(file);
    }
    schema.insert("$defs".into(), json!(definitions.named));
    Some(schema.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every `$ref` anywhere in a schema.
    fn references<'v>(value: &'v Value, found: &mut Vec<&'v str>) {
        match value {
            Value::Object(map) => {
                found.extend(map.get("$ref").and_then(Value::as_str));
                map.values().for_each(|v| references(v, found));
            }
            Value::Array(list) => list.iter().for_each(|v| references(v, found)),
            _ => {}
        }
    }

    #[test]
    fn every_kind_of_yaml_file_has_a_schema_and_every_reference_leads_somewhere() {
        let schema = json_schema();
        let files = schema["files"].as_object().unwrap();
        for (_, path) in FileKind::ALL {
            assert_eq!(files.contains_key(path), path.ends_with(".yaml"), "{path}");
        }
        let mut found = Vec::new();
        references(&schema, &mut found);
        assert!(found.len() > 100);
        for reference in found {
            let name = reference.strip_prefix("#/$defs/").unwrap();
            assert!(schema["$defs"][name].is_object(), "{reference}");
        }
        assert_eq!(schema.to_string(), json_schema().to_string());
    }

    #[test]
    fn what_is_required_and_what_it_means_come_from_the_code() {
        let clocks = for_path("clocks.yaml").unwrap();
        let clock = &clocks["$defs"]["Clock"];
        assert_eq!(clock["required"], json!(["clock", "title"]));
        assert_eq!(
            clock["properties"]["while"]["description"],
            "Runs only while this holds."
        );
        let kind = &clocks["$defs"]["Level"]["oneOf"][1]["const"];
        assert_eq!(kind, "advisory");
        assert!(for_path("measures/x.sql").is_none());
        assert_eq!(for_path("records/visit.yaml"), for_path("records/*.yaml"));
    }
}
