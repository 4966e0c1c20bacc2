//! The functions of the language itself: their types and what they do. All are total: a missing answer gives null, nothing
//! or zero, as each says. Functions that need to know about records, clocks or the time are supplied from outside.

use jiff::civil::Date;

use super::ast::{Ast, Kind};
use super::check::{Checker, start};
use super::compare::{comparable, equal, order, ordered, unified};
use super::eval::EvalError;
use super::types::Type;
use super::value::Val;

/// Their names.
pub(super) const NAMES: [&str; 12] = [
    "size",
    "has",
    "sum",
    "min",
    "max",
    "round",
    "days_between",
    "months_between",
    "years_between",
    "lower",
    "contains",
    "date",
];

/// The type of a call, or problems.
pub(super) fn check<'a>(
    checker: &mut Checker<'a>,
    at: usize,
    name: &str,
    arguments: &'a [Ast],
) -> Type {
    let (least, most) = match name {
        "min" | "max" => (1, usize::MAX),
        "days_between" | "months_between" | "years_between" | "contains" => (2, 2),
        _ => (1, 1),
    };
    let types: Vec<Type> = arguments
        .iter()
        .map(|argument| checker.of(argument))
        .collect();
    let returns = match name {
        "size" | "days_between" | "months_between" | "years_between" | "round" => Type::Int,
        "has" | "contains" => Type::Bool,
        "lower" => Type::Text,
        "date" => Type::Date,
        _ => Type::Any,
    };
    if !checker.count(at, name, arguments.len(), least, most) {
        return returns;
    }
    let first = (&arguments[0], &types[0]);
    match name {
        "size"
            if !matches!(types[0], Type::Text | Type::Choice(_)) && types[0].item().is_none() =>
        {
            checker.problem(
                start(first.0),
                format!("`size` of {}", types[0].describe()),
                "a list or text",
            );
        }
        "sum" => match types[0].item() {
            Some(item @ (Type::Int | Type::Number)) => return item,
            Some(Type::Any | Type::Null) => return Type::Number,
            _ => {
                checker.problem(
                    start(first.0),
                    format!("`sum` of {}", types[0].describe()),
                    "a list of numbers",
                );
                return Type::Number;
            }
        },
        "min" | "max" => return extreme(checker, name, arguments, &types),
        "round" => checker.want(first.0, first.1, &Type::Number),
        "days_between" | "months_between" | "years_between" => {
            for (argument, found) in arguments.iter().zip(&types) {
                checker.want(argument, found, &Type::Date);
            }
        }
        "lower" => checker.want(first.0, first.1, &Type::Text),
        "contains" if types[0] == Type::Text => checker.want(&arguments[1], &types[1], &Type::Text),
        "contains" => match types[0].item() {
            None => {
                let message = format!("`contains` of {}", types[0].describe());
                checker.problem(start(first.0), message, "a list, several choices or text");
            }
            Some(item) => {
                checker.options(&arguments[1], &item);
                if !comparable(&item, &types[1]) {
                    let message = format!("{} in {}", types[1].describe(), types[0].describe());
                    checker.problem(start(&arguments[1]), message, item.describe());
                }
            }
        },
        "date" => {
            let written = match &first.0.kind {
                Kind::Text(text) => civil(text),
                _ => None,
            };
            if written.is_none() {
                checker.problem(
                    start(first.0),
                    "this is not a date",
                    "a date written like '2026-04-02'",
                );
            }
        }
        _ => {}
    }
    returns
}

/// The type of `min` and `max`: of a list, or of several values.
fn extreme<'a>(
    checker: &mut Checker<'a>,
    name: &str,
    arguments: &'a [Ast],
    types: &[Type],
) -> Type {
    let common = match types {
        [one] => one.item(),
        _ if !types.iter().all(|found| ordered(found, found)) => None,
        _ => types
            .iter()
            .try_fold(Type::Null, |common, found| unified(&common, found)),
    };
    match common {
        Some(common) if ordered(&common, &common) => common,
        _ => {
            let kinds = types
                .iter()
                .map(Type::describe)
                .collect::<Vec<_>>()
                .join(", ");
            let expected = "numbers, dates or moments of one kind, or a list of such";
            checker.problem(
                start(&arguments[0]),
                format!("`{name}` of {kinds}"),
                expected,
            );
            Type::Any
        }
    }
}

/// The date of a text like `2026-04-02`.
pub(super) fn civil(text: &str) -> Option<Date> {
    let digits = |range| {
        text.as_bytes()
            .get(range)
            .is_some_and(|part: &[u8]| part.iter().all(u8::is_ascii_digit))
    };
    let shaped = text.len() == 10 && digits(0..4) && digits(5..7) && digits(8..10);
    if shaped { text.parse().ok() } else { None }
}

