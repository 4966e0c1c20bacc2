//! How values travel to and from PostgreSQL, by the types the server gives to arguments and
//! columns. Other types than these are refused, so that a statement means the same on SQLite.

use std::error::Error as StdError;

use bytes::BytesMut;
use postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};

use super::super::Value;

type Boxed = Box<dyn StdError + Sync + Send>;

/// Whether a column of this type can be read.
pub(super) fn readable(kind: &Type) -> bool {
    <Owned as FromSql>::accepts(kind)
}

/// Why this value cannot be an argument of this type, if so.
pub(super) fn misfit(value: &Value<'_>, kind: &Type) -> Option<&'static str> {
    let fits = match value {
        Value::Null => true,
        Value::Int(number) => match *kind {
            Type::INT8 | Type::FLOAT8 | Type::BOOL => true,
            Type::INT4 => i32::try_from(*number).is_ok(),
            Type::INT2 => i16::try_from(*number).is_ok(),
            _ => false,
        },
        Value::Real(_) => matches!(*kind, Type::FLOAT8 | Type::FLOAT4),
        Value::Text(_) => <&str as ToSql>::accepts(kind),
        Value::Bytes(_) => *kind == Type::BYTEA,
    };
    match value {
        _ if fits => None,
        Value::Int(_) => Some("a whole number does not fit its type"),
        Value::Text(_) => Some("text does not fit its type"),
        _ => Some("the value does not fit its type"),
    }
}

impl ToSql for Value<'_> {
    fn to_sql(&self, kind: &Type, out: &mut BytesMut) -> Result<IsNull, Boxed> {
        match self {
            Value::Null => Ok(IsNull::Yes),
            Value::Int(number) => match *kind {
                Type::INT4 => i32::try_from(*number)?.to_sql(kind, out),
                Type::INT2 => i16::try_from(*number)?.to_sql(kind, out),
                Type::FLOAT8 => (*number as f64).to_sql(kind, out),
                Type::BOOL => (*number != 0).to_sql(kind, out),
                _ => number.to_sql(kind, out),
            },
            Value::Real(number) if *kind == Type::FLOAT4 => (*number as f32).to_sql(kind, out),
            Value::Real(number) => number.to_sql(kind, out),
            Value::Text(text) => text.as_ref().to_sql(kind, out),
            Value::Bytes(bytes) => bytes.as_ref().to_sql(kind, out),
        }
    }

    fn accepts(_: &Type) -> bool {
        // `misfit` has already compared the value with the type.
        true
    }

    to_sql_checked!();
}

/// A column's value that outlives its row.
pub(super) struct Owned(pub Value<'static>);

impl<'a> FromSql<'a> for Owned {
    fn from_sql(kind: &Type, raw: &'a [u8]) -> Result<Self, Boxed> {
        Ok(Owned(match *kind {
            Type::BOOL => Value::from(bool::from_sql(kind, raw)?),
            Type::INT2 => Value::Int(i16::from_sql(kind, raw)?.into()),
            Type::INT4 => Value::from(i32::from_sql(kind, raw)?),
            Type::INT8 => Value::from(i64::from_sql(kind, raw)?),
            Type::FLOAT4 => Value::Real(f32::from_sql(kind, raw)?.into()),
            Type::FLOAT8 => Value::Real(f64::from_sql(kind, raw)?),
            Type::BYTEA => Value::from(raw.to_owned()),
            Type::VOID => Value::Null,
            _ => Value::from(String::from_sql(kind, raw)?),
        }))
    }

    fn from_sql_null(_: &Type) -> Result<Self, Boxed> {
        Ok(Owned(Value::Null))
    }

    fn accepts(kind: &Type) -> bool {
        matches!(
            *kind,
            Type::BOOL
                | Type::INT2
                | Type::INT4
                | Type::INT8
                | Type::FLOAT4
                | Type::FLOAT8
                | Type::BYTEA
                | Type::VOID
                | Type::TEXT
                | Type::VARCHAR
                | Type::BPCHAR
                | Type::NAME
        )
    }
}
