//! Periods between two dates that may be known only in part. Whether "now" lies in one is asked with a day in hand.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::check::{Check, FactProblem};
use super::when::PartDate;

/// From when to when something held; an open end is "not known or not yet". Both ends belong to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Period {
    /// The first day, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<PartDate>,
    /// The last day, if it has ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<PartDate>,
}

impl Period {
    /// A period from a day on, without an end.
    pub fn since(date: Date) -> Self {
        Period {
            from: Some(PartDate::day(date)),
            to: None,
        }
    }

    /// Whether `day` can lie in the period, giving dates known in part the benefit of the doubt.
    pub fn covers(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from.earliest() <= day)
            && self.to.is_none_or(|to| day <= to.latest())
    }

    /// Whether the period is over by `day`: its last possible day lies before.
    pub fn ended_by(&self, day: Date) -> bool {
        self.to.is_some_and(|to| to.latest() < day)
    }

    /// Whether some day can lie in both.
    pub fn overlaps(&self, other: &Period) -> bool {
        let before = |to: Option<PartDate>, from: Option<PartDate>| matches!((to, from), (Some(to), Some(from)) if to.latest() < from.earliest());
        !before(self.to, other.from) && !before(other.to, self.from)
    }

    /// A period that ends before it begins, or an end in a year nobody means.
    pub fn validate(&self) -> Vec<FactProblem> {
        let mut check = Check::new(None);
        for (field, end) in [("from", self.from), ("to", self.to)] {
            if let Some(end) = end {
                check.part(field, end);
            }
        }
        if let (Some(from), Some(to)) = (self.from, self.to)
            && to.latest() < from.earliest()
        {
            check.add(
                "to",
                format!("ends ({to}) before it begins ({from})"),
                format!("{from} or later"),
            );
        }
        check.done()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_period_that_ends_before_it_begins_is_a_problem() {
        let period = |from: &str, to: &str| Period {
            from: from.parse().ok(),
            to: to.parse().ok(),
        };
        assert_eq!(period("2020-05", "2020-04-30").validate().len(), 1);
        assert!(period("2020-05", "2020-05-01").validate().is_empty());
        assert!(period("2020", "").validate().is_empty());
        assert_eq!(period("0209", "9999").validate().len(), 2);
        assert!(period("2020", "2021").overlaps(&period("2021-12-31", "")));
        assert!(!period("2020", "2021").overlaps(&period("2022", "")));
        assert!(period("", "2021-03").ended_by(date(2021, 4, 1)));
    }
}
