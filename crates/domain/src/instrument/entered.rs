//! Scores that were worked out elsewhere and are typed in: the ordinary way for a licensed instrument.

use super::def::InstrumentDef;
use super::score::{Problem, Scores};

impl InstrumentDef {
    /// Checks typed scores and puts them in the order shown; what was not typed is missing.
    ///
    /// A total that was left out is added up from its scales; one that was typed must agree with them if all are there.
    ///
    /// # Errors
    /// Every problem by the score's name: unknown version or score, one given twice, a value outside its range, a total
    /// that is not the sum of its scales.
    pub fn entered(
        &self,
        version: &str,
        typed: &[(String, Option<i64>)],
    ) -> Result<Scores, Vec<Problem>> {
        let mut found = self.unknown_version(version);
        let names = self.score_names();
        for (index, (name, value)) in typed.iter().enumerate() {
            let shown: String = name.chars().take(40).collect();
            if !names.contains(&name.as_str()) {
                found.push(Problem::new(
                    shown,
                    "is not a score of this instrument",
                    names.join(", "),
                ));
                continue;
            }
            if typed.iter().take(index).any(|(earlier, _)| earlier == name) {
                found.push(Problem::new(shown.clone(), "is given twice", "one value"));
            }
            if let (Some(value), Some((low, high))) = (value, self.range(version, name))
                && !(low..=high).contains(value)
            {
                found.push(Problem::new(
                    shown,
                    format!("is {value}"),
                    format!("{low} to {high}"),
                ));
            }
        }
        let value = |name: &str| {
            typed
                .iter()
                .find(|(one, _)| one == name)
                .and_then(|(_, value)| *value)
        };
        let mut pairs: Vec<(String, Option<i64>)> = names
            .iter()
            .map(|name| ((*name).to_owned(), value(name)))
            .collect();
        for (total, sum) in self.total_scores(typed) {
            let Some(sum) = sum else { continue };
            match value(&total) {
                Some(given) if given != sum => {
                    found.push(Problem::new(
                        total,
                        format!("is {given}"),
                        format!("{sum}, the sum of its scales"),
                    ));
                }
                Some(_) => {}
                None => {
                    if let Some(pair) = pairs.iter_mut().find(|(name, _)| *name == total) {
                        pair.1 = Some(sum);
                    }
                }
            }
        }
        if found.is_empty() {
            Ok(Scores { pairs })
        } else {
            Err(found)
        }
    }
}
