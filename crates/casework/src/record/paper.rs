//! A draft laid out: everything a page needs to ask its questions. Which are asked, what may be chosen, what stands in the
//! record by now. It writes nothing but that somebody looked.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use access::{Facts, Scope};
use domain::event::{Answers, Occurred};
use domain::history::{RecordHeld, RecordStatus};
use domain::{FileId, Name, RecordId};
use pack::Pack;
use pack::model::{Field, FieldType, Form};
use pack::practice::{Asked, Submission, asked, may_enter_items};
use serde_json::Value;
use store::attachment::received;
use store::lists::{offered, workers};

use super::draft::{Draft, held};
use super::reopen::{as_it_stands, unread};
use crate::office::{Acting, Office};
use crate::unit::Unit;
use crate::{Error, Result};

/// The most of a sort that a form offers.
const MOST: i64 = 300;

/// Something to choose, by its identifier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// What an answer names it by.
    pub id: String,
    /// What people read.
    pub name: String,
}

/// A record or matter to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dated {
    /// What an answer names it by.
    pub id: String,
    /// Its kind.
    pub kind: Name,
    /// What it is called.
    pub title: String,
    /// When it happened or began.
    pub at: Occurred,
}

/// What may be chosen in a form.
#[derive(Debug, Clone, Default)]
pub struct Offer {
    /// People that the files name.
    pub people: Vec<Named>,
    /// Who works in the service.
    pub workers: Vec<Named>,
    /// Its sites.
    pub sites: Vec<Named>,
    /// Agencies.
    pub agencies: Vec<Named>,
    /// Groups.
    pub groups: Vec<Named>,
    /// Posts.
    pub posts: Vec<Named>,
    /// Records of the files, latest first.
    pub records: Vec<Dated>,
    /// Matters of the files.
    pub matters: Vec<Dated>,
    /// Documents at hand.
    pub documents: Vec<Named>,
    /// What else is named in the answers.
    pub known: BTreeMap<String, String>,
}

/// The record a draft amends, as it stands.
#[derive(Debug, Clone)]
pub struct Stands {
    /// Its latest version.
    pub version: u32,
    /// Who wrote the first.
    pub author: FileId,
    /// Its answers, as far as they may be read.
    pub given: Submission,
    /// Why it was sent back, if it was.
    pub sent_back: Option<String>,
}

/// A draft laid out.
pub struct Laid {
    /// The draft as it is kept.
    pub draft: Draft,
    /// What the page shows: the draft's answers, or what was typed since.
    pub given: Submission,
    /// The pack whose form it is.
    pub pack: Arc<Pack>,
    /// The files it is about, with the names they are shown by.
    pub about: Vec<(FileId, String)>,
    /// Which questions are asked.
    pub asked: Asked,
    /// What may be chosen.
    pub offer: Offer,
    /// Fields that whoever writes may not read.
    pub unread: BTreeSet<String>,
    /// Instruments whose single answers may be entered.
    pub items: BTreeSet<String>,
    /// The record it amends.
    pub stands: Option<Stands>,
}

impl Laid {
    /// Its form.
    ///
    /// # Errors
    /// `NotFound` where the pack has none of that kind any more.
    pub fn form(&self) -> Result<&Form> {
        self.pack
            .form(&self.draft.kind)
            .ok_or(Error::NotFound("form"))
    }
}

/// What turns a draft's answers into those to lay out, given the pack, its form and whom it is about.
pub type Prepare<'p> =
    &'p mut dyn FnMut(&Pack, &Form, &[(FileId, String)], Submission) -> Submission;

/// Lays a draft of one's own out; the look is in the log of each of its files where `log` is said.
///
/// # Errors
/// `NotFound` for a draft that is not there or somebody else's, or on a file that may not be seen any more.
pub fn lay(
    office: &Office,
    acting: &Acting,
    record: RecordId,
    log: bool,
    prepare: Prepare<'_>,
) -> Result<Laid> {
    office.store.write(|tx| {
        let mut none = || 0;
        let mut unit = Unit::reading(tx, office, acting, &mut none);
        inside(&mut unit, record, log, prepare)
    })
}

