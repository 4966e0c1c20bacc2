//! Answers for reading: on a record's page, in print, and two versions side by side. Options by their labels, files by their
//! names, dates in words, words with who said them. It changes nothing and asks nobody.

use askama::Template;
use domain::FileId;
use domain::event::Answers;
use pack::Pack;
use pack::model::{Field, FieldType, Form};
use pack::practice::options;
use serde_json::{Map, Value};

use super::choose::Choices;
use super::dates;
use super::kind::{Layout, Member, in_rows, layout, several};
use super::pairs::{OTHER, items, plain};
use super::rows::is_blank;

/// What names answers are shown by.
#[derive(Clone, Copy)]
pub struct Names<'a> {
    /// The pack, for labels of options.
    pub pack: &'a Pack,
    /// What is known by name.
    pub choices: &'a Choices,
    /// The file on which documents are opened; none: they are named only.
    pub on: Option<FileId>,
}

/// An answer for reading.
#[derive(Debug, Clone, PartialEq, Template)]
#[template(path = "form/answer.html")]
pub struct AnswerView {
    /// How it is shown.
    pub shown: Shown,
}

/// How an answer is shown.
#[derive(Debug, Clone, PartialEq)]
pub enum Shown {
    /// Text, by its paragraphs and lines.
    Text(String),
    /// Several, one a line.
    List(Vec<String>),
    /// Somebody's own words.
    Words(Vec<QuoteView>),
    /// Questions and answers below it, entry by entry.
    Rows(Vec<Vec<LabelledView>>),
    /// Documents: where each is opened, and its name.
    Documents(Vec<(Option<String>, String)>),
    /// Numbers with their titles, and whose instrument it is.
    Scores {
        /// Which version.
        version: String,
        /// Title and value.
        scores: Vec<(String, String)>,
        /// Whose it is.
        copyright: String,
    },
}

/// Somebody's own words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuoteView {
    /// What was said.
    pub said: String,
    /// Who, when and how.
    pub by: String,
}

/// A question and its answer.
#[derive(Debug, Clone, PartialEq)]
pub struct LabelledView {
    /// The question.
    pub label: String,
    /// The answer.
    pub answer: AnswerView,
}

/// Answered questions of one section.
#[derive(Debug, Clone, PartialEq)]
pub struct AnsweredView {
    /// The section's heading.
    pub title: String,
    /// What was answered once for all.
    pub shared: Vec<LabelledView>,
    /// What was answered of each person.
    pub parts: Vec<(String, Vec<LabelledView>)>,
}

/// A record's answers for reading.
#[derive(Debug, Clone, PartialEq, Template)]
#[template(path = "form/answers.html")]
pub struct AnswersView {
    /// Sections in which something was answered.
    pub sections: Vec<AnsweredView>,
}

/// A question whose answer changed between two versions.
#[derive(Debug, Clone, PartialEq)]
pub struct ChangeView {
    /// The question, with whose part it is in.
    pub label: String,
    /// As it was; none: not answered.
    pub before: Option<AnswerView>,
    /// As it is; none: not answered any more.
    pub after: Option<AnswerView>,
}

/// What changed between two versions.
#[derive(Debug, Clone, PartialEq, Template)]
#[template(path = "form/changes.html")]
pub struct ChangesView {
    /// What the first of them is called.
    pub before: String,
    /// What the second is called.
    pub after: String,
    /// The changes, in the order of the form.
    pub changes: Vec<ChangeView>,
}

