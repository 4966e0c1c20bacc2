//! Cuts time into periods: calendar ones, school terms, and those counted from a start. It knows nothing of what a
//! period needs.

use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};

use crate::calendar::{Calendar, CalendarError, Interval, Moment, Part};

use super::reckon::{Reckon, Way};
use super::{Impossible, Period};

/// First and last day of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Dates {
    pub first: Date,
    pub last: Date,
}

/// The periods of one series, one after another.
pub(super) struct Layout<'a> {
    pub period: &'a Period,
    pub calendar: &'a Calendar,
    pub reckon: &'a Reckon<'a>,
    pub start: &'a Moment,
    pub until: Option<&'a Moment>,
}

impl Layout<'_> {
    /// The first period: the one the start falls in, or the next if it falls between two. `None` if there is none.
    pub fn first(&self) -> Result<Option<Dates>, Impossible> {
        let start = self.start.date();
        match self.period {
            Period::Every(_) => self.every(0),
            Period::Whole => {
                let until = self.until.ok_or(Impossible::NoEnd)?.date();
                Ok((until >= start).then_some(Dates {
                    first: start,
                    last: until,
                }))
            }
            _ => self.around(start),
        }
    }

    /// The period number `k` from 0, after the one before it.
    pub fn next(&self, k: u32, before: Dates) -> Result<Option<Dates>, Impossible> {
        match self.period {
            Period::Whole => Ok(None),
            Period::Every(_) => self.every(k),
            _ => match before.last.tomorrow() {
                Ok(date) => self.around(date),
                Err(_) => Ok(None),
            },
        }
    }

    /// The calendar period that holds a date, or the next one.
    fn around(&self, date: Date) -> Result<Option<Dates>, Impossible> {
        match self.period {
            Period::Day => Ok(Some(Dates {
                first: date,
                last: date,
            })),
            Period::WorkingDay => {
                let works = self.calendar.is_working_day(date)?;
                let day = if works {
                    date
                } else {
                    self.calendar.nth_working_day_after(date, 1)?
                };
                Ok(Some(Dates {
                    first: day,
                    last: day,
                }))
            }
            Period::Week { starts } => Ok(week(date, *starts)),
            Period::Months { each } => {
                Ok(months(date, i8::try_from(*each).unwrap_or(12).clamp(1, 12)))
            }
            Period::YearFrom { month, day } => Ok(year(date, *month, *day)),
            Period::SchoolTerm => self.term(date),
            Period::Every(_) | Period::Whole => Ok(None),
        }
    }

    fn term(&self, date: Date) -> Result<Option<Dates>, Impossible> {
        // Asks first, so that a date before or after the terms known is refused and not guessed.
        self.calendar.school_term_of(date)?;
        let terms = self.calendar.school_terms();
        let term = terms.get(terms.partition_point(|t| t.ends_latest < date));
        Ok(term.map(|t| Dates {
            first: t.starts_earliest,
            last: t.ends_latest,
        }))
    }

    fn every(&self, k: u32) -> Result<Option<Dates>, Impossible> {
        let Period::Every(interval) = self.period else {
            return Ok(None);
        };
        let first = self.boundary(interval, k)?;
        let next = self.boundary(interval, k + 1)?;
        let last = next.yesterday().map_err(|_| too_far(interval, first))?;
        if last < first {
            Err(too_far(interval, first).into())
        } else {
            Ok(Some(Dates { first, last }))
        }
    }

    /// Where period `k` begins, counted from the start in one go so that months do not drift.
    fn boundary(&self, interval: &Interval, k: u32) -> Result<Date, CalendarError> {
        let start = self.start.date();
        if k == 0 {
            return Ok(start);
        }
        let times = |p: &Part| Part {
            n: p.n.saturating_mul(i64::from(k)),
            unit: p.unit,
        };
        let whole = Interval::from_parts(interval.parts().iter().map(times).collect());
        let whole = whole.map_err(|_| too_far(interval, start))?;
        match whole.after_date(start) {
            Ok(date) => Ok(date),
            Err(CalendarError::NeedsCalendar { .. }) => {
                let from = Moment::on(start, self.start.zone().clone());
                Ok(self.reckon.count(&from, &whole, Way::Forward)?.date())
            }
            Err(why) => Err(why),
        }
    }
}

fn too_far(interval: &Interval, date: Date) -> CalendarError {
    CalendarError::TooFar {
        interval: interval.to_string(),
        date,
    }
}

fn week(date: Date, starts: Weekday) -> Option<Dates> {
    let first = date
        .checked_sub(i64::from(date.weekday().since(starts)).days())
        .ok()?;
    Some(Dates {
        first,
        last: first.checked_add(6.days()).ok()?,
    })
}

fn months(date: Date, each: i8) -> Option<Dates> {
    let month = (date.month() - 1) / each * each + 1;
    let first = Date::new(date.year(), month, 1).ok()?;
    let last = Date::new(date.year(), (month + each - 1).min(12), 1)
        .ok()?
        .last_of_month();
    Some(Dates { first, last })
}

fn year(date: Date, month: i8, day: i8) -> Option<Dates> {
    let this = Date::new(date.year(), month, day).ok()?;
    let first = if this <= date {
        this
    } else {
        Date::new(date.year().checked_sub(1)?, month, day).ok()?
    };
    let last = Date::new(first.year().checked_add(1)?, month, day)
        .ok()?
        .yesterday()
        .ok()?;
    Some(Dates { first, last })
}

/// The n-th such day of the week in a period, if it has that many.
pub(super) fn nth_weekday(dates: Dates, nth: u8, day: Weekday) -> Option<Date> {
    let days = i64::from(day.since(dates.first.weekday())) + 7 * (i64::from(nth.max(1)) - 1);
    let date = dates
        .first
        .checked_add(Span::new().try_days(days).ok()?)
        .ok()?;
    (date <= dates.last).then_some(date)
}
