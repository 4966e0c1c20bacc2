//! Lengths of time as practice writes them ("3 working days", "15 years 9 months", "same day"): values, reading and
//! printing. It never looks at a calendar; that is the calendar's work.

use std::fmt;
use std::str::FromStr;

use jiff::{Span, civil::Date};
use serde::{Deserialize, Serialize};

use super::CalendarError;
use super::unit::{NAMES, Unit};

/// The largest number a part may have.
const LARGEST: i64 = 1_000_000;
/// The longest text that is read.
const LONGEST: usize = 200;

/// One number with its unit. `n` is from 1 to 1,000,000 (0 for `SameDay` alone).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Part {
    /// How many.
    pub n: i64,
    /// Of what.
    pub unit: Unit,
}

/// A length of time: one or more parts, each unit at most once, the longest unit first.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Interval {
    parts: Vec<Part>,
}

/// Why a text is not an interval.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IntervalError {
    /// Nothing was written.
    #[error("the interval is empty: expected a number and a unit, such as 3 working days")]
    Empty,
    /// The text is longer than 200 characters.
    #[error(
        "the interval is longer than {LONGEST} characters: expected something like 3 working days"
    )]
    TooLong,
    /// A number was expected.
    #[error(
        "expected a whole number in figures before the unit, found \"{found}\": write 3 working days"
    )]
    NotANumber {
        /// The word in its place.
        found: String,
    },
    /// The number is 0, or beyond 1,000,000.
    #[error(
        "{found} {unit}: expected a number from 1 to {LARGEST} (the end of the starting day is: same day)"
    )]
    OutOfRange {
        /// The number as written.
        found: String,
        /// The unit it stands with.
        unit: Unit,
    },
    /// The unit is not known or missing.
    #[error(
        "\"{found}\" is no unit: expected minutes, hours, opening hours, days, working days, weeks, months, years, \
         school terms, or the words same day"
    )]
    UnknownUnit {
        /// The words in its place; empty at the end of the text.
        found: String,
    },
    /// One unit stands twice.
    #[error("{unit} stand twice: add them up")]
    Twice {
        /// The unit.
        unit: Unit,
    },
    /// A unit that cannot be combined stands with others.
    #[error("{unit} cannot be combined with other units")]
    NotAlone {
        /// The unit that must stand alone.
        unit: Unit,
    },
}

impl Interval {
    /// The end of the starting day.
    pub fn same_day() -> Self {
        Interval {
            parts: vec![Part {
                n: 0,
                unit: Unit::SameDay,
            }],
        }
    }

    /// One number and unit. Fails like the text would: a number outside 1 to 1,000,000.
    pub fn of(n: i64, unit: Unit) -> Result<Self, IntervalError> {
        Interval::from_parts(vec![Part { n, unit }])
    }

    /// Several parts, in any order; each unit at most once.
    pub fn from_parts(mut parts: Vec<Part>) -> Result<Self, IntervalError> {
        if parts.is_empty() {
            return Err(IntervalError::Empty);
        }
        for part in &mut parts {
            if part.unit == Unit::SameDay {
                part.n = 0;
            } else if !(1..=LARGEST).contains(&part.n) {
                return Err(IntervalError::OutOfRange {
                    found: part.n.to_string(),
                    unit: part.unit,
                });
            }
        }
        parts.sort_by_key(|p| p.unit);
        if let Some(pair) = parts.windows(2).find(|w| w[0].unit == w[1].unit) {
            return Err(IntervalError::Twice { unit: pair[0].unit });
        }
        match parts.iter().find(|p| p.unit.stands_alone()) {
            Some(part) if parts.len() > 1 => Err(IntervalError::NotAlone { unit: part.unit }),
            _ => Ok(Interval { parts }),
        }
    }

    /// The parts, the longest unit first.
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// How many of `unit` this interval has; 0 if none.
    pub fn count(&self, unit: Unit) -> i64 {
        self.parts
            .iter()
            .find(|p| p.unit == unit)
            .map_or(0, |p| p.n)
    }

