//! Answers that a form marks for reports, each typed: a number, a day, or a text (an option's name, an identifier, words).
//! Members of an answer of several parts are named after it: `agreed.state`, `strengths.total`. Repeated answers are
//! numbered from 1.

use domain::event::Answers;
use jiff::civil::Date;
use pack::model::{Field, FieldType};
use serde_json::Value;
use store::derived::{Rows, Text, row};

use super::{FileView, text};

/// Members of answers of several parts that are days.
const DAYS: [&str; 2] = ["on", "expires"];

pub(super) fn rows(of: &FileView<'_>, rows: &mut Rows) {
    for record in of.history.records.iter().filter(|r| r.stands()) {
        let Some(pack) = (of.practice)(&record.pack) else {
            continue;
        };
        let Some(form) = pack.form(&record.kind) else {
            continue;
        };
        let answers = record.answers_for(of.file);
        let mut out = Out {
            record: text(record.id),
            rows,
        };
        for field in form.fields() {
            if let Some(answer) = answers.get(field.id.as_str()) {
                out.field(field, answer);
            }
        }
    }
}

struct Out<'r> {
    record: Text,
    rows: &'r mut Rows,
}

impl Out<'_> {
    fn field(&mut self, field: &Field, answer: &Value) {
        let id = field.id.as_str();
        if *field.kind == FieldType::Group {
            let Value::Array(lines) = answer else { return };
            for (n, line) in (1..).zip(lines) {
                let Value::Object(line) = line else { continue };
                self.line(field, line, n);
            }
        } else if field.report {
            match answer {
                Value::Array(items) => {
                    for (n, item) in (1..).zip(items) {
                        self.value(id, is_day(*field.kind), item, n);
                    }
                }
                one => self.value(id, is_day(*field.kind), one, 1),
            }
        }
    }

    /// One line of a repeating group. Several answers to one question of a line stand in one row, parted by commas.
    fn line(&mut self, group: &Field, line: &Answers, n: i64) {
        for inner in group.fields.iter().filter(|f| group.report || f.report) {
            let name = format!("{}.{}", group.id.as_str(), inner.id.as_str());
            match line.get(inner.id.as_str()) {
                Some(Value::Array(items)) => {
                    let all: Vec<&str> = items.iter().filter_map(Value::as_str).collect();
                    if !all.is_empty() {
                        self.value(&name, false, &Value::String(all.join(",")), n);
                    }
                }
                Some(one) => self.value(&name, is_day(*inner.kind), one, n),
                None => {}
            }
        }
    }

    fn value(&mut self, name: &str, is_day: bool, value: &Value, n: i64) {
        let mut row = row::Answer {
            record: self.record.clone(),
            field: text(name),
            n,
            text: None,
            number: None,
            day: None,
        };
        match value {
            Value::Null => return,
            Value::Bool(yes) => row.text = Some(text(if *yes { "yes" } else { "no" })),
            Value::Number(number) => row.number = number.as_f64(),
            Value::String(said) => {
                row.day = is_day.then(|| day(said)).flatten();
                row.text = Some(text(said));
            }
            Value::Array(items) => {
                let all: Vec<&str> = items.iter().filter_map(Value::as_str).collect();
                row.text = Some(text(all.join(",")));
            }
            Value::Object(members) => {
                for (member, value) in members {
                    match value {
                        // Scores of an instrument are named without the word.
                        Value::Object(scores) if member == "scores" => {
                            for (score, value) in scores {
                                self.value(&format!("{name}.{score}"), false, value, n);
                            }
                        }
                        value => {
                            let is_day = DAYS.contains(&member.as_str());
                            self.value(&format!("{name}.{member}"), is_day, value, n);
                        }
                    }
                }
                return;
            }
        }
        self.rows.push(row);
    }
}

fn is_day(kind: FieldType) -> bool {
    matches!(
        kind,
        FieldType::Date | FieldType::Datetime | FieldType::AboutDate
    )
}

/// The day of a date, or of a date and time; of a date known less exactly none.
fn day(said: &str) -> Option<Text> {
    let day: Date = said.get(..10)?.parse().ok()?;
    Some(text(day))
}
