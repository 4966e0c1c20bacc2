//! Limits that come again: phases, intervals by status, what the next cycle is counted from.

use super::*;

/// The first visit within 7 working days, then at most 10 apart.
#[test]
fn a_repeat_has_another_first_interval_and_each_visit_starts_the_next() {
    let def = every(vec![
        Phase::cycles(1, by("7 working days")),
        Phase::always(by("10 working days")),
    ]);
    assert_eq!(
        told(
            &def,
            &signals(&["2026-03-02"], &["2026-03-10", "2026-03-25"])
        ),
        [
            "s1 1 2026-03-11: met by m1",
            "s1 2 2026-03-24: late by m2",
            "s1 3 2026-04-10: open"
        ]
    );
}

/// The first review within 20 working days, the second after 3 months, later ones at most 6 months apart.
#[test]
fn the_second_interval_may_differ_too() {
    let def = every(vec![
        Phase::cycles(1, by("20 working days")),
        Phase::cycles(1, by("3 months")),
        Phase::always(by("6 months")),
    ]);
    assert_eq!(
        told(
            &def,
            &signals(&["2026-01-05"], &["2026-01-30", "2026-04-30", "2026-08-31"])
        ),
        [
            "s1 1 2026-02-02: met by m1",
            "s1 2 2026-04-30: met by m2",
            "s1 3 2026-10-30: met by m3",
            "s1 4 2027-02-28: open"
        ]
    );
}

/// Weekly for the first six weeks of employment, then fortnightly.
#[test]
fn a_young_series_may_have_a_shorter_interval() {
    let def = every(vec![
        Phase::within(by("6 weeks"), by("1 week")),
        Phase::always(by("2 weeks")),
    ]);
    let weekly = [
        "2026-03-09",
        "2026-03-16",
        "2026-03-23",
        "2026-03-30",
        "2026-04-05",
        "2026-04-12",
        "2026-04-14",
    ];
    let told = told(&def, &signals(&["2026-03-02"], &weekly));
    assert_eq!(
        told[5..],
        [
            "s1 6 2026-04-12: met by m6",
            "s1 7 2026-04-19: met by m7",
            "s1 8 2026-04-28: open"
        ]
    );
}

/// Lists every 12 weeks whatever the day they were last made.
#[test]
fn counted_from_the_due_date_the_grid_does_not_move() {
    let rule = Rule::Repeat {
        phases: vec![Phase::always(by("12 weeks"))],
        from: CountedFrom::Due,
    };
    let def = Definition::new("test", rule);
    assert_eq!(
        told(
            &def,
            &signals(&["2026-01-05"], &["2026-03-20", "2026-06-30"])
        ),
        [
            "s1 1 2026-03-30: met by m1",
            "s1 2 2026-06-22: late by m2",
            "s1 3 2026-09-14: open"
        ]
    );
}

fn in_force(from: &str, to: Option<&str>, limit: &str) -> IntervalInForce {
    IntervalInForce {
        span: span(from, to),
        limit: by(limit).into(),
    }
}

/// Six weeks apart, once agreed as permanent three months; the agreement lengthens the visits after it.
#[test]
fn a_longer_interval_applies_from_the_next_visit_on() {
    let def = every(vec![Phase::always(by("6 weeks"))]);
    let mut signals = signals(&["2026-01-05"], &["2026-02-10", "2026-03-20"]);
    signals.intervals = vec![in_force("2026-03-01", None, "3 months")];
    assert_eq!(
        told(&def, &signals),
        [
            "s1 1 2026-02-16: met by m1",
            "s1 2 2026-03-24: met by m2",
            "s1 3 2026-06-20: open"
        ]
    );
}

