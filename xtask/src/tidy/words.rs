//! Names of packs, services and jurisdictions: they stand in `packs/` and `calendars/`, never in Rust.
//!
//! Names of packs and codes of calendars are learnt from those folders; the rest stand in a list beside this crate.
//! Comments count too: an example in the documentation would date as soon as practice changes.

use super::{Problem, problem};
use crate::tree::Tree;

const LIST: &str = "xtask/forbidden-words.txt";

pub fn check(tree: &Tree) -> Vec<Problem> {
    let names = names(tree);
    let mut problems = Vec::new();
    for (path, source) in tree.rust().filter(|(path, _)| !tree.is_test_file(path)) {
        for (text, line) in source.text.lines().zip(1..) {
            let words = words(text);
            for (name, parts) in &names {
                if words.windows(parts.len()).any(|window| window == parts) {
                    problems.push(problem(
                        path,
                        line,
                        format!("the name `{name}`"),
                        "practice and law as data in packs/ and calendars/ (files of tests may name them)",
                    ));
                }
            }
        }
    }
    problems
}

/// Every forbidden name with its words: packs, calendars, the list.
fn names(tree: &Tree) -> Vec<(String, Vec<String>)> {
    let packs = tree
        .entries("packs")
        .into_iter()
        .filter(|name| tree.text(&format!("packs/{name}/pack.yaml")).is_some());
    let calendars = tree.entries("calendars").into_iter().filter_map(|file| {
        let text = tree.text(&format!("calendars/{file}"))?;
        text.lines()
            .find_map(|line| line.strip_prefix("calendar:"))
            .map(str::trim)
    });
    let listed = tree
        .text(LIST)
        .unwrap_or_default()
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    let mut names: Vec<(String, Vec<String>)> = packs
        .chain(calendars)
        .chain(listed)
        .map(|name| (name.to_owned(), words(name)))
        .filter(|(_, parts)| !parts.is_empty())
        .collect();
    names.sort_by(|one, other| one.1.cmp(&other.1));
    names.dedup_by(|one, other| one.1 == other.1);
    names
}

/// The words of a text in lower case: `SomeName`, `some_name`, `some-name` and `some name` are the same two.
fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut last: Option<char> = None;
    for letter in text.chars() {
        let humps = last.is_some_and(char::is_lowercase) && letter.is_uppercase();
        if (humps || !letter.is_alphanumeric()) && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if letter.is_alphanumeric() {
            word.extend(letter.to_lowercase());
        }
        last = Some(letter);
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::super::tests::check as check_rule;

    fn check(path: &str, text: &str, expected: &[&str]) {
        check_rule(
            super::check,
            &[
                ("packs/river-house/pack.yaml", "title: River House\n"),
                ("packs/notes.md", "not a pack\n"),
                (
                    "calendars/xy-abc.yaml",
                    "# Written by a script.\ncalendar: xy-abc\n",
                ),
                ("calendars/changes.yaml", "changes: []\n"),
                ("xtask/forbidden-words.txt", "# a list\n\nRuritania\nQX\n"),
                (path, text),
            ],
            expected,
        );
    }

    #[test]
    fn names_are_found_however_they_are_written() {
        for (text, name) in [
            ("let river_house = 1;", "river-house"),
            ("struct RiverHouse;", "river-house"),
            ("// as the River House does it", "river-house"),
            ("open(\"XY-ABC\")", "xy-abc"),
            ("/// In ruritania.", "Ruritania"),
            ("let qx_scale = 3;", "QX"),
            ("struct QxRound;", "QX"),
        ] {
            let expected = format!(
                "crates/a/src/lib.rs:1: the name `{name}`, expected practice and law as data in packs/ and calendars/ (files of tests may name them)"
            );
            check("crates/a/src/lib.rs", text, &[&expected]);
        }
    }

    #[test]
    fn parts_of_words_and_files_of_tests_are_free() {
        for text in [
            "let driver_house = xy();",
            "// Ruritanian",
            "notes, changes",
            "let qxy = 1;",
        ] {
            check("crates/a/src/lib.rs", text, &[]);
        }
        check("crates/a/tests/case/main.rs", "open(\"river-house\")", &[]);
        check(
            "crates/a/src/b/tests.rs",
            "#![cfg(test)]\n// Ruritania",
            &[],
        );
    }
}
