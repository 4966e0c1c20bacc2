//! Two small bars: how many people somebody works with against the band they should, and how many things stand in each state.
//! The words are in the picture; its colours add nothing to them.

use super::letters::{fitted, width};
use super::svg::{Stroke, Svg, Words};
use super::{BLUE, INK, PAPER};

const SIZE: i32 = 13;
const LONG: i32 = 240;
const THICK: i32 = 18;
/// Between bars and the edge.
const EDGE: i32 = 2;

/// How full somebody's hands are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Capacity {
    /// Whose they are, for those who do not see it: "Ana Sampleworker".
    pub whose: String,
    /// How many there are now.
    pub now: u32,
    /// The band they should keep to, from and to; `None` where none is set.
    pub band: Option<(u32, u32)>,
}

impl Capacity {
    /// "14 of 12–16", "18 of 12–16, 2 above", or "14".
    pub fn words(&self) -> String {
        let now = self.now;
        match self.band {
            None => now.to_string(),
            Some((from, to)) => {
                let (from, to) = (from.min(to), from.max(to));
                let band = if from == to {
                    to.to_string()
                } else {
                    format!("{from}–{to}")
                };
                let apart = if now > to {
                    format!(", {} above", now - to)
                } else if now < from {
                    format!(", {} below", from - now)
                } else {
                    String::new()
                };
                format!("{now} of {band}{apart}")
            }
        }
    }
}

/// The bar of a capacity, with its words beside it. `id` must be unique on its page.
pub fn capacity(capacity: &Capacity, id: &str) -> String {
    let band = capacity.band.map(|(from, to)| (from.min(to), from.max(to)));
    let most = band.map_or(0, |(_, to)| to).max(capacity.now).max(1);
    let at = |count: u32| EDGE + (i64::from(LONG) * i64::from(count) / i64::from(most)) as i32;
    let words = capacity.words();
    let mut svg = Svg::default();
    let top = 6;
    svg.rect((EDGE, top), (LONG, THICK), PAPER, Some(thin()));
    if capacity.now > 0 {
        let end = at(capacity.now) - EDGE;
        svg.rect((EDGE, top), (end, THICK), BLUE, None);
    }
    if let Some((from, to)) = band {
        // The band stands out above and below, so that it is seen behind a full bar too.
        for end in [from, to] {
            svg.line(
                &[(at(end), top - 5), (at(end), top + THICK + 5)],
                Stroke::PLAIN,
            );
        }
        svg.line(
            &[(at(from), top + THICK + 5), (at(to), top + THICK + 5)],
            Stroke::PLAIN,
        );
    }
    let x = EDGE + LONG + 10;
    svg.words((x, top + THICK - 4), ordinary("start", INK), &words);
    let whole = (x + width(&words, SIZE) + EDGE, THICK + 14);
    let title = format!("{}: {words}", capacity.whose);
    svg.finish(
        id,
        "bar-capacity",
        whole,
        &title,
        "A bar as long as the number of people; the marks on it are the ends of the band.",
    )
}

/// How many of something stand in one state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The state, in the pack's words.
    pub label: String,
    /// How many.
    pub count: u32,
}

/// Fill and words of the parts in turn; neighbours differ in lightness.
const FILLS: [(&str, &str); 4] = [
    ("#003078", PAPER),
    ("#d2e2f1", INK),
    ("#505a5f", PAPER),
    ("#f3f2f1", INK),
];

/// One bar of several parts, as long as their numbers, with each number inside or, where it has no room, below with the
/// labels. Parts with nothing in them are left out. `id` must be unique on its page.
pub fn stacked(title: &str, parts: &[Part], id: &str) -> String {
    let shown: Vec<&Part> = parts.iter().filter(|part| part.count > 0).collect();
    let total: u64 = shown.iter().map(|part| u64::from(part.count)).sum();
    let told: Vec<String> = shown
        .iter()
        .map(|p| format!("{} {}", p.count, p.label))
        .collect();
    let told = if told.is_empty() {
        "none".to_owned()
    } else {
        told.join(", ")
    };
    let mut svg = Svg::default();
    svg.rect((EDGE, EDGE), (LONG, THICK), PAPER, Some(thin()));
    let mut before = 0_u64;
    let mut y = EDGE + THICK;
    for (number, part) in shown.iter().enumerate() {
        let place = |count: u64| EDGE + (LONG as u64 * count / total.max(1)) as i32;
        let (left, right) = (place(before), place(before + u64::from(part.count)));
        before += u64::from(part.count);
        let (fill, ink) = FILLS[number % FILLS.len()];
        svg.rect((left, EDGE), (right - left, THICK), fill, Some(thin()));
        let count = part.count.to_string();
        if width(&count, SIZE) + 6 <= right - left {
            // Without the rim of paper, which would spot a dark part.
            svg.plain_words(
                ((left + right) / 2, EDGE + THICK - 4),
                ordinary("middle", ink),
                &count,
            );
        }
        y += 18;
        svg.rect((EDGE, y - 11), (12, 12), fill, Some(thin()));
        let line = fitted(&format!("{count} {}", part.label), SIZE, LONG - 20);
        svg.words((EDGE + 18, y), ordinary("start", INK), &line);
    }
    if shown.is_empty() {
        y += 18;
        svg.words((EDGE, y), ordinary("start", INK), "None");
    }
    let title = format!("{title}: {told}");
    svg.finish(
        id,
        "bar-stacked",
        (LONG + 2 * EDGE, y + 6),
        &title,
        "A bar in parts as long as their numbers.",
    )
}

fn thin() -> Stroke {
    Stroke {
        width: 1,
        ..Stroke::PLAIN
    }
}

fn ordinary(anchor: &'static str, colour: &'static str) -> Words {
    Words {
        size: SIZE,
        bold: false,
        anchor,
        colour,
    }
}
