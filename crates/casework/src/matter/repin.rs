//! Moving a matter to another published version of its pack. What was recorded keeps the questions it answered.

use domain::event::{Body, PackRef};
use domain::{FileId, MatterId};
use pack::model::Act;

use crate::office::{Acting, Ids, Office};
use crate::{Error, Result};

/// Moves a matter to another version of the same pack.
///
/// # Errors
/// `Wrong` where the version is another pack's, or its stage does not exist there.
pub fn repin(
    office: &Office,
    acting: &Acting,
    ids: Ids<'_>,
    file: FileId,
    matter: MatterId,
    to: &PackRef,
    why: &str,
) -> Result<()> {
    office.act(acting, ids, |unit| {
        unit.file(file)?;
        let facts = unit.facts(file)?;
        let permit = unit.permit(&facts, crate::permit::act(Act::Move))?;
        let held = unit
            .opened(file)?
            .history
            .matter(matter)
            .cloned()
            .ok_or(Error::NotFound("matter"))?;
        if held.pack.pack != to.pack {
            return Err(Error::wrong(
                format!("it runs under {}, not {}", held.pack.pack, to.pack),
                "name a version of its own pack",
            ));
        }
        let pack = unit.office.pack(unit.tx, to)?;
        let fits = pack
            .matter(&held.kind)
            .is_some_and(|k| k.stage(held.stage()).is_some());
        if !fits {
            return Err(Error::wrong(
                format!("version {} has no stage `{}`", to.version, held.stage()),
                "`alongside pack migrate --dry-run` lists what has no place",
            ));
        }
        let now = unit.now()?;
        let body = Body::MatterRepinned {
            matter,
            pack: to.clone(),
            why: crate::record::reason(why)?,
        };
        unit.append(&[(&permit, Some(matter))], now, body).map(drop)
    })
}

/// Moves a matter as a migration says, without anybody's leave: whoever publishes packs decides it for the deployment.
/// `false` where it runs under another version by now.
pub(super) fn by_migration(
    unit: &mut crate::unit::Unit<'_, '_>,
    change: &super::migrate::MatterChange,
    from: &PackRef,
    to: &PackRef,
    why: &str,
) -> Result<bool> {
    let matter = change.matter;
    let held = unit.opened(change.file)?.history.matter(matter).cloned();
    let held = held.ok_or(Error::NotFound("matter"))?;
    if held.pack != *from || !held.is_open() {
        return Ok(false);
    }
    let pack = unit.office.pack(unit.tx, to)?;
    let closes = |stage: &str| {
        let kind = pack.matter(&held.kind);
        kind.and_then(|k| k.stage(stage))
            .is_some_and(|s| s.is_final)
    };
    let now = unit.now()?;
    let body = Body::MatterRepinned {
        matter,
        pack: to.clone(),
        why: why.into(),
    };
    unit.append_to(vec![(change.file, Some(matter))], now, body)?;
    if let Some(stage) = &change.goes_on_at
        && stage != held.stage()
    {
        let body = Body::StageEntered {
            matter,
            stage: stage.clone(),
            by_move: domain::Name::known("migration"),
            closes: closes(stage),
        };
        unit.append_to(vec![(change.file, Some(matter))], now, body)?;
    }
    Ok(true)
}
