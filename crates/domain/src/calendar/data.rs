//! What a calendar is made from, as plain data. Reading it from files is done elsewhere; checking it is done by
//! [`super::Calendar::new`].

use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;

use super::Term;

/// Everything a calendar knows, before it is checked. Region files are merged with what they extend before this.
#[derive(Debug, Clone, PartialEq)]
pub struct CalendarData {
    /// The file's name, such as an ISO 3166-2 code in lower case.
    pub code: String,
    /// What a person calls it.
    pub title: String,
    /// Edition of the data: limits are computed again when it changes.
    pub edition: String,
    /// The zone of places that use it. A service may have its own; a [`super::Moment`] always carries one.
    pub zone: TimeZone,
    /// Where the days come from: package, law, notices.
    pub source: Vec<String>,
    /// What a person choosing this calendar should know, if anything.
    pub note: Option<String>,
    /// First year covered, from 1 January.
    pub from_year: i16,
    /// Last year covered, to 31 December.
    pub to_year: i16,
    /// Days of the week that are not worked.
    pub weekend: Vec<Weekday>,
    /// Days off by name, each date once. May fall on weekends.
    pub holidays: Vec<Holiday>,
    /// Spans in which no day is worked, such as an office closed over the new year.
    pub closed_periods: Vec<NamedSpan>,
    /// Spans whose holidays nobody has set yet: questions that touch them are refused. `name` says why.
    pub not_yet_fixed: Vec<NamedSpan>,
    /// School terms in order; empty where there are none.
    pub school_terms: Vec<Term>,
}

/// A day off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holiday {
    /// Its date.
    pub date: Date,
    /// Its name; both names where two fall together.
    pub name: String,
    /// Whether it is only expected because somebody proclaims it each year.
    pub expected: bool,
}

/// A span of days with a name, both ends included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedSpan {
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// Its name, or the reason it is given.
    pub name: String,
}

impl NamedSpan {
    /// Whether `date` is in it.
    pub fn holds(&self, date: Date) -> bool {
        self.from <= date && date <= self.to
    }
}
