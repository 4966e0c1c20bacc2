//! Every line of a genogram: between couples, down to children, and between people whose tie needs a line of its own. Lines run
//! down between people, never through them, and sideways only in the gaps between rows, each in a lane of its own. Where a row
//! stands is not known here.

mod build;
mod hang;
mod style;
mod ways;

pub(super) use build::routes;
pub(super) use style::{Style, ink, word};

use super::super::letters;
use super::super::svg::{Stroke, Svg, Words};
use super::super::{INK, PAPER};
use super::layout::Layout;
use super::symbol;

/// Size of the words on lines.
pub(super) const SIZE: i32 = 12;
/// What must lie between two lines in one lane.
const APART: i32 = 12;

/// A height that becomes pixels once lanes are counted.
#[derive(Debug, Clone, Copy)]
pub(super) enum Level {
    /// So far below (or above, if negative) the middle of a row.
    Row(usize, i32),
    /// In a lane.
    Lane(usize),
}

/// A stretch of line in a gap between rows.
#[derive(Debug, Clone)]
pub(super) struct Stretch {
    /// The row below the gap.
    pub gap: usize,
    pub left: i32,
    pub right: i32,
    /// Stretches of a lower storey lie above those of a higher.
    pub storey: u8,
    pub lane: usize,
    /// Pixels, once known.
    pub y: i32,
}

/// A line.
#[derive(Debug, Clone)]
pub(super) struct Route {
    pub points: Vec<(i32, Level)>,
    pub stroke: Stroke,
}

/// Words on a line.
#[derive(Debug, Clone)]
pub(super) struct Label {
    pub middle: i32,
    pub level: Level,
    pub text: String,
}

/// All lines with what stands on them.
#[derive(Debug, Default)]
pub(super) struct Routes {
    pub routes: Vec<Route>,
    pub stretches: Vec<Stretch>,
    pub labels: Vec<Label>,
    /// Where the double stroke of a separation crosses a line.
    pub cuts: Vec<(i32, Level)>,
    /// People in the brackets of adoption.
    pub bracketed: Vec<usize>,
    /// What was drawn, for the legend.
    pub used: std::collections::BTreeSet<Style>,
}

impl Routes {
    /// Gives each stretch a lane; how many lanes each gap needs.
    pub fn lanes(&mut self, gaps: usize) -> Vec<usize> {
        let mut counts = vec![0; gaps];
        for (gap, count) in counts.iter_mut().enumerate() {
            for storey in 0..=2 {
                let mut here: Vec<usize> = (0..self.stretches.len())
                    .filter(|s| {
                        self.stretches[*s].gap == gap && self.stretches[*s].storey == storey
                    })
                    .collect();
                here.sort_by_key(|s| (self.stretches[*s].left, self.stretches[*s].right));
                // Where the last stretch in each lane of this storey ends.
                let mut ends: Vec<i32> = Vec::new();
                for stretch in here {
                    let stretch = &mut self.stretches[stretch];
                    let free = ends.iter().position(|end| end + APART <= stretch.left);
                    let lane = free.unwrap_or(ends.len());
                    match ends.get_mut(lane) {
                        Some(end) => *end = stretch.right,
                        None => ends.push(stretch.right),
                    }
                    stretch.lane = *count + lane;
                }
                *count += ends.len();
            }
        }
        counts
    }

    /// Says how high the lanes of a gap lie.
    pub fn settle(&mut self, gap: usize, y: impl Fn(usize) -> i32) {
        for stretch in self.stretches.iter_mut().filter(|s| s.gap == gap) {
            stretch.y = y(stretch.lane);
        }
    }

    /// From where to where lines and their words reach.
    pub fn reach(&self) -> impl Iterator<Item = (i32, i32)> {
        let stretches = self.stretches.iter().map(|s| (s.left, s.right));
        let points = self.routes.iter().flat_map(|r| &r.points);
        stretches.chain(points.map(|(x, _)| (*x, *x)))
    }

    pub fn shift(&mut self, by: i32) {
        for stretch in &mut self.stretches {
            stretch.left += by;
            stretch.right += by;
        }
        let points = self.routes.iter_mut().flat_map(|r| &mut r.points);
        for (x, _) in points.chain(&mut self.cuts) {
            *x += by;
        }
        for label in &mut self.labels {
            label.middle += by;
        }
    }
}

fn pixel(layout: &Layout, level: Level) -> i32 {
    match level {
        Level::Row(row, by) => layout.rows.get(row).map_or(0, |r| r.middle) + by,
        Level::Lane(stretch) => layout.routes.stretches.get(stretch).map_or(0, |s| s.y),
    }
}

/// Draws the lines.
pub(super) fn draw(layout: &Layout, svg: &mut Svg) {
    for route in &layout.routes.routes {
        let mut points: Vec<(i32, i32)> = route
            .points
            .iter()
            .map(|(x, level)| (*x, pixel(layout, *level)))
            .collect();
        points.dedup();
        svg.line(&points, route.stroke);
    }
    for (x, level) in &layout.routes.cuts {
        cut((*x, pixel(layout, *level)), svg);
    }
    for person in &layout.routes.bracketed {
        if let Some(at) = layout.centres.get(*person) {
            symbol::brackets(*at, svg);
        }
    }
}

/// Writes what stands on lines.
pub(super) fn draw_labels(layout: &Layout, svg: &mut Svg) {
    for label in &layout.routes.labels {
        let y = pixel(layout, label.level);
        let width = letters::width(&label.text, SIZE);
        svg.rect((label.middle - width / 2, y - 8), (width, 16), PAPER, None);
        svg.words((label.middle, y + 4), LABEL, &label.text);
    }
}

/// How words on lines look.
pub(super) const LABEL: Words = Words {
    size: SIZE,
    bold: false,
    anchor: "middle",
    colour: INK,
};

/// The double stroke of a separation.
pub(super) fn cut((x, y): (i32, i32), svg: &mut Svg) {
    for x in [x - 4, x + 4] {
        svg.line(&[(x - 4, y + 9), (x + 4, y - 9)], Stroke::PLAIN);
    }
}
