//! What is so of a worker and a file, for the decision who may see and do what. Loaded in the transaction that acts
//! on the answer, whose lifetime the facts carry. It decides nothing.

use std::collections::BTreeSet;
use std::sync::Arc;

use access::{Actor, Facts, Involved, RawFacts, Restriction, RoleBook, Waiting};
use domain::event::Subject;
use domain::{FileId, Name};
use jiff::civil::Date;

use crate::db::{Error, Result, Row, Tx};
use crate::{args, sql};

/// The worker who asks, with the roles held on the day. One statement.
pub fn actor<'tx>(
    tx: &mut Tx<'tx>,
    worker: FileId,
    today: Date,
    book: &Arc<RoleBook>,
) -> Result<Actor<'tx>> {
    let held = tx.query(
        sql!(
            "SELECT h.service, h.role, h.team FROM role_held h
             WHERE h.file = ?1 AND (h.starts IS NULL OR h.starts <= ?2)
                 AND (h.until IS NULL OR h.until >= ?2)
             ORDER BY h.service, h.role, h.fact"
        ),
        args![worker.to_string(), today],
        |row| Ok((id(row, 0)?, name(row, 1)?, opt_id(row, 2)?)),
    )?;
    Ok(Actor::loaded(worker, today, held, book.clone()))
}

/// What is so of the actor and a file, and the actor's rights. Two statements, one where there is no such file.
///
/// `m.service || ''` keeps SQLite from going through every open matter of the service instead of the file's few.
pub fn load_facts<'tx>(tx: &mut Tx<'tx>, actor: &Actor<'tx>, file: FileId) -> Result<Facts<'tx>> {
    let mut raw = RawFacts::blank(file);
    let me = actor.file().to_string();
    let found = tx.query_one_opt(
        sql!(
            "SELECT s.subject, s.service, s.agency,
                 (SELECT count(*) FROM subject r
                  WHERE r.file IN (SELECT CAST(?1 AS TEXT) UNION ALL SELECT x.other FROM same_as x WHERE x.file = ?1)
                      AND r.restricted = 1),
                 (SELECT count(*) FROM subject r
                  WHERE r.file IN (SELECT CAST(?1 AS TEXT) UNION ALL SELECT x.other FROM same_as x WHERE x.file = ?1)
                      AND r.restricted = 1
                      AND NOT EXISTS (SELECT 1 FROM allowed a WHERE a.file = r.file AND a.worker = ?2)),
                 (SELECT count(*) FROM link k
                  WHERE k.file = ?2 AND k.what = 'conflict_of_interest'
                      AND k.other IN (SELECT CAST(?1 AS TEXT) UNION ALL SELECT x.other FROM same_as x WHERE x.file = ?1)
                      AND (k.valid_from IS NULL OR k.valid_from <= ?3) AND (k.valid_to IS NULL OR k.valid_to >= ?3)),
                 (SELECT count(*) FROM link k
                  WHERE k.file = s.file AND k.what = 'supervised_by' AND k.other = ?2
                      AND (k.valid_from IS NULL OR k.valid_from <= ?3) AND (k.valid_to IS NULL OR k.valid_to >= ?3)),
                 (SELECT count(*) FROM matter m
                  WHERE m.file IN (SELECT CAST(?1 AS TEXT) UNION ALL SELECT x.other FROM same_as x WHERE x.file = ?1)
                      AND m.closed IS NULL AND m.service || '' = s.service
                      AND NOT EXISTS (SELECT 1 FROM involvement i
                          WHERE i.file = m.file AND i.matter = m.matter AND i.ended IS NULL)),
                 (SELECT count(*) FROM matter m
                  WHERE m.file IN (SELECT CAST(?1 AS TEXT) UNION ALL SELECT x.other FROM same_as x WHERE x.file = ?1)
                      AND m.closed IS NULL AND m.service || '' = s.service
                      AND NOT EXISTS (SELECT 1 FROM involvement i
                          WHERE i.file = m.file AND i.matter = m.matter AND i.ended IS NULL)
                      AND EXISTS (SELECT 1 FROM entry e
                          WHERE e.file = m.file AND e.matter = m.matter AND e.author = ?2
                              AND e.status <> 'removed'))
             FROM subject s WHERE s.file = ?1"
        ),
        args![file.to_string(), &me, actor.today()],
        |row| {
            let subject = Subject::parse(row.get(0)?).ok_or_else(|| unreadable("a subject"))?;
            raw.subject = Some(subject);
            raw.service = opt_id(row, 1)?;
            raw.agency = opt_id(row, 2)?;
            raw.restriction = match (row.get::<i64>(3)?, row.get::<i64>(4)?) {
                (0, _) => Restriction::None,
                (_, 0) => Restriction::Listed,
                _ => Restriction::NotListed,
            };
            raw.conflict = row.get::<i64>(5)? > 0;
            raw.supervised = row.get::<i64>(6)? > 0;
            raw.waiting = match (row.get::<i64>(7)?, row.get::<i64>(8)?) {
                (0, _) => Waiting::No,
                (_, 0) => Waiting::ForAllocation,
                _ => Waiting::RecordedByActor,
            };
            Ok(())
        },
    )?;
    if found.is_some() {
        related(tx, actor, &mut raw)?;
    }
    Ok(Facts::of(actor.clone(), raw))
}

