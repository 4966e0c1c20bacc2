//! Households as dashed outlines. People who live together and stand beside one another, or above one another, share one
//! outline; those whom others separate get outlines of their own with the same name and dashes. Nobody who lives elsewhere is
//! ever inside.

use super::super::PAPER;
use super::super::letters::fitted;
use super::super::svg::{Stroke, Svg, Words};
use super::graph::Graph;
use super::layout::{HOME_LABEL, Layout};

/// Half the width of the outline round one person.
const HALF: i32 = 60;
/// How far an outline stays inside the one before.
const INSET: i32 = 3;
/// The least that two rows must have in common to share an outline.
const OVERLAP: i32 = 40;
const SIZE: i32 = 12;

/// Dashes and colours, so that outlines that meet can be told apart without either.
const STROKES: [(&str, &str); 3] = [
    ("8 4", "#1d70b8"),
    ("2 3", "#4c2c92"),
    ("12 3 3 3", "#005a30"),
];

/// One outline.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    /// Which of the graph's households.
    pub home: usize,
    /// Row, left, right: from the top row down, without a gap.
    pub spans: Vec<(usize, i32, i32)>,
    /// Where its name stands among those of its last row.
    pub lane: i32,
}

impl Piece {
    pub fn shift(&mut self, by: i32) {
        for (_, left, right) in &mut self.spans {
            *left += by;
            *right += by;
        }
    }

    fn last(&self) -> (usize, i32, i32) {
        self.spans.last().copied().unwrap_or_default()
    }

    fn level(&self) -> i32 {
        (self.home % STROKES.len()) as i32
    }

    /// The dashes of its household.
    pub fn stroke(home: usize) -> Stroke {
        let (dash, colour) = STROKES[home % STROKES.len()];
        Stroke {
            colour,
            width: 2,
            dash: Some(dash),
        }
    }
}

/// The outlines of every household.
pub(super) fn pieces(
    graph: &Graph,
    row_of: &[usize],
    ranks: &[Vec<usize>],
    xs: &[i32],
) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for (home, (_, inside)) in graph.homes.iter().enumerate() {
        let mut open: Vec<Piece> = Vec::new();
        for (row, people) in ranks.iter().enumerate() {
            if !inside.iter().any(|p| row_of[*p] == row) {
                continue;
            }
            let beside = people.chunk_by(|a, b| inside.contains(a) == inside.contains(b));
            for run in beside.filter(|run| run.iter().any(|p| inside.contains(p))) {
                let inset = INSET * (home % STROKES.len()) as i32;
                let left = run.iter().map(|p| xs[*p]).min().unwrap_or_default() - HALF + inset;
                let right = run.iter().map(|p| xs[*p]).max().unwrap_or_default() + HALF - inset;
                let above = open.iter_mut().find(|piece| {
                    let (last, l, r) = piece.last();
                    last + 1 == row && r.min(right) - l.max(left) >= OVERLAP
                });
                match above {
                    Some(piece) => piece.spans.push((row, left, right)),
                    None => open.push(Piece {
                        home,
                        spans: vec![(row, left, right)],
                        lane: 0,
                    }),
                }
            }
        }
        pieces.extend(open);
    }
    for number in 0..pieces.len() {
        let (row, left, right) = pieces[number].last();
        let taken: Vec<i32> = pieces[..number]
            .iter()
            .filter(|other| {
                let (its, l, r) = other.last();
                its == row && l < right && left < r
            })
            .map(|other| other.lane)
            .collect();
        pieces[number].lane = (0..).find(|lane| !taken.contains(lane)).unwrap_or_default();
    }
    pieces
}

/// How many names stand below one another in a row.
pub(super) fn labels(pieces: &[Piece], row: usize) -> i32 {
    let here = pieces.iter().filter(|piece| piece.last().0 == row);
    here.map(|piece| piece.lane + 1).max().unwrap_or_default()
}

/// Draws the outlines.
pub(super) fn draw(layout: &Layout, svg: &mut Svg) {
    for piece in &layout.pieces {
        let (mut left_side, mut right_side) = (Vec::new(), Vec::new());
        for (number, (row, left, right)) in piece.spans.iter().enumerate() {
            let Some(at) = layout.rows.get(*row) else {
                continue;
            };
            let top = if number == 0 {
                at.top + piece.level() * INSET
            } else {
                at.top
            };
            // A row hands over to the next where the next begins.
            let next = piece.spans.get(number + 1);
            let next = next.and_then(|(row, _, _)| layout.rows.get(*row));
            let bottom = next.map_or(at.bottom - piece.level() * INSET, |next| next.top);
            left_side.extend([(*left, top), (*left, bottom)]);
            right_side.extend([(*right, top), (*right, bottom)]);
        }
        left_side.extend(right_side.into_iter().rev());
        left_side.dedup();
        svg.polygon(&left_side, "none", Piece::stroke(piece.home));
    }
}

/// Writes the names, each inside the foot of its outline.
pub(super) fn draw_labels(layout: &Layout, svg: &mut Svg) {
    for piece in &layout.pieces {
        let (row, left, right) = piece.last();
        let home = layout.graph.homes.get(piece.home);
        let (Some(at), Some((home, _))) = (layout.rows.get(row), home) else {
            continue;
        };
        let words = Words {
            size: SIZE,
            bold: true,
            anchor: "start",
            colour: Piece::stroke(piece.home).colour,
        };
        let y = at.words_end + HOME_LABEL * (piece.lane + 1) - 3;
        let text = fitted(&home.label, SIZE + 1, right - left - 12);
        svg.words((left + 6, y), words, &text);
    }
}

/// An outline for the legend.
pub(super) fn sample((x, y): (i32, i32), home: usize, svg: &mut Svg) {
    svg.rect((x - 20, y - 10), (40, 20), PAPER, Some(Piece::stroke(home)));
}
