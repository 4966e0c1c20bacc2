//! Cycles of timescales: of each matter under the version of its pack that it runs under, and of the file itself.

use std::cell::Cell;

use domain::calendar::Moment;
use domain::clock::{Cycle, EventKey, State};
use domain::event::PackRef;
use domain::{MatterId, ServiceId};
use pack::practice::{ClockCycle, Place};
use store::derived::{Rows, Text, row};

use super::{FileView, ServiceView, own_services, text};

pub(super) fn rows(of: &FileView<'_>, rows: &mut Rows) {
    for (service, found) in all(of) {
        rows.push(cycle(of, found, &text(service)));
    }
}

/// All cycles of a file: of the file itself, then of each of its matters in the order they were opened.
pub fn cycles(of: &FileView<'_>) -> Vec<ClockCycle> {
    all(of).into_iter().map(|(_, found)| found).collect()
}

fn all(of: &FileView<'_>) -> Vec<(ServiceId, ClockCycle)> {
    let mut found: Vec<(ServiceId, ClockCycle)> = Vec::new();
    for service in own_services(of.history, of.delivered) {
        if let Some(service) = of.services.get(&service) {
            // Two services may work by one pack: a limit on the file they share is one limit, counted by the first.
            let before = found.len();
            for cycle in at(of, None, &service.pack, service) {
                let same = |(_, known): &(ServiceId, ClockCycle)| {
                    known.clock == cycle.clock && known.cycle.key == cycle.cycle.key
                };
                if !found[..before].iter().any(same) {
                    found.push((service.id, cycle));
                }
            }
        }
    }
    for matter in &of.history.matters {
        if let Some(service) = of.services.get(&matter.service) {
            let cycles = at(of, Some(matter.id), &matter.pack, service);
            found.extend(cycles.into_iter().map(|c| (service.id, c)));
        }
    }
    found
}

fn at(
    of: &FileView<'_>,
    matter: Option<MatterId>,
    pack: &PackRef,
    service: &ServiceView,
) -> Vec<ClockCycle> {
    let Some(pack) = (of.practice)(pack) else {
        return Vec::new();
    };
    let failed = Cell::new(false);
    pack::practice::cycles(&Place {
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
    })
}

fn cycle(of: &FileView<'_>, found: ClockCycle, service: &Text) -> row::Cycle {
    let cycle = &found.cycle;
    let due = cycle.due.as_ref();
    let met = cycle.met.as_ref();
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
    }
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
