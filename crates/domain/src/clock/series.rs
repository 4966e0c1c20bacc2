//! From starts, stops and conditions to the runs in which cycles are counted: from when, until when, and why they
//! end. It counts nothing.

use std::collections::HashMap;

use jiff::Timestamp;

use crate::calendar::Moment;

use super::reckon::{Reach, reach};
use super::{Again, Ending, EventKey, Signals, Span, Start, Stop};

/// A stretch in which a clock runs.
pub(super) struct Run<'a> {
    pub start: &'a Start,
    /// Its place among the starts.
    pub place: usize,
    /// What its first cycle is counted from, and the event behind it.
    pub from: Moment,
    pub from_key: &'a EventKey,
    pub end: Option<End>,
}

/// Where a run ends.
#[derive(Debug, Clone)]
pub(super) struct End {
    pub reach: Reach,
    pub by: Option<EventKey>,
    pub why: Ending,
}

impl End {
    fn earlier(a: Option<End>, b: Option<End>) -> Option<End> {
        match (a, b) {
            (Some(a), Some(b)) if b.reach.latest < a.reach.latest => Some(b),
            (a, b) => a.or(b),
        }
    }
}

/// The starts in order, each key once: of two the earlier.
pub(super) fn in_order(starts: &[Start]) -> Vec<&Start> {
    let mut sorted: Vec<(Reach, &Start)> = starts.iter().map(|s| (reach(&s.at), s)).collect();
    sorted.sort_by(|(a, x), (b, y)| {
        let rank = |r: &Reach, s: &Start| {
            (
                r.earliest,
                !r.timed,
                s.order,
                s.key.clone(),
                s.about.clone(),
            )
        };
        rank(a, x).cmp(&rank(b, y)).then_with(|| tie(x, y))
    });
    let mut seen = std::collections::HashSet::new();
    sorted
        .into_iter()
        .map(|(_, s)| s)
        .filter(|s| seen.insert(&s.key))
        .collect()
}

/// Tells apart two starts that share key and moment, so that the order given has no effect.
fn tie(x: &Start, y: &Start) -> std::cmp::Ordering {
    let at = |m: &Option<Moment>| m.as_ref().map(|m| reach(m).earliest);
    (&x.given_by, at(&x.since), at(&x.until)).cmp(&(&y.given_by, at(&y.since), at(&y.until)))
}

/// Stops and conditions, ready to be asked.
pub(super) struct Limits<'a> {
    stops: HashMap<Option<&'a EventKey>, Vec<(Reach, &'a Stop)>>,
    holds: Option<Vec<Hold<'a>>>,
}

struct Hold<'a> {
    from: Timestamp,
    to: Option<Reach>,
    span: &'a Span,
    ended_by: Option<&'a EventKey>,
}

impl<'a> Limits<'a> {
    pub fn new(signals: &'a Signals) -> Self {
        let mut stops: HashMap<Option<&EventKey>, Vec<(Reach, &Stop)>> = HashMap::new();
        for stop in &signals.stops {
            stops
                .entry(stop.about.as_ref())
                .or_default()
                .push((reach(&stop.at), stop));
        }
        for list in stops.values_mut() {
            list.sort_by_key(|(r, s)| (r.earliest, s.order, s.key.clone()));
        }
        Limits {
            stops,
            holds: signals.holds.as_deref().map(merged),
        }
    }

    /// The first stop after a start; `since` takes its place where the clock counts back from a date to come.
    fn stop(&self, start: &Start, since: &Moment) -> Option<End> {
        let begun = reach(since);
        let day = super::reckon::day_start(since);
        let after = |(r, stop): &&(Reach, &Stop)| {
            if begun.timed && r.timed {
                (r.earliest, stop.order) > (begun.earliest, start.order)
            } else if stop.at.date() == since.date() {
                stop.order >= start.order && (stop.about.is_some() || stop.order > start.order)
            } else {
                r.earliest > begun.earliest
            }
        };
        let first = |about: Option<&EventKey>| {
            let list = self.stops.get(&about)?;
            let from = list.partition_point(|(r, _)| r.earliest < day);
            let (reach, stop) = list[from..].iter().find(after)?;
            Some(End {
                reach: *reach,
                by: Some(stop.key.clone()),
                why: Ending::Stop,
            })
        };
        let about = start
            .about
            .as_ref()
            .filter(|a| **a != start.key)
            .and_then(|a| first(Some(a)));
        End::earlier(End::earlier(first(None), first(Some(&start.key))), about)
    }

