//! A worker's day: what is due, who they work with, and what waits for them. Three statements, whatever their number of rows.

use domain::{FileId, MatterId, Name, RecordId, ServiceId};
use jiff::Timestamp;
use jiff::civil::Date;

use super::caseload;
use super::cycles::{self, Due};
use super::statement::Arguments;
use crate::db::{Result, Row, Tx};

/// Whose day it is.
#[derive(Debug, Clone, Copy)]
pub struct Of<'a> {
    /// The worker, and those they cover.
    pub workers: &'a [FileId],
    /// The service.
    pub service: ServiceId,
    /// The roles they hold there.
    pub roles: &'a [Name],
    /// Who may see what.
    pub scope: &'a access::Scope,
}

/// A timescale of the day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timescale {
    /// The cycle.
    pub due: Due,
    /// Whether it is out of timescale.
    pub late: bool,
    /// The reason agreed last by a direction.
    pub agreed: Option<String>,
    /// The name of who agreed it.
    pub agreed_by: Option<String>,
}

impl Timescale {
    /// Where the list goes on after this row.
    pub fn place(&self) -> (bool, cycles::Place) {
        (self.late, self.due.place())
    }
}

/// Up to `limit` timescales due before `until` for which one of the workers is responsible: those not yet out of timescale
/// first, each part due first first.
pub fn timescales(
    tx: &mut Tx<'_>,
    of: Of<'_>,
    (now, until): (Timestamp, Timestamp),
    after: Option<&(bool, cycles::Place)>,
    limit: i64,
) -> Result<Vec<Timescale>> {
    let mut args = Arguments::default();
    let workers = args.texts(of.workers);
    let roles = args.texts(of.roles);
    let service = args.value(of.service);
    let (now, until) = (args.value(now), args.value(until));
    let today = args.value(of.scope.today);
    let late = format!("CASE WHEN c.due_at < {now} THEN 1 ELSE 0 END");
    let place = match after {
        None => "1 = 1".to_owned(),
        Some((was, place)) => {
            let was = args.value(i64::from(*was));
            let due = args.value(place.due_at);
            let file = args.value(place.file.to_string());
            let matter = place.matter.map(|m| m.to_string()).unwrap_or_default();
            let matter = args.value(matter);
            let clock = args.value(place.clock.to_string());
            let (key, n) = (args.value(place.key.clone()), args.value(place.n));
            format!(
                "({late}, c.due_at, c.file, c.matter, c.clock, c.key, c.n) > ({was}, {due}, {file}, {matter}, {clock}, {key}, {n})"
            )
        }
    };
    let known = args.known(of.scope);
    let limit = args.value(limit);
    let text = format!(
        "SELECT c.file, s.display, s.restricted, c.matter, c.clock, c.key, c.n, c.due_date, c.due_at, c.soon_at,
             c.responsible, CAST(NULL AS TEXT), c.level, {late} AS late, c.agreed,
             (SELECT w.display FROM subject w WHERE w.file = c.agreed_by)
         FROM cycle c JOIN subject s ON s.file = c.file
         WHERE c.service = {service} AND c.outcome = 'running' AND c.due_at < {until} AND {place}
             AND (EXISTS (SELECT 1 FROM involvement i WHERE i.file = c.file AND i.worker IN {workers} AND i.ended IS NULL
                     AND i.role = c.responsible AND (c.matter = '' OR i.matter = c.matter))
                 OR c.responsible IN {roles} AND (c.file IN {workers}
                     OR c.file IN (SELECT l.file FROM link l WHERE l.other IN {workers} AND l.what = 'supervised_by'
                         AND (l.valid_from IS NULL OR l.valid_from <= {today}) AND (l.valid_to IS NULL OR l.valid_to >= {today}))))
             AND {known}
         ORDER BY late, c.due_at, c.file, c.matter, c.clock, c.key, c.n LIMIT {limit}"
    );
    tx.query_dyn(&text, &args.all, |row| {
        Ok(Timescale {
            due: cycles::due(row)?,
            late: row.get(13)?,
            agreed: row.get(14)?,
            agreed_by: row.get(15)?,
        })
    })
}

