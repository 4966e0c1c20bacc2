//! SQL stands in the store and nowhere else: no other crate holds a statement in a string.
//!
//! A heuristic on string literals: an upper-case statement keyword is enough, in lower case the rest must fit too.

use super::{Problem, problem};
use crate::tree::{Tree, crate_of};

/// Crates that may: the store, and the testkit, which plays the outsider with another program.
const SPEAKS_SQL: [&str; 2] = ["store", "testkit"];

/// How statements begin, and a word that must follow for it to be one when the case does not give it away.
const STATEMENTS: [(&str, &[&str]); 11] = [
    ("select", &["from"]),
    ("insert", &["into"]),
    ("update", &["set"]),
    ("delete", &["from"]),
    (
        "create",
        &["table", "index", "view", "trigger", "schema", "database"],
    ),
    ("alter", &["table", "database", "view"]),
    (
        "drop",
        &["table", "index", "view", "trigger", "schema", "database"],
    ),
    ("truncate", &["table"]),
    ("with", &["select"]),
    ("pragma", &["="]),
    ("begin", &["immediate", "transaction"]),
];

pub fn check(tree: &Tree) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (path, source) in tree.rust() {
        let elsewhere = crate_of(path).is_some_and(|name| !SPEAKS_SQL.contains(&name));
        if !elsewhere || tree.is_test_file(path) {
            continue;
        }
        for literal in &source.literals {
            if !source.is_test_line(literal.line) && is_statement(&literal.text) {
                problems.push(problem(
                    path,
                    literal.line,
                    "SQL in a string",
                    "a function of `store`, the only crate that speaks SQL",
                ));
            }
        }
    }
    problems
}

fn is_statement(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let Some(first) = words.next() else {
        return false;
    };
    let Some((_, then)) = STATEMENTS
        .iter()
        .find(|(keyword, _)| first.eq_ignore_ascii_case(keyword))
    else {
        return false;
    };
    let all = |test: fn(&char) -> bool| first.chars().all(|letter| test(&letter));
    if all(char::is_ascii_uppercase) {
        return words.next().is_some();
    }
    // "Select a person from the list" is a sentence: a statement is not written with one capital.
    all(char::is_ascii_lowercase) && words.any(|word| then.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::super::tests::check as check_rule;

    fn check(path: &str, text: &str, found: bool) {
        let expected = format!(
            "{path}:1: SQL in a string, expected a function of `store`, the only crate that speaks SQL"
        );
        let expected: &[&str] = if found { &[&expected] } else { &[] };
        check_rule(super::check, &[(path, text)], expected);
    }

    #[test]
    fn statements_outside_the_store_are_named() {
        for text in [
            r#"db("SELECT 1")"#,
            r#"db("  INSERT INTO a VALUES (?)")"#,
            "db(r#\"\n  UPDATE a\n SET b = 1\"#)",
            r#"db("delete from a where b")"#,
            r#"db("CREATE TABLE a (b)")"#,
            r#"db("with x as (select 1 from y) select 2")"#,
        ] {
            check("crates/casework/src/a.rs", text, true);
        }
    }

    #[test]
    fn sentences_the_store_and_tests_are_free() {
        for text in [
            r#"say("Select a person from the list")"#,
            r#"say("update the plan")"#,
            r#"let keyword = "SELECT";"#,
            "// \"SELECT 1\"",
            "#[cfg(test)] mod tests { fn a() { db(\"SELECT 1\") } }",
        ] {
            check("crates/casework/src/a.rs", text, false);
        }
        for path in [
            "crates/store/src/a.rs",
            "crates/testkit/src/a.rs",
            "crates/casework/tests/all.rs",
        ] {
            check(path, r#"db("SELECT 1")"#, false);
        }
    }
}
