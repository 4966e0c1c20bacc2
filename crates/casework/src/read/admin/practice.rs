//! What a service works by: its settings, since when and by whom, and the versions of its pack.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::FileId;
use domain::event::Body;
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use pack::Pack;
use pack::model::Act;
use serde_json::Value;
use store::lists::staff;
use store::pack_version;

use super::keeps;
use crate::office::{Acting, Office};
use crate::unit::Unit;
use crate::{Error, Result};

/// A value that a service set.
#[derive(Debug, Clone)]
pub struct Set {
    /// The value.
    pub value: Value,
    /// From which day on.
    pub from: Date,
    /// Who set it.
    pub by: String,
    /// When, in the service's zone.
    pub at: DateTime,
}

/// The settings of a service.
pub struct Settings {
    /// The pack they are settings of.
    pub pack: Arc<Pack>,
    /// Today, where the service is.
    pub today: Date,
    /// What the service set, by setting, in the order of their first days.
    pub set: BTreeMap<String, Vec<Set>>,
}

/// Reads the settings of the acting service.
///
/// # Errors
/// `NotAllowed` for who may not set them.
pub fn settings(office: &Office, acting: &Acting) -> Result<Settings> {
    office.store.read(|tx| {
        let mut none = || 0;
        let mut unit = Unit::reading(tx, office, acting, &mut none);
        keeps(
            &mut unit,
            &[Act::Settings],
            "whoever sets how the service works",
        )?;
        let pack = unit.pack()?;
        let today = unit.here()?.date();
        let zone = unit.zone()?;
        let agency = store::service::by_id(unit.tx, acting.service)?
            .ok_or(Error::NotFound("service"))?
            .agency;
        unit.file(agency)?;
        let mut all: Vec<(String, Value, Date, FileId, Timestamp)> = Vec::new();
        for delivered in &unit.opened(agency)?.delivered {
            let event = &delivered.event;
            if let Body::SettingSet {
                service,
                setting,
                value,
                from,
            } = &event.body
                && *service == acting.service
            {
                let name = setting.to_string();
                all.push((name, value.clone(), *from, event.actor, event.recorded));
            }
        }
        all.sort_by_key(|(_, _, from, _, at)| (*from, *at));
        let mut workers: Vec<FileId> = all.iter().map(|(_, _, _, by, _)| *by).collect();
        workers.sort_unstable();
        workers.dedup();
        let names = store::find::displays(unit.tx, &workers)?;
        let mut set: BTreeMap<String, Vec<Set>> = BTreeMap::new();
        for (name, value, from, by, at) in all {
            let by = names.iter().find(|(of, _)| *of == by);
            set.entry(name).or_default().push(Set {
                value,
                from,
                by: by.map_or_else(|| "whoever set the service up".into(), |(_, n)| n.clone()),
                at: at.to_zoned(zone.clone()).datetime(),
            });
        }
        Ok(Settings { pack, today, set })
    })
}

/// The packs of a service.
pub struct Packs {
    /// The one new matters run under.
    pub pack: Arc<Pack>,
    /// Versions published here: version, and when.
    pub published: Vec<(String, DateTime)>,
    /// Under which versions open matters run, and how many.
    pub at_work: Vec<(String, String, i64)>,
}

/// Reads the packs of the acting service.
///
/// # Errors
/// `NotAllowed` for who neither looks after people nor settings.
pub fn packs(office: &Office, acting: &Acting) -> Result<Packs> {
    office.store.read(|tx| {
        let mut none = || 0;
        let mut unit = Unit::reading(tx, office, acting, &mut none);
        let who = "whoever looks after people or settings";
        keeps(&mut unit, &[Act::People, Act::Settings], who)?;
        let pack = unit.pack()?;
        let zone = unit.zone()?;
        let published = pack_version::versions(unit.tx, &pack.head.pack.value)?;
        let at_work = staff::versions_at_work(unit.tx, acting.service)?;
        Ok(Packs {
            published: published
                .into_iter()
                .map(|p| (p.version, p.published.to_zoned(zone.clone()).datetime()))
                .collect(),
            at_work: at_work
                .into_iter()
                .map(|(pack, version, open)| (pack.to_string(), version, open))
                .collect(),
            pack,
        })
    })
}
