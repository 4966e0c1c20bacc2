//! Two texts of one form, side by side: where they differ, which of them stays. Nothing is chosen for anybody where both say
//! something.

use std::collections::BTreeMap;

use domain::FileId;
use domain::event::Answers;
use pack::model::{Field, FieldType};
use pack::practice::Submission;
use serde_json::Value;

use super::kind::several;
use super::pairs::items;
use super::rows::is_blank;
use super::show::{AnswerView, Names, shown};
use super::{Paper, part_name, shared_name};

/// Which of two answers stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keep {
    /// What somebody has typed here.
    Mine,
    /// What stands there.
    Theirs,
    /// One after the other.
    Both,
}

impl Keep {
    /// By its name in a form; what was typed here for any other.
    pub fn of(name: &str) -> Self {
        match name {
            "theirs" => Self::Theirs,
            "both" => Self::Both,
            _ => Self::Mine,
        }
    }
}

/// A question that is answered in two ways.
#[derive(Debug, Clone, PartialEq)]
pub struct DifferView {
    /// The name of its inputs.
    pub name: String,
    /// An identifier for the page.
    pub id: String,
    /// The question, with whose part it is in.
    pub label: String,
    /// What was typed here.
    pub mine: Option<AnswerView>,
    /// What stands there.
    pub theirs: Option<AnswerView>,
    /// Both can stay, one after the other.
    pub both: bool,
    /// What is picked to begin with.
    pub keep: Keep,
}

impl DifferView {
    /// Whether this is picked to begin with.
    pub fn is(&self, keep: &str) -> bool {
        self.keep == Keep::of(keep)
    }
}

fn answer<'a>(answers: Option<&'a Answers>, field: &Field) -> Option<&'a Value> {
    answers?
        .get(field.id.as_str())
        .filter(|answer| !is_blank(answer))
}

fn both(field: &Field) -> bool {
    *field.kind == FieldType::TextLong || several(field)
}

/// A question with the names of its inputs, and the two sides' answers to it.
struct Sides<'a> {
    name: String,
    part: Option<FileId>,
    field: &'a Field,
    mine: Option<&'a Value>,
    theirs: Option<&'a Value>,
}

fn sides<'a>(paper: &Paper<'a>, mine: &'a Submission, theirs: &'a Submission) -> Vec<Sides<'a>> {
    let mut all = Vec::new();
    for field in paper.form.fields().filter(|f| f.compute.is_none()) {
        let id = field.id.as_str();
        all.push(Sides {
            name: shared_name(id),
            part: None,
            field,
            mine: answer(Some(&mine.answers), field),
            theirs: answer(Some(&theirs.answers), field),
        });
        for (file, _) in paper.about.iter().filter(|_| field.per.is_some()) {
            all.push(Sides {
                name: part_name(*file, id),
                part: Some(*file),
                field,
                mine: answer(mine.parts.get(file), field),
                theirs: answer(theirs.parts.get(file), field),
            });
        }
    }
    all.retain(|side| side.mine != side.theirs);
    all
}

/// Where two submissions differ, in the order of the form.
pub fn differences(
    paper: &Paper<'_>,
    names: &Names<'_>,
    mine: &Submission,
    theirs: &Submission,
) -> Vec<DifferView> {
    let sides = sides(paper, mine, theirs).into_iter();
    sides
        .map(|side| DifferView {
            id: side.name.replace('.', "-"),
            name: side.name,
            label: match side.part {
                Some(file) => format!("{} ({})", side.field.label, paper.name(file)),
                None => side.field.label.clone(),
            },
            keep: match (side.mine, side.theirs) {
                (None, Some(_)) => Keep::Theirs,
                (Some(_), Some(_)) if both(side.field) => Keep::Both,
                _ => Keep::Mine,
            },
            both: both(side.field) && side.mine.is_some() && side.theirs.is_some(),
            mine: side.mine.map(|a| shown(names, side.field, a)),
            theirs: side.theirs.map(|a| shown(names, side.field, a)),
        })
        .collect()
}

/// The two made one by what was picked for each name of inputs.
pub fn merge(
    paper: &Paper<'_>,
    mine: &Submission,
    theirs: &Submission,
    picks: &BTreeMap<String, Keep>,
) -> Submission {
    let mut merged = theirs.clone();
    for side in sides(paper, mine, theirs) {
        let pick = picks.get(&side.name).copied().unwrap_or(Keep::Mine);
        let kept = match (pick, side.mine, side.theirs) {
            (Keep::Both, Some(mine), Some(theirs)) => Some(joined(side.field, mine, theirs)),
            (Keep::Both, mine, theirs) => mine.or(theirs).cloned(),
            (Keep::Theirs, _, theirs) => theirs.cloned(),
            (Keep::Mine, mine, _) => mine.cloned(),
        };
        let answers = match side.part {
            None => &mut merged.answers,
            Some(file) => merged.parts.entry(file).or_default(),
        };
        match kept {
            Some(answer) => {
                answers.insert(side.field.id.to_string(), answer);
            }
            None => {
                answers.shift_remove(side.field.id.as_str());
            }
        }
    }
    merged
}

fn joined(field: &Field, mine: &Value, theirs: &Value) -> Value {
    if several(field) {
        let mut all = items(theirs).to_vec();
        for one in items(mine) {
            if !all.contains(one) {
                all.push(one.clone());
            }
        }
        return Value::Array(all);
    }
    match (mine, theirs) {
        (Value::String(mine), Value::String(theirs)) if theirs.contains(mine.as_str()) => {
            Value::String(theirs.clone())
        }
        (Value::String(mine), Value::String(theirs)) if mine.contains(theirs.as_str()) => {
            Value::String(mine.clone())
        }
        (Value::String(mine), Value::String(theirs)) => {
            Value::String(format!("{theirs}\n\n{mine}"))
        }
        _ => mine.clone(),
    }
}
