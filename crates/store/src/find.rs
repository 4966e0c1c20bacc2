//! Finding people by the keys under which they are filed (see `domain::matching`): candidates for a person asked about, and
//! search as a name is typed. The order comes from what a file shares with the question, never from other files, and
//! restricted files are left out, so that what one may not see changes nothing. Who may search what, the caller says.

mod known;

use domain::event::Subject;
use domain::text::fold_words;
use domain::{FileId, ServiceId};

use crate::db::{Result, Row, Tx, Value};
use crate::{args, sql};

pub use known::{among, by_prefix_known, displays, facts_of, facts_on, same_as};

/// Keys looked up at most; a person has some tens.
const KEYS: usize = 256;
// `CROSS JOIN` below: SQLite then looks into the keys first, whatever it thinks of the other table.

/// Letters of a word that are looked at: as many as are filed.
const LETTERS: usize = 40;
/// Sorts after every character of a key.
const LAST: char = '\u{10FFFF}';

/// Where somebody may search.
#[derive(Debug, Clone, Copy)]
pub struct Scope<'a> {
    /// The services whose files may be found.
    pub services: &'a [ServiceId],
    /// Whether files of no one service (what the whole deployment shares) may be found too.
    pub shared: bool,
    /// The subjects that are looked for.
    pub subjects: &'a [Subject],
}

/// A file that may be the one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
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
    /// The service whose file it is.
    pub service: Option<ServiceId>,
    /// How many of the keys asked about it shares; 1 in a search by what is typed.
    pub shared_keys: i64,
}

/// Up to `limit` files that share a key, those with most first, then by identifier. Keys as `query_keys` gives them;
/// beyond 256 they are not looked at.
pub fn by_keys<K: AsRef<str>>(
    tx: &mut Tx<'_>,
    keys: &[K],
    scope: Scope<'_>,
    limit: i64,
) -> Result<Vec<Candidate>> {
    let keys = Value::texts(keys.iter().take(KEYS));
    tx.query(
        sql!(
            "SELECT s.file, s.subject, s.display, s.born, s.died, s.service, count(*) AS shared
             FROM search_key k CROSS JOIN subject s
             WHERE s.file = k.file AND k.key IN {{texts ?1}} AND s.restricted = 0
                AND (s.service IN {{texts ?2}} OR (?3 = 1 AND s.service IS NULL)) AND s.subject IN {{texts ?4}}
             GROUP BY s.file, s.subject, s.display, s.born, s.died, s.service
             ORDER BY shared DESC, s.file LIMIT ?5"
        ),
        args![keys, services(scope), i64::from(scope.shared), subjects(scope), limit],
        candidate,
    )
}

/// Up to `limit` files with a name of which some word begins with the first word typed, and some word with each of the next
/// two; ordered by the word found, then by identifier. `after` is the last file seen. Nothing for a text without a letter.
/// The word found is not told: it may be of a former name.
pub fn by_prefix(
    tx: &mut Tx<'_>,
    typed: &str,
    scope: Scope<'_>,
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
    // The last file seen has since lost its name: there is no place to go on from.
    let Some(begin) = begin else {
        return Ok(Vec::new());
    };
    tx.query(
        sql!(
            "SELECT s.file, s.subject, s.display, s.born, s.died, s.service, 1
             FROM search_key k CROSS JOIN subject s
             WHERE s.file = k.file AND k.key >= ?3 AND k.key < ?2 AND (k.key, k.file) > (?3, ?4)
                AND NOT EXISTS (SELECT 1 FROM search_key e WHERE e.file = k.file AND e.key >= ?1 AND e.key < k.key)
                AND EXISTS (SELECT 1 FROM search_key o WHERE o.file = k.file AND o.key >= ?5 AND o.key < ?6)
                AND EXISTS (SELECT 1 FROM search_key p WHERE p.file = k.file AND p.key >= ?7 AND p.key < ?8)
                AND s.restricted = 0
                AND (s.service IN {{texts ?9}} OR (?10 = 1 AND s.service IS NULL)) AND s.subject IN {{texts ?11}}
             ORDER BY k.key, k.file LIMIT ?12"
        ),
        args![
            &low,
            &high,
            &begin,
            after.map(|file| file.to_string()).unwrap_or_default(),
            &second.0,
            &second.1,
            &third.0,
            &third.1,
            services(scope),
            i64::from(scope.shared),
            subjects(scope),
            limit
        ],
        candidate,
    )
}

/// The first key of a file from `low` until before `high`.
fn first_key(tx: &mut Tx<'_>, file: FileId, low: &str, high: &str) -> Result<Option<String>> {
    tx.query_one(
        sql!("SELECT min(key) FROM search_key WHERE file = ?1 AND key >= ?2 AND key < ?3"),
        args![file, low, high],
        |row| row.get(0),
    )
}

fn services(scope: Scope<'_>) -> Value<'static> {
    Value::texts(scope.services.iter().map(ToString::to_string))
}

fn subjects(scope: Scope<'_>) -> Value<'static> {
    Value::texts(scope.subjects.iter().map(|subject| subject.as_str()))
}

fn candidate(row: &Row) -> Result<Candidate> {
    Ok(Candidate {
        file: row.get(0)?,
        subject: row.get(1)?,
        display: row.get(2)?,
        born: row.get(3)?,
        died: row.get(4)?,
        service: row.get(5)?,
        shared_keys: row.get(6)?,
    })
}
