//! The values of expressions. They are cheap to clone; a choice is its option's id as text, several choices a list of such.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;

/// A value. Null is an answer that is not there.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Val {
    /// Not there.
    #[default]
    Null,
    /// Yes or no.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// Any other number; never infinite after arithmetic.
    Num(f64),
    /// Text, or the id of an option.
    Text(Arc<str>),
    /// A civil date.
    Date(Date),
    /// An instant.
    Moment(Timestamp),
    /// Several values.
    List(Arc<[Val]>),
    /// A thing with members, by their names in expressions (`_` for `-`).
    Map(Arc<BTreeMap<Arc<str>, Val>>),
}

impl Val {
    /// Text.
    pub fn text(text: impl Into<Arc<str>>) -> Self {
        Self::Text(text.into())
    }

    /// A list.
    pub fn list(items: impl IntoIterator<Item = Self>) -> Self {
        Self::List(items.into_iter().collect())
    }

    /// A thing with members; `-` in their ids becomes `_`.
    pub fn map<S: AsRef<str>>(members: impl IntoIterator<Item = (S, Self)>) -> Self {
        let members = members
            .into_iter()
            .map(|(id, val)| (super::expression_name(id.as_ref()).into(), val));
        Self::Map(Arc::new(members.collect()))
    }

    /// What it is, for a message.
    pub fn describe(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "yes or no",
            Self::Int(_) => "a whole number",
            Self::Num(_) => "a number",
            Self::Text(_) => "text",
            Self::Date(_) => "a date",
            Self::Moment(_) => "a moment",
            Self::List(_) => "a list",
            Self::Map(_) => "a thing with members",
        }
    }

    /// A number, whole or not.
    pub fn number(&self) -> Option<f64> {
        match self {
            // Above 2^53 the nearest double: near enough for a comparison with a fraction.
            Self::Int(number) => Some(*number as f64),
            Self::Num(number) => Some(*number),
            _ => None,
        }
    }
}

impl From<bool> for Val {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}
impl From<i64> for Val {
    fn from(value: i64) -> Self {
        Self::Int(value)
    }
}
impl From<f64> for Val {
    fn from(value: f64) -> Self {
        Self::Num(value)
    }
}
impl From<&str> for Val {
    fn from(value: &str) -> Self {
        Self::Text(value.into())
    }
}
impl From<Date> for Val {
    fn from(value: Date) -> Self {
        Self::Date(value)
    }
}
impl<T: Into<Val>> From<Option<T>> for Val {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}
