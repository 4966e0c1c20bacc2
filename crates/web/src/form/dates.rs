//! Dates and times between boxes and answers. What is no date stays as it was typed, box by box, so that it is shown again;
//! nothing is guessed.

use jiff::civil::{Date, DateTime};
use serde_json::{Map, Value};

use super::tree::Tree;

/// The boxes of a date, in order: name and what people read.
pub const DAY: [(&str, &str); 3] = [("day", "Day"), ("month", "Month"), ("year", "Year")];

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn month(text: &str) -> Option<i8> {
    if let Ok(number) = text.parse::<i8>() {
        return (1..=12).contains(&number).then_some(number);
    }
    let text = text.to_lowercase();
    let found = MONTHS
        .iter()
        .position(|m| text.len() >= 3 && m.to_lowercase().starts_with(&text))?;
    i8::try_from(found + 1).ok()
}

fn year(text: &str) -> Option<i16> {
    (text.len() <= 4).then(|| text.parse().ok())?
}

/// A time of day as people write it: `14:30`, `14.30`, `1430`, `2.30 pm`, `3pm`.
pub fn time(text: &str) -> Option<(i8, i8)> {
    let text = text.trim().to_lowercase().replace(' ', "");
    let (text, half) = match text.strip_suffix('m') {
        Some(rest) => match (rest.strip_suffix('a'), rest.strip_suffix('p')) {
            (Some(rest), _) => (rest.to_owned(), Some(false)),
            (_, Some(rest)) => (rest.to_owned(), Some(true)),
            _ => return None,
        },
        None => (text, None),
    };
    let mut pieces: Vec<&str> = text.split([':', '.']).collect();
    if pieces.len() == 1 && half.is_none() {
        let digits = text.as_str();
        if digits.len() != 4 || !digits.is_ascii() {
            return None;
        }
        let (hours, minutes) = digits.split_at(2);
        pieces = vec![hours, minutes];
    }
    if pieces.len() > 3 || pieces.iter().any(|p| p.is_empty() || p.len() > 2) {
        return None;
    }
    let mut hour: i8 = pieces.first()?.parse().ok()?;
    let minute: i8 = pieces.get(1).map_or(Some(0), |m| m.parse().ok())?;
    if let Some(after_noon) = half {
        if !(1..=12).contains(&hour) {
            return None;
        }
        hour = hour % 12 + if after_noon { 12 } else { 0 };
    }
    ((0..24).contains(&hour) && (0..60).contains(&minute)).then_some((hour, minute))
}

/// The boxes as they were typed, empty ones left out.
fn typed(tree: &Tree, names: &[&str]) -> Map<String, Value> {
    names
        .iter()
        .map(|name| (*name, tree.text(name)))
        .filter(|(_, text)| !text.trim().is_empty())
        .map(|(name, text)| (name.to_owned(), Value::String(text.to_owned())))
        .collect()
}

fn date_of(boxes: &Map<String, Value>) -> Option<Date> {
    let text = |name: &str| boxes.get(name).and_then(Value::as_str).map(str::trim);
    let day: i8 = text("day")?.parse().ok()?;
    Date::new(year(text("year")?)?, month(text("month")?)?, day).ok()
}

/// A date from three boxes, or from one with the whole of it.
pub fn day(tree: &Tree) -> Value {
    let boxes = typed(tree, &["day", "month", "year"]);
    if boxes.is_empty() {
        return whole(tree);
    }
    match date_of(&boxes) {
        Some(date) => Value::String(date.to_string()),
        None => Value::Object(boxes),
    }
}

fn whole(tree: &Tree) -> Value {
    match tree.one().trim() {
        "" => Value::Null,
        text => Value::String(text.to_owned()),
    }
}

/// A date and time; the date alone where no time was typed.
pub fn moment(tree: &Tree) -> Value {
    let boxes = typed(tree, &["day", "month", "year", "time"]);
    if boxes.is_empty() {
        return whole(tree);
    }
    let at = boxes.get("time").and_then(Value::as_str);
    match (date_of(&boxes), at.map(time)) {
        (Some(date), None) => Value::String(date.to_string()),
        (Some(date), Some(Some((hour, minute)))) => {
            Value::String(format!("{date}T{hour:02}:{minute:02}"))
        }
        _ => Value::Object(boxes),
    }
}