/// Somebody the worker, or one they cover, works with; a row for each matter and worker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Who, and when they were last seen.
    pub person: caseload::Person,
    /// The worker.
    pub worker: FileId,
    /// Their name.
    pub worker_name: String,
    /// The role in the matter.
    pub role: Name,
    /// The matter.
    pub matter: MatterId,
    /// Its kind.
    pub kind: Name,
    /// Its stage.
    pub stage: Name,
    /// When it was opened.
    pub opened: String,
    /// Its states now: state, value.
    pub states: Vec<(Name, Name)>,
    /// The timescale that is due next.
    pub next: Option<(Name, Option<Date>)>,
    /// How many timescales are out of timescale.
    pub late: i64,
}

/// Up to `limit` people with an open matter in which one of the workers is involved, by name; a row for each such matter
/// and worker.
pub fn people(
    tx: &mut Tx<'_>,
    of: Of<'_>,
    now: Timestamp,
    after: Option<&caseload::Place>,
    limit: i64,
) -> Result<Vec<Person>> {
    let mut args = Arguments::default();
    let workers = args.texts(of.workers);
    let service = args.value(of.service);
    let now = args.value(now);
    let place = match after {
        None => "1 = 1".to_owned(),
        Some((sort, file)) => {
            let (sort, file) = (args.value(sort.clone()), args.value(file.to_string()));
            format!("(s.sort, s.file) > ({sort}, {file})")
        }
    };
    let known = args.known(of.scope);
    let limit = args.value(limit);
    let next = |column: &str| {
        format!(
            "(SELECT c.{column} FROM cycle c WHERE c.file = p.file AND c.service = {service} AND c.outcome = 'running'
                 AND c.due_at IS NOT NULL ORDER BY c.due_at, c.matter, c.clock, c.key, c.n LIMIT 1)"
        )
    };
    let text = format!(
        "SELECT p.file, p.display, p.sort, p.restricted, v.day, v.alone, v.place, v.record, v.category, i.worker, w.display,
             i.role, m.matter, m.kind, m.stage, m.opened, t.state, t.value, {}, {},
             (SELECT count(*) FROM cycle c WHERE c.file = p.file AND c.service = {service} AND c.outcome = 'running'
                 AND c.due_at < {now})
         FROM (SELECT s.file, s.display, s.sort, s.restricted FROM subject s
                 WHERE s.file IN (SELECT j.file FROM involvement j JOIN matter o ON o.file = j.file AND o.matter = j.matter
                     WHERE j.worker IN {workers} AND j.ended IS NULL AND o.closed IS NULL AND o.service = {service})
                     AND {place} AND {known}
                 ORDER BY s.sort, s.file LIMIT {limit}) p
         JOIN involvement i ON i.file = p.file AND i.worker IN {workers} AND i.ended IS NULL
         JOIN matter m ON m.file = i.file AND m.matter = i.matter AND m.closed IS NULL AND m.service = {service}
         LEFT JOIN subject w ON w.file = i.worker
         LEFT JOIN seen v ON v.file = p.file
         LEFT JOIN state t ON t.file = m.file AND t.matter = m.matter AND t.current = 1
         ORDER BY p.sort, p.file, m.opened, m.matter, i.worker, i.role, i.involvement, t.state",
        next("clock"),
        next("due_date")
    );
    let mut all: Vec<Person> = Vec::new();
    let rows = tx.query_dyn(&text, &args.all, |row| {
        let state = state(row, 16)?;
        let next: Option<Name> = row.get(18)?;
        let due: Option<Date> = row.get(19)?;
        Ok(Person {
            person: caseload::person(row)?,
            worker: row.get(9)?,
            worker_name: row.get::<Option<String>>(10)?.unwrap_or_default(),
            role: row.get(11)?,
            matter: row.get(12)?,
            kind: row.get(13)?,
            stage: row.get(14)?,
            opened: row.get(15)?,
            states: state.into_iter().collect(),
            next: next.map(|clock| (clock, due)),
            late: row.get(20)?,
        })
    })?;
    for row in rows {
        let same = |held: &&mut Person| {
            held.person.file == row.person.file
                && held.matter == row.matter
                && held.worker == row.worker
                && held.role == row.role
        };
        match all.last_mut().filter(same) {
            Some(held) => {
                for state in row.states {
                    if !held.states.contains(&state) {
                        held.states.push(state);
                    }
                }
            }
            None => all.push(row),
        }
    }
    Ok(all)
}

/// A state and its value, where there is one.
pub(super) fn state(row: &Row, first: usize) -> Result<Option<(Name, Name)>> {
    let state: Option<Name> = row.get(first)?;
    let value: Option<Name> = row.get(first + 1)?;
    Ok(state.zip(value))
}

