//! The form of a nameless talk laid out for two taps: minutes as buttons, what must be answered as choices that are made
//! already, and the last of them as the buttons that save. What need not be answered is left for later.

use casework::read::places::Place;
use domain::FileId;
use domain::event::Answers;
use pack::Pack;
use pack::model::{Field, FieldType, Form, Meaning, Requirement};
use pack::practice::options;
use serde_json::Value;

use crate::body::Sent;

/// Minutes that are offered; others are typed.
const MINUTES: [i64; 6] = [5, 10, 15, 30, 45, 60];

/// What is the same most times.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Remembered {
    site: String,
    /// Answers by their fields.
    answers: Vec<(String, String)>,
}

impl Remembered {
    /// From what was sent: the last choice, what it was about, is not remembered, nor how long it took.
    pub fn of(form: &Form, sent: &Sent) -> Self {
        let mut answers = Vec::new();
        for field in choices(form) {
            if last(form).is_some_and(|last| last.id.value == field.id.value) {
                continue;
            }
            let name = field.id.as_str();
            answers.extend(sent.all(name).map(|one| (name.to_owned(), one.to_owned())));
        }
        Self {
            site: sent.get("site").to_owned(),
            answers,
        }
    }

    /// As a cookie holds it.
    pub fn written(&self) -> String {
        let mut text = form_urlencoded::Serializer::new(String::new());
        text.append_pair("site", &self.site);
        for (field, answer) in &self.answers {
            text.append_pair(field, answer);
        }
        text.finish()
    }

    /// What a cookie holds; it may hold anything.
    pub fn read(text: &str) -> Self {
        let mut pairs = Sent::parse(text.as_bytes()).0;
        pairs.truncate(20);
        let site = pairs.iter().position(|(name, _)| name == "site");
        let site = site.map(|at| pairs.remove(at).1).unwrap_or_default();
        Self {
            site,
            answers: pairs,
        }
    }
}

/// A question with its options.
pub struct Question {
    /// The name of its inputs.
    pub name: String,
    /// The question.
    pub label: String,
    /// Several may be chosen.
    pub several: bool,
    /// Identifier, label, and whether it is chosen already.
    pub options: Vec<(String, String, bool)>,
}

/// The page's questions.
pub struct Laid {
    /// Sites to choose, the one chosen already.
    pub sites: Vec<(String, String, bool)>,
    /// The minutes' input and question, where the form has it.
    pub minutes: Option<(String, String)>,
    /// Minutes to tap.
    pub taps: Vec<i64>,
    /// What is asked before the last tap.
    pub questions: Vec<Question>,
    /// The buttons that save; none where nothing else must be chosen.
    pub last: Option<Question>,
}

fn required(field: &Field) -> bool {
    matches!(field.required, Requirement::Yes) && !field.retired
}

/// What must be chosen, in the order of the form.
fn choices(form: &Form) -> impl Iterator<Item = &Field> {
    form.fields().filter(|field| {
        required(field) && matches!(*field.kind, FieldType::Choice | FieldType::Choices)
    })
}

/// The question that the second tap answers: the last that takes one answer.
fn last(form: &Form) -> Option<&Field> {
    choices(form)
        .filter(|field| *field.kind == FieldType::Choice)
        .last()
}

fn minutes(form: &Form) -> Option<&Field> {
    form.fields().find(|field| field.is(Meaning::Minutes))
}

fn question(pack: &Pack, field: &Field, remembered: Option<&Remembered>) -> Question {
    let name = field.id.to_string();
    let offered: Vec<_> = options(pack, field).iter().filter(|o| !o.retired).collect();
    let before: Vec<&str> = remembered
        .iter()
        .flat_map(|r| r.answers.iter())
        .filter(|(of, _)| *of == name)
        .map(|(_, answer)| answer.as_str())
        .filter(|answer| offered.iter().any(|o| *o.id == **answer))
        .collect();
    let options = offered.iter().enumerate().map(|(at, option)| {
        let chosen = match before.is_empty() {
            // What comes first in the pack is usual.
            true => at == 0 && remembered.is_some(),
            false => before.contains(&option.id.as_str()),
        };
        (option.id.to_string(), option.label.clone(), chosen)
    });
    Question {
        options: options.collect(),
        label: field.label.clone(),
        several: *field.kind == FieldType::Choices,
        name,
    }
}

impl Laid {
    /// Lays a form out.
    pub fn of(pack: &Pack, form: &Form, sites: &[Place], remembered: &Remembered) -> Self {
        let there = |site: &FileId| site.to_string() == remembered.site;
        let known = sites.iter().any(|place| there(&place.file));
        let sites = sites.iter().enumerate().map(|(at, place)| {
            let chosen = if known { there(&place.file) } else { at == 0 };
            (place.file.to_string(), place.display.clone(), chosen)
        });
        let asked = minutes(form);
        let fits = |minutes: &i64| {
            let (least, most) = asked.map_or((None, None), |f| (f.min, f.max));
            least.is_none_or(|least| *minutes as f64 >= least)
                && most.is_none_or(|most| *minutes as f64 <= most)
        };
        let last = last(form);
        Self {
            sites: sites.collect(),
            minutes: asked.map(|f| (f.id.to_string(), f.label.clone())),
            taps: MINUTES.into_iter().filter(fits).collect(),
            questions: choices(form)
                .filter(|field| last.is_none_or(|last| last.id.value != field.id.value))
                .map(|field| question(pack, field, Some(remembered)))
                .collect(),
            last: last.map(|field| question(pack, field, None)),
        }
    }
}

/// The answers that were sent.
pub fn answers(pack: &Pack, form: &Form, sent: &Sent) -> Answers {
    let mut answers = Answers::new();
    if let Some(field) = minutes(form) {
        let typed = match sent.get("other-minutes") {
            "" => sent.get(field.id.as_str()),
            typed => typed,
        };
        if !typed.is_empty() {
            answers.insert(field.id.to_string(), typed.into());
        }
    }
    for field in choices(form) {
        let name = field.id.as_str();
        let offered = options(pack, field);
        let mut chosen = sent
            .all(name)
            .filter(|one| offered.iter().any(|o| *o.id == **one));
        let answer: Option<Value> = match *field.kind == FieldType::Choices {
            true => {
                let all: Vec<Value> = chosen.map(Value::from).collect();
                (!all.is_empty()).then_some(Value::Array(all))
            }
            false => chosen.next().map(Value::from),
        };
        if let Some(answer) = answer {
            answers.insert(name.to_owned(), answer);
        }
    }
    answers
}
