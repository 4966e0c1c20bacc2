//! A fact as the names and values of inputs: what a page is filled in with. The inverse of [`super::read`].

use domain::fact::describe::{Description, Field, Input};
use domain::fact::say::at;
use serde_json::Value;

use super::input;
use crate::form::dates;

/// Names and values of inputs.
pub type Pairs = Vec<(String, String)>;

/// The inputs of a fact, given as it is written.
pub fn pairs(description: &Description, fact: &Value) -> Pairs {
    let mut all = Pairs::new();
    for field in description.fields {
        if let Some((path, wanted)) = field.when
            && at(fact, path).and_then(Value::as_str) != Some(wanted)
        {
            continue;
        }
        if let Some(value) = at(fact, field.path) {
            of_field(field, value, &mut all);
        }
    }
    all
}

fn of_field(field: &Field, value: &Value, all: &mut Pairs) {
    let name = input(field);
    match field.input {
        Input::Line
        | Input::Text
        | Input::Word
        | Input::Role
        | Input::Share
        | Input::Choice(_)
        | Input::File(_) => put(name, value.as_str().unwrap_or_default(), all),
        Input::Number(_) => put(name, &value.to_string(), all),
        Input::Lines => put(name, &lines(value).join("\n"), all),
        Input::YesNo | Input::YesNoUnknown => match value {
            Value::Bool(true) => put(name, "yes", all),
            Value::Bool(false) => put(name, "no", all),
            _ => {}
        },
        Input::Day | Input::PartDate => {
            for (piece, text) in dates::boxes(value) {
                put(format!("{name}.{piece}"), &text, all);
            }
        }
        Input::Who { several: false, .. } => who(&name, value, all),
        Input::Who { .. } => whos(&name, value, all),
        Input::SafeWith => match value {
            Value::String(whom) => put(format!("{name}.whom"), whom, all),
            listed => {
                put(format!("{name}.whom"), "listed", all);
                whos(
                    &format!("{name}.listed"),
                    listed.get("listed").unwrap_or(&Value::Null),
                    all,
                );
            }
        },
    }
}

fn lines(value: &Value) -> Vec<&str> {
    value
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect()
}

fn whos(name: &str, value: &Value, all: &mut Pairs) {
    for (one, number) in value.as_array().into_iter().flatten().zip(1..) {
        who(&format!("{name}.{number}"), one, all);
    }
}

fn who(name: &str, value: &Value, all: &mut Pairs) {
    for piece in ["file", "role", "words"] {
        if let Some(text) = value.get(piece).and_then(Value::as_str) {
            put(format!("{name}.{piece}"), text, all);
        }
    }
}

fn put(name: String, text: &str, all: &mut Pairs) {
    if !text.is_empty() {
        all.push((name, text.to_owned()));
    }
}
