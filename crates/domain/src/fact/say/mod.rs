//! A fact in a sentence, as it stands on a file's pages and on paper: "Lives with Nan's home (mainly) since 3 March 2024".
//! Names of files and roles are looked up by whoever asks. It leaves out nothing that changes what a reader would do; every
//! field stands in [`lines`].

mod care;
mod people;
mod places;
mod work;

#[cfg(test)]
mod tests;

use jiff::civil::Date;
use serde_json::Value;

use super::describe::{self, Field, Input};
use super::{Fact, FileRef, PartDate, SafeWith, Who};
use crate::event::Period;

/// What sentences need to know of the world around a fact.
pub trait Naming {
    /// The name a file is shown by, or a service; none where the reader may not know it.
    fn file(&self, file: &str) -> Option<String>;
    /// The title of a role.
    fn role(&self, role: &str) -> Option<String>;
    /// The pack's own word for one of ours.
    fn word(&self, word: &str) -> String {
        word.to_owned()
    }
}

/// Knows nobody: files are told as such.
pub struct Nobody;

impl Naming for Nobody {
    fn file(&self, _: &str) -> Option<String> {
        None
    }

    fn role(&self, _: &str) -> Option<String> {
        None
    }
}

/// A fact with when it holds, in a sentence without a full stop.
pub fn sentence(fact: &Fact, period: &Period, naming: &dyn Naming) -> String {
    let said = say(fact, naming);
    let lasts = describe::of(fact.kind()).is_none_or(|d| d.lasts);
    match span(period) {
        Some(span) if lasts => format!("{said} {span}"),
        Some(span) => format!("{said} ({span})"),
        None => said,
    }
}

/// A fact in a sentence without a full stop.
pub fn say(fact: &Fact, naming: &dyn Naming) -> String {
    let said = match people::say(fact, naming)
        .or_else(|| care::say(fact, naming))
        .or_else(|| work::say(fact, naming))
        .or_else(|| places::say(fact, naming))
    {
        Some(said) => said,
        None => fact.kind().replace('_', " "),
    };
    capital(&said)
}

/// When something holds: "since 3 March 2024", "from … to …", "until …".
pub fn span(period: &Period) -> Option<String> {
    match (period.from, period.to) {
        (Some(from), None) => Some(format!("since {}", day(from))),
        (None, Some(to)) => Some(format!("until {}", day(to))),
        (Some(from), Some(to)) if from == to => Some(format!("on {}", day(from))),
        (Some(from), Some(to)) => Some(format!("from {} to {}", day(from), day(to))),
        (None, None) => None,
    }
}

/// A day in words: "3 March 2024".
pub fn day(day: Date) -> String {
    PartDate::day(day).to_string()
}

/// Every field of a fact that has been answered, with what people read for it.
pub fn lines(fact: &Fact, naming: &dyn Naming) -> Vec<(&'static str, String)> {
    let (Some(description), Ok(value)) = (describe::of(fact.kind()), serde_json::to_value(fact))
    else {
        return Vec::new();
    };
    let asked = description.fields.iter().filter(|field| {
        field
            .when
            .is_none_or(|(path, wanted)| at(&value, path).and_then(Value::as_str) == Some(wanted))
    });
    asked
        .filter_map(|field| Some((field.label, shown(field, at(&value, field.path)?, naming)?)))
        .collect()
}

/// What stands in a fact's JSON at a path.
pub fn at<'v>(value: &'v Value, path: &str) -> Option<&'v Value> {
    path.split('.')
        .try_fold(value, |value, piece| value.get(piece))
}

fn shown(field: &Field, value: &Value, naming: &dyn Naming) -> Option<String> {
    let text = || value.as_str().map(str::to_owned);
    let said = match field.input {
        Input::Line | Input::Text | Input::Share => text()?,
        Input::Word => plain(value.as_str()?),
        Input::Role => role(value.as_str()?, naming),
        Input::Choice(options) => {
            let kept = value.as_str()?;
            let read = options.iter().find(|(of, _)| *of == kept);
            naming.word(read.map_or(kept, |(_, read)| read))
        }
        Input::YesNo | Input::YesNoUnknown => if value.as_bool()? { "Yes" } else { "No" }.into(),
        Input::Day => day(value.as_str()?.parse().ok()?),
        Input::PartDate => value.as_str()?.parse::<PartDate>().ok()?.to_string(),
        Input::Number(_) => value.as_u64()?.to_string(),
        Input::File(_) => file(&FileRef(text()?), naming),
        Input::Lines => {
            let lines = value.as_array()?.iter().filter_map(Value::as_str);
            lines.collect::<Vec<_>>().join("\n")
        }
        Input::Who { several: false, .. } => {
            who(&serde_json::from_value(value.clone()).ok()?, naming)
        }
        Input::Who { .. } => whos(
            &serde_json::from_value::<Vec<Who>>(value.clone()).ok()?,
            naming,
        ),
        Input::SafeWith => safe_with(&serde_json::from_value(value.clone()).ok()?, naming)
            .unwrap_or_else(|| "Everyone who may see the file".into()),
    };
    // What somebody typed stays as they typed it.
    let ours = matches!(
        field.input,
        Input::Word | Input::Role | Input::Choice(_) | Input::SafeWith
    );
    (!said.is_empty()).then(|| if ours { capital(&said) } else { said })
}

/// Somebody, by name.
pub fn who(who: &Who, naming: &dyn Naming) -> String {
    match who {
        Who::File(of) => file(of, naming),
        Who::Role(of) => format!("whoever is {}", role(of, naming)),
        Who::Words(words) => words.clone(),
    }
}

fn whos(all: &[Who], naming: &dyn Naming) -> String {
    list(all.iter().map(|one| who(one, naming)))
}

fn file(file: &FileRef, naming: &dyn Naming) -> String {
    naming
        .file(&file.0)
        .unwrap_or_else(|| "somebody whose file you do not see".into())
}

fn role(role: &str, naming: &dyn Naming) -> String {
    naming.role(role).unwrap_or_else(|| plain(role))
}

/// With whom something may be used, where that is not everyone.
fn safe_with(safe: &SafeWith, naming: &dyn Naming) -> Option<String> {
    match safe {
        SafeWith::Everyone => None,
        SafeWith::OnlyPerson => Some("only with the person themselves".into()),
        SafeWith::Listed(all) => Some(format!("only with the person and {}", whos(all, naming))),
    }
}

/// A short word of the pack as people read it.
fn plain(word: &str) -> String {
    word.replace(['-', '_'], " ")
}

/// "a", "a and b", "a, b and c".
fn list(all: impl Iterator<Item = String>) -> String {
    let all: Vec<String> = all.collect();
    match all.as_slice() {
        [first @ .., last] if !first.is_empty() => format!("{} and {last}", first.join(", ")),
        all => all.join(""),
    }
}

/// A text and, in brackets, what there is to add.
fn with<S: Into<String>>(said: S, more: impl IntoIterator<Item = Option<String>>) -> String {
    let said = said.into();
    let more: Vec<String> = more
        .into_iter()
        .flatten()
        .filter(|m| !m.is_empty())
        .collect();
    if more.is_empty() {
        said
    } else {
        format!("{said} ({})", more.join("; "))
    }
}

/// What is there if something is so.
fn when(so: bool, said: &str) -> Option<String> {
    so.then(|| said.to_owned())
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}
