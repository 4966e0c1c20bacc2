//! Sentences about an invented place: two working years, a few holidays, clocks that change.

mod hours_and_terms;
mod limits;
mod refusals;

use super::*;
use jiff::civil::DateTime;

fn day(text: &str) -> Date {
    text.parse().unwrap_or_else(|e| panic!("{text}: {e}"))
}

fn span(from: &str, to: &str, name: &str) -> NamedSpan {
    NamedSpan {
        from: day(from),
        to: day(to),
        name: name.to_owned(),
    }
}

fn term(number: u8, earliest: &str, latest: &str, ends: &str) -> Term {
    let (starts_earliest, starts_latest, ends_latest) = (day(earliest), day(latest), day(ends));
    Term {
        year: 2026,
        number,
        starts_earliest,
        starts_latest,
        ends_latest,
        may_end_sooner: number == 2,
    }
}

/// Clocks go forward an hour at 02:00 on the last Sunday of September and back at 03:00 on the first of April.
fn zone() -> TimeZone {
    TimeZone::posix("STD-12DST,M9.5.0,M4.1.0/3").expect("a zone")
}

fn data() -> CalendarData {
    let holiday = |(date, name, expected): (&str, &str, bool)| Holiday {
        date: day(date),
        name: name.into(),
        expected,
    };
    CalendarData {
        code: "somewhere".into(),
        title: "Somewhere".into(),
        edition: "1".into(),
        zone: zone(),
        source: vec!["invented".into()],
        note: None,
        from_year: 2026,
        to_year: 2027,
        weekend: vec![Weekday::Saturday, Weekday::Sunday],
        holidays: [
            ("2026-04-03", "Spring Friday", false),
            ("2026-04-06", "Spring Monday", false),
            ("2026-11-13", "Founder's Day", true),
            ("2026-08-15", "Saturday Fair", false),
        ]
        .map(holiday)
        .to_vec(),
        closed_periods: vec![span("2026-12-25", "2027-01-03", "Closed over the new year")],
        not_yet_fixed: vec![span(
            "2027-06-01",
            "2027-06-30",
            "the moon has not been seen",
        )],
        school_terms: vec![
            term(1, "2026-01-26", "2026-02-09", "2026-04-02"),
            term(2, "2026-04-20", "2026-04-20", "2026-07-03"),
        ],
    }
}

fn somewhere() -> Calendar {
    Calendar::new(data()).expect("a good calendar")
}

fn moment(text: &str) -> Moment {
    match text.contains(' ') {
        true => Moment::at_civil(text.parse::<DateTime>().expect(text), zone()),
        false => Moment::on(day(text), zone()),
    }
}

fn interval(text: &str) -> Interval {
    text.parse().unwrap_or_else(|e| panic!("{text}: {e}"))
}

fn added(from: &str, text: &str, how: &Counting) -> String {
    match somewhere().add(&moment(from), &interval(text), how) {
        Ok(due) => due.to_string(),
        Err(e) => e.to_string(),
    }
}
