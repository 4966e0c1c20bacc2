//! The shapes a time limit can have, and what each is made of. Plain values: nothing is counted here.

use jiff::civil::Weekday;

use crate::calendar::Interval;

use super::DefinitionProblem;

/// The earliest of one or more intervals ("24 hours or one working day, whichever ends sooner"). Empty: no limit, or
/// where counting back the anchor itself.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Limit {
    /// The intervals; the one that ends first stands.
    pub any_of: Vec<Interval>,
}

impl Limit {
    /// The earliest of several.
    pub fn earliest_of(any_of: impl IntoIterator<Item = Interval>) -> Self {
        Limit {
            any_of: any_of.into_iter().collect(),
        }
    }
}

impl From<Interval> for Limit {
    fn from(interval: Interval) -> Self {
        Limit {
            any_of: vec![interval],
        }
    }
}

/// The shape of a time limit.
#[derive(Debug, Clone, PartialEq)]
pub enum Rule {
    /// Counts forward from a start, which may be an event, a date in a record, a birth date, or the closing of
    /// another clock. With several steps each is counted from the same start and each needs a thing of its own, in
    /// order ("by day 5, day 10 and day 20"; "within 24 hours and again within a week").
    Within {
        /// The steps, earliest first.
        steps: Vec<Step>,
    },
    /// Counts back from the date a start gives, which may move ("three working days before the conference"). With an
    /// empty limit it is due at that date itself ("the next review date on the plan").
    Before {
        /// How long before.
        by: Limit,
    },
    /// Again and again, as long as it is met.
    Repeat {
        /// The intervals, by how far the series has come. May be empty if signals give the intervals.
        phases: Vec<Phase>,
        /// What the next cycle is counted from.
        from: CountedFrom,
    },
    /// So many, or so much, in each period. A period that is over cannot be met any more.
    PerPeriod {
        /// The periods.
        period: Period,
        /// What each needs; all of them.
        need: Vec<Need>,
        /// When in the period it is due.
        due: PeriodDue,
        /// Whether a period that had begun before the series did is asked for.
        partial: Partial,
    },
    /// So many, or so much, in any stretch of this length; the due moment is when that would stop being true.
    Rolling {
        /// The length of the stretch.
        window: Interval,
        /// What each stretch needs; all of them.
        need: Vec<Need>,
    },
    /// Not more often than once in so long. Never due; a thing done sooner is shown as too early.
    NoOftenerThan {
        /// The shortest gap.
        gap: Interval,
    },
}

/// One limit counted from a start.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Step {
    /// Not before this long after the start ("weeks 6 to 8").
    pub opens: Option<Interval>,
    /// When it is due. May be empty if `opens` is given.
    pub limit: Limit,
    /// What a thing done before it opens is worth.
    pub early: Early,
}

impl Step {
    /// A step that may be met at once.
    pub fn by(limit: impl Into<Limit>) -> Self {
        Step {
            opens: None,
            limit: limit.into(),
            early: Early::default(),
        }
    }
}

/// What a thing done before its window opens is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Early {
    /// Nothing: it does not meet the limit.
    #[default]
    Ignored,
    /// It meets the limit and is shown as too early.
    Counts,
}

/// The interval of a repeated limit at one stage of its series ("first within 7 working days, then every 10"; "weekly
/// for six weeks, then fortnightly").
#[derive(Debug, Clone, PartialEq)]
pub struct Phase {
    /// How long it holds.
    pub lasts: Lasts,
    /// The interval of the cycles that begin in it.
    pub limit: Limit,
}

impl Phase {
    /// For good.
    pub fn always(limit: impl Into<Limit>) -> Self {
        Phase {
            lasts: Lasts::Always,
            limit: limit.into(),
        }
    }

    /// For so many cycles.
    pub fn cycles(count: u32, limit: impl Into<Limit>) -> Self {
        Phase {
            lasts: Lasts::Cycles(count),
            limit: limit.into(),
        }
    }

    /// For cycles that begin within so long of the start of the series.
    pub fn within(time: Interval, limit: impl Into<Limit>) -> Self {
        Phase {
            lasts: Lasts::For(time),
            limit: limit.into(),
        }
    }
}

/// How long a [`Phase`] holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lasts {
    /// So many cycles. An interval in force by signals can only make it shorter.
    Cycles(u32),
    /// So long from the start of the series. An interval in force by signals takes its place.
    For(Interval),
    /// For good. An interval in force by signals takes its place.
    Always,
}

/// What the next cycle of a repeated limit is counted from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CountedFrom {
    /// When the last one was met.
    #[default]
    LastMet,
    /// When the last one was due, so that doing it late or early does not move the grid.
    Due,
}

/// A way to cut time into periods.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Period {
    /// Every calendar day.
    Day,
    /// Every day that is worked.
    WorkingDay,
    /// Seven days from this day of the week.
    Week {
        /// First day of the week.
        starts: Weekday,
    },
    /// Calendar months taken so many at a time from January; the last of a year may be shorter.
    Months {
        /// 1 for each month, 3 for quarters, 2 for every other month.
        each: u8,
    },
    /// A year from this date; 1 January for the calendar year.
    YearFrom {
        /// 1 to 12.
        month: i8,
        /// A day the month has in every year.
        day: i8,
    },
    /// School terms of the calendar, holidays left out.
    SchoolTerm,
    /// So long at a time from the start of the series ("each fortnight of employment").
    Every(Interval),
    /// The whole from the start to the date the start gives as its end ("three times during the course").
    Whole,
}

impl Period {
    pub(super) fn problem(&self) -> Option<DefinitionProblem> {
        let wrong = match self {
            Period::Months { each } => !(1..=12).contains(each),
            Period::YearFrom { month, day } => jiff::civil::Date::new(2023, *month, *day).is_err(),
            _ => false,
        };
        wrong.then_some(DefinitionProblem::NoSuchPeriod)
    }
}

/// When in a period its need is due.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum PeriodDue {
    /// At its end.
    #[default]
    End,
    /// So long after the day before it began, so that 5 days is its fifth day.
    After(Interval),
    /// On the n-th such day of the week in it ("the first Monday of the month").
    NthWeekday {
        /// 1 to 5.
        nth: u8,
        /// The day of the week.
        day: Weekday,
    },
    /// So long before it begins ("the rota two months ahead").
    Ahead(Interval),
}

/// Whether a period that had begun before the series did is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Partial {
    /// It is left out.
    #[default]
    Excused,
    /// It is asked for in full.
    Required,
}

/// One thing a period needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Need {
    /// At least this many, or this much.
    pub at_least: i64,
    /// Counting things, or adding up their quantities.
    pub of: Measure,
    /// Only things that carry all of these flags count; 0 for every thing.
    pub flags: u64,
}

impl Need {
    /// So many things.
    pub fn count(at_least: i64) -> Self {
        Need {
            at_least,
            of: Measure::Count,
            flags: 0,
        }
    }

    /// So much in all, in the unit the signals use.
    pub fn quantity(at_least: i64) -> Self {
        Need {
            at_least,
            of: Measure::Quantity,
            flags: 0,
        }
    }

    /// The same, of things that carry `flags`.
    pub fn with(self, flags: u64) -> Self {
        Need { flags, ..self }
    }
}

/// What a need adds up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// 1 for each thing.
    Count,
    /// The quantity of each thing, such as minutes.
    Quantity,
}
