//! Lays lines from person to person by rows and lanes. It knows which places between people are taken already and takes
//! others; it never decides who stands where.

use std::collections::BTreeMap;

use super::super::super::letters;
use super::super::TieKind;
use super::super::couples::{Brood, Couple, CoupleKind, Families, loose};
use super::super::graph::{Graph, Link};
use super::super::place::COLUMN;
use super::{Label, Level, Route, Routes, SIZE, Stretch, Style, ink, word};

/// Where lines run down beside a person.
const BESIDE: i32 = COLUMN / 2;
/// Between lines that run beside one another.
const STEP: i32 = 9;
/// How far above a symbol's middle twins part.
const FORK: i32 = 44;
/// Lines end inside a symbol, which covers their ends.
const INSIDE: i32 = -6;

struct Builder<'g, 'a> {
    graph: &'g Graph<'a>,
    families: &'g Families,
    row_of: &'g [usize],
    ranks: &'g [Vec<usize>],
    xs: &'g [i32],
    /// Lines that run through or beside a row.
    taken: BTreeMap<usize, Vec<i32>>,
    /// Lines that leave somebody to a side.
    leaving: BTreeMap<(usize, bool), usize>,
    /// Lines that come to somebody from above, but for the one in the middle.
    coming: BTreeMap<usize, usize>,
    out: Routes,
}

/// All lines of a family.
pub(in super::super) fn routes(
    graph: &Graph,
    families: &Families,
    row_of: &[usize],
    ranks: &[Vec<usize>],
    xs: &[i32],
) -> Routes {
    let mut builder = Builder {
        graph,
        families,
        row_of,
        ranks,
        xs,
        taken: BTreeMap::new(),
        leaving: BTreeMap::new(),
        coming: BTreeMap::new(),
        out: Routes::default(),
    };
    let bars: Vec<Option<usize>> = families.couples.iter().map(|c| builder.couple(c)).collect();
    let (surest, others): (Vec<usize>, Vec<usize>) =
        (0..families.broods.len()).partition(|b| families.primary.contains(&Some(*b)));
    for number in surest.into_iter().chain(others) {
        builder.brood(number, &bars);
    }
    for tie in loose(graph, row_of) {
        builder.loose(tie);
    }
    builder.out
}

impl Builder<'_, '_> {
    /// Where somebody stands in their row.
    fn rank(&self, person: usize) -> usize {
        let row = &self.ranks[self.row_of[person]];
        row.iter().position(|p| *p == person).unwrap_or_default()
    }

    /// Whether two stand beside one another.
    fn adjacent(&self, one: usize, other: usize) -> bool {
        self.row_of[one] == self.row_of[other] && self.rank(one).abs_diff(self.rank(other)) == 1
    }

    /// Whether the line of a couple runs beside somebody on this side.
    fn coupled(&self, person: usize, right: bool) -> bool {
        self.families.couples.iter().any(|c| {
            let other = if c.one == person { c.other } else { c.one };
            (c.one == person || c.other == person)
                && self.adjacent(person, other)
                && (self.xs[other] > self.xs[person]) == right
        })
    }

    /// The line of a couple; the stretch below the row if others stand between.
    fn couple(&mut self, couple: &Couple) -> Option<usize> {
        let (one, other) = if self.xs[couple.one] < self.xs[couple.other] {
            (couple.one, couple.other)
        } else {
            (couple.other, couple.one)
        };
        let row = self.row_of[one];
        let style = match couple.kind {
            CoupleKind::Partners => Style::Partners,
            CoupleKind::Former => Style::Former,
            CoupleKind::ByChild => Style::ByChild,
        };
        self.out.used.insert(style);
        let (middle, level, bar, points);
        if self.adjacent(one, other) {
            middle = (self.xs[one] + self.xs[other]) / 2;
            level = Level::Row(row, 0);
            bar = None;
            points = vec![(self.xs[one], level), (self.xs[other], level)];
        } else {
            let (left, leaves) = self.leave(one, true);
            let (right, comes) = self.leave(other, false);
            let stretch = self.stretch(row + 1, left.min(right), left.max(right), 0);
            middle = (left + right) / 2;
            level = Level::Lane(stretch);
            bar = Some(stretch);
            points = vec![
                (self.xs[one], Level::Row(row, leaves)),
                (left, Level::Row(row, leaves)),
                (left, level),
                (right, level),
                (right, Level::Row(row, comes)),
                (self.xs[other], Level::Row(row, comes)),
            ];
        }
        self.line(points, style);
        if couple.kind == CoupleKind::Former {
            // Beside the middle, where children hang.
            self.out.cuts.push((middle - 24, level));
        }
        if couple.disputed {
            self.out.used.insert(Style::Disputed);
            self.out.labels.push(Label {
                middle: middle + 24,
                level,
                text: "?".to_owned(),
            });
        }
        bar
    }

