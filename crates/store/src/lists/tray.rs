//! What waits in trays: one statement counts them all, one reads a page of one, one tells which files belong to one family.

use domain::{FileId, MatterId, Name, RecordId, ServiceId};
use jiff::Timestamp;
use jiff::civil::Date;

use super::statement::Arguments;
use crate::db::{Error, Result, Row, Tx};

/// What a tray holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Holds {
    /// Records that wait for a step, of these kinds; of any where none is named.
    Step {
        /// Kinds.
        kinds: Vec<Name>,
        /// The step.
        step: Name,
    },
    /// Records that wait for any step.
    Unsigned,
    /// Records sent back to the worker, of these kinds.
    Returned {
        /// Kinds.
        kinds: Vec<Name>,
    },
    /// Open matters of these kinds, without anybody in a role.
    Matters {
        /// Kinds.
        kinds: Vec<Name>,
        /// The role nobody has.
        without: Option<Name>,
    },
    /// Timescales that run, of these names; of any where none is named.
    Clocks {
        /// Names.
        clocks: Vec<Name>,
        /// Those alone that are due soon or late, or late.
        look: Look,
    },
    /// What the worker was told.
    Notices,
    /// Own work signed, guards lifted, removals asked for.
    Exceptions,
}

/// How a timescale must look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// It runs.
    Open,
    /// It is due soon, or late.
    Soon,
    /// It is late.
    Late,
}

/// Whose trays they are.
#[derive(Debug, Clone, Copy)]
pub struct Of<'a> {
    /// The worker.
    pub worker: FileId,
    /// The service.
    pub service: ServiceId,
    /// The present moment.
    pub now: Timestamp,
    /// Who may see what.
    pub scope: &'a access::Scope,
}

/// Something in a tray.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The file.
    pub file: FileId,
    /// The name it is shown by.
    pub display: String,
    /// What it is put in order by.
    pub sort: String,
    /// Whether it is restricted.
    pub restricted: bool,
    /// What it is: a record kind, a matter kind, a timescale; what a notice or an exception is about.
    pub what: String,
    /// What sort of exception it is.
    pub sort_of: Option<Name>,
    /// The record.
    pub record: Option<RecordId>,
    /// The matter.
    pub matter: Option<MatterId>,
    /// What a notice or an exception says.
    pub says: Option<String>,
    /// The name of who wrote the record or made the exception.
    pub by: Option<String>,
    /// Since when it waits; none where only a day is known.
    pub since: Option<Timestamp>,
    /// Since which day, as lists keep it, where no instant is known.
    pub since_day: Option<String>,
    /// The day it is due.
    pub due: Option<Date>,
    /// The start of the cycle of a timescale, and its number.
    pub cycle: Option<(String, i64)>,
    at: i64,
    day: String,
    id: String,
}

impl Item {
    /// Where the list goes on after this row.
    pub fn place(&self) -> Place {
        Place {
            at: self.at,
            day: self.day.clone(),
            file: self.file,
            id: self.id.clone(),
        }
    }
}

/// A place in a tray, waiting longest first.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Place {
    /// Instant, in microseconds.
    pub at: i64,
    /// Day.
    pub day: String,
    /// File.
    pub file: FileId,
    /// What tells apart what stands on one file.
    pub id: String,
}

/// How much waits, and since when the first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Count {
    /// How many.
    pub items: i64,
    /// The instant of the oldest.
    pub oldest: Option<Timestamp>,
    /// The day of the oldest, where there are no instants.
    pub oldest_day: Option<String>,
}

