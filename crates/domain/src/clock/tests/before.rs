//! Limits counted back from a date, which may move.

use super::*;

/// A report to the family no later than three working days before the conference.
#[test]
fn counting_back_follows_the_date_when_it_moves_and_keeps_the_cycle() {
    let def = Definition::new(
        "test",
        Rule::Before {
            by: by("3 working days").into(),
        },
    );
    let table = [
        ("2026-04-08", "2026-04-08: 2026-04-01"),
        ("2026-04-10 14:00", "2026-04-10: 2026-04-07"),
        ("2026-04-15", "2026-04-15: 2026-04-10"),
    ];
    for (conference, expected) in table {
        let cycle = &made(&def, &signals(&[conference], &["2026-04-02"]))[0];
        let due = cycle.due.map(|due| due.to_string()).unwrap_or_default();
        assert_eq!(format!("{}: {due}", cycle.anchor.date()), expected);
        assert_eq!(
            cycle.key,
            CycleKey {
                anchor: "s1".into(),
                number: 1
            }
        );
        let late = conference == "2026-04-08";
        assert_eq!(cycle.state, if late { State::MetLate } else { State::Met });
    }
}

/// Two conferences half a year apart, a report for the second only.
#[test]
fn what_was_done_for_the_next_date_does_not_meet_the_one_before() {
    let def = Definition::new(
        "test",
        Rule::Before {
            by: by("3 working days").into(),
        },
    );
    let mut signals = signals(&["2026-03-10", "2026-09-10"], &["2026-09-01"]);
    assert_eq!(
        told(&def, &signals),
        ["s1 1 2026-03-05: open", "s2 1 2026-09-07: met by m1"]
    );
    // Named for the first it is its late report, whenever it came.
    signals.met[0].about = Some("s1".into());
    assert_eq!(
        told(&def, &signals),
        ["s1 1 2026-03-05: late by m1", "s2 1 2026-09-07: open"]
    );
}

/// A check that must come before the first visit; a meeting before a planned placement starts.
#[test]
fn before_a_moment_means_before_that_moment() {
    let def = Definition::new(
        "test",
        Rule::Before {
            by: Limit::default(),
        },
    );
    let table = [
        ("2026-03-01", "met by m1"),
        ("2026-03-02 09:59", "met by m1"),
        ("2026-03-02 10:01", "late by m1"),
    ];
    for (met, expected) in table {
        let expected = format!("s1 1 2026-03-02 10:00: {expected}");
        assert_eq!(
            told(&def, &signals(&["2026-03-02 10:00"], &[met])),
            [expected]
        );
    }
}

/// The next review date typed on a plan: the review that typed it is not the one it asks for.
#[test]
fn a_date_given_by_a_record_is_not_met_by_the_record_that_gave_it() {
    let def = Definition::new(
        "test",
        Rule::Before {
            by: Limit::default(),
        },
    );
    let mut signals = signals(&["2026-06-01", "2026-09-01"], &["2026-03-02", "2026-06-03"]);
    signals.starts[0].given_by = Some("m1".into());
    signals.starts[0].since = Some(on("2026-03-02"));
    signals.starts[1].given_by = Some("m2".into());
    signals.starts[1].since = Some(on("2026-06-03"));
    assert_eq!(
        told(&def, &signals),
        ["s1 1 2026-06-01: late by m2", "s2 1 2026-09-01: open"]
    );
}

/// A return due on dates that are listed, one of which was put off.
#[test]
fn each_of_several_listed_dates_is_due_for_itself() {
    let def = Definition {
        exclusive: true,
        ..Definition::new(
            "test",
            Rule::Before {
                by: Limit::default(),
            },
        )
    };
    let mut signals = signals(&["2026-07-10", "2026-12-10"], &["2026-07-13", "2026-12-01"]);
    assert_eq!(
        told(&def, &signals),
        ["s1 1 2026-07-10: late by m1", "s2 1 2026-12-10: met by m2"]
    );
    signals.starts[0].at = on("2026-07-31");
    signals.starts[0].given_by = Some("relaxation".into());
    assert_eq!(
        told(&def, &signals),
        ["s1 1 2026-07-31: met by m1", "s2 1 2026-12-10: met by m2"]
    );
}

/// Two conferences, the second arranged before the first was held.
#[test]
fn a_date_set_early_takes_nothing_from_the_one_before_it() {
    let def = Definition::new(
        "test",
        Rule::Before {
            by: by("3 working days").into(),
        },
    );
    let mut both = signals(&["2026-03-10", "2026-09-10"], &["2026-03-02"]);
    both.starts[0].since = Some(on("2026-02-01"));
    both.starts[1].since = Some(on("2026-02-20"));
    assert_eq!(
        told(&def, &both),
        ["s1 1 2026-03-05: met by m1", "s2 1 2026-09-07: open"]
    );
    both.met.push(Met::new("m2", on("2026-09-01")));
    assert_eq!(told(&def, &both)[1], "s2 1 2026-09-07: met by m2");
    // Two on one day share what was done for them.
    let same = signals(&["2026-03-10", "2026-03-10 14:00"], &["2026-03-02"]);
    assert_eq!(
        told(&def, &same),
        ["s1 1 2026-03-05: met by m1", "s2 1 2026-03-05: met by m1"]
    );
}