/// A date as far as it is known: a year, a month of a year or a day, each of them perhaps only about so.
pub fn about(tree: &Tree) -> Value {
    let mut boxes = typed(tree, &["day", "month", "year"]);
    if boxes.is_empty() {
        return whole(tree);
    }
    let vague = !tree.text("about").is_empty();
    let text = |name: &str| boxes.get(name).and_then(Value::as_str).map(str::trim);
    let known = match (text("day"), text("month"), text("year")) {
        (None, None, Some(y)) => year(y).map(|y| format!("{y:04}")),
        (None, Some(m), Some(y)) => year(y).zip(month(m)).map(|(y, m)| format!("{y:04}-{m:02}")),
        _ => date_of(&boxes).map(|d| d.to_string()),
    };
    match known {
        Some(text) if vague => Value::String(format!("about {text}")),
        Some(text) => Value::String(text),
        None => {
            if vague {
                boxes.insert("about".into(), Value::String("yes".into()));
            }
            Value::Object(boxes)
        }
    }
}

/// What the boxes of an answer hold: the inverse of [`day`], [`moment`] and [`about`].
pub fn boxes(answer: &Value) -> Vec<(&'static str, String)> {
    let text = match answer {
        Value::Object(typed) => {
            return ["day", "month", "year", "time", "about"]
                .into_iter()
                .filter_map(|name| Some((name, typed.get(name)?.as_str()?.to_owned())))
                .collect();
        }
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        _ => return Vec::new(),
    };
    let (vague, rest) = match text.strip_prefix("about ") {
        Some(rest) => (true, rest),
        None => (false, text.as_str()),
    };
    let mut boxes = Vec::new();
    let civil = |rest: &str| rest.replace(' ', "T").parse::<DateTime>().ok();
    if let Ok(date) = rest.parse::<Date>()
        && rest.len() <= 10
    {
        boxes.extend(of_date(date));
    } else if let Some(at) = civil(rest) {
        boxes.extend(of_date(at.date()));
        boxes.push(("time", format!("{:02}:{:02}", at.hour(), at.minute())));
    } else {
        let mut pieces = rest.splitn(2, '-');
        let known = pieces.next().and_then(year);
        let of_year = pieces.next().map(|m| m.parse::<i8>());
        match (known, of_year) {
            (Some(y), None) => boxes.push(("year", y.to_string())),
            (Some(y), Some(Ok(m))) => {
                boxes.extend([("month", m.to_string()), ("year", y.to_string())]);
            }
            // No date at all: it is shown where it will be seen.
            _ => boxes.push(("day", rest.to_owned())),
        }
    }
    if vague {
        boxes.push(("about", "yes".to_owned()));
    }
    boxes
}

fn of_date(date: Date) -> [(&'static str, String); 3] {
    [
        ("day", date.day().to_string()),
        ("month", date.month().to_string()),
        ("year", date.year().to_string()),
    ]
}

/// A date as people read it: `26 May 2026`.
pub fn in_words(date: Date) -> String {
    let month = usize::try_from(date.month() - 1).ok();
    let month = month.and_then(|m| MONTHS.get(m)).copied().unwrap_or("");
    format!("{} {month} {}", date.day(), date.year())
}

/// A date, a date and time, or a date as far as it is known, as people read it; other text as it is.
pub fn read(answer: &str) -> String {
    let (vague, rest) = match answer.trim().strip_prefix("about ") {
        Some(rest) => ("about ", rest),
        None => ("", answer.trim()),
    };
    if let Ok(date) = rest.parse::<Date>()
        && rest.len() <= 10
    {
        return format!("{vague}{}", in_words(date));
    }
    if let Ok(at) = rest.replace(' ', "T").parse::<DateTime>() {
        let date = in_words(at.date());
        return format!("{vague}{date} at {:02}:{:02}", at.hour(), at.minute());
    }
    let month = rest
        .split_once('-')
        .and_then(|(y, m)| Date::new(year(y)?, m.parse().ok()?, 1).ok());
    match month {
        Some(first) => {
            let words = in_words(first);
            format!("{vague}{}", words.trim_start_matches("1 "))
        }
        None => format!("{vague}{rest}"),
    }
}
