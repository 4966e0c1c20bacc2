//! What a pack says about an instrument. Plain public fields, so that a loader can build it from wherever it reads; call
//! [`InstrumentDef::validate`] before use. Scoring an invalid definition gives missing scores, never a panic.

use serde::{Deserialize, Serialize};

use super::decimal::Decimal;

/// A scored instrument.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InstrumentDef {
    /// Its identifier: lower-case letters, figures and `-`.
    pub instrument: String,
    /// Its full name.
    pub title: String,
    /// Shown beside its scores: whose it is.
    pub copyright: String,
    /// The clauses of the source that it carries out.
    #[serde(default)]
    pub clause: Vec<String>,
    /// What must be on file before single answers may be entered. Scores scored elsewhere need nothing.
    #[serde(default)]
    pub item_level: Option<ItemLevel>,
    /// How many items it has, numbered from 1.
    pub items: u16,
    /// The answers an item may have.
    pub answers: AnswerRange,
    /// Who answers: one version each.
    pub versions: Vec<Version>,
    /// The scales, in the order their scores are shown.
    pub scales: Vec<Scale>,
    /// Sums of scales, shown after them.
    #[serde(default)]
    pub totals: Vec<Total>,
    /// The supplement, shown last.
    #[serde(default)]
    pub supplement: Option<Supplement>,
    /// Ways of calling ranges of scores.
    #[serde(default)]
    pub schemes: Vec<Scheme>,
    /// Where the ranges end, per version, scheme and score.
    #[serde(default)]
    pub bands: Vec<Bands>,
    /// Published formulas that compare two rounds.
    #[serde(default)]
    pub added_value: Vec<AddedValue>,
}

/// What single-answer scoring needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ItemLevel {
    /// The authorisation that the service must have filed, an identifier.
    pub needs: String,
    /// Why, and from whom it comes.
    pub why: String,
}

/// The lowest and the highest answer of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnswerRange {
    /// Lowest.
    pub from: u8,
    /// Highest.
    pub to: u8,
}

/// A version of the instrument: who answers, and which places of the supplement count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Version {
    /// Its identifier.
    pub version: String,
    /// Who answers, as shown.
    pub title: String,
    /// The places of the supplement that add to its score.
    #[serde(default)]
    pub counts: Vec<String>,
}

/// Which way a score moves when things get better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Better {
    /// Down: a score of difficulties.
    Lower,
    /// Up: a score of strengths.
    Higher,
}

/// A scale: some items added up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scale {
    /// Its identifier, and the name of its score.
    pub scale: String,
    /// As shown.
    pub title: String,
    /// The numbers of its items.
    pub items: Vec<u16>,
    /// Those among them whose answers count from the other end.
    #[serde(default)]
    pub reversed: Vec<u16>,
    /// The fewest answers from which it is scored.
    pub at_least: u16,
    /// Which way is better.
    pub better: Better,
}

/// A sum of scales.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Total {
    /// Its identifier, and the name of its score.
    pub total: String,
    /// As shown.
    pub title: String,
    /// The scales added up.
    pub of: Vec<String>,
    /// Which way is better.
    pub better: Better,
}

/// Questions beside the items, on what the difficulties do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Supplement {
    /// Its identifier, and the name of its score.
    pub supplement: String,
    /// As shown.
    pub title: String,
    /// Its places, in the order in which answers are given.
    pub places: Vec<Place>,
    /// The place that decides whether the rest applies: answered 0, the score is 0.
    #[serde(default)]
    pub gate: Option<String>,
    /// Points for the answers 0, 1, 2 …; its length is the number of answers.
    pub points: Vec<u8>,
    /// Which way is better.
    pub better: Better,
}

/// One place of a supplement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// Its identifier.
    pub place: String,
    /// As shown; a short label, not the question.
    pub title: String,
}

/// A way of calling ranges of scores, best first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scheme {
    /// Its identifier.
    pub scheme: String,
    /// What each range is called where lower is better, best first.
    pub labels: Vec<String>,
    /// The same where higher is better, if other words are used.
    #[serde(default)]
    pub labels_higher: Vec<String>,
}

/// Where the ranges of one score end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bands {
    /// The version.
    pub version: String,
    /// The scheme.
    pub scheme: String,
    /// The score.
    pub score: String,
    /// The last value of each range but the worst, best first: rising where lower is better (`value <= cut`), falling
    /// where higher is (`value >= cut`).
    pub cuts: Vec<i64>,
}

/// A published formula comparing the scores of two rounds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AddedValue {
    /// The version it was made for; there is none for others.
    pub version: String,
    /// The constant.
    pub constant: Decimal,
    /// What is added to it.
    pub terms: Vec<Term>,
}

/// One term of a formula: a score of one round, times a number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// Of which round.
    pub when: When,
    /// The score.
    pub score: String,
    /// What it is multiplied by.
    pub times: Decimal,
}

/// One of two rounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum When {
    /// The earlier.
    Before,
    /// The later.
    After,
}

impl InstrumentDef {
    /// The version of that name.
    pub fn version(&self, version: &str) -> Option<&Version> {
        self.versions.iter().find(|v| v.version == version)
    }

    /// The scale of that name.
    pub fn scale(&self, scale: &str) -> Option<&Scale> {
        self.scales.iter().find(|s| s.scale == scale)
    }

    /// The names of all scores in the order shown: scales, totals, the supplement.
    pub fn score_names(&self) -> Vec<&str> {
        let scales = self.scales.iter().map(|s| s.scale.as_str());
        let totals = self.totals.iter().map(|t| t.total.as_str());
        let supplement = self.supplement.iter().map(|s| s.supplement.as_str());
        scales.chain(totals).chain(supplement).collect()
    }

    /// Which way the score moves when things get better.
    pub fn better(&self, score: &str) -> Option<Better> {
        let scale = self.scale(score).map(|s| s.better);
        let total = || {
            self.totals
                .iter()
                .find(|t| t.total == score)
                .map(|t| t.better)
        };
        let supplement = || {
            self.supplement
                .as_ref()
                .filter(|s| s.supplement == score)
                .map(|s| s.better)
        };
        scale.or_else(total).or_else(supplement)
    }

    /// The lowest and highest value the score can have in that version.
    pub fn range(&self, version: &str, score: &str) -> Option<(i64, i64)> {
        if let Some(scale) = self.scale(score) {
            return Some(self.scale_range(scale));
        }
        if let Some(total) = self.totals.iter().find(|t| t.total == score) {
            let ranges: Option<Vec<_>> = total
                .of
                .iter()
                .map(|s| Some(self.scale_range(self.scale(s)?)))
                .collect();
            return Some(
                ranges?
                    .into_iter()
                    .fold((0, 0), |sum, range| (sum.0 + range.0, sum.1 + range.1)),
            );
        }
        let supplement = self.supplement.as_ref().filter(|s| s.supplement == score)?;
        let places = self.version(version)?.counts.len() as i64;
        let most = i64::from(supplement.points.iter().copied().max().unwrap_or(0));
        Some((0, places * most))
    }

    fn scale_range(&self, scale: &Scale) -> (i64, i64) {
        let items = scale.items.len() as i64;
        (
            items * i64::from(self.answers.from),
            items * i64::from(self.answers.to),
        )
    }

    /// Whether single answers may be scored, given the authorisations the service has filed.
    pub fn may_score_items<'a>(&self, filed: impl IntoIterator<Item = &'a str>) -> bool {
        match &self.item_level {
            None => true,
            Some(needed) => filed.into_iter().any(|one| one == needed.needs),
        }
    }
}
