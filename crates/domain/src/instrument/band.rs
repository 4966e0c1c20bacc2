//! What scores mean: the range a value falls in, and what changed between two rounds. A band describes a score; it decides
//! nothing about a child.

use serde::Serialize;

use super::decimal::Decimal;
use super::def::{Better, InstrumentDef, When};
use super::score::Scores;

/// The range a value falls in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BandFound {
    /// 0 is the best range.
    pub index: usize,
    /// What it is called.
    pub label: String,
}

/// Which way a score went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// For the better.
    Better,
    /// No change.
    Same,
    /// For the worse.
    Worse,
}

/// What became of one score between two rounds that both have it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// The score.
    pub score: String,
    /// In the earlier round.
    pub before: i64,
    /// In the later round.
    pub after: i64,
    /// Later less earlier.
    pub points: i64,
    /// Which way that is.
    pub direction: Direction,
}

impl InstrumentDef {
    /// The band of a value; nothing if the pack has none for that version, scheme and score, or the value is not possible.
    pub fn band(&self, version: &str, scheme: &str, score: &str, value: i64) -> Option<BandFound> {
        let bands = self
            .bands
            .iter()
            .find(|b| b.version == version && b.scheme == scheme && b.score == score)?;
        let (low, high) = self.range(version, score)?;
        if !(low..=high).contains(&value) {
            return None;
        }
        let better = self.better(score)?;
        let within = |cut: &i64| match better {
            Better::Lower => value <= *cut,
            Better::Higher => value >= *cut,
        };
        let index = bands
            .cuts
            .iter()
            .position(within)
            .unwrap_or(bands.cuts.len());
        let scheme = self.schemes.iter().find(|s| s.scheme == scheme)?;
        let labels = match better {
            Better::Higher if !scheme.labels_higher.is_empty() => &scheme.labels_higher,
            _ => &scheme.labels,
        };
        Some(BandFound {
            index,
            label: labels.get(index)?.clone(),
        })
    }

    /// What changed, score by score, for those both rounds have. Compare rounds of the same respondent only.
    pub fn change(&self, before: &Scores, after: &Scores) -> Vec<Change> {
        let compare = |score: &str| {
            let (earlier, later) = (before.get(score)?, after.get(score)?);
            let points = later.checked_sub(earlier)?;
            let direction = match (self.better(score)?, points.signum()) {
                (_, 0) => Direction::Same,
                (Better::Lower, -1) | (Better::Higher, 1) => Direction::Better,
                _ => Direction::Worse,
            };
            Some(Change {
                score: score.to_owned(),
                before: earlier,
                after: later,
                points,
                direction,
            })
        };
        self.score_names().into_iter().filter_map(compare).collect()
    }

    /// The published added-value score of two rounds: above 0 the young person did better than others like them would have
    /// without help. Nothing if the version has no formula or a score it needs is missing.
    pub fn added_value(&self, version: &str, before: &Scores, after: &Scores) -> Option<Decimal> {
        let formula = self.added_value.iter().find(|f| f.version == version)?;
        let mut sum = formula.constant.thousandths();
        for term in &formula.terms {
            let scores = match term.when {
                When::Before => before,
                When::After => after,
            };
            let product = scores
                .get(&term.score)?
                .checked_mul(term.times.thousandths())?;
            sum = sum.checked_add(product)?;
        }
        Decimal::from_thousandths(sum)
    }
}
