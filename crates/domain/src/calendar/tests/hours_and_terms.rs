//! Limits in hours, opening hours and school terms.

use super::*;

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
