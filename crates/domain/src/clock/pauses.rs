//! Time that is not counted: which days and hours pauses take out of a limit, in the units it is counted in.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::calendar::{CalendarError, Due, Interval, Moment, StartingDay, Unit};

use super::reckon::{Reckon, reach};
use super::{EventKey, Span};

/// A due moment after pauses.
pub(super) enum Stretched {
    /// Here, moved by these pauses.
    Due(Due, Vec<EventKey>),
    /// A pause that has not ended.
    Standing { since: Timestamp, by: EventKey },
}

/// Pauses in order, none touching the next.
pub(super) struct Pause {
    first: Date,
    last: Option<Date>,
    from: Timestamp,
    to: Option<Timestamp>,
    key: EventKey,
}

impl Reckon<'_> {
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
    /// Spans as pauses; those that touch are one, those that end before they begin are none.
    pub(super) fn in_order(pauses: &[Span]) -> Vec<Pause> {
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
        merged
    }

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
