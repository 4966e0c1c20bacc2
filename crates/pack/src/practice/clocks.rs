//! The timescales of a pack over one matter or file: definitions from the pack and the service's settings, signals from
//! the history, cycles from `domain::clock`. The present time is nowhere in it.

use std::cell::Cell;
use std::collections::BTreeSet;

use domain::calendar::{
    Calendar, Counting, Interval, OnClosedDay, OpeningHours, StartingDay, Unit,
};
use domain::clock::{
    CountedFrom, Cycle, Definition, Early, Escalation, Frame, Limit, Need, Partial, Period,
    PeriodDue, Phase, Rule, State, Step, cycles as reckon,
};
use domain::event::Occurred;
use domain::history::Happening;
use domain::{FileId, History, MatterId, Name};
use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;

use super::Settings;
use super::signals::{Gather, interval, limit};
use crate::Pack;
use crate::model::Counting as PackCounting;
use crate::model::{AtLeast, Clock, ClosedDay, Count, HoursKind, Level, RepeatFrom};

/// Where timescales are worked out: one matter of a file, or the file itself.
pub struct Place<'a> {
    /// The pack (the version the matter runs under).
    pub pack: &'a Pack,
    /// The file's history.
    pub history: &'a History,
    /// The file.
    pub file: FileId,
    /// The matter; none: the timescales of the file itself.
    pub matter: Option<MatterId>,
    /// The service's settings.
    pub settings: &'a Settings,
    /// The service's calendar.
    pub calendar: &'a Calendar,
    /// The service's zone.
    pub calendar_zone: &'a TimeZone,
    /// The service's opening hours, where it has any.
    pub opening: Option<&'a OpeningHours>,
    /// The last day for which periods are laid out.
    pub horizon: Date,
    /// Set when a condition could not be worked out.
    pub failed: &'a Cell<bool>,
}

/// A cycle of a timescale.
#[derive(Debug, Clone, PartialEq)]
pub struct ClockCycle {
    /// The timescale.
    pub clock: Name,
    /// The matter it runs on.
    pub matter: Option<MatterId>,
    /// The role that is responsible.
    pub responsible: Option<Name>,
    /// Whether it binds.
    pub required: bool,
    /// The cycle.
    pub cycle: Cycle,
}

/// All cycles of all timescales that run here, in the order of the pack's file.
pub fn cycles(place: &Place<'_>) -> Vec<ClockCycle> {
    let mut happenings = place.history.happenings(place.file);
    if place.matter.is_some() {
        happenings.retain(|h| h.matter.is_none() || h.matter == place.matter);
    }
    let here: Vec<&Clock> = place
        .pack
        .clocks
        .iter()
        .filter(|c| runs_here(c, place))
        .collect();
    // A timescale that hangs on another comes after it. The checker refuses circles; here they end the round.
    let mut done: BTreeSet<&str> = BTreeSet::new();
    let mut found: Vec<(usize, Vec<ClockCycle>)> = Vec::new();
    for _ in 0..here.len().max(1) {
        let mut moved = false;
        for (index, clock) in here.iter().enumerate() {
            if done.contains(clock.clock.as_str())
                || !needs(clock, &here).iter().all(|n| done.contains(n))
            {
                continue;
            }
            let cycles = of_clock(clock, place, &happenings);
            happenings.extend(cycles.iter().flat_map(|c| clock_happenings(c, place)));
            happenings.sort_by_key(|h| (h.at.order(), h.order));
            done.insert(clock.clock.as_str());
            found.push((index, cycles));
            moved = true;
        }
        if !moved {
            break;
        }
    }
    found.sort_by_key(|(index, _)| *index);
    found.into_iter().flat_map(|(_, cycles)| cycles).collect()
}

fn runs_here(clock: &Clock, place: &Place<'_>) -> bool {
    let on = match &clock.on {
        Some(on) => on.as_str(),
        // The default is the only matter kind there is.
        None => match &place.pack.matters[..] {
            [only] => only.matter.as_str(),
            _ => return false,
        },
    };
    match place.matter.and_then(|m| place.history.matter(m)) {
        Some(matter) => matter.kind == *on,
        None => place.history.subject.is_some_and(|s| s.as_str() == on),
    }
}

/// The timescales whose meeting or missing this one listens to.
fn needs<'c>(clock: &Clock, here: &[&'c Clock]) -> Vec<&'c str> {
    let pauses = clock.pauses.iter().flat_map(|p| [&p.from, &p.until]);
    let all = clock
        .starts
        .iter()
        .chain(&clock.before)
        .chain(&clock.met_by)
        .chain(&clock.stops)
        .chain(pauses);
    let names: Vec<&str> = all.map(|t| t.thing.as_str()).collect();
    here.iter()
        .map(|c| c.clock.as_str())
        .filter(|c| names.contains(c) && *c != clock.clock.as_str())
        .collect()
}

