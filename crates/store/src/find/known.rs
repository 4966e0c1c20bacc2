//! Finding among the files that somebody may know of: the condition of every list is in the statement, so that a page is
//! as long as it says. And what is needed to weigh candidates, for many at a time.

use domain::event::{Answers, Subject};
use domain::text::fold_words;
use domain::{FileId, Name};

use jiff::civil::Date;

use super::{Candidate, LAST, LETTERS, candidate, first_key};
use crate::db::{Error, Result, Tx, Value};
use crate::scope::known;
use crate::{args, sql};

/// As [`by_prefix`](super::by_prefix), over what the actor may know of; of several files about one and the same subject
/// that are found, one.
pub fn by_prefix_known(
    tx: &mut Tx<'_>,
    typed: &str,
    scope: &access::Scope,
    subjects: &[Subject],
    after: Option<FileId>,
    limit: i64,
) -> Result<Vec<Candidate>> {
    let words = fold_words(typed);
    if words.is_empty() {
        return Ok(Vec::new());
    }
    let range = |n: usize| {
        let word = words.get(n).map_or("", String::as_str);
        let low: String = "t:".chars().chain(word.chars().take(LETTERS)).collect();
        let high = format!("{low}{LAST}");
        (low, high)
    };
    let ((low, high), second, third) = (range(0), range(1), range(2));
    let begin = match after {
        Some(file) => first_key(tx, file, &low, &high)?,
        None => Some(low.clone()),
    };
    let Some(begin) = begin else {
        return Ok(Vec::new());
    };
    let condition = known(scope, 11);
    let has = |file: &str, low: &str, high: &str| {
        format!(
            "EXISTS (SELECT 1 FROM search_key o WHERE o.file = {file} AND o.key >= {low} AND o.key < {high})"
        )
    };
    // The other file of a subject that would be found too, and stands first.
    let twin = format!(
        "NOT EXISTS (SELECT 1 FROM same_as y CROSS JOIN subject s
             WHERE y.file = k.file AND y.other < k.file AND s.file = y.other AND {} AND {} AND {}
                 AND s.subject IN {{{{texts ?9}}}} AND {})",
        has("y.other", "?1", "?2"),
        has("y.other", "?5", "?6"),
        has("y.other", "?7", "?8"),
        condition.sql
    );
    let text = format!(
        "SELECT s.file, s.subject, s.display, s.born, s.died, s.service, 1
         FROM search_key k CROSS JOIN subject s
         WHERE s.file = k.file AND k.key >= ?3 AND k.key < ?2 AND (k.key, k.file) > (?3, ?4)
             AND NOT EXISTS (SELECT 1 FROM search_key e WHERE e.file = k.file AND e.key >= ?1 AND e.key < k.key)
             AND {} AND {} AND s.subject IN {{{{texts ?9}}}} AND {} AND {twin}
         ORDER BY k.key, k.file LIMIT ?10",
        has("k.file", "?5", "?6"),
        has("k.file", "?7", "?8"),
        condition.sql
    );
    let mut all = vec![
        Value::from(low),
        Value::from(high),
        Value::from(begin),
        Value::from(after.map(|file| file.to_string()).unwrap_or_default()),
        Value::from(second.0),
        Value::from(second.1),
        Value::from(third.0),
        Value::from(third.1),
        Value::texts(subjects.iter().map(|subject| subject.as_str())),
        Value::from(limit),
    ];
    all.extend(condition.args);
    tx.query_dyn(&text, &all, candidate)
}

/// Those of some files that the actor may know of.
pub fn among(tx: &mut Tx<'_>, files: &[FileId], scope: &access::Scope) -> Result<Vec<FileId>> {
    let condition = known(scope, 2);
    let text = format!(
        "SELECT s.file FROM subject s WHERE s.file IN {{{{texts ?1}}}} AND {} ORDER BY s.file",
        condition.sql
    );
    let mut all = vec![list(files)];
    all.extend(condition.args);
    tx.query_dyn(&text, &all, |row| row.get(0))
}

/// The facts of some files that were not withdrawn: file, kind, fields as JSON; ended ones too.
pub fn facts_of(tx: &mut Tx<'_>, files: &[FileId]) -> Result<Vec<(FileId, Name, Answers)>> {
    tx.query(
        sql!(
            "SELECT file, what, value FROM fact WHERE file IN {{texts ?1}} AND withdrawn = 0 ORDER BY file, fact"
        ),
        args![list(files)],
        |row| {
            let value = serde_json::from_str(row.get(2)?)
                .map_err(|_| Error::Corrupt("a fact cannot be read".into()))?;
            Ok((row.get(0)?, row.get(1)?, value))
        },
    )
}

/// The facts of one kind that hold on a day for a file: fields as JSON.
pub fn facts_on(tx: &mut Tx<'_>, file: FileId, what: &str, day: Date) -> Result<Vec<Answers>> {
    tx.query(
        sql!(
            "SELECT value FROM fact WHERE file = ?1 AND what = ?2 AND withdrawn = 0
                AND (valid_from IS NULL OR valid_from <= ?3) AND (valid_to IS NULL OR valid_to >= ?3) ORDER BY fact"
        ),
        args![file, what, day],
        |row| {
            serde_json::from_str(row.get(0)?)
                .map_err(|_| Error::Corrupt("a fact cannot be read".into()))
        },
    )
}

/// Which of some files are about the same subject as another file: the file and the other.
pub fn same_as(tx: &mut Tx<'_>, files: &[FileId]) -> Result<Vec<(FileId, FileId)>> {
    tx.query(
        sql!("SELECT file, other FROM same_as WHERE file IN {{texts ?1}} ORDER BY file, other"),
        args![list(files)],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

/// The names by which some files are shown.
pub fn displays(tx: &mut Tx<'_>, files: &[FileId]) -> Result<Vec<(FileId, String)>> {
    tx.query(
        sql!("SELECT file, display FROM subject WHERE file IN {{texts ?1}} ORDER BY file"),
        args![list(files)],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

fn list(files: &[FileId]) -> Value<'static> {
    Value::texts(files.iter().map(ToString::to_string))
}
