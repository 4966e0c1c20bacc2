//! Collects the problems of a definition, each with its place. It never stops at the first.

use super::score::Problem;
use crate::text::{LINE_MAX, Lines, required_problems};

/// Problems so far.
pub(super) struct Found(pub(super) Vec<Problem>);

impl Found {
    pub(super) fn add(
        &mut self,
        place: &str,
        message: impl Into<String>,
        expected: impl Into<String>,
    ) {
        self.0.push(Problem::new(place, message, expected));
    }

    pub(super) fn ident(&mut self, place: &str, text: &str) {
        let letters =
            |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'_';
        if !(1..=64).contains(&text.len()) || !text.bytes().all(letters) {
            let shown: String = text.chars().take(40).collect();
            self.add(
                place,
                format!("has the name “{shown}”"),
                "1 to 64 lower-case letters, figures, “-” or “_”",
            );
        }
    }

    pub(super) fn text(&mut self, place: &str, text: &str, max: usize) {
        let lines = if max > LINE_MAX {
            Lines::Many
        } else {
            Lines::One
        };
        for problem in required_problems(text, max, lines) {
            self.add(place, problem.to_string(), problem.expected());
        }
    }

    pub(super) fn some(&mut self, place: &str, count: usize) {
        if count == 0 {
            self.add(place, "is empty", "at least one entry");
        }
    }

    pub(super) fn unique<'a>(&mut self, place: &str, names: impl Iterator<Item = &'a str>) {
        let mut seen = Vec::new();
        for name in names {
            if seen.contains(&name) {
                self.add(place, format!("has {name} twice"), "each name once");
            }
            seen.push(name);
        }
    }
}