/// Casework supervision by status: the smallest interval of those the child has.
#[test]
fn of_several_intervals_in_force_the_smallest_stands() {
    let def = every(Vec::new());
    let mut signals = signals(&["2026-03-02"], &["2026-03-16"]);
    signals.intervals = vec![
        in_force("2026-03-02", None, "3 months"),
        in_force("2026-03-02", None, "8 weeks"),
        in_force("2026-03-20", Some("2026-06-30"), "2 weeks"),
    ];
    // The fortnight begins on 20 March in an open cycle, and counts from there.
    assert_eq!(
        told(&def, &signals),
        ["s1 1 2026-04-27: met by m1", "s1 2 2026-04-03: open"]
    );
    // Its end leaves the cycle that is open as it is, and the next is back to the next smallest.
    signals.met.push(Met::new("m2", on("2026-06-28")));
    signals.met.push(Met::new("m3", on("2026-07-01")));
    assert_eq!(
        told(&def, &signals)[2..],
        ["s1 3 2026-07-12: met by m3", "s1 4 2026-08-26: open"]
    );
}

/// Visits in the home count, others are not handed over: those never reset the clock. A new placement restarts it.
#[test]
fn a_new_placement_ends_the_series_of_the_old_one() {
    let def = Definition {
        again: Again::Restart,
        ..every(vec![Phase::always(by("6 weeks"))])
    };
    assert_eq!(
        told(
            &def,
            &signals(&["2026-01-05", "2026-03-02"], &["2026-02-02"])
        ),
        [
            "s1 1 2026-02-16: met by m1",
            "s1 2 2026-03-16: StartedAgain",
            "s2 1 2026-04-13: open"
        ]
    );
}

/// Twice in any twelve months, one of them unannounced.
#[test]
fn a_rolling_need_is_due_when_what_was_done_stops_being_enough() {
    let rule = |need| {
        Definition::new(
            "test",
            Rule::Rolling {
                window: by("12 months"),
                need,
            },
        )
    };
    let twice = rule(vec![Need::count(2)]);
    let mut signals = signals(&["2026-01-05"], &["2026-03-01", "2026-10-01", "2027-02-01"]);
    assert_eq!(
        told(&twice, &signals),
        [
            "s1 1 2027-01-05: met by m2",
            "s1 2 2027-03-01: met by m3",
            "s1 3 2027-10-01: open"
        ]
    );
    let one_unannounced = rule(vec![Need::count(2), Need::count(1).with(1)]);
    assert_eq!(told(&one_unannounced, &signals), ["s1 1 2027-01-05: open"]);
    signals.met[1].flags = 1;
    assert_eq!(
        told(&one_unannounced, &signals),
        [
            "s1 1 2027-01-05: met by m2",
            "s1 2 2027-03-01: met by m3",
            "s1 3 2027-10-01: open"
        ]
    );
}

#[test]
fn not_more_often_than_shows_what_came_too_soon() {
    let def = Definition::new(
        "test",
        Rule::NoOftenerThan {
            gap: by("10 working days"),
        },
    );
    assert_eq!(
        told(
            &def,
            &signals(&["2026-03-01"], &["2026-03-02", "2026-03-13", "2026-03-27"])
        ),
        [
            "s1 1 no due date: too early by m2",
            "s1 2 no due date: met by m3",
            "s1 3 no due date: open"
        ]
    );
}

#[test]
fn ten_thousand_signals_are_worked_out_in_one_pass() {
    let def = every(vec![Phase::always(by("10 working days"))]);
    let mut many = signals(&["2015-06-01"], &[]);
    let first = date("2015-06-02");
    many.met = (0..10_000)
        .map(|i| {
            let day = first
                .checked_add(jiff::Span::new().days(i))
                .expect("a date");
            Met::new(format!("m{i}").as_str(), Moment::on(day, zone()))
        })
        .collect();
    assert_eq!(made(&def, &many).len(), 10_001);
    many.starts = many
        .met
        .iter()
        .map(|m| Start::new(format!("s {}", m.key).as_str(), m.at.clone()))
        .collect();
    let exclusive = Definition {
        exclusive: true,
        ..within("3 working days")
    };
    assert_eq!(made(&exclusive, &many).len(), 10_000);
}
