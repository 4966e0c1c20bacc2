//! What was sent as the fact's JSON, with what is missing or cannot be read told at its input. Whether the fact makes sense is
//! said by the fact itself.

use domain::event::{Answers, Period};
use domain::fact::describe::{Description, Field, Input};
use domain::fact::{Fte, PartDate};
use jiff::civil::Date;
use serde_json::{Map, Value, json};

use super::input;
use crate::form::dates;
use crate::form::tree::Tree;

/// Something wrong with an input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// The name of the input, or of what holds it.
    pub name: String,
    /// What is wrong and what to do.
    pub says: String,
}

impl Wrong {
    /// Something wrong.
    pub fn new(name: impl Into<String>, says: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            says: says.into(),
        }
    }
}

/// What stands below the name of an input.
pub fn below<'t>(tree: &'t Tree, name: &str) -> Option<&'t Tree> {
    name.split('.').try_fold(tree, |tree, piece| tree.at(piece))
}

/// Reads a fact's fields, without its kind.
pub fn fact(description: &Description, tree: &Tree) -> (Answers, Vec<Wrong>) {
    let empty = Tree::default();
    let mut whole = Value::Object(Map::new());
    let mut wrong = Vec::new();
    for field in description.fields {
        let name = input(field);
        let sent = below(tree, &name).unwrap_or(&empty);
        let mut told = Vec::new();
        let value = value(field, &name, sent, &mut told);
        if let Some((path, wanted)) = field.when {
            let picked = below(tree, &format!("v.{path}")).map_or("", Tree::one);
            if picked != wanted {
                if value.is_some() || !told.is_empty() {
                    wrong.push(Wrong::new(
                        name,
                        format!(
                            "“{}” is filled in, but it does not go with what you chose above: empty it, or choose again",
                            field.label
                        ),
                    ));
                }
                continue;
            }
        }
        let missing = value.is_none() && told.is_empty() && field.needed;
        wrong.append(&mut told);
        match value {
            Some(value) => put(&mut whole, field.path, value),
            None if missing => wrong.push(Wrong::new(
                name,
                format!("“{}” is missing: it is needed", field.label),
            )),
            None => {}
        }
    }
    let answers = match whole {
        Value::Object(answers) => answers,
        _ => Answers::new(),
    };
    (answers, wrong)
}

/// Reads when a fact holds.
pub fn period(tree: &Tree) -> (Period, Vec<Wrong>) {
    let mut wrong = Vec::new();
    let mut end = |name: &str, label: &str| day(tree, name, label, &mut wrong);
    let period = Period {
        from: end("period.from", "Since"),
        to: end("period.to", "Until"),
    };
    (period, wrong)
}

/// Reads a day from its boxes; nothing where they are empty.
pub fn day(tree: &Tree, name: &str, label: &str, wrong: &mut Vec<Wrong>) -> Option<Date> {
    let sent = below(tree, name)?;
    match dates::day(sent) {
        Value::Null => None,
        Value::String(text) if text.parse::<Date>().is_ok() => text.parse().ok(),
        _ => {
            wrong.push(no_day(name, label));
            None
        }
    }
}

fn no_day(name: &str, label: &str) -> Wrong {
    Wrong::new(
        name,
        format!("“{label}” is not a day: give day, month and year, such as 14 3 2019"),
    )
}

fn put(whole: &mut Value, path: &str, value: Value) {
    let mut here = whole;
    for piece in path.split('.') {
        if !here.is_object() {
            *here = json!({});
        }
        here = &mut here[piece];
    }
    *here = value;
}

