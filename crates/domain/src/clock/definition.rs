//! What a time limit says, as plain values: its shape ([`Rule`]), how it is counted, when it warns and escalates. It
//! knows no event, form or service; whoever reads a pack fills it in.

use std::sync::Arc;

use crate::calendar::{Counting, Interval};

use super::{Lasts, Limit, Need, PeriodDue, Phase, Rule, Step};

/// One time limit, ready to be applied to the signals of any file.
#[derive(Debug, Clone, PartialEq)]
pub struct Definition {
    /// Name of the clock, unique where it is used.
    pub id: Arc<str>,
    /// Its shape.
    pub rule: Rule,
    /// How days are counted and what becomes of a limit on a closed day. Holds the service's opening hours.
    pub counting: Counting,
    /// Whether missing it is a breach or only worth knowing.
    pub level: Level,
    /// How long before the due moment it shows as due soon.
    pub warn: Option<Interval>,
    /// Steps to take once it is missed, each so long after the due moment.
    pub escalate: Vec<Escalation>,
    /// The service's own stricter limits. The earlier of two due moments stands, so none can loosen the rule.
    pub tightened: Vec<Tightened>,
    /// What a second start does while the first still runs.
    pub again: Again,
    /// How long before the anchor something done may still count. `None`: only at or after it.
    pub credit_before: Option<Interval>,
    /// Whether a thing done meets one cycle only (the earliest started), rather than every cycle it fits.
    pub exclusive: bool,
}

impl Definition {
    /// A required limit with everything else at its plainest.
    pub fn new(id: impl Into<Arc<str>>, rule: Rule) -> Self {
        Definition {
            id: id.into(),
            rule,
            counting: Counting::default(),
            level: Level::Required,
            warn: None,
            escalate: Vec::new(),
            tightened: Vec::new(),
            again: Again::Each,
            credit_before: None,
            exclusive: false,
        }
    }

    /// Every reason why the definition can not be counted; empty if it can.
    pub fn problems(&self) -> Vec<DefinitionProblem> {
        let mut found = Vec::new();
        match &self.rule {
            Rule::Within { steps } if steps.is_empty() => found.push(DefinitionProblem::NoSteps),
            Rule::Within { steps } => {
                let idle = |s: &Step| s.opens.is_none() && s.limit.any_of.is_empty();
                found.extend(steps.iter().any(idle).then_some(DefinitionProblem::NoLimit));
            }
            Rule::Repeat { phases, .. } => {
                let count = phases.len();
                let open = |(i, p): (usize, &Phase)| p.lasts == Lasts::Always && i + 1 < count;
                found.extend(
                    phases
                        .iter()
                        .enumerate()
                        .any(open)
                        .then_some(DefinitionProblem::PhaseNeverReached),
                );
                let empty = phases.iter().any(|p| p.limit.any_of.is_empty());
                found.extend(empty.then_some(DefinitionProblem::NoLimit));
            }
            Rule::PerPeriod {
                need, period, due, ..
            } => {
                found.extend(need_problems(need));
                found.extend(period.problem());
                let nth =
                    matches!(due, PeriodDue::NthWeekday { nth, .. } if !(1..=5).contains(nth));
                found.extend(nth.then_some(DefinitionProblem::NthWeekday));
            }
            Rule::Rolling { need, .. } => found.extend(need_problems(need)),
            Rule::Before { .. } | Rule::NoOftenerThan { .. } => {}
        }
        found
    }
}

fn need_problems(need: &[Need]) -> Vec<DefinitionProblem> {
    let mut found = Vec::new();
    found.extend(need.is_empty().then_some(DefinitionProblem::NoNeed));
    found.extend(
        need.iter()
            .any(|n| n.at_least < 1)
            .then_some(DefinitionProblem::NeedOfNothing),
    );
    found
}

/// What is wrong with a [`Definition`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DefinitionProblem {
    /// A limit without any step.
    #[error("there is no step: give at least one limit")]
    NoSteps,
    /// A step or phase with neither a limit nor an opening.
    #[error("there is no limit: give an interval such as 3 working days")]
    NoLimit,
    /// A phase after one that never ends.
    #[error("a phase stands after one that never ends: say how long each phase but the last holds")]
    PhaseNeverReached,
    /// Nothing is asked for in a period.
    #[error("nothing is asked for: say how many, or how much, in each period")]
    NoNeed,
    /// A number below 1.
    #[error("at least 0 asks for nothing: expected 1 or more")]
    NeedOfNothing,
    /// A month, day or number of months that does not exist.
    #[error("the period does not exist: expected months from 1 to 12, and a day every year has")]
    NoSuchPeriod,
    /// A weekday's number in the month.
    #[error("the number of the weekday is not from 1 to 5")]
    NthWeekday,
}

/// Whether a limit binds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Level {
    /// Missing it is out of timescale.
    #[default]
    Required,
    /// A target worth showing; missing it is no breach.
    Advisory,
}

/// What another start does while the clock runs already.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Again {
    /// It runs beside the others.
    #[default]
    Each,
    /// It is ignored until the one before is met, dismissed or stopped.
    First,
    /// It ends the one before and begins anew. Starts about different things do not end each other.
    Restart,
}

/// A step to take once a limit is missed. What the step is, is the pack's affair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Escalation {
    /// How long after the due moment; `None`: at once.
    pub after: Option<Interval>,
    /// Which step.
    pub step: u32,
}

/// A service's stricter limit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tightened {
    /// Cycles whose anchor falls on or after this date; `None`: all.
    pub from: Option<jiff::civil::Date>,
    /// The limit, counted like the rule's own (back, where the rule counts back).
    pub limit: Limit,
}
