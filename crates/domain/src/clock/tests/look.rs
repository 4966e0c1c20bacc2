//! What a cycle looks like as time goes by, when it warns and escalates, and why it is due.

use super::*;

#[test]
fn the_present_time_decides_only_the_look() {
    let def = Definition {
        warn: Some(by("1 working day")),
        escalate: vec![
            Escalation {
                after: None,
                step: 1,
            },
            Escalation {
                after: Some(by("2 working days")),
                step: 2,
            },
        ],
        ..within("3 working days")
    };
    let cycle = &made(&def, &signals(&["2026-04-02 15:00"], &[]))[0];
    let table = [
        ("2026-04-02 15:00", Status::Open),
        ("2026-04-07 23:59", Status::Open),
        ("2026-04-08 00:00", Status::DueSoon),
        ("2026-04-09 23:59", Status::DueSoon),
        ("2026-04-10 00:00", Status::OutOfTimescale),
        ("2027-01-01 00:00", Status::OutOfTimescale),
    ];
    for (now, expected) in table {
        assert_eq!(cycle.status(instant(now)), expected, "{now}");
    }
    let steps: Vec<_> = cycle.escalations.iter().map(|e| (e.step, e.at)).collect();
    assert_eq!(
        steps,
        [(1, instant("2026-04-10")), (2, instant("2026-04-14"))]
    );
}

#[test]
fn a_window_that_has_not_opened_says_so() {
    let step = Step {
        opens: Some(by("5 weeks")),
        limit: by("8 weeks").into(),
        early: Early::Ignored,
    };
    let def = Definition::new("test", Rule::Within { steps: vec![step] });
    let cycle = &made(&def, &signals(&["2026-03-02"], &[]))[0];
    assert_eq!(
        cycle.status(instant("2026-04-05 23:00")),
        Status::NotYetOpen
    );
    assert_eq!(cycle.status(instant("2026-04-06")), Status::Open);
}

#[test]
fn a_cycle_that_will_end_is_open_until_it_does() {
    let mut signals = signals(&["2026-03-02"], &[]);
    signals.holds = Some(vec![span("2026-03-01", Some("2026-03-03"))]);
    let cycle = &made(&within("3 working days"), &signals)[0];
    assert_eq!(cycle.status(instant("2026-03-03 12:00")), Status::Open);
    assert_eq!(cycle.status(instant("2026-03-04")), Status::NotRequired);
}

#[test]
fn why_a_limit_is_due_names_the_days_that_were_not_counted() {
    let (calendar, zone) = (calendar_with(&[]), zone());
    let frame = Frame {
        calendar: &calendar,
        zone: &zone,
        horizon: date("2026-12-31"),
    };
    let def = within("3 working days");
    let mut signals = signals(&["2026-04-02"], &[]);
    signals.directions = vec![direct(
        "2026-04-08",
        Target::Latest,
        Act::ExtendBy(by("1 day")),
    )];
    let cycle = &cycles(&def, &signals, &frame).expect("cycles")[0];
    let reasons = explain(&def, cycle, &frame);
    let days: Vec<String> = reasons
        .days
        .iter()
        .map(|d| match (d.number, &d.closed) {
            (Some(n), _) => format!("{} is day {n}", d.date),
            (None, Some(closed)) => format!("{}: {closed}", d.date),
            (None, None) => format!("{}: starting day", d.date),
        })
        .collect();
    assert_eq!(
        days,
        [
            "2026-04-02: starting day",
            "2026-04-03: Holiday on 2026-04-03",
            "2026-04-04: Saturday",
            "2026-04-05: Sunday",
            "2026-04-06: Holiday on 2026-04-06",
            "2026-04-07 is day 1",
            "2026-04-08 is day 2",
            "2026-04-09 is day 3"
        ]
    );
    assert_eq!(reasons.anchored_by.as_str(), "s1");
    assert_eq!(
        reasons.first_due.map(|d| d.date()),
        Some(date("2026-04-09"))
    );
    assert_eq!(reasons.due.map(|d| d.date()), Some(date("2026-04-10")));
    assert_eq!(
        reasons.changes[0].by.as_ref().map(|k| k.as_str()),
        Some("direction 2026-04-08")
    );
}
