//! Days to a limit as a worker checks them.

use jiff::civil::{Date, Weekday, date};
use jiff::tz::TimeZone;

use domain::calendar::{
    Calendar, CalendarData, Counting, Due, Explanation, Holiday, Interval, Moment,
};
use domain::clock::{Change, ChangeKind, EventKey, Reasons};

use crate::picture::days::{Count, Days, sentence, sentences};

fn calendar() -> Calendar {
    let holiday = |date: Date, name: &str| Holiday {
        date,
        name: name.to_owned(),
        expected: false,
    };
    Calendar::new(CalendarData {
        code: "test".into(),
        title: "Test".into(),
        edition: "1".into(),
        zone: TimeZone::UTC,
        source: Vec::new(),
        note: None,
        from_year: 2025,
        to_year: 2027,
        weekend: vec![Weekday::Saturday, Weekday::Sunday],
        holidays: vec![
            holiday(date(2026, 4, 3), "Good Friday"),
            holiday(date(2026, 4, 6), "Easter Monday"),
        ],
        closed_periods: Vec::new(),
        not_yet_fixed: Vec::new(),
        school_terms: Vec::new(),
    })
    .unwrap()
}

fn reasons(from: Moment, limit: &str) -> Reasons {
    let limit: Interval = limit.parse().unwrap();
    let Explanation { due, days, edition } = calendar()
        .explain(&from, &limit, &Counting::default())
        .unwrap();
    Reasons {
        anchor: from,
        anchored_by: EventKey::new("e"),
        limit: Some(limit),
        back: false,
        days,
        first_due: Some(due),
        changes: Vec::new(),
        due: Some(due),
        edition,
    }
}

fn allocated() -> Reasons {
    let at = date(2026, 4, 2).at(16, 20, 0, 0);
    reasons(Moment::at_civil(at, TimeZone::UTC), "3 working days")
}

#[test]
fn the_days_over_easter_are_told_one_by_one() {
    assert_eq!(
        sentence(&allocated()),
        "3 working days from Thu 2 Apr 2026, 16:20. Not counted: Good Friday 3, Sat 4, Sun 5, Easter Monday 6. \
         Counted: Tue 7, Wed 8, Thu 9. Due Thu 9 Apr, end of day."
    );
}

#[test]
fn the_same_days_fill_two_weeks_of_a_table() {
    let days = Days::of(&allocated()).unwrap();
    assert_eq!(days.caption, "Thu 2 Apr 2026 to Thu 9 Apr 2026");
    assert_eq!(days.weeks.len(), 2);
    let cells: Vec<_> = days.weeks.iter().flat_map(|w| &w.cells).collect();
    let told: Vec<(&str, String)> = cells
        .iter()
        .map(|c| (c.label.as_str(), c.words()))
        .collect();
    let expected = [
        ("30 Mar", ""),
        ("31", ""),
        ("1 Apr", ""),
        ("2", "start"),
        ("3", "not counted: Good Friday"),
        ("4", "not counted: weekend"),
        ("5", "not counted: weekend"),
        ("6", "not counted: Easter Monday"),
        ("7", "counted, day 1"),
        ("8", "counted, day 2"),
        ("9", "counted, day 3; due"),
        ("10", ""),
        ("11", ""),
        ("12", ""),
    ];
    assert_eq!(
        told,
        expected.map(|(label, words)| (label, words.to_owned()))
    );
    assert_eq!(cells[10].count, Count::Counted(3));
}

#[test]
fn what_moved_a_limit_is_told_and_the_first_day_stays_marked() {
    let mut moved = allocated();
    let later = Due::end_of(date(2026, 4, 16), &TimeZone::UTC).unwrap();
    moved.due = Some(later);
    moved.changes.push(Change {
        by: None,
        why: ChangeKind::Extended,
        due: later,
    });
    let told = sentences(&moved);
    let last: Vec<&str> = told
        .iter()
        .rev()
        .take(3)
        .rev()
        .map(String::as_str)
        .collect();
    assert_eq!(
        last,
        [
            "By the rule alone due Thu 9 Apr, end of day.",
            "More time was given: due Thu 16 Apr, end of day.",
            "Due Thu 16 Apr, end of day.",
        ]
    );
    let days = Days::of(&moved).unwrap();
    let cells: Vec<_> = days.weeks.iter().flat_map(|w| &w.cells).collect();
    let due: Vec<_> = cells.iter().filter(|c| c.due).map(|c| c.date).collect();
    let first: Vec<_> = cells.iter().filter(|c| c.was_due).map(|c| c.date).collect();
    assert_eq!(
        (due, first),
        (vec![date(2026, 4, 16)], vec![date(2026, 4, 9)])
    );
}

#[test]
fn many_days_are_told_by_their_ends_and_holidays_by_name() {
    let long = reasons(
        Moment::on(date(2026, 3, 30), TimeZone::UTC),
        "20 working days",
    );
    assert_eq!(
        sentence(&long),
        "20 working days from Mon 30 Mar 2026. Not counted: Good Friday 3 Apr, Sat 4, Sun 5, Easter Monday 6, Sat 11, \
         Sun 12, Sat 18, Sun 19, Sat 25, Sun 26. Counted: 20 days, Tue 31 Mar to Wed 29 Apr. Due Wed 29 Apr, end of day."
    );
}

#[test]
fn hours_need_no_calendar() {
    let at = date(2026, 12, 31).at(16, 20, 0, 0);
    let hours = reasons(Moment::at_civil(at, TimeZone::UTC), "24 hours");
    assert_eq!(
        sentence(&hours),
        "24 hours from Thu 31 Dec 2026, 16:20. Due Fri 1 Jan 2027, 16:20."
    );
}

#[test]
fn long_stretches_leave_out_weeks_in_which_nothing_happens() {
    let far = reasons(Moment::on(date(2026, 1, 5), TimeZone::UTC), "6 months");
    let days = Days::of(&far).unwrap();
    assert_eq!(days.weeks.len(), 2);
    assert_eq!((days.weeks[0].left_out, days.weeks[1].left_out), (0, 24));
}

#[test]
fn without_a_due_moment_there_is_no_table() {
    let mut none = allocated();
    (none.due, none.first_due) = (None, None);
    assert_eq!(Days::of(&none), None);
    assert!(sentence(&none).ends_with("It has no due date."));
}
