//! Single answers by type.

use jiff::civil::{Date, DateTime, Time};
use serde_json::{Map, Value};

use super::{Reader, occurred_of};
use crate::model::{Field, FieldType, Option_};

/// Options a field offers: its own, or those of its list.
pub fn options<'p>(pack: &'p crate::Pack, field: &'p Field) -> &'p [Option_] {
    match &field.list {
        Some(list) => pack.list(list).map_or(&[], |l| &l.options),
        None => &field.options,
    }
}

impl Reader<'_, '_> {
    pub(super) fn single(&mut self, field: &Field, place: &str, answer: &Value) -> Option<Value> {
        match *field.kind {
            FieldType::Text => self.text(field, place, answer, 200),
            FieldType::TextLong => self.text(field, place, answer, 100_000),
            FieldType::YesNo => self.one_of(field, place, answer, &["yes", "no"]),
            FieldType::YesNoUnknown => self.one_of(field, place, answer, &["yes", "no", "unknown"]),
            FieldType::Choice | FieldType::Choices | FieldType::Checklist => {
                self.choice(field, place, answer)
            }
            FieldType::Number | FieldType::Money | FieldType::Hours | FieldType::Percent => {
                self.number(field, place, answer, false)
            }
            FieldType::Integer | FieldType::Minutes | FieldType::Scale => {
                self.number(field, place, answer, true)
            }
            FieldType::Date => self.date(field, place, answer),
            FieldType::Time => self.time(field, place, answer),
            FieldType::Datetime => self.datetime(field, place, answer),
            FieldType::AboutDate => self.about_date(field, place, answer),
            FieldType::Person
            | FieldType::People
            | FieldType::Worker
            | FieldType::Workers
            | FieldType::Site
            | FieldType::Agency
            | FieldType::GroupFile
            | FieldType::Post => self.id(field, place, answer),
            FieldType::Record | FieldType::Records | FieldType::Matter => {
                self.id(field, place, answer)
            }
            FieldType::Attachment | FieldType::Attachments => self.hash(field, place, answer),
            FieldType::Words => {
                self.members(field, place, answer, &["who", "said"], &["on", "how"])
            }
            FieldType::NamedPerson | FieldType::NamedPeople => self.members(
                field,
                place,
                answer,
                &["name"],
                &[
                    "relationship",
                    "organisation",
                    "file",
                    "note",
                    "phone",
                    "agreed",
                ],
            ),
            FieldType::Told => self.members(
                field,
                place,
                answer,
                &["to"],
                &["on", "how", "by", "why_not"],
            ),
            FieldType::Consent => self.consent(field, place, answer),
            FieldType::Score => self.score(field, place, answer),
            FieldType::Group | FieldType::Computed | FieldType::Note => None,
        }
    }

    fn text(&mut self, field: &Field, place: &str, answer: &Value, longest: u32) -> Option<Value> {
        let text = match answer {
            Value::String(text) => text.trim().to_owned(),
            Value::Number(number) => number.to_string(),
            _ => {
                self.wrong(place, format!("“{}” takes text", field.label), "give text");
                return None;
            }
        };
        let longest = field.max_length.unwrap_or(longest) as usize;
        let length = text.chars().count();
        if length > longest {
            self.wrong(
                place,
                format!(
                    "“{}” has {length} characters; it takes up to {longest}",
                    field.label
                ),
                "shorten it, or attach the long text as a document",
            );
            return None;
        }
        if let Some(odd) = text.chars().find(|c| is_odd(*c)) {
            self.wrong(
                place,
                format!(
                    "“{}” contains an invisible control character (U+{:04X})",
                    field.label,
                    u32::from(odd)
                ),
                "type the text again, or paste it as plain text",
            );
            return None;
        }
        Some(Value::String(text))
    }

    fn one_of(
        &mut self,
        field: &Field,
        place: &str,
        answer: &Value,
        all: &[&str],
    ) -> Option<Value> {
        let given = match answer {
            Value::Bool(true) => "yes",
            Value::Bool(false) => "no",
            other => other.as_str().unwrap_or_default(),
        };
        if all.contains(&given) {
            return Some(Value::String(given.into()));
        }
        self.wrong(
            place,
            format!("“{}” is answered by `{given}`", field.label),
            format!("answer one of {}", all.join(", ")),
        );
        None
    }

