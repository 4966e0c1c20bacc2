//! Opening a matter, by hand or because a record opens it.

use access::{Ask, Permit};
use domain::event::Body;
use domain::{FileId, MatterId, Name};
use pack::Pack;
use pack::model::{Act, Matter};

use crate::office::{Acting, Ids, Office};
use crate::unit::Unit;
use crate::{Error, Result};

/// Opens a matter by hand.
///
/// # Errors
/// `Wrong` where one is open already and there may be only one, or where only a record opens it.
pub fn open(office: &Office, acting: &Acting, ids: Ids<'_>, file: FileId, kind: &Name) -> Result<MatterId> {
    office.act(acting, ids, |unit| {
        unit.file(file)?;
        let facts = unit.facts(file)?;
        let permit = unit.permit(&facts, crate::permit::act(Act::Move))?;
        let pack = unit.pack()?;
        let kind = pack.matter(kind).ok_or(Error::NotFound("matter"))?;
        if !kind.opens_by.is_empty() {
            let by: Vec<String> =
                kind.opens_by.iter().map(|k| pack.form(k).map_or_else(|| k.to_string(), |f| f.title.clone())).collect();
            return Err(Error::wrong(
                format!("{} is opened by a record", kind.title),
                format!("write one: {}", by.join(" or ")),
            ));
        }
        inside(unit, &pack, kind, &permit)
    })
}

/// Opens a matter in a transaction at hand, with the states it starts with.
pub(crate) fn inside(unit: &mut Unit<'_, '_>, pack: &Pack, kind: &Matter, permit: &Permit<'_>) -> Result<MatterId> {
    let file = permit.file();
    let history = &unit.opened(file)?.history;
    let fits = history.subject.is_some_and(|s| kind.on.iter().any(|on| **on.value == *s.as_str()));
    if !fits {
        return Err(Error::wrong(format!("{} does not belong on this file", kind.title), "choose another file"));
    }
    if kind.one_open && history.open_matter(&kind.matter).is_some() {
        return Err(Error::wrong(format!("{} is open already", kind.title), "use the one that is open, or close it first"));
    }
    let Some(stage) = kind.stages.first() else { return Err(Error::NotFound("stage")) };
    let matter = MatterId::from_bits(unit.fresh());
    let now = unit.now()?;
    let body = Body::MatterOpened {
        matter,
        matter_kind: kind.matter.value.clone(),
        service: unit.acting.service,
        pack: pack.reference(),
        stage: stage.stage.value.clone(),
        about: None,
    };
    unit.append(&[(permit, Some(matter))], now, body)?;
    for state in pack.states.iter().filter(|s| **s.on.value == **kind.matter.value) {
        if let Some(value) = &state.starts_as {
            crate::record::submit::set_state(unit, pack, permit, Some(matter), &state.state, value, now)?;
        }
    }
    Ok(matter)
}
