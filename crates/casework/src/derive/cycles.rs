//! Cycles of timescales: of each matter under the version of its pack that it runs under, and of the file itself.

use std::cell::Cell;
use std::sync::Arc;

use domain::MatterId;
use domain::calendar::Moment;
use domain::clock::{Cycle, EventKey, State};
use domain::event::PackRef;
use pack::practice::{ClockCycle, Place, cycles};
use store::derived::{Rows, Text, row};

use super::{FileView, ServiceView, own_services, text};

pub(super) fn rows(of: &FileView<'_>, rows: &mut Rows) {
    // Of two services with a timescale of one name on the same event the first in the order of identifiers counts.
    for service in own_services(of.history, of.delivered).into_iter().rev() {
        if let Some(service) = (of.services)(service) {
            place(of, None, &service.pack, &service, rows);
        }
    }
    for matter in &of.history.matters {
        if let Some(service) = (of.services)(matter.service) {
            place(of, Some(matter.id), &matter.pack, &service, rows);
        }
    }
}

fn place(
    of: &FileView<'_>,
    matter: Option<MatterId>,
    pack: &PackRef,
    service: &Arc<ServiceView>,
    rows: &mut Rows,
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
    let service = text(service.id);
    for found in cycles(&place) {
        rows.push(cycle(of, found, &service));
    }
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
