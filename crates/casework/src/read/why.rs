//! Why a timescale is due when it is: its rule, the days that were counted, what moved it, and what corrections of the file
//! changed it, each with who did it and when. A date that was corrected never looks as if it had always been so.

use std::sync::Arc;

use domain::calendar::Due;
use domain::clock::{ChangeKind, Reasons};
use domain::event::{Body, Event};
use domain::{FileId, MatterId, Name, RecordId};
use jiff::Timestamp;
use pack::Pack;
use pack::practice::ClockCycle;

use super::folder::{Folder, Want, with};
use crate::derive;
use crate::office::{Acting, Office};
use crate::unit::Unit;
use crate::{Error, Result};

/// The most corrections that are looked at, latest first.
const MOST: usize = 20;

/// Which cycle of which timescale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Which {
    /// The matter; none for a timescale of the file itself.
    pub matter: Option<MatterId>,
    /// The timescale.
    pub clock: Name,
    /// The key of its start.
    pub key: String,
    /// Its number, from 1.
    pub number: u32,
}

/// What moved a due moment.
#[derive(Debug, Clone, PartialEq)]
pub struct Moved {
    /// What kind of change; none: what the file says was corrected.
    pub kind: Option<ChangeKind>,
    /// When it was due before, where a correction moved it; none inside: not at all.
    pub before: Option<Due>,
    /// When it is due after it.
    pub after: Option<Due>,
    /// Who did it.
    pub by: Option<FileId>,
    /// When that was recorded.
    pub at: Option<Timestamp>,
    /// The reason given.
    pub why: Option<String>,
    /// The record that was amended, where that is what moved it.
    pub amends: Option<RecordId>,
}

/// Why a timescale is due when it is.
#[derive(Debug, Clone)]
pub struct Why {
    /// The cycle.
    pub cycle: ClockCycle,
    /// The file it runs on: another where two are about one person.
    pub file: FileId,
    /// The pack it runs under.
    pub pack: Arc<Pack>,
    /// The way to its due moment.
    pub reasons: Reasons,
    /// What moved it.
    pub moved: Vec<Moved>,
}

/// Why a cycle of a file's timescale is due when it is.
///
/// # Errors
/// `NotFound` for a file that may not be read, or a timescale that does not run there.
pub fn why(office: &Office, acting: &Acting, file: FileId, which: &Which) -> Result<(Folder, Why)> {
    with(
        office,
        acting,
        file,
        "timescale",
        Want::Nothing,
        |unit, folder| {
            let fits = |found: &ClockCycle| {
                found.matter == which.matter
                    && found.clock == which.clock
                    && found.cycle.key.anchor.as_str() == which.key
                    && found.cycle.key.number == which.number
            };
            let missing = || Error::NotFound("timescale");
            let cycle = folder.seen.cycles.iter().find(|c| fits(c)).cloned();
            let cycle = cycle.ok_or_else(missing)?;
            let home = which
                .matter
                .and_then(|matter| folder.homes.get(&matter).copied())
                .unwrap_or(file);
            let found = unit.viewed(home, |view| {
                let all = derive::cycles_by_service(view);
                let found = all.into_iter().find(|(_, _, found)| fits(found))?;
                let reasons = derive::reasons(view, &found)?;
                Some((found, reasons))
            })?;
            let ((_, pack, _), reasons) = found.ok_or_else(missing)?;
            let mut moved = moved(unit, home, &cycle, &reasons, fits)?;
            for one in &mut moved {
                // The reason for amending a record is for who reads it.
                if one
                    .amends
                    .is_some_and(|id| !folder.seen.records.iter().any(|r| r.id == id))
                {
                    one.why = None;
                }
            }
            Ok(Why {
                cycle,
                file: home,
                pack,
                reasons,
                moved,
            })
        },
    )
}

fn moved(
    unit: &mut Unit<'_, '_>,
    file: FileId,
    cycle: &ClockCycle,
    reasons: &Reasons,
    fits: impl Fn(&ClockCycle) -> bool,
) -> Result<Vec<Moved>> {
    let mut all = corrections(unit, file, &fits)?;
    let open = unit.opened(file)?;
    for change in &reasons.changes {
        let event = change.by.as_ref().and_then(|key| {
            let mut events = open.delivered.iter().map(|d| &d.event);
            events.find(|event| event.id.to_string() == key.as_str())
        });
        all.push(Moved {
            kind: Some(change.why),
            before: None,
            after: Some(change.due),
            by: event.map(|e| e.actor),
            at: event.map(|e| e.recorded),
            why: event.and_then(reason),
            amends: None,
        });
    }
    if let domain::clock::State::Dismissed { by } = &cycle.cycle.state {
        let mut events = open.delivered.iter().map(|d| &d.event);
        if let Some(event) = events.find(|event| event.id.to_string() == by.as_str()) {
            all.push(Moved {
                kind: None,
                before: cycle.cycle.due,
                after: None,
                by: Some(event.actor),
                at: Some(event.recorded),
                why: reason(event),
                amends: None,
            });
        }
    }
    Ok(all)
}

/// What the file looked like before and after each correction of it.
fn corrections(
    unit: &mut Unit<'_, '_>,
    file: FileId,
    fits: &impl Fn(&ClockCycle) -> bool,
) -> Result<Vec<Moved>> {
    let open = unit.opened(file)?;
    let corrects = |event: &Event| match &event.body {
        Body::RecordSubmitted { version, .. } => *version > 1,
        Body::FactStated { corrects, .. } => corrects.is_some(),
        Body::FactRetracted { .. } | Body::FactEnded { .. } | Body::RecordRemoved { .. } => true,
        _ => false,
    };
    let places: Vec<(usize, Event)> = open
        .delivered
        .iter()
        .enumerate()
        .rev()
        .filter(|(_, delivered)| corrects(&delivered.event))
        .take(MOST)
        .map(|(place, delivered)| (place, delivered.event.clone()))
        .collect();
    let mut all = Vec::new();
    for (place, event) in places.into_iter().rev() {
        let mut due = |events: usize| {
            unit.as_it_stood(file, events, |view| {
                let cycles = derive::cycles(view);
                let found = cycles.into_iter().find(|c| fits(c));
                found.map(|found| found.cycle.due)
            })
        };
        let (before, after) = (due(place)?, due(place + 1)?);
        if let Some(was) = before
            && before != after
        {
            all.push(Moved {
                kind: None,
                before: was,
                after: after.flatten(),
                by: Some(event.actor),
                at: Some(event.recorded),
                why: reason(&event),
                amends: match &event.body {
                    Body::RecordSubmitted { record, .. } => Some(*record),
                    _ => None,
                },
            });
        }
    }
    Ok(all)
}

fn reason(event: &Event) -> Option<String> {
    let why = match &event.body {
        Body::RecordSubmitted { why, .. } => why.as_ref()?,
        Body::Directed { why, .. } | Body::FactRetracted { why, .. } => why,
        _ => return None,
    };
    Some(why.clone()).filter(|why| !why.is_empty())
}
