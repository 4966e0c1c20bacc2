//! Drafts: what is being typed, kept on the server beside the chain until it is submitted or its author throws it away.

use access::Facts;
use domain::event::Answers;
use domain::{FileId, Name, RecordId};
use jiff::Timestamp;
use pack::practice::Submission;

use super::Found;
use crate::office::{Acting, Ids, Office};
use crate::unit::Unit;
use crate::{Error, Result};

/// A draft to begin.
#[derive(Debug, Clone)]
pub struct Begin {
    /// The record kind.
    pub kind: Name,
    /// The files it will be about, the first of them its home.
    pub files: Vec<FileId>,
}

/// A draft as it is kept.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Draft {
    /// The record it will become.
    pub record: RecordId,
    /// Its kind.
    pub kind: Name,
    /// The files it will be about.
    pub files: Vec<FileId>,
    /// What was typed so far.
    pub given: Submission,
    /// Counts up with every saving.
    pub revision: u64,
    /// The version of the record that it amends; 0 for a new record.
    pub amends: u32,
    /// When it was last saved.
    pub changed: Timestamp,
}

/// Begins a draft; what the pack carries forward from the last of its kind stands in it already, and lines that start from
/// records or from a caseload.
///
/// # Errors
/// As for submitting, answers aside.
pub fn begin(office: &Office, acting: &Acting, ids: Ids<'_>, begin: &Begin) -> Result<Draft> {
    office.act(acting, ids, |unit| {
        if begin.files.is_empty() {
            return Err(Error::wrong(
                "nobody is named that it is about",
                "choose at least one",
            ));
        }
        unit.open(&begin.files)?;
        for file in &begin.files {
            unit.file(*file)?;
        }
        let pack = unit.pack()?;
        let form = pack.form(&begin.kind).ok_or(Error::NotFound("form"))?;
        let opens = pack
            .matters
            .iter()
            .any(|m| m.opens_by.iter().any(|k| ***k == *begin.kind));
        let facts = begin
            .files
            .iter()
            .map(|f| unit.facts(*f))
            .collect::<Result<Vec<Facts<'_>>>>()?;
        for facts in &facts {
            unit.may(
                facts,
                crate::permit::write_record(&form.record, &form.category, opens),
            )?;
        }
        let about: Vec<_> = begin.files.iter().copied().zip(&facts).collect();
        let answers = super::start::answers(unit, form, &about)?;
        // Whoever is shown what stands on a file has looked at it.
        if form.fields().any(|f| f.starts_from.is_some()) {
            for facts in &facts {
                let permit = unit.permit(facts, access::Ask::SeeFile)?;
                let why = permit.why().to_string();
                crate::read::file::log(unit, facts.file(), "draft", &why)?;
            }
        }
        let draft = Draft {
            record: RecordId::from_bits(unit.fresh()),
            kind: begin.kind.clone(),
            files: begin.files.clone(),
            given: Submission {
                answers,
                parts: Default::default(),
            },
            revision: 1,
            amends: 0,
            changed: unit.acting.now,
        };
        create(unit, &draft, unit.acting.worker)?;
        Ok(draft)
    })
}

pub(super) fn create(unit: &mut Unit<'_, '_>, draft: &Draft, author: FileId) -> Result<()> {
    let pack = unit.pack()?;
    let row = store::draft::Draft {
        record: draft.record,
        kind: draft.kind.clone(),
        service: unit.acting.service,
        author,
        pack: pack.head.pack.value.clone(),
        version: pack.head.version.value.clone(),
        amends: draft.amends,
        content: content(draft.files.clone(), &draft.given)?,
        revision: 1,
        changed: unit.acting.now,
    };
    Ok(store::draft::create(unit.tx, &row)?)
}

/// No form asks for more levels of lists within lists; more could be written and never read again.
const DEEPEST: usize = 32;

fn within(answer: &serde_json::Value, depth: usize) -> bool {
    use serde_json::Value;
    match answer {
        Value::Array(items) => depth > 0 && items.iter().all(|i| within(i, depth - 1)),
        Value::Object(members) => depth > 0 && members.values().all(|m| within(m, depth - 1)),
        _ => true,
    }
}

fn content(files: Vec<FileId>, given: &Submission) -> Result<store::draft::Content> {
    let mut all = given
        .answers
        .values()
        .chain(given.parts.values().flat_map(Answers::values));
    if !all.all(|answer| within(answer, DEEPEST)) {
        return Err(Error::wrong(
            "the draft has lists within lists that no form asks for",
            "type it again",
        ));
    }
    let text = |value: serde_json::Result<String>| {
        value.map_err(|e| Error::wrong(format!("the draft cannot be kept: {e}"), "type it again"))
    };
    let content = store::draft::Content {
        files,
        answers: text(serde_json::to_string(&given.answers))?,
        parts: text(serde_json::to_string(&given.parts))?,
    };
    if content.answers.len() + content.parts.len() > store::draft::MOST {
        return Err(Error::wrong(
            "the draft is longer than two million characters",
            "attach long texts as documents",
        ));
    }
    Ok(content)
}

