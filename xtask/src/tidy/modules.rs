//! Shape of the Rust files: each opens with its paragraph, stays short, and is named for what it holds.
//!
//! It counts code alone: comments, blank lines and test modules are free.

use super::{Problem, lines_with, problem};
use crate::tree::Tree;

/// Lines of code above which a file fails, and above which it is listed as one to split.
const TOO_LONG: usize = 600;
const LONG: usize = 300;

/// Names that say nothing of what is inside.
const EMPTY_NAMES: [&str; 9] = [
    "util", "utils", "helper", "helpers", "common", "manager", "managers", "misc", "shared",
];

pub fn check(tree: &Tree) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (path, source) in tree.rust() {
        if !opens_with_its_paragraph(&source.text) {
            problems.push(problem(
                path,
                1,
                "no opening paragraph",
                "`//!` on the first line: what the module is for and what it never does",
            ));
        }
        let lines = source.lines_of_code();
        if lines > TOO_LONG && !tree.is_test_file(path) {
            problems.push(problem(
                path,
                1,
                format!("{lines} lines of code"),
                format!("at most {TOO_LONG}: a folder, split by sense"),
            ));
        }
        let parts = path.trim_end_matches(".rs").split('/');
        for part in parts.filter(|part| EMPTY_NAMES.contains(part)) {
            problems.push(empty_name(path, 1, part));
        }
        for name in EMPTY_NAMES {
            let found = format!("mod {name} {{");
            problems
                .extend(lines_with(&source.code, &found).map(|line| empty_name(path, line, name)));
        }
    }
    problems.extend(one_test_binary_each(tree));
    problems
}

/// Files that are longer than they should be but may pass: the longest first.
pub fn notices(tree: &Tree) -> Vec<String> {
    let mut long: Vec<(usize, &str)> = tree
        .rust()
        .filter(|(path, _)| !tree.is_test_file(path))
        .map(|(path, source)| (source.lines_of_code(), path))
        .filter(|(lines, _)| *lines > LONG)
        .collect();
    long.sort_by(|one, other| other.cmp(one));
    long.iter()
        .map(|(lines, path)| {
            format!("{path}: {lines} lines of code; above {LONG} a file may want to be a folder")
        })
        .collect()
}

fn opens_with_its_paragraph(text: &str) -> bool {
    text.lines()
        .map(str::trim)
        .find(|line| !line.is_empty())
        .and_then(|line| line.strip_prefix("//!"))
        .is_some_and(|paragraph| !paragraph.trim().is_empty())
}

fn empty_name(path: &str, line: usize, name: &str) -> Problem {
    problem(
        path,
        line,
        format!("a module called `{name}`"),
        "a name that says what is inside",
    )
}

/// Each file directly in `tests/` is linked on its own: one for each crate keeps the build short.
fn one_test_binary_each(tree: &Tree) -> Vec<Problem> {
    let mut problems = Vec::new();
    for name in tree.entries("crates") {
        let folder = format!("crates/{name}/tests");
        let binaries: Vec<&str> = tree
            .entries(&folder)
            .into_iter()
            .filter(|entry| {
                entry.ends_with(".rs") || tree.text(&format!("{folder}/{entry}/main.rs")).is_some()
            })
            .collect();
        for extra in binaries.iter().skip(1) {
            problems.push(problem(
                &format!("{folder}/{extra}"),
                1,
                "a second test binary",
                format!("a module of {folder}/{}", binaries[0]),
            ));
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::super::tests::check as check_rule;
    use super::*;

    fn check(path: &str, text: &str, expected: &[&str]) {
        check_rule(super::check, &[(path, text)], expected);
    }

    #[test]
    fn a_file_opens_with_what_it_is_for() {
        check(
            "crates/a/src/lib.rs",
            "\n//! What it is for.\nfn a() {}\n",
            &[],
        );
        for text in ["", "fn a() {}\n", "// plain\n", "//!\nfn a() {}\n"] {
            check(
                "crates/a/src/lib.rs",
                text,
                &[
                    "crates/a/src/lib.rs:1: no opening paragraph, expected `//!` on the first line: what the module is for and what it never does",
                ],
            );
        }
    }

    #[test]
    fn long_files_fail_and_tests_do_not_count() {
        let code = "a();\n";
        let tests = format!("#[cfg(test)]\nmod tests {{\n{}}}\n", code.repeat(900));
        let long = format!("//! Long.\n{}{tests}", code.repeat(601));
        let short = format!("//! Short.\n{}{tests}", code.repeat(600));
        check(
            "crates/a/src/b.rs",
            &long,
            &[
                "crates/a/src/b.rs:1: 601 lines of code, expected at most 600: a folder, split by sense",
            ],
        );
        check("crates/a/src/b.rs", &short, &[]);
        check("crates/a/tests/all.rs", &long, &[]);
        let tree = Tree::of([("crates/a/src/b.rs".to_owned(), short)]);
        assert_eq!(
            notices(&tree),
            ["crates/a/src/b.rs: 600 lines of code; above 300 a file may want to be a folder"]
        );
    }

    #[test]
    fn empty_names_are_refused_as_file_folder_and_module() {
        let expected = |path: &str, line: usize, name: &str| {
            format!(
                "{path}:{line}: a module called `{name}`, expected a name that says what is inside"
            )
        };
        for (path, text, line, name) in [
            ("crates/a/src/utils.rs", "//! A.\n", 1, "utils"),
            ("crates/a/src/common/b.rs", "//! A.\n", 1, "common"),
            (
                "crates/a/src/b.rs",
                "//! A.\npub mod helpers {\n}\n",
                2,
                "helpers",
            ),
        ] {
            check(path, text, &[&expected(path, line, name)]);
        }
    }

    #[test]
    fn a_crate_has_one_test_binary() {
        check_rule(
            super::check,
            &[
                ("crates/a/tests/case.rs", "//! One.\n"),
                ("crates/a/tests/case/part.rs", "//! A part.\n"),
                ("crates/a/tests/other/main.rs", "//! Two.\n"),
            ],
            &[
                "crates/a/tests/other:1: a second test binary, expected a module of crates/a/tests/case.rs",
            ],
        );
    }
}
