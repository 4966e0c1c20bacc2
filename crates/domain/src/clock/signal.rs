//! What happened, as far as a clock is concerned: starts, things done, stops, spans and directions, each with the key
//! of the event it came from. Whoever reads a file's events makes these; nothing here knows what an event is.

use std::fmt;
use std::sync::Arc;

use crate::calendar::{Interval, Moment};

use super::{CycleKey, Limit};

/// Names an event, so that a person can be told why. Opaque here.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventKey(Arc<str>);

impl EventKey {
    /// Any text that is unique to the event.
    pub fn new(key: impl Into<Arc<str>>) -> Self {
        EventKey(key.into())
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for EventKey {
    fn from(key: &str) -> Self {
        EventKey::new(key)
    }
}

impl fmt::Display for EventKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Everything one clock needs to know. The order of the entries has no effect.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Signals {
    /// What starts it. Of two with one key the earlier stands.
    pub starts: Vec<Start>,
    /// What may meet it.
    pub met: Vec<Met>,
    /// What ends it.
    pub stops: Vec<Stop>,
    /// When its condition is true; `None`: always.
    pub holds: Option<Vec<Span>>,
    /// When its time is not counted, such as leave.
    pub pauses: Vec<Span>,
    /// Intervals that hold for a while (by status), for repeated limits: the smallest of those in force. Where none
    /// is, the definition's own stands. One that begins while a cycle is open counts from its beginning and can only
    /// bring the cycle forward; one that ends leaves the open cycle as it is.
    pub intervals: Vec<IntervalInForce>,
    /// What managers directed.
    pub directions: Vec<Direction>,
}

/// Something that starts a clock, or gives the date it counts back from.
#[derive(Debug, Clone, PartialEq)]
pub struct Start {
    /// The event; stays the same when its date is corrected or moved, so that the cycle stays the same.
    pub key: EventKey,
    /// Its moment as it stands now.
    pub at: Moment,
    /// What it is about (a meeting, a placement), where things done name that.
    pub about: Option<EventKey>,
    /// The event that gave the date as it stands, if another.
    pub given_by: Option<EventKey>,
    /// For limits that count back: since when the date has been set. Things done before do not count, unless they
    /// name what this is about; and only a stop after it, or one that names this, ends the cycle.
    pub since: Option<Moment>,
    /// Where the whole ends, for needs over a whole course.
    pub until: Option<Moment>,
    /// Place in the file's chain: breaks ties among things known by the same date.
    pub order: u64,
}

impl Start {
    /// A plain start.
    pub fn new(key: impl Into<EventKey>, at: Moment) -> Self {
        Start {
            key: key.into(),
            at,
            about: None,
            given_by: None,
            since: None,
            until: None,
            order: 0,
        }
    }
}

/// Something done that may meet a clock. An event never meets the cycle it starts.
#[derive(Debug, Clone, PartialEq)]
pub struct Met {
    /// The event.
    pub key: EventKey,
    /// When it was done.
    pub at: Moment,
    /// If given, it counts only for starts with this key, or about this.
    pub about: Option<EventKey>,
    /// How much, in the unit the definition's needs use (minutes, say). Below 0 counts as 0.
    pub quantity: i64,
    /// Marks that needs may ask for, one bit each.
    pub flags: u64,
    /// Place in the file's chain.
    pub order: u64,
}

impl Met {
    /// A plain thing done.
    pub fn new(key: impl Into<EventKey>, at: Moment) -> Self {
        Met {
            key: key.into(),
            at,
            about: None,
            quantity: 1,
            flags: 0,
            order: 0,
        }
    }
}

/// Something that ends a clock.
#[derive(Debug, Clone, PartialEq)]
pub struct Stop {
    /// The event.
    pub key: EventKey,
    /// When. On the day of a start without times, the place in the chain tells which came first.
    pub at: Moment,
    /// If given, it ends only cycles started by this key, or about this.
    pub about: Option<EventKey>,
    /// Place in the file's chain.
    pub order: u64,
}

impl Stop {
    /// A stop for every cycle that runs.
    pub fn new(key: impl Into<EventKey>, at: Moment) -> Self {
        Stop {
            key: key.into(),
            at,
            about: None,
            order: 0,
        }
    }
}

/// A stretch of time.
#[derive(Debug, Clone, PartialEq)]
pub struct Span {
    /// The event that opened it.
    pub key: EventKey,
    /// Where it begins: without a time, with that day.
    pub from: Moment,
    /// Where it ends: without a time, with the end of that day. `None`: still open.
    pub to: Option<Moment>,
    /// The event that closed it.
    pub ended_by: Option<EventKey>,
}

impl Span {
    /// A span from one moment on, perhaps to another.
    pub fn new(key: impl Into<EventKey>, from: Moment, to: Option<Moment>) -> Self {
        Span {
            key: key.into(),
            from,
            to,
            ended_by: None,
        }
    }
}

/// An interval that is in force for a while.
#[derive(Debug, Clone, PartialEq)]
pub struct IntervalInForce {
    /// When.
    pub span: Span,
    /// The interval.
    pub limit: Limit,
}

/// What someone with the right to do so directed.
#[derive(Debug, Clone, PartialEq)]
pub struct Direction {
    /// The event; who and why stand there.
    pub key: EventKey,
    /// When it was given.
    pub at: Moment,
    /// Which cycle.
    pub to: Target,
    /// What.
    pub act: Act,
    /// Place in the file's chain.
    pub order: u64,
}

/// Which cycle a direction is for. All but [`Target::Cycle`] mean the cycle open at the moment of the direction.
#[derive(Debug, Clone, PartialEq)]
pub enum Target {
    /// This one.
    Cycle(CycleKey),
    /// Of the start that came last; where counting back, of the date that comes next.
    Latest,
    /// Of starts with this key, or about this.
    About(EventKey),
    /// Of every start.
    All,
}

/// What a direction does.
#[derive(Debug, Clone, PartialEq)]
pub enum Act {
    /// Gives time until then; an earlier moment than the due one changes nothing.
    Extend {
        /// The new due moment; without a time, the end of that day.
        to: Moment,
    },
    /// Gives so much more time, counted from the due moment.
    ExtendBy(Interval),
    /// Takes time away; a later moment than the due one changes nothing.
    BringForward {
        /// The new due moment.
        to: Moment,
    },
    /// Not needed this time.
    Dismiss,
    /// Another interval from now on (for repeated limits: until the next such direction). In an open cycle a longer
    /// one is counted from the anchor, a shorter one from the direction at the earliest.
    SetInterval(Limit),
    /// Back to the definition's own interval, from the next cycle.
    UsualInterval,
}
