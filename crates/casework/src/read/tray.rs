//! Trays: what waits for somebody. A tray is what the pack says, over what the reader may see, by family. It opens a file only
//! where the pack's condition has to be looked at, and all of a page at once.

use std::collections::BTreeMap;

use access::Scope;
use domain::fact::Relation;
use domain::{FileId, MatterId, Name, RecordId};
use jiff::Timestamp;
use jiff::civil::Date;
use pack::Pack;
use pack::model::{ClockLook, Condition, Ref, Tray, TrayHolds};
use store::lists::tray::{self, Holds, Look, Of};

pub use store::lists::tray::Place;

use super::my_day::{about, clock_title, form_title, stage_title};
use crate::office::{Acting, Office};
use crate::unit::Unit;
use crate::{Error, Result};

/// The most items of one look.
pub const MOST: usize = 200;

/// A tray at a glance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Glance {
    /// Its name.
    pub tray: Name,
    /// Its title.
    pub title: String,
    /// How many wait; of a tray with a condition at most as many as one page holds.
    pub items: i64,
    /// The moment since when the oldest waits.
    pub oldest: Option<Timestamp>,
    /// The day since when, where no moment is known.
    pub oldest_day: Option<String>,
}

/// Something that waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The file it is about.
    pub file: FileId,
    /// The name it is shown by.
    pub display: String,
    /// Whether the file is restricted.
    pub restricted: bool,
    /// What it is: a record kind, a matter kind, a timescale, a rule.
    pub what: Name,
    /// What people call it.
    pub title: String,
    /// The record.
    pub record: Option<RecordId>,
    /// The matter.
    pub matter: Option<MatterId>,
    /// What a notice or an exception says; the title of a matter's stage; why more time was agreed.
    pub says: Option<String>,
    /// The name of who wrote the record, made the exception or agreed to more time.
    pub by: Option<String>,
    /// Since when it waits; of a timescale when it is due.
    pub since: Option<Timestamp>,
    /// Since which day, as lists keep it, where no moment is known.
    pub since_day: Option<String>,
    /// The day a timescale is due.
    pub due: Option<Date>,
    /// The start of a timescale's cycle, and its number.
    pub cycle: Option<(String, i64)>,
    /// Items of one family have the same.
    pub family: FileId,
}

/// A page of a tray.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The tray's title.
    pub title: String,
    /// Its items, waiting longest first.
    pub items: Vec<Item>,
    /// Families of this page in the order of their first item, each with the name of who comes first in it.
    pub families: Vec<(FileId, String)>,
    /// Where the tray goes on.
    pub after: Option<Place>,
}

/// All trays of the acting worker's roles.
///
/// # Errors
/// Those of the database.
pub fn trays(office: &Office, acting: &Acting) -> Result<Vec<Glance>> {
    office.store.read(|tx| {
        let mut none = || 0;
        let mut unit = Unit::reading(tx, office, acting, &mut none);
        let today = unit.here()?.date();
        let pack = unit.pack()?;
        let roles = unit.roles()?;
        let scope = Scope::of(&crate::permit::actor(&mut unit, today)?);
        let of = of(acting, &scope);
        let mine: Vec<&Tray> = pack.trays.iter().filter(|t| is_for(t, &roles)).collect();
        let all: Vec<Holds> = mine.iter().map(|t| holds(&t.holds)).collect();
        let counts = tray::counts(unit.tx, of, &all)?;
        let mut glances = Vec::new();
        for ((tray, holds), mut count) in mine.into_iter().zip(&all).zip(counts) {
            if let Some(when) = condition(&tray.holds)
                && count.items > 0
            {
                let found = tray::page(unit.tx, of, holds, None, MOST as i64)?;
                let kept = fitting(&mut unit, found, when)?;
                count.items = kept.len() as i64;
                count.oldest = kept.first().and_then(|i| i.since);
                count.oldest_day = kept.first().and_then(|i| i.since_day.clone());
            }
            glances.push(Glance {
                tray: tray.tray.value.clone(),
                title: tray.title.clone(),
                items: count.items,
                oldest: count.oldest,
                oldest_day: count.oldest_day,
            });
        }
        Ok(glances)
    })
}

/// What a tray of the pack holds for the acting worker: a page after a place.
///
/// # Errors
/// `NotFound` for a tray the pack does not have, or that is not for any of their roles.
pub fn tray(office: &Office, acting: &Acting, name: &str, after: Option<&Place>) -> Result<Page> {
    office.store.read(|tx| {
        let mut none = || 0;
        let mut unit = Unit::reading(tx, office, acting, &mut none);
        let today = unit.here()?.date();
        let pack = unit.pack()?;
        let found: &Tray = pack.tray(name).ok_or(Error::NotFound("tray"))?;
        let roles = unit.roles()?;
        if !is_for(found, &roles) {
            return Err(Error::NotFound("tray"));
        }
        let scope = Scope::of(&crate::permit::actor(&mut unit, today)?);
        let held = holds(&found.holds);
        let mut items = tray::page(unit.tx, of(acting, &scope), &held, after, MOST as i64 + 1)?;
        let more = items.len() > MOST;
        items.truncate(MOST);
        let next = items.last().filter(|_| more).map(tray::Item::place);
        if let Some(when) = condition(&found.holds) {
            items = fitting(&mut unit, items, when)?;
        }
        let (family, families) = families(&mut unit, &items, today)?;
        let items = items.into_iter().filter_map(|item| {
            let family = family.get(&item.file).copied().unwrap_or(item.file);
            shown(&pack, &held, item, family)
        });
        Ok(Page {
            title: found.title.clone(),
            items: items.collect(),
            families,
            after: next,
        })
    })
}

