//! What holds for any signals whatever.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

use super::*;

fn any_date() -> impl Strategy<Value = Date> {
    prop_oneof![
        8 => (0..1200i64).prop_map(|n| date("2025-01-01").checked_add(jiff::Span::new().days(n)).unwrap_or(Date::MAX)),
        1 => Just(Date::MIN),
        1 => Just(date("0001-01-01")),
        1 => Just(Date::MAX),
        1 => (1900..2100i16, 1..=12i8).prop_map(|(y, m)| Date::new(y, m, 28).unwrap_or(Date::MAX)),
    ]
}

fn any_moment() -> impl Strategy<Value = Moment> {
    (any_date(), option::of(0..1440i64)).prop_map(|(day, minute)| match minute {
        None => Moment::on(day, zone()),
        Some(m) => Moment::at_civil(day.at((m / 60) as i8, (m % 60) as i8, 0, 0), zone()),
    })
}

fn any_interval() -> impl Strategy<Value = Interval> {
    let table = [
        "same day",
        "1 day",
        "5 days",
        "3 working days",
        "24 hours",
        "2 weeks",
        "1 month",
        "1 year",
        "35 working days",
        "1 school term",
        "1000000 years",
        "1000000 working days",
        "1000000 hours",
        "2 opening hours",
    ];
    prop::sample::select(table.to_vec()).prop_map(by)
}

fn any_limit() -> impl Strategy<Value = Limit> {
    vec(any_interval(), 0..3).prop_map(|any_of| Limit { any_of })
}

/// One of few keys, so that signals meet each other.
fn any_key(letter: &'static str) -> impl Strategy<Value = EventKey> {
    (0..8u8).prop_map(move |n| EventKey::new(format!("{letter}{n}")))
}

fn any_span() -> impl Strategy<Value = Span> {
    (any_key("p"), any_moment(), option::of(any_moment()))
        .prop_map(|(key, from, to)| Span::new(key, from, to))
}

fn any_start() -> impl Strategy<Value = Start> {
    let about = option::of(any_key("a"));
    (
        any_key("s"),
        any_moment(),
        about,
        option::of(any_moment()),
        option::of(any_moment()),
        0..4u64,
    )
        .prop_map(|(key, at, about, since, until, order)| Start {
            about,
            since,
            until,
            order,
            ..Start::new(key, at)
        })
}

fn any_met() -> impl Strategy<Value = Met> {
    let about = option::of(prop_oneof![any_key("s"), any_key("a")]);
    (
        any_key("m"),
        any_moment(),
        about,
        -5..100i64,
        0..4u64,
        0..4u64,
    )
        .prop_map(|(key, at, about, quantity, flags, order)| Met {
            about,
            quantity,
            flags,
            order,
            ..Met::new(key, at)
        })
}

fn any_direction() -> impl Strategy<Value = Direction> {
    let act = prop_oneof![
        any_moment().prop_map(|to| Act::Extend { to }),
        any_moment().prop_map(|to| Act::BringForward { to }),
        any_interval().prop_map(Act::ExtendBy),
        any_limit().prop_map(Act::SetInterval),
        Just(Act::Dismiss),
        Just(Act::UsualInterval),
    ];
    let to = prop_oneof![
        Just(Target::Latest),
        Just(Target::All),
        any_key("a").prop_map(Target::About),
        (any_key("s"), 0..4u32)
            .prop_map(|(anchor, number)| Target::Cycle(CycleKey { anchor, number })),
    ];
    // Two directions are never one event.
    (any::<u64>(), any_moment(), to, act, 0..4u64).prop_map(|(key, at, to, act, order)| Direction {
        key: EventKey::new(format!("d{key}")),
        at,
        to,
        act,
        order,
    })
}

prop_compose! {
    fn any_signals()(
        starts in vec(any_start(), 0..6),
        met in vec(any_met(), 0..12),
        stops in vec((any_key("x"), any_moment(), option::of(any_key("s")), 0..4u64), 0..3),
        holds in option::of(vec(any_span(), 0..4)),
        pauses in vec(any_span(), 0..4),
        intervals in vec((any_span(), any_limit()), 0..4),
        directions in vec(any_direction(), 0..6),
    ) -> Signals {
        let stop = |(key, at, about, order)| Stop { about, order, ..Stop::new(key, at) };
        Signals {
            starts, met, holds, pauses, directions,
            stops: stops.into_iter().map(stop).collect(),
            intervals: intervals.into_iter().map(|(span, limit)| IntervalInForce { span, limit }).collect(),
        }
    }
}

