//! So many, or so much, in each period.

use super::*;

fn per(period: Period, need: Vec<Need>) -> Definition {
    let rule = Rule::PerPeriod {
        period,
        need,
        due: PeriodDue::End,
        partial: Partial::Excused,
    };
    Definition::new("test", rule)
}

fn due_in(mut def: Definition, when: PeriodDue) -> Definition {
    if let Rule::PerPeriod { due, .. } = &mut def.rule {
        *due = when;
    }
    def
}

const CALENDAR_YEAR: Period = Period::YearFrom { month: 1, day: 1 };

/// Two meetings in each calendar year.
#[test]
fn at_least_two_in_a_calendar_year() {
    let signals = signals(&["2025-01-01"], &["2025-02-01", "2025-11-03", "2026-05-01"]);
    let def = per(CALENDAR_YEAR, vec![Need::count(2)]);
    assert_eq!(
        told(&def, &signals),
        ["s1 1 2025-12-31: met by m2", "s1 2 2026-12-31: open"]
    );
    let made = made(&def, &signals);
    assert_eq!(made[1].progress, [Progress { have: 1, need: 2 }]);
    assert_eq!(made[1].status(instant("2026-12-31 23:00")), Status::Open);
    assert_eq!(made[1].status(instant("2027-01-01")), Status::Missed);
}

/// The first, broken year is left out, or asked for.
#[test]
fn a_period_that_had_begun_is_left_out_unless_asked_for() {
    let signals = signals(&["2025-10-01"], &[]);
    let mut def = per(CALENDAR_YEAR, vec![Need::count(2)]);
    assert_eq!(told(&def, &signals), ["s1 1 2026-12-31: open"]);
    if let Rule::PerPeriod { partial, .. } = &mut def.rule {
        *partial = Partial::Required;
    }
    assert_eq!(
        told(&def, &signals),
        ["s1 1 2025-12-31: open", "s1 2 2026-12-31: open"]
    );
}

/// An hour of supervision in each fortnight of employment; twenty hours of learning in a year from a date.
#[test]
fn quantities_add_up() {
    let mut fortnights = signals(&["2026-03-02"], &["2026-03-03", "2026-03-12", "2026-03-20"]);
    for (met, minutes) in fortnights.met.iter_mut().zip([30, 30, 45]) {
        met.quantity = minutes;
    }
    let def = per(Period::Every(by("2 weeks")), vec![Need::quantity(60)]);
    let made = made_to("2026-03-20", &def, &fortnights);
    let lines: Vec<String> = made.iter().map(line).collect();
    assert_eq!(
        lines,
        ["s1 1 2026-03-15: met by m2", "s1 2 2026-03-29: open"]
    );
    assert_eq!(made[1].progress, [Progress { have: 45, need: 60 }]);
    let def = per(
        Period::YearFrom { month: 7, day: 1 },
        vec![Need::quantity(20)],
    );
    assert_eq!(
        told(&def, &signals(&["2026-07-01"], &[])),
        ["s1 1 2027-06-30: open"]
    );
}

/// A fortnight that is leave from end to end asks for nothing; one that is leave in part still does.
#[test]
fn a_period_of_leave_is_excused() {
    let mut signals = signals(&["2026-03-02"], &["2026-03-03"]);
    signals.pauses = vec![span("2026-03-10", Some("2026-03-29"))];
    let def = per(Period::Every(by("2 weeks")), vec![Need::count(1)]);
    let lines: Vec<String> = made_to("2026-04-01", &def, &signals)
        .iter()
        .map(line)
        .collect();
    assert_eq!(
        lines,
        [
            "s1 1 2026-03-15: met by m1",
            "s1 2 2026-03-29: Excused",
            "s1 3 2026-04-12: open"
        ]
    );
}

/// Twice in the year, one unannounced.
#[test]
fn of_these_at_least_one_with_a_mark() {
    let def = per(
        CALENDAR_YEAR,
        vec![Need::count(2), Need::count(1).with(0b10)],
    );
    let mut signals = signals(&["2026-01-01"], &["2026-02-01", "2026-03-01", "2026-04-01"]);
    assert_eq!(told(&def, &signals), ["s1 1 2026-12-31: open"]);
    signals.met[2].flags = 0b11;
    assert_eq!(told(&def, &signals), ["s1 1 2026-12-31: met by m3"]);
}

