//! Limits that come again each time they are met: each cycle is counted from the last. Cycles are made up to and
//! including the first that is not met.

use jiff::Timestamp;

use super::engine::{Engine, set};
use super::reckon::{Way, begins, moment_of, reach};
use super::series::Run;
use super::{
    ChangeKind, CountedFrom, Cycle, EventKey, IntervalInForce, Lasts, Limit, Phase, State,
};

/// Intervals in force by signals, in order of their beginning.
pub(super) struct InForce<'a> {
    sorted: Vec<(Timestamp, Option<Timestamp>, &'a IntervalInForce)>,
}

impl<'a> InForce<'a> {
    pub fn new(intervals: &'a [IntervalInForce]) -> Self {
        let mut sorted: Vec<_> = intervals
            .iter()
            .map(|i| {
                (
                    reach(&i.span.from).earliest,
                    i.span.to.as_ref().map(|to| reach(to).latest),
                    i,
                )
            })
            .filter(|(from, to, _)| to.is_none_or(|to| to >= *from))
            .collect();
        sorted.sort_by(|a, b| (a.0, a.1, &a.2.span.key).cmp(&(b.0, b.1, &b.2.span.key)));
        InForce { sorted }
    }
}

/// Which intervals are in force as a series moves on.
struct Running<'i, 'a> {
    all: &'i InForce<'a>,
    next: usize,
    now: Vec<usize>,
}

impl<'a> Running<'_, 'a> {
    fn advance(&mut self, to: Timestamp) {
        while self
            .all
            .sorted
            .get(self.next)
            .is_some_and(|(from, _, _)| *from <= to)
        {
            self.now.push(self.next);
            self.next += 1;
        }
        self.now
            .retain(|i| self.all.sorted[*i].1.is_none_or(|end| end > to));
    }

    fn limits(&self) -> impl Iterator<Item = &'a Limit> {
        self.now.iter().map(|i| &self.all.sorted[*i].2.limit)
    }

    /// Those that begin after now and not after an instant.
    fn beginning(&self, until: Timestamp) -> impl Iterator<Item = &'a IntervalInForce> {
        self.all.sorted[self.next..]
            .iter()
            .take_while(move |(from, _, _)| *from <= until)
            .map(|(_, _, i)| *i)
    }
}

/// Where a series stands among its phases.
struct Stage<'p> {
    phases: &'p [Phase],
    done: u32,
}

impl Stage<'_> {
    /// Moves on past phases that are over for a cycle that begins at `from`.
    fn settle(&mut self, engine: &Engine, run: &Run, from: Timestamp) {
        while let Some(phase) = self.phases.first() {
            let over = match &phase.lasts {
                Lasts::Always => false,
                Lasts::Cycles(count) => self.done >= *count,
                Lasts::For(time) => {
                    let end = engine.reckon.count(&run.from, time, Way::Forward);
                    end.is_ok_and(|end| begins(&end, run.from.zone()) <= from)
                }
            };
            if !over {
                return;
            }
            self.phases = &self.phases[1..];
            self.done = 0;
        }
    }
}

impl Engine<'_> {
    pub(super) fn repeat(
        &mut self,
        run: &Run,
        phases: &[Phase],
        counted: CountedFrom,
        in_force: &InForce,
    ) {
        let until = run.end.as_ref().map(|end| end.reach.latest);
        let directed_intervals = self.directions.intervals(run.place);
        let mut directed_at = 0;
        let mut running = Running {
            all: in_force,
            next: 0,
            now: Vec::new(),
        };
        let mut stage = Stage { phases, done: 0 };
        let (mut from, mut from_key) = (run.from.clone(), run.from_key.clone());
        let mut bound = self.credit(&from);
        let mut spent: Option<EventKey> = None;
        loop {
            if self.full(run) {
                return;
            }
            let begin = reach(&from).earliest;
            running.advance(begin);
            stage.settle(self, run, begin);
            while directed_intervals
                .get(directed_at)
                .is_some_and(|(at, _)| *at <= begin)
            {
                directed_at += 1;
            }
            let directed = directed_at
                .checked_sub(1)
                .and_then(|i| directed_intervals[i].1);
            let limit = match directed {
                Some(limit) => limit.clone(),
                None => usual(&stage, &running),
            };
            let mut cycle = self.open(run, &from, &from_key, &limit, Way::Forward);
            let met = self.pool.first(run.start, bound, until);
            if directed.is_none() {
                self.shorten(&mut cycle, &running, met);
            }
            let directed = self.directions(&cycle, run, begin, met, spent.as_ref());
            let dismissed = self.direct(&mut cycle, &directed, Way::Forward);
            let met = met.filter(|_| dismissed.is_none());
            let due = cycle.due;
            let impossible = matches!(cycle.state, State::Impossible { .. });
            self.close(cycle, run, met, dismissed);
            stage.done += 1;
            let due = due.map(|due| moment_of(&due, from.zone()));
            if let Some(number) = met {
                self.take(number);
                let done = self.pool.get(number);
                spent = None;
                bound = bound.after(number);
                from_key = done.met.key.clone();
                from = match (counted, due) {
                    (CountedFrom::LastMet, _) => done.met.at.clone(),
                    (CountedFrom::Due, Some(due)) => due,
                    (CountedFrom::Due, None) => return,
                };
                if counted == CountedFrom::Due {
                    bound = bound.and(self.credit(&from));
                }
            } else if let Some(dismissed) = dismissed {
                // The next is counted from when this one was due; dismissed late, from then.
                let Some(due) = due.filter(|_| !impossible) else {
                    return;
                };
                let late = dismissed.at > reach(&due).latest;
                from = if late {
                    dismissed.given.at.clone()
                } else {
                    due
                };
                from_key = dismissed.given.key.clone();
                bound = bound.and(self.credit(&from));
                spent = Some(from_key.clone());
            } else {
                return;
            }
            if run
                .end
                .as_ref()
                .is_some_and(|end| reach(&from).earliest > end.reach.latest)
            {
                return;
            }
        }
    }

    /// An interval that comes into force while the cycle is open can bring it forward.
    fn shorten(&self, cycle: &mut Cycle, running: &Running, met: Option<usize>) {
        let met = met.map(|n| self.pool.get(n).reach.earliest);
        let Some(until) = cycle.due.map(|due| due.by()) else {
            return;
        };
        let until = met.map_or(until, |met| met.min(until));
        for interval in running.beginning(until) {
            let counted = self
                .reckon
                .earliest(&interval.span.from, &interval.limit, Way::Forward);
            let Ok(Some((due, by))) = counted else {
                continue;
            };
            if cycle.due.is_some_and(|old| due.by() < old.by()) {
                set(
                    cycle,
                    due,
                    Some(interval.span.key.clone()),
                    ChangeKind::Interval,
                );
                cycle.limit = Some(by.clone());
            }
        }
    }
}

/// The definition's own interval and those in force.
fn usual(stage: &Stage, running: &Running) -> Limit {
    let phase = stage
        .phases
        .first()
        .filter(|p| running.now.is_empty() || matches!(p.lasts, Lasts::Cycles(_)));
    let own = phase.map(|p| &p.limit);
    Limit::earliest_of(
        own.into_iter()
            .chain(running.limits())
            .flat_map(|l| l.any_of.iter().cloned()),
    )
}
