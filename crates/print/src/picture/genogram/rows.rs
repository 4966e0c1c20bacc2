//! Which generation everybody stands in. Ties are taken from the surest to the weakest; each joins two groups of people at
//! the distance it asks for, unless they are joined already, in which case what was said first stands. So no contradiction and
//! no circle can do harm.

use std::collections::BTreeMap;

use super::graph::{Graph, Link};
use super::{Age, TieKind};

/// Years between parent and child, for placing people nobody is tied to.
const GENERATION: i32 = 27;

/// The row of each person, counted from the top; rows may be empty.
pub(super) fn rows(graph: &Graph) -> Vec<usize> {
    let count = graph.people.len();
    // Each person's group, and their row within it.
    let mut groups: Vec<(usize, i32)> = (0..count).map(|number| (number, 0)).collect();
    let mut ties: Vec<(u8, &Link)> = graph.ties.iter().map(|tie| (strength(tie), tie)).collect();
    ties.sort_by_key(|(strength, _)| *strength);
    for (_, tie) in ties {
        let (upper, lower) = (groups[tie.from], groups[tie.to]);
        if upper.0 != lower.0 {
            let shift = upper.1 + below(graph, tie) - lower.1;
            for member in &mut groups {
                if member.0 == lower.0 {
                    *member = (upper.0, member.1 + shift);
                }
            }
        }
    }
    let main = groups.get(graph.subject).copied().unwrap_or((0, 0));
    let mut shifts: BTreeMap<usize, i32> = BTreeMap::new();
    for (group, _) in &groups {
        let shift = shifts.contains_key(group) || *group == main.0;
        if !shift {
            shifts.insert(*group, beside(graph, &groups, *group, main));
        }
    }
    let placed: Vec<i32> = groups
        .iter()
        .map(|(group, row)| row + shifts.get(group).copied().unwrap_or_default())
        .collect();
    let top = placed.iter().min().copied().unwrap_or_default();
    placed
        .iter()
        .map(|row| usize::try_from(row - top).unwrap_or_default())
        .collect()
}

/// How far to move a group that nothing ties to the subject's: by years where years are known; else its youngest stand
/// beside the subject.
fn beside(graph: &Graph, groups: &[(usize, i32)], group: usize, main: (usize, i32)) -> i32 {
    let members = groups.iter().enumerate().filter(|(_, g)| g.0 == group);
    let known = members
        .clone()
        .find_map(|(number, (_, row))| Some((year(graph, number)?, *row)));
    match (year(graph, graph.subject), known) {
        (Some(subject), Some((other, row))) => main.1 + generations(subject, other) - row,
        _ => main.1 - members.map(|(_, (_, row))| *row).max().unwrap_or_default(),
    }
}

/// How many rows `to` stands below `from`. Where the tie does not say, years do.
fn below(graph: &Graph, tie: &Link) -> i32 {
    use TieKind::*;
    let by_years = || match (year(graph, tie.from), year(graph, tie.to)) {
        (Some(from), Some(to)) => Some(generations(from, to)),
        _ => None,
    };
    match tie.kind {
        ParentOf | AdoptiveParentOf | StepParentOf | FosterCarerOf | AuntOrUncleOf => 1,
        KinCarerOf => by_years().unwrap_or(1).clamp(1, 2),
        GrandparentOf => 2,
        OtherKin => by_years().unwrap_or(0).clamp(-2, 2),
        Partner | FormerPartner | Twin | FullSibling | HalfSibling | StepSibling
        | AdoptiveSibling | FosterSibling | Sibling | Cousin => 0,
    }
}

fn year(graph: &Graph, of: usize) -> Option<i32> {
    match graph.people.get(of).map(|p| &p.age) {
        Some(Age::Born(year)) => Some(i32::from(*year)),
        _ => None,
    }
}

/// How many generations lie between two years, as far as that is any guide.
fn generations(from: i32, to: i32) -> i32 {
    let apart = f64::from(to - from) / f64::from(GENERATION);
    (apart.round() as i32).clamp(-3, 3)
}

/// How soon a tie is taken: the lower, the surer it is about generations.
fn strength(tie: &Link) -> u8 {
    use TieKind::*;
    let kind = match tie.kind {
        ParentOf | AdoptiveParentOf | Twin => 0,
        Partner | FormerPartner => 1,
        FullSibling | HalfSibling | Sibling | GrandparentOf => 2,
        StepParentOf | AuntOrUncleOf | Cousin | StepSibling | AdoptiveSibling => 3,
        FosterCarerOf | KinCarerOf | FosterSibling => 4,
        OtherKin => 5,
    };
    kind * 2 + u8::from(tie.disputed)
}
