//! What stands beside a file's own chain on its first page, in one statement: who covers for those who work with it, the facts
//! by which they carry a title, and what the reader has begun to write about it.

use domain::event::Answers;
use domain::{FileId, Name, RecordId};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::db::{Error, Result, Tx, Value};
use crate::{args, sql};

/// What stands beside a file.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Beside {
    /// Who is away, who acts for them, and until when.
    pub covers: Vec<(FileId, String, Date)>,
    /// Facts of workers that hold: whose, the kind, its fields.
    pub facts: Vec<(FileId, Name, Answers)>,
    /// Drafts: the record, its kind, the version it amends, when it was last saved.
    pub drafts: Vec<(RecordId, Name, u32, Timestamp)>,
}

/// What stands beside a file on a day: of some workers the facts of some kinds, and the author's own drafts.
pub fn beside(
    tx: &mut Tx<'_>,
    (file, author): (FileId, FileId),
    (workers, kinds): (&[FileId], &[String]),
    day: Date,
) -> Result<Beside> {
    let mut found = Beside::default();
    tx.for_each(
        sql!(
            "SELECT 'cover' AS what, c.file AS one, w.display AS two, c.until AS three, '' AS four, 0 AS five
             FROM cover c JOIN subject w ON w.file = c.by_worker
             WHERE c.file IN {{texts ?1}} AND c.ended = 0 AND c.starts <= ?3 AND c.until >= ?3
             UNION ALL
             SELECT 'fact', f.file, f.what, f.value, '', 0 FROM fact f
             WHERE f.file IN {{texts ?1}} AND f.what IN {{texts ?2}} AND f.withdrawn = 0
                 AND (f.valid_from IS NULL OR f.valid_from <= ?3) AND (f.valid_to IS NULL OR f.valid_to >= ?3)
             UNION ALL
             SELECT 'draft', d.record, d.kind, '', CAST(d.changed AS TEXT), d.amends FROM draft d
             WHERE d.author = ?4 AND d.record IN (SELECT a.record FROM draft_file a WHERE a.file = ?5)
             ORDER BY 1, 5, 2, 3"
        ),
        args![
            Value::texts(workers.iter().map(ToString::to_string)),
            Value::texts(kinds),
            day,
            author,
            file
        ],
        |row| {
            let unreadable = |what: &str| Error::Corrupt(format!("{what} cannot be read"));
            match row.get::<&str>(0)? {
                "cover" => found
                    .covers
                    .push((row.get(1)?, row.get(2)?, row.get(3)?)),
                "fact" => {
                    let value = serde_json::from_str(row.get(3)?).map_err(|_| unreadable("a fact"))?;
                    found.facts.push((row.get(1)?, row.get(2)?, value));
                }
                _ => {
                    let changed = row.get::<&str>(4)?.parse().ok();
                    let changed = changed.and_then(|at| Timestamp::from_microsecond(at).ok());
                    let changed = changed.ok_or_else(|| unreadable("a draft"))?;
                    found.drafts.push((row.get(1)?, row.get(2)?, row.get(5)?, changed));
                }
            }
            Ok(())
        },
    )?;
    Ok(found)
}
