//! Is somebody known already? Looked up before anybody is registered, by names in any spelling, birth, numbers and places.
//! It proposes and explains; people decide. Who may not see a file does not learn from this whose it is.

use std::collections::{BTreeMap, BTreeSet};

use access::{Facts, Restriction, Scope};
use domain::event::Subject;
use domain::matching::{Band, Nicknames, Person, query_keys, rank};
use domain::{FileId, Name};
use store::view_log::View;

use crate::Result;
use crate::derive::{identifier_key, telephone_key};
use crate::office::{Acting, Office};
use crate::unit::Unit;

/// Candidates that are weighed.
const WEIGHED: i64 = 100;
/// Matches that are given.
const MOST: usize = 20;

/// Somebody who may be the one asked about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// The file.
    pub file: FileId,
    /// Further files about the same person.
    pub same: Vec<FileId>,
    /// 45 to 100.
    pub score: u8,
    /// How sure.
    pub band: Band,
    /// What speaks for it and against it, in words that reveal nothing of the file.
    pub reasons: Vec<String>,
    /// The name it is shown by, which is never a former one.
    pub display: String,
}

/// Somebody like this is known, and that is all that is told.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ask {
    /// Whom to ask: workers with their titles, or the service.
    pub whom: String,
}

impl Ask {
    /// The sentence that is shown.
    pub fn says(&self) -> String {
        format!("Somebody like this is known: ask {}.", self.whom)
    }
}

/// What was found at intake.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Intake {
    /// Matches that may be seen, best first.
    pub matches: Vec<Match>,
    /// Whom to ask about likely matches that may not be seen.
    pub ask: Vec<Ask>,
}

/// People of the acting service who may be the one asked about and whose files the actor may see, best first.
///
/// # Errors
/// Those of the database.
pub fn find(
    office: &Office,
    acting: &Acting,
    asked: &Person,
    nicknames: &Nicknames,
) -> Result<Vec<Match>> {
    office.store.read(|tx| {
        let mut none = || 0;
        let mut unit = Unit::reading(tx, office, acting, &mut none);
        Ok(look(&mut unit, asked, nicknames)?.0)
    })
}

/// As [`find`], before somebody is registered: of a likely match whose file the actor may not see they learn whom to ask,
/// which is logged on that file. Of a restricted file, or one they declared a conflict of interest with, nothing is said.
///
/// # Errors
/// `NotAllowed` for who may not register anybody.
pub fn for_intake(
    office: &Office,
    acting: &Acting,
    asked: &Person,
    nicknames: &Nicknames,
) -> Result<Intake> {
    office.store.write(|tx| {
        let mut none = || 0;
        let mut unit = Unit::reading(tx, office, acting, &mut none);
        crate::permit::may_register(&mut unit, Subject::Person)?;
        let (matches, hidden) = look(&mut unit, asked, nicknames)?;
        let mut ask = BTreeSet::new();
        for file in hidden {
            let facts = unit.facts(file)?;
            let raw = facts.raw();
            if raw.restriction != Restriction::None || raw.conflict {
                continue;
            }
            ask.insert(Ask {
                whom: whom(&mut unit, &facts)?,
            });
            let view = View {
                at: unit.acting.now,
                worker: unit.acting.worker,
                on_behalf: unit.acting.on_behalf,
                file,
                what: Name::known("somebody-like-this"),
                why: "Somebody was about to be registered, and is much like this person: told only whom to ask".into(),
            };
            store::view_log::append(unit.tx, &[view])?;
        }
        Ok(Intake {
            matches,
            ask: ask.into_iter().collect(),
        })
    })
}

/// The workers involved, each with their title; the service where nobody is.
fn whom(unit: &mut Unit<'_, '_>, facts: &Facts<'_>) -> Result<String> {
    let today = unit.here()?.date();
    let pack = unit.pack()?;
    let mut named = BTreeSet::new();
    for involved in &facts.raw().involved {
        unit.open(&[involved.worker])?;
        let history = &unit.opened(involved.worker)?.history;
        let title = crate::read::title::title(&pack, &involved.role, history, today);
        named.insert(format!("{} ({title})", involved.name));
    }
    if named.is_empty() {
        let service = store::service::by_id(unit.tx, unit.acting.service)?;
        return Ok(service.map_or_else(|| "the service".into(), |service| service.name));
    }
    let named: Vec<String> = named.into_iter().collect();
    Ok(named.join(" or "))
}

/// Matches that may be seen; and the files of likely ones that may not.
fn look(
    unit: &mut Unit<'_, '_>,
    asked: &Person,
    nicknames: &Nicknames,
) -> Result<(Vec<Match>, Vec<FileId>)> {
    let mut keys = query_keys(&asked.names, asked.birth.as_ref(), nicknames);
    // Numbers first: they are few, and tell most.
    let numbers = asked
        .identifiers
        .iter()
        .filter_map(|(_, v)| identifier_key(v));
    let phones = asked.phones.iter().filter_map(|p| telephone_key(p));
    keys.splice(0..0, numbers.chain(phones).collect::<Vec<_>>());
    let service = [unit.acting.service];
    let within = store::find::Scope {
        services: &service,
        shared: true,
        subjects: &[Subject::Person],
    };
    let found = store::find::by_keys(unit.tx, &keys, within, WEIGHED)?;
    let display: BTreeMap<FileId, String> =
        found.iter().map(|c| (c.file, c.display.clone())).collect();
    let files: Vec<FileId> = found.iter().map(|c| c.file).collect();
    if files.is_empty() {
        return Ok(Default::default());
    }
    let ranked = rank(asked, &super::matched::people(unit.tx, &files)?, nicknames);
    let today = unit.here()?.date();
    let scope = Scope::of(&crate::permit::actor(unit, today)?);
    let ranked_files: Vec<FileId> = ranked.iter().map(|m| files[m.index]).collect();
    let seen: BTreeSet<FileId> = store::find::among(unit.tx, &ranked_files, &scope)?
        .into_iter()
        .collect();
    let mut same: BTreeMap<FileId, Vec<FileId>> = BTreeMap::new();
    for (file, other) in store::find::same_as(unit.tx, &ranked_files)? {
        same.entry(file).or_default().push(other);
    }
    let (mut matches, mut hidden): (Vec<Match>, Vec<FileId>) = Default::default();
    for found in ranked {
        let file = files[found.index];
        let others = same.remove(&file).unwrap_or_default();
        if !seen.contains(&file) {
            if found.band >= Band::Likely && others.iter().all(|o| !seen.contains(o)) {
                hidden.push(file);
            }
            continue;
        }
        if matches.iter().any(|m| m.same.contains(&file)) {
            continue;
        }
        matches.push(Match {
            file,
            same: others,
            score: found.score,
            band: found.band,
            reasons: found.reasons.iter().map(ToString::to_string).collect(),
            display: display.get(&file).cloned().unwrap_or_default(),
        });
    }
    let told: Vec<FileId> = matches.iter().flat_map(|m| m.same.clone()).collect();
    let told = store::find::among(unit.tx, &told, &scope)?;
    for found in &mut matches {
        found.same.retain(|other| told.contains(other));
    }
    matches.truncate(MOST);
    hidden.truncate(MOST);
    Ok((matches, hidden))
}
