//! Whether the SQL of a measure is what a measure may be: one SELECT over the reporting views, the same on both databases,
//! that hides nothing. It never runs it, and refuses whatever it does not know.

use crate::text::{FileId, Problems, Span};

/// Functions that both databases have and that only compute.
const FUNCTIONS: [&str; 24] = [
    "count",
    "sum",
    "avg",
    "min",
    "max",
    "coalesce",
    "nullif",
    "round",
    "cast",
    "abs",
    "length",
    "lower",
    "upper",
    "substr",
    "replace",
    "trim",
    "row_number",
    "rank",
    "dense_rank",
    "lag",
    "lead",
    "concat",
    "first_value",
    "last_value",
];

/// Words that a bracket may follow without a call.
const BEFORE_BRACKET: [&str; 26] = [
    "in",
    "and",
    "or",
    "not",
    "exists",
    "from",
    "join",
    "as",
    "over",
    "filter",
    "where",
    "select",
    "when",
    "then",
    "else",
    "on",
    "values",
    "union",
    "all",
    "except",
    "intersect",
    "distinct",
    "by",
    "having",
    "between",
    "any",
];

/// Words that change something, or reach outside.
const FORBIDDEN: [&str; 30] = [
    "insert",
    "update",
    "delete",
    "drop",
    "alter",
    "create",
    "attach",
    "detach",
    "pragma",
    "vacuum",
    "reindex",
    "truncate",
    "grant",
    "revoke",
    "copy",
    "call",
    "do",
    "execute",
    "begin",
    "commit",
    "rollback",
    "savepoint",
    "into",
    "returning",
    "recursive",
    "lock",
    "listen",
    "notify",
    "lateral",
    "tablesample",
];

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Word<'t> {
    Name(&'t str),
    Parameter(&'t str),
    Literal,
    Sign(char),
}

/// Reports everything that keeps a text from being a measure.
pub(super) fn check(text: &str, file: FileId, problems: &mut Problems) {
    let mut reader = Words {
        rest: text,
        line: 1,
        column: 1,
        file,
        fresh: true,
    };
    let mut words = Vec::new();
    loop {
        match reader.next() {
            Ok(Some(word)) => words.push(word),
            Ok(None) => break,
            Err((span, message)) => {
                problems
                    .error(span, message)
                    .expected("plain SQL, comments on lines of their own");
                return;
            }
        }
    }
    let before = problems.errors();
    Statement {
        words: &words,
        start: Span::start_of(file),
        problems,
    }
    .check();
    // Columns of a statement that is none would only be noise.
    if problems.errors() == before {
        super::columns::check(&words, problems);
    }
}

struct Words<'t> {
    rest: &'t str,
    line: u32,
    column: u32,
    file: FileId,
    /// Nothing but space stands before on this line.
    fresh: bool,
}

impl<'t> Words<'t> {
    fn take(&mut self, bytes: usize) -> &'t str {
        let (taken, rest) = self.rest.split_at(bytes);
        for c in taken.chars() {
            if c == '\n' {
                self.line += 1;
                self.column = 1;
                self.fresh = true;
            } else {
                self.column += 1;
                self.fresh &= c.is_whitespace();
            }
        }
        self.rest = rest;
        taken
    }

    fn while_(&mut self, fits: impl Fn(char) -> bool) -> &'t str {
        let end = self.rest.find(|c| !fits(c)).unwrap_or(self.rest.len());
        self.take(end)
    }

    fn next(&mut self) -> Result<Option<(Word<'t>, Span)>, (Span, String)> {
        loop {
            self.while_(char::is_whitespace);
            if self.rest.starts_with("--") && self.fresh {
                self.while_(|c| c != '\n');
            } else {
                break;
            }
        }
        let span = Span::new(self.file, self.line, self.column);
        let Some(first) = self.rest.chars().next() else {
            return Ok(None);
        };
        if self.rest.starts_with("--") || self.rest.starts_with("/*") {
            return Err((span, "a comment inside the statement".into()));
        }
        let word = match first {
            '\'' => {
                let Some(end) = self.rest[1..].find('\'') else {
                    return Err((span, "a text that does not end".into()));
                };
                self.take(end + 2);
                Word::Literal
            }
            ':' => {
                self.take(1);
                if self.rest.starts_with(':') {
                    return Err((
                        span,
                        "`::` is not the same on every database; write `cast(… as …)`".into(),
                    ));
                }
                Word::Parameter(self.while_(|c| c.is_ascii_alphanumeric() || c == '_'))
            }
            c if c.is_ascii_digit() => {
                self.while_(|c| c.is_ascii_alphanumeric() || c == '.');
                Word::Literal
            }
            c if c.is_alphabetic() || c == '_' => {
                Word::Name(self.while_(|c| c.is_alphanumeric() || c == '_'))
            }
            c if "(),;.*=<>!+-/|%".contains(c) => {
                self.take(1);
                Word::Sign(c)
            }
            c => return Err((span, format!("`{c}` in the statement"))),
        };
        Ok(Some((word, span)))
    }
}

