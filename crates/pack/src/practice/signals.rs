//! A file's happenings as the signals of one timescale.

use domain::calendar::{Interval, Moment};
use domain::clock::{
    Act, CycleKey, Direction, EventKey, IntervalInForce, Limit, Met, Signals, Span, Start, Stop,
    Target,
};
use domain::event::{Directive, Occurred};
use domain::history::Happening;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde_json::Value;

use super::clocks::Place;
use super::form::occurred_of;
use super::{Context, env};
use crate::model::{Clock, Condition, Trigger, Within};

/// A moment of the file in the service's zone.
pub(super) fn moment(at: &Occurred, zone: &TimeZone) -> Moment {
    match at.time {
        Some(time) => Moment::at_civil(at.date.to_datetime(time), zone.clone()),
        None => Moment::on(at.date, zone.clone()),
    }
}

/// Intervals as a limit; those of settings by their value on a day.
pub(super) fn limit(all: &[Within], place: &Place<'_>, on: Date) -> Option<Limit> {
    let each = all.iter().map(|w| interval(w, place, on));
    let all: Option<Vec<Interval>> = each.collect();
    all.map(Limit::earliest_of)
}

pub(super) fn interval(within: &Within, place: &Place<'_>, on: Date) -> Option<Interval> {
    match within {
        Within::Interval(text) => text.parse().ok(),
        Within::Setting(name) => place
            .settings
            .on(place.pack, name, on)?
            .as_str()?
            .parse()
            .ok(),
    }
}

pub(super) struct Gather<'a> {
    pub clock: &'a Clock,
    pub place: &'a Place<'a>,
    pub happenings: &'a [Happening],
}

