//! The order of people in each row. Couples make chains that stay together; chains are put in order by sweeps up and down,
//! each by the middle of those it hangs from or holds, and the order with the fewest crossings is kept. Brothers and sisters end
//! up beside one another, oldest to the left, unless their own partners' families pull them apart.

use std::collections::BTreeSet;

use super::Symbol;
use super::couples::{CoupleKind, Families};
use super::graph::Graph;

/// People who stand beside one another, left to right.
pub(super) type Chain = Vec<usize>;

const SWEEPS: usize = 8;

/// Each row's chains, left to right.
pub(super) fn order(graph: &Graph, rows: &[usize], families: &Families) -> Vec<Vec<Chain>> {
    let count = rows.iter().max().map_or(0, |last| last + 1);
    let mut chains: Vec<Vec<Chain>> = (0..count)
        .map(|row| {
            let members = (0..rows.len()).filter(|&p| rows[p] == row).collect();
            chained(graph, families, members)
        })
        .collect();
    let mut best: Option<(usize, Vec<Vec<Chain>>)> = None;
    for _ in 0..SWEEPS {
        for row in 1..count {
            let places = places(&chains, rows.len());
            sort(&mut chains[row], |p| {
                from_above(graph, families, &places, p)
            });
        }
        let crossings = crossings(families, rows, &places(&chains, rows.len()));
        if best.as_ref().is_none_or(|(least, _)| crossings < *least) {
            best = Some((crossings, chains.clone()));
        }
        for row in (0..count.saturating_sub(1)).rev() {
            let places = places(&chains, rows.len());
            sort(&mut chains[row], |p| from_below(families, &places, p));
        }
    }
    best.map_or(chains, |(_, chains)| chains)
}

/// The chains of one row, in the order their first members were handed in.
fn chained(graph: &Graph, families: &Families, members: Vec<usize>) -> Vec<Chain> {
    let inside: BTreeSet<usize> = members.iter().copied().collect();
    let partners = |of: usize| -> Vec<usize> {
        let mut couples: Vec<(CoupleKind, usize)> = families
            .couples
            .iter()
            .filter_map(|c| match of {
                one if one == c.one => Some((c.kind, c.other)),
                one if one == c.other => Some((c.kind, c.one)),
                _ => None,
            })
            .filter(|(_, p)| inside.contains(p))
            .collect();
        couples.sort_unstable();
        couples.into_iter().map(|(_, partner)| partner).collect()
    };
    let mut left = inside.clone();
    let mut chains = Vec::new();
    for member in members {
        if !left.contains(&member) {
            continue;
        }
        // The longest way through the group, as a tree, is found from one of its ends. Of ways as long the first goes by
        // partners rather than former partners, so that these stand beside one another.
        let end = longest(&walk(member, &partners, &left));
        let start = end.last().copied().unwrap_or(member);
        let ways = walk(start, &partners, &left);
        let mut chain = longest(&ways);
        for way in &ways {
            let Some(&next) = way.last() else { continue };
            if chain.contains(&next) {
                continue;
            }
            let beside = way.iter().rev().nth(1);
            let place = beside.and_then(|b| chain.iter().position(|c| c == b));
            if place.is_some_and(|place| place * 2 + 1 < chain.len()) {
                chain.insert(0, next);
            } else {
                chain.push(next);
            }
        }
        for member in &chain {
            left.remove(member);
        }
        if rather_turned(graph, families, &chain) {
            chain.reverse();
        }
        chains.push(chain);
    }
    chains
}

/// The way from somebody to each of their group, nearest first.
fn walk(
    from: usize,
    partners: &impl Fn(usize) -> Vec<usize>,
    left: &BTreeSet<usize>,
) -> Vec<Chain> {
    let mut seen = BTreeSet::from([from]);
    let mut ways = vec![vec![from]];
    let mut next = 0;
    while let Some(way) = ways.get(next).cloned() {
        next += 1;
        let Some(&last) = way.last() else { continue };
        for partner in partners(last) {
            if left.contains(&partner) && seen.insert(partner) {
                let mut longer = way.clone();
                longer.push(partner);
                ways.push(longer);
            }
        }
    }
    ways
}

fn longest(ways: &[Chain]) -> Chain {
    let most = ways.iter().map(Vec::len).max();
    let way = ways.iter().find(|way| Some(way.len()) == most);
    way.cloned().unwrap_or_default()
}

/// Whether a chain reads better the other way round: former partners before partners, then men to the left.
fn rather_turned(graph: &Graph, families: &Families, chain: &Chain) -> bool {
    let kind = |one: usize, other: usize| {
        let couple = families.couples.iter().find(|c| c.joins(one, other));
        couple.map(|c| c.kind)
    };
    let ends = match chain[..] {
        [one, other] => (kind(one, other), kind(one, other)),
        [one, second, .., beforelast, last] => (kind(one, second), kind(beforelast, last)),
        [one, second, last] => (kind(one, second), kind(second, last)),
        _ => (None, None),
    };
    let symbol = |p: Option<&usize>| p.and_then(|p| graph.people.get(*p)).map(|p| p.symbol);
    match ends {
        (Some(first), Some(last)) if first != last => {
            last == CoupleKind::Former || first == CoupleKind::Partners
        }
        _ => {
            symbol(chain.first()) != Some(Symbol::Square)
                && symbol(chain.last()) == Some(Symbol::Square)
        }
    }
}

