//! The two ends of a limit: the moment it starts from and the moment it is due. Both know their time zone; neither
//! reads a clock.

use std::fmt;

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

/// A civil date, with the time of day where it is known, in a zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment {
    date: Date,
    at: Option<Timestamp>,
    zone: TimeZone,
}

impl Moment {
    /// A day whose time is not known.
    pub fn on(date: Date, zone: TimeZone) -> Self {
        Moment {
            date,
            at: None,
            zone,
        }
    }

    /// A time on the wall in the zone. In the hour that happens twice the first is meant; a time that the change of
    /// clocks skips is moved on by the length of the gap. Beyond the range of instants only the date is kept.
    pub fn at_civil(when: DateTime, zone: TimeZone) -> Self {
        let at = zone.to_ambiguous_timestamp(when).compatible().ok();
        Moment {
            date: at.map_or(when.date(), |t| zone.to_datetime(t).date()),
            at,
            zone,
        }
    }

    /// An instant as the zone sees it.
    pub fn at_instant(at: Timestamp, zone: TimeZone) -> Self {
        Moment {
            date: zone.to_datetime(at).date(),
            at: Some(at),
            zone,
        }
    }

    /// The civil date.
    pub fn date(&self) -> Date {
        self.date
    }

    /// The instant, if the time is known.
    pub fn instant(&self) -> Option<Timestamp> {
        self.at
    }

    /// The time of day in the zone, if known.
    pub fn time(&self) -> Option<Time> {
        self.at.map(|at| self.zone.to_datetime(at).time())
    }

    /// The zone.
    pub fn zone(&self) -> &TimeZone {
        &self.zone
    }

    /// The instant from which elapsed hours are counted: the start of the day where the time is not known, so that a
    /// limit is never later than it may be. `None` beyond the range of instants.
    pub fn earliest_instant(&self) -> Option<Timestamp> {
        self.at.or_else(|| start_of(self.date, &self.zone))
    }
}

/// When a limit falls due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// By the end of a day. `ends` is the first instant of the day after, in the zone.
    Day {
        /// The day.
        date: Date,
        /// The first instant that is too late.
        ends: Timestamp,
    },
    /// By an instant.
    Instant {
        /// The last instant that is in time.
        at: Timestamp,
        /// The same on the wall, in the zone.
        local: DateTime,
    },
}

impl Due {
    /// The end of `date` in `zone`. `None` beyond the range of instants.
    pub fn end_of(date: Date, zone: &TimeZone) -> Option<Due> {
        let ends = start_of(date.tomorrow().ok()?, zone)?;
        Some(Due::Day { date, ends })
    }

    /// The instant `at`, seen from `zone`.
    pub fn at(at: Timestamp, zone: &TimeZone) -> Due {
        Due::Instant {
            at,
            local: zone.to_datetime(at),
        }
    }

    /// The civil date it falls on.
    pub fn date(&self) -> Date {
        match self {
            Due::Day { date, .. } => *date,
            Due::Instant { local, .. } => local.date(),
        }
    }

    /// The instant by which it must be met; for a day, the first instant that is too late.
    pub fn by(&self) -> Timestamp {
        match self {
            Due::Day { ends, .. } => *ends,
            Due::Instant { at, .. } => *at,
        }
    }

    /// Whether something done at `at` is too late.
    pub fn is_missed_at(&self, at: Timestamp) -> bool {
        match self {
            Due::Day { ends, .. } => at >= *ends,
            Due::Instant { at: last, .. } => at > *last,
        }
    }
}

/// The date alone, or the date and time on the wall as `2026-04-02 16:20`.
impl fmt::Display for Due {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Due::Day { date, .. } => write!(f, "{date}"),
            Due::Instant { local, .. } => {
                write!(
                    f,
                    "{} {:02}:{:02}",
                    local.date(),
                    local.hour(),
                    local.minute()
                )
            }
        }
    }
}

/// The first instant of a day, also where the clocks change at midnight.
pub(super) fn start_of(date: Date, zone: &TimeZone) -> Option<Timestamp> {
    date.to_zoned(zone.clone())
        .ok()
        .map(|z: Zoned| z.timestamp())
}
