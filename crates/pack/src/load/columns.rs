//! Whether the columns that a measure names are columns of the views it reads. What is named by the statement itself (`as`)
//! counts as known wherever it stands; a database says the rest.

use std::collections::{BTreeMap, BTreeSet};

use super::sql::Word;
use crate::text::{Problems, Span};
use crate::views::columns;

/// Words of the language; none of them names a column.
const KEYWORDS: [&str; 58] = [
    "select",
    "distinct",
    "from",
    "join",
    "left",
    "right",
    "full",
    "inner",
    "outer",
    "cross",
    "natural",
    "on",
    "using",
    "where",
    "group",
    "by",
    "having",
    "order",
    "asc",
    "desc",
    "nulls",
    "first",
    "last",
    "limit",
    "offset",
    "union",
    "all",
    "except",
    "intersect",
    "and",
    "or",
    "not",
    "in",
    "is",
    "null",
    "like",
    "between",
    "exists",
    "case",
    "when",
    "then",
    "else",
    "end",
    "as",
    "with",
    "over",
    "partition",
    "rows",
    "range",
    "preceding",
    "following",
    "unbounded",
    "current",
    "row",
    "filter",
    "true",
    "false",
    "any",
];

/// Reports columns that are none.
pub(super) fn check(words: &[(Word<'_>, Span)], problems: &mut Problems) {
    let name = |at: usize| match words.get(at)?.0 {
        Word::Name(name) => Some(name.to_lowercase()),
        _ => None,
    };
    let sign = |at: usize, sign: char| words.get(at).is_some_and(|(w, _)| *w == Word::Sign(sign));
    let keyword = |word: &str| KEYWORDS.contains(&word);
    // What the statement names itself, and which view each name of a table stands for.
    let mut own: BTreeSet<String> = BTreeSet::new();
    let mut tables: BTreeMap<String, Option<&'static [&'static str]>> = BTreeMap::new();
    let mut known: BTreeSet<&str> = BTreeSet::new();
    let mut given = vec![false; words.len()];
    for (at, given) in given.iter_mut().enumerate() {
        let Some(word) = name(at).filter(|word| !keyword(word)) else {
            continue;
        };
        let before = at.checked_sub(1);
        let follows = before.is_some_and(|b| match &words[b].0 {
            Word::Name(_) => name(b).is_some_and(|b| !keyword(&b) || b == "as" || b == "end"),
            Word::Literal => true,
            Word::Sign(sign) => *sign == ')',
            Word::Parameter(_) => true,
        });
        let names_rows = sign(at + 1, '.') || before.is_some_and(|b| sign(b, '.'));
        if let Some(view) = columns(&word).filter(|_| !names_rows) {
            tables.insert(word, Some(view));
            known.extend(view);
            *given = true;
        } else if name(at + 1).as_deref() == Some("as") && sign(at + 2, '(') {
            tables.insert(word, None);
            *given = true;
        } else if follows && !sign(at + 1, '(') && !names_rows {
            let table = before.map(|b| match name(b).as_deref() {
                Some("as") => b.checked_sub(1),
                _ => Some(b),
            });
            let of = table.flatten().and_then(&name);
            tables.insert(word.clone(), of.and_then(|of| columns(&of)));
            own.insert(word);
            *given = true;
        }
    }
    for (at, (_, span)) in words.iter().enumerate() {
        let Some(word) = name(at).filter(|word| !keyword(word)) else {
            continue;
        };
        if given[at] || sign(at + 1, '(') || tables.contains_key(&word) || own.contains(&word) {
            continue;
        }
        let qualified = at.checked_sub(2).filter(|_| sign(at - 1, '.'));
        let of = match qualified.and_then(&name) {
            Some(table) => match tables.get(&table) {
                Some(Some(view)) => view.to_vec(),
                Some(None) => continue,
                None => continue,
            },
            None if sign(at + 1, '.') => {
                problems
                    .error(
                        *span,
                        format!("`{word}` stands for no view of this measure"),
                    )
                    .nearest(&word, tables.keys().map(String::as_str));
                continue;
            }
            None => known.iter().copied().collect(),
        };
        if !of.contains(&word.as_str()) {
            problems
                .error(
                    *span,
                    format!("`{word}` is not a column of the views read here"),
                )
                .expected(format!("one of {}", of.join(", ")))
                .nearest(&word, of);
        }
    }
}
