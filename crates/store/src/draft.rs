//! What is being typed, before it is submitted. A draft is saved by the revision that was read, so that two windows never
//! overwrite each other. It is not an event and enters no chain; nothing here reads its answers.

use domain::{FileId, Name, RecordId, ServiceId};
use jiff::Timestamp;

use crate::db::{Error, Result, Row, Tx};
use crate::{args, sql};

/// The most that answers and parts may hold together, in bytes.
pub const MOST: usize = 2 * 1024 * 1024;

/// What changes while somebody types.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    /// The files it is about, the home file first.
    pub files: Vec<FileId>,
    /// Shared answers, as JSON.
    pub answers: String,
    /// Parts by file, as JSON.
    pub parts: String,
}

/// A draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The record it will be, or that it amends.
    pub record: RecordId,
    /// The record's kind.
    pub kind: Name,
    /// The service it is written in.
    pub service: ServiceId,
    /// Who writes it.
    pub author: FileId,
    /// The pack whose form it answers.
    pub pack: Name,
    /// The pack's version.
    pub version: String,
    /// The version of the record that it amends; 0 for a new record.
    pub amends: u32,
    /// What was typed.
    pub content: Content,
    /// Rises by one with each saving, from 1.
    pub revision: i64,
    /// When it was last saved.
    pub changed: Timestamp,
}

/// A draft in a list, without what was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The record it will be, or that it amends.
    pub record: RecordId,
    /// The record's kind.
    pub kind: Name,
    /// The service it is written in.
    pub service: ServiceId,
    /// Who writes it.
    pub author: FileId,
    /// The version of the record that it amends; 0 for a new record.
    pub amends: u32,
    /// The files it is about, the home file first.
    pub files: Vec<FileId>,
    /// The revision.
    pub revision: i64,
    /// When it was last saved.
    pub changed: Timestamp,
}

impl Listed {
    /// Where a list goes on after this row.
    pub fn place(&self) -> Place {
        (self.changed, self.record)
    }
}

/// A place in a list, last saved first.
pub type Place = (Timestamp, RecordId);

/// Begins a draft; its `revision` is kept as 1 whatever is given. A second draft of the same record by the same author is
/// `Error::Constraint`.
pub fn create(tx: &mut Tx<'_>, draft: &Draft) -> Result<()> {
    fits(&draft.content)?;
    tx.execute_one(
        sql!(
            "INSERT INTO draft (record, kind, service, author, pack, version, answers, parts, amends, revision, changed)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 1, ?10)"
        ),
        args![
            draft.record,
            &draft.kind,
            draft.service,
            draft.author,
            &draft.pack,
            &draft.version,
            &draft.content.answers,
            &draft.content.parts,
            draft.amends,
            draft.changed
        ],
    )?;
    put_files(tx, draft.record, draft.author, &draft.content.files)
}

/// Somebody's draft by its record; `None` where they have none, or once it is submitted or thrown away.
pub fn load(tx: &mut Tx<'_>, record: RecordId, author: FileId) -> Result<Option<Draft>> {
    tx.query_one_opt(
        sql!(
            "SELECT d.record, d.kind, d.service, d.author, d.pack, d.version, d.answers, d.parts, d.amends, d.revision,
                d.changed, (SELECT string_agg(f.file, ' ' ORDER BY f.n) FROM draft_file f WHERE f.record = d.record
                    AND f.author = d.author)
             FROM draft d WHERE d.record = ?1 AND d.author = ?2"
        ),
        args![record, author],
        |row| {
            Ok(Draft {
                record: row.get(0)?,
                kind: row.get(1)?,
                service: row.get(2)?,
                author: row.get(3)?,
                pack: row.get(4)?,
                version: row.get(5)?,
                content: Content {
                    answers: row.get(6)?,
                    parts: row.get(7)?,
                    files: files(row, 11)?,
                },
                amends: row.get(8)?,
                revision: row.get(9)?,
                changed: row.get(10)?,
            })
        },
    )
}

/// Whether somebody else has a draft of a record.
pub fn is_others(tx: &mut Tx<'_>, record: RecordId, author: FileId) -> Result<bool> {
    let found = tx.query(
        sql!("SELECT 1 FROM draft WHERE record = ?1 AND author <> ?2 LIMIT 1"),
        args![record, author],
        |row| row.get::<i64>(0),
    )?;
    Ok(!found.is_empty())
}

/// Saves over the revision that was read; gives the new one. `Error::Conflict`, and nothing overwritten, if it was saved,
/// submitted or thrown away since: [`load`] then gives what stands there.
pub fn save(
    tx: &mut Tx<'_>,
    (record, author): (RecordId, FileId),
    expected: i64,
    content: &Content,
    at: Timestamp,
) -> Result<i64> {
    fits(content)?;
    tx.execute_one(
        sql!(
            "UPDATE draft SET answers = ?4, parts = ?5, changed = ?6, revision = revision + 1
             WHERE record = ?1 AND author = ?2 AND revision = ?3"
        ),
        args![
            record,
            author,
            expected,
            &content.answers,
            &content.parts,
            at
        ],
    )?;
    drop_files(tx, record, author)?;
    put_files(tx, record, author, &content.files)?;
    Ok(expected + 1)
}

