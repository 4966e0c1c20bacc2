//! The units intervals are counted in, and their words. Nothing here counts.

use std::fmt;

/// What an interval is counted in, in the order in which parts are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// Calendar years; 29 February becomes 28 February.
    Years,
    /// Calendar months; a day the month does not have becomes its last day.
    Months,
    /// Seven days.
    Weeks,
    /// Calendar days.
    Days,
    /// Days that are neither weekend, holiday nor in a closed period.
    WorkingDays,
    /// Elapsed hours, also across a change of the clocks.
    Hours,
    /// Elapsed minutes.
    Minutes,
    /// Hours during which the service is open.
    OpeningHours,
    /// School terms; the limit is the last day of a term.
    SchoolTerms,
    /// The end of the starting day. Has no number.
    SameDay,
}

/// Each unit with its singular and plural. Two-word names come before the words they end with.
pub(super) const NAMES: [(&str, &str, Unit); 10] = [
    ("year", "years", Unit::Years),
    ("month", "months", Unit::Months),
    ("week", "weeks", Unit::Weeks),
    ("working day", "working days", Unit::WorkingDays),
    ("calendar day", "calendar days", Unit::Days),
    ("day", "days", Unit::Days),
    ("opening hour", "opening hours", Unit::OpeningHours),
    ("hour", "hours", Unit::Hours),
    ("minute", "minutes", Unit::Minutes),
    ("school term", "school terms", Unit::SchoolTerms),
];

impl Unit {
    /// The word for `n` of this unit: "working day" or "working days".
    pub fn word(self, n: i64) -> &'static str {
        match (self, n == 1) {
            (Unit::Years, true) => "year",
            (Unit::Years, false) => "years",
            (Unit::Months, true) => "month",
            (Unit::Months, false) => "months",
            (Unit::Weeks, true) => "week",
            (Unit::Weeks, false) => "weeks",
            (Unit::Days, true) => "day",
            (Unit::Days, false) => "days",
            (Unit::WorkingDays, true) => "working day",
            (Unit::WorkingDays, false) => "working days",
            (Unit::Hours, true) => "hour",
            (Unit::Hours, false) => "hours",
            (Unit::Minutes, true) => "minute",
            (Unit::Minutes, false) => "minutes",
            (Unit::OpeningHours, true) => "opening hour",
            (Unit::OpeningHours, false) => "opening hours",
            (Unit::SchoolTerms, true) => "school term",
            (Unit::SchoolTerms, false) => "school terms",
            (Unit::SameDay, _) => "same day",
        }
    }

    /// Whether this unit cannot stand beside others in one interval.
    pub(super) fn stands_alone(self) -> bool {
        matches!(self, Unit::OpeningHours | Unit::SchoolTerms | Unit::SameDay)
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word(2))
    }
}