    /// Whether the limit is a moment of the day rather than the end of a day.
    pub fn is_exact_time(&self) -> bool {
        self.parts
            .iter()
            .any(|p| matches!(p.unit, Unit::Hours | Unit::Minutes | Unit::OpeningHours))
    }

    /// The date this long after `date`, without a calendar: for ages. Months clamp at the month's end.
    /// Fails for units that need a calendar or a time of day, and beyond the year 9999.
    pub fn after_date(&self, date: Date) -> Result<Date, CalendarError> {
        let other = |u: &Unit| !matches!(u, Unit::Years | Unit::Months | Unit::Weeks | Unit::Days);
        if let Some(unit) = self.parts.iter().map(|p| p.unit).find(other) {
            return Err(CalendarError::NeedsCalendar { unit });
        }
        self.calendar_span()
            .and_then(|span| date.checked_add(span))
            .map_err(|_| self.too_far(date))
    }

    /// Years, months, weeks and days together, so that months clamp once.
    pub(super) fn calendar_span(&self) -> Result<Span, jiff::Error> {
        Span::new()
            .try_years(self.count(Unit::Years))?
            .try_months(self.count(Unit::Months))?
            .try_weeks(self.count(Unit::Weeks))?
            .try_days(self.count(Unit::Days))
    }

    /// The error for a result beyond the range of dates.
    pub(super) fn too_far(&self, date: Date) -> CalendarError {
        CalendarError::TooFar {
            interval: self.to_string(),
            date,
        }
    }
}

impl fmt::Display for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, part) in self.parts.iter().enumerate() {
            let gap = if i > 0 { " " } else { "" };
            match part.unit {
                Unit::SameDay => write!(f, "{gap}same day")?,
                unit => write!(f, "{gap}{} {}", part.n, unit.word(part.n))?,
            }
        }
        Ok(())
    }
}

impl FromStr for Interval {
    type Err = IntervalError;

    fn from_str(text: &str) -> Result<Self, IntervalError> {
        if text.chars().count() > LONGEST {
            return Err(IntervalError::TooLong);
        }
        let lower = text.to_lowercase();
        let words: Vec<&str> = lower
            .split([' ', '\t', '\n', '\r', ',', '\u{a0}'])
            .filter(|w| !w.is_empty())
            .collect();
        let mut rest = words.as_slice();
        let mut parts = Vec::new();
        while let Some((&word, after)) = rest.split_first() {
            if word == "and" && !parts.is_empty() && !after.is_empty() {
                rest = after;
            } else if word == "same" && after.first() == Some(&"day") {
                parts.push(Part {
                    n: 0,
                    unit: Unit::SameDay,
                });
                rest = &after[1..];
            } else {
                let (part, left) = read_part(word, after)?;
                parts.push(part);
                rest = left;
            }
        }
        Interval::from_parts(parts)
    }
}

/// One part: its number, then the longest unit name that fits.
fn read_part<'a, 'b>(
    number: &str,
    after: &'a [&'b str],
) -> Result<(Part, &'a [&'b str]), IntervalError> {
    if !number.bytes().all(|b| b.is_ascii_digit()) {
        return Err(IntervalError::NotANumber {
            found: number.to_owned(),
        });
    }
    let two = after.get(..2).map(|w| w.join(" "));
    let one = after.first().map(|w| (*w).to_owned());
    for (name, taken) in [(two, 2), (one.clone(), 1)] {
        let Some(name) = name else { continue };
        let Some((_, _, unit)) = NAMES.iter().find(|(s, p, _)| name == *s || name == *p) else {
            continue;
        };
        let out = || IntervalError::OutOfRange {
            found: number.to_owned(),
            unit: *unit,
        };
        let n = number
            .parse()
            .ok()
            .filter(|n| (1..=LARGEST).contains(n))
            .ok_or_else(out)?;
        return Ok((Part { n, unit: *unit }, &after[taken..]));
    }
    Err(IntervalError::UnknownUnit {
        found: one.unwrap_or_default(),
    })
}

