//! What may be chosen in a form: places, groups and the like of one service, and files that something names. It never shows a
//! restricted file to whom it is not open.

use domain::event::Subject;
use domain::{FileId, ServiceId};

use crate::db::{Result, Row, Tx, Value};
use crate::scope::known;
use crate::{args, sql};

/// Something to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offered {
    /// Its file.
    pub file: FileId,
    /// What it is, as files have it: `site`, `person`.
    pub subject: String,
    /// The name it is shown by.
    pub display: String,
}

fn offered(row: &Row) -> Result<Offered> {
    Ok(Offered {
        file: row.get(0)?,
        subject: row.get(1)?,
        display: row.get(2)?,
    })
}

/// Up to `limit` files of a service of one sort, by name.
pub fn of_service(
    tx: &mut Tx<'_>,
    service: ServiceId,
    subject: &str,
    limit: i64,
) -> Result<Vec<Offered>> {
    tx.query(
        sql!(
            "SELECT file, subject, display FROM subject WHERE service = ?1 AND subject = ?2 AND restricted = 0
             ORDER BY sort, file LIMIT ?3"
        ),
        args![service, subject, limit],
        offered,
    )
}

/// Those of some files that the actor may know of.
pub fn among(tx: &mut Tx<'_>, files: &[FileId], scope: &access::Scope) -> Result<Vec<Offered>> {
    let condition = known(scope, 2);
    let text = format!(
        "SELECT s.file, s.subject, s.display FROM subject s WHERE s.file IN {{{{texts ?1}}}} AND {} ORDER BY s.file",
        condition.sql
    );
    let mut all = vec![Value::texts(files.iter().map(ToString::to_string))];
    all.extend(condition.args);
    tx.query_dyn(&text, &all, offered)
}

/// Up to `limit` files of some sorts that the actor may know of: a service's own, and agencies; by sort, then by name.
pub fn of_sorts(
    tx: &mut Tx<'_>,
    service: ServiceId,
    subjects: &[Subject],
    scope: &access::Scope,
    limit: i64,
) -> Result<Vec<Offered>> {
    let condition = known(scope, 4);
    let text = format!(
        "SELECT s.file, s.subject, s.display FROM subject s
         WHERE s.subject IN {{{{texts ?2}}}} AND (s.service = ?1 OR s.subject = 'agency') AND {}
         ORDER BY s.subject, s.sort, s.file LIMIT ?3",
        condition.sql
    );
    let mut all = vec![
        Value::from(service.to_string()),
        Value::texts(subjects.iter().map(|subject| subject.as_str())),
        Value::from(limit),
    ];
    all.extend(condition.args);
    tx.query_dyn(&text, &all, offered)
}