/// Columns of every tray: file, display, sort, restricted, what, sort_of, record, matter, says, by, due, key, n, at, day, id.
fn select(holds: &Holds, of: Of<'_>, args: &mut Arguments) -> String {
    let known = args.known(of.scope);
    let subject =
        "s.file AS file, s.display AS display, s.sort AS sort, s.restricted AS restricted";
    let nothing = "CAST(NULL AS TEXT)";
    let named = |column: &str, names: &[Name], args: &mut Arguments| match names {
        [] => "1 = 1".to_owned(),
        names => format!("{column} IN {}", args.texts(names)),
    };
    match holds {
        Holds::Step { .. } | Holds::Unsigned | Holds::Returned { .. } => {
            let kinds = match holds {
                Holds::Step { kinds, .. } | Holds::Returned { kinds } => named("e.kind", kinds, args),
                _ => "1 = 1".to_owned(),
            };
            let which = match holds {
                Holds::Step { step, .. } => {
                    let (service, step) = (args.value(of.service), args.value(step.to_string()));
                    format!("e.service = {service} AND e.step = {step} AND e.status = 'waiting'")
                }
                Holds::Unsigned => format!(
                    "e.service = {} AND e.step IS NOT NULL AND e.status = 'waiting'",
                    args.value(of.service)
                ),
                _ => format!(
                    "e.author = {} AND e.status = 'returned'",
                    args.value(of.worker)
                ),
            };
            format!(
                "SELECT {subject}, e.kind AS what, {nothing} AS sort_of, e.record AS record, e.matter AS matter, {nothing} AS says,
                     (SELECT w.display FROM subject w WHERE w.file = e.author) AS by_name, {nothing} AS due, {nothing} AS key,
                     0 AS n, e.recorded AS at, '' AS day, e.record AS id
                 FROM entry e JOIN subject s ON s.file = e.file WHERE e.home = 1 AND {which} AND {kinds} AND {known}"
            )
        }
        Holds::Matters { kinds, without } => {
            let kinds = named("m.kind", kinds, args);
            let service = args.value(of.service);
            let without = match without {
                None => "1 = 1".to_owned(),
                Some(role) => format!(
                    "NOT EXISTS (SELECT 1 FROM involvement i WHERE i.file = m.file AND i.matter = m.matter AND i.ended IS NULL
                         AND i.role = {})",
                    args.value(role.to_string())
                ),
            };
            format!(
                "SELECT {subject}, m.kind AS what, {nothing} AS sort_of, {nothing} AS record, m.matter AS matter, m.stage AS says,
                     {nothing} AS by_name, {nothing} AS due, {nothing} AS key, 0 AS n, 0 AS at, m.opened AS day, m.matter AS id
                 FROM matter m JOIN subject s ON s.file = m.file
                 WHERE m.service = {service} AND m.closed IS NULL AND {kinds} AND {without} AND {known}"
            )
        }
        Holds::Clocks { clocks, look } => {
            let clocks = named("c.clock", clocks, args);
            let service = args.value(of.service);
            let look = match look {
                Look::Open => "1 = 1".to_owned(),
                Look::Soon => {
                    let now = args.value(of.now);
                    format!("(c.due_at < {now} OR c.soon_at <= {now})")
                }
                Look::Late => format!("c.due_at < {}", args.value(of.now)),
            };
            format!(
                "SELECT {subject}, c.clock AS what, {nothing} AS sort_of, {nothing} AS record, NULLIF(c.matter, '') AS matter,
                     c.agreed AS says, (SELECT w.display FROM subject w WHERE w.file = c.agreed_by) AS by_name,
                     c.due_date AS due, c.key AS key, c.n AS n, c.due_at AS at, '' AS day,
                     c.matter || '/' || c.clock || '/' || c.key || '/' || CAST(c.n AS TEXT) AS id
                 FROM cycle c JOIN subject s ON s.file = c.file
                 WHERE c.service = {service} AND c.outcome = 'running' AND c.due_at IS NOT NULL AND {clocks} AND {look} AND {known}"
            )
        }
        Holds::Notices => format!(
            "SELECT {subject}, n.about AS what, {nothing} AS sort_of, {nothing} AS record, {nothing} AS matter, n.says AS says,
                 {nothing} AS by_name, {nothing} AS due, {nothing} AS key, 0 AS n, n.told AS at, '' AS day, n.event AS id
             FROM notice n JOIN subject s ON s.file = n.file WHERE n.worker = {} AND {known}",
            args.value(of.worker)
        ),
        Holds::Exceptions => format!(
            "SELECT {subject}, x.about AS what, x.what AS sort_of, {nothing} AS record, {nothing} AS matter, x.why AS says,
                 (SELECT w.display FROM subject w WHERE w.file = x.by_worker) AS by_name, {nothing} AS due, {nothing} AS key,
                 0 AS n, x.at AS at, '' AS day, x.event AS id
             FROM exception x JOIN subject s ON s.file = x.file WHERE x.service = {} AND {known}",
            args.value(of.service)
        ),
    }
}

/// How much waits in each of some trays, in their order. One statement.
pub fn counts(tx: &mut Tx<'_>, of: Of<'_>, trays: &[Holds]) -> Result<Vec<Count>> {
    if trays.is_empty() {
        return Ok(Vec::new());
    }
    let mut args = Arguments::default();
    let mut parts = Vec::new();
    for (n, holds) in trays.iter().enumerate() {
        let select = select(holds, of, &mut args);
        parts.push(format!(
            "SELECT {n} AS tray, count(*) AS items, min(q.at) AS at, min(q.day) AS day FROM ({select}) q"
        ));
    }
    let text = format!("{} ORDER BY 1", parts.join(" UNION ALL "));
    tx.query_dyn(&text, &args.all, |row| {
        let at: Option<i64> = row.get(2)?;
        let day: Option<String> = row.get(3)?;
        Ok(Count {
            items: row.get(1)?,
            oldest: at.filter(|at| *at != 0).map(instant).transpose()?,
            oldest_day: day.filter(|day| !day.is_empty()),
        })
    })
}