/// Notes that a draft now amends a later version of its record.
pub fn amends(tx: &mut Tx<'_>, (record, author): (RecordId, FileId), version: u32) -> Result<()> {
    tx.execute_one(
        sql!("UPDATE draft SET amends = ?3 WHERE record = ?1 AND author = ?2"),
        args![record, author, version],
    )
}

/// Takes a draft away because it is submitted in this transaction; `Error::Conflict` if another revision stands there.
pub fn submitted(
    tx: &mut Tx<'_>,
    (record, author): (RecordId, FileId),
    expected: i64,
) -> Result<()> {
    tx.execute_one(
        sql!("DELETE FROM draft WHERE record = ?1 AND author = ?2 AND revision = ?3"),
        args![record, author, expected],
    )?;
    drop_files(tx, record, author)
}

/// Throws a draft away; false if its author has no such draft.
pub fn throw_away(tx: &mut Tx<'_>, record: RecordId, author: FileId) -> Result<bool> {
    let gone = tx.execute(
        sql!("DELETE FROM draft WHERE record = ?1 AND author = ?2"),
        args![record, author],
    )? == 1;
    if gone {
        drop_files(tx, record, author)?;
    }
    Ok(gone)
}

/// Up to `limit` drafts of an author, last saved first.
pub fn by_author(
    tx: &mut Tx<'_>,
    author: FileId,
    after: Option<Place>,
    limit: i64,
) -> Result<Vec<Listed>> {
    let (changed, record) = from(after);
    tx.query(
        sql!(
            "SELECT d.record, d.kind, d.service, d.author, d.amends, d.revision, d.changed,
                (SELECT string_agg(f.file, ' ' ORDER BY f.n) FROM draft_file f WHERE f.record = d.record
                    AND f.author = d.author)
             FROM draft d WHERE d.author = ?1 AND (d.changed, d.record) < (?2, ?3)
             ORDER BY d.changed DESC, d.record DESC LIMIT ?4"
        ),
        args![author, changed, record, limit],
        listed,
    )
}

/// Up to `limit` drafts about a file, whoever writes them, last saved first.
pub fn of_file(
    tx: &mut Tx<'_>,
    file: FileId,
    after: Option<Place>,
    limit: i64,
) -> Result<Vec<Listed>> {
    let (changed, record) = from(after);
    tx.query(
        sql!(
            "SELECT d.record, d.kind, d.service, d.author, d.amends, d.revision, d.changed,
                (SELECT string_agg(f.file, ' ' ORDER BY f.n) FROM draft_file f WHERE f.record = d.record
                    AND f.author = d.author)
             FROM draft d WHERE (d.record, d.author) IN (SELECT a.record, a.author FROM draft_file a WHERE a.file = ?1)
                AND (d.changed, d.record) < (?2, ?3)
             ORDER BY d.changed DESC, d.record DESC LIMIT ?4"
        ),
        args![file, changed, record, limit],
        listed,
    )
}

fn fits(content: &Content) -> Result<()> {
    if content.answers.len() + content.parts.len() > MOST {
        return Err(Error::Unstorable("a draft holds more than 2 MB"));
    }
    if content.files.is_empty() {
        return Err(Error::Unstorable("a draft is about no file"));
    }
    Ok(())
}

fn put_files(tx: &mut Tx<'_>, record: RecordId, author: FileId, files: &[FileId]) -> Result<()> {
    for (n, file) in (0_i64..).zip(files) {
        tx.execute_one(
            sql!("INSERT INTO draft_file (record, author, n, file) VALUES (?1, ?2, ?3, ?4)"),
            args![record, author, n, *file],
        )?;
    }
    Ok(())
}

fn drop_files(tx: &mut Tx<'_>, record: RecordId, author: FileId) -> Result<()> {
    tx.execute(
        sql!("DELETE FROM draft_file WHERE record = ?1 AND author = ?2"),
        args![record, author],
    )
    .map(drop)
}

fn from(after: Option<Place>) -> (i64, String) {
    after.map_or((i64::MAX, String::new()), |(changed, record)| {
        (changed.as_microsecond(), record.to_string())
    })
}

fn files(row: &Row, column: usize) -> Result<Vec<FileId>> {
    let joined: &str = row.get(column)?;
    joined
        .split(' ')
        .map(|file| {
            file.parse()
                .map_err(|_| Error::Corrupt("a draft names no file".into()))
        })
        .collect()
}

fn listed(row: &Row) -> Result<Listed> {
    Ok(Listed {
        record: row.get(0)?,
        kind: row.get(1)?,
        service: row.get(2)?,
        author: row.get(3)?,
        amends: row.get(4)?,
        revision: row.get(5)?,
        changed: row.get(6)?,
        files: files(row, 7)?,
    })
}
