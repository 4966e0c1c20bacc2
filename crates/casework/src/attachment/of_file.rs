//! What is attached to a file, and which of it somebody reads: what stands beside the records, who reads the file; what a
//! record carries, who reads the record; what a private answer of it names, who reads that answer.

use access::{Ask, Facts, Reach};
use domain::event::{Answers, Body};
use domain::{FileId, RecordId};
use jiff::Timestamp;
use pack::model::Field;

use super::named::hashes;
use crate::Result;
use crate::unit::Unit;

/// An attachment on a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// SHA-256 of its content.
    pub sha256: String,
    /// Its name.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// Its length.
    pub bytes: u64,
    /// The record that carries it; none: it stands beside them.
    pub record: Option<RecordId>,
    /// Who added it.
    pub by: FileId,
    /// When.
    pub added: Timestamp,
}

/// Everything attached to a file, first added first; that of removed records left out.
pub(crate) fn on_file(unit: &mut Unit<'_, '_>, file: FileId) -> Result<Vec<Held>> {
    let open = unit.file(file)?;
    let mut all: Vec<Held> = Vec::new();
    for delivered in &open.delivered {
        let event = &delivered.event;
        let Body::AttachmentAdded {
            record,
            sha256,
            name,
            media_type,
            bytes,
        } = &event.body
        else {
            continue;
        };
        let stands = record.is_none_or(|r| open.history.record(r).is_some_and(|r| r.stands()));
        let twice = all
            .iter()
            .any(|h| h.sha256 == *sha256 && h.record == *record);
        if stands && !twice {
            all.push(Held {
                sha256: sha256.clone(),
                name: name.clone(),
                media_type: media_type.clone(),
                bytes: *bytes,
                record: *record,
                by: event.actor,
                added: event.recorded,
            });
        }
    }
    Ok(all)
}

/// What somebody reads of it.
pub(crate) fn readable(
    unit: &mut Unit<'_, '_>,
    facts: &Facts<'_>,
    file: FileId,
) -> Result<Vec<Held>> {
    let mut seen = Vec::new();
    for held in on_file(unit, file)? {
        let reads = match held.record {
            None => unit
                .permit(facts, Ask::SeeFile)
                .is_ok_and(|permit| permit.reach() >= Reach::Readable),
            Some(record) => reads_record(unit, facts, file, record, &held.sha256)?,
        };
        if reads {
            seen.push(held);
        }
    }
    Ok(seen)
}

fn reads_record(
    unit: &mut Unit<'_, '_>,
    facts: &Facts<'_>,
    file: FileId,
    record: RecordId,
    sha256: &str,
) -> Result<bool> {
    let open = unit.opened(file)?;
    let Some(held) = open.history.record(record).cloned() else {
        return Ok(false);
    };
    // Every version counts: what a private answer once named is not opened by a later version without it.
    let versions: Vec<Answers> = open
        .delivered
        .iter()
        .filter_map(|d| match &d.event.body {
            Body::RecordSubmitted {
                record: of,
                answers,
                parts,
                ..
            } if *of == record => {
                let mut all = answers.clone();
                all.extend(parts.get(&file).cloned().unwrap_or_default());
                Some(all)
            }
            _ => None,
        })
        .collect();
    if unit.not_told(file)?.contains(&unit.acting.worker)
        && crate::read::file::hides(unit, file, &held)?
    {
        return Ok(false);
    }
    let pack = unit.office.pack(unit.tx, &held.pack)?;
    let Some(form) = pack.form(&held.kind) else {
        return Ok(false);
    };
    let names = |field: &Field| {
        versions.iter().any(|answers| {
            let mut found = false;
            if let Some(answer) = answers.get(field.id.as_str()) {
                hashes(field, field.id.as_str(), answer, &mut |_, hash| {
                    found |= hash == sha256;
                });
            }
            found
        })
    };
    let naming: Vec<&Field> = form.fields().filter(|field| names(field)).collect();
    let mut reads = |private: &[pack::model::Ref]| {
        unit.permit(facts, crate::permit::read_record(&held, private))
            .is_ok()
    };
    Ok(reads(&form.private)
        && (naming.is_empty() || naming.iter().any(|field| reads(&field.private))))
}
