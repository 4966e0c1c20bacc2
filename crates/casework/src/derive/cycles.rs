//! Cycles of timescales: of each matter under the version of its pack that it runs under, and of the file itself.

use std::cell::Cell;
use std::sync::Arc;

use domain::MatterId;
use domain::calendar::Moment;
use domain::clock::{Cycle, EventKey, Reasons, State};
use domain::event::{Body, Delivered, PackRef};
use jiff::Timestamp;
use pack::Pack;
use pack::practice::{ClockCycle, Place, cycles};
use store::derived::{Rows, Text, row};

use super::{FileView, ServiceView, own_services, tellings, text};

pub(super) fn rows(of: &FileView<'_>, rows: &mut Rows) {
    for (service, pack, found) in all(of) {
        let tell_at = tellings(of, &pack, &service, &found)
            .iter()
            .map(|t| t.at)
            .min();
        rows.push(cycle(of, found, &text(service.id), tell_at));
    }
}

/// A cycle with the service and the pack it is worked out by.
pub type Found = (Arc<ServiceView>, Arc<Pack>, ClockCycle);

/// All cycles of the file: those of the file itself, then those of each of its matters.
pub fn all(of: &FileView<'_>) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    for service in own_services(of.history, of.delivered) {
        if let Some(service) = (of.services)(service) {
            // Two services may work by one pack: a limit on the file they share is one limit, counted by the first.
            let mut own = Vec::new();
            place(of, None, &service.pack, &service, &mut own);
            own.retain(|(_, _, cycle)| {
                !found.iter().any(|(_, _, known)| {
                    known.clock == cycle.clock && known.cycle.key == cycle.cycle.key
                })
            });
            found.append(&mut own);
        }
    }
    for matter in &of.history.matters {
        if let Some(service) = (of.services)(matter.service) {
            place(of, Some(matter.id), &matter.pack, &service, &mut found);
        }
    }
    found
}

/// Why a cycle found by a pack and a service is due when it is.
pub fn reasons(of: &FileView<'_>, (service, pack, found): &Found) -> Option<Reasons> {
    let failed = Cell::new(false);
    pack::practice::reasons(
        &Place {
            pack,
            history: of.history,
            file: of.file,
            matter: found.matter,
            settings: &service.settings,
            calendar: &service.calendar,
            calendar_zone: &service.zone,
            opening: service.opening.as_ref(),
            horizon: service.horizon,
            failed: &failed,
        },
        found,
    )
}

fn place(
    of: &FileView<'_>,
    matter: Option<MatterId>,
    pack: &PackRef,
    service: &Arc<ServiceView>,
    found: &mut Vec<Found>,
) {
    let Some(pack) = (of.practice)(pack) else {
        return;
    };
    let failed = Cell::new(false);
    let place = Place {
        pack: &pack,
        history: of.history,
        file: of.file,
        matter,
        settings: &service.settings,
        calendar: &service.calendar,
        calendar_zone: &service.zone,
        opening: service.opening.as_ref(),
        horizon: service.horizon,
        failed: &failed,
    };
    found.extend(
        cycles(&place)
            .into_iter()
            .map(|cycle| (service.clone(), pack.clone(), cycle)),
    );
}

fn cycle(
    of: &FileView<'_>,
    found: ClockCycle,
    service: &Text,
    tell_at: Option<Timestamp>,
) -> row::Cycle {
    let cycle = &found.cycle;
    let due = cycle.due.as_ref();
    let met = cycle.met.as_ref();
    let agreed = agreed(of, cycle);
    row::Cycle {
        matter: found.matter.map_or_else(|| text(""), text),
        clock: text(&found.clock),
        key: text(&cycle.key.anchor),
        n: cycle.key.number.into(),
        service: Some(service.clone()),
        anchor: moment(&cycle.anchor),
        due_date: due.map(|d| text(d.date())),
        due_at: due.map(|d| d.by().as_microsecond()),
        first_due_at: cycle.first_due.map(|d| d.by().as_microsecond()),
        soon_at: cycle.soon_from.map(|t| t.as_microsecond()),
        tell_at: tell_at.map(|t| t.as_microsecond()),
        met_at: met
            .and_then(|m| m.at.earliest_instant())
            .map(|t| t.as_microsecond()),
        met_by: met.map(|m| text(&m.key)),
        outcome: text(outcome(cycle)),
        why: why(of, cycle),
        responsible: found.responsible.as_ref().map(text),
        level: text(if found.required {
            "required"
        } else {
            "advisory"
        }),
        agreed: agreed.as_ref().map(|(why, _)| why.clone()),
        agreed_by: agreed.map(|(_, by)| by),
    }
}

/// The reason of the last direction that moved it, and who gave it.
fn agreed(of: &FileView<'_>, cycle: &Cycle) -> Option<(Text, Text)> {
    let moved = cycle.changes.iter().rev().filter_map(|c| c.by.as_ref());
    let mut given = moved.filter_map(|by| {
        let event = |d: &&Delivered| d.event.id.to_string() == by.as_str();
        let event = &of.delivered.iter().rev().find(event)?.event;
        match &event.body {
            Body::Directed { why, .. } => Some((text(why), text(event.actor))),
            _ => None,
        }
    });
    given.next()
}

fn outcome(cycle: &Cycle) -> &'static str {
    match &cycle.state {
        State::Running => "running",
        State::Met => "met",
        State::MetLate => "met_late",
        State::Dismissed { .. } => "dismissed",
        State::Paused { .. } => "paused",
        State::Stopped { missed: true, .. } => "missed",
        State::Stopped { .. } => "stopped",
        State::Impossible { .. } => "impossible",
    }
}

/// Why it cannot be worked out, or why somebody dismissed it.
fn why(of: &FileView<'_>, cycle: &Cycle) -> Option<Text> {
    let directed = |by: &EventKey| {
        let directions = of.history.directions.iter();
        let mut given = directions.filter(|d| d.event.to_string() == by.as_str());
        given.next().map(|d| text(&d.why))
    };
    match &cycle.state {
        State::Impossible { why } => Some(text(why)),
        State::Dismissed { by } => directed(by),
        _ => None,
    }
}

fn moment(at: &Moment) -> Text {
    match at.time() {
        Some(time) => text(format_args!(
            "{}T{:02}:{:02}",
            at.date(),
            time.hour(),
            time.minute()
        )),
        None => text(at.date()),
    }
}
