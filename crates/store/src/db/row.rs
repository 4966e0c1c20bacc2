//! One row of an answer, the same from both databases. Its errors name the column and the
//! statement's first words, never what the column held.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use jiff::{Timestamp, civil::Date};

use super::{Error, Result, Value};

/// What the rows of one answer share.
pub(crate) struct Head {
    pub columns: Vec<String>,
    pub sql: String,
}

/// One row; columns are numbered from 0 in the order of the statement.
pub struct Row {
    head: Arc<Head>,
    values: Vec<Value<'static>>,
}

impl Row {
    pub(crate) fn new(head: Arc<Head>, values: Vec<Value<'static>>) -> Self {
        Row { head, values }
    }

    /// The column at `index` as a `T`. `Error::Column` if there is no such column, if it holds
    /// another shape, or if it is NULL and `T` is no `Option`.
    pub fn get<'r, T: FromValue<'r>>(&'r self, index: usize) -> Result<T> {
        self.values
            .get(index)
            .and_then(T::from_value)
            .ok_or_else(|| Error::Column {
                column: self.head.columns.get(index).map_or_else(
                    || format!("number {index}"),
                    |name| format!("{name} (number {index})"),
                ),
                expected: T::SHAPE,
                sql: self.head.sql.clone(),
            })
    }

    /// How many columns the row has.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether the row has no columns.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }
}

impl fmt::Debug for Row {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_map()
            .entries(self.head.columns.iter().zip(&self.values))
            .finish()
    }
}

/// A type that a column can be read as.
pub trait FromValue<'r>: Sized {
    /// What the column should hold, for the error ("text", "a civil date").
    const SHAPE: &'static str;

    /// The value as this type; `None` if it has another shape.
    fn from_value(value: &'r Value<'static>) -> Option<Self>;
}

macro_rules! read {
    ($($target:ty, $shape:literal, $pattern:pat => $value:expr;)*) => {
        $(impl<'r> FromValue<'r> for $target {
            const SHAPE: &'static str = $shape;

            fn from_value(value: &'r Value<'static>) -> Option<Self> {
                match value {
                    $pattern => $value,
                    _ => None,
                }
            }
        })*
    };
}

read! {
    i64, "a whole number", Value::Int(number) => Some(*number);
    i32, "a whole number of 32 bits", Value::Int(number) => i32::try_from(*number).ok();
    u32, "a whole number from 0 of 32 bits", Value::Int(number) => u32::try_from(*number).ok();
    bool, "0 or 1", Value::Int(number @ (0 | 1)) => Some(*number == 1);
    &'r str, "text", Value::Text(text) => Some(text.as_ref());
    String, "text", Value::Text(text) => Some(text.as_ref().to_owned());
    &'r [u8], "bytes", Value::Bytes(bytes) => Some(bytes.as_ref());
    Vec<u8>, "bytes", Value::Bytes(bytes) => Some(Cow::into_owned(bytes.clone()));
    Date, "a civil date (ISO text)", Value::Text(text) => text.parse().ok();
    Timestamp, "an instant (microseconds, UTC)", Value::Int(number) => Timestamp::from_microsecond(*number).ok();
}

impl<'r> FromValue<'r> for f64 {
    const SHAPE: &'static str = "a number";

    fn from_value(value: &'r Value<'static>) -> Option<Self> {
        match value {
            Value::Real(number) => Some(*number),
            Value::Int(number) => Some(*number as f64),
            _ => None,
        }
    }
}

impl<'r, T: FromValue<'r>> FromValue<'r> for Option<T> {
    const SHAPE: &'static str = T::SHAPE;

    fn from_value(value: &'r Value<'static>) -> Option<Self> {
        match value {
            Value::Null => Some(None),
            held => T::from_value(held).map(Some),
        }
    }
}