fn value(field: &Field, name: &str, sent: &Tree, wrong: &mut Vec<Wrong>) -> Option<Value> {
    let text = sent.one().trim();
    let given = || (!text.is_empty()).then(|| Value::String(text.to_owned()));
    match field.input {
        Input::Line | Input::Text | Input::Role | Input::Choice(_) | Input::File(_) => given(),
        // People write "police check" for `police-check`.
        Input::Word => (!text.is_empty())
            .then(|| Value::String(text.split_whitespace().collect::<Vec<_>>().join("-"))),
        Input::Lines => {
            let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
            let lines: Vec<Value> = lines.map(|line| Value::String(line.to_owned())).collect();
            (!lines.is_empty()).then_some(Value::Array(lines))
        }
        Input::YesNo | Input::YesNoUnknown => match text {
            "yes" => Some(Value::Bool(true)),
            "no" => Some(Value::Bool(false)),
            _ => None,
        },
        Input::Number(most) => {
            let number = text.parse::<u16>().ok().filter(|number| *number <= most);
            if number.is_none() && !text.is_empty() {
                wrong.push(Wrong::new(
                    name,
                    format!("“{}” is not a whole number from 0 to {most}", field.label),
                ));
            }
            number.map(Value::from)
        }
        Input::Share => {
            let share = text.parse::<Fte>();
            if let Err(problem) = &share
                && !text.is_empty()
            {
                wrong.push(Wrong::new(name, problem.to_string()));
            }
            share.ok().map(|share| Value::String(share.to_string()))
        }
        Input::Day => match dates::day(sent) {
            Value::Null => None,
            Value::String(text) if text.parse::<Date>().is_ok() => Some(Value::String(text)),
            _ => {
                wrong.push(no_day(name, field.label));
                None
            }
        },
        Input::PartDate => match dates::about(sent) {
            Value::Null => None,
            Value::String(text) => match text.parse::<PartDate>() {
                Ok(date) => Some(Value::String(date.iso())),
                Err(_) => {
                    wrong.push(no_part(name, field.label));
                    None
                }
            },
            _ => {
                wrong.push(no_part(name, field.label));
                None
            }
        },
        Input::Who { several: false, .. } => who(name, sent, wrong),
        Input::Who { .. } => whos(name, sent, wrong),
        Input::SafeWith => match sent.text("whom").trim() {
            "" => None,
            "listed" => {
                let below = format!("{name}.listed");
                let listed = sent.at("listed").and_then(|sent| whos(&below, sent, wrong));
                if listed.is_none() {
                    wrong.push(Wrong::new(
                        below,
                        format!("“{}”: say with whom, at least one", field.label),
                    ));
                }
                listed.map(|listed| json!({"listed": listed}))
            }
            whom => {
                let listed = sent.at("listed");
                if listed.is_some_and(|sent| whos("", sent, &mut Vec::new()).is_some()) {
                    wrong.push(Wrong::new(
                        name,
                        format!(
                            "“{}”: somebody is listed below, but you chose otherwise: take them out, or choose those listed",
                            field.label
                        ),
                    ));
                }
                Some(Value::String(whom.to_owned()))
            }
        },
    }
}

fn no_part(name: &str, label: &str) -> Wrong {
    Wrong::new(
        name,
        format!(
            "“{label}” is not a date: give a year, a month and year, or a day; “about” goes with a year alone"
        ),
    )
}

fn whos(name: &str, sent: &Tree, wrong: &mut Vec<Wrong>) -> Option<Value> {
    let rows = sent.rows();
    let all: Vec<Value> = rows
        .into_iter()
        .zip(1..)
        .filter_map(|(row, number)| who(&format!("{name}.{number}"), row, wrong))
        .collect();
    (!all.is_empty()).then_some(Value::Array(all))
}

fn who(name: &str, sent: &Tree, wrong: &mut Vec<Wrong>) -> Option<Value> {
    let mut given = ["file", "role", "words"].into_iter().filter_map(|piece| {
        let text = sent.text(piece).trim();
        (!text.is_empty()).then(|| json!({piece: text}))
    });
    let first = given.next();
    if given.next().is_some() {
        wrong.push(Wrong::new(
            name,
            "choose somebody, or write who it is in words, but not both",
        ));
    }
    first
}
