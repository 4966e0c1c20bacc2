//! Lays lines from person to person by rows and lanes. It knows which places between people are taken already and takes
//! others; it never decides who stands where.

use std::collections::BTreeMap;

use super::super::super::letters;
use super::super::TieKind;
use super::super::couples::{Brood, Couple, CoupleKind, Families, loose};
use super::super::graph::{Graph, Link};
use super::super::place::COLUMN;
use super::{Label, Level, Route, Routes, SIZE, Stretch, Style, ink, word};

/// Lines end inside a symbol, which covers their ends.
pub(super) const INSIDE: i32 = -6;

/// What is laid so far.
pub(super) struct Builder<'g, 'a> {
    pub graph: &'g Graph<'a>,
    pub families: &'g Families,
    pub row_of: &'g [usize],
    pub ranks: &'g [Vec<usize>],
    pub xs: &'g [i32],
    /// Lines that run through or beside a row.
    pub taken: BTreeMap<usize, Vec<i32>>,
    /// Lines that leave somebody to a side.
    pub leaving: BTreeMap<(usize, bool), usize>,
    /// Lines that come to somebody from above, but for the one in the middle.
    pub coming: BTreeMap<usize, usize>,
    pub out: Routes,
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
    pub fn rank(&self, person: usize) -> usize {
        let row = &self.ranks[self.row_of[person]];
        row.iter().position(|p| *p == person).unwrap_or_default()
    }

    /// Whether two stand beside one another.
    pub fn adjacent(&self, one: usize, other: usize) -> bool {
        self.row_of[one] == self.row_of[other] && self.rank(one).abs_diff(self.rank(other)) == 1
    }

    /// Whether the line of a couple runs beside somebody on this side.
    pub fn coupled(&self, person: usize, right: bool) -> bool {
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

    /// A stretch that is given its lane later.
    pub fn stretch(&mut self, gap: usize, left: i32, right: i32, storey: u8) -> usize {
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

    /// A line in the manner of its kind.
    pub fn line(&mut self, points: Vec<(i32, Level)>, style: Style) {
        let stroke = ink(style);
        self.out.routes.push(Route { points, stroke });
    }
}

/// The words on a line.
pub(super) fn label(kind: TieKind, own: Option<&str>, disputed: bool) -> Option<String> {
    let own = own.map(|own| letters::fitted(own, SIZE, 2 * COLUMN));
    let text = own.or_else(|| word(kind).map(str::to_owned));
    match (text, disputed) {
        (Some(text), true) => Some(format!("{text}?")),
        (None, true) => Some("?".to_owned()),
        (text, false) => text,
    }
}
