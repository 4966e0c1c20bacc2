//! Limits over a moving stretch: so many in any twelve months, and not more often than so often. Neither has a grid;
//! the due moment is the moment at which what was done before stops being enough.

use crate::calendar::{Interval, Moment};

use super::engine::Engine;
use super::period::amount;
use super::reckon::{Way, begins, reach};
use super::series::Run;
use super::{EventKey, Limit, Need};

/// The things that count for one need, and the oldest without which it would not be met.
struct Kept<'n> {
    need: &'n Need,
    things: Vec<(usize, i64)>,
    oldest: usize,
    sum: i64,
}

impl Kept<'_> {
    fn add(&mut self, number: usize, amount: i64) {
        if amount == 0 {
            return;
        }
        self.things.push((number, amount));
        self.sum = self.sum.saturating_add(amount);
        while self
            .things
            .get(self.oldest)
            .is_some_and(|(_, a)| self.sum - a >= self.need.at_least)
        {
            self.sum -= self.things[self.oldest].1;
            self.oldest += 1;
        }
    }

    /// The thing whose passing out of the stretch breaks the need; `None`: it has not been met yet.
    fn holds_by(&self) -> Option<usize> {
        let enough = self.sum >= self.need.at_least;
        self.things
            .get(self.oldest)
            .filter(|_| enough)
            .map(|(number, _)| *number)
    }
}

impl Engine<'_> {
    pub(super) fn rolling(&mut self, run: &Run, window: &Interval, need: &[Need]) {
        let until = run.end.as_ref().map(|end| end.reach.latest);
        let limit = Limit::from(window.clone());
        let kept = |need| Kept {
            need,
            things: Vec::new(),
            oldest: 0,
            sum: 0,
        };
        let mut kept: Vec<Kept> = need.iter().map(kept).collect();
        let mut bound = self.credit(&run.from);
        let mut spent: Option<EventKey> = None;
        let mut anchor: Option<usize> = None;
        let mut from: (Moment, EventKey) = (run.from.clone(), run.from_key.clone());
        loop {
            if self.full(run) {
                return;
            }
            let mut cycle = self.open(run, &from.0, &from.1, &limit, Way::Forward);
            // Takes in what is done until the moment at which it stops being enough moves on.
            let met = loop {
                let Some(number) = self.pool.first(run.start, bound, until) else {
                    break None;
                };
                bound = bound.after(number);
                let met = self.pool.get(number).met;
                for kept in &mut kept {
                    kept.add(number, amount(kept.need, met));
                }
                self.take(number);
                let oldest = kept.iter().map(Kept::holds_by).min().flatten();
                if oldest != anchor {
                    anchor = oldest;
                    break Some(number);
                }
            };
            let directed =
                self.directions(&cycle, run, reach(&from.0).earliest, met, spent.as_ref());
            let dismissed = self.direct(&mut cycle, &directed, Way::Forward);
            let due = cycle.due;
            self.close(cycle, run, met.filter(|_| dismissed.is_none()), dismissed);
            spent = dismissed.map(|d| d.given.key.clone());
            match (met, anchor) {
                (Some(_), Some(oldest)) => {
                    let done = self.pool.get(oldest).met;
                    from = (done.at.clone(), done.key.clone());
                }
                // Dismissed and nothing done since: another whole stretch from when it was due.
                (None, _) if spent.is_some() && due.is_some() => {
                    let Some(due) = due else { return };
                    let due = super::reckon::moment_of(&due, run.from.zone());
                    let given = dismissed.map_or(due.clone(), |d| d.given.at.clone());
                    let late = reach(&given).earliest > reach(&due).latest;
                    from = (
                        if late { given } else { due },
                        spent.clone().unwrap_or_else(|| run.start.key.clone()),
                    );
                }
                _ => return,
            }
            if run
                .end
                .as_ref()
                .is_some_and(|end| reach(&from.0).earliest > end.reach.latest)
            {
                return;
            }
        }
    }

    /// One cycle for each thing done: the next may not come before the gap is over.
    pub(super) fn no_oftener(&mut self, run: &Run, gap: &Interval) {
        let until = run.end.as_ref().map(|end| end.reach.latest);
        let mut bound = self.credit(&run.from);
        let Some(mut last) = self.pool.first(run.start, bound, until) else {
            return;
        };
        loop {
            if self.full(run) {
                return;
            }
            let done = self.pool.get(last).met;
            bound = bound.after(last);
            let mut cycle = self.blank(run, &done.at, &done.key);
            match self.reckon.count(&done.at, gap, Way::Forward) {
                Ok(opens) => cycle.opens = Some(begins(&opens, done.at.zone())),
                Err(why) => cycle.state = super::State::Impossible { why: why.into() },
            }
            cycle.limit = Some(gap.clone());
            let next = self.pool.first(run.start, bound, until);
            let directed = self.directions(&cycle, run, reach(&done.at).earliest, next, None);
            let dismissed = self.direct(&mut cycle, &directed, Way::Forward);
            self.close(cycle, run, next.filter(|_| dismissed.is_none()), dismissed);
            match next {
                Some(next) => last = next,
                None => return,
            }
        }
    }
}
