//! The domain holds values only: it neither reads nor writes, waits nor starts anything.
//!
//! Other crates may do so within their arrows; this rule looks at the domain alone, its tests excepted.

use super::{Problem, lines_of_code_with, problem};
use crate::tree::{Tree, crate_of};

const PURE: &str = "domain";

const OUTSIDE_WORLD: [&str; 9] = [
    "std::fs",
    "std::io",
    "std::net",
    "std::env",
    "std::process",
    "std::thread",
    "async fn",
    "println!",
    "eprintln!",
];

pub fn check(tree: &Tree) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (path, source) in tree.rust() {
        if crate_of(path) != Some(PURE) || tree.is_test_file(path) {
            continue;
        }
        for pattern in OUTSIDE_WORLD {
            problems.extend(lines_of_code_with(source, pattern).map(|line| {
                problem(
                    path,
                    line,
                    format!("`{pattern}` in `{PURE}`"),
                    "values only: text in, values and errors out",
                )
            }));
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn the_domain_does_not_touch_the_world() {
        check(
            super::check,
            &[
                (
                    "crates/domain/src/a.rs",
                    "use std::fs;\n// std::io\npub async fn b() {}\n",
                ),
                ("crates/store/src/a.rs", "use std::fs;\n"),
                ("crates/domain/tests/all.rs", "use std::fs;\n"),
            ],
            &[
                "crates/domain/src/a.rs:1: `std::fs` in `domain`, expected values only: text in, values and errors out",
                "crates/domain/src/a.rs:3: `async fn` in `domain`, expected values only: text in, values and errors out",
            ],
        );
    }
}
