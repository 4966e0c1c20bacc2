//! Makes cycles: works out a due moment, lets pauses, the service's own limits and directions move it, and says what
//! became of it. What the cycles of a shape are is said by the module of that shape.

use crate::calendar::{CalendarError, Due, Moment};

use super::direct::{Directed, Directions};
use super::pauses::Stretched;
use super::pool::Pool;
use super::reckon::{Frame, Reckon, Way, begins, due_at, moment_of};
use super::series::Run;
use super::{
    Change, ChangeKind, Cycle, CycleKey, Definition, EscalateAt, EventKey, Impossible, Limit,
    MetBy, State,
};

/// The most cycles of one start: more than a day each for the years a calendar covers.
const MOST_OF_START: usize = 20_000;
/// The most cycles one clock keeps on one file.
const MOST_CYCLES: usize = 100_000;

/// One clock at work on one file.
pub(super) struct Engine<'a> {
    pub def: &'a Definition,
    pub frame: &'a Frame<'a>,
    pub reckon: Reckon<'a>,
    pub pool: Pool<'a>,
    pub directions: Directions<'a>,
    pub out: Vec<Cycle>,
    /// Number of the last cycle of the start at hand.
    pub number: u32,
}

impl<'a> Engine<'a> {
    /// A cycle with its due moment, before directions.
    pub fn open(
        &mut self,
        run: &Run,
        anchor: &Moment,
        anchored_by: &EventKey,
        limit: &Limit,
        way: Way,
    ) -> Cycle {
        let mut cycle = self.blank(run, anchor, anchored_by);
        if let Err(why) = self.work_out(&mut cycle, limit, way) {
            cycle.state = State::Impossible { why: why.into() };
        }
        cycle
    }

    /// A cycle without a due moment.
    pub fn blank(&mut self, run: &Run, anchor: &Moment, anchored_by: &EventKey) -> Cycle {
        self.number += 1;
        Cycle {
            key: CycleKey {
                anchor: run.start.key.clone(),
                number: self.number,
            },
            anchor: anchor.clone(),
            anchored_by: anchored_by.clone(),
            limit: None,
            opens: None,
            due: None,
            first_due: None,
            soon_from: None,
            closes: None,
            met: None,
            progress: Vec::new(),
            state: State::Running,
            changes: Vec::new(),
            escalations: Vec::new(),
        }
    }

    fn work_out(&self, cycle: &mut Cycle, limit: &Limit, way: Way) -> Result<(), CalendarError> {
        let anchor = cycle.anchor.clone();
        if way == Way::Back && limit.any_of.is_empty() {
            cycle.first_due = due_at(&anchor);
            cycle.due = cycle.first_due;
        } else if let Some((due, interval)) = self.reckon.earliest(&anchor, limit, way)? {
            cycle.first_due = Some(due);
            cycle.due = Some(due);
            cycle.limit = Some(interval.clone());
        }
        if way == Way::Forward {
            self.pause(cycle, limit)?;
        }
        self.tighten(cycle, &anchor, way)
    }

    /// Moves the due moment by pauses: the earliest of the limit's intervals, each stretched for itself.
    fn pause(&self, cycle: &mut Cycle, limit: &Limit) -> Result<(), CalendarError> {
        let mut best: Option<(Due, Vec<EventKey>)> = None;
        let mut standing = None;
        for interval in &limit.any_of {
            let due = self.reckon.count(&cycle.anchor, interval, Way::Forward)?;
            match self.reckon.stretch(&cycle.anchor, interval, due)? {
                Stretched::Due(due, by) if best.as_ref().is_none_or(|(b, _)| due.by() < b.by()) => {
                    best = Some((due, by));
                    cycle.limit = Some(interval.clone());
                }
                Stretched::Due(..) => {}
                Stretched::Standing { since, by } => standing = Some(State::Paused { since, by }),
            }
        }
        match (best, standing) {
            (Some((due, by)), _) => {
                cycle.due = Some(due);
                cycle.changes.extend(by.into_iter().map(|by| Change {
                    by: Some(by),
                    why: ChangeKind::Paused,
                    due,
                }));
            }
            (None, Some(state)) => {
                cycle.due = None;
                cycle.state = state;
            }
            (None, None) => {}
        }
        Ok(())
    }

