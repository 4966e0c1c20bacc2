//! Statements: written once, rendered for each database, and registered so that one test can
//! prepare them all. Nothing here talks to a database.
//!
//! Write `?1`, `?2` for arguments. Markers stand for what differs in a word:
//! `{{text}}` `{{int}}` `{{real}}` `{{bytes}}` `{{serial}}` `{{strict}}` in a table's definition,
//! `{{for_update}}` and `{{skip_locked}}` at the end of a SELECT that locks its rows,
//! `IN {{texts ?1}}` and `IN {{ints ?1}}` for a list bound by `Value::texts` or `Value::ints`.

use std::sync::OnceLock;

/// Which database a transaction speaks to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// The embedded database.
    Sqlite,
    /// The server.
    Postgres,
}

/// A statement written in the program; only `sql!` makes one, and registers it.
#[derive(Debug)]
pub struct Sql {
    sqlite: &'static str,
    postgres: &'static str,
    file: &'static str,
    line: u32,
    rendered: [OnceLock<String>; 2],
}

impl Sql {
    /// For `sql!` alone.
    #[doc(hidden)]
    pub const fn written(
        sqlite: &'static str,
        postgres: &'static str,
        file: &'static str,
        line: u32,
    ) -> Sql {
        let rendered = [OnceLock::new(), OnceLock::new()];
        Sql {
            sqlite,
            postgres,
            file,
            line,
            rendered,
        }
    }

    /// The text as this database reads it.
    pub fn text(&self, dialect: Dialect) -> &str {
        match dialect {
            Dialect::Sqlite => self.rendered[0].get_or_init(|| render(self.sqlite, dialect)),
            Dialect::Postgres => self.rendered[1].get_or_init(|| render(self.postgres, dialect)),
        }
    }

    /// Where it is written, as `file:line`.
    pub fn place(&self) -> String {
        format!("{}:{}", self.file, self.line)
    }
}

/// A statement as it is registered; for `sql!` alone.
#[doc(hidden)]
pub struct Registered(pub &'static Sql);

inventory::collect!(Registered);

/// Every statement that `sql!` wrote into this program, used or not.
pub fn every_statement() -> Vec<&'static Sql> {
    inventory::iter::<Registered>()
        .map(|registered| registered.0)
        .collect()
}

/// Writes a statement: `sql!("...")`, or where the two must differ
/// `sql!(sqlite: "...", postgres: "...")`. Gives `&'static Sql`.
#[macro_export]
macro_rules! sql {
    (sqlite: $sqlite:expr, postgres: $postgres:expr $(,)?) => {{
        static SQL: $crate::Sql = $crate::Sql::written($sqlite, $postgres, file!(), line!());
        $crate::inventory::submit! { $crate::db::Registered(&SQL) }
        &SQL
    }};
    ($both:expr $(,)?) => {
        $crate::sql!(sqlite: $both, postgres: $both)
    };
}

/// The text as one database reads it. What stands in quotes or comments stays as written; an
/// unknown marker stays too, and the database refuses it.
pub(crate) fn render(text: &str, dialect: Dialect) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let taken = match first {
            '\'' | '"' => quoted(rest, first),
            '-' if rest.starts_with("--") => rest.find('\n').unwrap_or(rest.len()),
            '{' if rest.starts_with("{{") => {
                if let Some(end) = rest.find("}}")
                    && let Some(meaning) = marker(&rest[2..end], dialect)
                {
                    out.push_str(&meaning);
                    rest = &rest[end + 2..];
                    continue;
                }
                2
            }
            '?' if dialect == Dialect::Postgres => {
                out.push('$');
                rest = &rest[1..];
                continue;
            }
            other => other.len_utf8(),
        };
        out.push_str(&rest[..taken]);
        rest = &rest[taken..];
    }
    out
}

/// The length of the quoted text at the start; a doubled quote opens the next one at once.
fn quoted(text: &str, quote: char) -> usize {
    text[1..].find(quote).map_or(text.len(), |end| end + 2)
}

fn marker(name: &str, dialect: Dialect) -> Option<String> {
    let sqlite = dialect == Dialect::Sqlite;
    let choose = |a: &str, b: &str| Some(if sqlite { a } else { b }.to_owned());
    let (word, argument) = name.split_once(' ').unwrap_or((name, ""));
    let number = argument.trim_start_matches('?');
    match word {
        "text" => choose("TEXT", "TEXT COLLATE \"C\""),
        "int" => choose("INTEGER", "BIGINT"),
        "real" => choose("REAL", "DOUBLE PRECISION"),
        "bytes" => choose("BLOB", "BYTEA"),
        "serial" => choose(
            "INTEGER PRIMARY KEY AUTOINCREMENT",
            "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY",
        ),
        "strict" => choose("STRICT", ""),
        "for_update" => choose("", "FOR UPDATE"),
        "skip_locked" => choose("", "FOR UPDATE SKIP LOCKED"),
        "texts" => choose(
            &format!("(SELECT value FROM json_each(?{number}))"),
            &format!("(SELECT jsonb_array_elements_text(CAST(${number} AS TEXT)::jsonb))"),
        ),
        "ints" => choose(
            &format!("(SELECT value FROM json_each(?{number}))"),
            &format!("(SELECT jsonb_array_elements_text(CAST(${number} AS TEXT)::jsonb)::bigint)"),
        ),
        _ => None,
    }
}

/// The first words of a statement, to name it in an error.
pub(crate) fn first_words(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().take(6).collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_statement_is_rendered_for_each_database() {
        let cases = [
            (
                "SELECT a FROM t WHERE b = ?1 AND c = ?12",
                "SELECT a FROM t WHERE b = ?1 AND c = ?12",
                "SELECT a FROM t WHERE b = $1 AND c = $12",
            ),
            (
                "SELECT 'why?' , \"odd?\" -- and ?1\n, ?1",
                "SELECT 'why?' , \"odd?\" -- and ?1\n, ?1",
                "SELECT 'why?' , \"odd?\" -- and ?1\n, $1",
            ),
            (
                "SELECT 'it''s ?1 {{int}}', ?2",
                "SELECT 'it''s ?1 {{int}}', ?2",
                "SELECT 'it''s ?1 {{int}}', $2",
            ),
            (
                "id {{int}}, name {{text}}",
                "id INTEGER, name TEXT",
                "id BIGINT, name TEXT COLLATE \"C\"",
            ),
            ("a {{nonsense}} ā", "a {{nonsense}} ā", "a {{nonsense}} ā"),
            (
                "x IN {{ints ?3}}",
                "x IN (SELECT value FROM json_each(?3))",
                { "x IN (SELECT jsonb_array_elements_text(CAST($3 AS TEXT)::jsonb)::bigint)" },
            ),
            ("'open", "'open", "'open"),
            ("{{", "{{", "{{"),
        ];
        for (text, sqlite, postgres) in cases {
            assert_eq!(render(text, Dialect::Sqlite), sqlite);
            assert_eq!(render(text, Dialect::Postgres), postgres);
        }
    }
}
