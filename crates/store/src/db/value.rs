//! Values bound to a statement. They borrow where they can and never print what they hold:
//! `Debug` shows the shape alone, because a value may be about a person.

use std::borrow::Cow;
use std::fmt;

use jiff::{Timestamp, civil::Date};

/// One value as both databases understand it.
#[derive(Clone, PartialEq)]
pub enum Value<'a> {
    /// No value.
    Null,
    /// A whole number; truth is 0 or 1, an instant is microseconds since 1970 in UTC.
    Int(i64),
    /// A number with a fraction; must be finite.
    Real(f64),
    /// Text without NUL characters; a civil date is ISO text.
    Text(Cow<'a, str>),
    /// Bytes.
    Bytes(Cow<'a, [u8]>),
}

impl Value<'_> {
    /// Why a database could not keep this value, if so. PostgreSQL has no NUL in text and SQLite
    /// turns not-a-number into NULL, so both are refused on both.
    pub(crate) fn unstorable(&self) -> Option<&'static str> {
        match self {
            Value::Text(text) if text.contains('\0') => Some("text contains a NUL character"),
            Value::Real(number) if !number.is_finite() => Some("a number is not finite"),
            _ => None,
        }
    }

    /// A list of texts as one value, for `IN {{texts ?1}}`.
    pub fn texts<T: AsRef<str>>(items: impl IntoIterator<Item = T>) -> Value<'static> {
        let items: Vec<_> = items
            .into_iter()
            .map(|item| serde_json::Value::from(item.as_ref()))
            .collect();
        Value::from(serde_json::Value::from(items).to_string())
    }

    /// A list of whole numbers as one value, for `IN {{ints ?1}}`.
    pub fn ints(items: impl IntoIterator<Item = i64>) -> Value<'static> {
        let items: Vec<_> = items.into_iter().collect();
        Value::from(serde_json::Value::from(items).to_string())
    }
}

impl fmt::Debug for Value<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Null => out.write_str("Null"),
            Value::Int(_) => out.write_str("Int"),
            Value::Real(_) => out.write_str("Real"),
            Value::Text(text) => write!(out, "Text of {} bytes", text.len()),
            Value::Bytes(bytes) => write!(out, "{} bytes", bytes.len()),
        }
    }
}

macro_rules! from {
    ($($source:ty as $name:ident => $value:expr;)*) => {
        $(impl<'a> From<$source> for Value<'a> {
            fn from($name: $source) -> Self {
                $value
            }
        })*
    };
}

from! {
    &'a str as text => Value::Text(Cow::Borrowed(text));
    &'a String as text => Value::Text(Cow::Borrowed(text));
    String as text => Value::Text(Cow::Owned(text));
    Cow<'a, str> as text => Value::Text(text);
    &'a [u8] as bytes => Value::Bytes(Cow::Borrowed(bytes));
    &'a Vec<u8> as bytes => Value::Bytes(Cow::Borrowed(bytes));
    Vec<u8> as bytes => Value::Bytes(Cow::Owned(bytes));
    i64 as number => Value::Int(number);
    i32 as number => Value::Int(number.into());
    u32 as number => Value::Int(number.into());
    u16 as number => Value::Int(number.into());
    u8 as number => Value::Int(number.into());
    f64 as number => Value::Real(number);
    bool as truth => Value::Int(truth.into());
    Date as date => Value::Text(Cow::Owned(date.to_string()));
    Timestamp as instant => Value::Int(instant.as_microsecond());
}

impl<'a, const N: usize> From<&'a [u8; N]> for Value<'a> {
    fn from(bytes: &'a [u8; N]) -> Self {
        Value::Bytes(Cow::Borrowed(bytes))
    }
}

impl<'a, T: Into<Value<'a>>> From<Option<T>> for Value<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Value::Null, Into::into)
    }
}

/// `args![a, b, c]`: the values of a statement, each by `Value::from`, as `&[Value]`.
#[macro_export]
macro_rules! args {
    () => { &[] as &[$crate::Value<'_>] };
    ($($value:expr),+ $(,)?) => { &[$($crate::Value::from($value)),+] as &[$crate::Value<'_>] };
}