#[test]
fn periods_of_every_kind_end_where_they_should() {
    let table = [
        (
            Period::Day,
            "2026-03-07",
            vec!["2026-03-07", "2026-03-08", "2026-03-09"],
        ),
        // A desk that is covered on working days.
        (
            Period::WorkingDay,
            "2026-04-02",
            vec!["2026-04-02", "2026-04-07", "2026-04-08"],
        ),
        (
            Period::Week {
                starts: Weekday::Monday,
            },
            "2026-03-02",
            vec!["2026-03-08", "2026-03-15", "2026-03-22"],
        ),
        // Each month; every other month; each quarter.
        (
            Period::Months { each: 1 },
            "2026-02-01",
            vec!["2026-02-28", "2026-03-31", "2026-04-30"],
        ),
        (
            Period::Months { each: 2 },
            "2026-03-01",
            vec!["2026-04-30", "2026-06-30", "2026-08-31"],
        ),
        (
            Period::Months { each: 3 },
            "2026-01-01",
            vec!["2026-03-31", "2026-06-30", "2026-09-30"],
        ),
        // Once a term.
        (
            Period::SchoolTerm,
            "2026-02-02",
            vec!["2026-04-02", "2026-07-03", "2026-09-25"],
        ),
        // Months counted from the start in one go do not drift.
        (
            Period::Every(by("1 month")),
            "2026-01-31",
            vec!["2026-02-27", "2026-03-30", "2026-04-29"],
        ),
        (
            Period::Every(by("10 working days")),
            "2026-03-02",
            vec!["2026-03-15", "2026-03-29", "2026-04-14"],
        ),
    ];
    for (period, from, expected) in table {
        let made = made(
            &per(period.clone(), vec![Need::count(1)]),
            &signals(&[from], &[]),
        );
        let ends: Vec<String> = made
            .iter()
            .take(3)
            .map(|c| c.due.map_or("none".into(), |d| d.to_string()))
            .collect();
        assert_eq!(ends, expected, "{period:?}");
    }
}

#[test]
fn terms_nobody_has_published_are_said_to_be_missing() {
    let made = made(
        &per(Period::SchoolTerm, vec![Need::count(1)]),
        &signals(&["2026-02-02"], &[]),
    );
    assert_eq!(made.len(), 4);
    let State::Impossible { why } = &made[3].state else {
        panic!("expected an explanation")
    };
    assert!(why.to_string().contains("school terms"), "{why}");
}

/// Three times during a course.
#[test]
fn a_whole_from_start_to_end() {
    let def = per(Period::Whole, vec![Need::count(3)]);
    let mut signals = signals(&["2026-03-02"], &["2026-03-10", "2026-04-01", "2026-05-29"]);
    assert_eq!(told(&def, &signals), ["s1 1 no due date: impossible"]);
    signals.starts[0].until = Some(on("2026-05-29"));
    assert_eq!(told(&def, &signals), ["s1 1 2026-05-29: met by m3"]);
}

/// A check on the first Monday; a report by the fifth working day; a rota two months ahead.
#[test]
fn a_period_may_be_due_before_it_ends_or_begins() {
    let months = || per(Period::Months { each: 1 }, vec![Need::count(1)]);
    let first_monday = due_in(
        months(),
        PeriodDue::NthWeekday {
            nth: 1,
            day: Weekday::Monday,
        },
    );
    let checks = signals(&["2026-06-01"], &["2026-06-01", "2026-07-07"]);
    assert_eq!(
        told(&first_monday, &checks)[..2],
        ["s1 1 2026-06-01: met by m1", "s1 2 2026-07-06: late by m2"]
    );
    let fifth = due_in(months(), PeriodDue::After(by("5 working days")));
    assert_eq!(
        told(&fifth, &checks)[..2],
        ["s1 1 2026-06-05: met by m1", "s1 2 2026-07-07: met by m2"]
    );
    let ahead = due_in(months(), PeriodDue::Ahead(by("2 months")));
    let rotas = signals(&["2026-06-01"], &["2026-03-20", "2026-05-01", "2026-05-02"]);
    assert_eq!(
        told(&ahead, &rotas)[..4],
        [
            "s1 1 2026-04-01: met by m1",
            "s1 2 2026-05-01: met by m2",
            "s1 3 2026-06-01: met by m3",
            "s1 4 2026-07-01: open"
        ]
    );
}

#[test]
fn periods_end_with_their_series() {
    let def = per(Period::Months { each: 1 }, vec![Need::count(1)]);
    let mut signals = signals(&["2026-01-01"], &["2026-01-20"]);
    signals.stops = vec![Stop::new("x", on("2026-03-10"))];
    assert_eq!(
        told(&def, &signals),
        [
            "s1 1 2026-01-31: met by m1",
            "s1 2 2026-02-28: open",
            "s1 3 2026-03-31: Stop"
        ]
    );
}
