//! Rounds of a scored instrument over time: a chart with bands as labelled strips and a line of its own marks for each
//! respondent, and the rows of the table beside it. It knows no instrument and says of no change whether it is good.

mod chart;

use jiff::civil::Date;

use domain::instrument::Decimal;

pub use chart::draw;

/// What to chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scores {
    /// What the chart is called.
    pub title: String,
    /// The highest score there can be; the lowest is 0. Points beyond stretch the chart.
    pub most: Decimal,
    /// Ranges of scores from the lowest up.
    pub bands: Vec<Band>,
    /// One for each respondent.
    pub lines: Vec<Line>,
}

/// A range of scores.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Band {
    /// What it is called.
    pub label: String,
    /// The highest score in it; the lowest follows from the band before.
    pub to: Decimal,
}

/// What one respondent's answers came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Who answered: "self", "parent", "teacher".
    pub who: String,
    /// Round by round, in any order.
    pub points: Vec<Point>,
}

/// One score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Point {
    /// When it was answered.
    pub date: Date,
    /// What it came to.
    pub score: Decimal,
}

/// A row of the table: one respondent at one time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// When it was answered.
    pub date: Date,
    /// Who answered.
    pub who: String,
    /// The score as it is written.
    pub score: String,
    /// The band it falls in, if it falls in one.
    pub band: Option<String>,
    /// The difference from this respondent's first score, with its sign; `None` for the first.
    pub change: Option<String>,
}

impl Scores {
    /// The rows of the table, by date, then in the order of respondents.
    pub fn rows(&self) -> Vec<Row> {
        let mut rows: Vec<(Date, usize, Row)> = Vec::new();
        for (number, line) in self.lines.iter().enumerate() {
            let mut points = line.points.clone();
            points.sort_by_key(|point| point.date);
            let first = points.first().map(|point| point.score.thousandths());
            for (place, point) in points.iter().enumerate() {
                let since = first.filter(|_| place > 0);
                let row = Row {
                    date: point.date,
                    who: line.who.clone(),
                    score: point.score.to_string(),
                    band: self.band(point.score).map(|band| band.label.clone()),
                    change: since.map(|first| change(point.score.thousandths(), first)),
                };
                rows.push((point.date, number, row));
            }
        }
        rows.sort_by_key(|(date, number, _)| (*date, *number));
        rows.into_iter().map(|(_, _, row)| row).collect()
    }

    /// The band of a score: the lowest that reaches up to it.
    pub fn band(&self, score: Decimal) -> Option<&Band> {
        let reach = self
            .bands
            .iter()
            .filter(|band| score.thousandths() <= band.to.thousandths());
        reach.min_by_key(|band| band.to.thousandths())
    }
}

/// "+3", "−2.5" (with a true minus) or "0".
fn change(now: i64, first: i64) -> String {
    let apart = now.saturating_sub(first);
    let size = Decimal::from_thousandths(apart.saturating_abs());
    let size = size.map_or_else(|| apart.unsigned_abs().to_string(), |size| size.to_string());
    match apart {
        0 => "0".to_owned(),
        apart if apart > 0 => format!("+{size}"),
        _ => format!("\u{2212}{size}"),
    }
}
