//! Answers to every question of a form, other ones for every seed.

use domain::event::Answers;
use pack::model::{Field, FieldType};
use pack::practice::{Submission, options};
use serde_json::{Value, json};

use crate::form::Paper;
use crate::form::choose::Choices;
use crate::form::kind::{in_rows, several};
use crate::form::render::instrument;

pub struct Sample<'a> {
    paper: &'a Paper<'a>,
    choices: &'a Choices,
    state: u64,
    says: String,
}

impl<'a> Sample<'a> {
    pub fn new(paper: &'a Paper<'a>, choices: &'a Choices, seed: u64) -> Self {
        Self::saying(
            paper,
            choices,
            seed,
            "\n He pātai: “āe”, & then?\n\n  \"ka pai\" <3",
        )
    }

    pub fn saying(paper: &'a Paper<'a>, choices: &'a Choices, seed: u64, says: &str) -> Self {
        Self {
            paper,
            choices,
            state: seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x1234_5678_9abc_def1,
            says: says.to_owned(),
        }
    }

    fn next(&mut self, below: usize) -> usize {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        (self.state % below.max(1) as u64) as usize
    }

    fn of<'v>(&mut self, all: &[&'v str]) -> &'v str {
        all[self.next(all.len())]
    }

    pub fn submission(&mut self) -> Submission {
        let mut given = Submission::default();
        let fields: Vec<&Field> = self.paper.form.fields().collect();
        for field in fields.iter().filter(|f| f.per.is_none()) {
            self.put(field, &mut given.answers);
        }
        for (file, _) in self.paper.about {
            let mut part = Answers::new();
            for field in fields.iter().filter(|f| f.per.is_some()) {
                self.put(field, &mut part);
            }
            if !part.is_empty() {
                given.parts.insert(*file, part);
            }
        }
        given
    }

    fn put(&mut self, field: &Field, answers: &mut Answers) {
        // Now and then a question stays unanswered.
        if self.next(8) == 0 {
            return;
        }
        let answer = if several(field) {
            let mut all = Vec::new();
            for _ in 0..1 + self.next(3) {
                let one = self.one(field);
                if !one.is_null() && (in_rows(field) || !all.contains(&one)) {
                    all.push(one);
                }
            }
            // Boxes are sent in the order they stand in.
            if !in_rows(field) {
                let order = self.order(field);
                all.sort_by_key(|a| {
                    let at = order.iter().position(|o| Some(o.as_str()) == a.as_str());
                    at.unwrap_or(usize::MAX)
                });
                let one_other = |a: &Value| a.as_str().is_some_and(|t| t.starts_with("other:"));
                let mut seen = false;
                all.retain(|a| !one_other(a) || !std::mem::replace(&mut seen, true));
            }
            if all.is_empty() {
                Value::Null
            } else {
                Value::Array(all)
            }
        } else {
            self.one(field)
        };
        if !answer.is_null() {
            answers.insert(field.id.to_string(), answer);
        }
    }

    fn order(&self, field: &Field) -> Vec<String> {
        match *field.kind {
            FieldType::Choice | FieldType::Choices | FieldType::Checklist => {
                let offered = options(self.paper.pack, field).iter();
                offered.map(|o| o.id.to_string()).collect()
            }
            _ => self.choices.of(field).into_iter().map(|c| c.id).collect(),
        }
    }

    fn text(&mut self) -> String {
        let number = self.next(1000);
        format!("{} {number}", self.says.trim()).replace('\n', " ")
    }

    fn paragraphs(&mut self) -> String {
        let number = self.next(1000);
        format!("{}\n{number}", self.says)
    }

    fn day(&mut self) -> Value {
        json!(self.of(&["2026-02-28", "2026-05-26", "1999-12-01"]))
    }

    /// Typed, and no date.
    fn no_day(&mut self) -> Value {
        match self.next(3) {
            0 => json!({"day": "31", "month": "2", "year": "2026"}),
            1 => json!({"day": "next <Tuesday>"}),
            _ => json!({"month": "Maramatanga", "year": "26"}),
        }
    }

    fn moment(&mut self) -> Value {
        match self.next(4) {
            0 => self.no_day(),
            1 => self.day(),
            2 => json!({"day": "3", "month": "4", "year": "2026", "time": "noon-ish"}),
            _ => json!(self.of(&["2026-05-26T14:30", "2026-05-26T00:00"])),
        }
    }

    fn one(&mut self, field: &Field) -> Value {
        match *field.kind {
            FieldType::Text => json!(self.text()),
            FieldType::TextLong => json!(self.paragraphs()),
            FieldType::YesNo => json!(self.of(&["yes", "no"])),
            FieldType::YesNoUnknown => json!(self.of(&["yes", "no", "unknown"])),
            FieldType::Choice | FieldType::Choices | FieldType::Checklist => {
                if field.other && self.next(3) == 0 {
                    return json!(format!("other: {}", self.text()));
                }
                let all = self.order(field);
                all.get(self.next(all.len()))
                    .map_or(Value::Null, |id| json!(id))
            }
            FieldType::Number | FieldType::Money | FieldType::Hours | FieldType::Percent => {
                match self.next(3) {
                    0 => json!(12.5),
                    1 => json!(40),
                    _ => json!("a few"),
                }
            }
            FieldType::Integer | FieldType::Minutes | FieldType::Scale => match self.next(3) {
                0 => json!(-3),
                1 => json!(90),
                _ => json!("half past"),
            },
            FieldType::Date => match self.next(3) {
                0 => self.no_day(),
                _ => self.day(),
            },
            FieldType::Time => json!(self.of(&["14:30", "00:05", "at tea time"])),
            FieldType::Datetime => self.moment(),
            FieldType::AboutDate => {
                json!(self.of(&[
                    "2026",
                    "2026-04",
                    "about 2026",
                    "about 2026-04",
                    "2026-04-09"
                ]))
            }
            FieldType::Words => {
                json!({"said": self.paragraphs(), "who": self.text(), "on": self.moment()})
            }
            FieldType::NamedPerson | FieldType::NamedPeople => {
                let mut named = json!({"name": self.text(), "relationship": self.text()});
                if self.next(2) == 0 {
                    named["phone"] = json!("09 000 0000");
                    named["file"] = json!(self.choices.people[0].id);
                    named["note"] = json!(self.paragraphs());
                }
                named
            }
            FieldType::Told => {
                json!({"to": self.text(), "on": self.moment(), "why_not": self.paragraphs()})
            }
            FieldType::Consent => json!({
                "state": self.of(&["given", "refused", "withdrawn", "narrowed", "not_sought"]),
                "by": self.text(),
                "how": self.of(&["verbal", "written"]),
                "on": self.moment(),
                "recipients": ["Te Kura", "A <service>"],
                "why": self.paragraphs(),
            }),
            FieldType::Score => self.score(field),
            FieldType::Group => {
                let mut row = Answers::new();
                for inner in &field.fields {
                    self.put(inner, &mut row);
                }
                if row.is_empty() {
                    Value::Null
                } else {
                    Value::Object(row)
                }
            }
            FieldType::Computed | FieldType::Note => Value::Null,
            _ => {
                let all = self.choices.of(field);
                all.get(self.next(all.len()))
                    .map_or(Value::Null, |c| json!(c.id))
            }
        }
    }

    fn score(&mut self, field: &Field) -> Value {
        let definition = instrument(self.paper.pack, field).unwrap();
        let mut scores = serde_json::Map::new();
        for name in definition.score_names() {
            let value = if self.next(6) == 0 {
                json!("seven?")
            } else {
                json!(self.next(10))
            };
            scores.insert(name.into(), value);
        }
        let version = &definition.versions[self.next(definition.versions.len())].version;
        let mut given = json!({"version": version, "scores": scores});
        if self.next(2) == 0 {
            let all: Vec<Value> = (0..definition.items)
                .map(|n| {
                    if n % 7 == 3 {
                        Value::Null
                    } else {
                        json!(self.next(3))
                    }
                })
                .collect();
            given["items"] = json!(all);
        }
        given
    }
}
