//! The legend: only the symbols and lines that this genogram has. It never explains what is not there.

use super::super::letters;
use super::super::svg::{Svg, Words};
use super::super::{FAINT, INK};
use super::TieKind;
use super::graph::Graph;
use super::layout::{Layout, MARGIN};
use super::route::{self, Style};
use super::{Symbol, homes, symbol};

const SIZE: i32 = 12;
/// Of one sample with its words.
const WIDE: i32 = 200;
const HIGH: i32 = 34;
/// From the edge of a column to the middle of a sample.
const SAMPLE: i32 = 24;

/// What a sample shows.
enum Sample {
    Shape(Symbol),
    Subject,
    Died,
    Line(Style),
    Home(usize),
}

/// Draws it below the family; where the drawing ends.
pub(super) fn draw(graph: &Graph, layout: &Layout, svg: &mut Svg) -> i32 {
    let samples = samples(graph, layout);
    let top = layout.bottom + 14;
    let columns = ((layout.width - 2 * MARGIN) / WIDE).max(1);
    let heading = Words {
        size: SIZE,
        bold: true,
        anchor: "start",
        colour: FAINT,
    };
    svg.group("genogram-legend", None, |svg| {
        svg.line(
            &[
                (MARGIN, layout.bottom),
                (layout.width - MARGIN, layout.bottom),
            ],
            super::super::svg::Stroke {
                colour: FAINT,
                width: 1,
                dash: None,
            },
        );
        svg.words((MARGIN, top + 8), heading, "What the signs mean");
        for (number, (sample, text)) in samples.iter().enumerate() {
            let number = number as i32;
            let x = MARGIN + number % columns * WIDE;
            let y = top + 34 + number / columns * HIGH;
            one(sample, (x + SAMPLE, y), svg);
            let words = Words {
                size: SIZE,
                bold: false,
                anchor: "start",
                colour: INK,
            };
            let lines = letters::broken(text, SIZE, WIDE - 2 * SAMPLE - 12, 2);
            let first = y + 4 - 7 * (lines.len() as i32 - 1);
            for (place, line) in lines.iter().enumerate() {
                svg.words((x + 2 * SAMPLE + 4, first + 14 * place as i32), words, line);
            }
        }
    });
    let rows = (samples.len() as i32 + columns - 1) / columns;
    top + 34 + rows * HIGH
}

fn samples(graph: &Graph, layout: &Layout) -> Vec<(Sample, &'static str)> {
    let mut samples = Vec::new();
    let anyone = |symbol: Symbol| graph.people.iter().any(|p| p.symbol == symbol);
    for (symbol, text) in [
        (Symbol::Square, "Male"),
        (Symbol::Circle, "Female"),
        (Symbol::Diamond, "Another gender, or not said"),
        (Symbol::Triangle, "Not born yet, or lost"),
    ] {
        if anyone(symbol) {
            samples.push((Sample::Shape(symbol), text));
        }
    }
    if graph.people.iter().any(|p| p.subject) {
        samples.push((Sample::Subject, "Whom it is about"));
    }
    if graph
        .people
        .iter()
        .any(|p| p.died && p.symbol != Symbol::Triangle)
    {
        samples.push((Sample::Died, "Has died"));
    }
    for style in &layout.routes.used {
        let meaning = meaning(*style);
        if !samples.iter().any(|(_, text)| *text == meaning) {
            samples.push((Sample::Line(*style), meaning));
        }
    }
    if let Some(piece) = layout.pieces.first() {
        samples.push((Sample::Home(piece.home), "Live together"));
    }
    samples
}

/// What a line says.
fn meaning(style: Style) -> &'static str {
    use TieKind::*;
    match style {
        Style::Partners | Style::Tie(Partner) => "Partners",
        Style::Former | Style::Tie(FormerPartner) => "Former partners",
        Style::ByChild => "Parents of a child; more is not said",
        Style::Twins | Style::Tie(Twin) => "Twins",
        Style::Disputed => "Disputed",
        Style::Tie(ParentOf) => "Parents and children",
        Style::Tie(AdoptiveParentOf) => "Adopted",
        Style::Tie(StepParentOf) => "Step-parent",
        Style::Tie(FosterCarerOf) => "Foster care",
        Style::Tie(KinCarerOf) => "Brought up by kin",
        Style::Tie(
            GrandparentOf | AuntOrUncleOf | FullSibling | HalfSibling | AdoptiveSibling | Sibling
            | Cousin | OtherKin,
        ) => "Kin, by the word on the line",
        Style::Tie(StepSibling) => "Step-siblings",
        Style::Tie(FosterSibling) => "Foster siblings",
    }
}

fn one(sample: &Sample, (x, y): (i32, i32), svg: &mut Svg) {
    match sample {
        Sample::Shape(shape) => symbol::shape(*shape, (x, y), 10, svg),
        Sample::Subject => {
            symbol::shape(Symbol::Diamond, (x, y), 14, svg);
            symbol::shape(Symbol::Diamond, (x, y), 9, svg);
        }
        Sample::Died => {
            symbol::shape(Symbol::Square, (x, y), 10, svg);
            for side in [-10, 10] {
                svg.line(
                    &[(x - 10, y - side), (x + 10, y + side)],
                    super::super::svg::Stroke::PLAIN,
                );
            }
        }
        Sample::Home(home) => homes::sample((x, y), *home, svg),
        Sample::Line(style) => line(*style, (x, y), svg),
    }
}

fn line(style: Style, (x, y): (i32, i32), svg: &mut Svg) {
    let stroke = route::ink(style);
    match style {
        Style::Tie(TieKind::ParentOf) => {
            svg.line(&[(x - 18, y - 10), (x + 18, y - 10)], stroke);
            svg.line(&[(x, y - 10), (x, y + 12)], stroke);
        }
        Style::Twins => {
            svg.line(&[(x - 12, y + 10), (x, y - 10), (x + 12, y + 10)], stroke);
        }
        Style::Tie(TieKind::AdoptiveParentOf) => {
            svg.line(&[(x, y - 14), (x, y - 2)], stroke);
            for side in [-1, 1] {
                let (near, far) = (x + side * 10, x + side * 14);
                let bracket = [(near, y - 4), (far, y - 4), (far, y + 12), (near, y + 12)];
                svg.line(&bracket, super::super::svg::Stroke::PLAIN);
            }
        }
        _ => svg.line(&[(x - 20, y), (x + 20, y)], stroke),
    }
    match style {
        Style::Former => route::cut((x, y), svg),
        Style::Disputed => svg.words((x, y + 4), route::LABEL, "?"),
        _ => (),
    }
}
