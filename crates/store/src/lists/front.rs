//! What a file's first page shows beside its own events: the names of other files it speaks of, when they were last seen, who
//! covers and supervises whoever works with them, and what the reader is typing about them. One statement.

use domain::event::Answers;
use domain::{FileId, Name, RecordId};
use jiff::Timestamp;
use jiff::civil::Date;

use super::caseload::{self, Seen};
use super::statement::Arguments;
use crate::db::{Error, Result, Tx};

/// One thing beside a file.
#[derive(Debug, Clone, PartialEq)]
pub enum Beside {
    /// The name of a file that may be known of, or of a colleague.
    Name {
        /// The file.
        file: FileId,
        /// What it is about.
        subject: String,
        /// The name.
        display: String,
        /// Whether it is restricted.
        restricted: bool,
    },
    /// When they were last seen.
    Seen(Seen),
    /// Their latest words.
    Words(Words),
    /// Somebody who covers today for a worker.
    Cover {
        /// For whom.
        worker: FileId,
        /// Who.
        by: FileId,
        /// Their name.
        name: String,
        /// Until when.
        until: Date,
    },
    /// Who supervises a worker.
    Supervisor {
        /// The worker.
        worker: FileId,
        /// Who.
        by: FileId,
        /// Their name.
        name: String,
    },
    /// A draft of the reader.
    Draft {
        /// The record it will become.
        record: RecordId,
        /// Its kind.
        kind: Name,
        /// When it was saved last.
        changed: Timestamp,
    },
    /// A fact by which a worker carries a title.
    Held {
        /// The worker.
        worker: FileId,
        /// The kind of fact.
        what: Name,
        /// What it says.
        value: Answers,
    },
}

/// Somebody's own words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// What was said.
    pub said: String,
    /// By whom, where it was written.
    pub by: Option<String>,
    /// The day, as lists keep it.
    pub day: String,
    /// The record they stand in.
    pub record: RecordId,
    /// What access decides by whether that record is read.
    pub category: Name,
}

/// Of which file, for whom.
#[derive(Debug, Clone, Copy)]
pub struct Of<'a> {
    /// The file and the others about the same person.
    pub files: &'a [FileId],
    /// Other files it speaks of.
    pub named: &'a [FileId],
    /// Workers involved.
    pub workers: &'a [FileId],
    /// Kinds of facts by which titles are carried.
    pub titles: &'a [String],
    /// Who may see what; whose drafts.
    pub scope: &'a access::Scope,
}

/// Everything beside a file.
pub fn beside(tx: &mut Tx<'_>, of: Of<'_>) -> Result<Vec<Beside>> {
    let mut args = Arguments::default();
    let files = args.texts(of.files);
    let named = args.texts(of.files.iter().chain(of.named).chain(of.workers));
    let workers = args.texts(of.workers);
    let titles = args.texts(of.titles);
    let me = args.value(of.scope.actor);
    let today = args.value(of.scope.today);
    let known = args.known(of.scope);
    let valid = |from: &str, to: &str| {
        format!("({from} IS NULL OR {from} <= {today}) AND ({to} IS NULL OR {to} >= {today})")
    };
    let nothing = "CAST(NULL AS TEXT)";
    let text = format!(
        "SELECT 'name' AS sort, s.file AS one, s.subject AS two, s.display AS three, {nothing} AS four, {nothing} AS five, s.restricted AS n
         FROM subject s WHERE s.file IN {named} AND (s.subject = 'worker' AND s.restricted = 0 OR {known})
         UNION ALL
         SELECT 'seen', v.day, v.alone, v.place, v.record, v.category, 0 FROM seen v WHERE v.file IN {files} AND v.record IS NOT NULL
         UNION ALL
         SELECT 'words', v.words, v.words_by, v.words_day, v.words_record, v.words_category, 0 FROM seen v
         WHERE v.file IN {files} AND v.words IS NOT NULL
         UNION ALL
         SELECT 'cover', c.file, c.by_worker, w.display, c.until, {nothing}, 0 FROM cover c JOIN subject w ON w.file = c.by_worker
         WHERE c.file IN {workers} AND c.ended = 0 AND c.starts <= {today} AND c.until >= {today}
         UNION ALL
         SELECT 'supervisor', l.file, l.other, w.display, {nothing}, {nothing}, 0 FROM link l JOIN subject w ON w.file = l.other
         WHERE l.file IN {workers} AND l.what = 'supervised_by' AND {}
         UNION ALL
         SELECT 'draft', d.record, d.kind, {nothing}, {nothing}, {nothing}, d.changed FROM draft d
         WHERE d.author = {me} AND EXISTS (SELECT 1 FROM draft_file f WHERE f.record = d.record AND f.author = d.author AND f.file IN {files})
         UNION ALL
         SELECT 'held', f.file, f.what, f.value, f.fact, {nothing}, 0 FROM fact f
         WHERE f.file IN {workers} AND f.what IN {titles} AND f.withdrawn = 0 AND {}
         ORDER BY 1, 7, 2, 3, 4",
        valid("l.valid_from", "l.valid_to"),
        valid("f.valid_from", "f.valid_to"),
    );
    tx.query_dyn(&text, &args.all, |row| {
        Ok(match row.get::<&str>(0)? {
            "name" => Beside::Name {
                file: row.get(1)?,
                subject: row.get(2)?,
                display: row.get(3)?,
                restricted: row.get::<i64>(6)? > 0,
            },
            "seen" => match caseload::seen(row, 1)? {
                Some(seen) => Beside::Seen(seen),
                None => return Err(Error::Corrupt("a row of `seen` cannot be read".into())),
            },
            "words" => Beside::Words(Words {
                said: row.get(1)?,
                by: row.get(2)?,
                day: row.get::<Option<String>>(3)?.unwrap_or_default(),
                record: row.get(4)?,
                category: row.get(5)?,
            }),
            "cover" => Beside::Cover {
                worker: row.get(1)?,
                by: row.get(2)?,
                name: row.get(3)?,
                until: row.get(4)?,
            },
            "supervisor" => Beside::Supervisor {
                worker: row.get(1)?,
                by: row.get(2)?,
                name: row.get(3)?,
            },
            "draft" => Beside::Draft {
                record: row.get(1)?,
                kind: row.get(2)?,
                changed: row.get(6)?,
            },
            _ => Beside::Held {
                worker: row.get(1)?,
                what: row.get(2)?,
                value: serde_json::from_str(row.get(3)?)
                    .map_err(|_| Error::Corrupt("a fact cannot be read".into()))?,
            },
        })
    })
}
