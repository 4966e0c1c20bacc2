//! How far to the right everybody stands. Chains keep their order and their distance; each is drawn over its children and
//! under its parents as far as its neighbours allow. It never moves anybody past anybody.

use super::couples::Families;
use super::order::Chain;

/// From the middle of one person to the middle of the next.
pub(super) const COLUMN: i32 = 136;
/// What lies between chains beside that.
const BETWEEN: i32 = 20;

const ROUNDS: usize = 40;

/// The middle of each person. The leftmost stands at 0.
pub(super) fn middles(chains: &[Vec<Chain>], families: &Families, count: usize) -> Vec<i32> {
    let mut middles = vec![0.0; count];
    for row in chains {
        let total = wide(row);
        let mut left = -f64::from(total) / 2.0;
        for chain in row {
            spread(chain, left, &mut middles);
            left += f64::from(COLUMN * chain.len() as i32 + BETWEEN);
        }
    }
    for round in 0..ROUNDS {
        // Down and up in turn, so that neither end is favoured; the last goes down.
        let down = round % 2 == 1;
        let order: Vec<usize> = if down {
            (0..chains.len()).collect()
        } else {
            (0..chains.len()).rev().collect()
        };
        for row in order {
            let wanted: Vec<(f64, f64)> = chains[row]
                .iter()
                .map(|chain| wanted(chain, families, &middles))
                .collect();
            settle(&chains[row], &wanted, &mut middles);
        }
    }
    whole(chains, &middles)
}

fn wide(row: &[Chain]) -> i32 {
    row.iter()
        .map(|chain| COLUMN * chain.len() as i32 + BETWEEN)
        .sum()
}

/// Puts a chain where its first member stands at `left`.
fn spread(chain: &Chain, left: f64, middles: &mut [f64]) {
    for (place, person) in chain.iter().enumerate() {
        middles[*person] = left + f64::from(COLUMN * place as i32);
    }
}

/// Where a chain's first member would like to stand, and how much it matters.
fn wanted(chain: &Chain, families: &Families, middles: &[f64]) -> (f64, f64) {
    let first = chain.first().map_or(0.0, |p| middles[*p]);
    // To where, from where, and how much it matters.
    let mut pulls: Vec<(f64, f64, f64)> = Vec::new();
    for person in chain {
        if let Some(brood) = families.primary[*person].map(|b| &families.broods[b]) {
            pulls.push((mean(&brood.parents, middles), middles[*person], 1.0));
        }
    }
    for (number, brood) in families.broods.iter().enumerate() {
        if brood.parents.iter().all(|p| chain.contains(p)) {
            let hanging = brood.children.iter().copied();
            let below: Vec<usize> = hanging
                .filter(|c| families.primary[*c] == Some(number))
                .collect();
            if !below.is_empty() {
                let ends = [f64::min, f64::max].map(|which| extreme(&below, middles, which));
                let to = (ends[0] + ends[1]) / 2.0;
                pulls.push((to, mean(&brood.parents, middles), 2.0));
            }
        }
    }
    if pulls.is_empty() {
        // Neither parents nor children: near those they care for or are kin of.
        for brood in &families.broods {
            for parent in brood.parents.iter().filter(|p| chain.contains(p)) {
                pulls.push((mean(&brood.children, middles), middles[*parent], 0.1));
            }
        }
    }
    let (mut sum, mut weight) = (first * 0.01, 0.01);
    for (to, from, by) in pulls {
        sum += (first + to - from) * by;
        weight += by;
    }
    (sum / weight, weight)
}

fn mean(people: &[usize], middles: &[f64]) -> f64 {
    let sum: f64 = people.iter().map(|p| middles[*p]).sum();
    sum / people.len().max(1) as f64
}

fn extreme(people: &[usize], middles: &[f64], which: fn(f64, f64) -> f64) -> f64 {
    let mut all = people.iter().map(|p| middles[*p]);
    let first = all.next().unwrap_or_default();
    all.fold(first, which)
}

/// The nearest places to those wanted that keep order and distance: chains that press on one another become one group that
/// stands at the mean of what its members want.
fn settle(row: &[Chain], wanted: &[(f64, f64)], middles: &mut [f64]) {
    struct Group {
        sum: f64,
        weight: f64,
        members: usize,
    }
    let mut groups: Vec<Group> = Vec::new();
    let mut before = 0.0;
    let mut starts = Vec::new();
    for (chain, (at, weight)) in row.iter().zip(wanted) {
        starts.push(before);
        groups.push(Group {
            sum: (at - before) * weight,
            weight: *weight,
            members: 1,
        });
        before += f64::from(COLUMN * chain.len() as i32 + BETWEEN);
        while let [.., one, other] = &groups[..] {
            if one.sum / one.weight <= other.sum / other.weight {
                break;
            }
            let joined = Group {
                sum: one.sum + other.sum,
                weight: one.weight + other.weight,
                members: one.members + other.members,
            };
            groups.truncate(groups.len() - 2);
            groups.push(joined);
        }
    }
    let mut chains = row.iter().zip(starts);
    for group in groups {
        let at = group.sum / group.weight;
        for (chain, start) in chains.by_ref().take(group.members) {
            spread(chain, at + start, middles);
        }
    }
}

/// Whole pixels that still keep the distance.
fn whole(chains: &[Vec<Chain>], middles: &[f64]) -> Vec<i32> {
    let mut rounded = vec![0; middles.len()];
    for row in chains {
        let mut least = i32::MIN;
        for chain in row {
            for (place, person) in chain.iter().enumerate() {
                let at = (middles[*person].round() as i32).max(least);
                rounded[*person] = at;
                let last = place + 1 == chain.len();
                least = at.saturating_add(COLUMN + if last { BETWEEN } else { 0 });
            }
        }
    }
    let left = rounded.iter().min().copied().unwrap_or_default();
    rounded.iter().map(|at| at - left).collect()
}