    /// Lines from those above to the children of one brood.
    fn brood(&mut self, number: usize, bars: &[Option<usize>]) {
        let Some(brood) = self.families.broods.get(number).cloned() else {
            return;
        };
        let style = Style::Tie(brood.kind);
        self.out.used.insert(style);
        if brood.disputed {
            self.out.used.insert(Style::Disputed);
        }
        if brood.kind == TieKind::AdoptiveParentOf {
            self.out.bracketed.extend(&brood.children);
            self.out.bracketed.sort_unstable();
            self.out.bracketed.dedup();
        }
        let mut rows: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for child in &brood.children {
            rows.entry(self.row_of[*child]).or_default().push(*child);
        }
        for (row, children) in rows {
            self.hang(&brood, number, row, children, bars);
        }
    }

    fn hang(
        &mut self,
        brood: &Brood,
        number: usize,
        row: usize,
        children: Vec<usize>,
        bars: &[Option<usize>],
    ) {
        let sum: i32 = children.iter().map(|c| self.xs[*c]).sum();
        let towards = sum / children.len().max(1) as i32;
        let (mut x, mut points) = self.start(&brood.parents, towards, bars);
        let from = self.row_of[brood.parents[0]];
        let primary = |child: &usize| self.families.primary[*child] == Some(number);
        let storey = if children.iter().any(primary) { 2 } else { 1 };
        // Downwards through the rows between, or upwards where somebody is said to be parent of those above.
        let below = matches!(points.first(), Some((_, Level::Lane(_))));
        let through: Vec<(usize, usize)> = if row > from {
            (from + 1..row).map(|between| (between, between)).collect()
        } else {
            let up = (row..from + usize::from(below)).rev();
            up.map(|between| (between + 1, between)).collect()
        };
        for (gap, between) in through {
            let next = self.channel(between, towards, x);
            if next != x {
                let stretch = self.stretch(gap, x.min(next), x.max(next), 1);
                points.extend([(x, Level::Lane(stretch)), (next, Level::Lane(stretch))]);
            }
            x = next;
        }
        let forks = self.forks(number, row, children);
        let feet: Vec<i32> = forks.iter().map(|(foot, _)| *foot).collect();
        if let [foot] = feet[..]
            && (foot - x).abs() <= 4
            && points.len() == 1
        {
            // Close enough: no kink.
            x = foot;
            points[0].0 = foot;
        }
        let left = feet.iter().copied().fold(x, i32::min);
        let right = feet.iter().copied().fold(x, i32::max);
        let text = label(brood.kind, brood.label.as_deref(), brood.disputed);
        let style = if brood.disputed && brood.kind == TieKind::ParentOf {
            Style::Disputed
        } else {
            Style::Tie(brood.kind)
        };
        let level = if left == right && text.is_none() {
            None
        } else {
            let half = text.as_ref().map_or(0, |t| letters::width(t, SIZE) / 2 + 3);
            let middle = (left + right) / 2;
            let stretch = self.stretch(
                row,
                left.min(middle - half),
                right.max(middle + half),
                storey,
            );
            if let Some(text) = text {
                self.out.labels.push(Label {
                    middle,
                    level: Level::Lane(stretch),
                    text,
                });
            }
            Some(Level::Lane(stretch))
        };
        let Some(level) = level else {
            points.push((
                x,
                forks.first().map_or(Level::Row(row, INSIDE), |f| f.1[0].1),
            ));
            self.line(points, style);
            for (_, prongs) in forks {
                self.prongs(prongs, None, style);
            }
            return;
        };
        points.push((x, level));
        self.line(points, style);
        if left < right {
            self.line(vec![(left, level), (right, level)], style);
        }
        for (_, prongs) in forks {
            self.prongs(prongs, Some(level), style);
        }
    }

