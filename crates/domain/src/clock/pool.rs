//! The things done that may meet cycles, in order and found by look-up. A thing known only by its date counts for
//! anything that begins on that date: nobody can say it came before. It never decides whether something is late.

use std::collections::HashMap;

use jiff::Timestamp;

use crate::calendar::Moment;

use super::reckon::{Reach, day_start, reach};
use super::{EventKey, Met, Start};

/// Something done, with the instants it may mean.
pub(super) struct Done<'a> {
    pub met: &'a Met,
    pub reach: Reach,
}

/// From where things done count.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bound {
    /// Things known by their date, from a day that begins here.
    dated: Timestamp,
    /// Things known by their time.
    timed: Timestamp,
    /// Only things after this one.
    after: Option<usize>,
}

impl Bound {
    /// From any time.
    pub const ANY: Bound = Bound {
        dated: Timestamp::MIN,
        timed: Timestamp::MIN,
        after: None,
    };

    /// At or after a moment.
    pub fn at(moment: &Moment) -> Self {
        Bound {
            dated: day_start(moment),
            timed: reach(moment).earliest,
            after: None,
        }
    }

    /// After the thing with this number.
    pub fn after(self, done: usize) -> Self {
        Bound {
            after: Some(self.after.map_or(done, |a| a.max(done))),
            ..self
        }
    }

    /// The later of both.
    pub fn and(self, other: Bound) -> Self {
        Bound {
            dated: self.dated.max(other.dated),
            timed: self.timed.max(other.timed),
            after: self.after.max(other.after),
        }
    }
}

/// Numbers of things done in order; a used one leads on to the next.
#[derive(Default)]
struct List {
    items: Vec<usize>,
    onward: Vec<usize>,
}

impl List {
    fn push(&mut self, item: usize) {
        self.items.push(item);
        self.onward.push(self.onward.len());
    }

    /// The first place from `at` on that is not used.
    fn unused(&mut self, at: usize) -> usize {
        let mut end = at;
        while self.onward.get(end).is_some_and(|next| *next != end) {
            end = self.onward[end];
        }
        let mut walk = at;
        while self.onward.get(walk).is_some_and(|next| *next != walk) {
            walk = std::mem::replace(&mut self.onward[walk], end);
        }
        end
    }
}

/// Things known by their date, and things known by their time.
type Lists = [List; 2];

/// All things done.
pub(super) struct Pool<'a> {
    done: Vec<Done<'a>>,
    general: Lists,
    named: HashMap<&'a EventKey, Lists>,
}

impl<'a> Pool<'a> {
    pub fn new(met: &'a [Met]) -> Self {
        let mut done: Vec<Done> = met
            .iter()
            .map(|met| Done {
                met,
                reach: reach(&met.at),
            })
            .collect();
        done.sort_by(|a, b| a.rank().cmp(&b.rank()));
        done.dedup_by(|a, b| {
            a.met.key == b.met.key && a.met.about == b.met.about && a.met.at == b.met.at
        });
        let mut pool = Pool {
            done,
            general: Lists::default(),
            named: HashMap::new(),
        };
        for (number, item) in pool.done.iter().enumerate() {
            let lists = match item.met.about.as_ref() {
                None => &mut pool.general,
                Some(about) => pool.named.entry(about).or_default(),
            };
            lists[usize::from(item.reach.timed)].push(number);
        }
        pool
    }

    pub fn get(&self, number: usize) -> &Done<'a> {
        &self.done[number]
    }

    /// The first thing that fits this start, from a bound and not after an instant. Things that name what they are
    /// about, and things that do not.
    pub fn first(&mut self, start: &Start, from: Bound, until: Option<Timestamp>) -> Option<usize> {
        let general = self.general(start, from, until);
        let named = self.named(start, from, until);
        general.into_iter().chain(named).min()
    }

    /// Only things that do not name what they are about.
    pub fn general(
        &mut self,
        start: &Start,
        from: Bound,
        until: Option<Timestamp>,
    ) -> Option<usize> {
        self.find(None, start, from, until)
    }

    /// Only things that name this start, or what it is about.
    pub fn named(&mut self, start: &Start, from: Bound, until: Option<Timestamp>) -> Option<usize> {
        let by_key = self.find(Some(&start.key), start, from, until);
        let about = start.about.as_ref().filter(|about| **about != start.key);
        let by_about = about.and_then(|about| self.find(Some(about), start, from, until));
        by_key.into_iter().chain(by_about).min()
    }

    fn find(
        &mut self,
        about: Option<&EventKey>,
        start: &Start,
        from: Bound,
        until: Option<Timestamp>,
    ) -> Option<usize> {
        let done = &self.done;
        let own = |key: &EventKey| *key == start.key || start.given_by.as_ref() == Some(key);
        let mut best: Option<usize> = None;
        let lists = match about {
            None => Some(&mut self.general),
            Some(about) => self.named.get_mut(about),
        };
        for (list, bound) in lists.into_iter().flatten().zip([from.dated, from.timed]) {
            let early =
                |n: &usize| done[*n].reach.earliest < bound || from.after.is_some_and(|a| *n <= a);
            let mut at = list.items.partition_point(early);
            loop {
                at = list.unused(at);
                let Some(number) = list.items.get(at).copied() else {
                    break;
                };
                if own(&done[number].met.key) {
                    at += 1;
                    continue;
                }
                let fits = until.is_none_or(|until| done[number].reach.earliest <= until);
                if fits && best.is_none_or(|b| number < b) {
                    best = Some(number);
                }
                break;
            }
        }
        best
    }

    /// Takes a thing out: it meets nothing else.
    pub fn use_up(&mut self, number: usize) {
        let item = &self.done[number];
        let lists = match item.met.about.as_ref() {
            None => Some(&mut self.general),
            Some(about) => self.named.get_mut(about),
        };
        let Some(lists) = lists else { return };
        let list = &mut lists[usize::from(item.reach.timed)];
        if let Ok(at) = list.items.binary_search(&number) {
            list.onward[at] = list.unused(at + 1).max(at + 1);
        }
    }
}

impl Done<'_> {
    fn rank(&self) -> impl Ord + '_ {
        let Met {
            key,
            about,
            order,
            quantity,
            flags,
            ..
        } = self.met;
        (
            self.reach.earliest,
            self.reach.timed,
            *order,
            key,
            about.as_ref(),
            *quantity,
            *flags,
        )
    }
}
