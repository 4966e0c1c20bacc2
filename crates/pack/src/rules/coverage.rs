//! Which clauses of a pack's source are carried out, by what, and which scenarios show it. It computes from what a run of
//! the scenarios found; it never runs them.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::RuleId;
use crate::model::{How, Pack};

/// One clause and what becomes of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClauseCoverage {
    /// The clause.
    pub id: String,
    /// The rules that cite it.
    pub rules: Vec<RuleId>,
    /// The parts of the engine it names that there are.
    pub features: Vec<String>,
    /// Scenarios in which one of its rules was exercised and missed when taken away, and the tests of its features.
    pub shown_by: Vec<String>,
    /// Its rules that nothing shows.
    pub not_shown: Vec<RuleId>,
    /// Why it is outside software.
    pub not_software: Option<String>,
}

impl ClauseCoverage {
    /// A rule or a part of the engine carries it out.
    pub fn is_met(&self) -> bool {
        !self.rules.is_empty() || !self.features.is_empty()
    }

    /// It is met, and something shows it.
    pub fn is_shown(&self) -> bool {
        self.is_met() && !self.shown_by.is_empty()
    }

    /// It is outside software, and nothing here carries it out.
    pub fn is_not_software(&self) -> bool {
        self.not_software.is_some() && !self.is_met()
    }

    /// Nothing says how it is met.
    pub fn is_open(&self) -> bool {
        !self.is_met() && self.not_software.is_none()
    }
}

/// What becomes of every clause, in the order of `clauses.yaml`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coverage {
    /// The pack.
    pub pack: String,
    /// Its clauses.
    pub clauses: Vec<ClauseCoverage>,
}

impl Coverage {
    /// Computes it. `shown` has, for each rule, the scenarios that pass, exercise it and fail without it; `features` the
    /// names of the engine's parts, each with the tests that show it.
    pub fn of(
        pack: &Pack,
        shown: &BTreeMap<RuleId, Vec<String>>,
        features: &BTreeMap<String, Vec<String>>,
    ) -> Self {
        let mut cited: BTreeMap<String, Vec<RuleId>> = BTreeMap::new();
        for rule in pack.rule_list() {
            for clause in rule.clauses {
                let rules = cited.entry(clause.0).or_default();
                if rules.last() != Some(&rule.id) {
                    rules.push(rule.id.clone());
                }
            }
        }
        let clauses = pack.clauses.iter().map(|clause| {
            let rules = cited.get(&clause.id.0).cloned().unwrap_or_default();
            let mut shown_by = BTreeSet::new();
            let mut not_shown = Vec::new();
            for rule in &rules {
                match shown.get(rule).filter(|by| !by.is_empty()) {
                    Some(by) => shown_by.extend(by.iter().cloned()),
                    None => not_shown.push(rule.clone()),
                }
            }
            let (mut known, mut not_software) = (Vec::new(), None);
            match &clause.how {
                Some(How::Feature(names)) => {
                    for name in names {
                        if let Some(tests) = features.get(name.as_str()) {
                            known.push(name.to_string());
                            shown_by.extend(tests.iter().cloned());
                        }
                    }
                }
                Some(How::NotSoftware(why)) => not_software = Some(why.clone()),
                None => {}
            }
            ClauseCoverage {
                id: clause.id.0.clone(),
                rules,
                features: known,
                shown_by: shown_by.into_iter().collect(),
                not_shown,
                not_software,
            }
        });
        Self {
            pack: pack.head.pack.to_string(),
            clauses: clauses.collect(),
        }
    }

    /// The ids of the clauses for which something holds.
    pub fn ids(&self, holds: fn(&ClauseCoverage) -> bool) -> Vec<&str> {
        let fit = self.clauses.iter().filter(|clause| holds(clause));
        fit.map(|clause| clause.id.as_str()).collect()
    }

    /// Counts, and the ids behind them under `…_ids`: `{pack, clauses, met, shown, not_software, open, …}`. Every clause is
    /// met, not software or open; those shown are among those met.
    pub fn to_json(&self) -> Value {
        let (met, shown) = (
            self.ids(ClauseCoverage::is_met),
            self.ids(ClauseCoverage::is_shown),
        );
        let (not_software, open) = (
            self.ids(ClauseCoverage::is_not_software),
            self.ids(ClauseCoverage::is_open),
        );
        json!({
            "pack": self.pack,
            "clauses": self.clauses.len(),
            "met": met.len(),
            "shown": shown.len(),
            "not_software": not_software.len(),
            "open": open.len(),
            "met_ids": met,
            "shown_ids": shown,
            "not_software_ids": not_software,
            "open_ids": open,
        })
    }
}