impl TryFrom<String> for Interval {
    type Error = IntervalError;

    fn try_from(text: String) -> Result<Self, IntervalError> {
        text.parse()
    }
}

impl From<Interval> for String {
    fn from(interval: Interval) -> String {
        interval.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_practice_writes_is_read_and_printed() {
        for (text, printed) in [
            ("3 working days", "3 working days"),
            ("1 working day", "1 working day"),
            ("1 working days", "1 working day"),
            ("72 hours", "72 hours"),
            ("same day", "same day"),
            ("Same  Day", "same day"),
            ("6 weeks", "6 weeks"),
            ("15 years 9 months", "15 years 9 months"),
            ("9 months and 15 years", "15 years 9 months"),
            ("15 years, 9 months", "15 years 9 months"),
            ("2 school terms", "2 school terms"),
            ("10 calendar days", "10 days"),
            ("4 opening hours", "4 opening hours"),
            ("90 minutes", "90 minutes"),
        ] {
            let interval: Interval = text.parse().unwrap_or_else(|e| panic!("{text}: {e}"));
            assert_eq!(interval.to_string(), printed, "{text}");
            assert_eq!(
                printed.parse::<Interval>().as_ref(),
                Ok(&interval),
                "{printed}"
            );
        }
    }

    #[test]
    fn what_is_not_an_interval_says_what_was_expected() {
        for (text, expected) in [
            ("", "is empty"),
            ("   ", "is empty"),
            ("three days", "found \"three\""),
            ("-3 days", "found \"-3\""),
            ("2.5 hours", "found \"2.5\""),
            ("3", "\"\" is no unit"),
            ("3 fortnights", "\"fortnights\" is no unit"),
            ("3 working", "\"working\" is no unit"),
            ("3 working days later", "found \"later\""),
            ("0 days", "from 1 to 1000000"),
            ("1000001 days", "from 1 to 1000000"),
            ("99999999999999999999 days", "from 1 to 1000000"),
            ("2 days 3 days", "days stand twice"),
            ("2 days 3 calendar days", "days stand twice"),
            ("same day 2 hours", "same day cannot be combined"),
            ("2 school terms 1 week", "school terms cannot be combined"),
            ("1 day and", "found \"and\""),
        ] {
            let error = text.parse::<Interval>().expect_err(text).to_string();
            assert!(error.contains(expected), "{text}: {error}");
        }
        assert_eq!(
            "9".repeat(300).parse::<Interval>(),
            Err(IntervalError::TooLong)
        );
    }

    #[test]
    fn an_age_needs_no_calendar_and_clamps_once() {
        let date = |s: &str| s.parse::<Date>().expect(s);
        for (birth, age, on) in [
            ("2008-02-29", "18 years", "2026-02-28"),
            ("2008-02-29", "16 years", "2024-02-29"),
            ("2010-05-31", "15 years 9 months", "2026-02-28"),
            ("1999-12-31", "25 years", "2024-12-31"),
            ("2024-02-29", "1 year 1 month", "2025-03-29"),
        ] {
            let interval: Interval = age.parse().expect(age);
            assert_eq!(
                interval.after_date(date(birth)),
                Ok(date(on)),
                "{birth} + {age}"
            );
        }
        let working: Interval = "3 working days".parse().expect("an interval");
        assert!(matches!(
            working.after_date(date("2020-01-01")),
            Err(CalendarError::NeedsCalendar { .. })
        ));
        let ages: Interval = "1000000 years".parse().expect("an interval");
        assert!(matches!(
            ages.after_date(date("2020-01-01")),
            Err(CalendarError::TooFar { .. })
        ));
    }
}
