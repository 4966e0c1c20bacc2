//! Where everything in a genogram stands: rows, middles, lines and their lanes, households. Lines are first laid out by row and
//! lane; once it is known how many lanes each gap needs, they become pixels. It draws nothing.

use super::couples::Families;
use super::graph::Graph;
use super::homes::{self, Piece};
use super::order::order;
use super::place::{COLUMN, middles};
use super::route::{self, Routes};
use super::rows::rows;
use super::symbol;

/// Around everything.
pub(super) const MARGIN: i32 = 16;
/// Between lanes.
const LANE: i32 = 18;
/// Between a row and its first lane.
const ABOVE_LANES: i32 = 14;
/// Between the last lane and the middle of a symbol.
const BELOW_LANES: i32 = 52;
/// From the middle of a symbol to where its outline ends upwards.
const HEAD: i32 = 32;
/// Between the names of households.
pub(super) const HOME_LABEL: i32 = 16;
/// The least width, so that a legend has room.
const LEAST_WIDTH: i32 = 420;

/// A row as pixels.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct RowAt {
    /// The middle of its symbols.
    pub middle: i32,
    /// Where its outlines begin.
    pub top: i32,
    /// Where its words end.
    pub words_end: i32,
    /// Where its outlines end.
    pub bottom: i32,
}

/// A genogram laid out.
pub(super) struct Layout<'g, 'a> {
    pub graph: &'g Graph<'a>,
    /// The middle of each symbol.
    pub centres: Vec<(i32, i32)>,
    pub rows: Vec<RowAt>,
    pub routes: Routes,
    pub pieces: Vec<Piece>,
    pub width: i32,
    /// Where the family ends and the legend begins.
    pub bottom: i32,
}

impl<'g, 'a> Layout<'g, 'a> {
    pub fn new(graph: &'g Graph<'a>) -> Self {
        let row_of = rows(graph);
        let families = Families::new(graph, &row_of);
        let chains = order(graph, &row_of, &families);
        let xs = middles(&chains, &families, row_of.len());
        let ranks: Vec<Vec<usize>> = chains.iter().map(|row| row.concat()).collect();
        let mut routes = route::routes(graph, &families, &row_of, &ranks, &xs);
        let mut pieces = homes::pieces(graph, &row_of, &ranks, &xs);
        let lanes = routes.lanes(ranks.len() + 1);

        let mut at = Vec::new();
        let mut y = MARGIN;
        for (row, people) in ranks.iter().enumerate() {
            let crowd = lanes.get(row).copied().unwrap_or_default() as i32;
            let lanes_end = if crowd > 0 {
                y + ABOVE_LANES + crowd * LANE
            } else {
                y
            };
            // Above the first row there may be nothing at all; a row of nobody keeps its lanes alone.
            let middle = match (row, crowd) {
                _ if people.is_empty() => lanes_end,
                (0, 0) => y + HEAD,
                _ => lanes_end + BELOW_LANES,
            };
            let lines = people.iter().map(|p| symbol::lines(graph.people[*p]).len());
            let words_end = match lines.max() {
                Some(lines) => middle + symbol::WORDS + symbol::LINE * lines as i32,
                None => middle,
            };
            let bottom = match homes::labels(&pieces, row) {
                0 => words_end,
                labels => words_end + 6 + HOME_LABEL * labels,
            };
            at.push(RowAt {
                middle,
                top: middle - HEAD,
                words_end,
                bottom,
            });
            routes.settle(row, |lane| y + ABOVE_LANES + LANE * lane as i32 + LANE / 2);
            y = bottom + 6;
        }

        // A couple whom others separate is joined below them, even in the last row.
        let crowd = lanes.last().copied().unwrap_or_default() as i32;
        if crowd > 0 {
            routes.settle(ranks.len(), |lane| y + 8 + LANE * lane as i32);
            y += 8 + LANE * crowd;
        }

        let half = COLUMN / 2;
        let left = xs.iter().map(|x| x - half).min().unwrap_or_default();
        let right = xs.iter().map(|x| x + half).max().unwrap_or_default();
        let (left, right) = routes.reach().fold((left, right), |(low, high), (l, r)| {
            (low.min(l), high.max(r))
        });
        let shift = MARGIN - left;
        routes.shift(shift);
        for piece in &mut pieces {
            piece.shift(shift);
        }
        let middle = |row: usize| at.get(row).map_or(0, |r| r.middle);
        let centres = xs.iter().zip(&row_of);
        Layout {
            graph,
            centres: centres.map(|(x, row)| (x + shift, middle(*row))).collect(),
            rows: at,
            routes,
            pieces,
            width: (right - left + 2 * MARGIN).max(LEAST_WIDTH),
            bottom: y + 6,
        }
    }
}
