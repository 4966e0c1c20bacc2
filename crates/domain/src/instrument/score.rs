//! From answers to scores. All arithmetic is in whole numbers, so that a half is always rounded up and never lost.

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::def::{InstrumentDef, Scale, Supplement};

/// One thing wrong with answers, scores or a definition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where: `answers.7`, `impact.distress`, `scales.peer.items` …
    pub place: String,
    /// What is wrong, continuing the place's name.
    pub message: String,
    /// What would have been accepted.
    pub expected: String,
}

impl Problem {
    pub(super) fn new(
        place: impl Into<String>,
        message: impl Into<String>,
        expected: impl Into<String>,
    ) -> Problem {
        Problem {
            place: place.into(),
            message: message.into(),
            expected: expected.into(),
        }
    }
}

/// The scores of one round by one respondent, in the order shown; missing where they cannot be scored.
///
/// JSON: an object in that order, `{"emotional": 3, …, "impact": null}`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Scores {
    /// Name and value.
    pub pairs: Vec<(String, Option<i64>)>,
}

impl Scores {
    /// The value of a score; nothing if it is missing or unknown.
    pub fn get(&self, score: &str) -> Option<i64> {
        self.pairs
            .iter()
            .find(|(name, _)| name == score)
            .and_then(|(_, value)| *value)
    }
}

impl Serialize for Scores {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.pairs.len()))?;
        for (name, value) in &self.pairs {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

impl InstrumentDef {
    /// Scores the answers of one respondent.
    ///
    /// `answers` has one place per item, `supplement` one per place of the supplement, or none at all when it was not asked.
    /// A place that the version does not count is checked and then left out.
    ///
    /// # Errors
    /// Every problem by its place: an unknown version, wrong lengths, answers out of range.
    pub fn score(
        &self,
        version: &str,
        answers: &[Option<u8>],
        supplement: &[Option<u8>],
    ) -> Result<Scores, Vec<Problem>> {
        let mut found = self.unknown_version(version);
        found.extend(self.answer_problems(answers));
        found.extend(self.supplement_problems(supplement));
        if !found.is_empty() {
            return Err(found);
        }
        let mut pairs: Vec<(String, Option<i64>)> = self
            .scales
            .iter()
            .map(|scale| (scale.scale.clone(), self.scale_score(scale, answers)))
            .collect();
        let totals = self.total_scores(&pairs);
        pairs.extend(totals);
        if let Some(part) = &self.supplement {
            let score = self.supplement_score(part, version, supplement);
            pairs.push((part.supplement.clone(), score));
        }
        Ok(Scores { pairs })
    }

    pub(super) fn unknown_version(&self, version: &str) -> Vec<Problem> {
        if self.version(version).is_some() {
            return Vec::new();
        }
        let known: Vec<&str> = self.versions.iter().map(|v| v.version.as_str()).collect();
        let shown: String = version.chars().take(40).collect();
        vec![Problem::new(
            "version",
            format!("is “{shown}”"),
            known.join(", "),
        )]
    }

    fn answer_problems(&self, answers: &[Option<u8>]) -> Vec<Problem> {
        let mut found = Vec::new();
        if answers.len() != usize::from(self.items) {
            let expected = format!("{} places, empty where there is no answer", self.items);
            found.push(Problem::new(
                "answers",
                format!("has {} places", answers.len()),
                expected,
            ));
        }
        let (from, to) = (self.answers.from, self.answers.to);
        for (index, answer) in answers.iter().enumerate() {
            if let Some(answer) = answer
                && !(from..=to).contains(answer)
            {
                let place = format!("answers.{}", index + 1);
                found.push(Problem::new(
                    place,
                    format!("is {answer}"),
                    format!("{from} to {to}, or nothing"),
                ));
            }
        }
        found
    }

    fn supplement_problems(&self, answers: &[Option<u8>]) -> Vec<Problem> {
        let Some(part) = &self.supplement else {
            return match answers {
                [] => Vec::new(),
                _ => vec![Problem::new(
                    "supplement",
                    "is not part of this instrument",
                    "no places",
                )],
            };
        };
        let mut found = Vec::new();
        if !answers.is_empty() && answers.len() != part.places.len() {
            let names: Vec<&str> = part.places.iter().map(|p| p.place.as_str()).collect();
            let expected = format!("{} places ({}), or none", names.len(), names.join(", "));
            found.push(Problem::new(
                part.supplement.clone(),
                format!("has {} places", answers.len()),
                expected,
            ));
        }
        for (index, answer) in answers.iter().enumerate() {
            if let Some(answer) = answer
                && usize::from(*answer) >= part.points.len()
            {
                let name = part
                    .places
                    .get(index)
                    .map_or_else(|| (index + 1).to_string(), |p| p.place.clone());
                let expected = format!("0 to {}, or nothing", part.points.len().saturating_sub(1));
                found.push(Problem::new(
                    format!("{}.{name}", part.supplement),
                    format!("is {answer}"),
                    expected,
                ));
            }
        }
        found
    }

    fn scale_score(&self, scale: &Scale, answers: &[Option<u8>]) -> Option<i64> {
        let given: Vec<i64> = scale
            .items
            .iter()
            .filter_map(|item| {
                let answer = (*answers.get(usize::from(item.checked_sub(1)?))?)?;
                Some(self.item_points(scale, *item, answer))
            })
            .collect();
        if given.is_empty() || given.len() < usize::from(scale.at_least) {
            return None;
        }
        let (sum, answered, items) = (
            given.iter().sum::<i64>(),
            given.len() as i64,
            scale.items.len() as i64,
        );
        // ⌊½ + sum/answered × items⌋ over the common denominator 2 × answered.
        Some((answered + 2 * sum * items).div_euclid(2 * answered))
    }

    fn item_points(&self, scale: &Scale, item: u16, answer: u8) -> i64 {
        if scale.reversed.contains(&item) {
            i64::from(self.answers.from) + i64::from(self.answers.to) - i64::from(answer)
        } else {
            i64::from(answer)
        }
    }

    pub(super) fn total_scores(
        &self,
        scales: &[(String, Option<i64>)],
    ) -> Vec<(String, Option<i64>)> {
        let value = |name: &String| {
            scales
                .iter()
                .find(|(scale, _)| scale == name)
                .and_then(|(_, value)| *value)
        };
        // Typed values may be of any size; a sum that does not fit is no sum.
        let add = |sum: i64, name: &String| sum.checked_add(value(name)?);
        self.totals
            .iter()
            .map(|total| (total.total.clone(), total.of.iter().try_fold(0, add)))
            .collect()
    }

    fn supplement_score(
        &self,
        part: &Supplement,
        version: &str,
        answers: &[Option<u8>],
    ) -> Option<i64> {
        let answer = |place: &str| {
            let at = part.places.iter().position(|p| p.place == place)?;
            *answers.get(at)?
        };
        if part.gate.as_deref().and_then(answer) == Some(0) {
            return Some(0);
        }
        let counted: Vec<u8> = self
            .version(version)?
            .counts
            .iter()
            .filter_map(|place| answer(place))
            .collect();
        if counted.is_empty() {
            return None;
        }
        counted
            .iter()
            .map(|answer| {
                part.points
                    .get(usize::from(*answer))
                    .copied()
                    .map(i64::from)
            })
            .sum()
    }
}
