//! Taking a record that stands on the wrong file out of view: one person asks, another does it. The chain still holds it.

use access::{Ask, Permit};
use domain::event::Body;
use domain::{FileId, RecordId};
use pack::model::Act;

use crate::office::{Acting, Ids, Office};
use crate::{Error, Result};

/// Asks for a record to be removed.
///
/// # Errors
/// `NotFound` for one that may not be seen; `Wrong` where it was asked for already.
pub fn ask(
    office: &Office,
    acting: &Acting,
    ids: Ids<'_>,
    record: RecordId,
    why: &str,
) -> Result<()> {
    office.act(acting, ids, |unit| {
        let found = super::find(unit, record)?;
        let facts = found.facts(unit)?;
        let permits = facts
            .iter()
            .map(|f| unit.permit(f, crate::permit::read_record(&found.held, &[])))
            .collect::<Result<Vec<Permit<'_>>>>()?;
        if found.held.removal_asked.is_some() {
            return Err(Error::wrong(
                "somebody asked for this already",
                "a second person can now agree",
            ));
        }
        let to = found.places(unit, &permits)?;
        let now = unit.now()?;
        unit.append(
            &to,
            now,
            Body::RecordRemovalAsked {
                record,
                why: super::reason(why)?,
            },
        )
        .map(drop)
    })
}

/// Agrees, as a second person, and takes the record out of view. With `moved_to` its author finds it as a draft for that
/// file.
///
/// # Errors
/// `NotAllowed` for whoever asked, and for who may not remove records.
pub fn agree(
    office: &Office,
    acting: &Acting,
    ids: Ids<'_>,
    record: RecordId,
    moved_to: Option<FileId>,
) -> Result<()> {
    office.act(acting, ids, |unit| {
        let found = super::find(unit, record)?;
        let facts = found.facts(unit)?;
        let permits = facts
            .iter()
            .map(|f| unit.permit(f, crate::permit::act(Act::Remove)))
            .collect::<Result<Vec<Permit<'_>>>>()?;
        let Some((asked_by, _)) = found.held.removal_asked.clone() else {
            return Err(Error::wrong(
                "nobody has asked for this yet",
                "ask for it first; a second person then agrees",
            ));
        };
        let same = asked_by == unit.acting.worker
            || unit.acting.on_behalf == Some(asked_by)
            || permits.iter().any(|p| p.on_behalf() == Some(asked_by));
        if same {
            return Err(Error::not_allowed(
                "it takes two people to remove a record: somebody else must agree",
            ));
        }
        if let Some(file) = moved_to {
            unit.file(file)?;
            let there = unit.facts(file)?;
            unit.may(&there, Ask::SeeFile)?;
            super::draft::hand_back(unit, &found, file)?;
        }
        let to = found.places(unit, &permits)?;
        let now = unit.now()?;
        unit.append(
            &to,
            now,
            Body::RecordRemoved {
                record,
                asked_by,
                moved_to,
            },
        )
        .map(drop)
    })
}
