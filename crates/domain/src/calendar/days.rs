//! The days of a calendar as arrays: for each day how many working days came before it, and the working days in a row,
//! so that counting and finding the n-th are a look-up each. Knows nothing of names or zones.

use jiff::civil::Date;

/// Working days of a stretch of dates, by index from its first day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Days {
    first: Date,
    /// `worked_before[i]`: working days among the first `i` days. One longer than the stretch.
    worked_before: Vec<u32>,
    /// `unfixed_before[i]`: days not yet settled among the first `i` days. One longer than the stretch.
    unfixed_before: Vec<u32>,
    /// Index of each working day, in order.
    worked: Vec<u32>,
}

impl Days {
    /// Asks `works` and `unfixed` once about each day from `first` to `last`.
    pub(super) fn new(
        first: Date,
        last: Date,
        works: impl Fn(Date) -> bool,
        unfixed: impl Fn(Date) -> bool,
    ) -> Self {
        let mut days = Days {
            first,
            worked_before: vec![0],
            unfixed_before: vec![0],
            worked: Vec::new(),
        };
        let mut index = 0u32;
        let mut unfixed_so_far = 0u32;
        let mut day = Some(first).filter(|d| *d <= last);
        while let Some(date) = day {
            if works(date) {
                days.worked.push(index);
            }
            unfixed_so_far += u32::from(unfixed(date));
            days.worked_before.push(days.worked.len() as u32);
            days.unfixed_before.push(unfixed_so_far);
            index += 1;
            day = date.tomorrow().ok().filter(|d| *d <= last);
        }
        days
    }

    /// Where `date` stands, if inside.
    pub(super) fn index(&self, date: Date) -> Option<usize> {
        let day = date.duration_since(self.first).as_hours() / 24;
        usize::try_from(day)
            .ok()
            .filter(|i| date >= self.first && i + 1 < self.worked_before.len())
    }

    /// The date at an index.
    pub(super) fn date(&self, index: usize) -> Option<Date> {
        let days = i64::try_from(index).ok()?;
        self.first
            .checked_add(jiff::Span::new().try_days(days).ok()?)
            .ok()
    }

    /// Working days before the day at `index`; `index` may be one past the end.
    pub(super) fn worked_before(&self, index: usize) -> usize {
        self.worked_before
            .get(index)
            .map_or(self.worked.len(), |n| *n as usize)
    }

    /// The index of the working day number `n`, counted from 0.
    pub(super) fn nth_worked(&self, n: usize) -> Option<usize> {
        self.worked.get(n).map(|i| *i as usize)
    }

    /// Whether the day at `index` is worked.
    pub(super) fn works(&self, index: usize) -> bool {
        self.worked_before(index + 1) > self.worked_before(index)
    }

    /// Whether any day from one index to another, both included, is not settled.
    pub(super) fn any_unfixed(&self, from: usize, to: usize) -> bool {
        let upto = |i: usize| self.unfixed_before.get(i).copied().unwrap_or_default();
        from <= to && upto(to + 1) > upto(from)
    }
}
