//! Answers as values of expressions.

use jiff::civil::Date;
use serde_json::Value;

use crate::expr::Val;

/// An answer as a value. Text that is a date is a date, so that facts and answers compare alike.
pub fn val(answer: &Value) -> Val {
    match answer {
        Value::Null => Val::Null,
        Value::Bool(b) => Val::Bool(*b),
        Value::Number(n) => n
            .as_i64()
            .map(Val::Int)
            .or(n.as_f64().map(Val::Num))
            .unwrap_or_default(),
        Value::String(s) => text(s),
        Value::Array(items) => Val::list(items.iter().map(val)),
        Value::Object(members) => Val::map(members.iter().map(|(k, v)| (k, val(v)))),
    }
}

fn text(s: &str) -> Val {
    let dated = s.len() >= 10 && s.as_bytes()[4] == b'-' && s.as_bytes()[7] == b'-';
    if dated {
        if let Ok(date) = s.parse::<Date>() {
            return Val::Date(date);
        }
        if let Ok(at) = s.parse::<jiff::civil::DateTime>() {
            return Val::Date(at.date());
        }
    }
    Val::Text(s.into())
}
