//! Conditions, stops and pauses.

use super::*;

/// First and last day of each.
type Spans<'a> = &'a [(&'a str, Option<&'a str>)];

/// While the plan lasts: nothing is asked for outside it.
#[test]
fn a_clock_runs_only_while_its_condition_is_true() {
    let def = every(vec![Phase::always(by("10 working days"))]);
    let mut signals = signals(&["2026-03-02"], &["2026-03-10"]);
    let table: [(Spans, &[&str]); 5] = [
        (
            &[("2026-03-01", None)],
            &["s1 1 2026-03-16: met by m1", "s1 2 2026-03-24: open"],
        ),
        (
            &[("2026-03-01", Some("2026-03-20"))],
            &["s1 1 2026-03-16: met by m1", "s1 2 2026-03-24: Condition"],
        ),
        // It ended when the visit was overdue already: that stays on record.
        (
            &[("2026-03-01", Some("2026-03-25"))],
            &[
                "s1 1 2026-03-16: met by m1",
                "s1 2 2026-03-24: Condition, missed",
            ],
        ),
        (&[], &[]),
        // True again: counted from then.
        (
            &[("2026-03-01", Some("2026-03-05")), ("2026-05-05", None)],
            &["s1 1 2026-03-16: Condition", "s1 2 2026-05-19: open"],
        ),
    ];
    for (spans, expected) in table {
        signals.holds = Some(spans.iter().map(|(from, to)| span(from, *to)).collect());
        assert_eq!(told(&def, &signals), expected, "{spans:?}");
    }
}

#[test]
fn spans_that_touch_are_one() {
    let mut signals = signals(&["2026-03-02"], &[]);
    signals.holds = Some(vec![
        span("2026-03-10", None),
        span("2026-03-01", Some("2026-03-12")),
    ]);
    assert_eq!(
        told(&within("10 working days"), &signals),
        ["s1 1 2026-03-16: open"]
    );
}

#[test]
fn a_stop_ends_what_runs_and_not_what_starts_after_it() {
    let mut signals = signals(&["2026-03-02", "2026-03-16"], &[]);
    signals.stops = vec![Stop::new("x", on("2026-03-04"))];
    let def = within("3 working days");
    assert_eq!(
        told(&def, &signals),
        ["s1 1 2026-03-05: Stop", "s2 1 2026-03-19: open"]
    );
    signals.stops[0].about = Some("s2".into());
    assert_eq!(
        told(&def, &signals),
        ["s1 1 2026-03-05: open", "s2 1 2026-03-19: open"]
    );
    signals.stops[0].at = on("2026-03-20");
    assert_eq!(
        told(&def, &signals),
        ["s1 1 2026-03-05: open", "s2 1 2026-03-19: Stop, missed"]
    );
}

#[test]
fn a_date_that_passed_unmet_is_ended_by_what_ends_the_rest() {
    let mut signals = signals(&["2026-03-02"], &[]);
    signals.starts[0].since = Some(on("2026-02-02"));
    signals.stops = vec![Stop::new("x", on("2026-03-20"))];
    let rule = crate::clock::Rule::Before {
        by: Limit::default(),
    };
    let def = Definition::new("review", rule);
    assert_eq!(told(&def, &signals), ["s1 1 2026-03-02: Stop, missed"]);
}

#[test]
fn on_one_day_the_chain_tells_whether_the_stop_or_the_start_came_first() {
    let mut signals = signals(&["2026-03-02"], &[]);
    signals.stops = vec![Stop::new("x", on("2026-03-02"))];
    signals.starts[0].order = 5;
    let def = within("3 working days");
    assert_eq!(told(&def, &signals), ["s1 1 2026-03-05: open"]);
    signals.stops[0].order = 6;
    assert_eq!(told(&def, &signals), ["s1 1 2026-03-05: Stop"]);
}

/// A conference called off, and one whose plan had ended before it.
#[test]
fn counting_back_ends_with_what_it_was_for() {
    let def = Definition::new(
        "test",
        Rule::Before {
            by: by("3 working days").into(),
        },
    );
    let mut signals = signals(&["2026-03-20"], &[]);
    signals.stops = vec![Stop {
        about: Some("s1".into()),
        ..Stop::new("x", on("2026-03-10"))
    }];
    assert_eq!(told(&def, &signals), ["s1 1 2026-03-17: Stop"]);
    signals.stops.clear();
    signals.holds = Some(vec![span("2026-01-01", Some("2026-03-12"))]);
    assert_eq!(told(&def, &signals), ["s1 1 2026-03-17: Condition"]);
}

#[test]
fn time_that_is_paused_is_not_counted() {
    let table = [
        // (limit, pause, due)
        ("5 days", ("2026-03-04", "2026-03-10"), "2026-03-14"),
        ("5 working days", ("2026-03-04", "2026-03-10"), "2026-03-16"),
        ("5 working days", ("2026-03-07", "2026-03-08"), "2026-03-09"),
        (
            "24 hours",
            ("2026-03-02 12:00", "2026-03-02 18:00"),
            "2026-03-03 15:00",
        ),
        // Before the start, and after the due date.
        ("5 days", ("2026-02-20", "2026-03-01"), "2026-03-07"),
        ("5 days", ("2026-03-08", "2026-03-10"), "2026-03-07"),
        ("1 month", ("2026-03-10", "2026-03-19"), "2026-04-12"),
    ];
    for (limit, (from, to), expected) in table {
        let mut signals = signals(&["2026-03-02 09:00"], &[]);
        signals.pauses = vec![span(from, Some(to))];
        let cycle = &made(&within(limit), &signals)[0];
        assert_eq!(
            cycle.due.map(|d| d.to_string()),
            Some(expected.to_owned()),
            "{limit}, {from} to {to}"
        );
        assert_eq!(
            cycle.changes.len(),
            usize::from(cycle.due != cycle.first_due)
        );
    }
}

#[test]
fn while_a_pause_is_open_nothing_is_due() {
    let mut signals = signals(&["2026-03-02"], &[]);
    signals.pauses = vec![span("2026-03-04", None)];
    let cycle = &made(&within("5 days"), &signals)[0];
    assert_eq!(line(cycle), "s1 1 no due date: paused by span 2026-03-04");
    assert_eq!(cycle.status(instant("2026-03-03")), Status::Open);
    assert_eq!(cycle.status(instant("2026-05-01")), Status::Paused);
}
