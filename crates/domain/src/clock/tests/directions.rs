//! What managers direct, and what a service's own settings tighten.

use super::*;

fn cycle(anchor: &str, number: u32) -> Target {
    Target::Cycle(CycleKey {
        anchor: anchor.into(),
        number,
    })
}

#[test]
fn more_time_less_time_and_not_needed() {
    let table = [
        (
            Act::Extend {
                to: on("2026-03-20"),
            },
            "2026-03-20: open",
        ),
        (
            Act::Extend {
                to: on("2026-03-03"),
            },
            "2026-03-16: open",
        ),
        (Act::ExtendBy(by("2 working days")), "2026-03-18: open"),
        (
            Act::BringForward {
                to: on("2026-03-06"),
            },
            "2026-03-06: open",
        ),
        (
            Act::BringForward {
                to: on("2026-03-26"),
            },
            "2026-03-16: open",
        ),
        (Act::Dismiss, "2026-03-16: dismissed"),
        (
            Act::SetInterval(by("15 working days").into()),
            "2026-03-23: open",
        ),
        (
            Act::SetInterval(by("3 working days").into()),
            "2026-03-09: open",
        ),
    ];
    for (act, expected) in table {
        let mut signals = signals(&["2026-03-02"], &[]);
        signals.directions = vec![direct("2026-03-04", cycle("s1", 1), act.clone())];
        let def = within("10 working days");
        assert_eq!(
            told(&def, &signals),
            [format!("s1 1 {expected}")],
            "{act:?}"
        );
        assert_eq!(
            made(&def, &signals)[0].first_due.map(|d| d.date()),
            Some(date("2026-03-16"))
        );
    }
}

#[test]
fn each_change_names_the_event_behind_it() {
    let mut signals = signals(&["2026-03-02"], &[]);
    signals.pauses = vec![span("2026-03-04", Some("2026-03-05"))];
    signals.directions = vec![direct(
        "2026-03-06",
        Target::Latest,
        Act::ExtendBy(by("1 week")),
    )];
    let changes: Vec<String> = made(&within("5 days"), &signals)[0]
        .changes
        .iter()
        .map(|c| {
            format!(
                "{:?} by {} to {}",
                c.why,
                c.by.as_ref().map_or("settings", |k| k.as_str()),
                c.due
            )
        })
        .collect();
    assert_eq!(
        changes,
        [
            "Paused by span 2026-03-04 to 2026-03-09",
            "Extended by direction 2026-03-06 to 2026-03-16"
        ]
    );
}

#[test]
fn a_direction_reaches_the_cycle_that_was_open_and_no_other() {
    let def = every(vec![Phase::always(by("10 working days"))]);
    let visits = ["2026-03-10", "2026-03-20"];
    let plain = told(&def, &signals(&["2026-03-02"], &visits));
    let table = [
        (
            "2026-03-05",
            Target::Latest,
            ["2026-03-23", "2026-03-24", "2026-04-07"],
        ),
        (
            "2026-03-12",
            Target::Latest,
            ["2026-03-16", "2026-03-31", "2026-04-07"],
        ),
        (
            "2026-03-12",
            Target::All,
            ["2026-03-16", "2026-03-31", "2026-04-07"],
        ),
        (
            "2026-03-12",
            Target::About("s1".into()),
            ["2026-03-16", "2026-03-31", "2026-04-07"],
        ),
        (
            "2026-03-12",
            Target::About("s2".into()),
            ["2026-03-16", "2026-03-24", "2026-04-07"],
        ),
        (
            "2026-04-01",
            cycle("s1", 1),
            ["2026-03-23", "2026-03-24", "2026-04-07"],
        ),
        (
            "2026-04-01",
            cycle("s1", 9),
            ["2026-03-16", "2026-03-24", "2026-04-07"],
        ),
    ];
    for (at, to, expected) in table {
        let mut signals = signals(&["2026-03-02"], &visits);
        signals.directions = vec![direct(at, to.clone(), Act::ExtendBy(by("1 week")))];
        let made = made(&def, &signals);
        let due: Vec<String> = made
            .iter()
            .map(|c| c.due.map_or("none".into(), |d| d.to_string()))
            .collect();
        assert_eq!(due, expected, "{at} {to:?}");
        assert_eq!(made.len(), plain.len());
    }
}

/// The next visit is counted from when the one not needed was due; excused late, from then.
#[test]
fn a_dismissed_cycle_of_a_repeat_leads_to_the_next() {
    let def = every(vec![Phase::always(by("4 weeks"))]);
    let table = [("2026-03-10", "2026-04-27"), ("2026-04-03", "2026-05-01")];
    for (at, next) in table {
        let mut signals = signals(&["2026-03-02"], &[]);
        signals.directions = vec![direct(at, Target::Latest, Act::Dismiss)];
        let next = format!("s1 2 {next}: open");
        assert_eq!(
            told(&def, &signals),
            ["s1 1 2026-03-30: dismissed".to_owned(), next],
            "{at}"
        );
    }
}

/// Visits as the manager directs: weekly from now on, later as usual again.
#[test]
fn a_directed_interval_lasts_until_the_next_direction() {
    let def = every(vec![Phase::always(by("4 weeks"))]);
    let mut signals = signals(&["2026-03-02"], &["2026-03-16", "2026-03-22", "2026-03-28"]);
    signals.directions = vec![
        direct(
            "2026-03-10",
            Target::Latest,
            Act::SetInterval(by("1 week").into()),
        ),
        direct("2026-03-25", Target::Latest, Act::UsualInterval),
    ];
    assert_eq!(
        told(&def, &signals),
        [
            "s1 1 2026-03-17: met by m1",
            "s1 2 2026-03-23: met by m2",
            "s1 3 2026-03-29: met by m3",
            "s1 4 2026-04-25: open"
        ]
    );
}

#[test]
fn a_services_own_limit_can_only_be_stricter_and_only_from_its_date() {
    let tightened = |limit: &str, from: Option<&str>| Definition {
        tightened: vec![Tightened {
            from: from.map(date),
            limit: by(limit).into(),
        }],
        ..within("10 working days")
    };
    let signals = signals(&["2026-03-02"], &[]);
    let table = [
        (tightened("5 working days", None), "2026-03-09"),
        (tightened("15 working days", None), "2026-03-16"),
        (
            tightened("5 working days", Some("2026-03-02")),
            "2026-03-09",
        ),
        (
            tightened("5 working days", Some("2026-03-03")),
            "2026-03-16",
        ),
    ];
    for (def, expected) in table {
        assert_eq!(told(&def, &signals), [format!("s1 1 {expected}: open")]);
    }
}
