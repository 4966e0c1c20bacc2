//! Sentences about an invented place: two working years, a few holidays, clocks that change.

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
fn hours_are_elapsed_hours_when_the_clocks_change() {
    for (from, text, due) in [
        ("2026-09-26 12:00", "24 hours", "2026-09-27 13:00"),
        ("2026-04-04 12:00", "24 hours", "2026-04-05 11:00"),
        ("2026-09-27 01:30", "1 hour", "2026-09-27 03:30"),
        ("2026-09-27 02:30", "1 hour", "2026-09-27 04:30"),
        ("2026-04-05 02:30", "1 hour", "2026-04-05 02:30"),
        ("2026-09-26 12:00", "1 day", "2026-09-27"),
    ] {
        assert_eq!(
            added(from, text, &Counting::default()),
            due,
            "{from} + {text}"
        );
    }
}

#[test]
fn an_instant_in_the_hour_that_happens_twice_stays_itself() {
    let second_pass = "2026-04-04T14:45:00Z".parse().expect("an instant");
    let from = Moment::at_instant(second_pass, zone());
    let due = somewhere()
        .add(&from, &interval("1 hour"), &Counting::default())
        .expect("a limit");
    assert_eq!(due.by().to_string(), "2026-04-04T15:45:00Z");
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
fn questions_it_cannot_answer_say_why_and_what_to_do() {
    for (from, text, says) in [
        ("2025-12-31", "1 day", "2025-12-31 is outside these years"),
        ("2028-01-01", "1 day", "covers 2026-01-01 to 2027-12-31"),
        ("2027-12-30", "1 week", "2028-01-06 is outside these years"),
        (
            "2027-12-30",
            "9 working days",
            "add the years in a new edition of somewhere",
        ),
        (
            "2027-12-31 23:00",
            "2 hours",
            "2028-01-01 is outside these years",
        ),
        ("2027-05-28", "3 working days", "the moon has not been seen"),
        (
            "2026-05-28",
            "400 working days",
            "the moon has not been seen",
        ),
        (
            "2026-05-28",
            "1000000 working days",
            "2028-01-01 is outside these years",
        ),
        ("2026-05-28", "1000000 years", "further away than dates go"),
        ("2026-05-28", "1000000 hours", "outside these years"),
        (
            "2026-05-28",
            "4 opening hours",
            "needs the opening hours of the service",
        ),
        (
            "2026-05-28",
            "1 school term",
            "knows school terms from 2026-01-26 to 2026-07-03",
        ),
    ] {
        let said = added(from, text, &Counting::default());
        assert!(said.contains(says), "{from} + {text}: {said}");
    }
}

#[test]
fn unsettled_days_refuse_only_questions_that_need_them() {
    assert_eq!(
        added("2027-05-28", "1 working day", &Counting::default()),
        "2027-05-31"
    );
    assert_eq!(
        added("2027-05-28", "2 weeks", &Counting::default()),
        "2027-06-11"
    );
    assert_eq!(
        added("2027-06-30", "1 working day", &Counting::default()),
        "2027-07-01"
    );
    let somewhere = somewhere();
    assert!(somewhere.is_working_day(day("2027-06-10")).is_err());
    assert!(
        somewhere
            .working_days_between(day("2027-05-28"), day("2027-07-01"))
            .is_err()
    );
    assert_eq!(
        somewhere.working_days_between(day("2027-06-30"), day("2027-07-01")),
        Ok(1)
    );
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

#[test]
fn opening_hours_pass_only_while_open() {
    use Weekday::{Friday, Monday, Saturday, Thursday, Tuesday, Wednesday};
    let time = |t: &str| t.parse().expect(t);
    let mut ranges: Vec<_> = [Monday, Tuesday, Wednesday, Thursday, Friday]
        .into_iter()
        .flat_map(|weekday| [("09:00", "12:00"), ("13:00", "17:00")].map(|(o, c)| (weekday, o, c)))
        .collect();
    ranges.push((Saturday, "20:00", "00:00"));
    let range = |(weekday, o, c)| OpenRange {
        weekday,
        opens: time(o),
        closes: time(c),
    };
    let hours = OpeningHours::new(ranges.into_iter().map(range).collect()).expect("good hours");
    let how = Counting {
        opening: Some(hours),
        ..Counting::default()
    };
    for (from, text, due) in [
        ("2026-03-02 09:30", "2 opening hours", "2026-03-02 11:30"),
        ("2026-03-02 11:30", "1 opening hour", "2026-03-02 13:30"),
        ("2026-03-02 16:30", "1 opening hour", "2026-03-03 09:30"),
        ("2026-03-02", "7 opening hours", "2026-03-02 17:00"),
        ("2026-04-02 16:00", "2 opening hours", "2026-04-04 21:00"),
        ("2026-04-04 23:00", "2 opening hours", "2026-04-07 10:00"),
    ] {
        assert_eq!(added(from, text, &how), due, "{from} + {text}");
    }
    for (from, text, due) in [
        ("2026-03-03 09:30", "1 opening hour", "2026-03-02 16:30"),
        ("2026-04-07 10:00", "2 opening hours", "2026-04-04 23:00"),
    ] {
        let found = somewhere()
            .subtract(&moment(from), &interval(text), &how)
            .expect(from);
        assert_eq!(found.to_string(), due, "{from} - {text}");
    }
    let too_long = added("2026-03-02 09:30", "1000000 opening hours", &how);
    assert!(
        too_long.contains("the moon has not been seen"),
        "{too_long}"
    );
}

#[test]
fn opening_hours_report_every_fault() {
    let time = |t: &str| t.parse().expect(t);
    let range = |weekday, o, c| OpenRange {
        weekday,
        opens: time(o),
        closes: time(c),
    };
    assert_eq!(OpeningHours::new(vec![]), Err(vec![OpeningProblem::Never]));
    let faults = OpeningHours::new(vec![
        range(Weekday::Monday, "09:00", "08:00"),
        range(Weekday::Friday, "09:00", "12:00"),
        range(Weekday::Friday, "11:00", "17:00"),
    ])
    .expect_err("two faults");
    assert_eq!(faults.len(), 2, "{faults:?}");
}

#[test]
fn school_terms_are_counted_whole() {
    let somewhere = somewhere();
    let number = |date: &str| {
        somewhere
            .school_term_of(day(date))
            .expect(date)
            .map(|t| t.number)
    };
    assert_eq!(number("2026-01-28"), Some(1));
    assert_eq!(number("2026-04-10"), None);
    assert_eq!(number("2026-07-03"), Some(2));
    assert!(matches!(
        somewhere.school_term_of(day("2026-07-04")),
        Err(CalendarError::OutsideTerms { .. })
    ));
    assert_eq!(
        somewhere.term_dates(2026, 2).map(|t| t.ends_latest),
        Some(day("2026-07-03"))
    );
    assert_eq!(somewhere.term_dates(2026, 3), None);
    for (from, text, starting_day, due) in [
        (
            "2026-02-20",
            "1 school term",
            StartingDay::Exclusive,
            "2026-07-03",
        ),
        (
            "2026-02-20",
            "1 school term",
            StartingDay::Inclusive,
            "2026-04-02",
        ),
        (
            "2026-02-20",
            "2 school terms",
            StartingDay::Inclusive,
            "2026-07-03",
        ),
        (
            "2026-04-10",
            "1 school term",
            StartingDay::Inclusive,
            "2026-07-03",
        ),
    ] {
        let how = Counting {
            starting_day,
            ..Counting::default()
        };
        assert_eq!(
            added(from, text, &how),
            due,
            "{from} + {text}, {starting_day:?}"
        );
    }
    let back = somewhere.subtract(
        &moment("2026-05-01"),
        &interval("1 school term"),
        &Counting::default(),
    );
    assert_eq!(back.expect("a term before").to_string(), "2026-01-26");
    let without = Calendar::new(CalendarData {
        school_terms: vec![],
        ..data()
    })
    .expect("a good calendar");
    assert!(matches!(
        without.school_term_of(day("2026-05-01")),
        Err(CalendarError::NoSchoolTerms { .. })
    ));
}

#[test]
fn bad_data_reports_every_problem() {
    let mut bad = data();
    bad.weekend = (0..7).map(|n| Weekday::Monday.wrapping_add(n)).collect();
    bad.holidays.push(bad.holidays[0].clone());
    bad.holidays.push(Holiday {
        date: day("2030-01-01"),
        name: "Far Day".into(),
        expected: false,
    });
    bad.closed_periods
        .push(span("2026-03-02", "2026-03-01", "Backwards"));
    bad.school_terms.reverse();
    let problems = Calendar::new(bad).expect_err("five problems");
    assert_eq!(problems.len(), 5, "{problems:?}");
    for years in [(2027, 2026), (1800, 2000), (2000, 9999)] {
        let bad = CalendarData {
            from_year: years.0,
            to_year: years.1,
            ..data()
        };
        let problems = Calendar::new(bad).expect_err("years that cannot be");
        assert!(
            matches!(problems[..], [DataProblem::Years { .. }]),
            "{years:?}"
        );
    }
}