fn any_rule() -> impl Strategy<Value = Rule> {
    let step = (option::of(any_interval()), any_interval(), any::<bool>()).prop_map(
        |(opens, limit, counts)| Step {
            opens,
            limit: limit.into(),
            early: if counts {
                Early::Counts
            } else {
                Early::Ignored
            },
        },
    );
    let phase = prop_oneof![
        (1..3u32, any_interval()).prop_map(|(n, i)| Phase::cycles(n, i)),
        (any_interval(), any_interval()).prop_map(|(time, i)| Phase::within(time, i)),
    ];
    let last = option::of(any_interval().prop_map(Phase::always));
    let phases = (vec(phase, 0..3), last).prop_map(|(mut phases, last)| {
        phases.extend(last);
        phases
    });
    let counted = prop_oneof![Just(CountedFrom::LastMet), Just(CountedFrom::Due)];
    let period = prop_oneof![
        Just(Period::Day),
        Just(Period::WorkingDay),
        Just(Period::Week {
            starts: Weekday::Sunday
        }),
        (1..=12u8).prop_map(|each| Period::Months { each }),
        Just(Period::YearFrom { month: 7, day: 1 }),
        Just(Period::SchoolTerm),
        Just(Period::Whole),
        any_interval().prop_map(Period::Every),
    ];
    let due = prop_oneof![
        Just(PeriodDue::End),
        any_interval().prop_map(PeriodDue::After),
        any_interval().prop_map(PeriodDue::Ahead),
        (1..=5u8).prop_map(|nth| PeriodDue::NthWeekday {
            nth,
            day: Weekday::Monday
        }),
    ];
    let need = || {
        vec(
            (1..40i64, 0..4u64).prop_map(|(n, flags)| Need::quantity(n).with(flags)),
            1..3,
        )
    };
    let partial = prop_oneof![Just(Partial::Excused), Just(Partial::Required)];
    prop_oneof![
        vec(step, 1..3).prop_map(|steps| Rule::Within { steps }),
        any_limit().prop_map(|by| Rule::Before { by }),
        (phases, counted).prop_map(|(phases, from)| Rule::Repeat { phases, from }),
        (period, need(), due, partial).prop_map(|(period, need, due, partial)| Rule::PerPeriod {
            period,
            need,
            due,
            partial
        }),
        (any_interval(), need()).prop_map(|(window, need)| Rule::Rolling { window, need }),
        any_interval().prop_map(|gap| Rule::NoOftenerThan { gap }),
    ]
}

prop_compose! {
    fn any_definition()(
        rule in any_rule(),
        warn in option::of(any_interval()),
        after in option::of(any_interval()),
        tightened in option::of((option::of(any_date()), any_limit())),
        again in prop_oneof![Just(Again::Each), Just(Again::First), Just(Again::Restart)],
        credit_before in option::of(any_interval()),
        exclusive in any::<bool>(),
    ) -> Definition {
        Definition {
            warn, again, credit_before, exclusive,
            escalate: vec![Escalation { after, step: 1 }],
            tightened: tightened.map(|(from, limit)| Tightened { from, limit }).into_iter().collect(),
            ..Definition::new("test", rule)
        }
    }
}

fn on_calendar(calendar: &Calendar, def: &Definition, signals: &Signals) -> Vec<Cycle> {
    let zone = zone();
    let frame = Frame {
        calendar,
        zone: &zone,
        horizon: date("2026-06-30"),
    };
    cycles(def, signals, &frame).unwrap_or_default()
}

fn work_out(def: &Definition, signals: &Signals) -> Vec<Cycle> {
    on_calendar(&calendar_with(&[]), def, signals)
}

