//! The timescales: each as one sentence, grouped by what it hangs on, and all of them in a table by length.

use domain::calendar::{Interval, Unit};
use pack::model::{Clock, Level, Within};

use super::markup::{Out, Row};
use super::name::Book;
use super::rich::{Rich, rich};

pub(super) fn chapter<'a>(book: &Book<'a>, out: &mut Out) {
    let pack: &'a pack::Pack = book.pack;
    if pack.clocks.is_empty() {
        return;
    }
    out.heading(2, "timescales", "Timescales");
    out.paragraph(
        "Nobody counts days: each timescale starts, is met and ends by what is recorded. Unless it says that it goes on, a \
         timescale ends when what it hangs on closes. “Due soon” is shown before, “out of timescale” after.",
    );
    let mut groups: Vec<(String, Vec<&'a Clock>)> = Vec::new();
    for clock in &pack.clocks {
        let on = hangs_on(book, clock);
        match groups.iter_mut().find(|(name, _)| *name == on) {
            Some((_, clocks)) => clocks.push(clock),
            None => groups.push((on, vec![clock])),
        }
    }
    for (on, clocks) in groups {
        let title = match pack.matter(&on) {
            Some(matter) => format!("On {}", matter.title),
            None if on.is_empty() => "On whatever is open".to_owned(),
            None => format!("On the file of {}", book.a_subject(&on)),
        };
        out.heading(3, &format!("timescales-on-{on}"), &title);
        for clock in clocks {
            one(book, clock, out);
        }
    }
    by_length(book, out);
}

fn hangs_on(book: &Book<'_>, clock: &Clock) -> String {
    match (&clock.on, &book.pack.matters[..]) {
        (Some(on), _) => on.to_string(),
        (None, [only]) => only.matter.to_string(),
        (None, _) => String::new(),
    }
}

fn one<'a>(book: &Book<'a>, clock: &'a Clock, out: &mut Out) {
    let name = clock.clock.as_str();
    out.within("div", &[("class", "rule")], |out| {
        out.heading(4, &format!("clock:{name}"), &clock.title);
        let mut said = Rich::default();
        // Steps of an escalation are rules of their own and can be pointed at.
        for index in 0..clock.escalate.len() {
            let anchor = format!("escalation:{name}.{index}");
            said.add(Rich::default().anchored(out, &anchor));
        }
        let sentence = book.timescale(clock);
        said.add(rich![sentence.capital(), " ", book.cited(&clock.clause)]);
        out.paragraph(said);
        let written = book.written(name, clock.clock.span);
        out.line("p", &[("class", "small")], written);
    });
}

/// How long it is: minutes to sort by, the words for it.
fn length(book: &Book<'_>, clock: &Clock) -> (i64, Rich) {
    let minutes = |within: &Within| {
        let text = match within {
            Within::Interval(text) => text.value.as_str(),
            Within::Setting(name) => book.pack.setting(name).map_or("", |s| s.default.as_str()),
        };
        of_text(text)
    };
    let shortest = |all: &[Within]| all.iter().map(minutes).min().unwrap_or(LAST);
    if let Some(by) = &clock.by {
        return (
            minutes(by),
            rich![book.lengths(std::slice::from_ref(by)), " before"],
        );
    }
    if !clock.within.is_empty() {
        return (shortest(&clock.within), book.lengths(&clock.within));
    }
    if !clock.every.is_empty() {
        let every = rich!["every ", book.lengths(&clock.every)];
        return (shortest(&clock.every), every);
    }
    if let Some(at_least) = &clock.at_least {
        let per = at_least.per.as_str();
        let which = if at_least.rolling { "any" } else { "each" };
        return (period(per), Rich::text(&format!("in {which} {per}")));
    }
    if let Some(age) = &clock.at_age {
        return (
            LAST - 1,
            Rich::text(&format!("at the age of {}", age.value)),
        );
    }
    match clock.due_on {
        Some(_) => (LAST, Rich::text("a date in the record")),
        None => (LAST, Rich::default()),
    }
}

const LAST: i64 = i64::MAX;
const HOUR: i64 = 60;
const DAY: i64 = 24 * HOUR;

/// About how many minutes, for sorting only: a working day is a little more than a day.
fn of_text(text: &str) -> i64 {
    let Ok(interval) = text.parse::<Interval>() else {
        return LAST;
    };
    let parts = interval.parts().iter().map(|part| {
        let unit = match part.unit {
            Unit::Years => 365 * DAY,
            Unit::Months => 30 * DAY,
            Unit::Weeks => 7 * DAY,
            Unit::Days => DAY,
            Unit::WorkingDays => DAY + 9 * HOUR,
            Unit::Hours => HOUR,
            Unit::Minutes => 1,
            Unit::OpeningHours => 3 * HOUR,
            Unit::SchoolTerms => 75 * DAY,
            Unit::SameDay => return DAY - HOUR,
        };
        part.n.saturating_mul(unit)
    });
    parts.fold(0, i64::saturating_add)
}

fn period(per: &str) -> i64 {
    match per {
        "week" => 7 * DAY,
        "fortnight" => 14 * DAY,
        "calendar month" => 30 * DAY,
        "quarter" => 91 * DAY,
        "school term" => 75 * DAY,
        "calendar year" => 365 * DAY,
        other if other.starts_with("year") => 365 * DAY,
        other => of_text(other),
    }
}

fn by_length(book: &Book<'_>, out: &mut Out) {
    out.heading(3, "timescales-by-length", "All timescales by length");
    let mut rows: Vec<(i64, Rich, &Clock)> = Vec::new();
    for clock in &book.pack.clocks {
        let (minutes, words) = length(book, clock);
        rows.push((minutes, words, clock));
    }
    rows.sort_by_key(|(minutes, _, clock)| (*minutes, clock.title.clone()));
    let rows = rows.into_iter().map(|(_, words, clock)| {
        let binds = match clock.level {
            Level::Required => "required",
            Level::Advisory => "recommended",
        };
        Row::of(vec![
            book.clock(&clock.clock),
            words,
            clock
                .responsible
                .as_ref()
                .map_or_else(Rich::default, |r| book.role(r)),
            Rich::text(binds),
            book.clauses(&clock.clause),
        ])
    });
    out.table(
        "Timescales, shortest first",
        &["Timescale", "How long", "Responsible", "Binds", "Clauses"],
        rows.collect(),
    );
}