    /// From a bar down to a child, or to twins from one point.
    fn prongs(&mut self, prongs: Vec<(i32, Level)>, bar: Option<Level>, style: Style) {
        let Some((&(foot, fork), rest)) = prongs.split_first() else {
            return;
        };
        if let Some(bar) = bar {
            self.line(vec![(foot, bar), (foot, fork)], style);
        }
        for end in rest {
            self.line(vec![(foot, fork), *end], style);
        }
    }

    /// Where the lines of children leave the bar, each with the point they come to and, for twins, their ends.
    fn forks(
        &mut self,
        number: usize,
        row: usize,
        children: Vec<usize>,
    ) -> Vec<(i32, Vec<(i32, Level)>)> {
        let mut left = children;
        left.sort_by_key(|c| self.xs[*c]);
        let mut forks = Vec::new();
        while !left.is_empty() {
            let child = left.remove(0);
            let twin = |other: &usize| self.graph.between(child, *other, |k| k == TieKind::Twin);
            let (twins, others): (Vec<usize>, Vec<usize>) = left.iter().partition(|c| twin(c));
            left = others;
            let mut ends: Vec<i32> = Vec::new();
            for one in [child].into_iter().chain(twins) {
                let by = self.come(one, self.families.primary[one] == Some(number));
                ends.push(self.xs[one] + by);
            }
            let foot = ends.iter().sum::<i32>() / ends.len().max(1) as i32;
            if ends.len() > 1 {
                self.out.used.insert(Style::Twins);
                let mut prongs = vec![(foot, Level::Row(row, -FORK))];
                prongs.extend(ends.iter().map(|x| (*x, Level::Row(row, INSIDE))));
                forks.push((foot, prongs));
            } else {
                forks.push((foot, vec![(foot, Level::Row(row, INSIDE))]));
            }
        }
        forks
    }

    /// Where lines to children begin: under a couple, or beside one person.
    fn start(
        &mut self,
        parents: &[usize],
        towards: i32,
        bars: &[Option<usize>],
    ) -> (i32, Vec<(i32, Level)>) {
        let from = self.row_of[parents[0]];
        if let [one, other] = parents[..] {
            let couple = self
                .families
                .couples
                .iter()
                .position(|c| c.joins(one, other));
            let bar = couple.and_then(|c| bars.get(c).copied().flatten());
            let middle = (self.xs[one] + self.xs[other]) / 2;
            if let Some(bar) = bar {
                let (left, right) = (self.out.stretches[bar].left, self.out.stretches[bar].right);
                let middle = self.free(from + 1, (left + right) / 2, left, right);
                return (middle, vec![(middle, Level::Lane(bar))]);
            }
            let x = self.free(from, middle, middle - 3 * STEP, middle + 3 * STEP);
            return (x, vec![(x, Level::Row(from, 0))]);
        }
        let person = parents[0];
        let at = self.xs[person];
        let cost = |right: bool| {
            i32::from(self.coupled(person, right)) * 4
                + i32::from((towards > at) != right)
                + self
                    .leaving
                    .get(&(person, right))
                    .copied()
                    .unwrap_or_default() as i32
        };
        let right = cost(true) <= cost(false);
        let (x, by) = self.leave(person, right);
        let level = Level::Row(from, by);
        (x, vec![(at, level), (x, level)])
    }

    /// Leaves somebody to a side: where the line runs down, and how far from the middle it leaves.
    fn leave(&mut self, person: usize, right: bool) -> (i32, i32) {
        let before = usize::from(self.coupled(person, right));
        let count = self.leaving.entry((person, right)).or_default();
        let by = [0, 11, -11, 6, -6][(before + *count) % 5];
        *count += 1;
        let at = self.xs[person] + if right { BESIDE } else { -BESIDE };
        let x = self.free(self.row_of[person], at, at - STEP, at + STEP);
        (x, by)
    }

    /// Comes to somebody from above: how far from the middle.
    fn come(&mut self, person: usize, surest: bool) -> i32 {
        if surest {
            return 0;
        }
        let count = self.coming.entry(person).or_default();
        let first = usize::from(self.families.primary[person].is_some());
        let by = [0, 11, -11, 6, -6][(first + *count) % 5];
        *count += 1;
        by
    }

