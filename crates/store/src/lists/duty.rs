//! One search for whoever is on duty: over everybody of whom they may learn that they are known, and what stands around those
//! found. Three statements. It shows nothing itself; what may be told of whom the caller says.

use domain::event::Answers;
use domain::text::fold_words;
use domain::{FileId, MatterId, Name, RecordId};
use jiff::Timestamp;
use jiff::civil::Date;

use super::statement::Arguments;
use crate::db::{Error, Result, Tx};

/// Letters of a word that are looked at: as many as are filed.
const LETTERS: usize = 40;
/// Sorts after every character of a key.
const LAST: char = '\u{10FFFF}';
/// Words that are looked at.
const WORDS: usize = 6;

/// What was typed, as keys.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// Words of a name, each the beginning of one.
    pub words: Vec<String>,
    /// Keys of numbers and of references.
    pub keys: Vec<String>,
    /// Words of a locality.
    pub places: Vec<String>,
    /// A file by its own number.
    pub file: Option<FileId>,
}

/// Somebody who was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The file.
    pub file: FileId,
    /// What it is about.
    pub subject: String,
    /// The name it is shown by.
    pub display: String,
    /// Birth as filed.
    pub born: Option<String>,
    /// Whether it is restricted.
    pub restricted: bool,
    /// Whether the one on duty may know the file.
    pub known: bool,
}

/// Up to `limit` that were found: those who may be known first, by name.
pub fn found(
    tx: &mut Tx<'_>,
    asked: &Asked,
    scope: &access::Scope,
    limit: i64,
) -> Result<Vec<Found>> {
    let mut args = Arguments::default();
    let mut ways = Vec::new();
    let mut words = Vec::new();
    for word in asked.words.iter().flat_map(|w| fold_words(w)).take(WORDS) {
        let low: String = "t:".chars().chain(word.chars().take(LETTERS)).collect();
        let high = format!("{low}{LAST}");
        let (low, high) = (args.value(low), args.value(high));
        words.push(format!(
            "SELECT k.file FROM search_key k WHERE k.key >= {low} AND k.key < {high}"
        ));
    }
    if !words.is_empty() {
        ways.push(words.join(" INTERSECT "));
    }
    if !asked.keys.is_empty() {
        let keys = args.texts(&asked.keys);
        ways.push(format!(
            "SELECT k.file FROM search_key k WHERE k.key IN {keys}"
        ));
    }
    let places: Vec<String> = asked
        .places
        .iter()
        .take(WORDS)
        .map(|word| {
            let key = args.value(format!("a:{word}"));
            format!("SELECT k.file FROM search_key k WHERE k.key = {key}")
        })
        .collect();
    if !places.is_empty() {
        ways.push(places.join(" INTERSECT "));
    }
    if let Some(file) = asked.file {
        let file = args.value(file);
        ways.push(format!("SELECT f.file FROM file f WHERE f.file = {file}"));
    }
    if ways.is_empty() {
        return Ok(Vec::new());
    }
    let ways: Vec<String> = ways
        .iter()
        .map(|way| format!("s.file IN ({way})"))
        .collect();
    let known = args.known(scope);
    let duty = args.on_duty(scope);
    let limit = args.value(limit);
    let text = format!(
        "SELECT s.file, s.subject, s.display, s.born, s.restricted, CASE WHEN {known} THEN 1 ELSE 0 END AS known
         FROM subject s WHERE ({}) AND {duty}
         ORDER BY known DESC, s.sort, s.file LIMIT {limit}",
        ways.join(" OR ")
    );
    tx.query_dyn(&text, &args.all, |row| {
        Ok(Found {
            file: row.get(0)?,
            subject: row.get(1)?,
            display: row.get(2)?,
            born: row.get(3)?,
            restricted: row.get(4)?,
            known: row.get(5)?,
        })
    })
}

/// What stands around somebody who was found.
#[derive(Debug, Clone, PartialEq)]
pub enum Around {
    /// An open matter.
    Matter {
        /// The matter.
        matter: MatterId,
        /// Its kind.
        kind: Name,
        /// Its stage.
        stage: Name,
        /// When it was opened.
        opened: String,
    },
    /// A worker involved in an open matter.
    Worker {
        /// Who.
        worker: FileId,
        /// Their name.
        name: String,
        /// As what.
        role: Name,
        /// The name of the team in which they hold a role.
        team: Option<String>,
    },
    /// A state of an open matter.
    State {
        /// The state.
        state: Name,
        /// Its value.
        value: Name,
    },
    /// A warning to workers that stands.
    Danger(Answers),
    /// A fact on the file of a worker involved, by which a title is carried.
    Held {
        /// The worker.
        worker: FileId,
        /// The kind of fact.
        what: Name,
        /// What it says.
        value: Answers,
    },
}