/// Parts of several people: each with their name.
pub type Parts<'a> = &'a [(FileId, String, &'a Answers)];

/// A record's answers by section.
pub fn answers(names: &Names<'_>, form: &Form, shared: &Answers, parts: Parts<'_>) -> AnswersView {
    let mut sections = Vec::new();
    for section in &form.sections {
        let of = |answers: &Answers| labelled(names, &section.fields, answers);
        let parts: Vec<(String, Vec<LabelledView>)> = parts
            .iter()
            .map(|(_, name, part)| (name.clone(), of(part)))
            .filter(|(_, answered)| !answered.is_empty())
            .collect();
        let shared = of(shared);
        if !shared.is_empty() || !parts.is_empty() {
            sections.push(AnsweredView {
                title: section.title.clone(),
                shared,
                parts,
            });
        }
    }
    AnswersView { sections }
}

fn labelled(names: &Names<'_>, fields: &[Field], answers: &Answers) -> Vec<LabelledView> {
    fields
        .iter()
        .filter_map(|field| {
            let answer = answers.get(field.id.as_str()).filter(|a| !is_blank(a))?;
            Some(LabelledView {
                label: field.label.clone(),
                answer: shown(names, field, answer),
            })
        })
        .collect()
}

/// The answer of one field.
pub fn shown(names: &Names<'_>, field: &Field, answer: &Value) -> AnswerView {
    let all: Vec<&Value> = if several(field) {
        items(answer).iter().filter(|i| !is_blank(i)).collect()
    } else {
        vec![answer]
    };
    let shown = match *field.kind {
        FieldType::Words => Shown::Words(all.into_iter().map(quote).collect()),
        FieldType::Attachment | FieldType::Attachments => {
            let href = |a: &Value| {
                let on = names.on?;
                Some(format!("/documents/{}?file={on}", plain(a)))
            };
            let named = |a: &Value| (href(a), one(names, field, a));
            Shown::Documents(all.into_iter().map(named).collect())
        }
        FieldType::Score => score(names, field, answer),
        FieldType::Group => {
            let rows = all.into_iter().filter_map(Value::as_object);
            Shown::Rows(
                rows.map(|row| labelled(names, &field.fields, row))
                    .collect(),
            )
        }
        _ => {
            let lines: Vec<String> = all.into_iter().map(|a| one(names, field, a)).collect();
            match lines.as_slice() {
                [one] => Shown::Text(one.clone()),
                _ => Shown::List(lines),
            }
        }
    };
    AnswerView { shown }
}

/// An answer in one line.
pub fn in_a_line(names: &Names<'_>, field: &Field, answer: &Value) -> String {
    let all: Vec<String> = match *field.kind {
        FieldType::Group => {
            let rows = items(answer).iter().filter_map(Value::as_object);
            rows.map(|row| {
                let inner = field.fields.iter();
                let said: Vec<String> = inner
                    .filter_map(|f| Some((f, row.get(f.id.as_str())?)))
                    .filter(|(_, a)| !is_blank(a))
                    .map(|(f, a)| format!("{}: {}", f.label, in_a_line(names, f, a)))
                    .collect();
                said.join(", ")
            })
            .collect()
        }
        _ if several(field) || in_rows(field) => {
            items(answer).iter().map(|a| one(names, field, a)).collect()
        }
        _ => vec![one(names, field, answer)],
    };
    all.join("; ")
}

/// A value without a field, such as a computed one.
pub fn plainly(value: &Value) -> String {
    match value {
        Value::String(text) if text == "yes" => "Yes".into(),
        Value::String(text) if text == "no" => "No".into(),
        Value::String(text) => dates::read(text),
        Value::Array(all) => all.iter().map(plainly).collect::<Vec<_>>().join(", "),
        other => plain(other),
    }
}

fn one(names: &Names<'_>, field: &Field, answer: &Value) -> String {
    let text = plain(answer);
    match layout(*field.kind) {
        Layout::One => option(names, field, &text),
        Layout::Day | Layout::Moment | Layout::About => when(answer),
        Layout::Number => match (*field.kind, &field.unit) {
            (FieldType::Minutes, _) => format!("{text} minutes"),
            (FieldType::Hours, _) => format!("{text} hours"),
            (FieldType::Percent, _) => format!("{text} %"),
            (_, Some(unit)) => format!("{text} {unit}"),
            _ => text,
        },
        Layout::Members(members) => member_line(names, *field.kind, members, answer),
        Layout::Score => {
            let Shown::Scores { scores, .. } = score(names, field, answer) else {
                return text;
            };
            let all: Vec<String> = scores.iter().map(|(t, v)| format!("{t} {v}")).collect();
            all.join(", ")
        }
        Layout::None => plainly(answer),
        Layout::Line | Layout::Area | Layout::Time | Layout::Row => text,
    }
}

/// A date in words; what is none, box by box as it was typed.
fn when(answer: &Value) -> String {
    match answer {
        Value::Object(boxes) => {
            let typed: Vec<String> = boxes.values().map(plain).collect();
            typed.join(" ")
        }
        other => dates::read(&plain(other)),
    }
}

fn option(names: &Names<'_>, field: &Field, value: &str) -> String {
    if let Some(other) = value.strip_prefix(OTHER) {
        return other.trim().to_owned();
    }
    match *field.kind {
        FieldType::YesNo | FieldType::YesNoUnknown => match value {
            "yes" => "Yes".into(),
            "no" => "No".into(),
            "unknown" => "Not known".into(),
            odd => odd.to_owned(),
        },
        _ => options(names.pack, field)
            .iter()
            .find(|o| *o.id == *value)
            .map(|o| o.label.clone())
            .or_else(|| names.choices.name(value).map(str::to_owned))
            .unwrap_or_else(|| match value.parse::<FileId>() {
                Ok(_) => "somebody or something not shown to you".into(),
                Err(_) => value.to_owned(),
            }),
    }
}

fn text_of(members: &Map<String, Value>, name: &str) -> String {
    members.get(name).map(plain).unwrap_or_default()
}

fn quote(answer: &Value) -> QuoteView {
    let Value::Object(members) = answer else {
        return QuoteView {
            said: plain(answer),
            by: String::new(),
        };
    };
    let on = members.get("on").map(when).unwrap_or_default();
    let by = [text_of(members, "who"), on, text_of(members, "how")];
    let by: Vec<String> = by.into_iter().filter(|t| !t.is_empty()).collect();
    QuoteView {
        said: text_of(members, "said"),
        by: by.join(", "),
    }
}

fn member_line(names: &Names<'_>, kind: FieldType, members: &[Member], answer: &Value) -> String {
    let Value::Object(given) = answer else {
        return plain(answer);
    };
    if kind == FieldType::Words {
        let quote = quote(answer);
        return format!("“{}” ({})", quote.said, quote.by);
    }
    let mut said = Vec::new();
    for member in members {
        let Some(value) = given.get(member.name).filter(|v| !is_blank(v)) else {
            continue;
        };
        let known = member.options.iter().find(|(id, _)| *id == plain(value));
        let text = match (member.layout, known) {
            (Layout::Moment, _) => when(value),
            (_, Some((_, label))) => (*label).to_owned(),
            // That somebody has a file is told by the name alone.
            _ if member.name == "file" => {
                let name = names.choices.name(&plain(value));
                name.map_or_else(|| "has a file here".into(), |n| format!("file of {n}"))
            }
            _ => {
                let all: Vec<String> = items(value).iter().map(plain).collect();
                all.join(", ")
            }
        };
        said.push(match member.name {
            "by" => format!("by {text}"),
            "expires" => format!("until {text}"),
            "recipients" => format!("with {text}"),
            "why_not" => format!("not told: {text}"),
            _ => text,
        });
    }
    said.join(", ")
}

fn score(names: &Names<'_>, field: &Field, answer: &Value) -> Shown {
    let Some(definition) = super::render::instrument(names.pack, field) else {
        return Shown::Text(plain(answer));
    };
    let version = answer.get("version").map(plain).unwrap_or_default();
    let title = definition.version(&version).map(|v| v.title.clone());
    let given = answer.get("scores");
    let scores = definition.score_names().into_iter().map(|name| {
        let (title, _) = super::render::title_of(&definition, name);
        let value = given.and_then(|s| s.get(name)).filter(|v| !v.is_null());
        let value = value.map_or_else(|| "missing".to_owned(), plain);
        (title.to_owned(), value)
    });
    Shown::Scores {
        version: title.unwrap_or(version),
        scores: scores.collect(),
        copyright: definition.copyright.clone(),
    }
}

/// What changed from one version to another: in the shared answers and in each person's part.
pub fn changes(
    names: &Names<'_>,
    form: &Form,
    before: (&Answers, Parts<'_>),
    after: (&Answers, Parts<'_>),
) -> Vec<ChangeView> {
    let none = Answers::new();
    let mut all = Vec::new();
    let mut compare = |label: &dyn Fn(&Field) -> String, a: &Answers, b: &Answers| {
        for field in form.fields() {
            let of = |answers: &Answers| {
                let answer = answers.get(field.id.as_str()).filter(|a| !is_blank(a));
                answer.map(|a| shown(names, field, a))
            };
            let (before, after) = (of(a), of(b));
            if before != after {
                all.push(ChangeView {
                    label: label(field),
                    before,
                    after,
                });
            }
        }
    };
    compare(&|f| f.label.clone(), before.0, after.0);
    let mut people: Vec<(FileId, &str)> = Vec::new();
    for (file, name, _) in before.1.iter().chain(after.1) {
        if !people.iter().any(|(of, _)| of == file) {
            people.push((*file, name));
        }
    }
    for (file, name) in people {
        let part = |parts: Parts<'_>| {
            parts
                .iter()
                .find(|(of, ..)| *of == file)
                .map(|p| p.2.clone())
        };
        let (a, b) = (part(before.1), part(after.1));
        compare(
            &|f| format!("{} ({name})", f.label),
            a.as_ref().unwrap_or(&none),
            b.as_ref().unwrap_or(&none),
        );
    }
    all
}