    fn tighten(&self, cycle: &mut Cycle, anchor: &Moment, way: Way) -> Result<(), CalendarError> {
        for tightened in &self.def.tightened {
            if tightened.from.is_some_and(|from| anchor.date() < from) {
                continue;
            }
            let Some((due, interval)) = self.reckon.earliest(anchor, &tightened.limit, way)? else {
                continue;
            };
            let due = match way {
                Way::Back => due,
                Way::Forward => match self.reckon.stretch(anchor, interval, due)? {
                    Stretched::Due(due, _) => due,
                    Stretched::Standing { .. } => continue,
                },
            };
            // While a pause stands still the rule has no due moment, and neither has a stricter limit.
            if cycle.due.is_some_and(|d| due.by() < d.by()) {
                set(cycle, due, None, ChangeKind::Tightened);
            }
        }
        Ok(())
    }

    /// Says what became of a cycle and keeps it.
    pub fn close(
        &mut self,
        mut cycle: Cycle,
        run: &Run,
        met: Option<usize>,
        dismissed: Option<Directed>,
    ) {
        if let Some(due) = cycle.due {
            self.look_ahead(&mut cycle, &due);
        }
        let late = |at| cycle.due.is_some_and(|due| due.is_missed_at(at));
        let impossible = matches!(cycle.state, State::Impossible { .. });
        let excused = matches!(cycle.state, State::Stopped { .. });
        if let Some(dismissed) = dismissed {
            cycle.state = State::Dismissed {
                by: dismissed.given.key.clone(),
            };
        } else if let Some(number) = met {
            let done = self.pool.get(number);
            let at = done.met.at.clone();
            let state = if late(done.reach.earliest) {
                State::MetLate
            } else {
                State::Met
            };
            let decides = cycle
                .due
                .is_some_and(|due| matches!(due, Due::Instant { .. }) && due.date() == at.date());
            let from = cycle.anchor.instant().is_some() && cycle.anchor.date() == at.date();
            let sure = done.reach.timed || !(decides || from);
            let early = cycle.opens.is_some_and(|opens| done.reach.latest < opens);
            cycle.met = Some(MetBy {
                key: done.met.key.clone(),
                at,
                early,
                sure,
            });
            if !impossible {
                cycle.state = state;
            }
        } else if let Some(end) = run.end.as_ref().filter(|_| !impossible && !excused)
            && cycle.closes.is_none_or(|closes| end.reach.latest < closes)
        {
            let missed = late(end.reach.earliest);
            cycle.state = State::Stopped {
                at: end.reach.latest,
                by: end.by.clone(),
                why: end.why,
                missed,
            };
        }
        self.out.push(cycle);
    }

    fn look_ahead(&self, cycle: &mut Cycle, due: &Due) {
        let zone = cycle.anchor.zone();
        let at = moment_of(due, zone);
        let warn = self
            .def
            .warn
            .as_ref()
            .and_then(|warn| self.reckon.count(&at, warn, Way::Back).ok());
        cycle.soon_from = warn.map(|soon| begins(&soon, zone));
        for escalation in &self.def.escalate {
            let at = match &escalation.after {
                None => Some(due.by()),
                Some(after) => self
                    .reckon
                    .count(&at, after, Way::Forward)
                    .ok()
                    .map(|due| due.by()),
            };
            cycle.escalations.extend(at.map(|at| EscalateAt {
                at,
                step: escalation.step,
            }));
        }
    }

    /// Whether no more cycles may be kept; the last one then says so.
    pub fn full(&mut self, run: &Run) -> bool {
        let of_start = usize::try_from(self.number).unwrap_or(MOST_OF_START);
        let limit = match (self.out.len(), of_start) {
            (MOST_CYCLES, _) => MOST_CYCLES,
            (_, MOST_OF_START) => MOST_OF_START,
            (kept, of_start) => return kept > MOST_CYCLES || of_start > MOST_OF_START,
        };
        let mut cycle = self.blank(run, &run.from, run.from_key);
        cycle.state = State::Impossible {
            why: Impossible::TooMany { limit },
        };
        self.out.push(cycle);
        true
    }
}

/// Gives a cycle another due moment and says why.
pub(super) fn set(cycle: &mut Cycle, due: Due, by: Option<EventKey>, why: ChangeKind) {
    cycle.due = Some(due);
    cycle.changes.push(Change { by, why, due });
}
