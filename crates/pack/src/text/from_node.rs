//! What can be read from a node, and the shapes that hold other readable things: lists, lists of one, options, mappings
//! with free keys, values with their place. It never gives half a value: what cannot be read is reported and left out.

use std::ops::Deref;

use serde::Serialize;

use super::ident::{Ident, ident_at};
use super::place::Spanned;
use super::problem::Problems;
use super::tree::{Key, Node, Value};

/// A type that can be read from a node.
pub trait FromNode: Sized {
    /// What a writer should put here, for messages: "text", "a whole number", "one of …".
    fn expected() -> String;

    /// Reads the value, or reports why it cannot be read. Nothing comes back only if something was reported.
    fn from_node(node: &Node, problems: &mut Problems) -> Option<Self>;

    /// The value of a field that is not there, for types that allow it; nothing makes the field required.
    fn absent() -> Option<Self> {
        None
    }

    /// Reports that something else stands here, and gives nothing.
    fn refuse(node: &Node, problems: &mut Problems) -> Option<Self> {
        if node.value != Value::Broken {
            problems
                .error(node.span, format!("found {}", node.describe()))
                .expected(Self::expected());
        }
        None
    }
}

impl FromNode for Node {
    fn expected() -> String {
        "a value".into()
    }
    fn from_node(node: &Node, _: &mut Problems) -> Option<Self> {
        Some(node.clone())
    }
}

impl<T: FromNode> FromNode for Option<T> {
    fn expected() -> String {
        T::expected()
    }
    fn from_node(node: &Node, problems: &mut Problems) -> Option<Self> {
        if node.is_null() {
            Some(None)
        } else {
            T::from_node(node, problems).map(Some)
        }
    }
    fn absent() -> Option<Self> {
        Some(None)
    }
}

impl<T: FromNode> FromNode for Box<T> {
    fn expected() -> String {
        T::expected()
    }
    fn from_node(node: &Node, problems: &mut Problems) -> Option<Self> {
        T::from_node(node, problems).map(Box::new)
    }
    fn absent() -> Option<Self> {
        T::absent().map(Box::new)
    }
}

impl<T: FromNode> FromNode for Spanned<T> {
    fn expected() -> String {
        T::expected()
    }
    fn from_node(node: &Node, problems: &mut Problems) -> Option<Self> {
        T::from_node(node, problems).map(|value| Spanned::new(value, node.span))
    }
}

/// Items that cannot be read are reported and left out; the rest come back.
impl<T: FromNode> FromNode for Vec<T> {
    fn expected() -> String {
        format!("a list, each item {}", T::expected())
    }
    fn from_node(node: &Node, problems: &mut Problems) -> Option<Self> {
        match &node.value {
            Value::List(nodes) => Some(
                nodes
                    .iter()
                    .filter_map(|node| T::from_node(node, problems))
                    .collect(),
            ),
            _ if node.is_null() => Some(Vec::new()),
            _ => Self::refuse(node, problems),
        }
    }
    fn absent() -> Option<Self> {
        Some(Vec::new())
    }
}

/// A list that may be written as its single item. Not there means no items.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct OneOrMany<T>(
    /// The items in the order written.
    pub Vec<T>,
);

impl<T> Default for OneOrMany<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Deref for OneOrMany<T> {
    type Target = [T];
    fn deref(&self) -> &[T] {
        &self.0
    }
}

impl<'a, T> IntoIterator for &'a OneOrMany<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;
    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl<T: FromNode> FromNode for OneOrMany<T> {
    fn expected() -> String {
        format!("{}, or a list of such", T::expected())
    }
    fn from_node(node: &Node, problems: &mut Problems) -> Option<Self> {
        match &node.value {
            Value::List(_) => Vec::from_node(node, problems).map(Self),
            _ if node.is_null() => Some(Self::default()),
            _ => T::from_node(node, problems).map(|one| Self(vec![one])),
        }
    }
    fn absent() -> Option<Self> {
        Some(Self::default())
    }
}

/// A mapping whose keys are the writer's own names, in the order written. Not there means no entries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entries<T>(
    /// Name (with its place) and value.
    pub Vec<(Spanned<Ident>, T)>,
);

impl<T> Default for Entries<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Entries<T> {
    /// The value under a name.
    pub fn get(&self, name: &str) -> Option<&T> {
        self.0
            .iter()
            .find(|(key, _)| key.as_str() == name)
            .map(|(_, value)| value)
    }

    /// The names in the order written.
    pub fn names(&self) -> impl Iterator<Item = &Ident> {
        self.0.iter().map(|(key, _)| &key.value)
    }
}

impl<T> Deref for Entries<T> {
    type Target = [(Spanned<Ident>, T)];
    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl<T: FromNode> FromNode for Entries<T> {
    fn expected() -> String {
        format!("a mapping of names, each to {}", T::expected())
    }
    fn from_node(node: &Node, problems: &mut Problems) -> Option<Self> {
        let entries = match &node.value {
            Value::Map(entries) => entries,
            _ if node.is_null() => return Some(Self::default()),
            _ => return Self::refuse(node, problems),
        };
        let mut read = |(key, node): &(Key, Node)| {
            let name = ident_at(&key.name, key.span, problems);
            let value = T::from_node(node, problems);
            Some((name?, value?))
        };
        Some(Self(entries.iter().filter_map(&mut read).collect()))
    }
    fn absent() -> Option<Self> {
        Some(Self::default())
    }
}