    /// The stretches of one start, not beyond `next` (the start that replaces it). With `once` only the first.
    pub fn runs(
        &self,
        start: &'a Start,
        place: usize,
        next: Option<&Start>,
        once: bool,
    ) -> Vec<Run<'a>> {
        let replaced = next.map(|next| End {
            reach: reach(&next.at),
            by: Some(next.key.clone()),
            why: Ending::StartedAgain,
        });
        let end = End::earlier(self.stop(start, &start.at), replaced);
        let run = |from: &Moment, from_key, end| Run {
            start,
            place,
            from: from.clone(),
            from_key,
            end,
        };
        let Some(holds) = &self.holds else {
            return vec![run(&start.at, &start.key, end)];
        };
        let begun = reach(&start.at);
        let first = holds.partition_point(|h| h.to.is_some_and(|to| to.latest < begun.earliest));
        let mut runs = Vec::new();
        for hold in &holds[first..] {
            if end.as_ref().is_some_and(|end| hold.from > end.reach.latest)
                || (once && !runs.is_empty())
            {
                break;
            }
            let over = hold.to.map(|reach| End {
                reach,
                by: hold.ended_by.cloned(),
                why: Ending::Condition,
            });
            let end = End::earlier(end.clone(), over);
            if hold.from <= begun.earliest {
                runs.push(run(&start.at, &start.key, end));
            } else {
                runs.push(run(&hold.span.from, &hold.span.key, end));
            }
        }
        runs
    }

    /// For a clock that counts back: the one stretch, up to the date it counts back from. Its condition must be true
    /// at that date; where it ended before, that is the end. `None` if it never was true before it.
    pub fn run_back(
        &self,
        start: &'a Start,
        place: usize,
        since: Option<&Moment>,
    ) -> Option<Run<'a>> {
        let stop = match since {
            Some(since) => self.stop(start, since),
            None => self.first_stop(start),
        };
        let anchor = reach(&start.at);
        // A stop after the date ends what was missed by then: nothing waits for ever.
        let mut end = stop;
        if let Some(holds) = &self.holds {
            let begun = holds.partition_point(|h| h.from <= anchor.latest);
            let last = begun.checked_sub(1).map(|i| &holds[i])?;
            if let Some(to) = last.to.filter(|to| to.latest < anchor.earliest) {
                let over = End {
                    reach: to,
                    by: last.ended_by.cloned(),
                    why: Ending::Condition,
                };
                end = End::earlier(end, Some(over));
            }
        }
        Some(Run {
            start,
            place,
            from: start.at.clone(),
            from_key: &start.key,
            end,
        })
    }

    /// The first stop that names a start whose beginning is not known.
    fn first_stop(&self, start: &Start) -> Option<End> {
        let first = |about: &EventKey| {
            let (reach, stop) = self.stops.get(&Some(about))?.first()?;
            Some(End {
                reach: *reach,
                by: Some(stop.key.clone()),
                why: Ending::Stop,
            })
        };
        End::earlier(first(&start.key), start.about.as_ref().and_then(first))
    }
}

/// Spans of a condition in order, those that touch made one.
fn merged(spans: &[Span]) -> Vec<Hold<'_>> {
    let mut sorted: Vec<(Reach, &Span)> = spans.iter().map(|s| (reach(&s.from), s)).collect();
    sorted.sort_by_key(|(r, s)| (r.earliest, s.key.clone()));
    let mut holds: Vec<Hold> = Vec::new();
    for (from, span) in sorted {
        let to = span.to.as_ref().map(reach);
        let ended_by = span.ended_by.as_ref();
        if to.is_some_and(|to| to.latest < from.earliest) {
            continue;
        }
        match holds.last_mut() {
            Some(last) if last.to.is_none_or(|end| end.latest >= from.earliest) => {
                let longer = match (last.to, to) {
                    (Some(a), Some(b)) => b.latest > a.latest,
                    (Some(_), None) => true,
                    (None, _) => false,
                };
                if longer {
                    last.to = to;
                    last.ended_by = ended_by;
                }
            }
            _ => holds.push(Hold {
                from: from.earliest,
                to,
                span,
                ended_by,
            }),
        }
    }
    holds
}

/// For each start the one that replaces it: the next about the same thing.
pub(super) fn replaced_by<'a>(starts: &[&'a Start], again: Again) -> Vec<Option<&'a Start>> {
    let mut next: HashMap<Option<&EventKey>, &Start> = HashMap::new();
    let mut found = vec![None; starts.len()];
    if again == Again::Restart {
        for (place, start) in starts.iter().enumerate().rev() {
            found[place] = next.insert(start.about.as_ref(), start);
        }
    }
    found
}
