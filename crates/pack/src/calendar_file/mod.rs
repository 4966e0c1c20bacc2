//! Calendars from YAML: a [`CalendarLibrary`] holds the texts of calendar files and loads a checked
//! [`Calendar`] by code, merged with what it extends, or every problem with its place. It never opens a file: texts
//! are handed in, or are those embedded in the binary.

mod embedded;
mod load;
mod raw;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::fmt;

use domain::calendar::Calendar;

/// Files beside the calendars that are no calendars: hand-kept corrections for the script that writes the others.
const OVERRIDES: &str = "overrides";
/// How the name of a file of school terms ends.
const TERMS: &str = "-school-terms";

/// Texts of calendar files by name.
#[derive(Debug, Clone)]
pub struct CalendarLibrary {
    texts: BTreeMap<String, String>,
}

/// One thing wrong with a calendar file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarProblem {
    /// Name of the file.
    pub file: String,
    /// Line, from 1; 0 if the problem is not at one place.
    pub line: u64,
    /// Column, from 1; 0 if the problem is not at one place.
    pub column: u64,
    /// What is wrong and what was expected.
    pub message: String,
}

/// `file:line:column: message`, or `file: message` where there is no one place.
impl fmt::Display for CalendarProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let CalendarProblem {
            file,
            line,
            column,
            message,
        } = self;
        match line {
            0 => write!(f, "{file}: {message}"),
            _ => write!(f, "{file}:{line}:{column}: {message}"),
        }
    }
}

impl std::error::Error for CalendarProblem {}

impl CalendarLibrary {
    /// The calendars committed with the source.
    pub fn embedded() -> Self {
        Self::from_texts(embedded::FILES.iter().map(|(name, text)| (*name, *text)))
    }

    /// Calendars from pairs of file name (without `.yaml`) and text.
    pub fn from_texts<N: Into<String>, T: Into<String>>(
        texts: impl IntoIterator<Item = (N, T)>,
    ) -> Self {
        CalendarLibrary {
            texts: texts
                .into_iter()
                .map(|(n, t)| (n.into(), t.into()))
                .collect(),
        }
    }

    /// The codes of the calendars, in order. Whether each loads is not looked at.
    pub fn codes(&self) -> impl Iterator<Item = &str> {
        let names = self.texts.keys().map(String::as_str);
        names.filter(|n| *n != OVERRIDES && !n.ends_with(TERMS))
    }

    /// The calendar with this code. An unknown code is one problem, with the nearest code there is.
    pub fn load(&self, code: &str) -> Result<Calendar, Vec<CalendarProblem>> {
        load::calendar(self, code)
    }

    /// The text of a file, if there is one of this name.
    fn text(&self, name: &str) -> Option<&str> {
        self.texts.get(name).map(String::as_str)
    }

    /// The code most like `wanted`, if any is like it.
    fn nearest(&self, wanted: &str) -> Option<&str> {
        let wanted: String = wanted.to_lowercase().chars().take(100).collect();
        let score = |code: &str| strsim::jaro_winkler(&wanted, code);
        let best = self.codes().max_by(|a, b| score(a).total_cmp(&score(b)));
        best.filter(|code| score(code) > 0.7)
    }
}
