//! Limits met once, counted forward: in every unit, in steps and windows.

use jiff::civil::Time;

use crate::calendar::{Counting, OnClosedDay, OpenRange, OpeningHours, StartingDay};

use super::*;

/// A single limit from one start: the due moment alone.
fn due(limit: &str, from: &str) -> String {
    let made = made(&within(limit), &signals(&[from], &[]));
    made[0].due.map_or("none".into(), |due| due.to_string())
}

#[test]
fn each_unit_counts_across_weekends_holidays_leap_days_and_changes_of_the_clocks() {
    let table = [
        // Seen within working days of being allocated, over Easter.
        ("3 working days", "2026-04-02", "2026-04-09"),
        ("3 working days", "2026-04-02 16:00", "2026-04-09"),
        // Started on a Saturday: Monday is the first day.
        ("1 working day", "2026-03-07", "2026-03-09"),
        // An assessment of seven weeks of work.
        ("35 working days", "2026-03-02", "2026-04-22"),
        // Calendar days and weeks do not care.
        ("5 days", "2026-04-02", "2026-04-07"),
        ("12 weeks", "2026-03-02", "2026-05-25"),
        // Months end where months end.
        ("1 month", "2026-01-31", "2026-02-28"),
        ("1 month", "2028-01-31", "2028-02-29"),
        ("3 years", "2028-02-29", "2031-02-28"),
        // Before the day is out.
        ("same day", "2026-04-03 23:59", "2026-04-03"),
        // Elapsed hours: the clocks go forward on 29 March and back on 25 October.
        ("24 hours", "2026-03-28 12:00", "2026-03-29 13:00"),
        ("24 hours", "2026-10-24 12:00", "2026-10-25 11:00"),
        ("72 hours", "2026-04-03 09:30", "2026-04-06 09:30"),
        // The time of the start is not known: the day's beginning, so that it is never too late.
        ("24 hours", "2026-03-02", "2026-03-03 00:00"),
        // An age, from a birth before the calendar begins.
        ("15 years 9 months", "2010-06-30", "2026-03-30"),
        ("16 years", "2008-02-29", "2024-02-29"),
        ("18 years", "2008-02-29", "2026-02-28"),
        ("1 school term", "2026-03-10", "2026-07-03"),
    ];
    for (limit, from, expected) in table {
        assert_eq!(due(limit, from), expected, "{limit} from {from}");
    }
}

/// The first day may count; a limit on a closed day may move; hours may be those the desk is open.
#[test]
fn the_way_of_counting_is_the_definitions() {
    let desk = |weekday| OpenRange {
        weekday,
        opens: Time::constant(9, 0, 0, 0),
        closes: Time::constant(17, 0, 0, 0),
    };
    let days = [
        Weekday::Monday,
        Weekday::Tuesday,
        Weekday::Wednesday,
        Weekday::Thursday,
        Weekday::Friday,
    ];
    let opening = OpeningHours::new(days.map(desk).to_vec()).ok();
    let inclusive = Counting {
        starting_day: StartingDay::Inclusive,
        ..Counting::default()
    };
    let next = Counting {
        on_closed_day: OnClosedDay::NextWorkingDay,
        ..Counting::default()
    };
    let previous = Counting {
        on_closed_day: OnClosedDay::PreviousWorkingDay,
        ..Counting::default()
    };
    let open = Counting {
        opening,
        ..Counting::default()
    };
    let table = [
        (&inclusive, "3 working days", "2026-03-02", "2026-03-04"),
        (&inclusive, "7 days", "2026-03-02", "2026-03-08"),
        (&next, "10 days", "2026-03-24", "2026-04-07"),
        (&previous, "10 days", "2026-03-24", "2026-04-02"),
        // From Friday afternoon to the next Monday the desk is open.
        (
            &open,
            "4 opening hours",
            "2026-03-06 15:00",
            "2026-03-09 11:00",
        ),
        // A birth before the calendar's years; the age falls on a Sunday.
        (&next, "16 years", "2010-03-07", "2026-03-09"),
        (&previous, "16 years", "2010-03-07", "2026-03-06"),
    ];
    for (counting, limit, from, expected) in table {
        let def = Definition {
            counting: counting.clone(),
            ..within(limit)
        };
        assert_eq!(
            told(&def, &signals(&[from], &[])),
            [format!("s1 1 {expected}: open")],
            "{limit} from {from}"
        );
    }
}

