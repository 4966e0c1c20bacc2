//! Compares two births, each known, estimated or expected, with the slips people make in dates.

use jiff::civil::Date;

use super::reason::How;
use crate::fact::{Birth, PartDate, Precision};

/// How two births compare, and the points that is worth.
pub(super) fn compare(one: &Birth, other: &Birth) -> (How, i16) {
    match (one, other) {
        (Birth::Expected { due: a }, Birth::Expected { due: b }) => due(*a, *b, 30, 25),
        (Birth::Expected { due: a }, Birth::Known { date: b })
        | (Birth::Known { date: b }, Birth::Expected { due: a }) => due(*a, *b, 60, 20),
        (Birth::Expected { due: a }, Birth::Estimated { date: b })
        | (Birth::Estimated { date: b }, Birth::Expected { due: a }) => {
            if b.earliest() <= *a && *a <= b.latest() {
                (How::Due, 10)
            } else {
                (How::Differs, -10)
            }
        }
        _ => match (part(one), part(other)) {
            (Some(a), Some(b)) => parts(&a, &b),
            _ => (How::Differs, 0),
        },
    }
}

fn part(birth: &Birth) -> Option<PartDate> {
    match birth {
        Birth::Known { date } => Some(PartDate::day(*date)),
        Birth::Estimated { date } => Some(*date),
        Birth::Expected { .. } => None,
    }
}

fn due(one: Date, other: Date, days: i32, points: i16) -> (How, i16) {
    if days_between(one, other) <= days {
        (How::Due, points)
    } else {
        (How::Differs, -10)
    }
}

fn parts(one: &PartDate, other: &PartDate) -> (How, i16) {
    if let (Some(a), Some(b)) = (one.exact(), other.exact()) {
        return days(a, b);
    }
    if one.overlaps(other) {
        let points = match one.precision().max(other.precision()) {
            Precision::Day | Precision::Month => 22,
            Precision::Year => 15,
            Precision::About => 10,
        };
        return (How::Possible, points);
    }
    let gap = days_between(one.latest(), other.earliest())
        .min(days_between(other.latest(), one.earliest()));
    if gap <= 366 {
        (How::Near, 3)
    } else {
        (How::Differs, -10)
    }
}

fn days(one: Date, other: Date) -> (How, i16) {
    if one == other {
        return (How::Same, 35);
    }
    if one.year() == other.year() && one.month() == other.day() && one.day() == other.month() {
        return (How::DayMonthSwapped, 27);
    }
    if one_slip(&digits(one), &digits(other)) {
        return (How::DigitOff, 27);
    }
    let same_day_of_year = (one.month(), one.day()) == (other.month(), other.day());
    if same_day_of_year && one.year().abs_diff(other.year()) == 1 {
        return (How::YearOff, 24);
    }
    if (one.year(), one.month()) == (other.year(), other.month()) {
        return (How::SameMonth, 15);
    }
    if days_between(one, other) <= 366 {
        (How::Near, 5)
    } else {
        (How::Differs, -15)
    }
}

fn digits(date: Date) -> Vec<u8> {
    format!("{:04}{:02}{:02}", date.year(), date.month(), date.day()).into_bytes()
}

/// One digit differs, or two neighbouring ones have changed places.
fn one_slip(one: &[u8], other: &[u8]) -> bool {
    if one.len() != other.len() {
        return false;
    }
    let differing: Vec<usize> = (0..one.len()).filter(|at| one[*at] != other[*at]).collect();
    match differing[..] {
        [_] => true,
        [a, b] => b == a + 1 && one[a] == other[b] && one[b] == other[a],
        _ => false,
    }
}

fn days_between(one: Date, other: Date) -> i32 {
    one.until(other)
        .map_or(i32::MAX, |span| span.get_days().abs())
}
