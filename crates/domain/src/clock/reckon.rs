//! Arithmetic of limits: the earliest of several intervals, counted with the calendar, with the time of pauses left
//! out. The only place of this module that asks the calendar; it decides nothing about cycles.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::calendar::{
    Calendar, CalendarError, Counting, Due, Interval, Moment, OnClosedDay, StartingDay,
};

use super::pauses::Pause;
use super::{Limit, Span};

/// What a clock is counted with, beside its definition and signals.
#[derive(Debug, Clone, Copy)]
pub struct Frame<'a> {
    /// The service's calendar.
    pub calendar: &'a Calendar,
    /// The service's zone, in which periods begin and end.
    pub zone: &'a TimeZone,
    /// Periods are laid out up to the one this date falls in. It is stored data (say, the end of next year, rolled
    /// forward by a job), never the present day, so that cycles come out equal when they are computed again.
    pub horizon: Date,
}

/// Towards later or earlier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    Forward,
    Back,
}

/// The instants a moment may mean: one if the time is known, else the whole day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Reach {
    pub earliest: Timestamp,
    pub latest: Timestamp,
    pub timed: bool,
}

pub(super) fn reach(moment: &Moment) -> Reach {
    if let Some(at) = moment.instant() {
        return Reach {
            earliest: at,
            latest: at,
            timed: true,
        };
    }
    let far = if moment.date().year() < 0 {
        Timestamp::MIN
    } else {
        Timestamp::MAX
    };
    let earliest = moment.earliest_instant().unwrap_or(far);
    let ends = Due::end_of(moment.date(), moment.zone()).map(|due| due.by());
    let latest = ends.and_then(|t| t.checked_sub(jiff::SignedDuration::from_nanos(1)).ok());
    Reach {
        earliest,
        latest: latest.unwrap_or(far).max(earliest),
        timed: false,
    }
}

/// The first instant of the day a moment falls on, in its zone.
pub(super) fn day_start(moment: &Moment) -> Timestamp {
    reach(&Moment::on(moment.date(), moment.zone().clone())).earliest
}

/// The last instant of the day a moment falls on, in its zone.
pub(super) fn day_end(moment: &Moment) -> Timestamp {
    reach(&Moment::on(moment.date(), moment.zone().clone())).latest
}

/// A due moment as a moment to count from.
pub(super) fn moment_of(due: &Due, zone: &TimeZone) -> Moment {
    match due {
        Due::Day { date, .. } => Moment::on(*date, zone.clone()),
        Due::Instant { at, .. } => Moment::at_instant(*at, zone.clone()),
    }
}

/// A moment as a due one: its instant, or the end of its day.
pub(super) fn due_at(moment: &Moment) -> Option<Due> {
    match moment.instant() {
        Some(at) => Some(Due::at(at, moment.zone())),
        None => Due::end_of(moment.date(), moment.zone()),
    }
}

/// Where a window or phase that a due moment marks begins: its instant, or the start of its day.
pub(super) fn begins(due: &Due, zone: &TimeZone) -> Timestamp {
    reach(&moment_of(due, zone)).earliest
}

/// The calendar with a definition's way of counting and a file's pauses.
pub(super) struct Reckon<'a> {
    pub(super) calendar: &'a Calendar,
    pub(super) how: &'a Counting,
    pub(super) pauses: Vec<Pause>,
}

impl<'a> Reckon<'a> {
    pub fn new(calendar: &'a Calendar, how: &'a Counting, pauses: &[Span]) -> Self {
        let pauses = Pause::in_order(pauses);
        Reckon {
            calendar,
            how,
            pauses,
        }
    }

    /// The earliest of a limit's intervals, and which one it was. `None` for an empty limit.
    pub fn earliest<'l>(
        &self,
        from: &Moment,
        limit: &'l Limit,
        way: Way,
    ) -> Result<Option<(Due, &'l Interval)>, CalendarError> {
        let mut best: Option<(Due, &Interval)> = None;
        for interval in &limit.any_of {
            let due = self.count(from, interval, way)?;
            if best.is_none_or(|(b, _)| due.by() < b.by()) {
                best = Some((due, interval));
            }
        }
        Ok(best)
    }

    /// One interval. Counts without the calendar from dates before its years (births), as far as that can be done.
    pub fn count(
        &self,
        from: &Moment,
        interval: &Interval,
        way: Way,
    ) -> Result<Due, CalendarError> {
        match way {
            Way::Back => self.calendar.subtract(from, interval, self.how),
            Way::Forward if from.date() >= self.calendar.covers().0 => {
                self.calendar.add(from, interval, self.how)
            }
            Way::Forward => self.before_the_years(from, interval),
        }
    }

    fn before_the_years(&self, from: &Moment, interval: &Interval) -> Result<Due, CalendarError> {
        let (first, last) = self.calendar.covers();
        let inclusive = self.how.starting_day == StartingDay::Inclusive;
        let plain = interval.after_date(from.date()).ok();
        let date = plain.and_then(|d| {
            if inclusive {
                d.yesterday().ok()
            } else {
                Some(d)
            }
        });
        let date = match date.filter(|d| (first..=last).contains(d)) {
            Some(date) => date,
            None => return self.calendar.add(from, interval, self.how),
        };
        let date = match self.how.on_closed_day {
            OnClosedDay::Keep => date,
            _ if self.calendar.is_working_day(date)? => date,
            OnClosedDay::NextWorkingDay => self.calendar.nth_working_day_after(date, 1)?,
            OnClosedDay::PreviousWorkingDay => self.calendar.nth_working_day_before(date, 1)?,
        };
        Due::end_of(date, from.zone())
            .map_or_else(|| self.calendar.add(from, interval, self.how), Ok)
    }
}
