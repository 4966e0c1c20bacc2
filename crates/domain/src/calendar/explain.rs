//! Why a limit falls when it does: each day on the way, counted or not, with the reason. It repeats what
//! [`Calendar::add`] found and never decides anything itself.

use jiff::civil::Date;

use super::arithmetic::Way;
use super::{Calendar, CalendarError, Closed, Counting, Due, Interval, Moment, StartingDay, Unit};

/// A limit with the days that led to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// The limit.
    pub due: Due,
    /// The days gone through one by one, in the order counted: those of the working days, and those a limit on a
    /// closed day moved over. Empty for a limit that needs neither.
    pub days: Vec<CountedDay>,
    /// Edition of the calendar that was asked.
    pub edition: String,
}

/// One day on the way to a limit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountedDay {
    /// The day.
    pub date: Date,
    /// Which number it has among the days counted, or `None` if it was not counted.
    pub number: Option<u32>,
    /// Why it is not worked; `None` for a working day. A working day without a number is a starting day that is not
    /// counted, or the day a limit was moved to.
    pub closed: Option<Closed>,
}

impl Calendar {
    /// [`Self::add`], with the days that were and were not counted.
    pub fn explain(
        &self,
        from: &Moment,
        interval: &Interval,
        how: &Counting,
    ) -> Result<Explanation, CalendarError> {
        self.explain_way(from, interval, how, Way::Forward)
    }

    /// [`Self::subtract`], with the days that were and were not counted.
    pub fn explain_back(
        &self,
        from: &Moment,
        interval: &Interval,
        how: &Counting,
    ) -> Result<Explanation, CalendarError> {
        self.explain_way(from, interval, how, Way::Back)
    }

    fn explain_way(
        &self,
        from: &Moment,
        interval: &Interval,
        how: &Counting,
        way: Way,
    ) -> Result<Explanation, CalendarError> {
        let due = self.due(from, interval, how, way)?;
        let mut days = Vec::new();
        let wanted = interval.count(Unit::WorkingDays);
        let (start, starting_day) =
            self.calendar_part(from.date(), interval, how.starting_day, way)?;
        let mut unmoved = due.date();
        if wanted > 0 {
            let limit = self.nth(start, wanted, way, starting_day)?;
            let mut number = 0;
            for date in walk(start, limit) {
                let closed = self.closed(date)?;
                let counts =
                    closed.is_none() && (date != start || starting_day == StartingDay::Inclusive);
                number += u32::from(counts);
                days.push(CountedDay {
                    date,
                    number: counts.then_some(number),
                    closed,
                });
            }
            unmoved = limit;
        } else if !interval.is_exact_time() && interval.count(Unit::SchoolTerms) == 0 {
            unmoved = start;
        }
        if unmoved != due.date() && !interval.is_exact_time() {
            for date in walk(unmoved, due.date()) {
                if days.last().is_none_or(|d| d.date != date) {
                    days.push(CountedDay {
                        date,
                        number: None,
                        closed: self.closed(date)?,
                    });
                }
            }
        }
        Ok(Explanation {
            due,
            days,
            edition: self.edition().to_owned(),
        })
    }
}

/// The days from one to another, both included, in either direction.
fn walk(from: Date, to: Date) -> impl Iterator<Item = Date> {
    let step = move |d: &Date| {
        let next = if from <= to {
            d.tomorrow()
        } else {
            d.yesterday()
        };
        next.ok().filter(|_| *d != to)
    };
    std::iter::successors(Some(from), step)
}
