//! Identifiers and names of the domain as values of a statement: text in every column. What a column holds is checked
//! when it is read, so a damaged one is an error and never another identifier.

use domain::{EventId, FactId, FileId, InvolvementId, MatterId, Name, RecordId, ServiceId};

use crate::db::{FromValue, Value};

macro_rules! ids {
    ($($id:ty),* $(,)?) => {$(
        impl From<$id> for Value<'_> {
            fn from(id: $id) -> Self {
                Value::from(id.to_string())
            }
        }

        impl<'r> FromValue<'r> for $id {
            const SHAPE: &'static str = "an identifier";

            fn from_value(value: &'r Value<'static>) -> Option<Self> {
                <&str>::from_value(value)?.parse().ok()
            }
        }
    )*};
}

ids!(
    FileId,
    RecordId,
    EventId,
    MatterId,
    FactId,
    InvolvementId,
    ServiceId
);

impl<'a> From<&'a Name> for Value<'a> {
    fn from(name: &'a Name) -> Self {
        Value::from(name.as_str())
    }
}

impl<'r> FromValue<'r> for Name {
    const SHAPE: &'static str = "a name of a pack";

    fn from_value(value: &'r Value<'static>) -> Option<Self> {
        Name::parse(<&str>::from_value(value)?)
    }
}
