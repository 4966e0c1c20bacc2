//! Somebody's symbol with what stands in and below it.

use super::super::letters::broken;
use super::super::svg::{Stroke, Svg, Words};
use super::super::{INK, PAPER};
use super::{Age, Person, Symbol};

/// Half the size of a symbol.
pub(super) const HALF: i32 = 20;
/// Half the size of the second outline round the subject.
pub(super) const OUTER: i32 = 25;
/// Half the width that words below a symbol keep to.
pub(super) const WORDS_HALF: i32 = 55;
/// From the middle of a symbol to the end of its words, but for their lines.
pub(super) const WORDS: i32 = 32;
/// From line to line.
pub(super) const LINE: i32 = 15;
const SIZE: i32 = 13;

/// What stands below a symbol.
pub(super) fn lines(person: &Person) -> Vec<String> {
    // Bold letters are wider than others.
    let size = if person.subject { SIZE + 1 } else { SIZE };
    let mut lines = broken(&person.name, size, 2 * WORDS_HALF, 3);
    if lines.is_empty() {
        lines.push("No name".to_owned());
    }
    let age = age(&person.age).into_iter();
    lines.extend(age.flat_map(|age| broken(&age, SIZE, 2 * WORDS_HALF, 2)));
    lines
}

/// An age as it stands below a symbol and, in brackets, behind a name.
pub(super) fn age(age: &Age) -> Option<String> {
    match age {
        Age::Born(year) => Some(format!("born {year}")),
        Age::Words(words) => Some(words.trim().to_owned()).filter(|words| !words.is_empty()),
        Age::NotSaid => None,
    }
}

/// Draws somebody with their name and age.
pub(super) fn draw(person: &Person, (x, y): (i32, i32), svg: &mut Svg) {
    let name = person.name.trim();
    let name = if name.is_empty() { "No name" } else { name };
    svg.group("genogram-person", Some(name), |svg| {
        if person.subject {
            shape(person.symbol, (x, y), OUTER, svg);
        }
        shape(person.symbol, (x, y), HALF, svg);
        if person.died {
            cross(person.symbol, (x, y), svg);
        }
        for (number, line) in lines(person).iter().enumerate() {
            let words = Words {
                size: SIZE,
                bold: person.subject && number == 0,
                anchor: "middle",
                colour: INK,
            };
            let y = y + WORDS + LINE * number as i32 + 11;
            svg.words((x, y), words, line);
        }
    });
}

/// The outline alone.
pub(super) fn shape(symbol: Symbol, (x, y): (i32, i32), half: i32, svg: &mut Svg) {
    match symbol {
        Symbol::Square => svg.rect(
            (x - half, y - half),
            (2 * half, 2 * half),
            PAPER,
            Some(Stroke::PLAIN),
        ),
        Symbol::Circle => svg.circle((x, y), half, PAPER, Stroke::PLAIN),
        Symbol::Diamond => {
            let points = [(x, y - half), (x + half, y), (x, y + half), (x - half, y)];
            svg.polygon(&points, PAPER, Stroke::PLAIN);
        }
        Symbol::Triangle => {
            let foot = y + half * 4 / 5;
            let points = [(x, y - half), (x + half, foot), (x - half, foot)];
            svg.polygon(&points, PAPER, Stroke::PLAIN);
        }
    }
}

/// The cross of somebody who has died, inside the outline.
pub(super) fn cross(symbol: Symbol, (x, y): (i32, i32), svg: &mut Svg) {
    let (arm, y) = match symbol {
        Symbol::Square => (HALF, y),
        Symbol::Circle => (14, y),
        Symbol::Diamond => (10, y),
        Symbol::Triangle => (8, y + 6),
    };
    svg.line(&[(x - arm, y - arm), (x + arm, y + arm)], Stroke::PLAIN);
    svg.line(&[(x - arm, y + arm), (x + arm, y - arm)], Stroke::PLAIN);
}

/// The brackets round somebody adopted.
pub(super) fn brackets((x, y): (i32, i32), svg: &mut Svg) {
    for side in [-1, 1] {
        let (far, near) = (x + side * 31, x + side * 26);
        svg.line(
            &[(near, y - 27), (far, y - 27), (far, y + 27), (near, y + 27)],
            Stroke::PLAIN,
        );
    }
}
