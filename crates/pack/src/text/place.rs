//! Where something stands in a pack's text. A place is small and copied about, so that a value can be pointed at long
//! after it was read; it never holds the text itself.

use std::cmp::Ordering;
use std::hash::{Hash, Hasher};
use std::ops::Deref;

use serde::{Serialize, Serializer};

/// A file of the pack, as numbered by [`Problems::file`](super::Problems::file).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct FileId(pub(super) u32);

/// Where a node begins: file, line and column, both counted from 1, columns in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// How far inside the node its text begins, if the text stands on one line exactly as it is read.
    pub(super) verbatim: Option<u8>,
}

impl Default for Span {
    fn default() -> Self {
        Self::start_of(FileId::default())
    }
}

impl Span {
    /// A place in a file: line and column from 1.
    pub fn new(file: FileId, line: u32, column: u32) -> Self {
        Self {
            file,
            line,
            column,
            verbatim: None,
        }
    }

    /// The first character of a file: where a file that is missing or wrong as a whole is reported.
    pub fn start_of(file: FileId) -> Self {
        Self::new(file, 1, 1)
    }

    /// The place of the `offset`-th character (from 0) of the scalar that stands here. A scalar with escapes or over
    /// several lines cannot be pointed into: its own beginning is given.
    pub fn inside(self, offset: usize) -> Self {
        match self.verbatim {
            Some(skip) => {
                let offset = u32::try_from(offset).unwrap_or(u32::MAX);
                Self {
                    column: self
                        .column
                        .saturating_add(u32::from(skip))
                        .saturating_add(offset),
                    verbatim: None,
                    ..self
                }
            }
            None => self,
        }
    }
}

/// A value and where it was written. Reads as the value; compares, sorts and serialises by the value alone.
#[derive(Debug, Clone, Copy, Default)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it was written.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// A value at a place.
    pub fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }

    /// The value changed, the place kept.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Spanned<U> {
        Spanned {
            value: change(self.value),
            span: self.span,
        }
    }
}

impl<T> Deref for Spanned<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: PartialEq> PartialEq for Spanned<T> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}
impl<T: Eq> Eq for Spanned<T> {}
impl<T: PartialOrd> PartialOrd for Spanned<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        self.value.partial_cmp(&other.value)
    }
}
impl<T: Ord> Ord for Spanned<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.value.cmp(&other.value)
    }
}
impl<T: Hash> Hash for Spanned<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.value.hash(state);
    }
}
impl<T: Serialize> Serialize for Spanned<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value.serialize(serializer)
    }
}
