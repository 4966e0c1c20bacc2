//! What may be compared with what, as types when a pack is checked and as values when it runs: the two stand side by side
//! so that they agree.

use std::cmp::Ordering;

use super::types::Type;
use super::value::Val;

/// Whether values of these types can ever be equal.
pub(super) fn comparable(a: &Type, b: &Type) -> bool {
    use Type::*;
    match (a, b) {
        (Any | Null, _) | (_, Any | Null) => true,
        (Bool, Bool) | (Date, Date) | (Moment, Moment) => true,
        (Int | Number, Int | Number) => true,
        (Text, Text | Choice(_)) | (Choice(_), Text) => true,
        (Choice(a), Choice(b)) | (Choices(a), Choices(b)) => {
            a.iter().any(|option| b.contains(option))
        }
        (List(a), List(b)) => comparable(a, b),
        (Choices(_), List(item)) | (List(item), Choices(_)) => comparable(&Text, item),
        _ => false,
    }
}

/// Whether one of these types can come before the other.
pub(super) fn ordered(a: &Type, b: &Type) -> bool {
    let has_order = |kind: &Type| {
        matches!(
            kind,
            Type::Any | Type::Null | Type::Int | Type::Number | Type::Date | Type::Moment
        )
    };
    has_order(a) && has_order(b) && comparable(a, b)
}

/// Whether a value of this type can stand where another is wanted.
pub(super) fn fits(given: &Type, wanted: &Type) -> bool {
    use Type::*;
    match (given, wanted) {
        (Any | Null, _) | (_, Any) => true,
        (Int, Number) => true,
        (Choice(_), Text) => true,
        (Choice(given), Choice(wanted)) | (Choices(given), Choices(wanted)) => {
            given.iter().all(|option| wanted.contains(option))
        }
        (Choices(_), List(item)) => fits(&Text, item),
        (List(given), List(wanted)) => fits(given, wanted),
        _ => given == wanted,
    }
}

/// The type that holds values of both, if there is one.
pub(super) fn unified(a: &Type, b: &Type) -> Option<Type> {
    use Type::*;
    match (a, b) {
        (Null, other) | (other, Null) => Some(other.clone()),
        (Any, _) | (_, Any) => Some(Any),
        (List(a), List(b)) => unified(a, b).map(Type::list),
        (Text | Choice(_), Text | Choice(_)) if a != b => Some(Text),
        (Choices(_), Choices(_)) if a != b => Some(Type::list(Text)),
        _ if fits(a, b) => Some(b.clone()),
        _ if fits(b, a) => Some(a.clone()),
        _ => None,
    }
}

/// Equality of values: whole and other numbers by their size, lists by their items; different kinds are not equal.
pub(super) fn equal(a: &Val, b: &Val) -> bool {
    match (a, b) {
        (Val::Int(a), Val::Int(b)) => a == b,
        (Val::Int(_) | Val::Num(_), Val::Int(_) | Val::Num(_)) => a.number() == b.number(),
        (Val::List(a), Val::List(b)) => {
            a.len() == b.len() && a.iter().zip(b.iter()).all(|(a, b)| equal(a, b))
        }
        _ => a == b,
    }
}

/// The order of two values of one ordered kind; nothing if they have none.
pub(super) fn order(a: &Val, b: &Val) -> Option<Ordering> {
    match (a, b) {
        (Val::Int(a), Val::Int(b)) => Some(a.cmp(b)),
        (Val::Int(_) | Val::Num(_), Val::Int(_) | Val::Num(_)) => {
            a.number()?.partial_cmp(&b.number()?)
        }
        (Val::Date(a), Val::Date(b)) => Some(a.cmp(b)),
        (Val::Moment(a), Val::Moment(b)) => Some(a.cmp(b)),
        _ => None,
    }
}