fn clock_happenings(found: &ClockCycle, place: &Place<'_>) -> Vec<Happening> {
    let cycle = &found.cycle;
    let happening = |what: &str, at: Occurred| Happening {
        key: format!(
            "{}.{}#{}.{what}",
            found.clock, cycle.key.anchor, cycle.key.number
        ),
        thing: found.clock.to_string(),
        what: what.into(),
        at,
        order: u64::MAX,
        matter: found.matter,
        record: None,
        actor: None,
        vars: domain::history::Vars::new(),
        first: None,
    };
    let occurred = |instant: jiff::Timestamp| {
        Occurred::at(instant.to_zoned(place.calendar_zone.clone()).datetime())
    };
    let mut all = Vec::new();
    let missed = !matches!(
        cycle.state,
        State::Met | State::Dismissed { .. } | State::Impossible { .. }
    ) && !matches!(cycle.state, State::Stopped { missed: false, .. });
    if let (true, Some(due)) = (missed, cycle.due) {
        all.push(happening("missed", occurred(due.by())));
    }
    if let Some(met) = &cycle.met {
        let at = match met.at.time() {
            Some(time) => Occurred::at(met.at.date().to_datetime(time)),
            None => Occurred::on(met.at.date()),
        };
        all.push(happening("met", at));
    }
    all
}

fn of_clock(clock: &Clock, place: &Place<'_>, happenings: &[Happening]) -> Vec<ClockCycle> {
    let gather = Gather {
        clock,
        place,
        happenings,
    };
    let Some(signals) = gather.signals() else {
        return Vec::new();
    };
    let frame = Frame {
        calendar: place.calendar,
        zone: place.calendar_zone,
        horizon: place.horizon,
    };
    // A setting that changed: what started under a value keeps to it.
    let epochs = epochs(clock, place);
    let mut all = Vec::new();
    for (index, from) in epochs.iter().enumerate() {
        let until = epochs.get(index + 1).copied().flatten();
        let mut own = signals.clone();
        own.starts.retain(|s| {
            from.is_none_or(|from| from <= s.at.date())
                && until.is_none_or(|until| s.at.date() < until)
        });
        let day = from
            .or_else(|| own.starts.iter().map(|s| s.at.date()).min())
            .unwrap_or(place.horizon);
        if own.starts.is_empty() {
            continue;
        }
        let Some(definition) = definition(clock, place, day) else {
            continue;
        };
        // A definition that cannot be counted is a mistake that checking the pack reports.
        all.extend(reckon(&definition, &own, &frame).unwrap_or_default());
    }
    all.into_iter()
        .map(|cycle| ClockCycle {
            clock: clock.clock.value.clone(),
            matter: place.matter,
            responsible: clock.responsible.as_ref().map(|r| r.value.clone()),
            required: clock.level == Level::Required,
            cycle,
        })
        .collect()
}

/// Why a cycle that [`cycles`] found here is due when it is; none where its timescale is not in the pack.
pub fn reasons(place: &Place<'_>, found: &ClockCycle) -> Option<domain::clock::Reasons> {
    let clock = place.pack.clock(&found.clock)?;
    let frame = Frame {
        calendar: place.calendar,
        zone: place.calendar_zone,
        horizon: place.horizon,
    };
    let anchored = found.cycle.anchor.date();
    let epochs = epochs(clock, place);
    let of = epochs
        .iter()
        .rev()
        .find(|from| from.is_none_or(|f| f <= anchored))?;
    let definition = definition(clock, place, of.unwrap_or(anchored))?;
    Some(domain::clock::explain(&definition, &found.cycle, &frame))
}

/// First days of the values of the settings a limit takes, the first open.
fn epochs(clock: &Clock, place: &Place<'_>) -> Vec<Option<Date>> {
    let limits = clock
        .within
        .iter()
        .chain(&clock.by)
        .chain(&clock.first)
        .chain(&clock.not_before)
        .chain(&clock.not_after);
    let settings = limits.filter_map(|w| match w {
        crate::model::Within::Setting(name) => Some(name),
        crate::model::Within::Interval(_) => None,
    });
    let days: BTreeSet<Date> = settings
        .flat_map(|name| place.settings.over_time(place.pack, name))
        .filter_map(|(from, _)| from)
        .collect();
    std::iter::once(None)
        .chain(days.into_iter().map(Some))
        .collect()
}

fn definition(clock: &Clock, place: &Place<'_>, day: Date) -> Option<Definition> {
    let rule = rule(clock, place, day)?;
    let mut definition = Definition::new(clock.clock.as_str(), rule);
    let counting = clock.counting.unwrap_or(place.pack.head.counting);
    definition.counting = Counting {
        starting_day: match counting {
            PackCounting::Exclusive => StartingDay::Exclusive,
            PackCounting::Inclusive => StartingDay::Inclusive,
        },
        on_closed_day: match clock.closed_day {
            ClosedDay::Keep => OnClosedDay::Keep,
            ClosedDay::Next => OnClosedDay::NextWorkingDay,
            ClosedDay::Previous => OnClosedDay::PreviousWorkingDay,
        },
        opening: (clock.hours == HoursKind::Opening)
            .then(|| place.opening.cloned())
            .flatten(),
    };
    definition.level = match clock.level {
        Level::Required => domain::clock::Level::Required,
        Level::Advisory => domain::clock::Level::Advisory,
    };
    definition.warn = clock.warn.as_ref().and_then(|w| interval(w, place, day));
    definition.exclusive = clock.met_once;
    definition.escalate = clock
        .escalate
        .iter()
        .enumerate()
        .map(|(step, e)| Escalation {
            after: interval(&e.after, place, day),
            step: step as u32,
        })
        .collect();
    Some(definition)
}

