//! Time and randomness are arguments: only the edge (the binary) and the testkit may read a clock or roll dice.
//!
//! SQL counts as well: a database that knows what time it is would make recomputing give another answer.

use super::{Problem, lines_of_code_with, lines_with, problem};
use crate::tree::{Tree, crate_of};

const EDGE: [&str; 2] = ["alongside", "testkit"];

/// A method `now()` is not among them: a value that was handed in may tell the moment it was given.
const IN_RUST: [&str; 10] = [
    "SystemTime",
    "::now",
    "::now_utc",
    ".elapsed()",
    "TimeZone::system()",
    "rand::rng()",
    "rand::random",
    "thread_rng()",
    "SysRng",
    "new_v4()",
];

const IN_SQL: [&str; 10] = [
    "now()",
    "'now'",
    "current_timestamp",
    "current_date",
    "current_time",
    "localtimestamp",
    "clock_timestamp()",
    "random()",
    "randomblob(",
    "gen_random_uuid()",
];

pub fn check(tree: &Tree) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (path, source) in tree.rust() {
        let inside = crate_of(path).is_some_and(|name| !EDGE.contains(&name));
        if !inside || tree.is_test_file(path) {
            continue;
        }
        for pattern in IN_RUST {
            problems
                .extend(lines_of_code_with(source, pattern).map(|line| here(path, line, pattern)));
        }
        for literal in &source.literals {
            if !source.is_test_line(literal.line) && looks_like_sql(&literal.text) {
                problems.extend(in_sql(path, &literal.text, literal.line));
            }
        }
    }
    for (path, text) in tree.files().filter(|(path, _)| path.ends_with(".sql")) {
        let uncommented: Vec<&str> = text
            .lines()
            .map(|line| line.split("--").next().unwrap_or_default())
            .collect();
        problems.extend(in_sql(path, &uncommented.join("\n"), 1));
    }
    problems
}

fn in_sql(path: &str, text: &str, first: usize) -> Vec<Problem> {
    let text = text.to_lowercase();
    IN_SQL
        .iter()
        .flat_map(|pattern| {
            lines_with(&text, pattern).map(|line| here(path, first + line - 1, pattern))
        })
        .collect()
}

/// A literal of several words with a keyword in it; sentences on a screen rarely shout one.
fn looks_like_sql(text: &str) -> bool {
    [
        "SELECT", "INSERT", "UPDATE", "DELETE", "WHERE", "VALUES", "DEFAULT", "CREATE",
    ]
    .iter()
    .any(|keyword| text.contains(keyword))
}

fn here(path: &str, line: usize, pattern: &str) -> Problem {
    problem(
        path,
        line,
        format!("`{pattern}` reads a clock or chance"),
        "the moment or the generator as an argument, from the edge",
    )
}

#[cfg(test)]
mod tests {
    use super::super::tests::check as check_rule;

    fn check(path: &str, text: &str, found: Option<(usize, &str)>) {
        let expected = found.map(|(line, pattern)| {
            format!("{path}:{line}: `{pattern}` reads a clock or chance, expected the moment or the generator as an argument, from the edge")
        });
        let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
        check_rule(super::check, &[(path, text)], &expected);
    }

    #[test]
    fn clocks_and_dice_are_found_in_rust_and_in_sql() {
        for (text, pattern) in [
            ("let t = Timestamp::now();", "::now"),
            ("let t = std::time::Instant::now();", "::now"),
            ("let t = given.unwrap_or_else(Timestamp::now);", "::now"),
            ("use std::time::SystemTime;", "SystemTime"),
            ("let r = rand::rng();", "rand::rng()"),
            (
                "db(\"INSERT INTO a VALUES (CURRENT_TIMESTAMP)\")",
                "current_timestamp",
            ),
            ("db(\"SELECT datetime('now')\")", "'now'"),
        ] {
            check("crates/store/src/a.rs", text, Some((1, pattern)));
        }
        check(
            "crates/store/migrations/1.sql",
            "-- not now()\ncreate table a (\n  b text default gen_random_uuid())\n",
            Some((3, "gen_random_uuid()")),
        );
    }

    #[test]
    fn the_edge_tests_comments_and_longer_words_are_free() {
        for path in [
            "crates/alongside/src/main.rs",
            "crates/testkit/src/lib.rs",
            "crates/store/tests/all.rs",
        ] {
            check(path, "let t = Timestamp::now();", None);
        }
        for text in [
            "// never Timestamp::now()",
            "let known = unknow();",
            "let t = unit.now();",
            "fn now(&self) -> Timestamp { self.now }",
            "say(\"what we know now()\")",
            "#[cfg(test)] mod tests { fn a() { Instant::now(); } }",
        ] {
            check("crates/store/src/a.rs", text, None);
        }
    }
}