#[test]
fn a_limit_met_on_its_day_is_in_time_and_the_day_after_is_late() {
    let table = [
        ("2026-04-02", "met by m1"),
        ("2026-04-09", "met by m1"),
        ("2026-04-09 23:59", "met by m1"),
        ("2026-04-10", "late by m1"),
        ("2026-04-10 00:00", "late by m1"),
        // Before the start it is no answer to it.
        ("2026-04-01", "open"),
        ("2026-04-02 14:59", "open"),
    ];
    for (met, expected) in table {
        let signals = signals(&["2026-04-02 15:00"], &[met]);
        assert_eq!(
            told(&within("3 working days"), &signals),
            [format!("s1 1 2026-04-09: {expected}")],
            "{met}"
        );
    }
}

#[test]
fn a_thing_known_by_its_date_alone_gets_the_benefit_of_the_doubt_and_says_so() {
    let table = [
        ("2026-03-03", "met by m1", false),
        ("2026-03-02", "met by m1", false),
        ("2026-03-03 12:00", "met by m1", true),
        ("2026-03-03 12:01", "late by m1", true),
        ("2026-03-04", "late by m1", true),
    ];
    for (met, expected, sure) in table {
        let cycle = &made(&within("24 hours"), &signals(&["2026-03-02 12:00"], &[met]))[0];
        assert_eq!(line(cycle), format!("s1 1 2026-03-03 12:00: {expected}"));
        assert_eq!(cycle.met.as_ref().map(|m| m.sure), Some(sure), "{met}");
    }
}

/// A discussion within 24 hours or one working day, whichever ends sooner.
#[test]
fn the_earliest_of_two_limits_stands() {
    let limit = Limit::earliest_of([by("24 hours"), by("1 working day")]);
    let def = Definition::new(
        "test",
        Rule::Within {
            steps: vec![Step::by(limit)],
        },
    );
    let table = [
        ("2026-03-06 10:00", "2026-03-07 10:00"), // Friday: Saturday, not Monday
        ("2026-03-02 10:00", "2026-03-03 10:00"),
    ];
    for (from, expected) in table {
        assert_eq!(
            told(&def, &signals(&[from], &[])),
            [format!("s1 1 {expected}: open")]
        );
    }
}

/// Oversight on day 5, 10 and 20 of the work; a visit within 24 hours and again within a week.
#[test]
fn each_of_several_steps_from_one_start_needs_a_thing_of_its_own() {
    let steps = ["5 working days", "10 working days", "20 working days"].map(|s| Step::by(by(s)));
    let def = Definition::new(
        "test",
        Rule::Within {
            steps: steps.into(),
        },
    );
    assert_eq!(
        told(
            &def,
            &signals(&["2026-03-02"], &["2026-03-06", "2026-03-17"])
        ),
        [
            "s1 1 2026-03-09: met by m1",
            "s1 2 2026-03-16: late by m2",
            "s1 3 2026-03-30: open"
        ]
    );
    let steps = ["24 hours", "1 week"].map(|s| Step::by(by(s)));
    let def = Definition::new(
        "test",
        Rule::Within {
            steps: steps.into(),
        },
    );
    assert_eq!(
        told(&def, &signals(&["2026-03-02 10:00"], &["2026-03-02 18:00"])),
        ["s1 1 2026-03-03 10:00: met by m1", "s1 2 2026-03-09: open"]
    );
}

/// Peer support in weeks 6 to 8 of a course; a plan that must stay open for eight weeks.
#[test]
fn a_window_takes_nothing_before_it_opens_or_shows_it_as_too_early() {
    let step = |early| Step {
        opens: Some(by("5 weeks")),
        limit: by("8 weeks").into(),
        early,
    };
    let def = |early| {
        Definition::new(
            "test",
            Rule::Within {
                steps: vec![step(early)],
            },
        )
    };
    let both = signals(&["2026-03-02"], &["2026-03-30", "2026-04-06"]);
    assert_eq!(
        told(&def(Early::Ignored), &both),
        ["s1 1 2026-04-27: met by m2"]
    );
    assert_eq!(
        told(&def(Early::Counts), &both),
        ["s1 1 2026-04-27: too early by m1"]
    );
    let open = Step {
        opens: Some(by("8 weeks")),
        limit: Limit::default(),
        early: Early::Counts,
    };
    let def = Definition::new("test", Rule::Within { steps: vec![open] });
    assert_eq!(
        told(&def, &signals(&["2026-03-02"], &["2026-04-20"])),
        ["s1 1 no due date: too early by m1"]
    );
    assert_eq!(
        told(&def, &signals(&["2026-03-02"], &["2026-04-27"])),
        ["s1 1 no due date: met by m1"]
    );
}

