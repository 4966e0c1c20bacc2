//! Who works with somebody now: under which title, since when, who covers. A protected title is carried only with a current
//! fact on the worker's own file.

use domain::event::Occurred;
use domain::{FileId, InvolvementId, MatterId, Name};
use jiff::civil::Date;
use pack::Pack;

use super::{Beside, Folder};
use crate::Result;
use crate::derive::fact_of;
use crate::unit::Unit;

/// Somebody who works with them now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Worker {
    /// The involvement.
    pub involvement: InvolvementId,
    /// The matter.
    pub matter: MatterId,
    /// The worker's file.
    pub worker: FileId,
    /// Their name.
    pub name: String,
    /// The role.
    pub role: Name,
    /// The title they carry in it.
    pub title: String,
    /// Since when.
    pub since: Occurred,
    /// Who acts for them, and until when.
    pub cover: Option<(String, Date)>,
}

/// Looks up what stands beside the file, and who works with them.
pub(super) fn beside(unit: &mut Unit<'_, '_>, folder: &mut Folder, today: Date) -> Result<()> {
    let pack = unit.pack()?;
    let now = folder.involvements.iter().filter(|i| i.to.is_none());
    let open: Vec<MatterId> = folder
        .seen
        .matters
        .iter()
        .filter(|m| m.is_open())
        .map(|m| m.id)
        .collect();
    let now: Vec<_> = now.filter(|i| open.contains(&i.matter)).cloned().collect();
    let workers: Vec<FileId> = now.iter().map(|i| i.worker).collect();
    let kinds: Vec<String> = pack
        .roles
        .iter()
        .filter_map(|role| role.protected.as_ref())
        .map(|protected| protected.needs.replace('-', "_"))
        .collect();
    let of = (folder.seen.file, unit.acting.worker);
    let beside = store::lists::beside::beside(unit.tx, of, (&workers, &kinds), today)?;
    folder.workers = now
        .into_iter()
        .map(|involvement| {
            let worker = involvement.worker;
            let mut covers = beside.covers.iter().filter(|(whom, ..)| *whom == worker);
            Worker {
                involvement: involvement.id,
                matter: involvement.matter,
                worker,
                name: folder.name(worker).to_owned(),
                title: title(&pack, &involvement.role, worker, &beside, today),
                role: involvement.role,
                since: involvement.from,
                cover: covers
                    .next_back()
                    .map(|(_, by, until)| (by.clone(), *until)),
            }
        })
        .collect();
    folder.beside = beside;
    Ok(())
}

fn title(pack: &Pack, role: &Name, worker: FileId, beside: &Beside, today: Date) -> String {
    let Some(role) = pack.role(role) else {
        return role.replace('-', " ");
    };
    let Some(protected) = &role.protected else {
        return role.title.clone();
    };
    let needs = protected.needs.replace('-', "_");
    let current = beside.facts.iter().any(|(whose, what, value)| {
        *whose == worker
            && what.as_str() == needs
            && fact_of(what, value).is_some_and(|fact| fact.stands_on(today))
    });
    if current {
        role.title.clone()
    } else {
        protected.otherwise.clone()
    }
}
