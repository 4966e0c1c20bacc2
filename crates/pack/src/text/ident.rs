//! Identifiers: the names a pack gives to its kinds, fields, roles and time limits. It never says what a name stands for.

use std::borrow::Borrow;
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::from_node::FromNode;
use super::place::{Span, Spanned};
use super::problem::Problems;
use super::tree::{Node, shortened};

/// An identifier: a small letter, then small letters, digits, `-` and `_`, at most 80 in all. Cheap to clone.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ident(Arc<str>);

impl Ident {
    /// The identifier, if the text is one.
    pub fn new(text: &str) -> Option<Self> {
        let mut bytes = text.bytes();
        let first = bytes.next().is_some_and(|b| b.is_ascii_lowercase());
        let rest =
            bytes.all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'_'));
        (first && rest && text.len() <= 80).then(|| Self(text.into()))
    }

    /// The identifier with its place, or a problem there that suggests one that would do.
    pub fn at(text: &str, span: Span, problems: &mut Problems) -> Option<Spanned<Self>> {
        if let Some(ident) = Self::new(text) {
            return Some(Spanned::new(ident, span));
        }
        let problem = problems
            .error(span, format!("`{}` is not an identifier", shortened(text)))
            .expected(Self::expected());
        let mended: String = text
            .trim()
            .to_lowercase()
            .split_whitespace()
            .collect::<Vec<_>>()
            .join("-");
        problem.nearest = Self::new(&mended).map(|ident| ident.to_string());
        None
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromNode for Ident {
    fn expected() -> String {
        "an identifier (small letters, digits, `-` and `_`, beginning with a letter)".into()
    }
    fn from_node(node: &Node, problems: &mut Problems) -> Option<Self> {
        match node.text() {
            Some(text) => Self::at(text, node.span, problems).map(|ident| ident.value),
            None => Self::refuse(node, problems),
        }
    }
}

impl Deref for Ident {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}
impl AsRef<str> for Ident {
    fn as_ref(&self) -> &str {
        &self.0
    }
}
impl Borrow<str> for Ident {
    fn borrow(&self) -> &str {
        &self.0
    }
}
impl PartialEq<str> for Ident {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}
impl PartialEq<&str> for Ident {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}
impl fmt::Display for Ident {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
impl Serialize for Ident {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}
impl<'de> Deserialize<'de> for Ident {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::new(&text).ok_or_else(|| de::Error::custom("not an identifier"))
    }
}
