//! `measures/*.sql` and `letters/*.typ`: text with a head of comment lines, `-- key: value` or `// key: value`.

use super::sql;
use crate::measure::{Letter, Measure};
use crate::model::{Cites, ClauseId};
use crate::text::{
    FileId, FromNode, Ident, Node, OneOrMany, Problems, Span, Spanned, Style, Value,
};

/// One line of the head.
struct Line<'t> {
    key: &'t str,
    value: &'t str,
    span: Span,
}

/// The comment lines that a file opens with.
fn head<'t>(text: &'t str, mark: &str, file: FileId) -> Vec<Line<'t>> {
    let mut lines = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        let Some(comment) = line.strip_prefix(mark) else {
            break;
        };
        if let Some((key, value)) = comment.split_once(':') {
            let before = line.chars().count() - value.trim_start().chars().count();
            lines.push(Line {
                key: key.trim(),
                value: value.trim(),
                span: Span::new(file, number, u32::try_from(before + 1).unwrap_or(1)),
            });
        }
    }
    lines
}

/// The clauses of a line `A-1, A-2` (brackets may stand around them).
fn clauses(line: &Line<'_>, problems: &mut Problems) -> Cites {
    let text = line.value.trim_start_matches('[').trim_end_matches(']');
    let mut cited = Vec::new();
    for id in text.split([',', ' ']).filter(|id| !id.is_empty()) {
        let node = Node {
            value: Value::Scalar(id.to_owned(), Style::Plain),
            span: line.span,
        };
        cited.extend(Spanned::<ClauseId>::from_node(&node, problems));
    }
    OneOrMany(cited)
}

/// Reads a measure, or reports why it is none.
pub(super) fn read(
    name: Spanned<Ident>,
    text: &str,
    file: FileId,
    problems: &mut Problems,
) -> Option<Measure> {
    let before = problems.errors();
    let (mut label, mut counts, mut rows) = (None, None, false);
    let mut clause = Cites::default();
    for line in head(text, "--", file) {
        match line.key {
            "label" => label = Some(line.value.to_owned()),
            "counts" => counts = Some(line.value.to_owned()),
            "clause" => clause = clauses(&line, problems),
            "rows" if line.value == "per client" => rows = true,
            "rows" => {
                problems
                    .error(line.span, format!("`{}` is no kind of rows", line.value))
                    .expected("`-- rows: per client`");
            }
            other => {
                let keys = ["label", "clause", "counts", "rows"];
                problems
                    .error(
                        line.span,
                        format!("unknown line `{other}` in the head of a measure"),
                    )
                    .expected("`-- label:`, `-- clause:`, `-- counts:` or `-- rows:`")
                    .nearest(other, keys);
            }
        }
    }
    for (key, value) in [("label", &label), ("counts", &counts)] {
        if value.as_ref().is_none_or(String::is_empty) {
            problems
                .error(
                    name.span,
                    format!("`-- {key}:` is missing in the head of the measure"),
                )
                .expected("comment lines `-- label:` and `-- counts:` before the SELECT");
        }
    }
    sql::check(text, file, problems);
    (problems.errors() == before).then(|| Measure {
        name,
        label: label.unwrap_or_default(),
        counts: counts.unwrap_or_default(),
        clause,
        rows,
        sql: text.to_owned(),
    })
}

/// Reads a letter: its head may give `// label:` and `// clause:`.
pub(super) fn letter(
    name: Spanned<Ident>,
    text: &str,
    file: FileId,
    problems: &mut Problems,
) -> Letter {
    let mut letter = Letter {
        name,
        label: None,
        clause: Cites::default(),
        text: text.to_owned(),
    };
    for line in head(text, "//", file) {
        match line.key {
            "label" => letter.label = Some(line.value.to_owned()),
            "clause" => letter.clause = clauses(&line, problems),
            _ => {}
        }
    }
    letter
}