struct Statement<'w, 't, 'p> {
    words: &'w [(Word<'t>, Span)],
    start: Span,
    problems: &'p mut Problems,
}

impl Statement<'_, '_, '_> {
    fn name(&self, at: usize) -> Option<String> {
        match self.words.get(at)?.0 {
            Word::Name(name) => Some(name.to_lowercase()),
            _ => None,
        }
    }

    fn sign(&self, at: usize, sign: char) -> bool {
        self.words
            .get(at)
            .is_some_and(|(word, _)| *word == Word::Sign(sign))
    }

    fn check(mut self) {
        let first = self.name(0);
        if !matches!(first.as_deref(), Some("select" | "with")) {
            let span = self.words.first().map_or(self.start, |(_, span)| *span);
            self.problems
                .error(span, "this is not a measure")
                .expected("one SELECT");
            return;
        }
        // Names that `with x as (…)` gives.
        let given: Vec<String> = (1..self.words.len())
            .filter(|at| {
                self.name(at + 1).as_deref() == Some("as")
                    && self.sign(at + 2, '(')
                    && (self.name(at - 1).as_deref() == Some("with") || self.sign(at - 1, ','))
            })
            .filter_map(|at| self.name(at))
            .collect();
        // For each open bracket, and outside of all: whether a FROM is being read.
        let mut from = vec![false];
        let mut table = false;
        for at in 0..self.words.len() {
            let (word, span) = self.words[at].clone();
            let wanted = std::mem::take(&mut table);
            match word {
                Word::Sign(';') if at + 1 < self.words.len() => {
                    self.problems
                        .error(span, "more than one statement")
                        .expected("one SELECT, `;` at its end or not at all");
                    return;
                }
                Word::Sign('(') => from.push(false),
                Word::Sign(')') => {
                    from.pop();
                    if from.is_empty() {
                        self.problems.error(span, "a bracket that was never opened");
                        return;
                    }
                }
                Word::Sign(',') => table = from.last() == Some(&true),
                Word::Parameter(name) if !matches!(name, "from" | "to") => {
                    self.problems
                        .error(span, format!("`:{name}` is not a parameter"))
                        .expected("`:from` or `:to`")
                        .nearest(name, ["from", "to"]);
                }
                Word::Name(name) => {
                    let lower = name.to_lowercase();
                    if wanted && lower != "lateral" {
                        self.table(at, span, &lower, &given);
                        continue;
                    }
                    match lower.as_str() {
                        "from" | "join" => {
                            if let Some(open) = from.last_mut() {
                                *open = true;
                            }
                            table = true;
                        }
                        "where" | "group" | "having" | "order" | "limit" | "window" | "union"
                        | "except" | "intersect" => {
                            if let Some(open) = from.last_mut() {
                                *open = false;
                            }
                        }
                        word => self.word(at, span, word, &given),
                    }
                    continue;
                }
                _ => {}
            }
            if wanted && !matches!(self.words[at].0, Word::Sign('(')) {
                self.problems
                    .error(span, "no view stands here")
                    .expected("the name of a view, `v_…`");
            }
        }
        if table {
            self.problems
                .error(self.start, "the statement ends where a view should stand")
                .expected("the name of a view, `v_…`");
        }
        if from.len() > 1 {
            self.problems
                .error(self.start, "a bracket that is never closed");
        }
    }

    fn table(&mut self, at: usize, span: Span, name: &str, given: &[String]) {
        let fits = name.starts_with("v_") || given.iter().any(|g| g == name);
        if !fits || self.sign(at + 1, '.') || self.sign(at + 1, '(') {
            self.problems
                .error(span, format!("`{name}` is not a reporting view"))
                .expected("a view whose name begins with `v_`");
        } else if name.starts_with("v_")
            && crate::views::columns(name).is_none()
            && !given.iter().any(|g| g == name)
        {
            let all: Vec<&str> = crate::views::VIEWS.iter().map(|(view, _)| *view).collect();
            self.problems
                .error(span, format!("there is no view `{name}`"))
                .expected(format!("one of {}", all.join(", ")))
                .nearest(name, all);
        }
    }

    fn word(&mut self, at: usize, span: Span, name: &str, given: &[String]) {
        if FORBIDDEN.contains(&name) {
            self.problems
                .error(span, format!("`{name}` in a measure"))
                .expected("one SELECT, which changes nothing");
            return;
        }
        let called = self.sign(at + 1, '(')
            && !BEFORE_BRACKET.contains(&name)
            && !given.iter().any(|g| g == name);
        if called && !FUNCTIONS.contains(&name) {
            self.problems
                .error(span, format!("`{name}` is not a function of measures"))
                .expected(format!("one of {}", FUNCTIONS.join(", ")))
                .nearest(name, FUNCTIONS);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first_problem(sql: &str) -> Option<String> {
        let mut problems = Problems::new();
        let file = problems.file("m.sql");
        check(sql, file, &mut problems);
        problems.sorted().first().map(ToString::to_string)
    }

    #[test]
    fn a_select_over_views_is_a_measure() {
        for sql in [
            "-- label: x\nselect count(*) from v_matter where opened_on >= :from and opened_on <= :to;",
            "SELECT count(DISTINCT p.person) AS n FROM v_record e JOIN v_answer AS a ON a.record = e.record, v_person p",
            "with open as (select * from v_answer), x as (select 1) select sum(n) from open, x where text in (1, 2) and open.n = 1",
            "select count(*) from (select 1 k from v_state union select 'it''s; -- fine' from v_fact) t where t.k = 1",
            "select cast(round(avg(number), 1) as text), case when (number > 1) then 2 end from v_answer",
        ] {
            assert_eq!(first_problem(sql), None, "{sql}");
        }
    }

    #[test]
    fn anything_else_is_refused_with_its_place() {
        for (sql, says) in [
            ("", "m.sql:1:1: this is not a measure"),
            ("pragma user_version", "m.sql:1:1: this is not a measure"),
            (
                "select 1; drop table event",
                "m.sql:1:9: more than one statement",
            ),
            (
                "select 1 from event",
                "m.sql:1:15: `event` is not a reporting view",
            ),
            (
                "select 1 from v_state, event",
                "m.sql:1:24: `event` is not a reporting view",
            ),
            (
                "select 1 from v_state join v_fact on v_state.file = v_fact.file, event",
                "m.sql:1:66: `event`",
            ),
            (
                "select (select 1 from\nevent) from v_state",
                "m.sql:2:1: `event`",
            ),
            ("select 1 from v_main.event", "m.sql:1:15: `v_main` is not"),
            (
                "select 1 from \"event\"",
                "m.sql:1:15: `\"` in the statement",
            ),
            (
                "select 1 /* from v_state */ from event",
                "m.sql:1:10: a comment inside",
            ),
            (
                "select 1 -- from v_state\nfrom event",
                "m.sql:1:10: a comment inside",
            ),
            (
                "select load_extension('x') from v_state",
                "m.sql:1:8: `load_extension` is not a function",
            ),
            (
                "with x as (delete from v_state returning 1) select 1 from x",
                "m.sql:1:12: `delete` in a measure",
            ),
            (
                "select :form from v_state",
                "m.sql:1:8: `:form` is not a parameter",
            ),
            (
                "select a::text from v_state",
                "m.sql:1:9: `::` is not the same",
            ),
            (
                "select 'x from v_state",
                "m.sql:1:8: a text that does not end",
            ),
            (
                "select (1 from v_state",
                "m.sql:1:1: a bracket that is never closed",
            ),
            ("select 1 from", "m.sql:1:1: the statement ends"),
            (
                "select count(*) from v_recrod",
                "m.sql:1:22: there is no view `v_recrod`",
            ),
            (
                "select count(*) from v_record where knid = 'a'",
                "m.sql:1:37: `knid` is not a column",
            ),
            (
                "select r.title from v_record r join v_person p on p.file = r.file",
                "m.sql:1:10: `title` is not a column",
            ),
            (
                "select x.file from v_record r",
                "m.sql:1:8: `x` stands for no view",
            ),
        ] {
            let found = first_problem(sql).unwrap_or_default();
            assert!(found.starts_with(says), "{sql}: {found}");
        }
    }
}