/// Up to `limit` items of a tray, waiting longest first.
pub fn page(
    tx: &mut Tx<'_>,
    of: Of<'_>,
    holds: &Holds,
    after: Option<&Place>,
    limit: i64,
) -> Result<Vec<Item>> {
    let mut args = Arguments::default();
    let select = select(holds, of, &mut args);
    let place = match after {
        None => "1 = 1".to_owned(),
        Some(place) => format!(
            "(q.at, q.day, q.file, q.id) > ({}, {}, {}, {})",
            args.value(place.at),
            args.value(place.day.clone()),
            args.value(place.file.to_string()),
            args.value(place.id.clone())
        ),
    };
    let limit = args.value(limit);
    let text = format!(
        "SELECT q.file, q.display, q.sort, q.restricted, q.what, q.sort_of, q.record, q.matter, q.says, q.by_name, q.due, q.key,
             q.n, q.at, q.day, q.id
         FROM ({select}) q WHERE {place} ORDER BY q.at, q.day, q.file, q.id LIMIT {limit}"
    );
    tx.query_dyn(&text, &args.all, item)
}

/// The first `limit` items of each of some trays, waiting longest first. One statement.
pub fn first(tx: &mut Tx<'_>, of: Of<'_>, trays: &[Holds], limit: i64) -> Result<Vec<Vec<Item>>> {
    let mut found: Vec<Vec<Item>> = trays.iter().map(|_| Vec::new()).collect();
    if trays.is_empty() {
        return Ok(found);
    }
    let mut args = Arguments::default();
    let limit = args.value(limit);
    let mut parts = Vec::new();
    for (n, holds) in trays.iter().enumerate() {
        let select = select(holds, of, &mut args);
        parts.push(format!(
            "SELECT * FROM (SELECT q.file, q.display, q.sort, q.restricted, q.what, q.sort_of, q.record, q.matter, q.says,
                 q.by_name, q.due, q.key, q.n, q.at, q.day, q.id, {n} AS tray
             FROM ({select}) q ORDER BY q.at, q.day, q.file, q.id LIMIT {limit}) part_{n}"
        ));
    }
    let text = format!("{} ORDER BY 17, 14, 15, 1, 16", parts.join(" UNION ALL "));
    for (tray, item) in tx.query_dyn(&text, &args.all, |row| {
        Ok((row.get::<i64>(16)?, item(row)?))
    })? {
        if let Some(of) = usize::try_from(tray).ok().and_then(|n| found.get_mut(n)) {
            of.push(item);
        }
    }
    Ok(found)
}

fn item(row: &Row) -> Result<Item> {
    let at: i64 = row.get(13)?;
    let day: String = row.get(14)?;
    let key: Option<String> = row.get(11)?;
    let n: i64 = row.get(12)?;
    Ok(Item {
        file: row.get(0)?,
        display: row.get(1)?,
        sort: row.get(2)?,
        restricted: row.get(3)?,
        what: row.get(4)?,
        sort_of: row.get(5)?,
        record: row.get(6)?,
        matter: row.get(7)?,
        says: row.get(8)?,
        by: row.get(9)?,
        due: row.get(10)?,
        cycle: key.map(|key| (key, n)),
        since: (at != 0).then(|| instant(at)).transpose()?,
        since_day: (!day.is_empty()).then(|| day.clone()),
        at,
        day,
        id: row.get(15)?,
    })
}

fn instant(at: i64) -> Result<Timestamp> {
    Timestamp::from_microsecond(at).map_err(|_| Error::Corrupt("an instant cannot be read".into()))
}

/// Which of some files belong together: pairs of a file and a household it lives in or a brother or sister of it, today.
/// The second need not be one of them, nor one that somebody may know of: it only joins.
pub fn kin(
    tx: &mut Tx<'_>,
    files: &[FileId],
    siblings: &[&str],
    today: Date,
) -> Result<Vec<(FileId, FileId)>> {
    let mut args = Arguments::default();
    let files = args.texts(files);
    let siblings = args.texts(siblings);
    let today = args.value(today);
    let text = format!(
        "SELECT l.file, l.other FROM link l
         WHERE l.file IN {files} AND (l.what = 'lives_with' OR l.what = 'relationship' AND l.kind IN {siblings})
             AND (l.valid_from IS NULL OR l.valid_from <= {today}) AND (l.valid_to IS NULL OR l.valid_to >= {today})
         ORDER BY l.file, l.other"
    );
    tx.query_dyn(&text, &args.all, |row| Ok((row.get(0)?, row.get(1)?)))
}
