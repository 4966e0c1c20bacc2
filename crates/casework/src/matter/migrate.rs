//! Moving a service to a later version of its pack: first what would change, matter by matter and record by record; then the
//! move. Records keep the version whose questions they answered.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::event::{Answers, Body, PackRef};
use domain::{FileId, History, MatterId, Name, RecordId, ServiceId};
use jiff::Timestamp;
use pack::Pack;
use pack::migration::{self, Moves};

use crate::office::{Ids, Office};
use crate::{Result, setup};

/// An open matter that runs under the older version.
#[derive(Debug, Clone)]
pub struct MatterChange {
    /// The file.
    pub file: FileId,
    /// The matter.
    pub matter: MatterId,
    /// Its kind.
    pub kind: Name,
    /// The service that works on it.
    pub service: ServiceId,
    /// Where it stands.
    pub stage: Name,
    /// Where it goes on in the later version; nowhere if that has no such stage.
    pub goes_on_at: Option<Name>,
}

/// A record whose answers the later version asks otherwise.
#[derive(Debug, Clone)]
pub struct RecordChange {
    /// The file it is listed first on.
    pub file: FileId,
    /// The record.
    pub record: RecordId,
    /// Its kind.
    pub kind: Name,
    /// What becomes of its answers.
    pub moves: Moves,
}

/// What a migration would change.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    /// Open matters.
    pub matters: Vec<MatterChange>,
    /// Records.
    pub records: Vec<RecordChange>,
}

impl Plan {
    /// How many answers and matters have no place.
    pub fn without_a_place(&self) -> usize {
        let answers: usize = self.records.iter().map(|r| r.moves.unplaced.len()).sum();
        let matters = self.matters.iter().filter(|m| m.goes_on_at.is_none());
        answers + matters.count()
    }
}

/// Looks at every file for what would change between two versions. Nothing is written.
///
/// # Errors
/// Those of the database.
pub fn plan(office: &Office, old: &Pack, new: &Pack, tick: &mut dyn FnMut(u64)) -> Result<Plan> {
    let from = old.reference();
    let mut plan = Plan::default();
    let mut after = None;
    let mut count = 0;
    loop {
        let files = office
            .store
            .read(|tx| store::chain::all_files(tx, after, 200))?;
        let Some(last) = files.last().copied() else {
            return Ok(plan);
        };
        for file in files {
            let delivered = office.store.read(|tx| store::chain::load(tx, file))?;
            of_file(file, &History::of(&delivered), (old, new, &from), &mut plan);
            count += 1;
            tick(count);
        }
        after = Some(last);
    }
}

fn of_file(
    file: FileId,
    history: &History,
    (old, new, from): (&Pack, &Pack, &PackRef),
    plan: &mut Plan,
) {
    for matter in history
        .matters
        .iter()
        .filter(|m| m.is_open() && m.pack == *from)
    {
        let goes_on = migration::stage(old, new, &matter.kind, matter.stage());
        plan.matters.push(MatterChange {
            file,
            matter: matter.id,
            kind: matter.kind.clone(),
            service: matter.service,
            stage: matter.stage().clone(),
            goes_on_at: goes_on.and_then(Name::parse),
        });
    }
    let own = history.records.iter();
    for record in own.filter(|r| r.home == file && r.pack == *from) {
        let mut moves = Moves::default();
        let parts = record.parts.values();
        for answers in std::iter::once(&record.answers).chain(parts) {
            let answers: &Answers = answers;
            let found = migration::answers(old, new, &record.kind, answers);
            moves.moved.extend(found.moved);
            moves.unplaced.extend(found.unplaced);
        }
        if !moves.is_empty() {
            plan.records.push(RecordChange {
                file,
                record: record.id,
                kind: record.kind.clone(),
                moves,
            });
        }
    }
}

/// Moves the open matters of a plan, and the services that worked by the older version, to the later one; it must be
/// published. Gives how many matters were moved; one without a place stays where it is.
///
/// # Errors
/// Those of the database.
pub fn carry_out(
    office: &Office,
    ids: Ids<'_>,
    now: Timestamp,
    plan: &Plan,
    (from, to): (&PackRef, &Arc<Pack>),
    tick: &mut dyn FnMut(u64),
) -> Result<u64> {
    let to = to.reference();
    let why = format!(
        "Moved from version {} to version {}",
        from.version, to.version
    );
    services(office, ids, now, from, &to)?;
    let mut by_file: BTreeMap<FileId, Vec<&MatterChange>> = BTreeMap::new();
    for change in plan.matters.iter().filter(|m| m.goes_on_at.is_some()) {
        by_file.entry(change.file).or_default().push(change);
    }
    let mut moved = 0;
    for (file, changes) in by_file {
        let Some(first) = changes.first() else {
            continue;
        };
        let acting = setup::deployment(first.service, now);
        moved += office.act(&acting, ids, |unit| {
            unit.file(file)?;
            let mut count = 0;
            for change in &changes {
                count += u64::from(super::repin::by_migration(unit, change, from, &to, &why)?);
            }
            Ok(count)
        })?;
        tick(moved);
    }
    // What runs on the files of workers and sites follows the service's version.
    crate::timescale::recompute::mend(office, tick)?;
    Ok(moved)
}

/// New matters open under the later version.
fn services(
    office: &Office,
    ids: Ids<'_>,
    now: Timestamp,
    from: &PackRef,
    to: &PackRef,
) -> Result<()> {
    let all = office.store.read(store::service::all)?;
    for row in all {
        if row.pack != from.pack || row.version != from.version {
            continue;
        }
        let acting = setup::deployment(row.service, now);
        office.act(&acting, ids, |unit| {
            unit.file(row.agency)?;
            let named = |text: &str| {
                Name::parse(text).ok_or(store::Error::Corrupt(
                    "a service's name cannot be read".into(),
                ))
            };
            let body = Body::ServiceOpened {
                service: row.service,
                slug: named(&row.slug)?,
                name: row.name.clone(),
                zone: row.zone.clone(),
                calendar: named(&row.calendar)?,
                pack: to.clone(),
            };
            let moment = unit.now()?;
            unit.append_to(vec![(row.agency, None)], moment, body)
                .map(drop)
        })?;
    }
    Ok(())
}
