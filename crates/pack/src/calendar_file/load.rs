//! From text to a checked calendar: reading, dates, what a file extends, its school terms. Reports every problem of
//! the files it could read.

use std::collections::BTreeMap;

use domain::calendar::{Calendar, CalendarData, DataProblem, Holiday, NamedSpan, Term};
use jiff::civil::{Date, Weekday};
use jiff::tz::{TimeZone, TimeZoneDatabase};
use serde::de::DeserializeOwned;

use super::raw::{RawCalendar, RawTerms, Text};
use super::{CalendarLibrary, CalendarProblem};

/// The longest file that is read, in bytes.
const LARGEST_FILE: usize = 1 << 20;
/// How many files may extend each other in a row.
const DEEPEST: usize = 8;

/// Loads one calendar with all it refers to.
pub(super) fn calendar(
    library: &CalendarLibrary,
    code: &str,
) -> Result<Calendar, Vec<CalendarProblem>> {
    let mut reader = Reader {
        library,
        problems: Vec::new(),
    };
    let Some(text) = library
        .text(code)
        .filter(|_| library.codes().any(|c| c == code))
    else {
        return Err(vec![unknown(library, code)]);
    };
    let data = reader.read_calendar(code, text, &mut Vec::new());
    match data {
        Some(data) if reader.problems.is_empty() => Calendar::new(data.merged).map_err(|faults| {
            faults
                .into_iter()
                .map(|fault| located(code, &data.places, fault))
                .collect()
        }),
        _ => Err(reader.problems),
    }
}

fn unknown(library: &CalendarLibrary, code: &str) -> CalendarProblem {
    let shown: String = code.chars().take(60).flat_map(char::escape_debug).collect();
    let near = library
        .nearest(code)
        .map(|n| format!(", the nearest is {n}"))
        .unwrap_or_default();
    let message = format!("there is no calendar \"{shown}\"{near}; calendar list names them all");
    CalendarProblem {
        file: "calendars".to_owned(),
        line: 0,
        column: 0,
        message,
    }
}

fn located(code: &str, places: &BTreeMap<Date, (u64, u64)>, fault: DataProblem) -> CalendarProblem {
    let date = match &fault {
        DataProblem::OutsideYears { date, .. } | DataProblem::Twice { date, .. } => Some(*date),
        DataProblem::Reversed { from, .. } => Some(*from),
        _ => None,
    };
    let (line, column) = date
        .and_then(|d| places.get(&d).copied())
        .unwrap_or_default();
    CalendarProblem {
        file: format!("{code}.yaml"),
        line,
        column,
        message: fault.to_string(),
    }
}

/// A calendar's data, and where each date of the file itself stands.
struct Read {
    merged: CalendarData,
    places: BTreeMap<Date, (u64, u64)>,
}

/// Reads files of a library and gathers their problems.
struct Reader<'a> {
    library: &'a CalendarLibrary,
    problems: Vec<CalendarProblem>,
}

