//! Days, moments, ages and states in the words of a file's pages. It knows no file.

use domain::calendar::Due;
use domain::clock::Status;
use domain::event::Occurred;
use domain::fact::{Birth, Precision};
use domain::history::RecordStatus;
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use pack::model::Form;

/// "3 March 2026".
pub fn day(day: Date) -> String {
    day.strftime("%-d %B %Y").to_string()
}

/// "Thu 3 March".
pub fn near(day: Date, today: Date) -> String {
    if day == today {
        return "today".to_owned();
    }
    let year = if day.year() == today.year() {
        ""
    } else {
        " %Y"
    };
    day.strftime(&format!("%a %-d %B{year}")).to_string()
}

/// "3 March 2026, 15:10".
pub fn moment(at: Timestamp, zone: &TimeZone) -> String {
    let at = at.to_zoned(zone.clone());
    at.strftime("%-d %B %Y, %H:%M").to_string()
}

/// When something happened, as precisely as is known.
pub fn occurred(at: &Occurred) -> String {
    use domain::event::Precision;
    match (at.precision, at.time) {
        (Precision::Day, Some(time)) => {
            let at: DateTime = at.date.to_datetime(time);
            at.strftime("%-d %B %Y, %H:%M").to_string()
        }
        (Precision::Day, None) => day(at.date),
        (Precision::Month, _) => at.date.strftime("%B %Y").to_string(),
        (Precision::Year, _) => at.date.year().to_string(),
        (Precision::About, _) => format!("about {}", at.date.year()),
    }
}

/// When something is due: "Fri 5 June, end of day", "Fri 5 June, 16:20".
pub fn due(due: &Due, today: Date) -> String {
    let date = near(due.date(), today);
    match due {
        Due::Day { .. } => date,
        Due::Instant { local, .. } => {
            format!("{date}, {:02}:{:02}", local.hour(), local.minute())
        }
    }
}

/// "14", "about 14", "due in June 2026".
pub fn age(birth: &Birth, today: Date) -> String {
    match (birth, birth.age_on(today)) {
        (Birth::Expected { due }, _) => format!("not born yet, due {}", day(*due)),
        (Birth::Known { .. }, Some((age, _))) => age.to_string(),
        (Birth::Estimated { date }, Some((least, most))) => {
            let exact = least == most && !matches!(date.precision(), Precision::About);
            match (exact, least == most) {
                (true, _) => least.to_string(),
                (false, true) => format!("about {least}"),
                (false, false) => format!("{least} or {most}"),
            }
        }
        _ => String::new(),
    }
}

/// A state of a timescale in words, and the name of its look.
pub fn status(status: Status) -> (&'static str, &'static str) {
    match status {
        Status::NotYetOpen => ("not open yet", "open"),
        Status::Open => ("due", "open"),
        Status::DueSoon => ("due soon", "soon"),
        Status::OutOfTimescale => ("out of timescale", "out"),
        Status::Met => ("met", "met"),
        Status::MetEarly => ("met early", "met"),
        Status::MetLate => ("met, out of timescale", "out"),
        Status::Missed => ("not met", "out"),
        Status::Dismissed => ("not needed", "met"),
        Status::Paused => ("paused", "open"),
        Status::NotRequired => ("no longer asked for", "met"),
        Status::Impossible => ("cannot be worked out", "soon"),
    }
}

/// Whether there is something to do about it still.
pub fn is_running(status: Status) -> bool {
    matches!(
        status,
        Status::NotYetOpen
            | Status::Open
            | Status::DueSoon
            | Status::OutOfTimescale
            | Status::Paused
            | Status::Impossible
    )
}

/// What has become of a record, and the name of its look.
pub fn standing(status: &RecordStatus, form: Option<&Form>) -> (String, &'static str) {
    match status {
        RecordStatus::Waiting(step) => {
            let title = form
                .and_then(|f| f.step(step))
                .and_then(|s| s.title.clone());
            let title = title.unwrap_or_else(|| step.replace('-', " "));
            (format!("waits for: {title}"), "soon")
        }
        RecordStatus::Returned(..) => ("given back".to_owned(), "soon"),
        RecordStatus::Complete => ("complete".to_owned(), "met"),
        RecordStatus::Removed => ("taken out of view".to_owned(), "out"),
    }
}

/// The first words of a longer text, on one line.
pub fn beginning(text: &str, most: usize) -> String {
    let line: Vec<&str> = text.split_whitespace().collect();
    let line = line.join(" ");
    if line.chars().count() <= most {
        return line;
    }
    let kept: String = line.chars().take(most).collect();
    let kept = kept
        .rsplit_once(' ')
        .map_or(kept.as_str(), |(kept, _)| kept);
    format!("{kept}…")
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn an_age_is_as_exact_as_the_birth_is_known() {
        let today = date(2026, 6, 4);
        let known = Birth::Known {
            date: date(2012, 6, 5),
        };
        assert_eq!(age(&known, today), "13");
        let about = |text: &str| Birth::Estimated {
            date: text.parse().expect(text),
        };
        assert_eq!(age(&about("2012"), today), "13 or 14");
        let due = Birth::Expected {
            due: date(2026, 8, 1),
        };
        assert_eq!(age(&due, today), "not born yet, due 1 August 2026");
    }

    #[test]
    fn a_long_text_ends_between_words() {
        assert_eq!(beginning("one  two\nthree", 40), "one two three");
        assert_eq!(beginning("one two three", 9), "one two…");
    }
}
