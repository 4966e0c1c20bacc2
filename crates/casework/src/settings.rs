//! A service's settings: dated, and never looser than the pack.

use domain::event::Body;
use domain::{FileId, Name};
use jiff::civil::Date;
use pack::model::Act;
use serde_json::Value;

use crate::office::{Acting, Ids, Office};
use crate::unit::Unit;
use crate::{Error, Result};

/// Sets a setting of the acting service, from a day on.
///
/// # Errors
/// `Wrong` where the value does not fit or would loosen the pack; `NotAllowed` for others than who may set it.
pub fn set(
    office: &Office,
    acting: &Acting,
    ids: Ids<'_>,
    setting: &Name,
    value: &Value,
    from: Date,
) -> Result<()> {
    office.act(acting, ids, |unit| {
        let service = unit.acting.service;
        let agency = store::service::by_id(unit.tx, service)?
            .ok_or(Error::NotFound("service"))?
            .agency;
        unit.file(agency)?;
        let facts = unit.facts(agency)?;
        unit.may(&facts, crate::permit::act(Act::Settings))?;
        inside(unit, agency, setting, value, from)
    })?;
    crate::timescale::recompute::pending(office)
}

pub(crate) fn inside(
    unit: &mut Unit<'_, '_>,
    agency: FileId,
    setting: &Name,
    value: &Value,
    from: Date,
) -> Result<()> {
    let pack = unit.pack()?;
    let definition = pack.setting(setting).ok_or(Error::NotFound("setting"))?;
    if let Some(problem) = definition.refuses(value) {
        return Err(Error::wrong(
            format!("“{}”: {problem}", definition.title),
            "choose a value the pack allows",
        ));
    }
    let service = unit.acting.service;
    store::service::mark_to_recompute(unit.tx, service)?;
    let now = unit.now()?;
    let body = Body::SettingSet {
        service,
        setting: setting.clone(),
        value: value.clone(),
        from,
    };
    unit.append_to(vec![(agency, None)], now, body).map(drop)
}
