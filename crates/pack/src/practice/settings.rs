//! A service's dated settings over a pack's defaults. A service may tighten what the pack says, never loosen it.

use domain::calendar::{Interval, OpenRange, OpeningHours};
use jiff::civil::{Date, Time, Weekday};
use serde_json::Value;

use crate::Pack;
use crate::model::{Setting, SettingType, Tighten};

/// The settings of one service: which, what, from when.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    dated: Vec<(String, Value, Date)>,
}

impl Settings {
    /// Of settings in any order.
    pub fn new(dated: impl IntoIterator<Item = (String, Value, Date)>) -> Self {
        let mut dated: Vec<_> = dated.into_iter().collect();
        dated.sort_by_key(|(_, _, from)| *from);
        Self { dated }
    }

    /// The value on a day: the service's, or the pack's default.
    pub fn on(&self, pack: &Pack, name: &str, day: Date) -> Option<Value> {
        let setting = pack.setting(name)?;
        let own = self
            .dated
            .iter()
            .rfind(|(n, _, from)| n == name && *from <= day);
        Some(own.map_or_else(|| default(setting), |(_, value, _)| value.clone()))
    }

    /// The values over time: the default, then each of the service's with its first day.
    pub fn over_time(&self, pack: &Pack, name: &str) -> Vec<(Option<Date>, Value)> {
        let Some(setting) = pack.setting(name) else {
            return Vec::new();
        };
        let own = self.dated.iter().filter(|(n, _, _)| n == name);
        std::iter::once((None, default(setting)))
            .chain(own.map(|(_, v, from)| (Some(*from), v.clone())))
            .collect()
    }
}

fn default(setting: &Setting) -> Value {
    match setting.kind {
        SettingType::Integer => setting
            .default
            .parse::<i64>()
            .map_or(Value::Null, Value::from),
        _ => Value::String(setting.default.value.clone()),
    }
}

impl Setting {
    /// What is wrong with a value a service wants to set; `None` where it may.
    pub fn refuses(&self, value: &Value) -> Option<String> {
        let text = value.as_str().unwrap_or_default();
        match self.kind {
            SettingType::Interval => {
                let Ok(new) = text.parse::<Interval>() else {
                    return Some(format!(
                        "`{text}` is not an interval: something like `3 working days` was expected"
                    ));
                };
                let Ok(old) = self.default.parse::<Interval>() else {
                    return None;
                };
                self.refuses_size(length(&new), length(&old), text)
            }
            SettingType::Integer => {
                let Some(new) = value.as_i64().or_else(|| text.parse().ok()) else {
                    return Some(format!("`{value}` is not a whole number"));
                };
                let old = self.default.parse::<i64>().unwrap_or_default();
                self.refuses_size(new as f64, old as f64, &new.to_string())
            }
            SettingType::Choice => {
                let known = self.options.iter().any(|o| **o.id == *text);
                (!known).then(|| {
                    let options: Vec<_> = self.options.iter().map(|o| o.id.as_str()).collect();
                    format!("`{text}` is not one of {}", options.join(", "))
                })
            }
            SettingType::YesNo => (!matches!(text, "yes" | "no"))
                .then(|| format!("`{text}` is neither `yes` nor `no`")),
            SettingType::Date => text
                .parse::<Date>()
                .is_err()
                .then(|| format!("`{text}` is not a date such as 2026-07-01")),
            SettingType::OpeningHours => opening_hours(text).err(),
            SettingType::Text => (text.chars().count() > 1_000)
                .then(|| "the text is longer than 1,000 characters".into()),
        }
    }

    fn refuses_size(&self, new: f64, old: f64, text: &str) -> Option<String> {
        let default = self.default.as_str();
        match self.tighten {
            Tighten::Fixed if new != old => Some(format!(
                "the pack fixes this at {default}; a service may not change it"
            )),
            Tighten::Shorter | Tighten::Smaller if new > old => Some(format!(
                "{text} is more than the pack's {default}: a service may tighten it, never loosen it"
            )),
            Tighten::Longer | Tighten::Larger if new < old => Some(format!(
                "{text} is less than the pack's {default}: a service may tighten it, never loosen it"
            )),
            _ => None,
        }
    }
}

/// Opening hours as a setting writes them: `monday-friday 09:00-17:00, saturday 10:00-12:00`.
///
/// # Errors
/// The first part that cannot be read, and what was expected.
pub fn opening_hours(text: &str) -> Result<OpeningHours, String> {
    const DAYS: [(&str, Weekday); 7] = [
        ("monday", Weekday::Monday),
        ("tuesday", Weekday::Tuesday),
        ("wednesday", Weekday::Wednesday),
        ("thursday", Weekday::Thursday),
        ("friday", Weekday::Friday),
        ("saturday", Weekday::Saturday),
        ("sunday", Weekday::Sunday),
    ];
    let mut ranges = Vec::new();
    for part in text.split(',').map(str::trim) {
        let read = || {
            let (days, hours) = part.split_once(' ')?;
            let (first, last) = days.split_once('-').unwrap_or((days, days));
            let place = |day: &str| DAYS.iter().position(|(name, _)| *name == day);
            let (opens, closes) = hours.trim().split_once('-')?;
            let time = |text: &str| format!("{text}:00").parse::<Time>().ok();
            Some((place(first)?, place(last)?, time(opens)?, time(closes)?))
        };
        let Some((first, last, opens, closes)) = read().filter(|(first, last, ..)| first <= last)
        else {
            return Err(format!(
                "`{part}` is not opening hours such as `monday-friday 09:00-17:00`"
            ));
        };
        ranges.extend(DAYS[first..=last].iter().map(|(_, weekday)| OpenRange {
            weekday: *weekday,
            opens,
            closes,
        }));
    }
    OpeningHours::new(ranges).map_err(|problems| {
        problems
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join("; ")
    })
}

impl Settings {
    /// The service's opening hours, by the pack's setting of that type as it stands on a day; none where it has none.
    pub fn opening(&self, pack: &Pack, day: Date) -> Option<OpeningHours> {
        let setting = pack
            .settings
            .iter()
            .find(|s| s.kind == SettingType::OpeningHours)?;
        opening_hours(self.on(pack, &setting.setting, day)?.as_str()?).ok()
    }
}

/// A length to compare intervals by, in days: five working days are seven days.
fn length(interval: &Interval) -> f64 {
    use domain::calendar::Unit;
    interval
        .parts()
        .iter()
        .map(|part| {
            let one = match part.unit {
                Unit::Minutes => 1.0 / 1440.0,
                Unit::Hours => 1.0 / 24.0,
                Unit::Days => 1.0,
                Unit::WorkingDays => 1.4,
                Unit::Weeks => 7.0,
                Unit::Months => 30.4,
                Unit::SchoolTerms => 91.0,
                Unit::Years => 365.25,
                _ => 0.0,
            };
            part.n as f64 * one
        })
        .sum()
}