fn is_for(tray: &Tray, roles: &[Name]) -> bool {
    tray.for_.iter().any(|r| roles.contains(&r.value))
}

pub(super) fn of<'a>(acting: &Acting, scope: &'a Scope) -> Of<'a> {
    Of {
        worker: acting.worker,
        service: acting.service,
        now: acting.now,
        scope,
    }
}

fn condition(holds: &TrayHolds) -> Option<&Condition> {
    match holds {
        TrayHolds::Matters { when, .. } => when.as_ref(),
        _ => None,
    }
}

fn holds(holds: &TrayHolds) -> Holds {
    let names = |refs: &[Ref]| refs.iter().map(|r| r.value.clone()).collect();
    match holds {
        TrayHolds::Records { kinds, step } => match step {
            Some(step) => Holds::Step {
                kinds: names(kinds),
                step: step.value.clone(),
            },
            None => Holds::Returned {
                kinds: names(kinds),
            },
        },
        TrayHolds::Matters { kinds, without, .. } => Holds::Matters {
            kinds: names(kinds),
            without: without.as_ref().map(|role| role.value.clone()),
        },
        TrayHolds::Clocks { clocks, when } => Holds::Clocks {
            clocks: names(clocks),
            look: match when.as_ref().map_or(ClockLook::Open, |w| w.value) {
                ClockLook::Open => Look::Open,
                ClockLook::Soon => Look::Soon,
                ClockLook::Late => Look::Late,
            },
        },
        TrayHolds::Notices => Holds::Notices,
        TrayHolds::Exceptions => Holds::Exceptions,
    }
}

/// Those of which the pack's condition holds; their files are loaded all at once.
fn fitting(
    unit: &mut Unit<'_, '_>,
    items: Vec<tray::Item>,
    when: &Condition,
) -> Result<Vec<tray::Item>> {
    let mut files: Vec<FileId> = items.iter().map(|i| i.file).collect();
    files.push(unit.acting.worker);
    unit.open(&files)?;
    let mut kept = Vec::new();
    for item in items {
        if unit.look(item.file, item.matter, None, |context| context.holds(when))? {
            kept.push(item);
        }
    }
    Ok(kept)
}

pub(super) fn shown(pack: &Pack, held: &Holds, item: tray::Item, family: FileId) -> Option<Item> {
    let parsed = Name::parse(&item.what);
    let (title, says) = match held {
        Holds::Step { .. } | Holds::Unsigned | Holds::Returned { .. } => {
            (form_title(pack, &item.what), item.says)
        }
        Holds::Matters { .. } => {
            let stage = item.says.unwrap_or_default();
            let (title, stage) = stage_title(pack, &item.what, &stage);
            (title, Some(stage))
        }
        Holds::Clocks { .. } => (clock_title(pack, &item.what), item.says),
        Holds::Notices => (about(pack, &item.what), item.says),
        Holds::Exceptions => {
            let sort = item.sort_of.as_ref().map(|s| s.replace(['-', '_'], " "));
            (sort.unwrap_or_else(|| item.what.clone()), item.says)
        }
    };
    Some(Item {
        file: item.file,
        display: item.display,
        restricted: item.restricted,
        // A guard is named; other exceptions by what they are.
        what: parsed.or(item.sort_of)?,
        title,
        record: item.record,
        matter: item.matter,
        says,
        by: item.by,
        since: item.since,
        since_day: item.since_day,
        due: item.due,
        cycle: item.cycle,
        family,
    })
}

/// Files of a family under the first of them, and how each family is called.
pub(super) type Families = (BTreeMap<FileId, FileId>, Vec<(FileId, String)>);

/// Who belongs together: those who live in one household, and brothers and sisters. A household or somebody who is not on
/// the page joins others and is not told.
pub(super) fn families(
    unit: &mut Unit<'_, '_>,
    items: &[tray::Item],
    today: Date,
) -> Result<Families> {
    let mut first: Vec<(FileId, String)> = Vec::new();
    for item in items {
        if !first.iter().any(|(file, _)| *file == item.file) {
            first.push((item.file, item.display.clone()));
        }
    }
    if first.is_empty() {
        return Ok(Families::default());
    }
    let files: Vec<FileId> = first.iter().map(|(file, _)| *file).collect();
    let siblings = [
        Relation::Sibling,
        Relation::FullSibling,
        Relation::HalfSibling,
        Relation::StepSibling,
        Relation::AdoptiveSibling,
        Relation::FosterSibling,
        Relation::Twin,
    ];
    let siblings: Vec<String> = siblings
        .iter()
        .filter_map(|r| Some(serde_json::to_value(r).ok()?.as_str()?.to_owned()))
        .collect();
    let siblings: Vec<&str> = siblings.iter().map(String::as_str).collect();
    let kin = tray::kin(unit.tx, &files, &siblings, today)?;
    let mut over: BTreeMap<FileId, FileId> = BTreeMap::new();
    for (one, other) in kin {
        let (one, other) = (root(&over, one), root(&over, other));
        if one != other {
            over.insert(other, one);
        }
    }
    let mut named: BTreeMap<FileId, FileId> = BTreeMap::new();
    let mut family = BTreeMap::new();
    let mut families = Vec::new();
    for (file, display) in first {
        let top = root(&over, file);
        let under = *named.entry(top).or_insert_with(|| {
            families.push((file, display));
            file
        });
        family.insert(file, under);
    }
    Ok((family, families))
}

fn root(over: &BTreeMap<FileId, FileId>, mut file: FileId) -> FileId {
    while let Some(above) = over.get(&file) {
        file = *above;
    }
    file
}
