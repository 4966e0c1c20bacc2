//! What a page needs to state a fact, or to put one right: whose file it is, the fact as it stands, and which files may be named
//! in it. Only for who may state facts there; the look is in the log.

use std::collections::{BTreeMap, BTreeSet};

use access::{Ask, Scope};
use domain::event::Subject;
use domain::history::FactHeld;
use domain::{FactId, FileId, ServiceId};
use serde_json::Value;
use store::lists::offered;

use crate::office::{Acting, Office};
use crate::record::paper::{Named, files_in, near};
use crate::unit::Unit;
use crate::{Error, Result};

/// The most files of all sorts that are offered.
const MOST: i64 = 500;

/// What is needed to state a fact.
#[derive(Debug, Clone)]
pub struct Stating {
    /// The file.
    pub file: FileId,
    /// What it is about.
    pub subject: Subject,
    /// The name it is shown by.
    pub display: String,
    /// The fact to put right.
    pub held: Option<FactHeld>,
    /// Files that may be named, by what they are about: those the file names already first, then others.
    pub offer: BTreeMap<Subject, Vec<Named>>,
    /// Services.
    pub services: Vec<Named>,
    /// Names of everything offered or named in the fact, as far as the reader may know of it.
    pub names: BTreeMap<String, String>,
}

/// What is asked.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// The fact to put right.
    pub fact: Option<FactId>,
    /// The kind of a new one, which some may declare on their own file.
    pub what: Option<String>,
    /// The sorts of file to offer beside those near the file.
    pub sorts: Vec<Subject>,
    /// Files that were chosen or found already.
    pub named: Vec<FileId>,
}

/// Reads what is needed to state a fact.
///
/// # Errors
/// `NotFound` for a file that may not be seen, or a fact that is not there; `NotAllowed` for who may not state facts.
pub fn stating(office: &Office, acting: &Acting, file: FileId, wanted: &Wanted) -> Result<Stating> {
    office.store.write(|tx| {
        let mut none = || 0;
        let mut unit = Unit::reading(tx, office, acting, &mut none);
        let subject = unit.file(file)?.history.subject;
        let subject = subject.ok_or(Error::NotFound("file"))?;
        let facts = unit.facts(file)?;
        let declares = wanted.fact.is_none()
            && wanted.what.as_deref().is_some_and(crate::fact::is_declared)
            && file == acting.worker;
        let ask = if declares {
            Ask::DeclareOwn
        } else {
            Ask::WriteFacts
        };
        let permit = unit.permit(&facts, ask)?;
        let why = permit.why().to_string();
        let held = match wanted.fact {
            None => None,
            Some(fact) => {
                let mut all = unit.opened(file)?.history.facts.iter();
                let found = all.find(|f| f.id == fact && !f.withdrawn).cloned();
                Some(found.ok_or(Error::NotFound("fact"))?)
            }
        };
        crate::read::file::log(&mut unit, file, "facts", &why)?;
        let mut named: BTreeSet<FileId> = near(&mut unit, &[file])?;
        named.extend(&wanted.named);
        named.insert(file);
        if let Some(held) = &held {
            held.value.values().for_each(|v| files_in(v, &mut named));
        }
        let named: Vec<FileId> = named.into_iter().collect();
        let today = unit.here()?.date();
        let scope = Scope::of(&crate::permit::actor(&mut unit, today)?);
        let mut all = offered::among(unit.tx, &named, &scope)?;
        all.sort_by(|a, b| a.display.cmp(&b.display));
        if !wanted.sorts.is_empty() {
            let service = acting.service;
            all.extend(offered::of_sorts(
                unit.tx,
                service,
                &wanted.sorts,
                &scope,
                MOST,
            )?);
        }
        let services: Vec<(ServiceId, String)> = store::service::names(unit.tx)?;
        let mut stating = Stating {
            file,
            subject,
            display: String::new(),
            held,
            offer: BTreeMap::new(),
            services: named_services(services, acting.service),
            names: BTreeMap::new(),
        };
        stating.take(all);
        Ok(stating)
    })
}

fn named_services(all: Vec<(ServiceId, String)>, own: ServiceId) -> Vec<Named> {
    all.into_iter()
        .filter(|(id, _)| *id == own)
        .map(|(id, name)| Named {
            id: id.to_string(),
            name,
        })
        .collect()
}

impl Stating {
    fn take(&mut self, all: Vec<offered::Offered>) {
        for service in &self.services {
            self.names.insert(service.id.clone(), service.name.clone());
        }
        for one in all {
            let id = one.file.to_string();
            if one.file == self.file {
                self.display.clone_from(&one.display);
            }
            let Some(subject) = Subject::parse(&one.subject) else {
                continue;
            };
            if self.names.insert(id.clone(), one.display.clone()).is_none() {
                let name = one.display;
                self.offer
                    .entry(subject)
                    .or_default()
                    .push(Named { id, name });
            }
        }
    }
}

/// The files that some answers name.
pub fn named_in(value: &Value) -> Vec<FileId> {
    let mut found = BTreeSet::new();
    files_in(value, &mut found);
    found.into_iter().collect()
}

/// Whether a fact that does not stand any more once stood on a file, for who may state facts there.
///
/// # Errors
/// As for [`stating`].
pub fn was_there(office: &Office, acting: &Acting, file: FileId, fact: FactId) -> Result<bool> {
    office.store.read(|tx| {
        let mut none = || 0;
        let mut unit = Unit::reading(tx, office, acting, &mut none);
        unit.file(file)?;
        let facts = unit.facts(file)?;
        unit.may(&facts, Ask::WriteFacts)?;
        let mut all = unit.opened(file)?.history.facts.iter();
        Ok(all.any(|f| f.id == fact))
    })
}
