//! Laws of counting, tried on calendars made at random.

use super::*;
use proptest::prelude::*;

const FIRST: Date = date(2024, 1, 1);

fn nth_day(n: i64) -> Date {
    FIRST + jiff::Span::new().days(n)
}

/// Two years (731 days) with these days off, by number, and this many weekend days.
fn calendar(off: &[i64], weekend: i64) -> Calendar {
    let mut off = off.to_vec();
    off.sort_unstable();
    off.dedup();
    let holidays = off
        .iter()
        .map(|n| Holiday {
            date: nth_day(*n),
            name: "off".into(),
            expected: false,
        })
        .collect();
    let data = CalendarData {
        code: "random".into(),
        title: "Random".into(),
        edition: "1".into(),
        zone: TimeZone::UTC,
        source: vec![],
        note: None,
        from_year: 2024,
        to_year: 2025,
        weekend: (0..weekend)
            .map(|n| Weekday::Saturday.wrapping_add(n as i8))
            .collect(),
        holidays,
        closed_periods: vec![],
        not_yet_fixed: vec![],
        school_terms: vec![],
    };
    Calendar::new(data).expect("a good calendar")
}

/// Day by day, the slow way.
fn slow_nth(calendar: &Calendar, from: Date, n: i64, forward: bool) -> Option<Date> {
    let mut date = from;
    let mut left = n;
    while left > 0 {
        date = if forward {
            date.tomorrow().ok()?
        } else {
            date.yesterday().ok()?
        };
        left -= i64::from(calendar.is_working_day(date).ok()?);
    }
    Some(date)
}

proptest! {
    #[test]
    fn the_nth_working_day_agrees_with_counting_day_by_day(
        off in prop::collection::vec(0i64..731, 0..60), weekend in 0i64..4, from in 0i64..731, n in 1i64..600,
    ) {
        let calendar = calendar(&off, weekend);
        let from = nth_day(from);
        prop_assert_eq!(calendar.nth_working_day_after(from, n).ok(), slow_nth(&calendar, from, n, true));
        prop_assert_eq!(calendar.nth_working_day_before(from, n).ok(), slow_nth(&calendar, from, n, false));
    }

    #[test]
    fn another_holiday_never_makes_a_limit_earlier(
        off in prop::collection::vec(0i64..731, 0..30), extra in 0i64..731, from in 0i64..400, n in 1i64..100,
        inclusive: bool,
    ) {
        let interval = Interval::of(n, Unit::WorkingDays).expect("an interval");
        let from = Moment::on(nth_day(from), TimeZone::UTC);
        let starting_day = if inclusive { StartingDay::Inclusive } else { StartingDay::Exclusive };
        let how = Counting { starting_day, ..Counting::default() };
        let before = calendar(&off, 2).add(&from, &interval, &how).expect("a limit").date();
        let more: Vec<i64> = off.iter().copied().chain([extra]).collect();
        let after = calendar(&more, 2).add(&from, &interval, &how).expect("a limit").date();
        prop_assert!(after >= before);
    }

    #[test]
    fn counting_back_undoes_counting_on_from_a_working_day(
        off in prop::collection::vec(0i64..731, 0..60), from in 0i64..500, n in 1i64..100,
    ) {
        let calendar = calendar(&off, 2);
        let from = calendar.nth_working_day_after(nth_day(from), 1).expect("a working day");
        let there = calendar.nth_working_day_after(from, n).expect("a limit");
        prop_assert_eq!(calendar.nth_working_day_before(there, n), Ok(from));
    }

    #[test]
    fn counts_of_working_days_add_up(
        off in prop::collection::vec(0i64..731, 0..60), a in 0i64..731, b in 0i64..731, c in 0i64..731,
    ) {
        let calendar = calendar(&off, 2);
        let count = |a, b| calendar.working_days_between(nth_day(a), nth_day(b)).expect("a count");
        prop_assert_eq!(count(a, b) + count(b, c), count(a, c));
    }

    #[test]
    fn the_nth_working_day_is_n_working_days_away(
        off in prop::collection::vec(0i64..731, 0..60), from in 0i64..500, n in 1i64..100,
    ) {
        let calendar = calendar(&off, 2);
        let from = nth_day(from);
        let there = calendar.nth_working_day_after(from, n).expect("a limit");
        prop_assert_eq!(calendar.working_days_between(from, there), Ok(n));
        prop_assert_eq!(calendar.is_working_day(there), Ok(true));
    }

    #[test]
    fn no_text_makes_reading_an_interval_panic(text in "\\PC{0,60}") {
        if let Ok(interval) = text.parse::<Interval>() {
            prop_assert_eq!(interval.to_string().parse::<Interval>(), Ok(interval));
        }
    }

    #[test]
    fn no_interval_makes_a_question_panic(
        n in 1i64..1_000_000, which in 0usize..8, from in 0i64..731, back: bool, inclusive: bool, rule in 0u8..3,
    ) {
        let units = [
            Unit::Years, Unit::Months, Unit::Weeks, Unit::Days, Unit::WorkingDays, Unit::Hours, Unit::Minutes,
            Unit::SchoolTerms,
        ];
        let interval = Interval::of(n, units[which]).expect("an interval");
        let from = Moment::on(nth_day(from), TimeZone::UTC);
        let how = Counting {
            starting_day: if inclusive { StartingDay::Inclusive } else { StartingDay::Exclusive },
            on_closed_day: match rule {
                0 => OnClosedDay::Keep,
                1 => OnClosedDay::NextWorkingDay,
                _ => OnClosedDay::PreviousWorkingDay,
            },
            opening: None,
        };
        let calendar = calendar(&[3, 9], 2);
        let due = match back {
            true => calendar.subtract(&from, &interval, &how),
            false => calendar.add(&from, &interval, &how),
        };
        let explained = match back {
            true => calendar.explain_back(&from, &interval, &how),
            false => calendar.explain(&from, &interval, &how),
        };
        prop_assert_eq!(explained.map(|e| e.due), due);
    }
}
