//! Limits in days, and the explanation of them.

use super::*;

#[test]
fn limits_are_counted_from_the_day_after_the_starting_day() {
    for (from, text, due) in [
        ("2026-04-02", "1 working day", "2026-04-07"),
        ("2026-04-02", "3 working days", "2026-04-09"),
        ("2026-04-02 16:20", "3 working days", "2026-04-09"),
        ("2026-04-04", "1 working day", "2026-04-07"),
        ("2026-04-02", "same day", "2026-04-02"),
        ("2026-04-02", "3 days", "2026-04-05"),
        ("2026-04-02", "6 weeks", "2026-05-14"),
        ("2026-08-31", "6 months", "2027-02-28"),
        ("2026-01-15", "1 year 2 weeks", "2027-01-29"),
        ("2026-04-02", "1 week 1 working day", "2026-04-10"),
        ("2026-12-24", "1 working day", "2027-01-04"),
        ("2026-11-12", "1 working day", "2026-11-16"),
        ("2026-03-02 09:00", "24 hours", "2026-03-03 09:00"),
        ("2026-03-02 09:00", "1 hour 30 minutes", "2026-03-02 10:30"),
        (
            "2026-03-02 09:00",
            "1 working day 2 hours",
            "2026-03-03 11:00",
        ),
        ("2026-03-02", "72 hours", "2026-03-05 00:00"),
    ] {
        assert_eq!(
            added(from, text, &Counting::default()),
            due,
            "{from} + {text}"
        );
    }
}

#[test]
fn an_inclusive_limit_counts_the_starting_day() {
    let how = Counting {
        starting_day: StartingDay::Inclusive,
        ..Counting::default()
    };
    for (from, text, due) in [
        ("2026-04-02", "3 working days", "2026-04-08"),
        ("2026-04-02", "1 working day", "2026-04-02"),
        ("2026-04-04", "1 working day", "2026-04-07"),
        ("2026-04-02", "7 days", "2026-04-08"),
        ("2026-04-01", "1 month", "2026-04-30"),
        ("2026-03-02 09:00", "24 hours", "2026-03-03 09:00"),
    ] {
        assert_eq!(added(from, text, &how), due, "{from} + {text}");
    }
}

#[test]
fn a_limit_on_a_closed_day_goes_where_it_is_told() {
    use OnClosedDay::{Keep, NextWorkingDay, PreviousWorkingDay};
    for (from, text, rule, due) in [
        ("2026-03-28", "1 week", Keep, "2026-04-04"),
        ("2026-03-28", "1 week", NextWorkingDay, "2026-04-07"),
        ("2026-03-28", "1 week", PreviousWorkingDay, "2026-04-02"),
        ("2026-04-04", "1 day", PreviousWorkingDay, "2026-04-07"),
        (
            "2026-03-27 10:00",
            "24 hours",
            NextWorkingDay,
            "2026-03-30 10:00",
        ),
        ("2026-03-25", "1 week", NextWorkingDay, "2026-04-01"),
    ] {
        let how = Counting {
            on_closed_day: rule,
            ..Counting::default()
        };
        assert_eq!(added(from, text, &how), due, "{from} + {text}, {rule:?}");
    }
}

#[test]
fn counting_back_counts_the_days_before() {
    let somewhere = somewhere();
    for (from, text, how, due) in [
        (
            "2026-04-09",
            "3 working days",
            Counting::default(),
            "2026-04-02",
        ),
        ("2026-04-09", "1 week", Counting::default(), "2026-04-02"),
        ("2026-05-31", "3 months", Counting::default(), "2026-02-28"),
        (
            "2026-03-03 09:00",
            "24 hours",
            Counting::default(),
            "2026-03-02 09:00",
        ),
        (
            "2026-04-09",
            "3 working days",
            Counting {
                starting_day: StartingDay::Inclusive,
                ..Counting::default()
            },
            "2026-04-07",
        ),
        (
            "2026-04-05",
            "1 day",
            Counting {
                on_closed_day: OnClosedDay::NextWorkingDay,
                ..Counting::default()
            },
            "2026-04-02",
        ),
    ] {
        let found = somewhere
            .subtract(&moment(from), &interval(text), &how)
            .expect(from);
        assert_eq!(found.to_string(), due, "{from} - {text}");
    }
}

#[test]
fn a_day_ends_when_the_next_begins_in_the_zone() {
    let due = somewhere()
        .add(
            &moment("2026-09-25"),
            &interval("2 days"),
            &Counting::default(),
        )
        .expect("a limit");
    assert_eq!(due.by().to_string(), "2026-09-27T11:00:00Z");
    assert!(!due.is_missed_at("2026-09-27T10:59:59Z".parse().expect("an instant")));
    assert!(due.is_missed_at("2026-09-27T11:00:00Z".parse().expect("an instant")));
}

#[test]
fn a_closed_day_says_why() {
    let somewhere = somewhere();
    for (date, why) in [
        ("2026-04-02", None),
        ("2026-04-03", Some("Spring Friday")),
        ("2026-04-04", Some("Saturday")),
        ("2026-08-15", Some("Saturday Fair")),
        (
            "2026-11-13",
            Some("Founder's Day (expected, not yet proclaimed)"),
        ),
        ("2026-12-29", Some("Closed over the new year")),
    ] {
        let closed = somewhere
            .closed(day(date))
            .expect(date)
            .map(|c| c.to_string());
        assert_eq!(closed.as_deref(), why, "{date}");
    }
}

#[test]
fn an_explanation_lists_each_day_with_its_number_or_reason() {
    let explained = |from: &str, text: &str, how: &Counting| {
        let found = somewhere()
            .explain(&moment(from), &interval(text), how)
            .expect(from);
        let line = |d: &CountedDay| match (d.number, &d.closed) {
            (Some(n), _) => format!("{} {n}", d.date),
            (None, Some(why)) => format!("{} {why}", d.date),
            (None, None) => format!("{} -", d.date),
        };
        (
            found.due.to_string(),
            found.days.iter().map(line).collect::<Vec<_>>(),
        )
    };
    let (due, days) = explained("2026-04-02", "2 working days", &Counting::default());
    assert_eq!(due, "2026-04-08");
    assert_eq!(
        days,
        [
            "2026-04-02 -",
            "2026-04-03 Spring Friday",
            "2026-04-04 Saturday",
            "2026-04-05 Sunday",
            "2026-04-06 Spring Monday",
            "2026-04-07 1",
            "2026-04-08 2"
        ]
    );
    let how = Counting {
        on_closed_day: OnClosedDay::PreviousWorkingDay,
        ..Counting::default()
    };
    let (due, days) = explained("2026-03-28", "1 week", &how);
    assert_eq!(due, "2026-04-02");
    assert_eq!(
        days,
        [
            "2026-04-04 Saturday",
            "2026-04-03 Spring Friday",
            "2026-04-02 -"
        ]
    );
    assert_eq!(
        explained("2026-03-02", "1 week", &Counting::default()).1,
        [""; 0]
    );
    assert_eq!(
        explained("2026-03-02 10:00", "3 hours", &Counting::default()).1,
        [""; 0]
    );
}
