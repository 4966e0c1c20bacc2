//! Who works in a service, with the state of their accounts; its teams and places; which versions of packs are at work. Lists
//! carry the condition who may know of a file. No password or secret leaves this module.

use domain::event::Answers;
use domain::{FactId, FileId, Name, ServiceId};
use jiff::civil::Date;

use super::FIRST;
use crate::db::{Error, Result, Tx, Value};
use crate::scope::known;
use crate::{args, sql};

/// A row of a list of files, by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The file.
    pub file: FileId,
    /// The name it is shown by.
    pub display: String,
    /// What it is put in order by.
    pub sort: String,
    /// Whether somebody signs in, and how that stands.
    pub account: Option<State>,
}

/// How an account stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct State {
    /// The sign-in name.
    pub name: String,
    /// Nobody signs in with it.
    pub disabled: bool,
    /// The password is to be changed first.
    pub must_change: bool,
    /// A code is asked for at sign-in.
    pub second: bool,
}

impl Member {
    /// Where the list goes on after this row.
    pub fn place(&self) -> (String, FileId) {
        (self.sort.clone(), self.file)
    }
}

/// Up to `limit` files of a service of some sorts that the actor may know of, by name, after a place: those who hold or held
/// a role there too.
pub fn page(
    tx: &mut Tx<'_>,
    service: ServiceId,
    subjects: &[&str],
    scope: &access::Scope,
    after: Option<&(String, FileId)>,
    limit: i64,
) -> Result<Vec<Member>> {
    let (sort, file) = after.map_or((FIRST, String::new()), |(sort, file)| {
        (sort.as_str(), file.to_string())
    });
    let condition = known(scope, 6);
    let text = format!(
        "SELECT s.file, s.display, s.sort, a.name, a.disabled, a.must_change, CASE WHEN a.second IS NULL THEN 0 ELSE 1 END
         FROM subject s LEFT JOIN account a ON a.worker = s.file
         WHERE s.subject IN {{{{texts ?2}}}}
             AND (s.service = ?1 OR s.file IN (SELECT r.file FROM role_held r WHERE r.service = ?1))
             AND (s.sort, s.file) > (?3, ?4) AND {}
         ORDER BY s.sort, s.file LIMIT ?5",
        condition.sql
    );
    let mut all = vec![
        Value::from(service.to_string()),
        Value::texts(subjects),
        Value::from(sort.to_owned()),
        Value::from(file),
        Value::from(limit),
    ];
    all.extend(condition.args);
    tx.query_dyn(&text, &all, |row| {
        let account = match row.get::<Option<String>>(3)? {
            Some(name) => Some(State {
                name,
                disabled: row.get::<i64>(4)? != 0,
                must_change: row.get::<i64>(5)? != 0,
                second: row.get::<i64>(6)? != 0,
            }),
            None => None,
        };
        Ok(Member {
            file: row.get(0)?,
            display: row.get(1)?,
            sort: row.get(2)?,
            account,
        })
    })
}

/// The facts of some kinds of some files that hold on a day, or will: file, fact, kind, fields, first and last day.
pub fn facts_about(
    tx: &mut Tx<'_>,
    files: &[FileId],
    kinds: &[&str],
    day: Date,
) -> Result<Vec<About>> {
    tx.query(
        sql!(
            "SELECT file, fact, what, value, valid_from, valid_to FROM fact
             WHERE file IN {{texts ?1}} AND what IN {{texts ?2}} AND withdrawn = 0
                 AND (valid_to IS NULL OR valid_to >= ?3)
             ORDER BY file, what, fact"
        ),
        args![
            Value::texts(files.iter().map(ToString::to_string)),
            Value::texts(kinds),
            day
        ],
        |row| {
            let value = serde_json::from_str(row.get(3)?)
                .map_err(|_| Error::Corrupt("a fact cannot be read".into()))?;
            Ok(About {
                file: row.get(0)?,
                fact: row.get(1)?,
                what: row.get(2)?,
                value,
                from: row.get(4)?,
                to: row.get(5)?,
            })
        },
    )
}

/// A fact about a file of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct About {
    /// The file.
    pub file: FileId,
    /// The fact.
    pub fact: FactId,
    /// Its kind.
    pub what: Name,
    /// Its fields.
    pub value: Answers,
    /// First day, where known.
    pub from: Option<Date>,
    /// Last day, where it ends.
    pub to: Option<Date>,
}

/// Who is in some teams on a day, by the team and their name: as a member, or with a role there.
pub fn in_teams(
    tx: &mut Tx<'_>,
    teams: &[FileId],
    day: Date,
) -> Result<Vec<(FileId, FileId, String)>> {
    tx.query(
        sql!(
            "SELECT l.other AS team, l.file AS worker, s.display, s.sort AS sort
             FROM link l JOIN subject s ON s.file = l.file
             WHERE l.other IN {{texts ?1}} AND l.what = 'team_membership'
                 AND (l.valid_from IS NULL OR l.valid_from <= ?2) AND (l.valid_to IS NULL OR l.valid_to >= ?2)
             UNION
             SELECT r.team AS team, r.file AS worker, s.display, s.sort AS sort
             FROM role_held r JOIN subject s ON s.file = r.file
             WHERE r.team IN {{texts ?1}}
                 AND (r.starts IS NULL OR r.starts <= ?2) AND (r.until IS NULL OR r.until >= ?2)
             ORDER BY team, sort, worker"
        ),
        args![Value::texts(teams.iter().map(ToString::to_string)), day],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
    )
}

/// How many open matters of a service run under which version of a pack, by pack and version.
pub fn versions_at_work(tx: &mut Tx<'_>, service: ServiceId) -> Result<Vec<(Name, String, i64)>> {
    let mut few = tx.query(
        sql!(
            "SELECT pack, version, count(*) FROM matter WHERE service = ?1 AND closed IS NULL
             GROUP BY pack, version"
        ),
        args![service],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
    )?;
    few.sort();
    Ok(few)
}
