//! A YAML document as a tree of nodes with their places. Scalars stay the text that was written; what it means is asked
//! by whoever reads the field.

use super::place::Span;

/// How a scalar was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Without quotes: may mean a number, yes or no, nothing.
    Plain,
    /// In single or double quotes: always text.
    Quoted,
    /// As a `|` or `>` block: always text.
    Block,
}

/// One node and where it begins.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// What it holds.
    pub value: Value,
    /// Where it begins.
    pub span: Span,
}

/// What a node holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Text as written, quotes and escapes undone.
    Scalar(String, Style),
    /// A list.
    List(Vec<Node>),
    /// A mapping, in the order written; no key stands twice.
    Map(Vec<(Key, Node)>),
    /// Something already reported (an alias): read as nothing, without another problem.
    Broken,
}

/// A key of a mapping.
#[derive(Debug, Clone, PartialEq)]
pub struct Key {
    /// The name.
    pub name: String,
    /// Where it is written.
    pub span: Span,
}

impl Node {
    /// The text of a scalar, however it was written; nothing for `~`, `null`, an empty value, lists and mappings.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar(text, _) if !self.is_null() => Some(text),
            _ => None,
        }
    }

    /// The text of a scalar written without quotes.
    pub fn plain(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar(text, Style::Plain) if !self.is_null() => Some(text),
            _ => None,
        }
    }

    /// True for an empty value, `~` and `null`.
    pub fn is_null(&self) -> bool {
        matches!(&self.value, Value::Scalar(text, Style::Plain) if matches!(text.as_str(), "" | "~" | "null"))
    }

    /// The nodes of a list.
    pub fn list(&self) -> Option<&[Node]> {
        match &self.value {
            Value::List(nodes) => Some(nodes),
            _ => None,
        }
    }

    /// The entries of a mapping.
    pub fn map(&self) -> Option<&[(Key, Node)]> {
        match &self.value {
            Value::Map(entries) => Some(entries),
            _ => None,
        }
    }

    /// The value under a key of a mapping.
    pub fn get(&self, name: &str) -> Option<&Node> {
        self.map()?
            .iter()
            .find(|(key, _)| key.name == name)
            .map(|(_, node)| node)
    }

    /// What stands here, for a message: "nothing", "a list", "a mapping" or the text itself, shortened.
    pub fn describe(&self) -> String {
        match &self.value {
            _ if self.is_null() => "nothing".into(),
            Value::Scalar(text, _) => format!("`{}`", shortened(text)),
            Value::List(_) => "a list".into(),
            Value::Map(_) => "a mapping".into(),
            Value::Broken => "something unreadable".into(),
        }
    }
}

/// The first forty characters of a text on one line, for a message.
pub(super) fn shortened(text: &str) -> String {
    let mut out: String = text
        .chars()
        .take(40)
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    if text.chars().nth(40).is_some() {
        out.push('…');
    }
    out
}
