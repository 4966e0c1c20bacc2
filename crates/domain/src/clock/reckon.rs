//! Arithmetic of limits: the earliest of several intervals, counted with the calendar, with the time of pauses left
//! out. The only place of this module that asks the calendar; it decides nothing about cycles.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::calendar::{
    Calendar, CalendarError, Counting, Due, Interval, Moment, OnClosedDay, StartingDay, Unit,
};

use super::{EventKey, Limit, Span};

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

/// A due moment after pauses.
pub(super) enum Stretched {
    /// Here, moved by these pauses.
    Due(Due, Vec<EventKey>),
    /// A pause that has not ended.
    Standing { since: Timestamp, by: EventKey },
}

/// Pauses in order, none touching the next.
struct Pause {
    first: Date,
    last: Option<Date>,
    from: Timestamp,
    to: Option<Timestamp>,
    key: EventKey,
}

/// The calendar with a definition's way of counting and a file's pauses.
pub(super) struct Reckon<'a> {
    calendar: &'a Calendar,
    how: &'a Counting,
    pauses: Vec<Pause>,
}

impl<'a> Reckon<'a> {
    pub fn new(calendar: &'a Calendar, how: &'a Counting, pauses: &[Span]) -> Self {
        let mut spans: Vec<&Span> = pauses.iter().collect();
        spans.sort_by(|a, b| {
            (reach(&a.from).earliest, &a.key).cmp(&(reach(&b.from).earliest, &b.key))
        });
        let mut merged: Vec<Pause> = Vec::new();
        for span in spans {
            let pause = Pause::of(span);
            match merged.last_mut() {
                _ if pause.to.is_some_and(|to| to < pause.from) => {}
                Some(before) if before.to.is_none_or(|to| to >= pause.from) => {
                    before.lengthen(&pause)
                }
                _ => merged.push(pause),
            }
        }
        Reckon {
            calendar,
            how,
            pauses: merged,
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
            Way::Forward => self.from_before(from, interval),
        }
    }

    fn from_before(&self, from: &Moment, interval: &Interval) -> Result<Due, CalendarError> {
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

    /// Moves a due moment counted forward from `from` by the pauses on the way, in the interval's own units.
    pub fn stretch(
        &self,
        from: &Moment,
        interval: &Interval,
        due: Due,
    ) -> Result<Stretched, CalendarError> {
        if self.pauses.is_empty() {
            return Ok(Stretched::Due(due, Vec::new()));
        }
        match due {
            Due::Instant { at, .. } => Ok(self.stretch_time(from, at, due)),
            Due::Day { date, .. } => self.stretch_days(from, interval, date, due),
        }
    }

    fn stretch_time(&self, from: &Moment, mut at: Timestamp, due: Due) -> Stretched {
        let start = reach(from).earliest;
        let mut by = Vec::new();
        let begin = self
            .pauses
            .partition_point(|p| p.to.is_some_and(|to| to <= start));
        for pause in &self.pauses[begin..] {
            let since = pause.from.max(start);
            if since >= at {
                break;
            }
            let Some(to) = pause.to else {
                return Stretched::Standing {
                    since,
                    by: pause.key.clone(),
                };
            };
            at = at
                .checked_add(to.duration_since(since))
                .unwrap_or(Timestamp::MAX);
            by.push(pause.key.clone());
        }
        Stretched::Due(
            if by.is_empty() {
                due
            } else {
                Due::at(at, from.zone())
            },
            by,
        )
    }

    fn stretch_days(
        &self,
        from: &Moment,
        interval: &Interval,
        mut date: Date,
        due: Due,
    ) -> Result<Stretched, CalendarError> {
        let inclusive = self.how.starting_day == StartingDay::Inclusive;
        let start = if inclusive {
            Some(from.date())
        } else {
            from.date().tomorrow().ok()
        };
        let Some(start) = start else {
            return Ok(Stretched::Due(due, Vec::new()));
        };
        let working = interval.count(Unit::WorkingDays) > 0;
        let mut by = Vec::new();
        let begin = self
            .pauses
            .partition_point(|p| p.last.is_some_and(|last| last < start));
        for pause in &self.pauses[begin..] {
            let first = pause.first.max(start);
            if pause.first > date {
                break;
            }
            let Some(last) = pause.last else {
                return Ok(Stretched::Standing {
                    since: pause.from.max(reach(from).earliest),
                    by: pause.key.clone(),
                });
            };
            if last < first {
                continue;
            }
            let before = first.yesterday().unwrap_or(first);
            if working {
                let days = self.calendar.working_days_between(before, last)?;
                if days > 0 {
                    date = self.calendar.nth_working_day_after(date, days)?;
                    by.push(pause.key.clone());
                }
            } else {
                let days = i64::from(before.until(last).map_or(0, |span| span.get_days()));
                let moved = jiff::Span::new()
                    .try_days(days)
                    .and_then(|span| date.checked_add(span));
                date = moved.unwrap_or(Date::MAX);
                by.push(pause.key.clone());
            }
        }
        if by.is_empty() {
            return Ok(Stretched::Due(due, by));
        }
        // The calendar checks its years and, where the definition says so, moves the limit off a closed day.
        let there = Moment::on(date, from.zone().clone());
        Ok(Stretched::Due(
            self.calendar.add(&there, &Interval::same_day(), self.how)?,
            by,
        ))
    }

    /// The pause that covers all days from one to another, if one does.
    pub fn pause_over(&self, first: Date, last: Date) -> Option<(&EventKey, Timestamp)> {
        let at = self
            .pauses
            .partition_point(|p| p.last.is_some_and(|end| end < first));
        let pause = self.pauses.get(at)?;
        let covers = pause.first <= first && pause.last.is_none_or(|end| end >= last);
        covers.then_some((&pause.key, pause.from))
    }
}

impl Pause {
    /// A day is paused if the pause lasts beyond its end.
    fn of(span: &Span) -> Self {
        let last = span.to.as_ref().map(|to| match to.instant() {
            None => to.date(),
            Some(_) => to.date().yesterday().unwrap_or(to.date()),
        });
        Pause {
            first: span.from.date(),
            last,
            from: reach(&span.from).earliest,
            to: span.to.as_ref().map(|to| reach(to).latest),
            key: span.key.clone(),
        }
    }

    fn lengthen(&mut self, other: &Pause) {
        self.to = self.to.zip(other.to).map(|(a, b)| a.max(b));
        self.last = self.last.zip(other.last).map(|(a, b)| a.max(b));
    }
}
