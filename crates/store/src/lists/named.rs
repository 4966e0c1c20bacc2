//! Other files that a page names: how each is called, and whether the reader may know of it and read it, in one statement
//! however many they are. Whoever shows them leaves out what may not be known.

use access::Scope;
use domain::FileId;

use crate::db::{Result, Tx, Value};
use crate::scope::{known, readable};

/// A file that a page names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The file.
    pub file: FileId,
    /// What it is about.
    pub subject: String,
    /// The name it is shown by.
    pub display: String,
    /// Birth as filed: a whole or partial date.
    pub born: Option<String>,
    /// Death, likewise.
    pub died: Option<String>,
    /// Whether the reader may know of it.
    pub known: bool,
    /// Whether the reader may open it.
    pub readable: bool,
    /// Whether a file that the reader reads may tell its name: it is of a service of theirs, and neither it nor another
    /// about the same subject is restricted.
    pub tellable: bool,
}

/// What some files are called.
pub fn named(tx: &mut Tx<'_>, files: &[FileId], scope: &Scope) -> Result<Vec<Named>> {
    let may_know = known(scope, 2);
    let may_read = readable(scope, 2 + may_know.args.len());
    let services = 2 + may_know.args.len() + may_read.args.len();
    let text = format!(
        "SELECT s.file, s.subject, s.display, s.born, s.died,
             CASE WHEN {} THEN 1 ELSE 0 END, CASE WHEN {} THEN 1 ELSE 0 END,
             CASE WHEN s.restricted = 0 AND s.service IN {{{{texts ?{services}}}}}
                 AND NOT EXISTS (SELECT 1 FROM same_as x JOIN subject r ON r.file = x.other
                     WHERE x.file = s.file AND r.restricted = 1) THEN 1 ELSE 0 END
         FROM subject s WHERE s.file IN {{{{texts ?1}}}} ORDER BY s.file",
        may_know.sql, may_read.sql
    );
    let mut all = vec![Value::texts(files.iter().map(ToString::to_string))];
    all.extend(may_know.args);
    all.extend(may_read.args);
    all.push(Value::texts(scope.own.iter().map(ToString::to_string)));
    tx.query_dyn(&text, &all, |row| {
        Ok(Named {
            file: row.get(0)?,
            subject: row.get(1)?,
            display: row.get(2)?,
            born: row.get(3)?,
            died: row.get(4)?,
            known: row.get::<i64>(5)? > 0,
            readable: row.get::<i64>(6)? > 0,
            tellable: row.get::<i64>(7)? > 0,
        })
    })
}