fn inside(
    unit: &mut Unit<'_, '_>,
    record: RecordId,
    log: bool,
    prepare: Prepare<'_>,
) -> Result<Laid> {
    let draft = held(unit.tx, record, unit.acting.worker)?.ok_or(Error::NotFound("draft"))?;
    let home = *draft.files.first().ok_or(Error::NotFound("draft"))?;
    unit.open(&draft.files)?;
    let mut facts = Vec::new();
    for file in &draft.files {
        unit.file(*file).map_err(|_| Error::NotFound("draft"))?;
        facts.push(unit.facts(*file)?);
    }
    let stood = unit.opened(home)?.history.record(record).cloned();
    let stood = stood.filter(|_| draft.amends > 0);
    let pack = match &stood {
        Some(stood) => unit.office.pack(unit.tx, &stood.pack)?,
        None => super::submit::pack_for(unit, home, &draft.kind)?,
    };
    let form = pack.form(&draft.kind).ok_or(Error::NotFound("form"))?;
    let opens = pack
        .matters
        .iter()
        .any(|m| m.opens_by.iter().any(|k| ***k == *draft.kind));
    for facts in &facts {
        let ask = crate::permit::write_record(&form.record, &form.category, opens);
        let permit = unit.permit(facts, ask)?;
        let why = permit.why().to_string();
        if log {
            let file = facts.file();
            crate::read::file::log(unit, file, "draft", &why)?;
        }
    }
    let unread = unread(unit, &facts, form, stood.as_ref());
    let mut about: Vec<(FileId, String)> = Vec::new();
    let names = store::find::displays(unit.tx, &draft.files)?;
    for file in &draft.files {
        let name = names.iter().find(|(of, _)| of == file);
        about.push((*file, name.map(|(_, n)| n.clone()).unwrap_or_default()));
    }
    let given = prepare(&pack, form, &about, draft.given.clone());
    let matter = form.within.as_ref().and_then(|within| {
        let history = &unit.opened(home).ok()?.history;
        history.open_matter(within).map(|m| m.id)
    });
    let (asked, items) = unit.look(home, matter, None, |context| {
        let asked = asked(form, context, &given, &draft.files);
        let items: BTreeSet<String> = form
            .fields()
            .filter_map(|f| pack.instrument(f.instrument.as_ref()?))
            .filter_map(|i| {
                let definition = serde_json::from_value(i.definition.clone()).ok()?;
                may_enter_items(&definition, context).then(|| i.id.to_string())
            })
            .collect();
        (asked, items)
    })?;
    let offer = offer(unit, form, &facts, &draft, &given)?;
    let stands = stood.map(|stood| Stands {
        version: stood.version,
        author: stood.author,
        given: as_it_stands(&stood, form, &unread),
        sent_back: match &stood.status {
            RecordStatus::Returned(_, why) => Some(why.clone()),
            _ => None,
        },
    });
    Ok(Laid {
        draft,
        given,
        about,
        asked,
        offer,
        unread,
        items,
        stands,
        pack,
    })
}

fn named(all: Vec<offered::Offered>) -> Vec<Named> {
    all.into_iter()
        .map(|one| Named {
            id: one.file.to_string(),
            name: one.display,
        })
        .collect()
}

/// The types of field that a form has, those in its groups too.
fn types(form: &Form) -> Vec<FieldType> {
    let inner = form.fields().flat_map(|f| &f.fields);
    form.fields()
        .chain(inner)
        .map(|f: &Field| *f.kind)
        .collect()
}

