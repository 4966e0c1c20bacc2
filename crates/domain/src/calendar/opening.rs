//! A service's opening hours, and limits counted in them. Holidays and closed periods of the calendar are shut; the
//! weekend is open where the hours say so.

use jiff::civil::{Date, Time, Weekday};
use jiff::{SignedDuration, Timestamp};

use super::arithmetic::Way;
use super::moment::start_of;
use super::{Calendar, CalendarError, Moment};

/// From opening to closing on one day of the week. Closing at 00:00 is the end of that day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenRange {
    /// Day of the week.
    pub weekday: Weekday,
    /// First minute open.
    pub opens: Time,
    /// First minute shut.
    pub closes: Time,
}

/// When a service is open in an ordinary week, in its zone. Never empty; the ranges of a day never overlap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpeningHours {
    /// By day of the week, then by time.
    ranges: Vec<OpenRange>,
}

/// One fault in opening hours.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OpeningProblem {
    /// There are none.
    #[error("no opening hours: expected at least one day with a time to open and a time to close")]
    Never,
    /// Closes before it opens.
    #[error("{weekday:?}: closes at {closes}, which is not after it opens at {opens}")]
    Reversed {
        /// Day of the week.
        weekday: Weekday,
        /// Opening time.
        opens: Time,
        /// Closing time.
        closes: Time,
    },
    /// Two ranges of one day overlap.
    #[error("{weekday:?}: opens again at {opens} before it has closed")]
    Overlap {
        /// Day of the week.
        weekday: Weekday,
        /// The later range's opening time.
        opens: Time,
    },
}

impl OpeningHours {
    /// Opening hours from ranges in any order. Returns every problem found.
    pub fn new(mut ranges: Vec<OpenRange>) -> Result<Self, Vec<OpeningProblem>> {
        let mut problems = Vec::new();
        if ranges.is_empty() {
            problems.push(OpeningProblem::Never);
        }
        for &OpenRange {
            weekday,
            opens,
            closes,
        } in &ranges
        {
            if closes != Time::midnight() && closes <= opens {
                problems.push(OpeningProblem::Reversed {
                    weekday,
                    opens,
                    closes,
                });
            }
        }
        ranges.sort_by_key(|r| (r.weekday.to_monday_zero_offset(), r.opens));
        for pair in ranges.windows(2) {
            let same_day = pair[0].weekday == pair[1].weekday;
            if same_day && (pair[0].closes == Time::midnight() || pair[1].opens < pair[0].closes) {
                problems.push(OpeningProblem::Overlap {
                    weekday: pair[1].weekday,
                    opens: pair[1].opens,
                });
            }
        }
        if problems.is_empty() {
            Ok(OpeningHours { ranges })
        } else {
            Err(problems)
        }
    }

    /// The ranges, by day of the week and time.
    pub fn ranges(&self) -> &[OpenRange] {
        &self.ranges
    }
}

impl Calendar {
    /// The instant at which `amount` of open time has passed from `from`, or `amount` before it.
    pub(super) fn count_opening(
        &self,
        from: &Moment,
        amount: SignedDuration,
        hours: &OpeningHours,
        way: Way,
    ) -> Result<Timestamp, CalendarError> {
        let mut date = from.date();
        let start = from.earliest_instant().ok_or_else(|| self.outside(date))?;
        let mut left = amount;
        loop {
            self.settled(date)?;
            for (opens, closes) in self.open_on(date, from, hours, way) {
                let (opens, closes) = match way {
                    Way::Forward => (opens.max(start), closes),
                    Way::Back => (opens, closes.min(start)),
                };
                let open_for = closes.duration_since(opens);
                if open_for >= left {
                    let at = if way == Way::Forward {
                        opens.checked_add(left)
                    } else {
                        closes.checked_sub(left)
                    };
                    return at.map_err(|_| self.outside(date));
                }
                left -= open_for.max(SignedDuration::ZERO);
            }
            let next = if way == Way::Forward {
                date.tomorrow()
            } else {
                date.yesterday()
            };
            date = next.map_err(|_| self.outside(date))?;
        }
    }

    /// The open ranges of a day as instants, in the order they are met.
    fn open_on(
        &self,
        date: Date,
        from: &Moment,
        hours: &OpeningHours,
        way: Way,
    ) -> Vec<(Timestamp, Timestamp)> {
        if self.closed_by_name(date).is_some() {
            return Vec::new();
        }
        let instant =
            |time: Time| Moment::at_civil(date.to_datetime(time), from.zone().clone()).instant();
        let end = |time: Time| match time == Time::midnight() {
            true => date.tomorrow().ok().and_then(|d| start_of(d, from.zone())),
            false => instant(time),
        };
        let of_day = hours.ranges.iter().filter(|r| r.weekday == date.weekday());
        let mut open: Vec<_> = of_day
            .filter_map(|r| Some((instant(r.opens)?, end(r.closes)?)))
            .collect();
        if way == Way::Back {
            open.reverse();
        }
        open
    }
}
