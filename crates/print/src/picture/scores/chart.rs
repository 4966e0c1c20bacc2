//! The chart itself. Strips of bands carry their names beside them, respondents differ by mark and dashes, every value is
//! printed. It computes nothing that the table does not say.

use jiff::civil::Date;

use super::super::letters::{fitted, width};
use super::super::svg::{Stroke, Svg, Words};
use super::super::{BLUE, FAINT, INK, PAPER};
use super::{Band, Line, Scores};

const LEFT: i32 = 44;
const TOP: i32 = 24;
const LONG: i32 = 520;
const HIGH: i32 = 260;
/// The least room for the name of a band.
const NAME: i32 = 15;
/// Beside the strips, for the names of bands.
const NAMES: i32 = 150;
const SIZE: i32 = 12;
/// What dates on the axis keep between one another.
const DATE: i32 = 84;

/// How each respondent is told from the others: by dashes and, at each value, a mark.
const LINES: [Stroke; 4] = [
    Stroke::PLAIN,
    Stroke {
        colour: BLUE,
        width: 2,
        dash: Some("8 4"),
    },
    Stroke {
        colour: "#4c2c92",
        width: 2,
        dash: Some("2 3"),
    },
    Stroke {
        colour: "#005a30",
        width: 2,
        dash: Some("12 3 3 3"),
    },
];

/// Where scores and dates stand on the chart.
struct Scale {
    most: i64,
    first: Date,
    days: i64,
    /// Of the strips; more where there are many bands.
    high: i32,
}

impl Scale {
    fn new(scores: &Scores) -> Self {
        let points = || scores.lines.iter().flat_map(|line| &line.points);
        let highest = points().map(|p| p.score.thousandths());
        let most = highest.chain([scores.most.thousandths(), 1]).max();
        let first = points().map(|p| p.date).min().unwrap_or_default();
        let last = points().map(|p| p.date).max().unwrap_or_default();
        Scale {
            most: most.unwrap_or(1),
            first,
            days: apart(first, last),
            high: HIGH.max(scores.bands.len() as i32 * NAME + NAME),
        }
    }

    fn x(&self, date: Date) -> i32 {
        if self.days == 0 {
            return LEFT + LONG / 2;
        }
        let inner = i64::from(LONG - 60);
        LEFT + 30 + (inner * apart(self.first, date) / self.days) as i32
    }

    fn bottom(&self) -> i32 {
        TOP + self.high
    }

    fn y(&self, thousandths: i64) -> i32 {
        let part = i128::from(thousandths.clamp(0, self.most)) * i128::from(self.high);
        self.bottom() - (part / i128::from(self.most)) as i32
    }
}

fn apart(from: Date, to: Date) -> i64 {
    from.until(to).map_or(0, |span| i64::from(span.get_days()))
}

/// The chart as SVG. `id` must be unique on its page.
pub fn draw(scores: &Scores, id: &str) -> String {
    let scale = Scale::new(scores);
    let mut svg = Svg::default();
    strips(scores, &scale, &mut svg);
    axes(scores, &scale, &mut svg);
    let spots = spots(scores, &scale);
    for (number, spots) in spots.iter().enumerate() {
        let at: Vec<(i32, i32)> = spots.iter().map(|(_, at)| *at).collect();
        if at.len() > 1 {
            svg.line(&at, stroke(number));
        }
    }
    let mut taken: Vec<Taken> = Vec::new();
    for (number, spots) in spots.iter().enumerate() {
        for (_, (x, y)) in spots {
            mark(number, (*x, *y), &mut svg);
            taken.push(Taken(x - 7, y - 7, x + 7, y + 7));
        }
    }
    for (text, at) in spots.iter().flatten() {
        value(*at, text, scale.bottom(), &mut taken, &mut svg);
    }
    let mut y = scale.bottom() + 52;
    for (number, line) in scores.lines.iter().enumerate() {
        svg.line(&[(LEFT, y), (LEFT + 40, y)], stroke(number));
        mark(number, (LEFT + 20, y), &mut svg);
        svg.words(
            (LEFT + 50, y + 4),
            words("start", INK),
            &fitted(&line.who, SIZE, LONG),
        );
        y += 22;
    }
    let rows = scores.rows();
    let told: Vec<String> = rows
        .iter()
        .map(|row| {
            let band = row
                .band
                .as_ref()
                .map_or(String::new(), |band| format!(" ({band})"));
            format!("{}, {}: {}{band}.", row.date, row.who, row.score)
        })
        .collect();
    let told = if told.is_empty() {
        "Nothing is scored yet.".to_owned()
    } else {
        told.join(" ")
    };
    svg.finish(id, "scores", (LEFT + LONG + NAMES, y), &scores.title, &told)
}

/// Each respondent's scores as they are written, from the first on, and where their marks stand. Marks that would hide one
/// another stand side by side.
fn spots(scores: &Scores, scale: &Scale) -> Vec<Vec<(String, (i32, i32))>> {
    let mut all: Vec<(i32, i32)> = Vec::new();
    let line = |line: &Line| {
        let mut points = line.points.clone();
        points.sort_by_key(|point| point.date);
        let spot = points.into_iter().map(|point| {
            let mut at = (scale.x(point.date), scale.y(point.score.thousandths()));
            while all.contains(&at) && at.0 < LEFT + LONG {
                at.0 += 13;
            }
            all.push(at);
            (point.score.to_string(), at)
        });
        spot.collect()
    };
    scores.lines.iter().map(line).collect()
}

