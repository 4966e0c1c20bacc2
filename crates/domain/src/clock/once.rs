//! Limits that are met once: counted forward from a start, in one or several steps, or back from a date.

use crate::calendar::{Interval, Moment};

use super::engine::Engine;
use super::pool::Bound;
use super::reckon::{Way, begins, moment_of, reach};
use super::series::Run;
use super::{Early, Limit, Start, State, Step};

impl Engine<'_> {
    /// From where things done count for a cycle that begins at `anchor`: sooner, if the definition credits that.
    pub(super) fn credit(&self, anchor: &Moment) -> Bound {
        let credit = |interval: &Interval| {
            let due = self.reckon.count(anchor, interval, Way::Back).ok()?;
            Some(Bound::at(&moment_of(&due, anchor.zone())))
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
                            from = from.and(Bound::at(&moment_of(&opens, zone)));
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

    /// `earlier` is the start whose date comes before this one's, `later` the one whose date comes next. A thing that
    /// does not name its date belongs to the next date it could be for: one done after a date is late for it only
    /// until the following date is set. Where each thing counts once, they are taken in order instead.
    pub(super) fn before(
        &mut self,
        run: &Run,
        by: &Limit,
        earlier: Option<&Start>,
        later: Option<&Start>,
    ) {
        if self.full(run) {
            return;
        }
        let mut cycle = self.open(run, &run.from, run.from_key, by, Way::Back);
        let until = run.end.as_ref().map(|end| end.reach.latest);
        let exclusive = self.def.exclusive;
        let opened = |start: &Start, earlier: Option<&Start>| -> Option<Moment> {
            let after = earlier.filter(|_| !exclusive).map(|e| &e.at);
            let both = start.since.iter().chain(after);
            both.max_by_key(|m| reach(m).earliest).cloned()
        };
        let opens = opened(run.start, earlier);
        let mut from = opens.as_ref().map_or(Bound::ANY, Bound::at);
        if let Some(credit) = &self.def.credit_before
            && let Ok(due) = self.reckon.count(&run.from, credit, Way::Back)
        {
            from = from.and(Bound::at(&moment_of(&due, run.from.zone())));
        }
        let next = later.filter(|_| !exclusive);
        let next = next.and_then(|later| opened(later, Some(run.start)));
        let until_next = until
            .into_iter()
            .chain(next.map(|m| reach(&m).latest))
            .min();
        let general = self.pool.general(run.start, from, until_next);
        let named = self.pool.named(run.start, Bound::ANY, until);
        let met = general.into_iter().chain(named).min();
        let since = run.start.since.as_ref();
        let since = since.map_or(jiff::Timestamp::MIN, |m| reach(m).earliest);
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
