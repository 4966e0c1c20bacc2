//! Timescales: a [`Definition`] applied to the [`Signals`] of a file gives the [`Cycle`]s of that clock, by a pure
//! function. It never learns the present time, evaluates a condition or knows what an event is called, and it never
//! fails for one bad date: the cycle concerned says why it cannot be worked out.

mod act;
mod cycle;
mod definition;
mod direct;
mod engine;
mod explain;
mod layout;
mod once;
mod pauses;
mod period;
mod pool;
mod reckon;
mod repeat;
mod rolling;
mod rule;
mod series;
mod signal;

#[cfg(test)]
mod tests;

pub use cycle::{
    Change, ChangeKind, Cycle, CycleKey, Ending, EscalateAt, Impossible, MetBy, Progress, State,
    Status,
};
pub use definition::{Again, Definition, DefinitionProblem, Escalation, Level, Tightened};
pub use explain::{Reasons, explain};
pub use reckon::Frame;
pub use rule::{
    CountedFrom, Early, Lasts, Limit, Measure, Need, Partial, Period, PeriodDue, Phase, Rule, Step,
};
pub use signal::{
    Act, Direction, EventKey, IntervalInForce, Met, Signals, Span, Start, Stop, Target,
};

use jiff::Timestamp;

use direct::Directions;
use engine::Engine;
use period::Asked;
use pool::Pool;
use reckon::{Reckon, reach};
use repeat::InForce;
use series::{Limits, Run, in_order, replaced_by};

/// Works out every cycle of a clock, in order of its starts and then by number. The same arguments always give the
/// same cycles, in whatever order the signals stand.
///
/// A definition that asks for nothing is refused with everything that is wrong with it. No signal is: a cycle whose
/// dates lie outside the calendar's years is [`State::Impossible`] and says so.
pub fn cycles(
    def: &Definition,
    signals: &Signals,
    frame: &Frame,
) -> Result<Vec<Cycle>, Vec<DefinitionProblem>> {
    let problems = def.problems();
    if !problems.is_empty() {
        return Err(problems);
    }
    let starts = in_order(&signals.starts);
    let back = matches!(def.rule, Rule::Before { .. });
    let begun: Vec<(&Start, Timestamp)> = starts.iter().map(|s| (*s, since(s, back))).collect();
    let mut engine = Engine {
        def,
        frame,
        reckon: Reckon::new(frame.calendar, &def.counting, &signals.pauses),
        pool: Pool::new(&signals.met),
        directions: Directions::new(&signals.directions, &begun, back),
        out: Vec::new(),
        number: 0,
    };
    let limits = Limits::new(signals);
    let replaced = replaced_by(&starts, def.again);
    let in_force = InForce::new(&signals.intervals);
    // With `Again::First`: the clock is taken until here.
    let mut taken = Timestamp::MIN;
    for (place, start) in starts.iter().enumerate() {
        if def.again == Again::First && reach(&start.at).earliest < taken {
            continue;
        }
        engine.number = 0;
        let kept = engine.out.len();
        let mut runs_on = None;
        if let Rule::Before { by } = &def.rule {
            // Dates on one day are neither earlier nor later than each other.
            let day = reckon::day_start(&start.at);
            let until = reckon::day_end(&start.at);
            let earlier = starts.partition_point(|s| reach(&s.at).earliest < day);
            let later = starts.partition_point(|s| reach(&s.at).earliest <= until);
            let earlier = earlier.checked_sub(1).map(|p| starts[p]);
            if let Some(run) = limits.run_back(start, place, start.since.as_ref()) {
                engine.before(&run, by, earlier, starts.get(later).copied());
            }
        } else {
            let once = matches!(def.rule, Rule::Within { .. });
            for run in limits.runs(start, place, replaced[place], once) {
                engine.forward(&run, &in_force);
                runs_on = (!once).then(|| run.end.map_or(Timestamp::MAX, |end| end.reach.latest));
            }
        }
        let closed = engine.out[kept..]
            .iter()
            .map(|cycle| engine.closed(cycle))
            .max();
        taken = runs_on.or(closed).unwrap_or(taken).max(taken);
    }
    Ok(engine.out)
}

/// From when a direction may mean this start.
fn since(start: &Start, back: bool) -> Timestamp {
    let at = reach(&start.at);
    if back { at.latest } else { at.earliest }
}

impl Engine<'_> {
    fn forward(&mut self, run: &Run, in_force: &InForce) {
        match &self.def.rule {
            Rule::Within { steps } => self.within(run, steps),
            Rule::Before { .. } => {}
            Rule::Repeat { phases, from } => self.repeat(run, phases, *from, in_force),
            Rule::PerPeriod {
                period,
                need,
                due,
                partial,
            } => {
                let asked = Asked {
                    period,
                    need,
                    due,
                    partial: *partial,
                };
                self.per_period(run, &asked);
            }
            Rule::Rolling { window, need } => self.rolling(run, window, need),
            Rule::NoOftenerThan { gap } => self.no_oftener(run, gap),
        }
    }

    /// Until when a cycle keeps later starts out.
    fn closed(&self, cycle: &Cycle) -> Timestamp {
        match (&cycle.state, &cycle.met) {
            (State::Dismissed { by }, _) => self.directions.given_at(by).unwrap_or(Timestamp::MAX),
            (State::Stopped { at, .. }, _) => *at,
            (_, Some(met)) => reach(&met.at).earliest,
            (State::Impossible { .. }, None) => Timestamp::MIN,
            _ => Timestamp::MAX,
        }
    }
}
