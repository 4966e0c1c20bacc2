//! What is wrong with a pack: problems with their places, gathered, sorted and printed. It never decides what is wrong
//! and never prints anything itself.

use std::fmt;
use std::sync::Arc;

use serde::{Serialize, Serializer};

use super::files::Files;
use super::nearest::nearest;
use super::place::{FileId, Span};

/// How many problems are printed before the rest are only counted.
const SHOWN: usize = 500;
/// How many problems are kept before the rest are only counted.
const KEPT: usize = 20_000;

/// Whether a problem keeps the pack from being used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The pack cannot be used.
    Error,
    /// The pack can be used, but somebody should look.
    Warning,
}

/// One thing that is wrong, where, what was expected, and the nearest name that would have been right.
/// Prints as ``file:line:column: what is wrong; expected …; did you mean `x`?``.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Problem {
    /// The file as the user knows it.
    #[serde(serialize_with = "as_text")]
    pub file: Arc<str>,
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// What is wrong.
    pub message: String,
    /// What was expected, without the word "expected".
    pub expected: Option<String>,
    /// The nearest name that would be right.
    pub nearest: Option<String>,
    /// Whether it keeps the pack from being used.
    pub severity: Severity,
}

fn as_text<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(text)
}

impl Problem {
    /// Says what was expected here.
    pub fn expected(&mut self, what: impl Into<String>) -> &mut Self {
        self.expected = Some(what.into());
        self
    }

    /// Suggests the candidate nearest to what was written, if one is near enough.
    pub fn nearest<S: AsRef<str>>(
        &mut self,
        written: &str,
        candidates: impl IntoIterator<Item = S>,
    ) -> &mut Self {
        self.nearest = nearest(written, candidates);
        self
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}: ", self.file, self.line, self.column)?;
        if self.severity == Severity::Warning {
            f.write_str("warning: ")?;
        }
        f.write_str(&self.message)?;
        if let Some(expected) = &self.expected {
            write!(f, "; expected {expected}")?;
        }
        if let Some(nearest) = &self.nearest {
            write!(f, "; did you mean `{nearest}`?")?;
        }
        Ok(())
    }
}

/// The problems found so far, and the names of the files they are in.
#[derive(Debug, Clone, Default)]
pub struct Problems {
    files: Files,
    list: Vec<Problem>,
    /// Where a problem beyond [`KEPT`] is written and forgotten.
    spill: Option<Problem>,
    uncounted: usize,
    errors: usize,
}

impl Problems {
    /// No problems yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Numbers a file (the same name gives the same number).
    pub fn file(&mut self, name: &str) -> FileId {
        let files = &mut self.files.0;
        let known = files.iter().position(|known| &**known == name);
        let index = known.unwrap_or_else(|| {
            files.push(name.into());
            files.len() - 1
        });
        FileId(u32::try_from(index).unwrap_or(u32::MAX))
    }

    /// The name of a file, or `-` if it was never numbered here.
    pub fn file_name(&self, file: FileId) -> Arc<str> {
        self.files.name(file)
    }

    /// The names of the files, to tell places later.
    pub fn files(&self) -> &Files {
        &self.files
    }

    /// No problems yet, in files that were numbered before.
    pub fn within(files: Files) -> Self {
        Self {
            files,
            ..Self::default()
        }
    }

    /// Reports something that keeps the pack from being used. The answer takes what was expected and the nearest name.
    pub fn error(&mut self, span: Span, message: impl Into<String>) -> &mut Problem {
        self.errors += 1;
        self.push(span, message.into(), Severity::Error)
    }

    /// Reports something somebody should look at.
    pub fn warning(&mut self, span: Span, message: impl Into<String>) -> &mut Problem {
        self.push(span, message.into(), Severity::Warning)
    }

    fn push(&mut self, span: Span, message: String, severity: Severity) -> &mut Problem {
        let file = self.file_name(span.file);
        let problem = Problem {
            file,
            line: span.line,
            column: span.column,
            message,
            expected: None,
            nearest: None,
            severity,
        };
        if self.list.len() >= KEPT {
            self.uncounted += 1;
            return self.spill.insert(problem);
        }
        let at = self.list.len();
        self.list.push(problem);
        &mut self.list[at]
    }

    /// True if anything keeps the pack from being used.
    pub fn has_errors(&self) -> bool {
        self.errors > 0
    }

    /// True if nothing at all was found.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// How many errors have been reported so far, repeats included: to learn whether a step added any.
    pub fn errors(&self) -> usize {
        self.errors
    }

    /// Every problem kept, sorted by file, line and column, without repeats.
    pub fn sorted(&self) -> Vec<Problem> {
        let mut all = self.list.clone();
        all.sort();
        all.dedup();
        all
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let all = self.sorted();
        for problem in all.iter().take(SHOWN) {
            writeln!(f, "{problem}")?;
        }
        match all.len().saturating_sub(SHOWN) + self.uncounted {
            0 => Ok(()),
            more => writeln!(f, "and {more} more"),
        }
    }
}
