//! Which given names stand for each other. The table is data of the pack or deployment; none is built in.

use std::collections::{BTreeMap, BTreeSet};

use crate::text::fold;

/// Groups of given names that stand for each other ("William", "Bill", "Wiremu").
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Nicknames {
    groups: Vec<BTreeSet<String>>,
    of: BTreeMap<String, Vec<usize>>,
}

impl Nicknames {
    /// From groups of names as written. A name may be in several groups; standing for each other does not carry over.
    pub fn new<G, N>(groups: impl IntoIterator<Item = G>) -> Self
    where
        G: IntoIterator<Item = N>,
        N: AsRef<str>,
    {
        let mut made = Nicknames::default();
        for group in groups {
            let names: BTreeSet<String> =
                group.into_iter().map(|name| fold(name.as_ref())).collect();
            for name in &names {
                made.of
                    .entry(name.clone())
                    .or_default()
                    .push(made.groups.len());
            }
            made.groups.push(names);
        }
        made
    }

    /// Whether two folded words stand for each other.
    pub(super) fn alike(&self, one: &str, other: &str) -> bool {
        let groups = |word: &str| self.of.get(word).map_or(&[][..], Vec::as_slice);
        groups(one)
            .iter()
            .any(|group| groups(other).contains(group))
    }

    /// The folded words that stand for a folded word, itself left out.
    pub(super) fn others<'a>(&'a self, word: &'a str) -> impl Iterator<Item = &'a str> {
        let groups = self.of.get(word).map_or(&[][..], Vec::as_slice);
        let names = groups
            .iter()
            .filter_map(|group| self.groups.get(*group))
            .flatten();
        names.map(String::as_str).filter(move |name| *name != word)
    }
}
