//! Counting working days and adding intervals to moments, forwards and back. Counting is by look-up, whatever the
//! distance.

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

use super::{Calendar, CalendarError, Due, Interval, Moment, OpeningHours, Unit};

/// Whether the starting day is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum StartingDay {
    /// The first day counted is the one after the starting day.
    #[default]
    Exclusive,
    /// The starting day is the first day counted (for working days: if it is worked).
    Inclusive,
}

/// What becomes of a limit that falls on a day that is not worked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum OnClosedDay {
    /// It stays.
    #[default]
    Keep,
    /// It moves to the next working day.
    NextWorkingDay,
    /// It moves to the previous working day.
    PreviousWorkingDay,
}

/// How to count. The default: the starting day is not counted, a limit on a closed day stays.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Counting {
    /// Whether the starting day counts. Elapsed hours and minutes do not depend on it.
    pub starting_day: StartingDay,
    /// Where a limit on a closed day goes. The time of day stays. A limit never moves past its starting day: where
    /// it would, it moves the other way.
    pub on_closed_day: OnClosedDay,
    /// The service's opening hours, for limits in opening hours.
    pub opening: Option<OpeningHours>,
}

/// Towards later or earlier dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    Forward,
    Back,
}

impl Calendar {
    /// The `n`-th working day after `date`, which is not itself counted. `n` is at least 1.
    pub fn nth_working_day_after(&self, date: Date, n: i64) -> Result<Date, CalendarError> {
        self.nth(date, n, Way::Forward, StartingDay::Exclusive)
    }

    /// The `n`-th working day before `date`, which is not itself counted. `n` is at least 1.
    pub fn nth_working_day_before(&self, date: Date, n: i64) -> Result<Date, CalendarError> {
        self.nth(date, n, Way::Back, StartingDay::Exclusive)
    }

    /// Working days after `from` up to and including `to`; negative if `to` is earlier. Additive:
    /// between a and b, plus between b and c, is between a and c.
    pub fn working_days_between(&self, from: Date, to: Date) -> Result<i64, CalendarError> {
        let (a, b) = (self.index(from)?, self.index(to)?);
        self.check_settled(a.min(b) + 1, a.max(b))?;
        let upto = |i: usize| self.days.worked_before(i + 1) as i64;
        Ok(upto(b) - upto(a))
    }

    /// When something is due that must be done within `interval` from `from`. Fails if `from` or the limit lies
    /// outside the calendar's years.
    pub fn add(
        &self,
        from: &Moment,
        interval: &Interval,
        how: &Counting,
    ) -> Result<Due, CalendarError> {
        self.due(from, interval, how, Way::Forward)
    }

    /// When something is due that must be done `interval` before `from`: counts back.
    pub fn subtract(
        &self,
        from: &Moment,
        interval: &Interval,
        how: &Counting,
    ) -> Result<Due, CalendarError> {
        self.due(from, interval, how, Way::Back)
    }

    pub(super) fn due(
        &self,
        from: &Moment,
        interval: &Interval,
        how: &Counting,
        way: Way,
    ) -> Result<Due, CalendarError> {
        self.index(from.date())?;
        let due = self.unmoved(from, interval, how, way)?;
        self.index(due.date())?;
        let date = self.moved(due.date(), from.date(), how.on_closed_day, way)?;
        let far = || interval.too_far(from.date());
        match due {
            Due::Instant { local, .. } if date != local.date() => {
                let there = Moment::at_civil(date.to_datetime(local.time()), from.zone().clone());
                there
                    .instant()
                    .map(|at| Due::at(at, from.zone()))
                    .ok_or_else(far)
            }
            Due::Instant { .. } => Ok(due),
            Due::Day { .. } => Due::end_of(date, from.zone()).ok_or_else(far),
        }
    }

