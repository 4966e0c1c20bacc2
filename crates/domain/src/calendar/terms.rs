//! School terms: which term a date is in, and limits in whole terms. The ranges that schools may choose in are kept as
//! published; nothing here decides for a school.

use jiff::civil::Date;

use super::{Calendar, CalendarError};

/// One term of a school year. Schools may choose their first day from `starts_earliest` to `starts_latest`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// The school year, by the calendar year it is named after.
    pub year: i16,
    /// Its number in the year, from 1.
    pub number: u8,
    /// The first day on which a school may start.
    pub starts_earliest: Date,
    /// The day by which every school has started.
    pub starts_latest: Date,
    /// The last day on which a school may be open.
    pub ends_latest: Date,
    /// Whether a school may end sooner than `ends_latest`.
    pub may_end_sooner: bool,
}

impl Term {
    /// Whether `date` may be in the term for some school.
    pub fn may_hold(&self, date: Date) -> bool {
        self.starts_earliest <= date && date <= self.ends_latest
    }
}

impl Calendar {
    /// The school terms known, in order; empty where the calendar has none.
    pub fn school_terms(&self) -> &[Term] {
        &self.data.school_terms
    }

    /// The dates of one term, if known.
    pub fn term_dates(&self, year: i16, number: u8) -> Option<&Term> {
        self.school_terms()
            .iter()
            .find(|t| t.year == year && t.number == number)
    }

    /// The term a date may be in, or `None` in the holidays between terms. Refused before the first and after the
    /// last term known.
    pub fn school_term_of(&self, date: Date) -> Result<Option<&Term>, CalendarError> {
        let (first, last) = self.term_range()?;
        if date < first || date > last {
            return Err(self.outside_terms(date, first, last));
        }
        Ok(self.school_terms().iter().find(|t| t.may_hold(date)))
    }

    /// The last day of the `n`-th term after `date`. The term that `date` is in counts as the first if `inclusive`,
    /// and otherwise not at all.
    pub(super) fn terms_after(
        &self,
        date: Date,
        n: i64,
        inclusive: bool,
    ) -> Result<Date, CalendarError> {
        let (first, last) = self.term_range()?;
        if date < first {
            return Err(self.outside_terms(date, first, last));
        }
        let counts = |t: &&Term| t.starts_earliest > date || (inclusive && t.may_hold(date));
        let nth = usize::try_from(n - 1)
            .ok()
            .and_then(|n| self.school_terms().iter().filter(counts).nth(n));
        nth.map(|t| t.ends_latest)
            .ok_or_else(|| self.outside_terms(date, first, last))
    }

    /// The first day of the `n`-th term before `date`, counted like [`Self::terms_after`].
    pub(super) fn terms_before(
        &self,
        date: Date,
        n: i64,
        inclusive: bool,
    ) -> Result<Date, CalendarError> {
        let (first, last) = self.term_range()?;
        if date > last {
            return Err(self.outside_terms(date, first, last));
        }
        let counts = |t: &&Term| t.ends_latest < date || (inclusive && t.may_hold(date));
        let nth = usize::try_from(n - 1)
            .ok()
            .and_then(|n| self.school_terms().iter().rev().filter(counts).nth(n));
        nth.map(|t| t.starts_earliest)
            .ok_or_else(|| self.outside_terms(date, first, last))
    }

    fn term_range(&self) -> Result<(Date, Date), CalendarError> {
        let terms = self.school_terms();
        match (terms.first(), terms.last()) {
            (Some(first), Some(last)) => Ok((first.starts_earliest, last.ends_latest)),
            _ => Err(CalendarError::NoSchoolTerms {
                calendar: self.code().to_owned(),
            }),
        }
    }

    fn outside_terms(&self, date: Date, from: Date, to: Date) -> CalendarError {
        CalendarError::OutsideTerms {
            calendar: self.code().to_owned(),
            date,
            from,
            to,
        }
    }
}
