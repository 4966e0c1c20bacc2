//! Scalars with a type: text, yes or no, numbers, dates, times of day. Numbers and yes/no must be written without quotes;
//! nothing is guessed from how a word looks.

use jiff::civil::{Date, DateTime, Time};

use super::from_node::FromNode;
use super::problem::Problems;
use super::tree::{Node, Style, Value};

/// Any scalar is text as it was written (`1.10` stays `1.10`, `no` stays `no`); a block loses its closing line breaks.
impl FromNode for String {
    fn expected() -> String {
        "text".into()
    }
    fn from_node(node: &Node, problems: &mut Problems) -> Option<Self> {
        match (&node.value, node.text()) {
            (Value::Scalar(_, Style::Block), Some(text)) => Some(text.trim_end().to_owned()),
            (_, Some(text)) => Some(text.to_owned()),
            _ => Self::refuse(node, problems),
        }
    }
}

impl FromNode for bool {
    fn expected() -> String {
        "`true` or `false` (or `yes` or `no`)".into()
    }
    fn from_node(node: &Node, problems: &mut Problems) -> Option<Self> {
        match node.plain() {
            Some("true" | "yes") => Some(true),
            Some("false" | "no") => Some(false),
            _ => Self::refuse(node, problems),
        }
    }
}

/// Digits with an optional minus: no plus, no exponent, no hexadecimal, no leading zeros that would hide an octal.
fn whole(text: &str) -> Option<&str> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let shaped = !digits.is_empty()
        && digits.bytes().all(|b| b.is_ascii_digit())
        && (digits.len() == 1 || !digits.starts_with('0'));
    shaped.then_some(text)
}

macro_rules! whole_numbers {
    ($($kind:ty => $expected:literal),* $(,)?) => {$(
        impl FromNode for $kind {
            fn expected() -> String {
                $expected.into()
            }
            fn from_node(node: &Node, problems: &mut Problems) -> Option<Self> {
                match node.plain().and_then(whole).and_then(|text| text.parse().ok()) {
                    Some(number) => Some(number),
                    None => Self::refuse(node, problems),
                }
            }
        }
    )*};
}

whole_numbers! {
    i64 => "a whole number",
    i32 => "a whole number",
    u32 => "a whole number, not negative",
    u16 => "a whole number from 0 to 65535",
    u8 => "a whole number from 0 to 255",
}

impl FromNode for f64 {
    fn expected() -> String {
        "a number".into()
    }
    fn from_node(node: &Node, problems: &mut Problems) -> Option<Self> {
        let number = node.plain().and_then(|text| {
            let (before, after) = text
                .split_once('.')
                .map_or((text, None), |(before, after)| (before, Some(after)));
            let fraction = after
                .is_none_or(|after| !after.is_empty() && after.bytes().all(|b| b.is_ascii_digit()));
            if whole(before).is_some() && fraction {
                text.parse::<f64>().ok().filter(|number| number.is_finite())
            } else {
                None
            }
        });
        match number {
            Some(number) => Some(number),
            None => Self::refuse(node, problems),
        }
    }
}

/// True if the text has the shape of the pattern, in which `0` stands for any digit.
fn shaped(text: &str, pattern: &str) -> bool {
    text.len() == pattern.len()
        && text.bytes().zip(pattern.bytes()).all(|(b, p)| {
            if p == b'0' {
                b.is_ascii_digit()
            } else {
                b == p
            }
        })
}

macro_rules! moments {
    ($($kind:ty, $pattern:literal => $expected:literal),* $(,)?) => {$(
        impl FromNode for $kind {
            fn expected() -> String {
                $expected.into()
            }
            fn from_node(node: &Node, problems: &mut Problems) -> Option<Self> {
                match node.text().filter(|text| shaped(text, $pattern)).and_then(|text| text.parse().ok()) {
                    Some(moment) => Some(moment),
                    None => Self::refuse(node, problems),
                }
            }
        }
    )*};
}

moments! {
    Date, "0000-00-00" => "a date like 2026-04-02",
    Time, "00:00" => "a time of day like 15:00",
    DateTime, "0000-00-00 00:00" => "a date and time like 2026-04-02 15:00",
}
