//! What a browser sent as answers, by the form that was shown. What the form does not know is left out; what was typed and is
//! no date or number is kept as it was typed, so that reading tells of it and the page shows it again. It judges nothing.

use domain::FileId;
use domain::event::Answers;
use pack::model::{Field, FieldType};
use pack::practice::Submission;
use serde_json::{Map, Value};

use super::kind::{Layout, Member, in_rows, layout, several};
use super::pairs::OTHER;
use super::tree::Tree;
use super::{Paper, dates};

/// Reads decoded pairs of names and values.
pub fn parse<'p>(
    paper: &Paper<'_>,
    pairs: impl IntoIterator<Item = (&'p str, &'p str)>,
) -> Submission {
    let tree = Tree::of(pairs);
    let mut given = Submission::default();
    if let Some(shared) = tree.at("a") {
        given.answers = answers(paper, shared, None);
    }
    if let Some(parts) = tree.at("p") {
        for (file, _) in paper.about {
            let Some(part) = parts.at(&file.to_string()) else {
                continue;
            };
            let part = answers(paper, part, Some(*file));
            if !part.is_empty() {
                given.parts.insert(*file, part);
            }
        }
    }
    given
}

fn answers(paper: &Paper<'_>, tree: &Tree, part: Option<FileId>) -> Answers {
    let mut answers = Answers::new();
    let fields = paper.form.fields();
    for field in fields.filter(|f| part.is_none() || f.per.is_some()) {
        let Some(tree) = tree.at(field.id.as_str()) else {
            continue;
        };
        let answer = answer(paper, field, tree, part);
        if !answer.is_null() {
            answers.insert(field.id.to_string(), answer);
        }
    }
    answers
}

fn answer(paper: &Paper<'_>, field: &Field, tree: &Tree, part: Option<FileId>) -> Value {
    if !several(field) {
        return single(paper, field, tree, part);
    }
    let items: Vec<Value> = if in_rows(field) {
        let rows = tree.rows().into_iter();
        rows.map(|row| match single(paper, field, row, part) {
            // A blank row stays until somebody takes it away: it was asked for.
            Value::Null => match layout(*field.kind) {
                Layout::Members(_) | Layout::Row | Layout::Score => Value::Object(Map::new()),
                _ => Value::String(String::new()),
            },
            value => value,
        })
        .collect()
    } else {
        let mut ticked: Vec<Value> = tree
            .all()
            .into_iter()
            .map(|one| ticked(one, tree))
            .collect();
        let typed = !tree.text("other").trim().is_empty();
        if typed && field.other && !tree.all().contains(&OTHER) {
            ticked.push(ticked_other(tree));
        }
        ticked
    };
    if items.is_empty() {
        return Value::Null;
    }
    Value::Array(items)
}

fn ticked(value: &str, tree: &Tree) -> Value {
    match value {
        OTHER => ticked_other(tree),
        option => Value::String(option.to_owned()),
    }
}

fn ticked_other(tree: &Tree) -> Value {
    let text = tree.text("other").trim();
    let spaced = if text.is_empty() { "" } else { " " };
    Value::String(format!("{OTHER}{spaced}{text}"))
}

fn single(paper: &Paper<'_>, field: &Field, tree: &Tree, part: Option<FileId>) -> Value {
    match layout(*field.kind) {
        Layout::None => Value::Null,
        Layout::Line | Layout::Area => text(tree.one()),
        Layout::Number => number(tree.one()),
        Layout::Time => time(tree.one()),
        Layout::One => match tree.one() {
            "" if field.other && !tree.text("other").trim().is_empty() => ticked_other(tree),
            "" => Value::Null,
            one => ticked(one, tree),
        },
        Layout::Day => dates::day(tree),
        Layout::Moment => dates::moment(tree),
        Layout::About => dates::about(tree),
        Layout::Members(members) => of_members(paper, field, members, tree, part),
        Layout::Score => score(paper, field, tree),
        Layout::Row => {
            let mut row = Answers::new();
            for inner in &field.fields {
                let Some(tree) = tree.at(inner.id.as_str()) else {
                    continue;
                };
                let answer = answer(paper, inner, tree, part);
                if !answer.is_null() {
                    row.insert(inner.id.to_string(), answer);
                }
            }
            object(row)
        }
    }
}

fn object(members: Map<String, Value>) -> Value {
    if members.is_empty() {
        Value::Null
    } else {
        Value::Object(members)
    }
}

fn text(typed: &str) -> Value {
    if typed.trim().is_empty() {
        return Value::Null;
    }
    Value::String(typed.to_owned())
}

fn number(typed: &str) -> Value {
    let figures = typed.trim().replace(',', "");
    if let Ok(whole) = figures.parse::<i64>() {
        return Value::from(whole);
    }
    let decimal = figures.parse::<f64>().ok();
    match decimal.and_then(serde_json::Number::from_f64) {
        Some(number) => Value::Number(number),
        None => text(typed),
    }
}

fn time(typed: &str) -> Value {
    match dates::time(typed) {
        Some((hour, minute)) => Value::String(format!("{hour:02}:{minute:02}")),
        None => text(typed),
    }
}

fn of_members(
    paper: &Paper<'_>,
    field: &Field,
    members: &[Member],
    tree: &Tree,
    part: Option<FileId>,
) -> Value {
    let mut kept = Map::new();
    for member in members {
        let Some(tree) = tree.at(member.name) else {
            continue;
        };
        let value = match member.layout {
            Layout::Moment => dates::moment(tree),
            _ if member.lines => {
                let lines = tree.one().lines().map(str::trim).filter(|l| !l.is_empty());
                let lines: Vec<Value> = lines.map(|l| Value::String(l.to_owned())).collect();
                if lines.is_empty() {
                    Value::Null
                } else {
                    Value::Array(lines)
                }
            }
            _ => text(tree.one()),
        };
        if !value.is_null() {
            kept.insert(member.name.to_owned(), value);
        }
    }
    // Words in somebody's part are theirs unless it says otherwise.
    if *field.kind == FieldType::Words
        && kept.contains_key("said")
        && let Some(file) = part
        && !paper.name(file).is_empty()
    {
        kept.entry("who")
            .or_insert_with(|| Value::String(paper.name(file).to_owned()));
    }
    object(kept)
}

fn score(paper: &Paper<'_>, field: &Field, tree: &Tree) -> Value {
    let Some(definition) = super::render::instrument(paper.pack, field) else {
        return Value::Null;
    };
    let mut kept = Map::new();
    let version = text(tree.text("version"));
    if !version.is_null() {
        kept.insert("version".into(), version);
    }
    if let Some(typed) = tree.at("scores") {
        let scores: Map<String, Value> = definition
            .score_names()
            .into_iter()
            .map(|name| (name.to_owned(), number(typed.text(name))))
            .filter(|(_, value)| !value.is_null())
            .collect();
        if !scores.is_empty() {
            kept.insert("scores".into(), Value::Object(scores));
        }
    }
    let places = definition.supplement.as_ref().map_or(0, |s| s.places.len());
    let numbered = [
        ("items", "items", usize::from(definition.items)),
        ("impact_items", "impact", places),
    ];
    for (key, input, count) in numbered {
        let Some(typed) = tree.at(input) else {
            continue;
        };
        let all: Vec<Value> = (1..=count)
            .map(|n| number(typed.text(&n.to_string())))
            .collect();
        if all.iter().any(|value| !value.is_null()) {
            kept.insert(key.into(), Value::Array(all));
        }
    }
    object(kept)
}