fn shuffled<T>(mut list: Vec<T>, turn: usize) -> Vec<T> {
    if !list.is_empty() {
        let by = turn % list.len();
        list.rotate_left(by);
        if turn % 2 == 1 {
            list.reverse();
        }
    }
    list
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn nothing_panics_and_working_it_out_again_gives_the_same(def in any_definition(), signals in any_signals()) {
        let made = work_out(&def, &signals);
        prop_assert_eq!(&made, &work_out(&def, &signals));
        let mut keys: Vec<&CycleKey> = made.iter().map(|c| &c.key).collect();
        keys.sort();
        keys.dedup();
        prop_assert_eq!(keys.len(), made.len(), "every cycle has a name of its own");
        let zone = zone();
        let calendar = calendar_with(&[]);
        let frame = Frame { calendar: &calendar, zone: &zone, horizon: date("2026-06-30") };
        for cycle in made.iter().take(20) {
            let reasons = explain(&def, cycle, &frame);
            prop_assert_eq!(reasons.due, cycle.due);
            cycle.status(instant("2026-06-01"));
        }
    }

    #[test]
    fn the_order_of_signals_has_no_effect(def in any_definition(), signals in any_signals(), turn in 0..100usize) {
        let other = Signals {
            starts: shuffled(signals.starts.clone(), turn),
            met: shuffled(signals.met.clone(), turn / 2),
            stops: shuffled(signals.stops.clone(), turn),
            holds: signals.holds.clone().map(|h| shuffled(h, turn)),
            pauses: shuffled(signals.pauses.clone(), turn / 3),
            intervals: shuffled(signals.intervals.clone(), turn),
            directions: shuffled(signals.directions.clone(), turn),
        };
        prop_assert_eq!(work_out(&def, &signals), work_out(&def, &other));
    }

    #[test]
    fn moving_one_start_moves_only_its_own_cycles(
        rule in any_rule().prop_filter("counts forward", |r| !matches!(r, Rule::Before { .. })),
        mut signals in any_signals(),
        to in any_moment(),
    ) {
        signals.directions.retain(|d| d.to != Target::Latest);
        let def = Definition::new("test", rule);
        let before = work_out(&def, &signals);
        let Some(moved) = signals.starts.first().map(|s| s.key.clone()) else { return Ok(()) };
        for start in signals.starts.iter_mut().filter(|s| s.key == moved) {
            start.at = to.clone();
        }
        let after = work_out(&def, &signals);
        let others = |cycles: &[Cycle]| -> Vec<Cycle> {
            let mut kept: Vec<Cycle> = cycles.iter().filter(|c| c.key.anchor != moved).cloned().collect();
            kept.sort_by(|a, b| a.key.cmp(&b.key));
            kept
        };
        prop_assert_eq!(others(&before), others(&after));
    }

    #[test]
    fn a_direction_for_one_cycle_touches_no_other_start(
        def in any_definition(), mut signals in any_signals(), direction in any_direction(),
    ) {
        let def = Definition { exclusive: false, again: Again::Each, ..def };
        let Some(start) = signals.starts.first().map(|s| s.key.clone()) else { return Ok(()) };
        let before = work_out(&def, &signals);
        let to = Target::Cycle(CycleKey { anchor: start.clone(), number: 1 });
        signals.directions.push(Direction { to, ..direction });
        let after = work_out(&def, &signals);
        let others = |cycles: &[Cycle]| -> Vec<Cycle> {
            cycles.iter().filter(|c| c.key.anchor != start).cloned().collect()
        };
        prop_assert_eq!(others(&before), others(&after));
    }

    #[test]
    fn another_holiday_never_makes_a_working_day_limit_earlier(
        n in 1..60i64, start in any_date(), holidays in vec(any_date(), 1..6),
    ) {
        let covered = |d: &Date| (2015..=2060).contains(&d.year());
        let holidays: Vec<Date> = holidays.into_iter().filter(covered).collect();
        let def = within(&format!("{n} working days"));
        let signals = Signals { starts: vec![Start::new("s", Moment::on(start, zone()))], ..Signals::default() };
        let due = |more: &[Date]| on_calendar(&calendar_with(more), &def, &signals)[0].due.map(|d| d.by());
        if let (Some(plain), Some(more)) = (due(&[]), due(&holidays)) {
            prop_assert!(plain <= more);
        }
    }

    #[test]
    fn done_earlier_is_never_later(
        limit in any_interval(), start in any_moment(), met in any_moment(), sooner in 0..100_000i64,
    ) {
        let def = Definition::new("test", Rule::Within { steps: vec![Step::by(limit)] });
        let signals = |at: Moment| Signals {
            starts: vec![Start::new("s", start.clone())],
            met: vec![Met::new("m", at)],
            ..Signals::default()
        };
        let Some(at) = met.instant() else { return Ok(()) };
        let Ok(earlier) = at.checked_sub(jiff::SignedDuration::from_mins(sooner)) else { return Ok(()) };
        let first = &work_out(&def, &signals(met))[0];
        let second = &work_out(&def, &signals(Moment::at_instant(earlier, zone())))[0];
        prop_assert_eq!(first.due, second.due);
        prop_assert!(first.state != State::Met || matches!(second.state, State::Met | State::Running));
    }
}