/// What waits for a worker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// What sort of thing.
    pub sort: Sort,
    /// The file it is about; none for a draft about a file that may not be known of any more.
    pub file: Option<FileId>,
    /// The name it is shown by.
    pub display: Option<String>,
    /// Whether it is restricted.
    pub restricted: bool,
    /// The record or draft.
    pub record: Option<RecordId>,
    /// The record kind; of a notice what it is about.
    pub what: String,
    /// The step it waits for or was sent back from; what a notice says.
    pub says: Option<String>,
    /// Since when.
    pub at: Timestamp,
    /// Who wrote it.
    pub author: Option<String>,
}

/// A sort of thing that waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sort {
    /// A record for a signature.
    Sign,
    /// A record sent back to them.
    Returned,
    /// What they are typing.
    Draft,
    /// What they were told.
    Notice,
}

/// Steps that somebody signs, as `kind/step`.
#[derive(Debug, Clone, Default)]
pub struct Steps {
    /// Whoever wrote the record.
    pub anybodys: Vec<String>,
    /// Only what somebody else wrote.
    pub of_others: Vec<String>,
}

/// What waits for a worker: up to `limit` of each sort; records and drafts waiting longest first, notices newest first.
pub fn waiting(
    tx: &mut Tx<'_>,
    of: Of<'_>,
    me: FileId,
    steps: &Steps,
    limit: i64,
) -> Result<Vec<Waiting>> {
    let mut args = Arguments::default();
    let (me, service, limit) = (args.value(me), args.value(of.service), args.value(limit));
    let anybodys = args.texts(&steps.anybodys);
    let of_others = args.texts(&steps.of_others);
    let known = args.known(of.scope);
    let entry = |sort: &str, condition: &str| {
        format!(
            "SELECT * FROM (SELECT '{sort}' AS sort, e.file, s.display, s.restricted, e.record, e.kind AS what, e.step AS says,
                 e.recorded AS at, (SELECT w.display FROM subject w WHERE w.file = e.author) AS author, e.record AS id
             FROM entry e JOIN subject s ON s.file = e.file
             WHERE e.home = 1 AND {condition} AND {known} ORDER BY e.recorded, e.record LIMIT {limit}) {sort}"
        )
    };
    let step = "e.kind || '/' || e.step";
    let text = format!(
        "{} UNION ALL {} UNION ALL
         SELECT * FROM (SELECT 'draft' AS sort, s.file, s.display, COALESCE(s.restricted, 0), d.record, d.kind, CAST(NULL AS TEXT),
                 d.changed, CAST(NULL AS TEXT), d.record AS id
             FROM draft d LEFT JOIN draft_file f ON f.record = d.record AND f.author = d.author
                 AND f.n = (SELECT min(g.n) FROM draft_file g WHERE g.record = d.record AND g.author = d.author)
             LEFT JOIN subject s ON s.file = f.file AND {known}
             WHERE d.author = {me} AND d.service = {service} ORDER BY d.changed, d.record LIMIT {limit}) draft
         UNION ALL
         SELECT * FROM (SELECT 'notice' AS sort, n.file, s.display, s.restricted, CAST(NULL AS TEXT), n.about, n.says, n.told,
                 CAST(NULL AS TEXT), n.event AS id
             FROM notice n JOIN subject s ON s.file = n.file
             WHERE n.worker = {me} AND {known} ORDER BY n.told DESC, n.event DESC, n.file DESC LIMIT {limit}) notice
         ORDER BY 1, 8, 10",
        entry(
            "sign",
            &format!(
                "e.service = {service} AND e.status = 'waiting' AND ({step} IN {anybodys} OR {step} IN {of_others} AND e.author <> {me})"
            )
        ),
        entry("returned", &format!("e.author = {me} AND e.status = 'returned'")),
    );
    let mut all = tx.query_dyn(&text, &args.all, |row| {
        Ok(Waiting {
            sort: match row.get::<&str>(0)? {
                "sign" => Sort::Sign,
                "returned" => Sort::Returned,
                "draft" => Sort::Draft,
                _ => Sort::Notice,
            },
            file: row.get(1)?,
            display: row.get(2)?,
            restricted: row.get(3)?,
            record: row.get(4)?,
            what: row.get(5)?,
            says: row.get(6)?,
            at: row.get(7)?,
            author: row.get(8)?,
        })
    })?;
    all.sort_by_key(|w| {
        let at = w.at.as_microsecond();
        (w.sort, if w.sort == Sort::Notice { -at } else { at })
    });
    Ok(all)
}