/// Each person's place in their row.
fn places(chains: &[Vec<Chain>], count: usize) -> Vec<f64> {
    let mut places = vec![0.0; count];
    for row in chains {
        let width = row.iter().map(Vec::len).sum::<usize>() as f64;
        for (place, person) in row.iter().flatten().enumerate() {
            places[*person] = place as f64 - width / 2.0;
        }
    }
    places
}

/// Where somebody is drawn to: a place, then their rank among brothers and sisters.
type Pull = (f64, (i16, usize));

/// By the middle of those they hang from; without any, to the brothers and sisters or other kin a line joins them to.
fn from_above(graph: &Graph, families: &Families, places: &[f64], person: usize) -> Option<Pull> {
    let parents = |of: usize| {
        let brood = families.broods.get(families.primary[of]?)?;
        mean(brood.parents.iter().map(|p| places[*p]))
    };
    if let Some(middle) = parents(person) {
        return Some((middle, graph.rank(person)));
    }
    graph.ties.iter().find_map(|tie| {
        let other = match person {
            one if one == tie.from => tie.to,
            one if one == tie.to => tie.from,
            _ => return None,
        };
        let middle = parents(other).filter(|_| !tie.kind.is_couple())?;
        if tie.kind.is_sibling() {
            Some((middle, graph.rank(person)))
        } else {
            // Beyond the brothers and sisters.
            (tie.kind.is_mutual()).then_some((middle, (i16::MAX, usize::MAX)))
        }
    })
}

/// By the middle of those who hang from them; without any, of those they care for or are kin of.
fn from_below(families: &Families, places: &[f64], person: usize) -> Option<Pull> {
    let hanging = (0..places.len()).filter(|child| {
        let brood = families.primary[*child].and_then(|b| families.broods.get(b));
        brood.is_some_and(|b| b.parents.contains(&person))
    });
    let middle = mean(hanging.map(|child| places[child])).or_else(|| {
        let others = families
            .broods
            .iter()
            .filter(|b| b.parents.contains(&person));
        mean(others.flat_map(|b| &b.children).map(|child| places[*child]))
    })?;
    Some((middle, (0, 0)))
}

fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let (mut sum, mut count) = (0.0, 0);
    for value in values {
        sum += value;
        count += 1;
    }
    (count > 0).then(|| sum / f64::from(count))
}

/// Puts the chains of a row in the order of their pulls; those without one keep their place. A chain that would be pulled
/// the other way round is turned.
fn sort(row: &mut [Chain], pull: impl Fn(usize) -> Option<Pull>) {
    for chain in row.iter_mut() {
        let pulls: Vec<Option<f64>> = chain.iter().map(|p| pull(*p).map(|p| p.0)).collect();
        let known = pulls.iter().flatten().copied();
        if let Some(middle) = mean(known) {
            let half = (pulls.len() as f64 - 1.0) / 2.0;
            let turned: f64 = pulls
                .iter()
                .enumerate()
                .filter_map(|(place, pull)| Some((place as f64 - half) * ((*pull)? - middle)))
                .sum();
            if turned < -1e-9 {
                chain.reverse();
            }
        }
    }
    let mut pulled: Vec<(Pull, Chain)> = Vec::new();
    let mut free: Vec<(usize, Chain)> = Vec::new();
    for (place, chain) in row.iter_mut().enumerate() {
        let pulls: Vec<Pull> = chain.iter().filter_map(|p| pull(*p)).collect();
        let rank = pulls.iter().map(|p| p.1).min();
        let chain = std::mem::take(chain);
        match (mean(pulls.iter().map(|p| p.0)), rank) {
            (Some(middle), Some(rank)) => pulled.push(((middle, rank), chain)),
            _ => free.push((place, chain)),
        }
    }
    pulled.sort_by(|(one, _), (other, _)| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));
    let mut sorted: Vec<(Option<f64>, Chain)> = Vec::new();
    sorted.extend(
        pulled
            .into_iter()
            .map(|((middle, _), chain)| (Some(middle), chain)),
    );
    for (place, chain) in free {
        let mut place = place.min(sorted.len());
        // Never between brothers and sisters.
        while let (Some(before), Some(after)) = (place.checked_sub(1), sorted.get(place)) {
            if sorted[before].0.is_none() || sorted[before].0 != after.0 {
                break;
            }
            place += 1;
        }
        sorted.insert(place, (None, chain));
    }
    for (slot, (_, chain)) in row.iter_mut().zip(sorted) {
        *slot = chain;
    }
}

/// How many lines between neighbouring rows cross.
fn crossings(families: &Families, rows: &[usize], places: &[f64]) -> usize {
    let mut lines: Vec<(usize, f64, f64)> = Vec::new();
    for brood in &families.broods {
        let Some(top) = mean(brood.parents.iter().map(|p| places[*p])) else {
            continue;
        };
        let row = rows[brood.parents[0]];
        let children = brood.children.iter().filter(|c| rows[**c] == row + 1);
        lines.extend(children.map(|child| (row, top, places[*child])));
    }
    let mut crossings = 0;
    for (number, one) in lines.iter().enumerate() {
        let after = lines.iter().skip(number + 1).filter(|l| l.0 == one.0);
        crossings += after
            .filter(|other| (one.1 - other.1) * (one.2 - other.2) < 0.0)
            .count();
    }
    crossings
}
