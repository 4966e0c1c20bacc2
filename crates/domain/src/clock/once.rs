//! Limits that are met once: counted forward from a start, in one or several steps, or back from a date.

use crate::calendar::{Interval, Moment};

use super::engine::Engine;
use super::pool::Bound;
use super::reckon::{Way, begins, reach};
use super::series::Run;
use super::{Early, Limit, Start, State, Step};

impl Engine<'_> {
    /// From where things done count for a cycle that begins at `anchor`: sooner, if the definition credits that.
    pub(super) fn credit(&self, anchor: &Moment) -> Bound {
        let credit = |interval: &Interval| {
            let due = self.reckon.count(anchor, interval, Way::Back).ok()?;
            Some(Bound::at(&super::reckon::moment_of(&due, anchor.zone())))
        };
        self.def
            .credit_before
            .as_ref()
            .and_then(credit)
            .unwrap_or_else(|| Bound::at(anchor))
    }

    pub(super) fn within(&mut self, run: &Run, steps: &[Step]) {
        let mut bound = self.credit(&run.from);
        let until = run.end.as_ref().map(|end| end.reach.latest);
        for step in steps {
            if self.full(run) {
                return;
            }
            let mut cycle = self.open(run, &run.from, run.from_key, &step.limit, Way::Forward);
            let mut from = bound;
            if let Some(opens) = &step.opens {
                match self.reckon.count(&run.from, opens, Way::Forward) {
                    Ok(opens) => {
                        let zone = run.from.zone();
                        cycle.opens = Some(begins(&opens, zone));
                        if step.early == Early::Ignored {
                            from = from.and(Bound::at(&super::reckon::moment_of(&opens, zone)));
                        }
                    }
                    Err(why) => cycle.state = State::Impossible { why: why.into() },
                }
            }
            let met = self.pool.first(run.start, from, until);
            let directed = self.directions(&cycle, run, reach(&run.from).earliest, met, None);
            let dismissed = self.direct(&mut cycle, &directed, Way::Forward);
            let met = met.filter(|_| dismissed.is_none());
            if let Some(met) = met {
                bound = bound.after(met);
                self.take(met);
            }
            self.close(cycle, run, met, dismissed);
        }
    }

    /// `before` is the start whose date comes before this one's, `after` the one whose date comes next: what does not
    /// name its date belongs to the one it was done for.
    pub(super) fn before(
        &mut self,
        run: &Run,
        by: &Limit,
        before: Option<&Start>,
        after: Option<&Start>,
    ) {
        if self.full(run) {
            return;
        }
        let mut cycle = self.open(run, &run.from, run.from_key, by, Way::Back);
        let until = run.end.as_ref().map(|end| end.reach.latest);
        let opened = |start: &Start, before: Option<&Start>| {
            start.since.clone().or_else(|| before.map(|b| b.at.clone()))
        };
        let mut from = opened(run.start, before).map_or(Bound::ANY, |since| Bound::at(&since));
        if let Some(credit) = &self.def.credit_before
            && let Ok(due) = self.reckon.count(&run.from, credit, Way::Back)
        {
            from = from.and(Bound::at(&super::reckon::moment_of(&due, run.from.zone())));
        }
        let next = after
            .and_then(|after| opened(after, Some(run.start)))
            .map(|m| reach(&m).latest);
        let until_next = until.into_iter().chain(next).min();
        let general = self.pool.general(run.start, from, until_next);
        let named = self.pool.named(run.start, Bound::ANY, until);
        let met = general.into_iter().chain(named).min();
        let since = opened(run.start, before).map_or(jiff::Timestamp::MIN, |m| reach(&m).earliest);
        let directed = self.directions(&cycle, run, since, met, None);
        let dismissed = self.direct(&mut cycle, &directed, Way::Back);
        let met = met.filter(|_| dismissed.is_none());
        if let Some(met) = met {
            self.take(met);
        }
        self.close(cycle, run, met, dismissed);
    }

    /// A thing done that met a cycle meets no other, where the definition says so.
    pub(super) fn take(&mut self, met: usize) {
        if self.def.exclusive {
            self.pool.use_up(met);
        }
    }
}
