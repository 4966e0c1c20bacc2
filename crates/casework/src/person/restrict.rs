//! Restricting a file to named people, whatever anybody's role, and lifting that.

use domain::FileId;
use domain::event::Body;
use pack::model::Act;

use crate::office::{Acting, Ids, Office};
use crate::{Error, Result};

/// Restricts a file to these workers. Who restricts it is always among them.
///
/// # Errors
/// `NotFound` for workers that are not there.
pub fn restrict(
    office: &Office,
    acting: &Acting,
    ids: Ids<'_>,
    file: FileId,
    allowed: &[FileId],
    why: &str,
) -> Result<()> {
    towards(office, acting, ids, file, allowed, false, why)
}

/// The same, so that whoever is on duty does not even learn that the file is there: for somebody with a new identity.
///
/// # Errors
/// As for [`restrict`].
pub fn restrict_from_duty(
    office: &Office,
    acting: &Acting,
    ids: Ids<'_>,
    file: FileId,
    allowed: &[FileId],
    why: &str,
) -> Result<()> {
    towards(office, acting, ids, file, allowed, true, why)
}

fn towards(
    office: &Office,
    acting: &Acting,
    ids: Ids<'_>,
    file: FileId,
    allowed: &[FileId],
    not_even_duty: bool,
    why: &str,
) -> Result<()> {
    office.act(acting, ids, |unit| {
        unit.open(&[&[file], allowed].concat())?;
        unit.file(file)?;
        let facts = unit.facts(file)?;
        let permit = unit.permit(&facts, crate::permit::act(Act::Restrict))?;
        let today = unit.here()?.date();
        let mut named = vec![unit.acting.worker];
        for worker in allowed {
            unit.file(*worker).map_err(|_| Error::NotFound("worker"))?;
            let roles = store::service::roles_of(unit.tx, *worker, today)?;
            if !roles
                .iter()
                .any(|(service, _, _)| *service == unit.acting.service)
            {
                return Err(Error::NotFound("worker"));
            }
            named.push(*worker);
        }
        named.sort_unstable();
        named.dedup();
        let now = unit.now()?;
        unit.append(
            &[(&permit, None)],
            now,
            Body::FileRestricted {
                allowed: named,
                not_even_duty,
                why: crate::record::reason(why)?,
            },
        )
        .map(drop)
    })
}

/// Lifts the restriction.
///
/// # Errors
/// `Wrong` where the file is not restricted.
pub fn lift(office: &Office, acting: &Acting, ids: Ids<'_>, file: FileId, why: &str) -> Result<()> {
    office.act(acting, ids, |unit| {
        unit.file(file)?;
        let facts = unit.facts(file)?;
        let permit = unit.permit(&facts, crate::permit::act(Act::Restrict))?;
        if unit.opened(file)?.history.restricted.is_none() {
            return Err(Error::wrong(
                "the file is not restricted",
                "nothing needs to be done",
            ));
        }
        let now = unit.now()?;
        unit.append(
            &[(&permit, None)],
            now,
            Body::FileUnrestricted {
                why: crate::record::reason(why)?,
            },
        )
        .map(drop)
    })
}
