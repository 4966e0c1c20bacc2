//! The days to a limit in sentences, with English names of days and months. It leaves no day out, but tells many at once.

use jiff::civil::{Date, DateTime, Weekday};

use domain::calendar::{Closed, CountedDay, Due, Moment};
use domain::clock::{ChangeKind, Reasons};

/// More days than this are told by their first and last.
const MANY: usize = 12;

/// The whole as one text: "From Thu 2 Apr 2026, 16:20. Not counted: … Counted: … Due Thu 9 Apr, end of day."
pub fn sentence(reasons: &Reasons) -> String {
    sentences(reasons).join(" ")
}

/// Sentence by sentence: where time runs from, what was not counted, what was, what moved it, when it is due.
pub fn sentences(reasons: &Reasons) -> Vec<String> {
    let year = reasons.anchor.date().year();
    let mut told = vec![from(&reasons.anchor, reasons)];
    told.extend(not_counted(reasons));
    told.extend(counted(reasons));
    if let Some(first) = reasons.first_due.filter(|_| !reasons.changes.is_empty()) {
        told.push(format!(
            "By the rule alone due {}.",
            due_words(&first, year)
        ));
    }
    for change in &reasons.changes {
        let why = why(change.why);
        told.push(format!("{why}: due {}.", due_words(&change.due, year)));
    }
    told.push(match reasons.due {
        Some(due) => format!("Due {}.", due_words(&due, year)),
        None => "It has no due date.".to_owned(),
    });
    told
}

fn from(anchor: &Moment, reasons: &Reasons) -> String {
    let date = full(anchor.date());
    let at = anchor.time().map_or(String::new(), |time| {
        format!(", {}", time.strftime("%H:%M"))
    });
    let way = if reasons.back {
        " counted back from"
    } else {
        " from"
    };
    match &reasons.limit {
        Some(limit) => format!("{limit}{way} {date}{at}."),
        None => format!("From {date}{at}."),
    }
}

/// Days on the way that are not worked, and a start that is not counted is not told: the first sentence has it.
fn not_counted(reasons: &Reasons) -> Option<String> {
    let days: Vec<&CountedDay> = reasons
        .days
        .iter()
        .filter(|day| day.number.is_none() && day.closed.is_some())
        .collect();
    let mut writer = Writer::new(reasons.anchor.date());
    let mut told: Vec<String> = Vec::new();
    let few = days.len() <= MANY;
    let mut weekend = 0;
    for day in &days {
        match &day.closed {
            Some(Closed::Weekend(_)) if !few => weekend += 1,
            Some(Closed::Weekend(_)) | None => told.push(writer.day(day.date)),
            Some(closed) => told.push(format!("{} {}", closed, writer.bare(day.date))),
        }
    }
    if weekend > 0 {
        let days = if weekend == 1 { "day" } else { "days" };
        told.push(format!("{weekend} {days} of weekends"));
    }
    (!told.is_empty()).then(|| format!("Not counted: {}.", told.join(", ")))
}

fn counted(reasons: &Reasons) -> Option<String> {
    let days: Vec<Date> = reasons
        .days
        .iter()
        .filter(|day| day.number.is_some())
        .map(|day| day.date)
        .collect();
    let mut writer = Writer::new(reasons.anchor.date());
    match days[..] {
        [] => None,
        [first, .., last] if days.len() > MANY => {
            let (first, last) = (writer.dated(first), writer.dated(last));
            Some(format!("Counted: {} days, {first} to {last}.", days.len()))
        }
        _ => {
            let told: Vec<String> = days.iter().map(|day| writer.day(*day)).collect();
            Some(format!("Counted: {}.", told.join(", ")))
        }
    }
}

/// Writes days one after another, with the month where it is not that of the day before.
struct Writer {
    last: Date,
}

impl Writer {
    fn new(after: Date) -> Self {
        Writer { last: after }
    }

    /// "3", or "1 May".
    fn bare(&mut self, date: Date) -> String {
        let same = (self.last.year(), self.last.month()) == (date.year(), date.month());
        let year = self.last.year();
        self.last = date;
        if same {
            date.day().to_string()
        } else {
            in_year(date, year)
        }
    }

    /// "Sat 4", or "Fri 1 May".
    fn day(&mut self, date: Date) -> String {
        format!("{} {}", weekday(date), self.bare(date))
    }

    /// "Sat 4 Apr".
    fn dated(&mut self, date: Date) -> String {
        let year = self.last.year();
        self.last = date;
        format!("{} {}", weekday(date), in_year(date, year))
    }
}

fn in_year(date: Date, year: i16) -> String {
    let (day, month) = (date.day(), month(date));
    if date.year() == year {
        format!("{day} {month}")
    } else {
        format!("{day} {month} {}", date.year())
    }
}

fn due_words(due: &Due, year: i16) -> String {
    let date = due.date();
    let date = format!("{} {}", weekday(date), in_year(date, year));
    match due {
        Due::Day { .. } => format!("{date}, end of day"),
        Due::Instant { local, .. } => format!("{date}, {}", clock(local)),
    }
}

fn clock(local: &DateTime) -> String {
    format!("{:02}:{:02}", local.hour(), local.minute())
}

fn why(change: ChangeKind) -> &'static str {
    match change {
        ChangeKind::Paused => "Time that is not counted",
        ChangeKind::Tightened => "The service's own shorter limit",
        ChangeKind::Interval => "A shorter limit came into force",
        ChangeKind::Extended => "More time was given",
        ChangeKind::BroughtForward => "It was brought forward",
        ChangeKind::IntervalSet => "Another limit was directed",
    }
}

/// Why a day is not worked, for a cell.
pub(super) fn reason(closed: &Closed) -> String {
    match closed {
        Closed::Weekend(_) => "weekend".to_owned(),
        other => other.to_string(),
    }
}

/// "Thu 2 Apr 2026".
pub(super) fn full(date: Date) -> String {
    let (day, month, year) = (date.day(), month(date), date.year());
    format!("{} {day} {month} {year}", weekday(date))
}

fn weekday(date: Date) -> &'static str {
    match date.weekday() {
        Weekday::Monday => "Mon",
        Weekday::Tuesday => "Tue",
        Weekday::Wednesday => "Wed",
        Weekday::Thursday => "Thu",
        Weekday::Friday => "Fri",
        Weekday::Saturday => "Sat",
        Weekday::Sunday => "Sun",
    }
}

/// "Apr".
pub(super) fn month(date: Date) -> &'static str {
    const NAMES: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let index = usize::try_from(date.month() - 1).unwrap_or_default();
    NAMES.get(index).copied().unwrap_or_default()
}
