//! One value of a derived row. It prints its shape alone, because a value may be about a person.

use std::cmp::Ordering;
use std::fmt;
use std::sync::Arc;

use crate::db::{Error, Result, Value};

/// Text of a derived row; cheap to clone.
pub type Text = Arc<str>;

/// One value of a derived row. Numbers with a fraction compare exactly.
#[derive(Clone)]
pub enum Cell {
    /// Nothing.
    Null,
    /// A whole number; truth is 0 or 1, an instant is microseconds since 1970 in UTC.
    Int(i64),
    /// A finite number with a fraction, never minus zero; made by [`Column::cell`].
    Real(f64),
    /// Text.
    Text(Text),
}

impl Cell {
    /// What it is, in words that do not say what it holds.
    pub fn shape(&self) -> &'static str {
        match self {
            Cell::Null => "nothing",
            Cell::Int(_) => "a whole number",
            Cell::Real(_) => "a number",
            Cell::Text(_) => "a text",
        }
    }

    fn rank(&self) -> u8 {
        match self {
            Cell::Null => 0,
            Cell::Int(_) => 1,
            Cell::Real(_) => 2,
            Cell::Text(_) => 3,
        }
    }

    pub(super) fn value(&self) -> Value<'_> {
        match self {
            Cell::Null => Value::Null,
            Cell::Int(number) => Value::Int(*number),
            Cell::Real(number) => Value::Real(*number),
            Cell::Text(text) => Value::from(&**text),
        }
    }

    pub(super) fn json(&self) -> serde_json::Value {
        match self {
            Cell::Null => serde_json::Value::Null,
            Cell::Int(number) => (*number).into(),
            Cell::Real(number) => (*number).into(),
            Cell::Text(text) => (**text).into(),
        }
    }

    pub(super) fn read(kind: Kind, row: &crate::db::Row, index: usize) -> Result<Cell> {
        Ok(match kind {
            Kind::Text => row.get::<Option<&str>>(index)?.map(Text::from).cell(),
            Kind::Int => row.get::<Option<i64>>(index)?.cell(),
            Kind::Real => row.get::<Option<f64>>(index)?.cell(),
        })
    }

    /// Refuses what one of the databases cannot keep, so that both do.
    pub(super) fn storable(&self) -> Result<()> {
        match self {
            Cell::Text(text) if text.contains('\0') => {
                Err(Error::Unstorable("text contains a NUL character"))
            }
            _ => Ok(()),
        }
    }
}

impl Ord for Cell {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Cell::Int(a), Cell::Int(b)) => a.cmp(b),
            (Cell::Real(a), Cell::Real(b)) => a.total_cmp(b),
            (Cell::Text(a), Cell::Text(b)) => a.cmp(b),
            _ => self.rank().cmp(&other.rank()),
        }
    }
}

impl PartialOrd for Cell {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Cell {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Cell {}

impl fmt::Debug for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.shape())
    }
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// Whole numbers.
    Int,
    /// Numbers with a fraction.
    Real,
}

/// A type whose values stand in a column.
pub trait Column {
    /// What the column holds.
    const KIND: Kind;
    /// Whether it may hold nothing.
    const NULL: bool = false;

    /// The value as a cell.
    fn cell(self) -> Cell;
}

impl Column for Text {
    const KIND: Kind = Kind::Text;

    fn cell(self) -> Cell {
        Cell::Text(self)
    }
}

impl Column for i64 {
    const KIND: Kind = Kind::Int;

    fn cell(self) -> Cell {
        Cell::Int(self)
    }
}

impl Column for bool {
    const KIND: Kind = Kind::Int;

    fn cell(self) -> Cell {
        Cell::Int(self.into())
    }
}

impl Column for f64 {
    const KIND: Kind = Kind::Real;

    /// A number that is not finite is nothing; minus zero is zero, because a database may forget its sign.
    fn cell(self) -> Cell {
        if self.is_finite() {
            Cell::Real(self + 0.0)
        } else {
            Cell::Null
        }
    }
}

impl<T: Column> Column for Option<T> {
    const KIND: Kind = T::KIND;
    const NULL: bool = true;

    fn cell(self) -> Cell {
        self.map_or(Cell::Null, T::cell)
    }
}
