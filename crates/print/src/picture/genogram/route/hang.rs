//! Children below those they hang from, near or far, above or below, twins from one point. It places nobody.

use super::super::super::letters;
use super::super::TieKind;
use super::super::couples::Brood;
use super::super::place::COLUMN;
use super::build::{Builder, INSIDE, label};
use super::{Label, Level, SIZE, Style};

/// How far above a symbol's middle twins part.
const FORK: i32 = 48;
/// How far above a symbol's middle a line is clear of every symbol of its row.
const SHOULDER: i32 = 30;

impl Builder<'_, '_> {
    /// Lines from the parents of a brood to those of its children who stand in one row.
    pub fn hang(
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
        let feet: Vec<i32> = forks.iter().map(|fork| fork.foot).collect();
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
            points.extend(forks.first().map(|fork| (x, fork.level())));
            self.line(points, style);
            for fork in &forks {
                self.prongs(fork, None, style);
            }
            return;
        };
        points.push((x, level));
        self.line(points, style);
        if left < right {
            self.line(vec![(left, level), (right, level)], style);
        }
        for fork in &forks {
            self.prongs(fork, Some(level), style);
        }
    }

    /// From a bar down to a child, or to twins from one point.
    fn prongs(&mut self, fork: &Fork, bar: Option<Level>, style: Style) {
        let point = (fork.foot, fork.level());
        if let Some(bar) = bar {
            self.line(vec![(fork.foot, bar), point], style);
        }
        if let [_] = fork.ends[..] {
            return;
        }
        for &end in &fork.ends {
            let mut points = vec![point];
            if (end - fork.foot).abs() > COLUMN {
                // So far apart that others stand between: over their heads.
                points.push((end, Level::Row(fork.row, -SHOULDER)));
            }
            points.push((end, Level::Row(fork.row, INSIDE)));
            self.line(points, style);
        }
    }

    /// Where the lines of children leave the bar.
    fn forks(&mut self, number: usize, row: usize, children: Vec<usize>) -> Vec<Fork> {
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
            if ends.len() > 1 {
                self.out.used.insert(Style::Twins);
            }
            let foot = ends.iter().sum::<i32>() / ends.len().max(1) as i32;
            forks.push(Fork { foot, row, ends });
        }
        forks
    }
}

/// One line from a bar, to a child or to twins.
struct Fork {
    /// Where it leaves the bar.
    foot: i32,
    row: usize,
    /// Where it comes to each.
    ends: Vec<i32>,
}

impl Fork {
    /// How far the common line goes.
    fn level(&self) -> Level {
        let alone = self.ends.len() == 1;
        Level::Row(self.row, if alone { INSIDE } else { -FORK })
    }
}
