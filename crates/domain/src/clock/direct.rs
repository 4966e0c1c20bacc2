//! Which directions reach which cycle, found by look-up, so that a direction for one cycle never touches another.
//! What a direction does to a due moment is done where the cycle is made.

use std::collections::HashMap;

use jiff::Timestamp;

use super::reckon::reach;
use super::{Act, CycleKey, Direction, EventKey, Start, Target};

/// A direction with its moment.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Directed<'a> {
    pub at: Timestamp,
    pub given: &'a Direction,
}

impl Directed<'_> {
    fn rank(&self) -> impl Ord + '_ {
        (self.at, self.given.order, &self.given.key)
    }
}

/// The stretch in which a cycle can be directed without being named.
#[derive(Debug, Clone, Copy)]
pub(super) struct Open {
    pub from: Timestamp,
    pub to: Timestamp,
}

/// All directions of a file for one clock.
#[derive(Default)]
pub(super) struct Directions<'a> {
    named: HashMap<(&'a EventKey, u32), Vec<Directed<'a>>>,
    of_start: HashMap<usize, Vec<Directed<'a>>>,
    all: Vec<Directed<'a>>,
    given: HashMap<&'a EventKey, Timestamp>,
}

impl<'a> Directions<'a> {
    /// `starts` in order, each with the instant from which it counts; `back` if the rule counts back.
    pub fn new(given: &'a [Direction], starts: &[(&'a Start, Timestamp)], back: bool) -> Self {
        let mut sorted: Vec<Directed> = given
            .iter()
            .map(|given| Directed {
                at: reach(&given.at).earliest,
                given,
            })
            .collect();
        sorted.sort_by(|a, b| a.rank().cmp(&b.rank()));
        let mut about: HashMap<&EventKey, Vec<usize>> = HashMap::new();
        for (place, (start, _)) in starts.iter().enumerate() {
            about.entry(&start.key).or_default().push(place);
            if let Some(key) = start.about.as_ref().filter(|key| **key != start.key) {
                about.entry(key).or_default().push(place);
            }
        }
        let mut directions = Directions::default();
        for directed in sorted {
            let late = reach(&directed.given.at).latest;
            directions.given.insert(&directed.given.key, directed.at);
            match &directed.given.to {
                Target::Cycle(CycleKey { anchor, number }) => {
                    directions
                        .named
                        .entry((anchor, *number))
                        .or_default()
                        .push(directed);
                }
                Target::All => directions.all.push(directed),
                Target::About(key) => {
                    for place in about.get(key).into_iter().flatten() {
                        directions
                            .of_start
                            .entry(*place)
                            .or_default()
                            .push(directed);
                    }
                }
                Target::Latest if starts.is_empty() => {}
                Target::Latest => {
                    let place = if back {
                        starts
                            .partition_point(|(_, at)| *at < directed.at)
                            .min(starts.len() - 1)
                    } else {
                        starts
                            .partition_point(|(_, at)| *at <= late)
                            .saturating_sub(1)
                    };
                    directions.of_start.entry(place).or_default().push(directed);
                }
            }
        }
        directions
    }

    /// Those for one cycle, in order. `spent`: the direction that ended the cycle before, which is not for this one.
    pub fn of(
        &self,
        place: usize,
        key: &CycleKey,
        open: Open,
        spent: Option<&EventKey>,
    ) -> Vec<Directed<'a>> {
        let named = self
            .named
            .get(&(&key.anchor, key.number))
            .into_iter()
            .flatten();
        let loose = [self.of_start.get(&place), Some(&self.all)]
            .into_iter()
            .flatten()
            .flat_map(|list| {
                let from = list.partition_point(|d| reach(&d.given.at).latest < open.from);
                list[from..].iter().take_while(|d| d.at <= open.to)
            });
        let mut found: Vec<Directed> = named
            .chain(loose)
            .filter(|d| Some(&d.given.key) != spent)
            .copied()
            .collect();
        found.sort_by(|a, b| a.rank().cmp(&b.rank()));
        found
    }

    /// When a direction was given.
    pub fn given_at(&self, key: &EventKey) -> Option<Timestamp> {
        self.given.get(key).copied()
    }

    /// Intervals directed for a whole series, in order: `None` is the definition's own again.
    pub fn intervals(&self, place: usize) -> Vec<(Timestamp, Option<&'a super::Limit>)> {
        let of_start = self.of_start.get(&place).into_iter().flatten();
        let mut found: Vec<&Directed> = of_start.chain(&self.all).collect();
        found.sort_by(|a, b| a.rank().cmp(&b.rank()));
        let set = |d: &&Directed<'a>| match &d.given.act {
            Act::SetInterval(limit) => Some((d.at, Some(limit))),
            Act::UsualInterval => Some((d.at, None)),
            _ => None,
        };
        found.iter().filter_map(set).collect()
    }
}