impl Reader<'_> {
    /// The data of one file on top of what it extends. `None` if it could not be read at all.
    fn read_calendar(&mut self, code: &str, text: &str, above: &mut Vec<String>) -> Option<Read> {
        let raw: RawCalendar = self.parse(code, text)?;
        self.check_name(code, &raw.calendar);
        above.push(code.to_owned());
        let base = raw
            .extends
            .as_ref()
            .and_then(|base| self.read_base(code, base, above));
        let mut places = BTreeMap::new();
        let mut date = |reader: &mut Self, text: &Text| {
            let date = reader.date(code, text)?;
            places.entry(date).or_insert_with(|| place(text));
            Some(date)
        };
        let mut holidays = Vec::new();
        for day in &raw.days {
            if let Some(date) = date(self, &day.date) {
                holidays.push(Holiday {
                    date,
                    name: day.name.clone(),
                    expected: day.expected,
                });
            }
        }
        let mut span = |reader: &mut Self, from: &Text, to: &Text, name: &str| {
            let (from, to) = (date(reader, from), date(reader, to));
            Some(NamedSpan {
                from: from?,
                to: to?,
                name: name.to_owned(),
            })
        };
        let mut closed_periods = Vec::new();
        for p in &raw.closed_periods {
            closed_periods.extend(span(self, &p.from, &p.to, &p.name));
        }
        let mut not_yet_fixed = Vec::new();
        for p in &raw.not_yet_fixed {
            not_yet_fixed.extend(span(self, &p.from, &p.to, &p.why));
        }
        let weekend: Vec<Weekday> = raw
            .weekend
            .iter()
            .filter_map(|day| self.weekday(code, day))
            .collect();
        let zone = match (&raw.zone, &base) {
            (Some(zone), _) => self.zone(code, zone),
            (None, Some(base)) => base.zone.clone(),
            (None, None) => {
                self.problem(
                    code,
                    &raw.calendar,
                    "has no zone: expected one such as zone: Europe/Paris".to_owned(),
                );
                TimeZone::UTC
            }
        };
        let school_terms = raw
            .school_terms
            .as_ref()
            .map(|name| self.read_terms(code, name));
        let mut merged = CalendarData {
            code: code.to_owned(),
            title: raw.title,
            edition: raw.edition,
            zone,
            source: raw.source,
            note: raw.note,
            from_year: raw.years.from,
            to_year: raw.years.to,
            weekend,
            holidays,
            closed_periods,
            not_yet_fixed,
            school_terms: school_terms.unwrap_or_default(),
        };
        if let Some(base) = base {
            self.merge(&raw.calendar, &mut merged, base);
        }
        Some(Read { merged, places })
    }

    /// What a file extends, read the same way.
    fn read_base(
        &mut self,
        code: &str,
        base: &Text,
        above: &mut Vec<String>,
    ) -> Option<CalendarData> {
        let name = base.value.as_str();
        if above.iter().any(|a| a == name) || above.len() >= DEEPEST {
            let chain = above.join(", then ");
            self.problem(
                code,
                base,
                format!("extends {name} in a circle or too deeply: {chain}"),
            );
            return None;
        }
        let found = self
            .library
            .text(name)
            .filter(|_| self.library.codes().any(|c| c == name));
        let Some(text) = found.map(str::to_owned) else {
            let message = unknown(self.library, name).message;
            self.problem(code, base, format!("extends what is not there: {message}"));
            return None;
        };
        self.read_calendar(name, &text, above)
            .map(|read| read.merged)
    }

    /// Adds what the base knows inside the years of the file that extends it.
    fn merge(&mut self, at: &Text, data: &mut CalendarData, base: CalendarData) {
        if data.from_year < base.from_year || data.to_year > base.to_year {
            let CalendarData {
                code,
                from_year,
                to_year,
                ..
            } = &base;
            let message = format!(
                "covers more years than {code}, which it extends: {from_year} to {to_year}"
            );
            self.problem(&data.code.clone(), at, message);
        }
        let years = data.from_year..=data.to_year;
        data.holidays.extend(
            base.holidays
                .into_iter()
                .filter(|h| years.contains(&h.date.year())),
        );
        let inside = |s: &NamedSpan| years.contains(&s.from.year()) && years.contains(&s.to.year());
        data.closed_periods
            .extend(base.closed_periods.into_iter().filter(inside));
        data.not_yet_fixed
            .extend(base.not_yet_fixed.into_iter().filter(inside));
        data.source.extend(base.source);
        if data.weekend.is_empty() {
            data.weekend = base.weekend;
        }
        if data.school_terms.is_empty() {
            data.school_terms = base.school_terms;
        }
        if data.edition != base.edition {
            data.edition = format!("{} on {} {}", data.edition, base.code, base.edition);
        }
    }

    fn read_terms(&mut self, code: &str, name: &Text) -> Vec<Term> {
        let file = name.value.clone();
        let found = self
            .library
            .text(&file)
            .filter(|_| file.ends_with(super::TERMS))
            .map(str::to_owned);
        let Some(text) = found else {
            self.problem(
                code,
                name,
                format!(
                    "there is no file of school terms \"{}\"",
                    file.escape_debug()
                ),
            );
            return Vec::new();
        };
        let Some(raw) = self.parse::<RawTerms>(&file, &text) else {
            return Vec::new();
        };
        self.check_name(&file, &raw.school_terms);
        let mut terms = Vec::new();
        for t in &raw.terms {
            let latest = self.date(&file, &t.starts.latest);
            let earliest = t
                .starts
                .earliest
                .as_ref()
                .map_or(latest, |d| self.date(&file, d));
            let ends = self.date(&file, &t.ends.latest);
            let (Some(starts_latest), Some(starts_earliest), Some(ends_latest)) =
                (latest, earliest, ends)
            else {
                continue;
            };
            let (year, number, may_end_sooner) = (t.year, t.term, t.ends.may_end_sooner);
            terms.push(Term {
                year,
                number,
                starts_earliest,
                starts_latest,
                ends_latest,
                may_end_sooner,
            });
        }
        terms
    }

    fn parse<T: DeserializeOwned>(&mut self, name: &str, text: &str) -> Option<T> {
        let file = format!("{name}.yaml");
        if text.len() > LARGEST_FILE {
            let message = format!(
                "is {} bytes long: a calendar is at most {LARGEST_FILE}",
                text.len()
            );
            self.problems.push(CalendarProblem {
                file,
                line: 0,
                column: 0,
                message,
            });
            return None;
        }
        let options = serde_saphyr::options! { with_snippet: false, strict_booleans: true };
        match serde_saphyr::from_str_with_options(text, options) {
            Ok(value) => Some(value),
            Err(e) => {
                let (line, column) = e
                    .location()
                    .map(|l| (l.line(), l.column()))
                    .unwrap_or_default();
                let message = e.without_snippet().to_string();
                self.problems.push(CalendarProblem {
                    file,
                    line,
                    column,
                    message,
                });
                None
            }
        }
    }

    fn check_name(&mut self, name: &str, written: &Text) {
        if written.value != name {
            let message = format!(
                "is called \"{}\" here: expected {name}, the file's name",
                written.value.escape_debug()
            );
            self.problem(name, written, message);
        }
    }

    fn date(&mut self, code: &str, text: &Text) -> Option<Date> {
        let shape = text.value.len() == 10;
        let date = text.value.parse().ok().filter(|_| shape);
        if date.is_none() {
            let message = format!(
                "\"{}\" is no date: expected one such as 2026-04-02",
                text.value.escape_debug()
            );
            self.problem(code, text, message);
        }
        date
    }

    fn weekday(&mut self, code: &str, text: &Text) -> Option<Weekday> {
        use Weekday::{Friday, Monday, Saturday, Sunday, Thursday, Tuesday, Wednesday};
        let week = [
            Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday,
        ];
        let day = week
            .into_iter()
            .find(|d| format!("{d:?}").to_lowercase() == text.value);
        if day.is_none() {
            let message = format!(
                "\"{}\" is no day of the week: expected monday to sunday",
                text.value.escape_debug()
            );
            self.problem(code, text, message);
        }
        day
    }

    /// The zone by name, from the tables in the binary, so that every machine computes the same.
    fn zone(&mut self, code: &str, text: &Text) -> TimeZone {
        TimeZoneDatabase::bundled()
            .get(&text.value)
            .unwrap_or_else(|_| {
                let message = format!(
                    "\"{}\" is no time zone: expected one such as Europe/Paris",
                    text.value.escape_debug()
                );
                self.problem(code, text, message);
                TimeZone::UTC
            })
    }

    fn problem(&mut self, code: &str, at: &Text, message: String) {
        let (line, column) = place(at);
        self.problems.push(CalendarProblem {
            file: format!("{code}.yaml"),
            line,
            column,
            message,
        });
    }
}

fn place(text: &Text) -> (u64, u64) {
    (text.referenced.line(), text.referenced.column())
}
