//! Nothing unfinished is merged: no notes to oneself, no stubs, no tests that are switched off.
//!
//! It reads comments for the notes and code for the rest; text in string literals is left alone.

use super::{Problem, lines_with, problem};
use crate::tree::Tree;

const NOTES: [&str; 3] = ["TODO", "FIXME", "XXX"];
const STUBS: [&str; 3] = ["todo!", "unimplemented!", "dbg!"];
const SWITCHED_OFF: [&str; 2] = ["#[ignore]", "#[ignore ="];

/// Other files in which a note to oneself is a comment.
const ALSO_READ: [&str; 6] = [".sh", ".toml", ".yaml", ".yml", ".sql", ".py"];

pub fn check(tree: &Tree) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (path, source) in tree.rust() {
        problems.extend(find(path, &source.comments, &NOTES, "finished work"));
        problems.extend(find(path, &source.code, &STUBS, "finished work"));
        problems.extend(find(path, &source.code, &SWITCHED_OFF, "a test that runs"));
    }
    for (path, text) in tree.files() {
        if ALSO_READ.iter().any(|ending| path.ends_with(ending)) {
            problems.extend(find(path, text, &NOTES, "finished work"));
        }
    }
    problems
}

fn find(path: &str, text: &str, patterns: &[&str], expected: &str) -> Vec<Problem> {
    patterns
        .iter()
        .flat_map(|pattern| {
            lines_with(text, pattern)
                .map(move |line| problem(path, line, format!("`{pattern}`"), expected))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn notes_stubs_and_switched_off_tests_are_named() {
        check(
            super::check,
            &[
                (
                    "crates/a/src/a.rs",
                    "// TODO: more\nfn a() { todo!() }\n#[ignore = \"slow\"]\n/* FIXME */\n",
                ),
                ("packs/a/rules.yaml", "# XXX check\n"),
            ],
            &[
                "crates/a/src/a.rs:1: `TODO`, expected finished work",
                "crates/a/src/a.rs:2: `todo!`, expected finished work",
                "crates/a/src/a.rs:3: `#[ignore =`, expected a test that runs",
                "crates/a/src/a.rs:4: `FIXME`, expected finished work",
                "packs/a/rules.yaml:1: `XXX`, expected finished work",
            ],
        );
    }

    #[test]
    fn literals_and_longer_words_are_free() {
        check(
            super::check,
            &[("crates/a/src/a.rs", "let a = \"TODO dbg!(\"; // TODOS\n")],
            &[],
        );
    }
}