fn offer(
    unit: &mut Unit<'_, '_>,
    form: &Form,
    facts: &[Facts<'_>],
    draft: &Draft,
    given: &Submission,
) -> Result<Offer> {
    use FieldType as T;
    let types = types(form);
    let asks = |any: &[T]| types.iter().any(|t| any.contains(t));
    let mut offer = Offer::default();
    let service = unit.acting.service;
    let sort = |unit: &mut Unit<'_, '_>, kind: T, subject: &str| -> Result<Vec<Named>> {
        if !types.contains(&kind) {
            return Ok(Vec::new());
        }
        Ok(named(offered::of_service(unit.tx, service, subject, MOST)?))
    };
    offer.sites = sort(unit, T::Site, "site")?;
    offer.agencies = sort(unit, T::Agency, "agency")?;
    offer.groups = sort(unit, T::GroupFile, "group")?;
    offer.posts = sort(unit, T::Post, "post")?;
    let names_people = asks(&[T::Person, T::People, T::NamedPerson, T::NamedPeople]);
    if asks(&[T::Worker, T::Workers]) || names_people {
        let today = unit.here()?.date();
        let all = workers::of_service(unit.tx, service, today, None, MOST)?;
        for holder in all {
            let id = holder.worker.to_string();
            if !offer.workers.iter().any(|w| w.id == id) {
                offer.workers.push(Named {
                    id,
                    name: holder.display,
                });
            }
        }
    }
    let near = if names_people {
        near(unit, &draft.files)?
    } else {
        BTreeSet::new()
    };
    let mut answered = BTreeSet::new();
    let parts = given.parts.values().flat_map(Answers::values);
    given
        .answers
        .values()
        .chain(parts)
        .for_each(|answer| files_in(answer, &mut answered));
    let wanted: Vec<FileId> = near.union(&answered).copied().collect();
    if !wanted.is_empty() {
        let today = unit.here()?.date();
        let scope = Scope::of(&crate::permit::actor(unit, today)?);
        for one in offered::among(unit.tx, &wanted, &scope)? {
            let id = one.file.to_string();
            if near.contains(&one.file) && one.subject == "person" {
                offer.people.push(Named {
                    id: id.clone(),
                    name: one.display.clone(),
                });
            }
            offer.known.insert(id, one.display);
        }
        offer.people.sort_by(|a, b| a.name.cmp(&b.name));
    }
    if asks(&[T::Record, T::Records]) {
        offer.records = records(unit, form, facts)?;
    }
    if asks(&[T::Matter]) {
        for facts in facts {
            for matter in unit.opened(facts.file())?.history.matters.clone() {
                let pack = unit.office.pack(unit.tx, &matter.pack)?;
                let title = pack.matter(&matter.kind).map(|m| m.title.clone());
                offer.matters.push(Dated {
                    id: matter.id.to_string(),
                    title: title.unwrap_or_else(|| matter.kind.to_string()),
                    kind: matter.kind,
                    at: matter.opened,
                });
            }
        }
    }
    if asks(&[T::Attachment, T::Attachments]) {
        offer.documents = documents(unit, facts, draft)?;
    }
    Ok(offer)
}

/// The files that some files' own facts name.
pub(crate) fn near(unit: &mut Unit<'_, '_>, files: &[FileId]) -> Result<BTreeSet<FileId>> {
    let mut found: BTreeSet<FileId> = BTreeSet::new();
    for file in files {
        for fact in &unit.opened(*file)?.history.facts {
            if !fact.withdrawn {
                fact.value.values().for_each(|v| files_in(v, &mut found));
            }
        }
    }
    if files.len() > 1 {
        found.extend(files);
    }
    Ok(found)
}

pub(crate) fn files_in(value: &Value, found: &mut BTreeSet<FileId>) {
    match value {
        Value::String(text) => found.extend(text.parse::<FileId>().ok()),
        Value::Array(all) => all.iter().for_each(|v| files_in(v, found)),
        Value::Object(members) => members.values().for_each(|v| files_in(v, found)),
        _ => {}
    }
}

/// Records of the kinds a form asks for that its writer reads, latest first.
fn records(unit: &mut Unit<'_, '_>, form: &Form, facts: &[Facts<'_>]) -> Result<Vec<Dated>> {
    let inner = form.fields().flat_map(|f| &f.fields);
    let asked: Vec<&Field> = form
        .fields()
        .chain(inner)
        .filter(|f| matches!(*f.kind, FieldType::Record | FieldType::Records))
        .collect();
    let wanted = |kind: &Name| {
        asked
            .iter()
            .any(|f| f.of.as_ref().is_none_or(|of| of.value == *kind))
    };
    let mut all: Vec<Dated> = Vec::new();
    for facts in facts {
        let history = unit.opened(facts.file())?.history.clone();
        for record in history.records.iter().rev() {
            let id = record.id.to_string();
            let listed = all.iter().any(|r| r.id == id);
            if !record.stands() || listed || !wanted(&record.kind) || all.len() >= MOST as usize {
                continue;
            }
            if let Some(title) = read_title(unit, facts, record)? {
                all.push(Dated {
                    id,
                    kind: record.kind.clone(),
                    title,
                    at: record.occurred,
                });
            }
        }
    }
    Ok(all)
}

/// What a record is called, where it is read.
pub(super) fn read_title(
    unit: &mut Unit<'_, '_>,
    facts: &Facts<'_>,
    record: &RecordHeld,
) -> Result<Option<String>> {
    let pack = unit.office.pack(unit.tx, &record.pack)?;
    let Some(form) = pack.form(&record.kind) else {
        return Ok(None);
    };
    let ask = crate::permit::read_record(record, &form.private);
    let reads = unit.permit(facts, ask).is_ok();
    let not_told = unit.not_told(facts.file())?.contains(&unit.acting.worker)
        && crate::read::file::hides(unit, facts.file(), record)?;
    Ok((reads && !not_told).then(|| form.title.clone()))
}

/// Documents that came with the draft, then those its writer reads on the files.
fn documents(unit: &mut Unit<'_, '_>, facts: &[Facts<'_>], draft: &Draft) -> Result<Vec<Named>> {
    let mut all: Vec<Named> = Vec::new();
    let mut add = |id: String, name: String| {
        if !all.iter().any(|d| d.id == id) {
            all.push(Named { id, name });
        }
    };
    for (hash, name) in received::of_draft(unit.tx, unit.acting.worker, draft.record)? {
        add(hash, name);
    }
    for facts in facts {
        let held = crate::attachment::of_file::readable(unit, facts, facts.file())?;
        held.into_iter().rev().for_each(|h| add(h.sha256, h.name));
    }
    Ok(all)
}
