//! The names of a pack's files by number, kept after reading so that a place can still be told. It never opens them.

use std::sync::Arc;

use super::place::{FileId, Span};

/// The names of the files that places point into.
#[derive(Debug, Clone, Default)]
pub struct Files(pub(super) Vec<Arc<str>>);

impl Files {
    /// The name of a file, or `-` if it was never numbered here.
    pub fn name(&self, file: FileId) -> Arc<str> {
        usize::try_from(file.0)
            .ok()
            .and_then(|index| self.0.get(index))
            .cloned()
            .unwrap_or_else(|| "-".into())
    }

    /// `file:line:column`.
    pub fn place(&self, span: Span) -> String {
        format!("{}:{}:{}", self.name(span.file), span.line, span.column)
    }
}
