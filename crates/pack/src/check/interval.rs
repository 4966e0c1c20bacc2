//! Intervals and periods, and settings that stand in their place.

use domain::calendar::{Interval, Unit};

use super::{Checker, Class};
use crate::model::{Count, Ref, SettingType, Within};
use crate::text::Spanned;

/// Periods that a number may be asked for in.
pub(super) const PERIODS: [&str; 6] = [
    "week",
    "fortnight",
    "calendar month",
    "quarter",
    "school term",
    "calendar year",
];

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

impl Checker<'_, '_> {
    /// An interval as written; what is wrong with it is reported.
    pub(super) fn interval(&mut self, text: &Spanned<String>) -> Option<Interval> {
        match text.parse() {
            Ok(interval) => Some(interval),
            Err(wrong) => {
                let wrong: domain::calendar::IntervalError = wrong;
                let problem = self.out.error(text.span, wrong.to_string());
                if !problem.message.contains("expected") {
                    problem.expected("an interval such as `3 working days`");
                }
                None
            }
        }
    }

    pub(super) fn within(&mut self, within: &Within) {
        match within {
            Within::Interval(text) => {
                self.interval(text);
            }
            Within::Setting(name) => self.setting_of(name, SettingType::Interval),
        }
    }

    pub(super) fn count(&mut self, count: &Count) {
        if let Count::Setting(name) = count {
            self.setting_of(name, SettingType::Integer);
        }
    }

    fn setting_of(&mut self, name: &Ref, kind: SettingType) {
        if !self.known(Class::Setting, name, name.span) {
            return;
        }
        let Some(setting) = self.pack.setting(name) else {
            return;
        };
        if setting.kind != kind {
            let message = format!("the setting `{}` is of type `{}`", name.value, setting.kind);
            self.out
                .error(name.span, message)
                .expected(format!("a setting of type `{kind}`"));
        }
    }

    /// `calendar month`, `year from 1 July`, or an interval.
    pub(super) fn period(&mut self, per: &Spanned<String>, rolling: bool) {
        let text = per.trim().to_lowercase();
        if PERIODS.contains(&text.as_str()) || is_year_from(&text) {
            if rolling {
                self.out
                    .error(per.span, format!("`{text}` does not roll"))
                    .expected("an interval such as `12 months` beside `rolling: true`");
            }
            return;
        }
        match text.parse::<Interval>() {
            Ok(interval) => {
                if interval.parts().iter().any(|p| p.unit == Unit::SameDay) {
                    self.out
                        .error(per.span, "a period of no length")
                        .expected("an interval such as `4 weeks`");
                }
            }
            Err(_) => {
                self.out
                    .error(per.span, format!("`{text}` is not a period"))
                    .expected(format!(
                        "`{}`, `year from 1 July` or an interval",
                        PERIODS.join("`, `")
                    ))
                    .nearest(&text, PERIODS);
            }
        }
    }
}

fn is_year_from(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let ["year", "from", day, month] = words[..] else {
        return false;
    };
    day.parse::<u8>().is_ok_and(|day| (1..=28).contains(&day)) && MONTHS.contains(&month)
}