impl<'a> Gather<'a> {
    fn context(&'a self, happening: &'a Happening) -> Context<'a> {
        Context {
            pack: self.place.pack,
            history: self.place.history,
            file: self.place.file,
            matter: self.place.matter,
            answers: Some(&happening.vars),
            as_of: Some(happening.at),
            today: happening.at.date,
            actor: None,
            settings: self.place.settings,
            late: None,
            failed: self.place.failed,
        }
    }

    fn fitting(
        &'a self,
        triggers: &'a [Trigger],
    ) -> impl Iterator<Item = (&'a Trigger, &'a Happening)> + 'a {
        self.happenings.iter().filter_map(move |h| {
            let trigger = triggers
                .iter()
                .find(|t| t.names(h) && t.fits(h, &self.context(h)))?;
            Some((trigger, h))
        })
    }

    /// The moment a trigger counts from: a date field, or when it happened.
    fn at(&self, trigger: &Trigger, happening: &Happening) -> Option<Moment> {
        let zone = self.place.calendar_zone;
        match &trigger.at {
            None => Some(moment(&happening.at, zone)),
            Some(field) => {
                let answer = happening.vars.get(field.as_str())?;
                occurred_of(answer).map(|at| moment(&at, zone))
            }
        }
    }

    /// The signals; none where nothing starts the timescale.
    pub fn signals(&'a self) -> Option<Signals> {
        let starts = self.starts();
        if starts.is_empty() {
            return None;
        }
        let mut signals = Signals {
            starts,
            met: self.met(),
            stops: Vec::new(),
            holds: self
                .clock
                .holds
                .as_ref()
                .map(|condition| self.spans_of(condition)),
            pauses: self.pauses(),
            intervals: self.intervals(),
            directions: self.directions(),
        };
        signals.stops = self.stops(&signals.starts);
        Some(signals)
    }

    fn starts(&'a self) -> Vec<Start> {
        let clock = self.clock;
        let back = !clock.before.is_empty() || clock.due_on.is_some();
        if clock.at_age.is_some() && clock.starts.is_empty() {
            return self.birthday().into_iter().collect();
        }
        let triggers = if clock.before.is_empty() {
            &clock.starts
        } else {
            &clock.before
        };
        self.fitting(triggers)
            .filter_map(|(trigger, happening)| {
                let at = match &clock.due_on {
                    Some(field) => {
                        let answer = happening.vars.get(field.as_str())?;
                        moment(&occurred_of(answer)?, self.place.calendar_zone)
                    }
                    None if clock.at_age.is_some() => {
                        return self.birthday();
                    }
                    None => self.at(trigger, happening)?,
                };
                let mut start = Start::new(happening.key.as_str(), at);
                start.order = happening.order;
                start.since = back.then(|| moment(&happening.at, self.place.calendar_zone));
                Some(start)
            })
            .collect()
    }

    fn birthday(&self) -> Option<Start> {
        let fact = self
            .happenings
            .iter()
            .rfind(|h| h.thing == "birth" && h.what == "stated")?;
        let born = env::born(self.place.history)?;
        let mut start = Start::new(
            fact.key.as_str(),
            Moment::on(born, self.place.calendar_zone.clone()),
        );
        start.order = fact.order;
        Some(start)
    }

    fn met(&'a self) -> Vec<Met> {
        let sum = self.clock.at_least.as_ref().and_then(|a| a.sum.as_ref());
        let of_them = self
            .clock
            .at_least
            .as_ref()
            .and_then(|a| a.of_them.as_ref());
        self.fitting(&self.clock.met_by)
            .filter_map(|(trigger, happening)| {
                // An event does not meet what it starts, unless it tells of two moments: known at, then done at.
                let other_moment = trigger.at.as_ref().is_some_and(|at| {
                    self.clock
                        .starts
                        .iter()
                        .all(|s| s.at.as_ref().is_none_or(|own| own != at))
                });
                let key = match &trigger.at {
                    Some(at) if other_moment => format!("{}@{}", happening.key, at.as_str()),
                    _ => happening.key.clone(),
                };
                let mut met = Met::new(key.as_str(), self.at(trigger, happening)?);
                met.order = happening.order;
                if let Some(field) = sum {
                    let amount = happening
                        .vars
                        .get(field.as_str())
                        .and_then(Value::as_f64)
                        .unwrap_or_default();
                    // Thousandths, so that half hours add up.
                    met.quantity = (amount * 1000.0).round() as i64;
                }
                if let Some(part) = of_them
                    && self.context(happening).holds(&part.when)
                {
                    met.flags = 1;
                }
                Some(met)
            })
            .collect()
    }

    fn stops(&'a self, starts: &[Start]) -> Vec<Stop> {
        let mut stops: Vec<Stop> = self
            .fitting(&self.clock.stops)
            .filter_map(|(trigger, happening)| {
                let mut stop = Stop::new(happening.key.as_str(), self.at(trigger, happening)?);
                stop.order = happening.order;
                Some(stop)
            })
            .collect();
        // The end of the matter ends what began before it, unless the timescale is about what comes after.
        if self.clock.survives_close {
            return stops;
        }
        let Some(matter) = self.place.matter.and_then(|m| self.place.history.matter(m)) else {
            return stops;
        };
        for (at, closed, event) in &matter.turns {
            if !closed {
                continue;
            }
            let close = moment(at, self.place.calendar_zone);
            let order = self.place.history.place(*event);
            let close_at = close.earliest_instant();
            for start in starts
                .iter()
                .filter(|s| s.at.earliest_instant() < close_at || s.since.is_some())
            {
                if start
                    .since
                    .as_ref()
                    .is_some_and(|since| since.earliest_instant() >= close_at)
                {
                    continue;
                }
                let mut stop = Stop::new(event.to_string().as_str(), close.clone());
                stop.about = Some(start.key.clone());
                stop.order = order;
                stops.push(stop);
            }
        }
        stops
    }

    fn pauses(&'a self) -> Vec<Span> {
        let mut spans = Vec::new();
        for pause in &self.clock.pauses {
            let from = std::slice::from_ref(&pause.from);
            let until = std::slice::from_ref(&pause.until);
            let mut ends: Vec<(Moment, &Happening)> = self
                .fitting(until)
                .filter_map(|(t, h)| Some((self.at(t, h)?, h)))
                .collect();
            ends.sort_by_key(|(at, h)| (at.earliest_instant(), h.order));
            for (trigger, happening) in self.fitting(from) {
                let Some(at) = self.at(trigger, happening) else {
                    continue;
                };
                let end = ends.iter().find(|(e, h)| {
                    (e.earliest_instant(), h.order) > (at.earliest_instant(), happening.order)
                });
                let mut span = Span::new(happening.key.as_str(), at, end.map(|(e, _)| e.clone()));
                span.ended_by = end.map(|(_, h)| EventKey::new(h.key.as_str()));
                spans.push(span);
            }
        }
        spans
    }

    /// When a condition over stage, states and involvements was true: it is asked at every moment something happened.
    fn spans_of(&'a self, condition: &Condition) -> Vec<Span> {
        let mut spans: Vec<Span> = Vec::new();
        let mut open: Option<(String, Moment)> = None;
        let moments = self.happenings.iter();
        let mut last: Option<&Happening> = None;
        let mut turn = |happening: &Happening, holds: bool| {
            let at = moment(&happening.at, self.place.calendar_zone);
            match (holds, open.take()) {
                (true, None) => open = Some((happening.key.clone(), at)),
                (true, Some(since)) => open = Some(since),
                (false, Some((key, from))) => {
                    let mut span = Span::new(key.as_str(), from, Some(at));
                    span.ended_by = Some(EventKey::new(happening.key.as_str()));
                    spans.push(span);
                }
                (false, None) => {}
            }
        };
        for happening in moments {
            // Happenings at one moment are judged together, by the last of them.
            if let Some(before) = last
                && before.at.order() != happening.at.order()
            {
                turn(before, self.holds_then(condition, before));
            }
            last = Some(happening);
        }
        if let Some(before) = last {
            turn(before, self.holds_then(condition, before));
        }
        if let Some((key, from)) = open {
            spans.push(Span::new(key.as_str(), from, None));
        }
        spans
    }

    fn holds_then(&'a self, condition: &Condition, happening: &'a Happening) -> bool {
        Context {
            answers: None,
            ..self.context(happening)
        }
        .holds(condition)
    }

    fn intervals(&'a self) -> Vec<IntervalInForce> {
        let mut all = Vec::new();
        for when in &self.clock.interval_when {
            for span in self.spans_of(&when.when) {
                let Some(day) = span.from.earliest_instant().map(|_| span.from.date()) else {
                    continue;
                };
                if let Some(limit) = limit(std::slice::from_ref(&when.every), self.place, day) {
                    all.push(IntervalInForce { span, limit });
                }
            }
        }
        // A setting that changed while a series runs: the later value counts from its first day.
        if let [Within::Setting(name)] = &self.clock.every[..] {
            let over_time = self.place.settings.over_time(self.place.pack, name);
            for (index, (from, value)) in over_time.iter().enumerate() {
                let (Some(from), Some(interval)) = (
                    from,
                    value.as_str().and_then(|v| v.parse::<Interval>().ok()),
                ) else {
                    continue;
                };
                let zone = self.place.calendar_zone;
                let until = over_time
                    .get(index + 1)
                    .and_then(|(next, _)| next.and_then(|d| d.yesterday().ok()));
                let until = until.map(|day| Moment::on(day, zone.clone()));
                all.push(IntervalInForce {
                    span: Span::new(
                        format!("setting.{}.{from}", name.value).as_str(),
                        Moment::on(*from, zone.clone()),
                        until,
                    ),
                    limit: Limit::from(interval),
                });
            }
        }
        all
    }

    fn directions(&self) -> Vec<Direction> {
        let mine = self.place.history.directions.iter().filter(|d| {
            d.clock == **self.clock.clock && (d.matter.is_none() || d.matter == self.place.matter)
        });
        mine.filter_map(|d| {
            let zone = self.place.calendar_zone;
            let act = match &d.direction {
                Directive::ExtendTo { date } => Act::Extend {
                    to: Moment::on(*date, zone.clone()),
                },
                Directive::Dismiss => Act::Dismiss,
                Directive::SetInterval { interval } => {
                    Act::SetInterval(Limit::from(interval.parse::<Interval>().ok()?))
                }
            };
            let to = match &d.anchor {
                None => Target::Latest,
                Some(anchor) => match anchor.rsplit_once('#') {
                    Some((key, n)) => Target::Cycle(CycleKey {
                        anchor: EventKey::new(key),
                        number: n.parse().ok()?,
                    }),
                    None => Target::About(EventKey::new(anchor.as_str())),
                },
            };
            Some(Direction {
                key: EventKey::new(d.event.to_string().as_str()),
                at: moment(&d.at, zone),
                to,
                act,
                order: self.place.history.place(d.event),
            })
        })
        .collect()
    }
}
