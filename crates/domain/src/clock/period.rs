//! Limits of so many, or so much, in each period. Periods are laid out up to the one the horizon falls in; each is
//! met inside itself or not at all.

use jiff::Timestamp;

use crate::calendar::{CalendarError, Due, Moment};

use super::engine::Engine;
use super::layout::{Dates, Layout, nth_weekday};
use super::pool::Bound;
use super::reckon::{Way, day_start, due_at, reach};
use super::series::Run;
use super::{
    Cycle, Ending, Impossible, Limit, Measure, Met, Need, Partial, Period, PeriodDue, Progress,
    State,
};

/// What a period asks for.
pub(super) struct Asked<'d> {
    pub period: &'d Period,
    pub need: &'d [Need],
    pub due: &'d PeriodDue,
    pub partial: Partial,
}

/// What is counted in one period.
struct Count {
    met: Option<usize>,
    last: Option<usize>,
    progress: Vec<Progress>,
}

impl Engine<'_> {
    pub(super) fn per_period(&mut self, run: &Run, asked: &Asked) {
        let (from, to) = self.frame.calendar.covers();
        let begin = run.from.date();
        if *asked.period != Period::Whole && !(from..=to).contains(&begin) {
            let calendar = self.frame.calendar.code().to_owned();
            let why = CalendarError::OutsideYears {
                calendar,
                date: begin,
                from,
                to,
            };
            return self.cannot(run, why.into());
        }
        let mut periods = self.layout(run, asked, 0, None);
        let mut k = 0;
        let mut bound = if matches!(asked.due, PeriodDue::Ahead(_)) {
            Bound::ANY
        } else {
            self.credit(&run.from)
        };
        loop {
            if self.full(run) {
                return;
            }
            let dates = match periods {
                Ok(Some(dates)) => dates,
                Ok(None) => return,
                Err(why) => return self.cannot(run, why),
            };
            let beyond = dates.first > self.frame.horizon && !matches!(asked.period, Period::Whole);
            let begin = Moment::on(dates.first, run.from.zone().clone());
            if beyond
                || run
                    .end
                    .as_ref()
                    .is_some_and(|end| reach(&begin).earliest > end.reach.latest)
            {
                return;
            }
            if k > 0 || dates.first >= run.from.date() || asked.partial == Partial::Required {
                bound = self.one_period(run, asked, dates, begin, bound);
            }
            k += 1;
            periods = self.layout(run, asked, k, Some(dates));
        }
    }

    fn layout(
        &self,
        run: &Run,
        asked: &Asked,
        k: u32,
        before: Option<Dates>,
    ) -> Result<Option<Dates>, Impossible> {
        let layout = Layout {
            period: asked.period,
            calendar: self.frame.calendar,
            reckon: &self.reckon,
            start: &run.from,
            until: run.start.until.as_ref(),
        };
        match before {
            None => layout.first(),
            Some(before) => layout.next(k, before),
        }
    }

    fn cannot(&mut self, run: &Run, why: Impossible) {
        let mut cycle = self.blank(run, &run.from, run.from_key);
        cycle.state = State::Impossible { why };
        self.out.push(cycle);
    }

    fn one_period(
        &mut self,
        run: &Run,
        asked: &Asked,
        dates: Dates,
        begin: Moment,
        bound: Bound,
    ) -> Bound {
        let ahead = matches!(asked.due, PeriodDue::Ahead(_));
        let (anchor, limit, way) = due_from(&begin, asked.due);
        let mut cycle = match &limit {
            Some(limit) => self.open(run, &anchor, run.from_key, limit, way),
            None => self.blank(run, &begin, run.from_key),
        };
        cycle.anchor = begin.clone();
        let end = Moment::on(dates.last, run.from.zone().clone());
        if limit.is_none() {
            let nth = match asked.due {
                PeriodDue::NthWeekday { nth, day } => nth_weekday(dates, *nth, *day),
                _ => None,
            };
            cycle.due = nth
                .and_then(|d| Due::end_of(d, run.from.zone()))
                .or_else(|| due_at(&end));
            cycle.first_due = cycle.due;
        }
        cycle.closes = due_at(&end).map(|due| due.by());
        let from = if ahead {
            bound
        } else {
            bound.and(Bound::at(&begin))
        };
        let until = reach(&end).latest;
        let until = run
            .end
            .as_ref()
            .map_or(until, |end| until.min(end.reach.latest));
        let counted = self.count_period(run, asked.need, from, until, ahead);
        cycle.progress = counted.progress;
        let open = if ahead {
            Timestamp::MIN
        } else {
            day_start(&begin)
        };
        let directed = self.directions(&cycle, run, open, counted.met, None);
        let dismissed = self.direct(&mut cycle, &directed, way);
        self.excuse(&mut cycle, dates, counted.met.is_some());
        let met = counted.met.filter(|_| dismissed.is_none());
        self.close(cycle, run, met, dismissed);
        counted.last.map_or(from, |last| from.after(last))
    }

    /// Adds up a period. Working ahead, things beyond what is needed are left for the next.
    fn count_period(
        &mut self,
        run: &Run,
        need: &[Need],
        from: Bound,
        until: Timestamp,
        ahead: bool,
    ) -> Count {
        let progress = need
            .iter()
            .map(|n| Progress {
                have: 0,
                need: n.at_least,
            })
            .collect();
        let mut count = Count {
            met: None,
            last: None,
            progress,
        };
        let mut bound = from;
        while let Some(number) = self.pool.first(run.start, bound, Some(until)) {
            bound = bound.after(number);
            let met = self.pool.get(number).met;
            for (progress, need) in count.progress.iter_mut().zip(need) {
                progress.have = progress.have.saturating_add(amount(need, met));
            }
            count.last = Some(number);
            self.take(number);
            if count.met.is_none() && count.progress.iter().all(|p| p.have >= p.need) {
                count.met = Some(number);
                if ahead {
                    break;
                }
            }
        }
        count
    }

    /// A period that is a pause from end to end asks for nothing.
    fn excuse(&self, cycle: &mut Cycle, dates: Dates, met: bool) {
        if met {
            return;
        }
        if let Some((by, at)) = self.reckon.pause_over(dates.first, dates.last) {
            cycle.state = State::Stopped {
                at,
                by: Some(by.clone()),
                why: Ending::Excused,
                missed: false,
            };
        }
    }
}

/// What the due moment of a period is counted from, and how; no limit where it is a day of the period.
fn due_from(begin: &Moment, due: &PeriodDue) -> (Moment, Option<Limit>, Way) {
    match due {
        PeriodDue::End | PeriodDue::NthWeekday { .. } => (begin.clone(), None, Way::Forward),
        PeriodDue::After(interval) => {
            let before = begin.date().yesterday().unwrap_or(begin.date());
            (
                Moment::on(before, begin.zone().clone()),
                Some(interval.clone().into()),
                Way::Forward,
            )
        }
        PeriodDue::Ahead(interval) => (begin.clone(), Some(interval.clone().into()), Way::Back),
    }
}

/// What a thing adds to a need.
pub(super) fn amount(need: &Need, met: &Met) -> i64 {
    match need.of {
        _ if met.flags & need.flags != need.flags => 0,
        Measure::Count => 1,
        Measure::Quantity => met.quantity.max(0),
    }
}
