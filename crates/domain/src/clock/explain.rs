//! "Why is this due": the days that led to a cycle's due moment, and everything that moved it, as data for a page to
//! show. It repeats what [`super::cycles`] found and decides nothing.

use crate::calendar::{CountedDay, Due, Interval, Moment};

use super::reckon::Frame;
use super::{Change, Cycle, Definition, EventKey, PeriodDue, Rule};

/// The way to a due moment.
#[derive(Debug, Clone, PartialEq)]
pub struct Reasons {
    /// What it was counted from.
    pub anchor: Moment,
    /// The event that gave it.
    pub anchored_by: EventKey,
    /// The interval that ended first.
    pub limit: Option<Interval>,
    /// Whether it was counted back.
    pub back: bool,
    /// The days gone through, counted or not, with the reason; empty where the count needs no calendar.
    pub days: Vec<CountedDay>,
    /// When the rule alone made it due.
    pub first_due: Option<Due>,
    /// What moved it, in order, each with the event behind it and the due moment after it.
    pub changes: Vec<Change>,
    /// When it is due.
    pub due: Option<Due>,
    /// Edition of the calendar.
    pub edition: String,
}

/// Lays out why a cycle is due when it is.
pub fn explain(def: &Definition, cycle: &Cycle, frame: &Frame) -> Reasons {
    let (back, after) = match &def.rule {
        Rule::Before { .. } => (true, false),
        Rule::PerPeriod {
            due: PeriodDue::Ahead(_),
            ..
        } => (true, false),
        Rule::PerPeriod {
            due: PeriodDue::After(_),
            ..
        } => (false, true),
        _ => (false, false),
    };
    let mut from = cycle.anchor.clone();
    if after && let Ok(before) = from.date().yesterday() {
        from = Moment::on(before, from.zone().clone());
    }
    let counted = cycle.limit.as_ref().and_then(|limit| {
        let explained = if back {
            frame.calendar.explain_back(&from, limit, &def.counting)
        } else {
            frame.calendar.explain(&from, limit, &def.counting)
        };
        explained.ok()
    });
    Reasons {
        anchor: cycle.anchor.clone(),
        anchored_by: cycle.anchored_by.clone(),
        limit: cycle.limit.clone(),
        back,
        days: counted.map(|c| c.days).unwrap_or_default(),
        first_due: cycle.first_due,
        changes: cycle.changes.clone(),
        due: cycle.due,
        edition: frame.calendar.edition().to_owned(),
    }
}