    /// The limit before a closed day moves it.
    fn unmoved(
        &self,
        from: &Moment,
        interval: &Interval,
        how: &Counting,
        way: Way,
    ) -> Result<Due, CalendarError> {
        let far = || interval.too_far(from.date());
        let opening_hours = interval.count(Unit::OpeningHours);
        if opening_hours > 0 {
            let opening = how.opening.as_ref().ok_or(CalendarError::NoOpeningHours)?;
            let at = self.count_opening(
                from,
                SignedDuration::from_hours(opening_hours),
                opening,
                way,
            )?;
            return Ok(Due::at(at, from.zone()));
        }
        let terms = interval.count(Unit::SchoolTerms);
        if terms > 0 {
            let inclusive = how.starting_day == StartingDay::Inclusive;
            let date = match way {
                Way::Forward => self.terms_after(from.date(), terms, inclusive)?,
                Way::Back => self.terms_before(from.date(), terms, inclusive)?,
            };
            return Due::end_of(date, from.zone()).ok_or_else(far);
        }
        let (anchor, starting_day) =
            self.calendar_part(from.date(), interval, how.starting_day, way)?;
        let date = match interval.count(Unit::WorkingDays) {
            0 => anchor,
            n => self.nth(anchor, n, way, starting_day)?,
        };
        if !interval.is_exact_time() {
            return Due::end_of(date, from.zone()).ok_or_else(far);
        }
        let start = if date == from.date() {
            from.earliest_instant()
        } else {
            let time = from.time().unwrap_or_default();
            Moment::at_civil(date.to_datetime(time), from.zone().clone()).instant()
        };
        let minutes = interval.count(Unit::Hours) * 60 + interval.count(Unit::Minutes);
        let elapsed = SignedDuration::from_mins(if way == Way::Forward {
            minutes
        } else {
            -minutes
        });
        let at = start
            .and_then(|at: Timestamp| at.checked_add(elapsed).ok())
            .ok_or_else(far)?;
        Ok(Due::at(at, from.zone()))
    }

    /// The date after years, months, weeks and days, and how working days go on from it. An inclusive count gives its
    /// one day to whichever comes first.
    pub(super) fn calendar_part(
        &self,
        from: Date,
        interval: &Interval,
        starting_day: StartingDay,
        way: Way,
    ) -> Result<(Date, StartingDay), CalendarError> {
        let far = |_| interval.too_far(from);
        let span = interval.calendar_span().map_err(far)?;
        if span.is_zero() {
            return Ok((from, starting_day));
        }
        let day = jiff::Span::new().days(i64::from(starting_day == StartingDay::Inclusive));
        let date = match way {
            Way::Forward => from.checked_add(span).and_then(|d| d.checked_sub(day)),
            Way::Back => from.checked_sub(span).and_then(|d| d.checked_add(day)),
        };
        Ok((date.map_err(far)?, StartingDay::Exclusive))
    }

    /// The n-th working day from `date`.
    pub(super) fn nth(
        &self,
        date: Date,
        n: i64,
        way: Way,
        starting_day: StartingDay,
    ) -> Result<Date, CalendarError> {
        let index = self.index(date)?;
        let steps = usize::try_from(n.max(1) - 1).unwrap_or(usize::MAX);
        let skip = usize::from(starting_day == StartingDay::Exclusive);
        let (found, beyond) = match way {
            Way::Forward => {
                let nth = self.days.worked_before(index + skip).checked_add(steps);
                (
                    nth.and_then(|k| self.days.nth_worked(k)),
                    self.last.tomorrow().unwrap_or(self.last),
                )
            }
            Way::Back => {
                let before = self.days.worked_before(index + 1 - skip);
                let nth = before.checked_sub(1).and_then(|k| k.checked_sub(steps));
                (
                    nth.and_then(|k| self.days.nth_worked(k)),
                    self.first.yesterday().unwrap_or(self.first),
                )
            }
        };
        let found = found.ok_or_else(|| self.outside(beyond))?;
        match way {
            Way::Forward => self.check_settled(index + skip, found)?,
            Way::Back => self.check_settled(found, index.saturating_sub(skip))?,
        }
        self.days.date(found).ok_or_else(|| self.outside(beyond))
    }

    /// Where a limit on a closed day goes.
    fn moved(
        &self,
        date: Date,
        start: Date,
        rule: OnClosedDay,
        way: Way,
    ) -> Result<Date, CalendarError> {
        if rule == OnClosedDay::Keep || self.is_working_day(date)? {
            return Ok(date);
        }
        let wanted = if rule == OnClosedDay::NextWorkingDay {
            Way::Forward
        } else {
            Way::Back
        };
        let there = self.nth(date, 1, wanted, StartingDay::Exclusive);
        match (wanted, way) {
            (Way::Back, Way::Forward) if there.as_ref().map_or(true, |d| *d < start) => {
                self.nth(date, 1, Way::Forward, StartingDay::Exclusive)
            }
            (Way::Forward, Way::Back) if there.as_ref().map_or(true, |d| *d > start) => {
                self.nth(date, 1, Way::Back, StartingDay::Exclusive)
            }
            _ => there,
        }
    }
}
