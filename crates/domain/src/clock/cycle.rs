//! One run of a clock, as it is stored: when it is due, what met it, what changed it. What it looks like at a given
//! moment is [`Cycle::status`], the only place where the present time comes in.

use jiff::Timestamp;

use crate::calendar::{CalendarError, Due, Interval, Moment};

use super::EventKey;

/// Names a cycle for good: the event that started its series, and its number from 1 in that series.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CycleKey {
    /// Key of the start.
    pub anchor: EventKey,
    /// From 1.
    pub number: u32,
}

/// One run of a clock.
#[derive(Debug, Clone, PartialEq)]
pub struct Cycle {
    /// Its name.
    pub key: CycleKey,
    /// What it is counted from (or back from); for a period, its first day.
    pub anchor: Moment,
    /// The event that gave the anchor.
    pub anchored_by: EventKey,
    /// The interval that made the first due moment, where one did.
    pub limit: Option<Interval>,
    /// The moment before which it may not be met, if there is one.
    pub opens: Option<Timestamp>,
    /// When it is due, all told. `None`: never, or not while it is paused, or it cannot be said.
    pub due: Option<Due>,
    /// When the rule alone makes it due, before pauses, the service's own limits and directions.
    pub first_due: Option<Due>,
    /// From when it shows as due soon.
    pub soon_from: Option<Timestamp>,
    /// After this nothing can meet it any more (the end of a period).
    pub closes: Option<Timestamp>,
    /// What met it.
    pub met: Option<MetBy>,
    /// For needs: how much there is of each, in the definition's order.
    pub progress: Vec<Progress>,
    /// What became of it.
    pub state: State,
    /// What moved the due moment, in order.
    pub changes: Vec<Change>,
    /// When to take which step if it is still not met by then.
    pub escalations: Vec<EscalateAt>,
}

/// What met a cycle.
#[derive(Debug, Clone, PartialEq)]
pub struct MetBy {
    /// The event.
    pub key: EventKey,
    /// When it was done.
    pub at: Moment,
    /// Done before the window opened.
    pub early: bool,
    /// False if only the date is known and its time would decide; the benefit of the doubt was given.
    pub sure: bool,
}

/// How far a need is met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// What there is.
    pub have: i64,
    /// What is asked for.
    pub need: i64,
}

/// What became of a cycle, whatever the present time.
#[derive(Debug, Clone, PartialEq)]
pub enum State {
    /// Nothing yet.
    Running,
    /// Met in time (or before its window, see [`MetBy::early`]).
    Met,
    /// Met, too late.
    MetLate,
    /// A manager said it is not needed.
    Dismissed {
        /// The direction.
        by: EventKey,
    },
    /// Its time stands still until the pause ends.
    Paused {
        /// Since when.
        since: Timestamp,
        /// What paused it.
        by: EventKey,
    },
    /// It ended unmet.
    Stopped {
        /// When.
        at: Timestamp,
        /// The event that ended it, where one did.
        by: Option<EventKey>,
        /// Why.
        why: Ending,
        /// Whether it was already out of timescale.
        missed: bool,
    },
    /// The due moment cannot be worked out.
    Impossible {
        /// Why, and what to do about it.
        why: Impossible,
    },
}

/// Why a cycle ended unmet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// A stop.
    Stop,
    /// Its condition no longer held.
    Condition,
    /// It was started again.
    StartedAgain,
    /// Its period was a pause from end to end.
    Excused,
}

/// Why a due moment cannot be worked out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Impossible {
    /// The calendar cannot answer.
    #[error(transparent)]
    Calendar(#[from] CalendarError),
    /// There would be more cycles than are ever kept.
    #[error(
        "more than {limit} cycles: the interval is too short for so long a time, so the rest is left out"
    )]
    TooMany {
        /// The most that are kept.
        limit: usize,
    },
    /// A whole without an end.
    #[error("the start does not say when the whole ends: give it an end date")]
    NoEnd,
}

/// Something that moved the due moment.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The event behind it; `None` for the service's settings.
    pub by: Option<EventKey>,
    /// What kind.
    pub why: ChangeKind,
    /// The due moment after it.
    pub due: Due,
}

/// What kind of change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeKind {
    /// Time that is not counted.
    Paused,
    /// The service's stricter limit.
    Tightened,
    /// A shorter interval came into force.
    Interval,
    /// More time was given.
    Extended,
    /// Time was taken away.
    BroughtForward,
    /// Another interval was directed.
    IntervalSet,
}

/// A step to take if the cycle is still not met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EscalateAt {
    /// When.
    pub at: Timestamp,
    /// The definition's step.
    pub step: u32,
}

/// What a cycle looks like at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// Its window has not opened.
    NotYetOpen,
    /// To be done.
    Open,
    /// To be done soon.
    DueSoon,
    /// Overdue.
    OutOfTimescale,
    /// Done in time.
    Met,
    /// Done before its window opened.
    MetEarly,
    /// Done late.
    MetLate,
    /// Never done, and can no longer be.
    Missed,
    /// Excused by a manager.
    Dismissed,
    /// Its time stands still.
    Paused,
    /// Not asked for any more.
    NotRequired,
    /// Nobody can say.
    Impossible,
}

impl Cycle {
    /// What it looks like at `now`.
    pub fn status(&self, now: Timestamp) -> Status {
        match &self.state {
            State::Met if self.met.as_ref().is_some_and(|m| m.early) => Status::MetEarly,
            State::Met => Status::Met,
            State::MetLate => Status::MetLate,
            State::Dismissed { .. } => Status::Dismissed,
            State::Impossible { .. } => Status::Impossible,
            State::Stopped {
                why: Ending::Excused,
                ..
            } => Status::NotRequired,
            State::Stopped { at, missed, .. } if now >= *at => {
                if *missed {
                    Status::Missed
                } else {
                    Status::NotRequired
                }
            }
            State::Paused { since, .. } if now >= *since => Status::Paused,
            State::Running | State::Stopped { .. } | State::Paused { .. } => self.unmet(now),
        }
    }

    /// Whether anything is still to be done about it, whatever the time.
    pub fn is_open(&self) -> bool {
        matches!(self.state, State::Running | State::Paused { .. })
    }

    fn unmet(&self, now: Timestamp) -> Status {
        if self.opens.is_some_and(|opens| now < opens) {
            Status::NotYetOpen
        } else if self.closes.is_some_and(|closes| now >= closes) {
            Status::Missed
        } else if self.due.is_some_and(|due| due.is_missed_at(now)) {
            Status::OutOfTimescale
        } else if self.soon_from.is_some_and(|soon| now >= soon) {
            Status::DueSoon
        } else {
            Status::Open
        }
    }
}
