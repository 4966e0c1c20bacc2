//! Dates that are known only in part. "In March 2019" and "about 1998" are what people
//! say; they are kept as said and never made into a day. Nothing here reads a clock.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// How much of a [`PartDate`] is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// The day.
    Day,
    /// The month and year.
    Month,
    /// The year.
    Year,
    /// Roughly which year: two years either side are possible.
    About,
}

/// Years either side of an "about" date that it may stand for.
const ABOUT_YEARS: i16 = 2;
/// Years outside these are slips of the pen: nobody on a file was born before the first or has plans after the last.
const YEARS: std::ops::RangeInclusive<i16> = 1850..=2200;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A date known to the day, the month, the year, or roughly.
///
/// In JSON a string: `"2019-03-14"`, `"2019-03"`, `"2019"`, `"about 1998"`. `Display` gives the words for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PartDate {
    date: Date,
    precision: Precision,
}

/// Why a text is not a [`PartDate`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "“{found}” is not a date; expected a day (2019-03-14), a month (2019-03), a year (2019) or “about 1998”"
)]
pub struct NotAPartDate {
    found: String,
}

impl PartDate {
    /// `date` to the given precision; what lies beyond the precision is forgotten.
    pub fn new(date: Date, precision: Precision) -> Self {
        let date = match precision {
            Precision::Day => date,
            Precision::Month => date.first_of_month(),
            Precision::Year | Precision::About => date.first_of_year(),
        };
        PartDate { date, precision }
    }

    /// A date known to the day.
    pub fn day(date: Date) -> Self {
        PartDate::new(date, Precision::Day)
    }

    /// How much is known.
    pub fn precision(&self) -> Precision {
        self.precision
    }

    /// The date if known to the day.
    pub fn exact(&self) -> Option<Date> {
        (self.precision == Precision::Day).then_some(self.date)
    }

    /// The first day it can stand for.
    pub fn earliest(&self) -> Date {
        match self.precision {
            Precision::About => shift_years(self.date, -ABOUT_YEARS).first_of_year(),
            _ => self.date,
        }
    }

    /// The last day it can stand for.
    pub fn latest(&self) -> Date {
        match self.precision {
            Precision::Day => self.date,
            Precision::Month => self.date.last_of_month(),
            Precision::Year => self.date.last_of_year(),
            Precision::About => shift_years(self.date, ABOUT_YEARS).last_of_year(),
        }
    }

    /// Whether some day fits both.
    pub fn overlaps(&self, other: &PartDate) -> bool {
        self.earliest() <= other.latest() && other.earliest() <= self.latest()
    }

    /// The stored form: `2019-03-14`, `2019-03`, `2019`, `about 1998`.
    pub fn iso(&self) -> String {
        let (year, month) = (self.date.year(), self.date.month());
        match self.precision {
            Precision::Day => self.date.to_string(),
            Precision::Month => format!("{year:04}-{month:02}"),
            Precision::Year => format!("{year:04}"),
            Precision::About => format!("about {year:04}"),
        }
    }
}

fn shift_years(date: Date, years: i16) -> Date {
    Date::new(date.year().saturating_add(years), 1, 1).unwrap_or(date)
}

impl fmt::Display for PartDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let year = self.date.year();
        let month = MONTHS[usize::from(self.date.month().unsigned_abs()) - 1];
        match self.precision {
            Precision::Day => write!(f, "{} {month} {year:04}", self.date.day()),
            Precision::Month => write!(f, "{month} {year:04}"),
            Precision::Year => write!(f, "{year:04}"),
            Precision::About => write!(f, "about {year:04}"),
        }
    }
}

impl FromStr for PartDate {
    type Err = NotAPartDate;

    /// Reads the stored form and what people write: `14 March 2019`, `March 2019`, `in March 2019`, `c. 1998`, `~1998`.
    fn from_str(text: &str) -> Result<Self, NotAPartDate> {
        parse(text.trim()).ok_or_else(|| NotAPartDate {
            found: text.chars().take(40).collect(),
        })
    }
}

