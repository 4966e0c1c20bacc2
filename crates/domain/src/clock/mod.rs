//! Timescales: a [`Definition`] applied to the [`Signals`] of a file gives the [`Cycle`]s of that clock, by a pure
//! function. It never learns the present time, evaluates a condition or knows what an event is called, and it never
//! fails for one bad date: the cycle concerned says why it cannot be worked out.

mod cycle;
mod definition;
mod signal;

pub use cycle::{
    Change, ChangeKind, Cycle, CycleKey, Ending, EscalateAt, Impossible, MetBy, Progress, State,
    Status,
};
pub use definition::{
    Again, CountedFrom, Definition, DefinitionProblem, Early, Escalation, Level, Limit, Measure,
    Need, Partial, Period, PeriodDue, Phase, Rule, Step, Tightened,
};
pub use signal::{
    Act, Direction, EventKey, IntervalInForce, Met, Signals, Span, Start, Stop, Target,
};