/// The value of a call whose arguments have been evaluated.
pub(super) fn eval(name: &str, values: &[Val], at: usize) -> Result<Val, EvalError> {
    let wrong = || EvalError::Kind {
        offset: at,
        message: format!("`{name}` of {}", kinds(values)),
    };
    Ok(match (name, values) {
        ("has", [value]) => Val::Bool(match value {
            Val::Null => false,
            Val::Text(text) => !text.is_empty(),
            Val::List(items) => !items.is_empty(),
            Val::Map(members) => !members.is_empty(),
            _ => true,
        }),
        ("size", [Val::Null]) => Val::Int(0),
        ("size", [Val::Text(text)]) => count(text.chars().count()),
        ("size", [Val::List(items)]) => count(items.len()),
        ("sum", [Val::Null]) => Val::Int(0),
        ("sum", [Val::List(items)]) => sum(items, at).ok_or_else(wrong)??,
        ("min" | "max", [Val::Null]) => Val::Null,
        ("min" | "max", [Val::List(items)]) => {
            extreme_value(name == "max", items).ok_or_else(wrong)?
        }
        ("min" | "max", [_, _, ..]) => extreme_value(name == "max", values).ok_or_else(wrong)?,
        ("round", [Val::Null]) => Val::Null,
        ("round", [Val::Int(number)]) => Val::Int(*number),
        ("round", [Val::Num(number)]) => {
            Val::Int(rounded(*number).ok_or(EvalError::Overflow { offset: at })?)
        }
        ("days_between" | "months_between" | "years_between", [Val::Null, _] | [_, Val::Null]) => {
            Val::Null
        }
        ("days_between", [Val::Date(a), Val::Date(b)]) => Val::Int(days(*b) - days(*a)),
        ("months_between", [Val::Date(a), Val::Date(b)]) => Val::Int(months(*a, *b)),
        ("years_between", [Val::Date(a), Val::Date(b)]) => Val::Int(months(*a, *b) / 12),
        ("lower", [Val::Null]) => Val::Null,
        ("lower", [Val::Text(text)]) => Val::text(text.to_lowercase()),
        ("contains", [Val::Null, _] | [_, Val::Null]) => Val::Bool(false),
        ("contains", [Val::Text(text), Val::Text(part)]) => Val::Bool(text.contains(&**part)),
        ("contains", [Val::List(items), one]) => {
            Val::Bool(items.iter().any(|item| equal(item, one)))
        }
        ("date", [Val::Null]) => Val::Null,
        ("date", [Val::Text(text)]) => Val::Date(civil(text).ok_or_else(wrong)?),
        _ => return Err(wrong()),
    })
}

fn kinds(values: &[Val]) -> String {
    values
        .iter()
        .map(Val::describe)
        .collect::<Vec<_>>()
        .join(", ")
}

fn count(number: usize) -> Val {
    Val::Int(i64::try_from(number).unwrap_or(i64::MAX))
}

/// The sum of the numbers that are there; nothing if something else is.
fn sum(items: &[Val], at: usize) -> Option<Result<Val, EvalError>> {
    let overflow = EvalError::Overflow { offset: at };
    let (mut whole, mut other, mut fraction) = (0i64, 0f64, false);
    for item in items {
        match item {
            Val::Null => {}
            Val::Int(number) => match whole.checked_add(*number) {
                Some(total) => whole = total,
                None => return Some(Err(overflow)),
            },
            Val::Num(number) => {
                other += number;
                fraction = true;
            }
            _ => return None,
        }
    }
    if !fraction {
        return Some(Ok(Val::Int(whole)));
    }
    let total = other + whole as f64;
    Some(if total.is_finite() {
        Ok(Val::Num(total))
    } else {
        Err(overflow)
    })
}

/// The least or greatest of what is there, null if nothing is; nothing if they have no order.
fn extreme_value(greatest: bool, values: &[Val]) -> Option<Val> {
    let mut best: Option<&Val> = None;
    for value in values.iter().filter(|value| **value != Val::Null) {
        let order = order(value, best.unwrap_or(value))?;
        if best.is_none()
            || (if greatest {
                order.is_gt()
            } else {
                order.is_lt()
            })
        {
            best = Some(value);
        }
    }
    Some(best.cloned().unwrap_or(Val::Null))
}

/// The nearest whole number, halves away from zero.
fn rounded(number: f64) -> Option<i64> {
    let number = number.round();
    // The bounds are exact powers of two; within them the conversion is exact.
    (-9_223_372_036_854_775_808.0..9_223_372_036_854_775_808.0)
        .contains(&number)
        .then_some(number as i64)
}

/// Days since a fixed day (the civil calendar carried back and forth without end).
fn days(date: Date) -> i64 {
    let (year, month) = (i64::from(date.year()), i64::from(date.month()));
    let (year, month) = if month > 2 {
        (year, month - 3)
    } else {
        (year - 1, month + 9)
    };
    let leaps = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    365 * year + leaps + (153 * month + 2) / 5 + i64::from(date.day()) - 1
}

/// Whole months from one date to another; a month is over on the same day of the next, or on the first after it where that
/// month has no such day. Counted the other way, negative.
fn months(a: Date, b: Date) -> i64 {
    if b < a {
        return -months(b, a);
    }
    let index = |date: Date| i64::from(date.year()) * 12 + i64::from(date.month());
    index(b) - index(a) - i64::from(b.day() < a.day())
}
