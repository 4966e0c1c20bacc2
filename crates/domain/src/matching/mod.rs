//! Is this person already known? Ranks candidates by how much speaks for their being the person asked about, and says
//! what. It decides nothing and merges nothing: people do. A score comes from the two people compared alone, never from
//! how rare a name is or who else is on file, so that a hidden file changes no answer. Reasons name no value
//! of the candidate; a former name is found and reported as "a former name", no more.
//!
//! Weights, in points of 100 (`weigh` holds them all): family name 32, given names 32, birth 35, an identifier 50; small
//! ones for telephone, household, school, locality and gender. A gender that differs counts nothing. Caps keep alike
//! people apart: see [`Band`].

mod birth;
mod keys;
mod name;
mod nicknames;
mod reason;
mod sound;
mod weigh;

#[cfg(test)]
mod tests;

pub use keys::{blocking_keys, query_keys};
pub use nicknames::Nicknames;
pub use reason::{About, How, Reason};

use crate::fact::Birth;

/// One name of a person, for matching.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct KnownName {
    /// Given (or preferred) names, empty if none.
    pub given: String,
    /// Family name, empty if none.
    pub family: String,
    /// Whether it is a former name or otherwise not to be revealed to whoever searches: found, never shown.
    pub former: bool,
}

/// What is known of a person, for matching; empty where nothing is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Person {
    /// All names, former ones included.
    pub names: Vec<KnownName>,
    /// Birth, known, estimated or expected.
    pub birth: Option<Birth>,
    /// Gender, as a code or word; compared folded.
    pub gender: Option<String>,
    /// Identifiers: system and value.
    pub identifiers: Vec<(String, String)>,
    /// Schools: file ids or names.
    pub schools: Vec<String>,
    /// Localities of addresses, former ones included.
    pub localities: Vec<String>,
    /// Telephone numbers as written.
    pub phones: Vec<String>,
    /// Households: file ids.
    pub households: Vec<String>,
}

/// A person on file who may be the one asked about.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Candidate {
    /// The file's id; settles ties.
    pub id: String,
    /// What is known.
    pub person: Person,
}

/// How sure a match is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Band {
    /// From 45 points. Two people of different given names (twins, siblings) never get further without a common identifier.
    Possible,
    /// From 70 points. A name that only sounds alike, a former name, an identifier or a birth that contradicts: no further.
    Likely,
    /// From 90 points: the same given and family name and the same birth, or the same identifier and names.
    Certain,
}

impl Band {
    /// The band of a score; none below 45.
    pub fn of(score: u8) -> Option<Band> {
        match score {
            90.. => Some(Band::Certain),
            70.. => Some(Band::Likely),
            45.. => Some(Band::Possible),
            _ => None,
        }
    }
}

/// A candidate worth showing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// Its place in the candidates given.
    pub index: usize,
    /// 45 to 100.
    pub score: u8,
    /// How sure.
    pub band: Band,
    /// What speaks for it and against it, weightiest first.
    pub reasons: Vec<Reason>,
}

/// The candidates worth showing, best first; equal scores in the order of their ids.
pub fn rank(query: &Person, candidates: &[Candidate], nicknames: &Nicknames) -> Vec<Match> {
    let query = weigh::Prepared::new(query);
    let mut found: Vec<Match> = candidates
        .iter()
        .enumerate()
        .filter_map(|(index, candidate)| {
            let (score, reasons) =
                weigh::weigh(&query, &weigh::Prepared::new(&candidate.person), nicknames);
            Some(Match {
                index,
                score,
                band: Band::of(score)?,
                reasons,
            })
        })
        .collect();
    let id = |found: &Match| candidates.get(found.index).map(|c| c.id.as_str());
    found.sort_by(|a, b| {
        b.score
            .cmp(&a.score)
            .then_with(|| id(a).cmp(&id(b)))
            .then(a.index.cmp(&b.index))
    });
    found
}
