//! Whom a fact points at: a file, a role, or only words. It never looks the file up.

use serde::{Deserialize, Serialize};

/// The id of a file as text. Its shape is checked, not its existence.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FileRef(pub String);

impl FileRef {
    /// Whether it is 1 to 64 letters, figures, `-` or `_`.
    pub fn is_well_formed(&self) -> bool {
        is_ident(&self.0)
    }
}

pub(super) fn is_ident(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

/// A person, agency or place that a fact speaks of.
///
/// JSON: `{"file": "…"}`, `{"role": "…"}` or `{"words": "…"}`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Who {
    /// Someone (or something) that has a file.
    File(FileRef),
    /// Everybody in a role of the pack.
    Role(String),
    /// Someone without a file, in words of at most 200 characters.
    Words(String),
}

impl Who {
    /// The file pointed at, if it is one.
    pub fn file(&self) -> Option<&FileRef> {
        match self {
            Who::File(file) => Some(file),
            Who::Role(_) | Who::Words(_) => None,
        }
    }
}
