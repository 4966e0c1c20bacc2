//! A service at a glance, for whoever looks after the database: who works there, how many matters stand at which stage, how
//! much is late. Numbers, and the names of workers; nobody the service works with is named.

use std::collections::BTreeMap;

use domain::{FileId, ServiceId};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::office::Office;
use crate::{Error, Result};

/// The most roles and open timescales that are looked at.
const MOST: i64 = 2_000;

/// A service at a glance.
#[derive(Debug, Clone)]
pub struct Overview {
    /// Its name.
    pub service: String,
    /// Its pack and version.
    pub pack: String,
    /// Workers, each with a role held today.
    pub workers: Vec<Worker>,
    /// Title of the matter, title of the stage, how many stand there; in the order of the pack.
    pub stages: Vec<(String, String, u64)>,
    /// Title of the timescale, how many are late, since when the first.
    pub late: Vec<(String, u64, Option<Date>)>,
}

/// Somebody who works there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Worker {
    /// Their own file.
    pub file: FileId,
    /// Their name.
    pub name: String,
    /// The title of the role.
    pub title: String,
}

/// Looks at a service.
///
/// # Errors
/// `NotFound` for a service that does not exist, and those of the database.
pub fn overview(office: &Office, service: ServiceId, now: Timestamp) -> Result<Overview> {
    office.store.read(|tx| {
        let row = store::service::by_id(tx, service)?.ok_or(Error::NotFound("service"))?;
        let view = office
            .service(tx, service)?
            .ok_or(Error::NotFound("service"))?;
        let pack = office.pack(tx, &view.pack)?;
        let today = now.to_zoned(view.zone.clone()).date();
        let held = store::lists::workers::of_service(tx, service, today, None, MOST)?;
        let workers = held.into_iter().map(|holder| {
            let title = pack
                .role(&holder.role)
                .map_or_else(|| holder.role.to_string(), |role| role.title.clone());
            Worker {
                file: holder.worker,
                name: holder.display,
                title,
            }
        });
        let counts = store::service::stages(tx, service)?;
        let mut stages = Vec::new();
        for matter in &pack.matters {
            for stage in &matter.stages {
                let found = counts.iter().find(|(kind, at, _)| {
                    **kind == *matter.matter.value && **at == *stage.stage.value
                });
                if let Some((_, _, count)) = found {
                    stages.push((matter.title.clone(), stage.title.clone(), *count));
                }
            }
        }
        let mut late: BTreeMap<String, (u64, Option<Date>)> = BTreeMap::new();
        for due in store::lists::cycles::of_service(tx, service, now, None, MOST)? {
            let title = pack
                .clock(&due.clock)
                .map_or_else(|| due.clock.to_string(), |clock| clock.title.clone());
            let (count, first) = late.entry(title).or_insert((0, due.due_date));
            *count += 1;
            *first = (*first).min(due.due_date).or(due.due_date);
        }
        Ok(Overview {
            service: row.name,
            pack: format!("{} {}", row.pack, row.version),
            workers: workers.collect(),
            stages,
            late: late.into_iter().map(|(t, (n, d))| (t, n, d)).collect(),
        })
    })
}
