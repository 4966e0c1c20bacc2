//! The rules, each in a file of its own: a rule looks at the whole tree and returns every problem it finds.
//!
//! A rule holds an invariant that ARCHITECTURE.md states; what only a compiler or a test can hold is not here.

mod arrows;
mod decisions;
mod edge;
mod links;
mod modules;
mod panics;
mod places;
mod purity;
mod sql;
mod unfinished;
mod words;

use std::fmt;

use crate::source::{Source, line_of};
use crate::tree::Tree;

pub use modules::notices;

/// Something to mend: where, what it is, and what was expected instead.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    path: String,
    line: usize,
    what: String,
    expected: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Problem {
            path,
            line,
            what,
            expected,
        } = self;
        write!(f, "{path}:{line}: {what}, expected {expected}")
    }
}

fn problem(
    path: &str,
    line: usize,
    what: impl Into<String>,
    expected: impl Into<String>,
) -> Problem {
    Problem {
        path: path.to_owned(),
        line,
        what: what.into(),
        expected: expected.into(),
    }
}

/// Every problem of the repository, by path and line.
pub fn problems(tree: &Tree) -> Vec<Problem> {
    let rules = [
        arrows::check,
        decisions::check,
        edge::check,
        links::check,
        modules::check,
        panics::check,
        places::check,
        purity::check,
        sql::check,
        unfinished::check,
        words::check,
    ];
    let mut problems: Vec<Problem> = rules.iter().flat_map(|rule| rule(tree)).collect();
    problems.sort();
    problems.dedup();
    problems
}

/// The lines of `text` on which `pattern` stands without a letter, digit or underscore running into it.
fn lines_with<'a>(text: &'a str, pattern: &'a str) -> impl Iterator<Item = usize> + 'a {
    let joins = |letter: char| letter.is_alphanumeric() || letter == '_';
    let opens_word = pattern.starts_with(joins);
    let closes_word = pattern.ends_with(joins);
    text.match_indices(pattern)
        .filter(move |(at, _)| {
            let before = text[..*at].chars().next_back();
            let after = text[at + pattern.len()..].chars().next();
            !(opens_word && before.is_some_and(joins) || closes_word && after.is_some_and(joins))
        })
        .map(|(at, _)| line_of(text, at))
}

/// Lines of code outside test items that hold `pattern`.
fn lines_of_code_with<'a>(
    source: &'a Source,
    pattern: &'a str,
) -> impl Iterator<Item = usize> + 'a {
    lines_with(&source.code, pattern).filter(|line| !source.is_test_line(*line))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Runs one rule over a small tree and compares what it says, a problem to a line.
    pub fn check(rule: fn(&Tree) -> Vec<Problem>, files: &[(&str, &str)], expected: &[&str]) {
        let files = files
            .iter()
            .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()));
        let mut found = rule(&Tree::of(files));
        found.sort();
        let found: Vec<String> = found.iter().map(Problem::to_string).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn problems_of_all_rules_come_at_once_in_order() {
        let unfinished = format!("fn a() {{ {}!() }}\n", "todo");
        check(
            problems,
            &[("crates/store/src/lib.rs", &unfinished)],
            &[
                "crates/store/src/lib.rs:1: `todo!`, expected finished work",
                "crates/store/src/lib.rs:1: no opening paragraph, expected `//!` on the first line: what the module is for and what it never does",
            ],
        );
    }

    #[test]
    fn a_pattern_is_found_as_a_word() {
        let text = "now() snow()\nknow()\nx.now()";
        assert_eq!(lines_with(text, "now()").collect::<Vec<_>>(), [1, 3]);
    }
}
