//! The names of inputs as a tree: `a.goals.2.goal` is the goal of the second row. It knows no form; what a form does not ask
//! for is never looked up.

use std::collections::BTreeMap;

/// The most inputs of one form.
pub const MOST_PAIRS: usize = 20_000;
/// The deepest name that any form uses, and a little more.
const DEEPEST: usize = 10;
/// The most rows of a list.
const MOST_ROWS: usize = 1_000;

/// Values by name, and what stands below each piece of the name.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Tree {
    values: Vec<String>,
    below: BTreeMap<String, Tree>,
}

impl Tree {
    /// A tree of decoded pairs. Line ends become `\n`, whatever the browser sent.
    pub fn of<'p>(pairs: impl IntoIterator<Item = (&'p str, &'p str)>) -> Self {
        let mut root = Self::default();
        for (name, value) in pairs.into_iter().take(MOST_PAIRS) {
            let mut here = &mut root;
            for piece in name.splitn(DEEPEST, '.') {
                here = here.below.entry(piece.to_owned()).or_default();
            }
            let value = value.replace("\r\n", "\n").replace('\r', "\n");
            here.values.push(value);
        }
        root
    }

    /// What stands below a piece of the name.
    pub fn at(&self, piece: &str) -> Option<&Self> {
        self.below.get(piece)
    }

    /// The last value of this very name: a later input overrules an earlier one, as a ticked box does its hidden twin.
    pub fn one(&self) -> &str {
        self.values.last().map_or("", String::as_str)
    }

    /// The last value below.
    pub fn text(&self, piece: &str) -> &str {
        self.at(piece).map_or("", Self::one)
    }

    /// Every value of this very name that says something, once each, in order.
    pub fn all(&self) -> Vec<&str> {
        let mut all: Vec<&str> = Vec::new();
        for value in self.values.iter().map(String::as_str) {
            if !value.trim().is_empty() && !all.contains(&value) {
                all.push(value);
            }
        }
        all
    }

    /// The rows below, in the order of their numbers; gaps are closed.
    pub fn rows(&self) -> Vec<&Self> {
        let mut rows: Vec<(u32, &Self)> = self
            .below
            .iter()
            .filter_map(|(piece, row)| Some((piece.parse().ok()?, row)))
            .collect();
        rows.sort_by_key(|(number, _)| *number);
        rows.truncate(MOST_ROWS);
        rows.into_iter().map(|(_, row)| row).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Tree;

    #[test]
    fn rows_follow_their_numbers_and_gaps_close() {
        let tree = Tree::of([("a.g.10.x", "ten"), ("a.g.2.x", "two"), ("a.g.odd.x", "no")]);
        let group = tree.at("a").and_then(|a| a.at("g")).unwrap();
        let all: Vec<&str> = group.rows().iter().map(|r| r.text("x")).collect();
        assert_eq!(all, ["two", "ten"]);
    }

    #[test]
    fn line_ends_are_one_and_the_same() {
        let tree = Tree::of([("a.t", "one\r\ntwo\rthree")]);
        assert_eq!(tree.at("a").unwrap().text("t"), "one\ntwo\nthree");
    }
}
