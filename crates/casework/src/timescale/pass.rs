//! What passing time does: people are told, once, of timescales that are missed and of those that escalate. Run from time
//! to time by one holder of a lease; running it twice changes nothing.

use domain::calendar::Counting;
use domain::clock::State;
use domain::{FileId, Name};
use jiff::Timestamp;
use pack::model::Within;
use pack::practice::ClockCycle;

use crate::office::{Acting, Ids, Office};
use crate::unit::{Telling, Unit};
use crate::Result;

/// Tells everybody whom a timescale names, for all files of the acting service. Gives how many notices there were.
///
/// # Errors
/// Those of the database.
pub fn pass(office: &Office, acting: &Acting, ids: Ids<'_>) -> Result<u64> {
    let mut told = 0;
    let mut after: Option<FileId> = None;
    loop {
        let files = office.store.read(|tx| {
            store::record::with_running_cycles(tx, acting.service, acting.now, after, 100)
        })?;
        let Some(last) = files.last().copied() else { return Ok(told) };
        for file in files {
            told += office.act(acting, ids, |unit| of_file(unit, file))?;
        }
        after = Some(last);
    }
}

fn of_file(unit: &mut Unit<'_, '_>, file: FileId) -> Result<u64> {
    unit.open(&[file])?;
    let now = unit.acting.now;
    let mut tellings = Vec::new();
    for cycle in unit.cycles(file)? {
        if !matches!(cycle.cycle.state, State::Running) {
            continue;
        }
        let pack = unit.pack_of(file, cycle.matter)?;
        let Some(clock) = pack.clock(&cycle.clock) else { continue };
        let late = cycle.cycle.due.is_some_and(|due| due.is_missed_at(now));
        if let (true, Some(missed)) = (late, &clock.if_missed) {
            tellings.push(telling(&cycle, "missed", &missed.tell, &format!("Out of timescale: {}", clock.title)));
        }
        for (step, escalation) in clock.escalate.iter().enumerate() {
            if escalates(unit, file, &cycle, &escalation.after)?.is_some_and(|at| at <= now) {
                let says = format!("Still waiting: {}", clock.title);
                tellings.push(telling(&cycle, &format!("escalation {step}"), &escalation.tell, &says));
            }
        }
    }
    let before = unit.appended();
    for telling in tellings {
        unit.tell(file, telling)?;
    }
    Ok((unit.appended() - before) as u64)
}

/// When an escalation is due: so long after the timescale started.
fn escalates(unit: &mut Unit<'_, '_>, file: FileId, cycle: &ClockCycle, after: &Within) -> Result<Option<Timestamp>> {
    let pack = unit.pack_of(file, cycle.matter)?;
    let Some(service) = unit.opened(file)?.service.clone() else { return Ok(None) };
    let interval = match after {
        Within::Interval(text) => text.parse().ok(),
        Within::Setting(name) => {
            let value = service.settings.on(&pack, name, cycle.cycle.anchor.date());
            value.and_then(|v| v.as_str().and_then(|t| t.parse().ok()))
        }
    };
    let Some(interval) = interval else { return Ok(None) };
    let due = service.calendar.add(&cycle.cycle.anchor, &interval, &Counting::default());
    Ok(due.ok().map(|due| due.by()))
}

fn telling(cycle: &ClockCycle, what: &str, roles: &[pack::model::Ref], says: &str) -> Telling {
    let due = cycle.cycle.due.map_or(String::new(), |d| d.by().to_string());
    Telling {
        about: cycle.clock.clone(),
        key: format!("{}/{}#{}/{what}/{due}", cycle.clock, cycle.cycle.key.anchor, cycle.cycle.key.number),
        roles: roles.iter().map(|r| r.value.clone()).collect::<Vec<Name>>(),
        says: says.to_owned(),
        matter: cycle.matter,
    }
}
