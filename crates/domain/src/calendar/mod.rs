//! Working days and time limits: a [`Calendar`] is built from plain data, counts working days by look-up, and adds an
//! [`Interval`] to a [`Moment`] in a time zone. It never reads files or a clock, and never guesses: a question about a
//! day it does not cover is an error.

mod arithmetic;
mod data;
mod days;
mod error;
mod explain;
mod interval;
mod moment;
mod opening;
mod terms;
mod unit;

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::fmt;

use jiff::civil::{Date, Weekday, date};
use jiff::tz::TimeZone;

pub use arithmetic::{Counting, OnClosedDay, StartingDay};
pub use data::{CalendarData, Holiday, NamedSpan};
use days::Days;
pub use error::{CalendarError, DataProblem};
pub use explain::{CountedDay, Explanation};
pub use interval::{Interval, IntervalError, Part};
pub use moment::{Due, Moment};
pub use opening::{OpenRange, OpeningHours, OpeningProblem};
pub use terms::Term;
pub use unit::Unit;

/// The days one place works, for whole years. Cheap to ask, a few hundred kilobytes to hold: build once and share.
#[derive(Debug, Clone, PartialEq)]
pub struct Calendar {
    data: CalendarData,
    first: Date,
    last: Date,
    holidays: BTreeMap<Date, Holiday>,
    days: Days,
}

/// Why a day is not worked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Closed {
    /// A day of the week that is not worked.
    Weekend(Weekday),
    /// A holiday.
    Holiday {
        /// Its name.
        name: String,
        /// Whether it is only expected because somebody proclaims it each year.
        expected: bool,
    },
    /// Inside a closed period.
    Period {
        /// Its name.
        name: String,
    },
}

impl fmt::Display for Closed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Closed::Weekend(day) => write!(f, "{day:?}"),
            Closed::Holiday {
                name,
                expected: false,
            } => f.write_str(name),
            Closed::Holiday {
                name,
                expected: true,
            } => write!(f, "{name} (expected, not yet proclaimed)"),
            Closed::Period { name } => f.write_str(name),
        }
    }
}

impl Calendar {
    /// Checks the data and counts its days once. Returns every problem found.
    pub fn new(data: CalendarData) -> Result<Self, Vec<DataProblem>> {
        let (from, to) = (data.from_year, data.to_year);
        if from > to || from < 1900 || to > 2200 {
            return Err(vec![DataProblem::Years { from, to }]);
        }
        let (first, last) = (date(from, 1, 1), date(to, 12, 31));
        let mut problems = Vec::new();
        if (0..7).all(|n| data.weekend.contains(&Weekday::Monday.wrapping_add(n))) {
            problems.push(DataProblem::NoWorkingWeekday);
        }
        let mut holidays: BTreeMap<Date, Holiday> = BTreeMap::new();
        for holiday in &data.holidays {
            let Holiday { date, name, .. } = holiday.clone();
            if date < first || date > last {
                problems.push(DataProblem::OutsideYears {
                    date,
                    name: name.clone(),
                });
            }
            if let Some(other) = holidays.insert(date, holiday.clone()) {
                problems.push(DataProblem::Twice {
                    date,
                    first: other.name,
                    second: name,
                });
            }
        }
        for NamedSpan { from, to, name } in data.closed_periods.iter().chain(&data.not_yet_fixed) {
            let name = name.clone();
            if from > to {
                problems.push(DataProblem::Reversed {
                    from: *from,
                    to: *to,
                    name,
                });
            } else if let Some(date) = [*from, *to].into_iter().find(|d| *d < first || *d > last) {
                problems.push(DataProblem::OutsideYears { date, name });
            }
        }
        problems.extend(term_problems(&data.school_terms));
        if !problems.is_empty() {
            return Err(problems);
        }
        let works = |d: Date| {
            !data.weekend.contains(&d.weekday())
                && !holidays.contains_key(&d)
                && !data.closed_periods.iter().any(|p| p.holds(d))
        };
        let days = Days::new(first, last, works, |d| {
            data.not_yet_fixed.iter().any(|p| p.holds(d))
        });
        Ok(Calendar {
            data,
            first,
            last,
            holidays,
            days,
        })
    }

