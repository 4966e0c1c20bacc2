//! Questions and data that are refused, and what is said.

use super::*;

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