fn parse(text: &str) -> Option<PartDate> {
    let lower = text.to_lowercase();
    for prefix in [
        "about ",
        "around ",
        "circa ",
        "approx. ",
        "approximately ",
        "c. ",
        "c.",
        "~",
    ] {
        if let Some(rest) = lower.strip_prefix(prefix) {
            return made(year(rest.trim())?, 1, 1, Precision::About);
        }
    }
    let lower = lower
        .strip_prefix("in ")
        .or(lower.strip_prefix("on "))
        .unwrap_or(&lower);
    if lower.contains('-') {
        let parts: Vec<&str> = lower.split('-').collect();
        return match parts.as_slice() {
            [y, m, d] => made(year(y)?, two_digits(m)?, two_digits(d)?, Precision::Day),
            [y, m] => made(year(y)?, two_digits(m)?, 1, Precision::Month),
            _ => None,
        };
    }
    let words: Vec<&str> = lower.split_whitespace().collect();
    match words.as_slice() {
        [y] => made(year(y)?, 1, 1, Precision::Year),
        [m, y] => made(year(y)?, month(m)?, 1, Precision::Month),
        [d, m, y] if d.len() <= 2 => made(year(y)?, month(m)?, number(d)?, Precision::Day),
        _ => None,
    }
}

fn made(year: i16, month: i8, day: i8, precision: Precision) -> Option<PartDate> {
    Some(PartDate::new(Date::new(year, month, day).ok()?, precision))
}

fn number(text: &str) -> Option<i8> {
    text.bytes()
        .all(|b| b.is_ascii_digit())
        .then(|| text.parse().ok())?
}

fn two_digits(text: &str) -> Option<i8> {
    (text.len() == 2).then(|| number(text))?
}

fn year(text: &str) -> Option<i16> {
    let all_digits = text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit());
    all_digits.then(|| text.parse().ok())?
}

fn month(text: &str) -> Option<i8> {
    let at = MONTHS.iter().position(|name| {
        let name = name.to_lowercase();
        name == text || (text.len() == 3 && name.starts_with(text))
    })?;
    i8::try_from(at + 1).ok()
}

impl Serialize for PartDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.iso())
    }
}

impl<'de> Deserialize<'de> for PartDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// Whether a day typed in full lies in years anybody can mean.
pub(super) fn is_plausible(date: Date) -> bool {
    YEARS.contains(&date.year())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    #[test]
    fn dates_are_read_as_people_write_them_and_printed_in_words() {
        for (typed, stored, shown) in [
            ("2019-03-14", "2019-03-14", "14 March 2019"),
            ("14 March 2019", "2019-03-14", "14 March 2019"),
            ("on 1 Sep 2020", "2020-09-01", "1 September 2020"),
            ("2019-03", "2019-03", "March 2019"),
            ("in March 2019", "2019-03", "March 2019"),
            ("2019", "2019", "2019"),
            ("about 1998", "about 1998", "about 1998"),
            ("c. 1998", "about 1998", "about 1998"),
            ("~1998", "about 1998", "about 1998"),
        ] {
            let read: PartDate = typed.parse().expect(typed);
            assert_eq!(
                (read.iso().as_str(), read.to_string().as_str()),
                (stored, shown),
                "{typed}"
            );
        }
    }

    #[test]
    fn what_is_not_a_date_is_refused_with_what_was_expected() {
        for typed in [
            "",
            "2019-13",
            "2019-02-30",
            "29 February 2019",
            "19",
            "about",
            "soon",
            "2019-3-4",
            "+1 May 2020",
        ] {
            let error = typed.parse::<PartDate>().expect_err(typed).to_string();
            assert!(error.contains("expected a day"), "{typed}: {error}");
        }
    }

    #[test]
    fn a_part_date_knows_its_first_and_last_day() {
        for (typed, first, last) in [
            ("2020-02-29", date(2020, 2, 29), date(2020, 2, 29)),
            ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
            ("2019", date(2019, 1, 1), date(2019, 12, 31)),
            ("about 1998", date(1996, 1, 1), date(2000, 12, 31)),
        ] {
            let read: PartDate = typed.parse().expect(typed);
            assert_eq!((read.earliest(), read.latest()), (first, last), "{typed}");
        }
    }

    proptest! {
        #[test]
        fn the_stored_form_reads_back(y in 0i16..=9999, m in 1i8..=12, d in 1i8..=28, p in 0..4) {
            let precision = [Precision::Day, Precision::Month, Precision::Year, Precision::About][p as usize];
            let made = PartDate::new(date(y, m, d), precision);
            prop_assert_eq!(made.iso().parse::<PartDate>().unwrap(), made);
            prop_assert_eq!(made.to_string().parse::<PartDate>().unwrap(), made);
            prop_assert!(made.earliest() <= made.latest());
        }

        #[test]
        fn no_text_makes_the_reader_panic(text in any::<String>()) {
            let _ = text.parse::<PartDate>();
        }
    }
}
