//! Reading a mapping field by field: what is missing, what is not known and what is of the wrong kind are all reported,
//! so that a model can be written as a list of its fields. It never stops at the first problem.

use super::from_node::FromNode;
use super::nearest::nearest;
use super::place::Span;
use super::problem::Problems;
use super::tree::{Key, Node, Value, shortened};

/// The fields of one mapping while they are being read. Ask for every field, then call [`Fields::done`], then put the
/// value together with `?`.
#[must_use = "call `done` to report keys that are missing or not known"]
pub struct Fields<'n, 'p> {
    what: &'static str,
    span: Span,
    entries: &'n [(Key, Node)],
    known: Vec<&'static str>,
    missing: Vec<(&'static str, String)>,
    problems: &'p mut Problems,
}

impl<'n, 'p> Fields<'n, 'p> {
    /// Begins to read a mapping; `what` names it in messages ("a time limit"). Anything but a mapping is reported and
    /// gives nothing.
    pub fn of(node: &'n Node, what: &'static str, problems: &'p mut Problems) -> Option<Self> {
        let entries = match &node.value {
            Value::Map(entries) => entries,
            Value::Broken => return None,
            _ => {
                problems
                    .error(node.span, format!("found {}", node.describe()))
                    .expected(format!("{what} as a mapping of keys to values"));
                return None;
            }
        };
        Some(Self {
            what,
            span: node.span,
            entries,
            known: Vec::new(),
            missing: Vec::new(),
            problems,
        })
    }

    /// Reads a field as its type says: required, unless the type has a meaning for "not there" (an `Option` is empty, a
    /// list has no items). Nothing if it is missing or wrong, which has then been noted.
    pub fn get<T: FromNode>(&mut self, name: &'static str) -> Option<T> {
        match self.node(name) {
            Some(node) => T::from_node(node, self.problems),
            None => {
                let absent = T::absent();
                if absent.is_none() {
                    self.missing.push((name, T::expected()));
                }
                absent
            }
        }
    }

    /// A field that must be there, even where its type could do without.
    pub fn required<T: FromNode>(&mut self, name: &'static str) -> Option<T> {
        match self.node(name) {
            Some(node) => T::from_node(node, self.problems),
            None => {
                self.missing.push((name, T::expected()));
                None
            }
        }
    }

    /// A field that may be missing or empty. (A field that is there and wrong is reported and reads as missing.)
    pub fn optional<T: FromNode>(&mut self, name: &'static str) -> Option<T> {
        let node = self.node(name).filter(|node| !node.is_null())?;
        T::from_node(node, self.problems)
    }

    /// A field with a value to take if it is missing or empty.
    pub fn or<T: FromNode>(&mut self, name: &'static str, otherwise: T) -> Option<T> {
        match self.node(name).filter(|node| !node.is_null()) {
            Some(node) => T::from_node(node, self.problems),
            None => Some(otherwise),
        }
    }

    /// A list that may be missing; items that cannot be read are reported and left out.
    pub fn list<T: FromNode>(&mut self, name: &'static str) -> Vec<T> {
        self.optional::<Vec<T>>(name).unwrap_or_default()
    }

    /// The node of a field as it stands, to be read by hand; from now on its key counts as known.
    pub fn node(&mut self, name: &'static str) -> Option<&'n Node> {
        if !self.known.contains(&name) {
            self.known.push(name);
        }
        self.entries
            .iter()
            .find(|(key, _)| key.name == name)
            .map(|(_, node)| node)
    }

    /// Which one of several keys is there: exactly one must be. None or more than one is reported.
    pub fn one_of(&mut self, names: &[&'static str]) -> Option<&'static str> {
        let found = self.at_most_one_of(names);
        if !names.iter().any(|name| self.has(name)) {
            let last_resort = self
                .entries
                .iter()
                .find_map(|(key, _)| nearest(&key.name, names));
            if last_resort.is_none() {
                self.problems
                    .error(self.span, format!("{} says none of its kinds", self.what))
                    .expected(format!("one of {}", quoted(names)));
            }
        }
        found
    }

    /// Which one of several keys is there, if any; more than one is reported, at the second.
    pub fn at_most_one_of(&mut self, names: &[&'static str]) -> Option<&'static str> {
        for name in names {
            self.node(name);
        }
        let mut found = self.entries.iter().filter_map(|(key, _)| {
            names
                .iter()
                .find(|name| **name == key.name)
                .map(|name| (name, key))
        });
        let (first, _) = found.next()?;
        if let Some((second, key)) = found.next() {
            self.problems
                .error(
                    key.span,
                    format!("`{second}` beside `{first}` in {}", self.what),
                )
                .expected(format!("only one of {}", quoted(names)));
        }
        Some(first)
    }

    /// True if a key is there (which does not make it known).
    pub fn has(&self, name: &str) -> bool {
        self.entries.iter().any(|(key, _)| key.name == name)
    }

    /// Where the mapping begins.
    pub fn span(&self) -> Span {
        self.span
    }

    /// Where a key is written, or the mapping's own place if it is not there.
    pub fn span_of(&self, name: &str) -> Span {
        self.entries
            .iter()
            .find(|(key, _)| key.name == name)
            .map_or(self.span, |(key, _)| key.span)
    }

    /// The problems, to report something more while reading.
    pub fn problems(&mut self) -> &mut Problems {
        self.problems
    }

    /// Reports the keys that nobody asked for and the required ones that are not there. A key that is nearly one of the
    /// missing ones is reported once, as the slip it is.
    pub fn done(self) {
        let mut meant: Vec<String> = Vec::new();
        for (key, _) in self
            .entries
            .iter()
            .filter(|(key, _)| !self.known.contains(&key.name.as_str()))
        {
            let missing = self.missing.iter().map(|(name, _)| *name);
            let free = self
                .known
                .iter()
                .copied()
                .filter(|name| !self.entries.iter().any(|(key, _)| key.name == *name));
            let near = nearest(&key.name, missing)
                .or_else(|| nearest(&key.name, free))
                .or_else(|| nearest(&key.name, &self.known));
            let problem = self.problems.error(
                key.span,
                format!("unknown key `{}` in {}", shortened(&key.name), self.what),
            );
            match near {
                Some(near) => {
                    meant.push(near.clone());
                    problem.nearest = Some(near);
                }
                None => {
                    problem.expected(format!("one of {}", quoted(&self.known)));
                }
            }
        }
        for (name, expected) in self.missing {
            if !meant.iter().any(|meant| meant == name) {
                self.problems
                    .error(self.span, format!("`{name}` is missing in {}", self.what))
                    .expected(expected);
            }
        }
    }
}

/// Names in back quotes with commas between.
fn quoted(names: &[&str]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    names.join(", ")
}