/// What stands around some files: open matters, who is involved, states, warnings; and of the workers involved the facts of
/// some kinds. One statement.
pub fn around(
    tx: &mut Tx<'_>,
    files: &[FileId],
    titles: &[String],
    today: Date,
) -> Result<Vec<(FileId, Around)>> {
    let mut args = Arguments::default();
    let files = args.texts(files);
    let titles = args.texts(titles);
    let today = args.value(today);
    let valid = |from: &str, to: &str| {
        format!("({from} IS NULL OR {from} <= {today}) AND ({to} IS NULL OR {to} >= {today})")
    };
    let nothing = "CAST(NULL AS TEXT)";
    let text = format!(
        "SELECT m.file, 'matter' AS sort, m.matter AS one, m.kind AS two, m.stage AS three, m.opened AS four
         FROM matter m WHERE m.file IN {files} AND m.closed IS NULL
         UNION ALL
         SELECT i.file, 'worker', i.worker, w.display, i.role, (SELECT min(q.display) FROM role_held h JOIN subject q ON q.file = h.team
             WHERE h.file = i.worker AND h.service = m.service AND {})
         FROM involvement i JOIN matter m ON m.file = i.file AND m.matter = i.matter LEFT JOIN subject w ON w.file = i.worker
         WHERE i.file IN {files} AND i.ended IS NULL AND m.closed IS NULL
         UNION ALL
         SELECT t.file, 'state', t.state, t.value, {nothing}, {nothing} FROM state t JOIN matter m ON m.file = t.file AND m.matter = t.matter
         WHERE t.file IN {files} AND t.current = 1 AND m.closed IS NULL
         UNION ALL
         SELECT f.file, 'danger', f.fact, f.value, {nothing}, {nothing} FROM fact f
         WHERE f.file IN {files} AND f.what = 'danger_note' AND f.withdrawn = 0 AND {valid_fact}
         UNION ALL
         SELECT i.file, 'held', f.file, f.what, f.value, f.fact FROM involvement i
         JOIN fact f ON f.file = i.worker AND f.what IN {titles} AND f.withdrawn = 0 AND {valid_fact}
         WHERE i.file IN {files} AND i.ended IS NULL
         ORDER BY 1, 2, 3, 4, 5, 6",
        valid("h.starts", "h.until"),
        valid_fact = valid("f.valid_from", "f.valid_to"),
    );
    tx.query_dyn(&text, &args.all, |row| {
        let around = match row.get::<&str>(1)? {
            "matter" => Around::Matter {
                matter: row.get(2)?,
                kind: row.get(3)?,
                stage: row.get(4)?,
                opened: row.get(5)?,
            },
            "worker" => Around::Worker {
                worker: row.get(2)?,
                name: row.get::<Option<String>>(3)?.unwrap_or_default(),
                role: row.get(4)?,
                team: row.get(5)?,
            },
            "state" => Around::State {
                state: row.get(2)?,
                value: row.get(3)?,
            },
            "danger" => Around::Danger(answers(row.get(3)?)?),
            _ => Around::Held {
                worker: row.get(2)?,
                what: row.get(3)?,
                value: answers(row.get(4)?)?,
            },
        };
        Ok((row.get(0)?, around))
    })
}

fn answers(text: &str) -> Result<Answers> {
    serde_json::from_str(text).map_err(|_| Error::Corrupt("a fact cannot be read".into()))
}

/// A record at a glance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The file.
    pub file: FileId,
    /// The record.
    pub record: RecordId,
    /// Its kind.
    pub kind: Name,
    /// When what it tells happened.
    pub occurred: String,
    /// When it was recorded.
    pub recorded: Timestamp,
    /// The name of who wrote it.
    pub author: Option<String>,
}

/// The last records of some files, up to `each` of a file, of these categories and none of these kinds; what happened last
/// first.
pub fn last_entries(
    tx: &mut Tx<'_>,
    files: &[FileId],
    categories: &[String],
    not: &[String],
    each: i64,
) -> Result<Vec<Entry>> {
    let mut args = Arguments::default();
    let files = args.texts(files);
    let categories = args.texts(categories);
    let not = args.texts(not);
    let each = args.value(each);
    let text = format!(
        "SELECT q.file, q.record, q.kind, q.occurred, q.recorded, (SELECT w.display FROM subject w WHERE w.file = q.author)
         FROM (SELECT e.file, e.record, e.kind, e.occurred, e.recorded, e.author,
                 row_number() OVER (PARTITION BY e.file ORDER BY e.occurred DESC, e.recorded DESC, e.record DESC) AS n
             FROM entry e WHERE e.file IN {files} AND e.status <> 'removed' AND e.category IN {categories} AND e.kind NOT IN {not}) q
         WHERE q.n <= {each} ORDER BY q.file, q.n"
    );
    tx.query_dyn(&text, &args.all, |row| {
        Ok(Entry {
            file: row.get(0)?,
            record: row.get(1)?,
            kind: row.get(2)?,
            occurred: row.get(3)?,
            recorded: row.get(4)?,
            author: row.get(5)?,
        })
    })
}
