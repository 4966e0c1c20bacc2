//! Couples, and the children that hang from a couple or from one person by one kind of tie. A child may hang from several:
//! from the parents, from those who adopted, from those who care. It places nothing.

use std::collections::BTreeMap;

use super::TieKind;
use super::graph::{Graph, Link};

/// Two beside one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Couple {
    pub one: usize,
    pub other: usize,
    pub kind: CoupleKind,
    pub disputed: bool,
}

/// What is known of a couple.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum CoupleKind {
    Partners,
    Former,
    /// They have a child; more is not said.
    ByChild,
}

/// Children of the same people by the same kind of tie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Brood {
    /// One, or two who are a couple in one row.
    pub parents: Vec<usize>,
    pub children: Vec<usize>,
    pub kind: TieKind,
    pub disputed: bool,
    pub label: Option<String>,
}

/// Couples and broods of a family.
pub(super) struct Families {
    pub couples: Vec<Couple>,
    pub broods: Vec<Brood>,
    /// The brood each person stands below, the surest of those that stand one row above.
    pub primary: Vec<Option<usize>>,
}

impl Families {
    pub fn new(graph: &Graph, rows: &[usize]) -> Self {
        let mut couples: Vec<Couple> = Vec::new();
        for tie in graph.ties.iter().filter(|tie| tie.kind.is_couple()) {
            if rows[tie.from] == rows[tie.to] {
                couples.push(Couple {
                    one: tie.from,
                    other: tie.to,
                    kind: if tie.kind == TieKind::Partner {
                        CoupleKind::Partners
                    } else {
                        CoupleKind::Former
                    },
                    disputed: tie.disputed,
                });
            }
        }
        let broods = broods(graph, rows, &couples);
        for brood in &broods {
            if let [one, other] = brood.parents[..]
                && !couples.iter().any(|c| c.joins(one, other))
            {
                couples.push(Couple {
                    one,
                    other,
                    kind: CoupleKind::ByChild,
                    disputed: false,
                });
            }
        }
        let mut primary = vec![None; graph.people.len()];
        let mut sure: Vec<usize> = (0..broods.len()).collect();
        sure.sort_by_key(|&b| {
            (
                broods[b].kind,
                broods[b].disputed,
                2 - broods[b].parents.len(),
            )
        });
        for number in sure {
            let brood = &broods[number];
            for &child in &brood.children {
                let above = rows[brood.parents[0]] + 1 == rows[child];
                if above && primary[child].is_none() {
                    primary[child] = Some(number);
                }
            }
        }
        Families {
            couples,
            broods,
            primary,
        }
    }
}

impl Couple {
    pub fn joins(&self, one: usize, other: usize) -> bool {
        (self.one, self.other) == (one, other) || (self.other, self.one) == (one, other)
    }
}

/// Who hangs from whom.
fn broods(graph: &Graph, rows: &[usize], couples: &[Couple]) -> Vec<Brood> {
    type Key<'a> = (TieKind, Vec<usize>, bool, Option<&'a str>);
    let mut found: Vec<(Key, Vec<usize>)> = Vec::new();
    let mut places: BTreeMap<Key, usize> = BTreeMap::new();
    for child in 0..graph.people.len() {
        let mut kinds: BTreeMap<(TieKind, bool, Option<&str>), Vec<usize>> = BTreeMap::new();
        for tie in graph.into(child, |kind| !kind.is_mutual()) {
            if !graph.is_implied(tie) {
                let key = (tie.kind, tie.disputed, tie.label);
                kinds.entry(key).or_default().push(tie.from);
            }
        }
        for ((kind, disputed, label), from) in kinds {
            for parents in paired(from, rows, couples, kind.is_parent() && !disputed) {
                let key = (kind, parents, disputed, label);
                let place = *places.entry(key.clone()).or_insert(found.len());
                match found.get_mut(place) {
                    Some((_, children)) => children.push(child),
                    None => found.push((key, vec![child])),
                }
            }
        }
    }
    found
        .into_iter()
        .map(|((kind, parents, disputed, label), children)| Brood {
            parents,
            children,
            kind,
            disputed,
            label: label.map(str::to_owned),
        })
        .collect()
}

/// Puts those who are a couple together. Two parents of a child are a couple whatever else is known, if they stand in one
/// row; the others hang their children alone.
fn paired(from: Vec<usize>, rows: &[usize], couples: &[Couple], any_two: bool) -> Vec<Vec<usize>> {
    let known = |one: usize, other: usize| couples.iter().any(|c| c.joins(one, other));
    let mut left = from;
    left.sort_unstable();
    left.dedup();
    let mut groups = Vec::new();
    while !left.is_empty() {
        let one = left.remove(0);
        let level = |other: usize| rows[one] == rows[other];
        let beside = left
            .iter()
            .position(|&other| level(other) && known(one, other));
        let beside = beside.or_else(|| {
            left.iter()
                .position(|&other| any_two && groups.is_empty() && level(other))
        });
        match beside {
            Some(place) => groups.push(vec![one, left.remove(place)]),
            None => groups.push(vec![one]),
        }
    }
    groups
}

/// Ties between two in either direction that need a line of their own: they hang nobody and make no couple in one row.
pub(super) fn loose<'g, 'a>(
    graph: &'g Graph<'a>,
    rows: &'g [usize],
) -> impl Iterator<Item = &'g Link<'a>> {
    graph.ties.iter().filter(|tie| {
        let couple = tie.kind.is_couple() && rows[tie.from] == rows[tie.to];
        tie.kind.is_mutual() && !couple && !graph.is_implied(tie)
    })
}