/// Saves what was typed. Only the author of a draft sees or saves it; every revision follows the one that was read.
///
/// # Errors
/// `Stale` where it was saved elsewhere in the meantime (nothing is overwritten); `NotFound` for somebody else's.
pub fn save(
    office: &Office,
    acting: &Acting,
    record: RecordId,
    revision: u64,
    given: &Submission,
) -> Result<u64> {
    office.store.write(|tx| {
        let held = store::draft::load(tx, record, acting.worker)?;
        let held = held.ok_or(Error::NotFound("draft"))?;
        if held.revision as u64 != revision {
            return Err(Error::Stale { what: "the draft" });
        }
        let content = content(held.content.files, given)?;
        Ok(store::draft::save(
            tx,
            (record, acting.worker),
            revision as i64,
            &content,
            acting.now,
        )? as u64)
    })
}

/// A draft of one's own.
///
/// # Errors
/// `NotFound` for one that is not there, or somebody else's.
pub fn load(office: &Office, acting: &Acting, record: RecordId) -> Result<Draft> {
    office
        .store
        .read(|tx| held(tx, record, acting.worker)?.ok_or(Error::NotFound("draft")))
}

/// Somebody's draft of a record, if they have one.
pub(super) fn held(
    tx: &mut store::Tx<'_>,
    record: RecordId,
    author: FileId,
) -> Result<Option<Draft>> {
    let Some(held) = store::draft::load(tx, record, author)? else {
        return Ok(None);
    };
    let unreadable = |_| Error::NotFound("draft");
    let given = Submission {
        answers: serde_json::from_str(&held.content.answers).map_err(unreadable)?,
        parts: serde_json::from_str(&held.content.parts).map_err(unreadable)?,
    };
    Ok(Some(Draft {
        record,
        kind: held.kind,
        files: held.content.files,
        given,
        revision: held.revision as u64,
        amends: held.amends,
        changed: held.changed,
    }))
}

/// A draft of one's own in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mine {
    /// The record it will be, or that it amends.
    pub record: RecordId,
    /// What people call its form.
    pub title: String,
    /// The names of those it is about.
    pub about: Vec<String>,
    /// It amends a record.
    pub amends: bool,
    /// When it was last saved.
    pub changed: Timestamp,
}

/// The most drafts of a page.
pub const PAGE: i64 = 50;

/// One's own drafts, last saved first; after a draft of an earlier page.
///
/// # Errors
/// Those of the database.
pub fn mine(
    office: &Office,
    acting: &Acting,
    after: Option<(Timestamp, RecordId)>,
) -> Result<Vec<Mine>> {
    office.store.read(|tx| {
        let mut none = || 0;
        let mut unit = Unit::reading(tx, office, acting, &mut none);
        let all = store::draft::by_author(unit.tx, acting.worker, after, PAGE)?;
        let mut files: Vec<FileId> = all.iter().flat_map(|d| d.files.clone()).collect();
        files.sort_unstable();
        files.dedup();
        let names = store::find::displays(unit.tx, &files)?;
        let pack = unit.pack()?;
        let here = all.into_iter().filter(|d| d.service == acting.service);
        Ok(here
            .map(|draft| Mine {
                record: draft.record,
                title: pack
                    .form(&draft.kind)
                    .map_or_else(|| draft.kind.replace('-', " "), |f| f.title.clone()),
                about: draft
                    .files
                    .iter()
                    .filter_map(|file| names.iter().find(|(of, _)| of == file))
                    .map(|(_, name)| name.clone())
                    .collect(),
                amends: draft.amends > 0,
                changed: draft.changed,
            })
            .collect())
    })
}

/// Throws a draft of one's own away.
///
/// # Errors
/// `NotFound` for one that is not there, or somebody else's.
pub fn discard(office: &Office, acting: &Acting, record: RecordId) -> Result<()> {
    office.store.write(|tx| {
        let gone = store::draft::throw_away(tx, record, acting.worker)?;
        if gone {
            store::attachment::received::forget_draft(tx, acting.worker, record)?;
            Ok(())
        } else {
            Err(Error::NotFound("draft"))
        }
    })
}

/// A removed record, as a draft of its author for the file it belongs on.
pub(crate) fn hand_back(unit: &mut Unit<'_, '_>, found: &Found, file: FileId) -> Result<()> {
    let draft = Draft {
        record: RecordId::from_bits(unit.fresh()),
        kind: found.held.kind.clone(),
        files: vec![file],
        given: Submission {
            answers: found.held.answers_for(found.home()),
            parts: Default::default(),
        },
        revision: 1,
        amends: 0,
        changed: unit.acting.now,
    };
    create(unit, &draft, found.held.author)
}
