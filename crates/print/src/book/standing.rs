//! Where each clause stands: shown, met, outside software or open. It takes what a run of the scenarios found, if there is
//! one; otherwise what the pack itself says.

use std::collections::BTreeMap;

use pack::Pack;
use pack::model::How;
use pack::rules::{ClauseCoverage, Coverage, RuleId};

/// How far a clause is carried out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Standing {
    Shown,
    Met,
    NotSoftware,
    Open,
}

impl Standing {
    pub const ALL: [Self; 4] = [Self::Shown, Self::Met, Self::NotSoftware, Self::Open];

    /// What a reader calls it; `run` says whether scenarios were run.
    pub fn words(self, run: bool) -> &'static str {
        match self {
            Self::Shown => "Met and shown",
            Self::Met if run => "Met, not yet shown",
            Self::Met => "Met",
            Self::NotSoftware => "Outside software",
            Self::Open => "Open",
        }
    }

    /// The class of its colour.
    pub fn class(self) -> &'static str {
        match self {
            Self::Shown => "shown",
            Self::Met => "met",
            Self::NotSoftware => "outside",
            Self::Open => "open",
        }
    }
}

/// One clause.
pub(super) struct ClauseStanding {
    pub standing: Standing,
    pub rules: Vec<RuleId>,
    pub features: Vec<String>,
    pub shown_by: Vec<String>,
    pub not_shown: Vec<RuleId>,
}

/// All of them, in the order of the pack's clauses.
pub(super) struct Standings {
    pub clauses: Vec<ClauseStanding>,
    /// Scenarios were run.
    pub run: bool,
}

impl Standings {
    pub fn count(&self, standing: Standing) -> usize {
        let fit = self.clauses.iter().filter(|c| c.standing == standing);
        fit.count()
    }
}

/// Works them out.
pub(super) fn of(pack: &Pack, coverage: Option<&Coverage>) -> Standings {
    let own = Coverage::of(pack, &BTreeMap::new(), &BTreeMap::new());
    let mut run: BTreeMap<&str, &ClauseCoverage> = BTreeMap::new();
    for clause in coverage.iter().flat_map(|c| &c.clauses) {
        run.insert(&clause.id, clause);
    }
    let clauses = pack.clauses.iter().zip(&own.clauses).map(|(clause, own)| {
        let found = run.get(clause.id.0.as_str()).copied();
        let of = found.unwrap_or(own);
        // Without a run the names of the engine's parts are taken at their word.
        let features = match (&clause.how, found) {
            (Some(How::Feature(names)), None) => names.iter().map(|n| n.to_string()).collect(),
            _ => of.features.clone(),
        };
        let standing = if of.is_shown() {
            Standing::Shown
        } else if of.is_met() || !features.is_empty() {
            Standing::Met
        } else if of.is_not_software() {
            Standing::NotSoftware
        } else {
            Standing::Open
        };
        ClauseStanding {
            standing,
            rules: of.rules.clone(),
            features,
            shown_by: of.shown_by.clone(),
            not_shown: found.map(|f| f.not_shown.clone()).unwrap_or_default(),
        }
    });
    Standings {
        clauses: clauses.collect(),
        run: coverage.is_some(),
    }
}