    fn choice(&mut self, field: &Field, place: &str, answer: &Value) -> Option<Value> {
        let given = answer.as_str().unwrap_or_default();
        if let Some(other) = given.strip_prefix("other:")
            && field.other
        {
            let text = self.text(field, place, &Value::String(other.into()), 200)?;
            if text.as_str().is_none_or(str::is_empty) {
                self.wrong(
                    place,
                    format!("“{}” does not say what else", field.label),
                    "say it in a word or two, or choose another",
                );
                return None;
            }
            return Some(Value::String(format!(
                "other: {}",
                text.as_str().unwrap_or_default()
            )));
        }
        let pack = self.context.pack;
        let all = options(pack, field);
        if all.iter().any(|o| *o.id == given && !o.retired) {
            return Some(Value::String(given.into()));
        }
        // A list a service may add to: its own options carry its own prefix.
        let open = field
            .list
            .as_ref()
            .and_then(|l| pack.list(l))
            .is_some_and(|l| l.open);
        if open && given.starts_with("own-") && domain::Name::parse(given).is_some() {
            return Some(Value::String(given.into()));
        }
        let ids: Vec<&str> = all
            .iter()
            .filter(|o| !o.retired)
            .map(|o| o.id.as_str())
            .collect();
        let near = crate::text::nearest(given, ids.iter().copied());
        let remedy = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("choose one of {}", ids.join(", ")),
        };
        self.wrong(
            place,
            format!("“{}” has no option `{given}`", field.label),
            remedy,
        );
        None
    }

    fn number(&mut self, field: &Field, place: &str, answer: &Value, whole: bool) -> Option<Value> {
        let number = match answer {
            Value::Number(number) => number.as_f64(),
            Value::String(text) => text.trim().replace(',', "").parse::<f64>().ok(),
            _ => None,
        };
        let Some(number) = number.filter(|n| n.is_finite()) else {
            self.wrong(
                place,
                format!("“{}” takes a number", field.label),
                "give a number in figures",
            );
            return None;
        };
        if whole && number.fract() != 0.0 {
            self.wrong(
                place,
                format!("“{}” takes a whole number", field.label),
                "round it",
            );
            return None;
        }
        let kind = *field.kind;
        let natural = matches!(
            kind,
            FieldType::Minutes | FieldType::Hours | FieldType::Percent
        )
        .then_some(0.0);
        let top = (kind == FieldType::Percent).then_some(100.0);
        let (min, max) = (field.min.or(natural), field.max.or(top));
        if min.is_some_and(|m| number < m) || max.is_some_and(|m| number > m) || number.abs() > 1e15
        {
            let range = match (min, max) {
                (Some(min), Some(max)) => format!("from {min} to {max}"),
                (Some(min), None) => format!("{min} or more"),
                (None, Some(max)) => format!("{max} or less"),
                _ => "of a sensible size".into(),
            };
            self.wrong(
                place,
                format!("“{}” is {number}", field.label),
                format!("give a number {range}"),
            );
            return None;
        }
        if whole {
            return Some(Value::from(number as i64));
        }
        serde_json::Number::from_f64(number).map(Value::Number)
    }

    fn day(&mut self, field: &Field, place: &str, date: Date) -> Option<()> {
        let today = self.now.date();
        let born = super::super::env::born(self.context.history);
        let wrong = if field.not_future && date > today {
            Some((
                format!("“{}” is {date}, in the future", field.label),
                format!("give a date up to {today}"),
            ))
        } else if field.not_past && date < today {
            Some((
                format!("“{}” is {date}, in the past", field.label),
                format!("give a date from {today} on"),
            ))
        } else if date.year() < 1900 || date.year() > 2100 {
            Some((
                format!("“{}” is in the year {}", field.label, date.year()),
                "look at the year".into(),
            ))
        } else if born.is_some_and(|b| date < b) && field.not_future {
            Some((
                format!("“{}” is {date}, before the person was born", field.label),
                "look at the date".into(),
            ))
        } else {
            None
        };
        match wrong {
            Some((message, remedy)) => {
                self.wrong(place, message, remedy);
                None
            }
            None => Some(()),
        }
    }

    fn date(&mut self, field: &Field, place: &str, answer: &Value) -> Option<Value> {
        let text = answer.as_str().unwrap_or_default().trim();
        let Ok(date) = text.parse::<Date>() else {
            self.wrong(
                place,
                format!("“{}” is not a date that exists", field.label),
                "give it as 2026-04-09",
            );
            return None;
        };
        self.day(field, place, date)?;
        Some(Value::String(date.to_string()))
    }

    fn time(&mut self, field: &Field, place: &str, answer: &Value) -> Option<Value> {
        let text = answer.as_str().unwrap_or_default().trim();
        let Ok(time) = format!("{text}:00")
            .parse::<Time>()
            .or_else(|_| text.parse::<Time>())
        else {
            self.wrong(
                place,
                format!("“{}” is not a time of day", field.label),
                "give it as 14:30",
            );
            return None;
        };
        Some(Value::String(format!(
            "{:02}:{:02}",
            time.hour(),
            time.minute()
        )))
    }

    fn datetime(&mut self, field: &Field, place: &str, answer: &Value) -> Option<Value> {
        let text = answer.as_str().unwrap_or_default().trim().replace(' ', "T");
        if let Ok(date) = text.parse::<Date>()
            && text.len() == 10
        {
            self.day(field, place, date)?;
            return Some(Value::String(date.to_string()));
        }
        let Ok(at) = text.parse::<DateTime>() else {
            self.wrong(
                place,
                format!("“{}” is not a date and time that exist", field.label),
                "give it as 2026-04-09 14:30",
            );
            return None;
        };
        self.day(field, place, at.date())?;
        if field.not_future && at > self.now {
            self.wrong(
                place,
                format!("“{}” is later than now", field.label),
                "give the time it happened",
            );
            return None;
        }
        let time = at.time();
        Some(Value::String(format!(
            "{}T{:02}:{:02}",
            at.date(),
            time.hour(),
            time.minute()
        )))
    }

    fn about_date(&mut self, field: &Field, place: &str, answer: &Value) -> Option<Value> {
        let number = answer.as_i64().map(|n| n.to_string());
        let text = number
            .or(answer.as_str().map(str::to_owned))
            .unwrap_or_default();
        let text = text.trim();
        let Some(at) = occurred_of(&Value::String(text.into())) else {
            self.wrong(
                place,
                format!("“{}” is not a date as far as it is known", field.label),
                "give 2026-04-09, 2026-04, 2026 or about 2026",
            );
            return None;
        };
        self.day(field, place, at.date)?;
        Some(Value::String(text.into()))
    }

    fn id(&mut self, field: &Field, place: &str, answer: &Value) -> Option<Value> {
        let text = answer.as_str().unwrap_or_default();
        if text.parse::<domain::FileId>().is_err() {
            self.wrong(
                place,
                format!("“{}” names nobody and nothing known", field.label),
                "choose from those offered",
            );
            return None;
        }
        Some(Value::String(text.into()))
    }

    fn hash(&mut self, field: &Field, place: &str, answer: &Value) -> Option<Value> {
        let text = answer.as_str().unwrap_or_default();
        if text.len() == 64 && text.bytes().all(|b| b.is_ascii_hexdigit()) {
            return Some(Value::String(text.to_ascii_lowercase()));
        }
        self.wrong(
            place,
            format!("“{}” names no attached document", field.label),
            "attach the document first",
        );
        None
    }

    /// A mapping of texts, some of them required.
    fn members(
        &mut self,
        field: &Field,
        place: &str,
        answer: &Value,
        needed: &[&str],
        others: &[&str],
    ) -> Option<Value> {
        let given = match answer {
            Value::Object(members) => members.clone(),
            // The shortest way to name somebody or to quote is the text itself.
            Value::String(text) if needed.len() == 1 => {
                Map::from_iter([(needed[0].to_owned(), Value::String(text.clone()))])
            }
            _ => {
                self.wrong(
                    place,
                    format!("“{}” takes {}", field.label, needed.join(" and ")),
                    "give each by name",
                );
                return None;
            }
        };
        let known = self.problems.len();
        let mut kept = Map::new();
        for name in needed {
            if given.get(*name).is_none_or(super::answer::is_empty) {
                self.wrong(
                    place,
                    format!("“{}” does not say `{name}`", field.label),
                    format!("give `{name}`"),
                );
            }
        }
        for (name, value) in &given {
            if super::answer::is_empty(value) {
                continue;
            }
            let at = format!("{place}.{name}");
            if !needed.contains(&name.as_str()) && !others.contains(&name.as_str()) {
                self.wrong(
                    &at,
                    "this is not asked",
                    format!("give one of {}, {}", needed.join(", "), others.join(", ")),
                );
                continue;
            }
            let value = match name.as_str() {
                "on" => self.datetime(field, &at, value),
                "said" | "note" | "why_not" => self.text(field, &at, value, 10_000),
                "file" => self.id(field, &at, value),
                _ => self.text(field, &at, value, 200),
            };
            if let Some(value) = value {
                kept.insert(name.clone(), value);
            }
        }
        (self.problems.len() == known).then_some(Value::Object(kept))
    }

    fn consent(&mut self, field: &Field, place: &str, answer: &Value) -> Option<Value> {
        const STATES: [&str; 5] = ["given", "refused", "withdrawn", "narrowed", "not_sought"];
        let given = match answer {
            Value::Object(members) => members.clone(),
            Value::String(state) => {
                Map::from_iter([("state".to_owned(), Value::String(state.clone()))])
            }
            _ => Map::new(),
        };
        let known = self.problems.len();
        let mut kept = Map::new();
        let state = given
            .get("state")
            .and_then(Value::as_str)
            .unwrap_or_default();
        if !STATES.contains(&state) {
            self.wrong(
                place,
                format!("“{}” does not say what was agreed", field.label),
                format!("`state` is one of {}", STATES.join(", ")),
            );
        }
        for (name, value) in &given {
            if super::answer::is_empty(value) {
                continue;
            }
            let at = format!("{place}.{name}");
            let value = match name.as_str() {
                "state" => Some(Value::String(state.into())),
                "how" => match value.as_str() {
                    Some("verbal" | "written") => Some(value.clone()),
                    _ => {
                        self.wrong(
                            &at,
                            "consent is given verbally or in writing",
                            "give `verbal` or `written`",
                        );
                        None
                    }
                },
                "on" | "expires" => self.datetime(
                    &Field {
                        not_future: name == "on",
                        ..field.clone()
                    },
                    &at,
                    value,
                ),
                "by" => self.text(field, &at, value, 200),
                "why" => self.text(field, &at, value, 10_000),
                "recipients" => match value {
                    Value::Array(all) => {
                        let all: Vec<Value> = all
                            .iter()
                            .filter_map(|one| self.text(field, &at, one, 200))
                            .collect();
                        Some(Value::Array(all))
                    }
                    one => self
                        .text(field, &at, one, 200)
                        .map(|one| Value::Array(vec![one])),
                },
                _ => {
                    self.wrong(
                        &at,
                        "this is not asked of a consent",
                        "give state, by, how, on, expires, recipients, why",
                    );
                    None
                }
            };
            if let Some(value) = value {
                kept.insert(name.clone(), value);
            }
        }
        (self.problems.len() == known).then_some(Value::Object(kept))
    }

    /// Scores of an instrument: the version, a number for each of its scales, and item answers only where the service has
    /// filed its authorisation.
    fn score(&mut self, field: &Field, place: &str, answer: &Value) -> Option<Value> {
        let instrument = field
            .instrument
            .as_ref()
            .and_then(|i| self.context.pack.instrument(i))?;
        let Ok(definition) = serde_json::from_value(instrument.definition.clone()) else {
            self.wrong(
                place,
                "the instrument of this question cannot be read",
                "tell whoever keeps the pack",
            );
            return None;
        };
        let scored = super::super::react::read_score(&definition, answer, self.context);
        match scored {
            Ok(value) => Some(value),
            Err(problems) => {
                for (inner, message, remedy) in problems {
                    let at = if inner.is_empty() {
                        place.to_owned()
                    } else {
                        format!("{place}.{inner}")
                    };
                    self.wrong(&at, message, remedy);
                }
                None
            }
        }
    }
}

/// Control characters, and those that turn text round or hide in it. Line ends and tabs are none.
fn is_odd(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
        || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{FEFF}')
}
