//! What can go wrong when a calendar is asked a question. Each message says what is wrong and what to do about it;
//! nothing here decides what happens next.

use jiff::civil::Date;

use super::Unit;

/// A question a calendar cannot answer. It is never answered by a guess instead.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CalendarError {
    /// The question touches a date before the first or after the last day of the calendar.
    #[error(
        "calendar {calendar} covers {from} to {to}, and {date} is outside these years: \
         choose a calendar that covers it, or add the years in a new edition of {calendar}"
    )]
    OutsideYears {
        /// Code of the calendar.
        calendar: String,
        /// The first date asked for that is not covered.
        date: Date,
        /// First day covered.
        from: Date,
        /// Last day covered.
        to: Date,
    },
    /// The question touches days whose holidays nobody has set yet.
    #[error(
        "calendar {calendar} cannot count from {from} to {to}: {why}; \
         add the days in a new edition of {calendar} when they are set"
    )]
    NotYetFixed {
        /// Code of the calendar.
        calendar: String,
        /// First day of the span that is not settled.
        from: Date,
        /// Last day of the span that is not settled.
        to: Date,
        /// Why the days are not known.
        why: String,
    },
    /// School terms were asked of a calendar without any.
    #[error("calendar {calendar} has no school terms: name a file of terms in the calendar")]
    NoSchoolTerms {
        /// Code of the calendar.
        calendar: String,
    },
    /// A school term before the first or after the last one known.
    #[error(
        "calendar {calendar} knows school terms from {from} to {to}, and {date} needs others: \
         add the terms when they are published"
    )]
    OutsideTerms {
        /// Code of the calendar.
        calendar: String,
        /// The date that was asked about.
        date: Date,
        /// First day of the first term known.
        from: Date,
        /// Last day of the last term known.
        to: Date,
    },
    /// A limit in opening hours without the service's opening hours.
    #[error("a limit in opening hours needs the opening hours of the service")]
    NoOpeningHours,
    /// A unit that cannot be used here, such as working days in an age.
    #[error("{unit} cannot be counted here: use years, months, weeks or days")]
    NeedsCalendar {
        /// The unit that needs a calendar.
        unit: Unit,
    },
    /// The result lies beyond the year 9999.
    #[error("{interval} from {date} is further away than dates go")]
    TooFar {
        /// The interval as written.
        interval: String,
        /// The starting day.
        date: Date,
    },
}

/// One fault in the data of a calendar. [`super::Calendar::new`] returns all of them.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DataProblem {
    /// The years are reversed, or outside 1900 to 2200.
    #[error("years {from} to {to}: expected two years between 1900 and 2200, the earlier first")]
    Years {
        /// First year given.
        from: i16,
        /// Last year given.
        to: i16,
    },
    /// Every day of the week is given as weekend.
    #[error("all seven days are weekend: at least one day of the week must be worked")]
    NoWorkingWeekday,
    /// A day or span outside the calendar's years.
    #[error("{name} on {date} is outside the years of the calendar")]
    OutsideYears {
        /// The first date outside.
        date: Date,
        /// Its name.
        name: String,
    },
    /// Two holidays on one date.
    #[error("{date} stands twice, as {first} and as {second}: give it once, with both names")]
    Twice {
        /// The date.
        date: Date,
        /// The name that came first.
        first: String,
        /// The name that came second.
        second: String,
    },
    /// A span that ends before it begins.
    #[error("{name}: ends on {to}, before it begins on {from}")]
    Reversed {
        /// First day given.
        from: Date,
        /// Last day given.
        to: Date,
        /// Name of the span.
        name: String,
    },
    /// School terms that overlap or are out of order.
    #[error("school term {term} of {year} begins before the one above it has ended")]
    TermOrder {
        /// School year.
        year: i16,
        /// Number in the year.
        term: u8,
    },
}
