//! A file's first page: what [`look`] shows, with the names of whom it speaks of, who works with them under which title, who
//! covers and supervises, when they were last seen, and what the reader is typing. A name that may not be known of is left out.

use std::collections::{BTreeMap, BTreeSet};

use access::Scope;
use domain::event::Answers;
use domain::{FileId, Name, RecordId};
use jiff::Timestamp;
use jiff::civil::Date;
use pack::Pack;
use serde_json::Value;
use store::lists::caseload::Seen as LastSeen;
use store::lists::front::{self, Beside, Words};

use super::file::{Seen, look};
use super::my_day::{form_title, reads};
use crate::Result;
use crate::derive::fact_of;
use crate::office::{Acting, Office};
use crate::unit::Unit;

/// A file's first page.
#[derive(Debug, Clone)]
pub struct Front {
    /// The file as it is seen; `why` says why.
    pub seen: Seen,
    /// The name it is shown by.
    pub display: String,
    /// Whether it is restricted.
    pub restricted: bool,
    /// Names of files it speaks of: of workers, and of those that may be known of.
    pub names: BTreeMap<FileId, String>,
    /// Who works with them now.
    pub workers: Vec<Worker>,
    /// When they were last seen.
    pub last_seen: Option<LastSeen>,
    /// Their latest words.
    pub words: Option<Words>,
    /// What the reader is typing about them: record, form's title, when it was saved last.
    pub drafts: Vec<(RecordId, String, Timestamp)>,
}

/// Somebody who works with them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Worker {
    /// Their file.
    pub worker: FileId,
    /// Their name.
    pub name: String,
    /// The role.
    pub role: Name,
    /// The title they carry in it.
    pub title: String,
    /// Who covers for them today: name, until when.
    pub covered_by: Vec<(String, Date)>,
    /// Who supervises them.
    pub supervisors: Vec<(FileId, String)>,
}

/// Looks at a file's first page. The look is logged as [`look`] logs it.
///
/// # Errors
/// `NotFound` for a file that is not there or may not be seen.
pub fn front(office: &Office, acting: &Acting, file: FileId) -> Result<Front> {
    let seen = look(office, acting, file)?;
    office.store.read(|tx| {
        let mut none = || 0;
        let mut unit = Unit::reading(tx, office, acting, &mut none);
        let today = unit.here()?.date();
        let pack = unit.pack()?;
        let roles = unit.roles()?;
        let reads = reads(&pack, &roles);
        let scope = Scope::of(&crate::permit::actor(&mut unit, today)?);
        let files: Vec<FileId> = std::iter::once(file).chain(seen.also.clone()).collect();
        let workers: BTreeSet<FileId> = seen.involved.iter().map(|(w, _)| *w).collect();
        let workers: Vec<FileId> = workers.into_iter().collect();
        let named: Vec<FileId> = spoken_of(&seen).into_iter().collect();
        let titles: BTreeSet<String> = pack
            .roles
            .iter()
            .filter_map(|r| Some(r.protected.as_ref()?.needs.replace('-', "_")))
            .collect();
        let titles: Vec<String> = titles.into_iter().collect();
        let of = front::Of {
            files: &files,
            named: &named,
            workers: &workers,
            titles: &titles,
            scope: &scope,
        };
        let beside = front::beside(unit.tx, of)?;
        Ok(gathered(&pack, seen, beside, &reads, file, today))
    })
}

/// Why the acting worker sees a file, in a sentence, without loading it.
///
/// # Errors
/// `NotFound` for a file that is not there or may not be seen.
pub fn why(office: &Office, acting: &Acting, file: FileId) -> Result<String> {
    office.store.read(|tx| {
        let mut none = || 0;
        let mut unit = Unit::reading(tx, office, acting, &mut none);
        let facts = unit.facts(file)?;
        let permit = unit.permit(&facts, access::Ask::SeeFile)?;
        Ok(permit.why().to_string())
    })
}

