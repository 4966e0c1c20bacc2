//! No panic on any input: the libraries neither unwrap nor panic outside their tests.
//!
//! `expect("why it cannot fail")` stays allowed: it has to say why.

use super::{Problem, lines_of_code_with, problem};
use crate::tree::{Tree, crate_of};

const LIBRARIES: [&str; 6] = ["domain", "pack", "access", "store", "casework", "print"];

const FORBIDDEN: [&str; 3] = [".unwrap()", "panic!", ".expect(\"\")"];

pub fn check(tree: &Tree) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (path, source) in tree.rust() {
        let library = crate_of(path).is_some_and(|name| LIBRARIES.contains(&name));
        if !library || tree.is_test_file(path) {
            continue;
        }
        for pattern in FORBIDDEN {
            problems.extend(lines_of_code_with(source, pattern).map(|line| {
                problem(
                    path,
                    line,
                    format!("`{pattern}`"),
                    "an error to the caller, or `expect` with the reason why it cannot happen",
                )
            }));
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::super::tests::check as check_rule;

    fn check(path: &str, text: &str, expected: Option<&str>) {
        let expected = expected.map(|pattern| {
            format!("{path}:1: `{pattern}`, expected an error to the caller, or `expect` with the reason why it cannot happen")
        });
        let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
        check_rule(super::check, &[(path, text)], &expected);
    }

    #[test]
    fn a_library_never_panics_on_input() {
        check("crates/pack/src/a.rs", "a.unwrap();", Some(".unwrap()"));
        check("crates/store/src/a.rs", "panic!(\"no\")", Some("panic!"));
        check(
            "crates/store/src/a.rs",
            "a.expect(\"\")",
            Some(".expect(\"\")"),
        );
    }

    #[test]
    fn reasons_tests_and_the_binary_are_free() {
        for text in [
            "a.expect(\"checked above\")",
            "a.unwrap_or(1)",
            "// a.unwrap()",
            "#[cfg(test)] fn a() { b.unwrap() }",
        ] {
            check("crates/pack/src/a.rs", text, None);
        }
        check("crates/pack/tests/all.rs", "a.unwrap()", None);
        check("crates/testkit/src/lib.rs", "a.unwrap()", None);
    }
}
