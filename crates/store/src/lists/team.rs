//! A team as whoever leads it sees it: each worker with what they carry, and every person they work with. Of workers the actor
//! may know of, and of people they may know of. A statement each, whatever the number of rows.

use domain::{FileId, Name, ServiceId};
use jiff::Timestamp;
use jiff::civil::Date;

use super::caseload;
use super::statement::Arguments;
use crate::db::{Result, Tx};

/// Whose team it is.
#[derive(Debug, Clone, Copy)]
pub struct Of<'a> {
    /// The service.
    pub service: ServiceId,
    /// Every worker of the service; otherwise those alone whom the actor supervises.
    pub whole: bool,
    /// Who may see what.
    pub scope: &'a access::Scope,
    /// The present moment.
    pub now: Timestamp,
    /// The state and value that mark the most intense work.
    pub high: Option<(&'a str, &'a str)>,
}

/// A worker and what they carry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Worker {
    /// The worker's file.
    pub worker: FileId,
    /// Their name.
    pub display: String,
    /// What they are put in order by.
    pub sort: String,
    /// How many people they work with.
    pub people: i64,
    /// In how many of those matters the work is most intense.
    pub high: i64,
    /// The last day of a leave they are on today, where it ends; empty text where it has no end.
    pub leave: Option<String>,
    /// Records of theirs that wait for a signature.
    pub unsigned: i64,
    /// Teams in which they hold a role.
    pub team: Option<String>,
}

impl Worker {
    /// Where the list goes on after this row.
    pub fn place(&self) -> caseload::Place {
        (self.sort.clone(), self.worker)
    }
}

/// Up to `limit` workers, by name.
pub fn workers(
    tx: &mut Tx<'_>,
    of: Of<'_>,
    after: Option<&caseload::Place>,
    limit: i64,
) -> Result<Vec<Worker>> {
    let mut args = Arguments::default();
    let service = args.value(of.service);
    let today = args.value(of.scope.today);
    let (state, value) = of.high.unwrap_or_default();
    let (state, value) = (args.value(state.to_owned()), args.value(value.to_owned()));
    let valid = |from: &str, to: &str| {
        format!("({from} IS NULL OR {from} <= {today}) AND ({to} IS NULL OR {to} >= {today})")
    };
    let whom = match of.whole {
        true => "1 = 1".to_owned(),
        false => format!(
            "s.file IN (SELECT l.file FROM link l WHERE l.other = {} AND l.what = 'supervised_by' AND {})",
            args.value(of.scope.actor),
            valid("l.valid_from", "l.valid_to")
        ),
    };
    let place = match after {
        None => "1 = 1".to_owned(),
        Some((sort, file)) => {
            let (sort, file) = (args.value(sort.clone()), args.value(file.to_string()));
            format!("(s.sort, s.file) > ({sort}, {file})")
        }
    };
    let known = args.known(of.scope);
    let limit = args.value(limit);
    let works = format!(
        "FROM involvement i JOIN matter m ON m.file = i.file AND m.matter = i.matter
         WHERE i.worker = s.file AND i.ended IS NULL AND m.closed IS NULL AND m.service = {service}"
    );
    let text = format!(
        "SELECT s.file, s.display, s.sort, (SELECT count(DISTINCT i.file) {works}),
             (SELECT count(DISTINCT m.matter) {works} AND EXISTS (SELECT 1 FROM state t WHERE t.file = m.file AND t.matter = m.matter
                 AND t.current = 1 AND t.state = {state} AND t.value = {value})),
             (SELECT max(COALESCE(f.valid_to, '')) FROM fact f WHERE f.file = s.file AND f.what = 'leave' AND f.withdrawn = 0 AND {}),
             (SELECT count(*) FROM entry e WHERE e.author = s.file AND e.status = 'waiting' AND e.home = 1 AND e.service = {service}),
             (SELECT min(q.display) FROM role_held h JOIN subject q ON q.file = h.team
                 WHERE h.file = s.file AND h.service = {service} AND {})
         FROM subject s
         WHERE s.subject = 'worker' AND EXISTS (SELECT 1 FROM role_held h WHERE h.file = s.file AND h.service = {service} AND {})
             AND {whom} AND {place} AND {known}
         ORDER BY s.sort, s.file LIMIT {limit}",
        valid("f.valid_from", "f.valid_to"),
        valid("h.starts", "h.until"),
        valid("h.starts", "h.until"),
    );
    tx.query_dyn(&text, &args.all, |row| {
        Ok(Worker {
            worker: row.get(0)?,
            display: row.get(1)?,
            sort: row.get(2)?,
            people: row.get(3)?,
            high: row.get(4)?,
            leave: row.get(5)?,
            unsigned: row.get(6)?,
            team: row.get(7)?,
        })
    })
}