fn gathered(
    pack: &Pack,
    seen: Seen,
    beside: Vec<Beside>,
    reads: &BTreeSet<Name>,
    file: FileId,
    today: Date,
) -> Front {
    let mut page = Front {
        display: String::new(),
        restricted: false,
        names: BTreeMap::new(),
        workers: Vec::new(),
        last_seen: None,
        words: None,
        drafts: Vec::new(),
        seen,
    };
    let mut held: Vec<(FileId, Name)> = Vec::new();
    let mut covers: Vec<(FileId, (String, Date))> = Vec::new();
    let mut above: Vec<(FileId, (FileId, String))> = Vec::new();
    for what in beside {
        match what {
            Beside::Name {
                file: of,
                display,
                restricted,
                ..
            } => {
                if of == file {
                    page.display.clone_from(&display);
                    page.restricted = restricted;
                }
                page.names.insert(of, display);
            }
            Beside::Seen(last) => {
                let later = page.last_seen.as_ref().is_none_or(|l| l.day < last.day);
                if later && reads.contains(&last.category) {
                    page.last_seen = Some(last);
                }
            }
            Beside::Words(said) => {
                let later = page.words.as_ref().is_none_or(|w| w.day < said.day);
                if later && reads.contains(&said.category) {
                    page.words = Some(said);
                }
            }
            Beside::Cover {
                worker,
                name,
                until,
                ..
            } => covers.push((worker, (name, until))),
            Beside::Supervisor { worker, by, name } => above.push((worker, (by, name))),
            Beside::Draft {
                record,
                kind,
                changed,
            } => page.drafts.push((record, form_title(pack, &kind), changed)),
            Beside::Held {
                worker,
                what,
                value,
            } => {
                if fact_of(&what, &value).is_some_and(|fact| fact.stands_on(today)) {
                    held.push((worker, what));
                }
            }
        }
    }
    for (worker, role) in page.seen.involved.clone() {
        let of = |all: &[(FileId, (String, Date))]| {
            let own = all.iter().filter(|(w, _)| *w == worker);
            own.map(|(_, cover)| cover.clone()).collect()
        };
        let supervisors = above.iter().filter(|(w, _)| *w == worker);
        page.workers.push(Worker {
            worker,
            name: page.names.get(&worker).cloned().unwrap_or_default(),
            title: title(pack, &role, worker, &held),
            role,
            covered_by: of(&covers),
            supervisors: supervisors.map(|(_, by)| by.clone()).collect(),
        });
    }
    page
}

fn title(pack: &Pack, role: &Name, worker: FileId, held: &[(FileId, Name)]) -> String {
    let Some(known) = pack.role(role) else {
        return role.replace(['-', '_'], " ");
    };
    match &known.protected {
        Some(protected)
            if !held.iter().any(|(of, what)| {
                *of == worker && **what == *protected.needs.replace('-', "_")
            }) =>
        {
            protected.otherwise.clone()
        }
        _ => known.title.clone(),
    }
}

/// Every file that facts and answers name, and who wrote records.
fn spoken_of(seen: &Seen) -> BTreeSet<FileId> {
    let mut all = BTreeSet::new();
    for fact in &seen.facts {
        within(&fact.value, &mut all);
    }
    for record in &seen.records {
        all.insert(record.author);
        all.extend(record.signatures.iter().map(|s| s.by));
        within(&record.answers, &mut all);
        record
            .parts
            .values()
            .for_each(|part| within(part, &mut all));
    }
    all
}

fn within(answers: &Answers, all: &mut BTreeSet<FileId>) {
    fn one(value: &Value, all: &mut BTreeSet<FileId>) {
        match value {
            Value::String(text) => all.extend(text.parse::<FileId>()),
            Value::Array(items) => items.iter().for_each(|i| one(i, all)),
            Value::Object(members) => members.values().for_each(|v| one(v, all)),
            _ => {}
        }
    }
    answers.values().for_each(|value| one(value, all));
}
