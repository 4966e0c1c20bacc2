//! Extending, dismissing or setting a timescale, always with a reason. The first due moment stays on show.

use domain::event::{Body, Directive};
use domain::{FileId, MatterId, Name};
use pack::model::Act;

use crate::office::{Acting, Ids, Office};
use crate::{Error, Result};

/// A direction.
#[derive(Debug, Clone)]
pub struct Direct {
    /// The file.
    pub file: FileId,
    /// The matter; none: a timescale of the file itself.
    pub matter: Option<MatterId>,
    /// The timescale.
    pub clock: Name,
    /// What it does.
    pub direction: Directive,
    /// Why.
    pub why: String,
}

/// Directs the cycle that is open.
///
/// # Errors
/// `NotAllowed` for roles the pack does not name; `Wrong` where nothing is open.
pub fn direct(office: &Office, acting: &Acting, ids: Ids<'_>, direct: &Direct) -> Result<()> {
    office.act(acting, ids, |unit| {
        unit.file(direct.file)?;
        let facts = unit.facts(direct.file)?;
        let pack = unit.pack_of(direct.file, direct.matter)?;
        unit.permit(&facts, access::Ask::SeeFile)?;
        let clock = pack.clock(&direct.clock).ok_or(Error::NotFound("timescale"))?;
        let roles = match direct.direction {
            Directive::Dismiss => &clock.dismissed_by,
            _ => &clock.extended_by,
        };
        let roles: Vec<Name> = roles.iter().map(|r| r.value.clone()).collect();
        let ask = if roles.is_empty() { crate::permit::act(Act::Direct) } else { crate::permit::one_of(&roles) };
        let permit = unit.permit(&facts, ask)?;
        let open = unit.cycles(direct.file)?.into_iter().find(|c| {
            c.clock == direct.clock && c.matter == direct.matter && c.cycle.is_open()
        });
        let Some(open) = open else {
            return Err(Error::wrong(format!("“{}” is not running", clock.title), "look at the timescales of the file"));
        };
        if let Directive::SetInterval { interval } = &direct.direction {
            interval.parse::<domain::calendar::Interval>().map_err(|problem| Error::wrong(problem.to_string(), "give one such as `3 weeks`"))?;
        }
        let now = unit.now()?;
        let body = Body::Directed {
            matter: direct.matter,
            clock: direct.clock.clone(),
            anchor: Some(format!("{}#{}", open.cycle.key.anchor, open.cycle.key.number)),
            direction: direct.direction.clone(),
            why: crate::record::reason(&direct.why)?,
        };
        unit.append(&[(&permit, direct.matter)], now, body).map(drop)
    })
}
