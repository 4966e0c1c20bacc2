//! What every shape of time limit comes to, as sentences: a calendar and signals in, one line for each cycle out.

mod before;
mod directions;
mod look;
mod once;
mod period;
mod properties;
mod repeat;
mod spans;

use jiff::civil::{Date, DateTime, Weekday};
use jiff::tz::TimeZone;

use crate::calendar::{Calendar, CalendarData, Holiday, Interval, Moment, Term};

use super::*;

pub(super) fn zone() -> TimeZone {
    TimeZone::get("Europe/London").expect("the zone is bundled")
}

/// Weekends, and in 2026 the holidays 3 and 6 April, 4 and 25 May, 25 and 28 December.
pub(super) fn calendar_with(more: &[Date]) -> Calendar {
    let dates = [
        "2026-04-03",
        "2026-04-06",
        "2026-05-04",
        "2026-05-25",
        "2026-12-25",
        "2026-12-28",
    ];
    let mut days: Vec<Date> = dates
        .iter()
        .map(|d| date(d))
        .chain(more.iter().copied())
        .collect();
    days.sort();
    days.dedup();
    let holiday = |date: Date| Holiday {
        date,
        name: format!("Holiday on {date}"),
        expected: false,
    };
    let term = |number, from, to| Term {
        year: 2026,
        number,
        starts_earliest: date(from),
        starts_latest: date(from),
        ends_latest: date(to),
        may_end_sooner: false,
    };
    Calendar::new(CalendarData {
        code: "test".into(),
        title: "Test".into(),
        edition: "1".into(),
        zone: zone(),
        source: Vec::new(),
        note: None,
        from_year: 2015,
        to_year: 2060,
        weekend: vec![Weekday::Saturday, Weekday::Sunday],
        holidays: days.into_iter().map(holiday).collect(),
        closed_periods: Vec::new(),
        not_yet_fixed: Vec::new(),
        school_terms: vec![
            term(1, "2026-02-02", "2026-04-02"),
            term(2, "2026-04-20", "2026-07-03"),
            term(3, "2026-07-20", "2026-09-25"),
        ],
    })
    .expect("the calendar is sound")
}

pub(super) fn date(text: &str) -> Date {
    text.parse().expect("a date")
}

/// "2026-03-02" or "2026-03-02 15:00".
pub(super) fn on(text: &str) -> Moment {
    match text.split_once(' ') {
        None => Moment::on(date(text), zone()),
        Some((day, time)) => {
            let when: DateTime = format!("{day}T{time}").parse().expect("a date and time");
            Moment::at_civil(when, zone())
        }
    }
}

pub(super) fn instant(text: &str) -> jiff::Timestamp {
    on(text).earliest_instant().expect("an instant")
}

pub(super) fn by(text: &str) -> Interval {
    text.parse().expect("an interval")
}

pub(super) fn within(text: &str) -> Definition {
    Definition::new(
        "test",
        Rule::Within {
            steps: vec![Step::by(by(text))],
        },
    )
}

pub(super) fn every(phases: Vec<Phase>) -> Definition {
    Definition::new(
        "test",
        Rule::Repeat {
            phases,
            from: CountedFrom::LastMet,
        },
    )
}

/// Starts `s1`, `s2` ... and things done `m1`, `m2` ... at these moments.
pub(super) fn signals(starts: &[&str], met: &[&str]) -> Signals {
    let key = |letter: char, i: usize| EventKey::new(format!("{letter}{}", i + 1));
    Signals {
        starts: starts
            .iter()
            .enumerate()
            .map(|(i, at)| Start::new(key('s', i), on(at)))
            .collect(),
        met: met
            .iter()
            .enumerate()
            .map(|(i, at)| Met::new(key('m', i), on(at)))
            .collect(),
        ..Signals::default()
    }
}

pub(super) fn span(from: &str, to: Option<&str>) -> Span {
    Span::new(format!("span {from}").as_str(), on(from), to.map(on))
}

pub(super) fn direct(at: &str, to: Target, act: Act) -> Direction {
    Direction {
        key: format!("direction {at}").as_str().into(),
        at: on(at),
        to,
        act,
        order: 0,
    }
}

pub(super) fn made(def: &Definition, signals: &Signals) -> Vec<Cycle> {
    made_to("2026-12-31", def, signals)
}

pub(super) fn made_to(horizon: &str, def: &Definition, signals: &Signals) -> Vec<Cycle> {
    let (calendar, zone) = (calendar_with(&[]), zone());
    let frame = Frame {
        calendar: &calendar,
        zone: &zone,
        horizon: date(horizon),
    };
    cycles(def, signals, &frame).expect("the definition asks for something")
}

/// One line a cycle: its number, when it is due, what became of it.
pub(super) fn told(def: &Definition, signals: &Signals) -> Vec<String> {
    made(def, signals).iter().map(line).collect()
}

pub(super) fn line(cycle: &Cycle) -> String {
    let due = cycle
        .due
        .map_or("no due date".into(), |due| due.to_string());
    let met = cycle
        .met
        .as_ref()
        .map_or(String::new(), |m| m.key.to_string());
    let state = match &cycle.state {
        State::Running => "open".into(),
        State::Met if cycle.met.as_ref().is_some_and(|m| m.early) => format!("too early by {met}"),
        State::Met => format!("met by {met}"),
        State::MetLate => format!("late by {met}"),
        State::Dismissed { .. } => "dismissed".into(),
        State::Paused { by, .. } => format!("paused by {by}"),
        State::Stopped { why, missed, .. } => {
            format!("{why:?}{}", if *missed { ", missed" } else { "" })
        }
        State::Impossible { .. } => "impossible".into(),
    };
    format!("{} {} {due}: {state}", cycle.key.anchor, cycle.key.number)
}
