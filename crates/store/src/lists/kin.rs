//! What the files of a family say of themselves and of one another, as far as the reader may open them: for a picture of the
//! family. It draws no conclusion.

use access::Scope;
use domain::event::Answers;
use domain::{FileId, Name};

use crate::db::{Error, Result, Tx, Value};
use crate::scope::readable;

/// The most facts of one family.
const MOST: i64 = 2_000;

/// Facts of these kinds that hold on the scope's day: of some files, and of everybody who lives in one of some households.
/// Those of files that the reader may not open are left out.
pub fn facts(
    tx: &mut Tx<'_>,
    (files, households): (&[FileId], &[FileId]),
    kinds: &[&str],
    scope: &Scope,
) -> Result<Vec<(FileId, Name, Answers)>> {
    let may_read = readable(scope, 6);
    let holds = |of: &str| {
        format!(
            "({of}.valid_from IS NULL OR {of}.valid_from <= ?4) AND ({of}.valid_to IS NULL OR {of}.valid_to >= ?4)"
        )
    };
    let text = format!(
        "SELECT f.file, f.what, f.value FROM subject s JOIN fact f ON f.file = s.file
         WHERE s.file IN (SELECT n.file FROM subject n WHERE n.file IN {{{{texts ?1}}}}
                 UNION SELECT k.file FROM link k
                 WHERE k.other IN {{{{texts ?2}}}} AND k.what = 'lives_with' AND {})
             AND f.withdrawn = 0 AND f.what IN {{{{texts ?3}}}} AND {} AND {}
         ORDER BY f.file, f.fact LIMIT ?5",
        holds("k"),
        holds("f"),
        may_read.sql
    );
    let list = |files: &[FileId]| Value::texts(files.iter().map(ToString::to_string));
    let mut all = vec![
        list(files),
        list(households),
        Value::texts(kinds),
        Value::from(scope.today),
        Value::from(MOST),
    ];
    all.extend(may_read.args);
    tx.query_dyn(&text, &all, |row| {
        let value = serde_json::from_str(row.get(2)?)
            .map_err(|_| Error::Corrupt("a fact cannot be read".into()))?;
        Ok((row.get(0)?, row.get(1)?, value))
    })
}
