//! Amending a record: a further version with a reason. What was signed stays as it was signed; the new version goes
//! through the chain again.

use access::{Facts, Permit};
use domain::RecordId;
use domain::history::RecordStatus;
use pack::model::Form;
use pack::practice::Submission;

use super::Found;
use super::submit::{Submit, Submitted, Written, write};
use crate::office::{Acting, Ids, Office};
use crate::unit::Unit;
use crate::{Error, Result};

/// What somebody changes.
#[derive(Debug, Clone)]
pub struct Amend {
    /// The record.
    pub record: RecordId,
    /// The version that was read.
    pub version: u32,
    /// All answers as they should now stand.
    pub given: Submission,
    /// It was wrong from the beginning; otherwise something has happened since.
    pub corrects: bool,
    /// Why; needed unless the record was sent back.
    pub why: Option<String>,
}

/// Submits a further version.
///
/// # Errors
/// `Stale` where somebody else was quicker; otherwise as for submitting.
pub fn amend(office: &Office, acting: &Acting, ids: Ids<'_>, amend: &Amend) -> Result<Submitted> {
    office.act(acting, ids, |unit| {
        let found = super::find(unit, amend.record)?;
        let facts = found.facts(unit)?;
        let form = found.form()?.clone();
        let permits = facts
            .iter()
            .map(|f| {
                unit.permit(
                    f,
                    crate::permit::write_record(&form.record, &form.category, false),
                )
            })
            .collect::<Result<Vec<Permit<'_>>>>()?;
        if found.held.version != amend.version {
            return Err(Error::Stale { what: "the record" });
        }
        let sent_back = matches!(found.held.status, RecordStatus::Returned(..));
        let why = match (&amend.why, sent_back) {
            (Some(why), _) => Some(super::reason(why)?),
            (None, true) => None,
            (None, false) => {
                return Err(Error::wrong(
                    "no reason is given for the change",
                    "say why the record changes",
                ));
            }
        };
        let mut places = Vec::new();
        for file in &found.files {
            places.push(
                unit.opened(*file)?
                    .history
                    .record(amend.record)
                    .and_then(|r| r.matter),
            );
        }
        let submit = Submit {
            record: Some(amend.record),
            kind: found.held.kind.clone(),
            files: found.files.clone(),
            given: with_unseen(unit, &facts, &found, &form, &amend.given),
            occurred: Some(found.held.occurred),
        };
        let mut next = Written {
            record: amend.record,
            version: found.held.version + 1,
            corrects: amend.corrects,
            why,
        };
        write(
            unit,
            &found.pack,
            &form,
            &permits,
            &places,
            &submit,
            &mut next,
        )
    })
}

/// What the amender gives, with what they could not see left as it stood: the parts of others, and private answers.
fn with_unseen(
    unit: &mut Unit<'_, '_>,
    facts: &[Facts<'_>],
    found: &Found,
    form: &Form,
    given: &Submission,
) -> Submission {
    let mut whole = given.clone();
    for (file, part) in &found.held.parts {
        whole.parts.entry(*file).or_insert_with(|| part.clone());
    }
    for field in form.fields().filter(|f| !f.private.is_empty()) {
        let ask = crate::permit::read_record(&found.held, &field.private);
        let reads = facts.iter().any(|f| unit.permit(f, ask.clone()).is_ok());
        if let (false, Some(kept)) = (reads, found.held.answers.get(field.id.as_str())) {
            whole.answers.insert(field.id.to_string(), kept.clone());
        }
        for (file, part) in &found.held.parts {
            if let (false, Some(kept)) = (reads, part.get(field.id.as_str())) {
                let of = whole.parts.entry(*file).or_default();
                of.insert(field.id.to_string(), kept.clone());
            }
        }
    }
    whole
}
