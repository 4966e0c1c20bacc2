//! Days and moments as people read them. It knows no clock: what is today, it is told.

use domain::fact::PartDate;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// "Thursday 4 June".
pub fn long(day: Date) -> String {
    day.strftime("%A %-d %B").to_string()
}

/// "4 June 2026".
pub fn full(day: Date) -> String {
    day.strftime("%-d %B %Y").to_string()
}

/// "Fri 5 Jun"; with the year where it is another one.
pub fn short(day: Date, today: Date) -> String {
    let form = match day.year() == today.year() {
        true => "%a %-d %b",
        false => "%-d %b %Y",
    };
    day.strftime(form).to_string()
}

/// "today", "yesterday", "tomorrow", or the day.
pub fn near(day: Date, today: Date) -> String {
    match apart(today, day) {
        0 => "today".into(),
        1 => "tomorrow".into(),
        -1 => "yesterday".into(),
        _ => short(day, today),
    }
}

/// A date as lists keep it: a day, a month, a year, about a year, or a day with a time behind it.
pub fn kept(text: &str, today: Date) -> String {
    if let Some(day) = day(text) {
        return near(day, today);
    }
    text.parse::<PartDate>()
        .map_or_else(|_| text.to_owned(), |date| date.to_string())
}

/// A birth or death as lists keep it, in full.
pub fn whole(text: &str) -> String {
    if let Some(day) = day(text) {
        return full(day);
    }
    text.parse::<PartDate>()
        .map_or_else(|_| text.to_owned(), |date| date.to_string())
}

/// The day of a date as lists keep it, where it is known to the day.
pub fn day(text: &str) -> Option<Date> {
    text.get(..10)?.parse().ok()
}

/// "4 June, 15:10", where the service is.
pub fn moment(at: Timestamp, zone: &TimeZone) -> String {
    let at = at.to_zoned(zone.clone());
    at.strftime("%-d %B, %H:%M").to_string()
}

/// Days from one to the other.
pub fn apart(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

/// How long something has waited: "today", "3 days", "5 weeks".
pub fn waited(since: Date, today: Date) -> String {
    match apart(since, today) {
        ..=0 => "today".into(),
        1 => "1 day".into(),
        days @ 2..=27 => format!("{days} days"),
        days => format!("{} weeks", days / 7),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_are_told_as_people_say_them() {
        let today = date(2026, 6, 4);
        assert_eq!(long(today), "Thursday 4 June");
        for (day, said) in [
            (date(2026, 6, 4), "today"),
            (date(2026, 6, 5), "tomorrow"),
            (date(2026, 6, 3), "yesterday"),
            (date(2026, 6, 9), "Tue 9 Jun"),
            (date(2025, 6, 9), "9 Jun 2025"),
        ] {
            assert_eq!(near(day, today), said);
        }
    }

    #[test]
    fn what_lists_keep_is_told_as_far_as_it_is_known() {
        let today = date(2026, 6, 4);
        for (text, said) in [
            ("2026-05-26", "Tue 26 May"),
            ("2026-05-26T10:40", "Tue 26 May"),
            ("2026-05", "May 2026"),
            ("about 2011", "about 2011"),
            ("…", "…"),
        ] {
            assert_eq!(kept(text, today), said);
        }
        assert_eq!(whole("2011-05-03"), "3 May 2011");
    }

    #[test]
    fn waiting_is_told_in_days_and_then_in_weeks() {
        let today = date(2026, 6, 4);
        for (since, said) in [
            (date(2026, 6, 4), "today"),
            (date(2026, 6, 3), "1 day"),
            (date(2026, 5, 20), "15 days"),
            (date(2026, 4, 2), "9 weeks"),
        ] {
            assert_eq!(waited(since, today), said);
        }
    }
}
