//! Setting a dated state by hand.

use domain::{FileId, Name};
use pack::model::Act;

use crate::office::{Acting, Ids, Office};
use crate::{Error, Result};

/// Sets a state of the open matter it belongs to, or of the file.
///
/// # Errors
/// `NotFound` for a state the pack does not know; `Wrong` for a value it does not have.
pub fn set_state(office: &Office, acting: &Acting, ids: Ids<'_>, file: FileId, state: &Name, value: &Name) -> Result<()> {
    office.act(acting, ids, |unit| {
        unit.file(file)?;
        let facts = unit.facts(file)?;
        let permit = unit.permit(&facts, crate::permit::act(Act::Move))?;
        let current = unit.pack()?;
        let on = current.state(state).ok_or(Error::NotFound("state"))?.on.value.clone();
        let matter = unit.opened(file)?.history.open_matter(&on).map(|m| m.id);
        let pack = unit.pack_of(file, matter)?;
        let definition = pack.state(state).ok_or(Error::NotFound("state"))?;
        if !definition.values.iter().any(|v| *v.id.value == **value) {
            let all: Vec<&str> = definition.values.iter().map(|v| v.id.as_str()).collect();
            return Err(Error::wrong(format!("{} has no value `{value}`", definition.title), format!("choose one of {}", all.join(", "))));
        }
        let now = unit.now()?;
        crate::record::submit::set_state(unit, &pack, &permit, matter, state, value, now)
    })
}
