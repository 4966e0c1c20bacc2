//! Going on with a record that stands: a draft with all its answers that becomes its next version. Each writer has a draft of
//! their own; who is second finds what the first wrote beside what they typed.

use std::collections::BTreeSet;

use access::Facts;
use domain::RecordId;
use domain::event::Answers;
use domain::history::RecordHeld;
use pack::model::Form;
use pack::practice::Submission;

use super::draft::{Draft, create, held};
use crate::office::{Acting, Ids, Office};
use crate::unit::Unit;
use crate::{Error, Result};

/// Begins a draft that amends a record, or goes on with one that was sent back; the one that is begun already where there is
/// one. `version` is the version that was read.
///
/// # Errors
/// `Stale` where somebody else was quicker; `NotFound` and `NotAllowed` as for writing it.
pub fn amend(
    office: &Office,
    acting: &Acting,
    ids: Ids<'_>,
    record: RecordId,
    version: u32,
) -> Result<Draft> {
    office.act(acting, ids, |unit| {
        if let Some(begun) = held(unit.tx, record, unit.acting.worker)? {
            return Ok(begun);
        }
        let found = super::find(unit, record)?;
        let form = found.form()?.clone();
        let facts = found.facts(unit)?;
        for facts in &facts {
            unit.may(
                facts,
                crate::permit::write_record(&form.record, &form.category, false),
            )?;
            let permit = unit.permit(
                facts,
                crate::permit::read_record(&found.held, &form.private),
            )?;
            let why = permit.why().to_string();
            crate::read::file::log(unit, facts.file(), "draft", &why)?;
        }
        if found.held.version != version {
            return Err(Error::Stale { what: "the record" });
        }
        let unread = unread(unit, &facts, &form, Some(&found.held));
        let draft = Draft {
            record,
            kind: found.held.kind.clone(),
            files: found.files.clone(),
            given: as_it_stands(&found.held, &form, &unread),
            revision: 1,
            amends: version,
            changed: unit.acting.now,
        };
        create(unit, &draft, unit.acting.worker)?;
        Ok(draft)
    })
}

/// The fields of a form that whoever writes may not read: in a record of somebody else's, those kept for other roles.
pub(super) fn unread(
    unit: &mut Unit<'_, '_>,
    facts: &[Facts<'_>],
    form: &Form,
    held: Option<&RecordHeld>,
) -> BTreeSet<String> {
    // What one writes oneself, one reads.
    let Some(held) = held else {
        return BTreeSet::new();
    };
    let private = form.fields().filter(|f| !f.private.is_empty());
    private
        .filter(|field| {
            let ask = crate::permit::read_record(held, &field.private);
            !facts.iter().any(|f| unit.permit(f, ask.clone()).is_ok())
        })
        .map(|field| field.id.to_string())
        .collect()
}

/// A record's answers as they stand, without those that may not be read and those that are worked out.
pub(super) fn as_it_stands(
    held: &RecordHeld,
    form: &Form,
    unread: &BTreeSet<String>,
) -> Submission {
    let kept = |answers: &Answers| -> Answers {
        let fields = form.fields().filter(|f| f.compute.is_none());
        let seen = fields.filter(|f| !unread.contains(f.id.as_str()));
        seen.filter_map(|f| Some((f.id.to_string(), answers.get(f.id.as_str())?.clone())))
            .collect()
    };
    Submission {
        answers: kept(&held.answers),
        parts: held.parts.iter().map(|(f, a)| (*f, kept(a))).collect(),
    }
}

/// Saves a draft as one that amends the version that now stands: its writer has seen what is in that.
///
/// # Errors
/// `Stale` where the draft was saved, or the record amended, in the meantime.
pub fn follow(
    office: &Office,
    acting: &Acting,
    ids: Ids<'_>,
    record: RecordId,
    (revision, version): (u64, u32),
    given: &Submission,
) -> Result<u64> {
    let revision = super::draft::save(office, acting, record, revision, given)?;
    office.act(acting, ids, |unit| {
        let found = super::find(unit, record)?;
        if found.held.version != version {
            return Err(Error::Stale { what: "the record" });
        }
        let own = (record, unit.acting.worker);
        Ok(store::draft::amends(unit.tx, own, version)?)
    })?;
    Ok(revision)
}