/// The rest, a row each: who is involved, the roles of the worker whom the file is about, the services of its
/// agency, other files about the same subject.
fn related(tx: &mut Tx<'_>, actor: &Actor<'_>, raw: &mut RawFacts) -> Result<()> {
    tx.for_each(
        sql!(
            "SELECT 'involved' AS what, i.worker AS one, t.team AS two, w.display, i.role, m.kind, i.started,
                 (SELECT max(c.until) FROM cover c
                  WHERE c.file = i.worker AND c.by_worker = ?2 AND c.ended = 0
                      AND c.starts <= ?3 AND c.until >= ?3),
                 (SELECT count(*) FROM link k
                  WHERE k.file = i.worker AND k.what = 'supervised_by' AND k.other = ?2
                      AND (k.valid_from IS NULL OR k.valid_from <= ?3) AND (k.valid_to IS NULL OR k.valid_to >= ?3)),
                 (SELECT count(*) FROM link k
                  WHERE k.file = i.worker AND k.what = 'conflict_of_interest'
                      AND k.other IN (SELECT CAST(?1 AS TEXT) UNION ALL SELECT x.other FROM same_as x WHERE x.file = ?1)
                      AND (k.valid_from IS NULL OR k.valid_from <= ?3) AND (k.valid_to IS NULL OR k.valid_to >= ?3))
             FROM (SELECT CAST(?1 AS TEXT) AS file UNION ALL SELECT x.other FROM same_as x WHERE x.file = ?1) g
             CROSS JOIN subject s
             JOIN involvement i ON i.file = g.file AND i.ended IS NULL
             JOIN matter m ON m.file = i.file AND m.matter = i.matter AND m.service = s.service
                 AND (m.closed IS NULL OR EXISTS (SELECT 1 FROM cycle y WHERE y.file = m.file
                     AND y.outcome = 'running' AND (y.matter = m.matter OR y.matter = '')))
             LEFT JOIN subject w ON w.file = i.worker
             LEFT JOIN role_held t ON t.file = i.worker AND t.service = s.service AND t.team IS NOT NULL
                 AND (t.starts IS NULL OR t.starts <= ?3) AND (t.until IS NULL OR t.until >= ?3)
             WHERE s.file = ?1
             UNION ALL
             SELECT 'post', h.service, h.team, NULL, NULL, NULL, NULL, NULL, 0, 0 FROM role_held h
             WHERE h.file = ?1 AND (h.starts IS NULL OR h.starts <= ?3) AND (h.until IS NULL OR h.until >= ?3)
             UNION ALL
             SELECT 'service', v.service, NULL, NULL, NULL, NULL, NULL, NULL, 0, 0
             FROM subject s JOIN service v ON v.file = COALESCE(s.agency, s.file) WHERE s.file = ?1
             UNION ALL
             SELECT 'same', x.other, NULL, NULL, NULL, NULL, NULL, NULL, 0, 0 FROM same_as x WHERE x.file = ?1
             ORDER BY 1, 2, 5, 6, 7"
        ),
        args![raw.file.to_string(), actor.file().to_string(), actor.today()],
        |row| {
            match row.get::<&str>(0)? {
                "involved" => involved(row, &mut raw.involved)?,
                "post" => drop(raw.posts.insert((id(row, 1)?, opt_id(row, 2)?))),
                "service" => drop(raw.agency_services.insert(id(row, 1)?)),
                _ => drop(raw.merged.insert(id(row, 1)?)),
            }
            Ok(())
        },
    )
}

/// Takes a row into the list; a further row of one involvement names a further team.
fn involved(row: &Row, all: &mut Vec<Involved>) -> Result<()> {
    // A moment or a day begins with its date; one known to the month or "about" has none to tell.
    let started: &str = row.get(6)?;
    let next = Involved {
        worker: id(row, 1)?,
        name: row
            .get::<Option<String>>(3)?
            .unwrap_or_else(|| "a colleague".into()),
        role: name(row, 4)?,
        matter: name(row, 5)?,
        since: started.get(..10).and_then(|day| day.parse().ok()),
        covered_until: row.get(7)?,
        supervised: row.get::<i64>(8)? > 0,
        conflict: row.get::<i64>(9)? > 0,
        teams: opt_id(row, 2)?.into_iter().collect(),
    };
    let same = |held: &Involved| {
        let teams = BTreeSet::new();
        Involved {
            teams: teams.clone(),
            ..held.clone()
        } == Involved {
            teams,
            ..next.clone()
        }
    };
    match all.iter_mut().find(|held| same(held)) {
        Some(held) => held.teams.extend(next.teams),
        None => all.push(next),
    }
    Ok(())
}

fn unreadable(what: &str) -> Error {
    Error::Corrupt(format!(
        "{what} in the derived tables cannot be read: recompute them"
    ))
}

fn id<T: std::str::FromStr>(row: &Row, column: usize) -> Result<T> {
    row.get::<&str>(column)?
        .parse()
        .map_err(|_| unreadable("an identifier"))
}

fn opt_id<T: std::str::FromStr>(row: &Row, column: usize) -> Result<Option<T>> {
    let text = row.get::<Option<&str>>(column)?;
    text.map(|text| text.parse().map_err(|_| unreadable("an identifier")))
        .transpose()
}

fn name(row: &Row, column: usize) -> Result<Name> {
    Name::parse(row.get(column)?).ok_or_else(|| unreadable("a name"))
}