/// Bands as strips of two grounds in turn, each with a line at its upper end and its name beside it.
fn strips(scores: &Scores, scale: &Scale, svg: &mut Svg) {
    let mut bands: Vec<&Band> = scores.bands.iter().collect();
    bands.sort_by_key(|band| band.to.thousandths());
    // Between whole scores a limit lies halfway, so that no mark lies on it.
    let points = scores.lines.iter().flat_map(|line| &line.points);
    let mut all = points.map(|p| p.score).chain(bands.iter().map(|b| b.to));
    let whole = all.all(|score| score.thousandths() % 1000 == 0);
    let half = if whole { 500 } else { 0 };
    let mut floor = scale.bottom();
    // From the lowest band up: the least height its name may have, counted from the bottom.
    let mut names: Vec<i32> = Vec::new();
    for (number, band) in bands.iter().enumerate() {
        let last = number + 1 == bands.len();
        let limit = band.to.thousandths().saturating_add(half);
        let ceiling = if last { TOP } else { scale.y(limit).min(floor) };
        let fill = if number % 2 == 0 { "#f3f2f1" } else { PAPER };
        svg.rect((LEFT, ceiling), (LONG, floor - ceiling), fill, None);
        let edge = Stroke {
            colour: FAINT,
            width: 1,
            dash: Some("4 3"),
        };
        svg.line(&[(LEFT, ceiling), (LEFT + LONG, ceiling)], edge);
        let below = names.last().copied().unwrap_or(scale.bottom() + NAME);
        names.push(((floor + ceiling) / 2 + 4).min(below - NAME));
        floor = ceiling;
    }
    // Those pushed out at the top push the others down again; there is room for all.
    let mut above = TOP - NAME + 8;
    for name in names.iter_mut().rev() {
        *name = (*name).max(above + NAME);
        above = *name;
    }
    for (band, y) in bands.iter().zip(names) {
        let text = fitted(&band.label, SIZE, NAMES - 16);
        svg.words((LEFT + LONG + 8, y), words("start", INK), &text);
    }
}

fn axes(scores: &Scores, scale: &Scale, svg: &mut Svg) {
    let (bottom, right) = (scale.bottom(), LEFT + LONG);
    svg.line(
        &[(LEFT, TOP), (LEFT, bottom), (right, bottom)],
        Stroke::PLAIN,
    );
    for part in 0..=4 {
        let thousandths = scale.most / 4 * part;
        let y = scale.y(thousandths);
        svg.line(&[(LEFT - 5, y), (LEFT, y)], Stroke::PLAIN);
        let whole = (thousandths as f64 / 1000.0).round() as i64;
        if thousandths % 1000 == 0 {
            svg.words(
                (LEFT - 8, y + 4),
                words("end", INK),
                &fitted(&whole.to_string(), SIZE, LEFT - 10),
            );
        }
    }
    let mut dates: Vec<Date> = scores
        .lines
        .iter()
        .flat_map(|line| line.points.iter().map(|p| p.date))
        .collect();
    dates.sort_unstable();
    dates.dedup();
    let mut last = i32::MIN;
    for date in dates {
        let x = scale.x(date);
        svg.line(&[(x, bottom), (x, bottom + 5)], Stroke::PLAIN);
        if last == i32::MIN || x - last >= DATE {
            last = x;
            let text = date.strftime("%-d %b %Y").to_string();
            svg.words((x, bottom + 20), words("middle", INK), &text);
        }
    }
}

/// A box that is taken: left, top, right, bottom.
struct Taken(i32, i32, i32, i32);

impl Taken {
    fn meets(&self, other: &Taken) -> bool {
        self.0 < other.2 && other.0 < self.2 && self.1 < other.3 && other.1 < self.3
    }
}

/// Prints a value beside its mark, where nothing stands yet.
fn value((x, y): (i32, i32), text: &str, bottom: i32, taken: &mut Vec<Taken>, svg: &mut Svg) {
    let half = width(text, SIZE) / 2 + 1;
    let around = [
        (x, y - 10),
        (x, y + 20),
        (x + half + 9, y + 4),
        (x - half - 9, y + 4),
        (x, y - 24),
        (x, y + 34),
    ];
    let frame = |(x, y): (i32, i32)| Taken(x - half, y - 11, x + half, y + 3);
    let place = around.into_iter().find(|at| {
        let own = frame(*at);
        own.1 >= 0 && own.3 <= bottom && !taken.iter().any(|other| other.meets(&own))
    });
    let place = place.unwrap_or((x, y - 10));
    taken.push(frame(place));
    svg.words(place, words("middle", INK), text);
}

fn stroke(number: usize) -> Stroke {
    LINES[number % LINES.len()]
}

/// Each respondent's mark: a full circle, a square, a triangle, a diamond, then the same hollow.
fn mark(number: usize, (x, y): (i32, i32), svg: &mut Svg) {
    let stroke = Stroke {
        dash: None,
        ..stroke(number)
    };
    let fill = if (number / LINES.len()).is_multiple_of(2) {
        stroke.colour
    } else {
        PAPER
    };
    match number % LINES.len() {
        0 => svg.circle((x, y), 5, fill, stroke),
        1 => svg.rect((x - 5, y - 5), (10, 10), fill, Some(stroke)),
        2 => svg.polygon(&[(x, y - 6), (x + 6, y + 5), (x - 6, y + 5)], fill, stroke),
        _ => svg.polygon(
            &[(x, y - 6), (x + 6, y), (x, y + 6), (x - 6, y)],
            fill,
            stroke,
        ),
    }
}

fn words(anchor: &'static str, colour: &'static str) -> Words {
    Words {
        size: SIZE,
        bold: false,
        anchor,
        colour,
    }
}
