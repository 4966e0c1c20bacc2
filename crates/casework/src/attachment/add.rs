//! Putting what one received on a file, or with a draft of one's own that takes it along when it is submitted.

use access::Ask;
use domain::event::Body;
use domain::{FileId, RecordId};
use store::attachment::received;

use crate::office::{Acting, Ids, Office};
use crate::unit::Unit;
use crate::{Error, Result};

/// Puts something on a file, beside its records: whoever reads the file reads it.
///
/// # Errors
/// `NotFound` for content that the actor did not receive, or a file they do not see; `NotAllowed` for who may not change
/// what is known there.
pub fn to_file(
    office: &Office,
    acting: &Acting,
    ids: Ids<'_>,
    file: FileId,
    sha256: &str,
) -> Result<()> {
    office.act(acting, ids, |unit| {
        unit.file(file)?;
        let facts = unit.facts(file)?;
        let permit = unit.permit(&facts, Ask::WriteFacts)?;
        let name = received::name_of(unit.tx, unit.acting.worker, sha256)?
            .ok_or(Error::NotFound("attachment"))?;
        let there = super::of_file::on_file(unit, file)?;
        if there
            .iter()
            .any(|held| held.sha256 == sha256 && held.record.is_none())
        {
            return Err(Error::wrong(
                "it is on the file already",
                "nothing needs to be done",
            ));
        }
        let body = added(unit, None, sha256, name)?;
        let now = unit.now()?;
        unit.append(&[(&permit, None)], now, body).map(drop)
    })
}

/// Puts something with a draft of one's own: it comes to stand on the record when that is submitted.
///
/// # Errors
/// `NotFound` for somebody else's draft, or content that the actor did not receive.
pub fn to_draft(office: &Office, acting: &Acting, draft: RecordId, sha256: &str) -> Result<()> {
    office.store.write(|tx| {
        if store::draft::load(tx, draft, acting.worker)?.is_none() {
            return Err(Error::NotFound("draft"));
        }
        let name =
            received::name_of(tx, acting.worker, sha256)?.ok_or(Error::NotFound("attachment"))?;
        received::note(tx, acting.worker, sha256, Some(draft), &name, acting.now)?;
        Ok(())
    })
}

/// The event that says so.
pub(crate) fn added(
    unit: &mut Unit<'_, '_>,
    record: Option<RecordId>,
    sha256: &str,
    name: String,
) -> Result<Body> {
    let kept = store::attachment::find(unit.tx, sha256)?.ok_or(Error::NotFound("attachment"))?;
    Ok(Body::AttachmentAdded {
        record,
        sha256: kept.sha256,
        name,
        media_type: kept.media_type,
        bytes: kept.bytes,
    })
}
