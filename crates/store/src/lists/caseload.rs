//! The people a worker works with now, each once, as far as somebody may know of them.

use domain::{FileId, Name, RecordId, ServiceId};

use super::FIRST;
use crate::db::{Result, Row, Tx, Value};
use crate::scope::known;

/// Somebody a worker works with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The file.
    pub file: FileId,
    /// The name it is shown by.
    pub display: String,
    /// What it is put in order by.
    pub sort: String,
    /// Whether it is restricted.
    pub restricted: bool,
    /// When they were last seen, where they were.
    pub seen: Option<Seen>,
}

/// When somebody was last seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// The day, as lists keep it.
    pub day: String,
    /// Whether alone: `yes`, `no` or `unknown`.
    pub alone: Option<String>,
    /// Where, in words.
    pub place: Option<String>,
    /// The record that says so.
    pub record: RecordId,
    /// What access decides by whether that record is read.
    pub category: Name,
}

/// Reads the columns day, alone, place, record and category of `seen` from one on.
pub(super) fn seen(row: &Row, first: usize) -> Result<Option<Seen>> {
    let Some(record) = row.get(first + 3)? else {
        return Ok(None);
    };
    Ok(Some(Seen {
        day: row.get::<Option<String>>(first)?.unwrap_or_default(),
        alone: row.get(first + 1)?,
        place: row.get(first + 2)?,
        record,
        category: row.get(first + 4)?,
    }))
}

impl Person {
    /// Where the list goes on after this row.
    pub fn place(&self) -> Place {
        (self.sort.clone(), self.file)
    }
}

/// A place in the list: by the subject's order, then by file.
pub type Place = (String, FileId);

/// Up to `limit` files with an open matter of a service in which a worker is involved now, those that the actor of the scope
/// may know of, by name.
pub fn of_worker(
    tx: &mut Tx<'_>,
    (worker, service): (FileId, ServiceId),
    scope: &access::Scope,
    after: Option<&Place>,
    limit: i64,
) -> Result<Vec<Person>> {
    let (sort, file) = after.map_or((FIRST, String::new()), |(sort, file)| {
        (sort, file.to_string())
    });
    let condition = known(scope, 6);
    let text = format!(
        "SELECT s.file, s.display, s.sort, s.restricted, v.day, v.alone, v.place, v.record, v.category
         FROM subject s LEFT JOIN seen v ON v.file = s.file
         WHERE s.file IN (SELECT i.file FROM involvement i JOIN matter m ON m.file = i.file AND m.matter = i.matter
             WHERE i.worker = ?1 AND i.ended IS NULL AND m.closed IS NULL AND m.service = ?2)
             AND (s.sort, s.file) > (?3, ?4) AND {}
         ORDER BY s.sort, s.file LIMIT ?5",
        condition.sql
    );
    let mut all = vec![
        Value::from(worker.to_string()),
        Value::from(service.to_string()),
        Value::from(sort.to_owned()),
        Value::from(file),
        Value::from(limit),
    ];
    all.extend(condition.args);
    tx.query_dyn(&text, &all, person)
}

/// Reads file, display, order, whether restricted, and the columns of when they were seen.
pub(super) fn person(row: &Row) -> Result<Person> {
    Ok(Person {
        file: row.get(0)?,
        display: row.get(1)?,
        sort: row.get(2)?,
        restricted: row.get(3)?,
        seen: seen(row, 4)?,
    })
}
