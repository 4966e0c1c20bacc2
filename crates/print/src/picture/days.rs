//! "Why is this due", for a person to check with a finger on a calendar: weeks from Monday to Sunday with each day counted or
//! not and why, and the same in sentences. It repeats what [`domain::clock::explain`] laid out and counts nothing itself.

mod tell;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use domain::calendar::{CountedDay, Due, Moment};
use domain::clock::Reasons;

pub use tell::{sentence, sentences};

/// The longest stretch of weeks shown without leaving out those in which nothing is counted.
const SHORT: usize = 8;
/// More weeks than anybody can check; what lies beyond is told in sentences alone.
const LONGEST: usize = 530;

/// A table of weeks: a heading for each day of the week, then a row for each week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Days {
    /// What the table is: "Thu 2 Apr 2026 to Thu 9 Apr 2026".
    pub caption: String,
    /// The weeks in order.
    pub weeks: Vec<Week>,
}

/// A row of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Week {
    /// Its first day.
    pub monday: Date,
    /// How many weeks were left out before this one, since nothing is counted in them.
    pub left_out: usize,
    /// Monday to Sunday.
    pub cells: Vec<Cell>,
}

/// A day of the table. A day can be several things at once: counted and due, above all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// The day.
    pub date: Date,
    /// What to write: the day, with its month on the first day shown and on the first of each month.
    pub label: String,
    /// Whether time runs from this day.
    pub start: bool,
    /// Whether it was counted.
    pub count: Count,
    /// Whether the rule alone made it due on this day, and something moved it since.
    pub was_due: bool,
    /// Whether it is due on this day.
    pub due: bool,
}

/// Whether a day was counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Count {
    /// As this number.
    Counted(u32),
    /// Not, for this reason: "weekend", or the name of a holiday.
    NotCounted(String),
    /// It is no part of the count.
    Outside,
}

impl Cell {
    /// All that marks the day, in words, for a reader who does not see the table: "counted, day 3; due".
    pub fn words(&self) -> String {
        let mut words = Vec::new();
        if self.start {
            words.push("start".to_owned());
        }
        match &self.count {
            Count::Counted(number) => words.push(format!("counted, day {number}")),
            Count::NotCounted(why) => words.push(format!("not counted: {why}")),
            Count::Outside => (),
        }
        if self.was_due {
            words.push("due at first".to_owned());
        }
        if self.due {
            words.push("due".to_owned());
        }
        words.join("; ")
    }
}

impl Days {
    /// The weeks of a due moment with its reasons. `None` where it has no due moment.
    pub fn of(reasons: &Reasons) -> Option<Days> {
        let first = reasons.first_due.map(|due| due.date());
        let due = reasons.due.or(reasons.first_due)?;
        Some(Days::new(&reasons.anchor, &reasons.days, first, &due))
    }

    /// The weeks from a start to a due moment. `first` is the day it was due by the rule alone.
    pub fn new(anchor: &Moment, days: &[CountedDay], first: Option<Date>, due: &Due) -> Days {
        let due = due.date();
        let marked = [anchor.date(), due].into_iter().chain(first);
        let mut marked: Vec<Date> = marked.chain(days.iter().map(|d| d.date)).collect();
        marked.sort_unstable();
        let (from, to) = match marked[..] {
            [one, .., last] => (one, last),
            _ => (due, due),
        };
        let mut weeks: Vec<Week> = Vec::new();
        let mut left_out = 0;
        let mut next = Some(monday(from));
        let mut all = 0;
        let short = from
            .until(to)
            .is_ok_and(|span| span.get_days() <= 7 * SHORT as i32);
        while let Some(start) = next.filter(|start| *start <= to && all < LONGEST) {
            all += 1;
            next = start.checked_add(7.days()).ok();
            let dates: Vec<Date> = (0..7)
                .filter_map(|day| start.checked_add(day.days()).ok())
                .collect();
            if !short && !dates.iter().any(|date| marked.binary_search(date).is_ok()) {
                left_out += 1;
                continue;
            }
            let shown = weeks.is_empty();
            let cells = dates.into_iter().enumerate().map(|(place, date)| Cell {
                date,
                label: label(date, shown && place == 0),
                start: date == anchor.date(),
                count: count(date, days),
                was_due: first == Some(date) && date != due,
                due: date == due,
            });
            weeks.push(Week {
                monday: start,
                left_out: std::mem::take(&mut left_out),
                cells: cells.collect(),
            });
        }
        Days {
            caption: format!("{} to {}", tell::full(from), tell::full(to)),
            weeks,
        }
    }
}

fn monday(date: Date) -> Date {
    let since = date.weekday().since(Weekday::Monday);
    date.checked_sub(i64::from(since).days()).unwrap_or(date)
}

fn label(date: Date, first: bool) -> String {
    if first || date.day() == 1 {
        format!("{} {}", date.day(), tell::month(date))
    } else {
        date.day().to_string()
    }
}

fn count(date: Date, days: &[CountedDay]) -> Count {
    let day = days.iter().find(|day| day.date == date);
    match day.map(|day| (day.number, &day.closed)) {
        Some((Some(number), _)) => Count::Counted(number),
        Some((None, Some(closed))) => Count::NotCounted(tell::reason(closed)),
        _ => Count::Outside,
    }
}
