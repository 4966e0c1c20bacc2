//! What directions do to a cycle: more time, less, another interval, not needed. Which directions reach it is looked up
//! elsewhere.

use jiff::Timestamp;

use crate::calendar::CalendarError;

use super::direct::{Directed, Open};
use super::engine::{Engine, set};
use super::reckon::{Way, due_at, moment_of, reach};
use super::series::Run;
use super::{Act, ChangeKind, Cycle, EventKey, State};

impl<'a> Engine<'a> {
    /// The directions for a cycle that is open from an instant until something met it, or its run ended.
    pub fn directions(
        &self,
        cycle: &Cycle,
        run: &Run,
        from: Timestamp,
        met: Option<usize>,
        spent: Option<&EventKey>,
    ) -> Vec<Directed<'a>> {
        let met = met.map(|n| self.pool.get(n).reach.latest);
        let ends = run.end.as_ref().map(|end| end.reach.latest);
        let to = met
            .into_iter()
            .chain(ends)
            .chain(cycle.closes)
            .min()
            .unwrap_or(Timestamp::MAX);
        self.directions
            .of(run.place, &cycle.key, Open { from, to }, spent)
    }

    /// Applies directions to the due moment. Returns the one that dismissed the cycle, if one did.
    pub fn direct(
        &self,
        cycle: &mut Cycle,
        directed: &[Directed<'a>],
        way: Way,
    ) -> Option<Directed<'a>> {
        for directed in directed {
            if directed.given.act == Act::Dismiss {
                return Some(*directed);
            }
            if let Err(why) = self.apply(cycle, directed, way) {
                cycle.state = State::Impossible { why: why.into() };
                cycle.due = None;
            }
        }
        None
    }

    fn apply(
        &self,
        cycle: &mut Cycle,
        directed: &Directed<'a>,
        way: Way,
    ) -> Result<(), CalendarError> {
        let Some(due) = cycle.due else { return Ok(()) };
        let by = Some(directed.given.key.clone());
        match &directed.given.act {
            Act::Extend { to } => {
                if let Some(to) = due_at(to).filter(|to| to.by() > due.by()) {
                    set(cycle, to, by, ChangeKind::Extended);
                }
            }
            Act::ExtendBy(interval) => {
                let from = moment_of(&due, cycle.anchor.zone());
                let to = self.reckon.count(&from, interval, Way::Forward)?;
                if to.by() > due.by() {
                    set(cycle, to, by, ChangeKind::Extended);
                }
            }
            Act::BringForward { to } => {
                if let Some(to) = due_at(to).filter(|to| to.by() < due.by()) {
                    set(cycle, to, by, ChangeKind::BroughtForward);
                }
            }
            Act::SetInterval(limit) => {
                let Some((whole, interval)) = self.reckon.earliest(&cycle.anchor, limit, way)?
                else {
                    return Ok(());
                };
                let later = reach(&directed.given.at).earliest > reach(&cycle.anchor).latest;
                let to = if whole.by() >= due.by() || way == Way::Back || !later {
                    whole
                } else {
                    let from_now = self.reckon.count(&directed.given.at, interval, way)?;
                    if from_now.by() < due.by() {
                        from_now
                    } else {
                        due
                    }
                };
                if to != due {
                    set(cycle, to, by, ChangeKind::IntervalSet);
                }
            }
            Act::Dismiss | Act::UsualInterval => {}
        }
        Ok(())
    }
}