/// Every piece of work is written up within three working days of its own date.
#[test]
fn things_that_name_their_start_meet_only_that_one() {
    let mut signals = signals(
        &["2026-03-02", "2026-03-03", "2026-03-04"],
        &["2026-03-05", "2026-03-12"],
    );
    signals.met[0].about = Some("s2".into());
    signals.met[1].about = Some("s1".into());
    assert_eq!(
        told(&within("3 working days"), &signals),
        [
            "s1 1 2026-03-05: late by m2",
            "s2 1 2026-03-06: met by m1",
            "s3 1 2026-03-09: open"
        ]
    );
}

#[test]
fn one_visit_may_count_for_one_limit_only() {
    let both = signals(&["2026-03-02", "2026-03-03"], &["2026-03-04"]);
    let mut def = within("3 working days");
    assert_eq!(
        told(&def, &both),
        ["s1 1 2026-03-05: met by m1", "s2 1 2026-03-06: met by m1"]
    );
    def.exclusive = true;
    assert_eq!(
        told(&def, &both),
        ["s1 1 2026-03-05: met by m1", "s2 1 2026-03-06: open"]
    );
}

/// Several meetings: each starts its own limit, or the first does, or the last.
#[test]
fn a_second_start_runs_beside_or_is_ignored_or_takes_over() {
    let twice = signals(&["2026-03-02", "2026-03-04", "2026-03-20"], &["2026-03-10"]);
    let told = |again| {
        told(
            &Definition {
                again,
                ..within("10 working days")
            },
            &twice,
        )
    };
    let each = [
        "s1 1 2026-03-16: met by m1",
        "s2 1 2026-03-18: met by m1",
        "s3 1 2026-04-07: open",
    ];
    assert_eq!(told(Again::Each), each);
    assert_eq!(told(Again::First), [each[0], each[2]]);
    assert_eq!(
        told(Again::Restart),
        ["s1 1 2026-03-16: StartedAgain", each[1], each[2]]
    );
}

#[test]
fn a_thing_done_a_little_before_counts_where_that_is_credited() {
    let signals = signals(&["2026-03-10"], &["2026-03-06"]);
    let credited = |days| Definition {
        credit_before: Some(by(days)),
        ..within("28 days")
    };
    assert_eq!(
        told(&credited("3 days"), &signals),
        ["s1 1 2026-04-07: open"]
    );
    assert_eq!(
        told(&credited("4 days"), &signals),
        ["s1 1 2026-04-07: met by m1"]
    );
}

#[test]
fn an_event_never_meets_the_cycle_it_starts() {
    let mut signals = signals(&["2026-03-02"], &["2026-03-02"]);
    signals.met[0].key = "s1".into();
    assert_eq!(
        told(&within("4 weeks"), &signals),
        ["s1 1 2026-03-30: open"]
    );
}

#[test]
fn a_date_the_calendar_does_not_cover_is_said_and_spoils_nothing_else() {
    let made = made(
        &within("3 working days"),
        &signals(&["0001-01-01", "2026-03-02", "9999-12-31"], &[]),
    );
    let lines: Vec<String> = made.iter().map(line).collect();
    assert_eq!(
        lines,
        [
            "s1 1 no due date: impossible",
            "s2 1 2026-03-05: open",
            "s3 1 no due date: impossible"
        ]
    );
    let State::Impossible { why } = &made[2].state else {
        panic!("expected an explanation")
    };
    assert!(
        why.to_string()
            .contains("calendar test covers 2015-01-01 to 2060-12-31"),
        "{why}"
    );
}

#[test]
fn a_definition_that_asks_for_nothing_is_refused_with_everything_wrong_with_it() {
    let due = PeriodDue::NthWeekday {
        nth: 6,
        day: Weekday::Monday,
    };
    let rule = Rule::PerPeriod {
        period: Period::Months { each: 0 },
        need: vec![],
        due,
        partial: Partial::Excused,
    };
    use DefinitionProblem::*;
    assert_eq!(
        Definition::new("test", rule).problems(),
        [NoNeed, NoSuchPeriod, NthWeekday]
    );
    assert_eq!(
        Definition::new("test", Rule::Within { steps: vec![] }).problems(),
        [NoSteps]
    );
    assert_eq!(
        every(vec![
            Phase::always(by("1 day")),
            Phase::always(by("2 days"))
        ])
        .problems(),
        [PhaseNeverReached]
    );
}