    /// Takes a place to run down a row, near to `x` and between bounds if one is free.
    fn free(&mut self, row: usize, x: i32, least: i32, most: i32) -> i32 {
        let taken = self.taken.entry(row).or_default();
        let steps = [0, 1, -1, 2, -2, 3, -3].map(|n| x + n * STEP);
        let free = steps
            .into_iter()
            .filter(|x| (least..=most).contains(x))
            .find(|x| taken.iter().all(|t| (t - x).abs() >= STEP));
        let x = free.unwrap_or(x);
        taken.push(x);
        x
    }

    /// A way through a row, between people.
    fn channel(&mut self, row: usize, towards: i32, from: i32) -> i32 {
        let people = &self.ranks[row];
        let mut best = (i32::MAX, from, from, from);
        for place in 0..=people.len() {
            let before = place.checked_sub(1).and_then(|p| people.get(p)).copied();
            let after = people.get(place).copied();
            let most = after.map(|p| self.xs[p] - BESIDE);
            let least = before.map(|p| self.xs[p] + BESIDE);
            let (least, most) = match (least, most) {
                (Some(least), Some(most)) => (least, most.max(least)),
                (Some(least), None) => (least, least.max(towards).max(from)),
                (None, Some(most)) => (most.min(towards).min(from), most),
                (None, None) => (from.min(towards), from.max(towards)),
            };
            let x = towards.clamp(least, most);
            let through = before.is_some_and(|p| self.coupled(p, true)) && after.is_some();
            let cost = (x - towards).abs() + (x - from).abs() + if through { COLUMN } else { 0 };
            if cost < best.0 {
                best = (cost, x, least, most);
            }
        }
        let (_, x, least, most) = best;
        self.free(row, x, least - STEP, most + STEP)
    }

    /// A line of its own between two.
    fn loose(&mut self, tie: &Link) {
        let style = Style::Tie(tie.kind);
        self.out.used.insert(style);
        let (upper, lower) = if self.row_of[tie.from] <= self.row_of[tie.to] {
            (tie.from, tie.to)
        } else {
            (tie.to, tie.from)
        };
        if self.row_of[upper] != self.row_of[lower] {
            let alone = Brood {
                parents: vec![upper],
                children: vec![lower],
                kind: tie.kind,
                disputed: tie.disputed,
                label: tie.label.map(str::to_owned),
            };
            let row = self.row_of[lower];
            if tie.disputed {
                self.out.used.insert(Style::Disputed);
            }
            return self.hang(&alone, usize::MAX, row, vec![lower], &[]);
        }
        let row = self.row_of[upper];
        let one = self.xs[upper] + self.come(upper, false);
        let other = self.xs[lower] + self.come(lower, false);
        let (left, right) = (one.min(other), one.max(other));
        let middle = (left + right) / 2;
        let text = label(tie.kind, tie.label, tie.disputed);
        let half = text.as_ref().map_or(0, |t| letters::width(t, SIZE) / 2 + 3);
        let stretch = self.stretch(row, left.min(middle - half), right.max(middle + half), 1);
        if tie.disputed {
            self.out.used.insert(Style::Disputed);
        }
        let level = Level::Lane(stretch);
        let ends = Level::Row(row, INSIDE);
        self.line(
            vec![(one, ends), (one, level), (other, level), (other, ends)],
            style,
        );
        if let Some(text) = text {
            self.out.labels.push(Label {
                middle,
                level,
                text,
            });
        }
    }

    fn stretch(&mut self, gap: usize, left: i32, right: i32, storey: u8) -> usize {
        self.out.stretches.push(Stretch {
            gap,
            left,
            right,
            storey,
            lane: 0,
            y: 0,
        });
        self.out.stretches.len() - 1
    }

    fn line(&mut self, points: Vec<(i32, Level)>, style: Style) {
        let stroke = ink(style);
        self.out.routes.push(Route { points, stroke });
    }
}

/// The words on a line.
fn label(kind: TieKind, own: Option<&str>, disputed: bool) -> Option<String> {
    let own = own.map(|own| letters::fitted(own, SIZE, 2 * COLUMN));
    let text = own.or_else(|| word(kind).map(str::to_owned));
    match (text, disputed) {
        (Some(text), true) => Some(format!("{text}?")),
        (None, true) => Some("?".to_owned()),
        (text, false) => text,
    }
}