/// Somebody a worker works with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The worker.
    pub worker: FileId,
    /// Who, and when they were last seen.
    pub person: caseload::Person,
    /// The timescale that is due next, and its day.
    pub next: Option<(Name, Option<Date>)>,
    /// How many are out of timescale.
    pub late: i64,
    /// When a timescale of these runs out: reviews.
    pub review: Option<Date>,
    /// Records that wait for a signature.
    pub unsigned: i64,
}

/// Up to `limit` people that some workers work with, by worker and name.
pub fn people(
    tx: &mut Tx<'_>,
    of: Of<'_>,
    workers: &[FileId],
    reviews: &[String],
    after: Option<&(FileId, String, FileId)>,
    limit: i64,
) -> Result<Vec<Person>> {
    let mut args = Arguments::default();
    let service = args.value(of.service);
    let now = args.value(of.now);
    let workers = args.texts(workers);
    let reviews = args.texts(reviews);
    let place = match after {
        None => "1 = 1".to_owned(),
        Some((worker, sort, file)) => {
            let worker = args.value(worker.to_string());
            let (sort, file) = (args.value(sort.clone()), args.value(file.to_string()));
            format!("(p.worker, s.sort, s.file) > ({worker}, {sort}, {file})")
        }
    };
    let known = args.known(of.scope);
    let limit = args.value(limit);
    let running = format!(
        "FROM cycle c WHERE c.file = s.file AND c.service = {service} AND c.outcome = 'running' AND c.due_at IS NOT NULL"
    );
    let next = |column: &str| {
        format!(
            "(SELECT c.{column} {running} ORDER BY c.due_at, c.matter, c.clock, c.key, c.n LIMIT 1)"
        )
    };
    let text = format!(
        "SELECT s.file, s.display, s.sort, s.restricted, v.day, v.alone, v.place, v.record, v.category, p.worker, {}, {},
             (SELECT count(*) {running} AND c.due_at < {now}),
             (SELECT min(c.due_date) {running} AND c.clock IN {reviews}),
             (SELECT count(*) FROM entry e WHERE e.file = s.file AND e.status = 'waiting' AND e.service = {service})
         FROM (SELECT DISTINCT i.worker, i.file FROM involvement i JOIN matter m ON m.file = i.file AND m.matter = i.matter
                 WHERE i.worker IN {workers} AND i.ended IS NULL AND m.closed IS NULL AND m.service = {service}) p
         JOIN subject s ON s.file = p.file LEFT JOIN seen v ON v.file = s.file
         WHERE {place} AND {known}
         ORDER BY p.worker, s.sort, s.file LIMIT {limit}",
        next("clock"),
        next("due_date")
    );
    tx.query_dyn(&text, &args.all, |row| {
        let next: Option<Name> = row.get(10)?;
        let due: Option<Date> = row.get(11)?;
        Ok(Person {
            person: caseload::person(row)?,
            worker: row.get(9)?,
            next: next.map(|clock| (clock, due)),
            late: row.get(12)?,
            review: row.get(13)?,
            unsigned: row.get(14)?,
        })
    })
}

/// How many timescales are out of timescale, by the team of who works with the person; without a team, an empty text.
pub fn late_by_team(tx: &mut Tx<'_>, of: Of<'_>) -> Result<Vec<(String, i64)>> {
    let mut args = Arguments::default();
    let service = args.value(of.service);
    let now = args.value(of.now);
    let today = args.value(of.scope.today);
    let known = args.known(of.scope);
    let text = format!(
        "SELECT q.team, count(*) FROM (
             SELECT COALESCE((SELECT min(t.display) FROM involvement i JOIN role_held h ON h.file = i.worker AND h.service = {service}
                     AND (h.starts IS NULL OR h.starts <= {today}) AND (h.until IS NULL OR h.until >= {today})
                 JOIN subject t ON t.file = h.team
                 WHERE i.file = c.file AND i.ended IS NULL), '') AS team
             FROM cycle c JOIN subject s ON s.file = c.file
             WHERE c.service = {service} AND c.outcome = 'running' AND c.due_at < {now} AND {known}) q
         GROUP BY q.team ORDER BY q.team"
    );
    tx.query_dyn(&text, &args.all, |row| Ok((row.get(0)?, row.get(1)?)))
}