    /// The file's name.
    pub fn code(&self) -> &str {
        &self.data.code
    }

    /// What a person calls it.
    pub fn title(&self) -> &str {
        &self.data.title
    }

    /// Edition of the data.
    pub fn edition(&self) -> &str {
        &self.data.edition
    }

    /// The zone of places that use this calendar; a service may have its own.
    pub fn zone(&self) -> &TimeZone {
        &self.data.zone
    }

    /// Where the days come from.
    pub fn source(&self) -> &[String] {
        &self.data.source
    }

    /// What a person choosing this calendar should know, if anything.
    pub fn note(&self) -> Option<&str> {
        self.data.note.as_deref()
    }

    /// First and last day covered.
    pub fn covers(&self) -> (Date, Date) {
        (self.first, self.last)
    }

    /// The holidays in order of date.
    pub fn holidays(&self) -> impl Iterator<Item = &Holiday> {
        self.holidays.values()
    }

    /// Whether `date` is worked. Fails outside the years and where holidays are not settled.
    pub fn is_working_day(&self, date: Date) -> Result<bool, CalendarError> {
        let index = self.settled(date)?;
        Ok(self.days.works(index))
    }

    /// Why `date` is not worked, or `None` if it is. A holiday is named before the weekend it falls on.
    pub fn closed(&self, date: Date) -> Result<Option<Closed>, CalendarError> {
        self.settled(date)?;
        let weekday = date.weekday();
        Ok(self.closed_by_name(date).or_else(|| {
            let weekend = self.data.weekend.contains(&weekday);
            weekend.then_some(Closed::Weekend(weekday))
        }))
    }

    /// The holiday or closed period `date` falls in, whatever day of the week it is.
    fn closed_by_name(&self, date: Date) -> Option<Closed> {
        let holiday = self.holidays.get(&date);
        let period = || self.data.closed_periods.iter().find(|p| p.holds(date));
        holiday
            .map(|h| Closed::Holiday {
                name: h.name.clone(),
                expected: h.expected,
            })
            .or_else(|| {
                period().map(|p| Closed::Period {
                    name: p.name.clone(),
                })
            })
    }

    /// Where `date` stands; fails outside the years.
    fn index(&self, date: Date) -> Result<usize, CalendarError> {
        self.days.index(date).ok_or_else(|| self.outside(date))
    }

    /// Where `date` stands; fails outside the years and where holidays are not settled.
    fn settled(&self, date: Date) -> Result<usize, CalendarError> {
        let index = self.index(date)?;
        self.check_settled(index, index)?;
        Ok(index)
    }

    /// Fails if any day between two indices, both included, is not settled.
    fn check_settled(&self, from: usize, to: usize) -> Result<(), CalendarError> {
        if !self.days.any_unfixed(from, to) {
            return Ok(());
        }
        let (Some(from), Some(to)) = (self.days.date(from), self.days.date(to)) else {
            return Ok(());
        };
        let span = self
            .data
            .not_yet_fixed
            .iter()
            .find(|s| s.from <= to && from <= s.to);
        span.map_or(Ok(()), |s| {
            let (calendar, why) = (self.code().to_owned(), s.name.clone());
            Err(CalendarError::NotYetFixed {
                calendar,
                from: s.from,
                to: s.to,
                why,
            })
        })
    }

    fn outside(&self, date: Date) -> CalendarError {
        let calendar = self.code().to_owned();
        CalendarError::OutsideYears {
            calendar,
            date,
            from: self.first,
            to: self.last,
        }
    }
}

/// Terms that end before they begin, or begin before the one before has ended.
fn term_problems(terms: &[Term]) -> Vec<DataProblem> {
    let mut problems = Vec::new();
    let mut ended: Option<Date> = None;
    for t in terms {
        if t.starts_earliest > t.starts_latest || t.starts_latest > t.ends_latest {
            let name = format!("school term {} of {}", t.number, t.year);
            problems.push(DataProblem::Reversed {
                from: t.starts_earliest,
                to: t.ends_latest,
                name,
            });
        }
        if ended.is_some_and(|end| t.starts_earliest <= end) {
            problems.push(DataProblem::TermOrder {
                year: t.year,
                term: t.number,
            });
        }
        ended = Some(t.ends_latest);
    }
    problems
}