fn opening_hours(mut limit: Limit, clock: &Clock) -> Limit {
    if clock.hours == HoursKind::Opening {
        for interval in &mut limit.any_of {
            let parts = interval.parts().iter().map(|p| {
                let mut part = *p;
                if part.unit == Unit::Hours {
                    part.unit = Unit::OpeningHours;
                }
                part
            });
            if let Ok(changed) = Interval::from_parts(parts.collect()) {
                *interval = changed;
            }
        }
    }
    limit
}

fn rule(clock: &Clock, place: &Place<'_>, day: Date) -> Option<Rule> {
    if let Some(by) = &clock.by {
        return Some(Rule::Before {
            by: limit(std::slice::from_ref(by), place, day)?,
        });
    }
    if clock.due_on.is_some() {
        return Some(Rule::Before {
            by: Limit::default(),
        });
    }
    if let Some(age) = &clock.at_age {
        return Some(Rule::Within {
            steps: vec![Step::by(age.parse::<Interval>().ok()?)],
        });
    }
    if let Some(at_least) = &clock.at_least {
        return per_period(at_least, place, day);
    }
    if !clock.every.is_empty() {
        // The rule's own interval is the pack's; a service's later values come as intervals in force.
        let every = opening_hours(limit(&clock.every, place, Date::MIN)?, clock);
        let first = if clock.first.is_empty() {
            None
        } else {
            Some(opening_hours(limit(&clock.first, place, day)?, clock))
        };
        let phases = first
            .clone()
            .map(|f| Phase::cycles(1, f))
            .into_iter()
            .chain([Phase::always(every)])
            .collect();
        let from = match clock.from {
            RepeatFrom::Met => CountedFrom::LastMet,
            RepeatFrom::Due | RepeatFrom::Start => CountedFrom::Due,
        };
        return Some(Rule::Repeat { phases, from });
    }
    let opens = match &clock.not_before {
        Some(opens) => Some(interval(opens, place, day)?),
        None => None,
    };
    let closes = clock.not_after.as_ref().map(std::slice::from_ref);
    let limits = if clock.within.is_empty() {
        closes.unwrap_or_default()
    } else {
        &clock.within[..]
    };
    let within = opening_hours(limit(limits, place, day)?, clock);
    Some(Rule::Within {
        steps: vec![Step {
            opens,
            limit: within,
            early: Early::Ignored,
        }],
    })
}

fn per_period(at_least: &AtLeast, place: &Place<'_>, day: Date) -> Option<Rule> {
    let count = match &at_least.count {
        None => None,
        Some(Count::Number(n)) => Some(i64::from(*n)),
        Some(Count::Setting(name)) => place.settings.on(place.pack, name, day)?.as_i64(),
    };
    let mut need: Vec<Need> = count.map(Need::count).into_iter().collect();
    if let Some(reach) = at_least.reach {
        need.push(Need::quantity((reach * 1000.0).round() as i64));
    }
    if let Some(part) = &at_least.of_them {
        need.push(Need::count(i64::from(part.count)).with(1));
    }
    if at_least.rolling {
        return Some(Rule::Rolling {
            window: at_least.per.parse().ok()?,
            need,
        });
    }
    Some(Rule::PerPeriod {
        period: period(&at_least.per)?,
        need,
        due: PeriodDue::End,
        partial: Partial::Excused,
    })
}

/// A period as the language names it: `week`, `calendar month`, `quarter`, `school term`, `calendar year`,
/// `year from 1 July`, `course`, or an interval counted from the start.
pub(crate) fn period(text: &str) -> Option<Period> {
    Some(match text.trim() {
        "day" => Period::Day,
        "working day" => Period::WorkingDay,
        "week" => Period::Week {
            starts: Weekday::Monday,
        },
        "calendar month" => Period::Months { each: 1 },
        "two calendar months" => Period::Months { each: 2 },
        "quarter" => Period::Months { each: 3 },
        "half year" => Period::Months { each: 6 },
        "school term" => Period::SchoolTerm,
        "calendar year" => Period::YearFrom { month: 1, day: 1 },
        "fortnight" => Period::Every("2 weeks".parse().ok()?),
        "course" => Period::Whole,
        other => {
            if let Some(from) = other.strip_prefix("year from ") {
                let (day, month) = from.split_once(' ')?;
                const MONTHS: [&str; 12] = [
                    "january",
                    "february",
                    "march",
                    "april",
                    "may",
                    "june",
                    "july",
                    "august",
                    "september",
                    "october",
                    "november",
                    "december",
                ];
                let month = MONTHS.iter().position(|m| *m == month.to_lowercase())?;
                return Some(Period::YearFrom {
                    month: month as i8 + 1,
                    day: day.parse().ok()?,
                });
            }
            Period::Every(other.parse().ok()?)
        }
    })
}
