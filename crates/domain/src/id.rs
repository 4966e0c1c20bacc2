//! Identifiers: 128 random bits, shown as 26 characters that can be read over the telephone.
//! They carry no date, no order and no meaning.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Crockford's base 32 in lower case: no i, l, o or u.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// Why a text is not an identifier.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not an identifier: 26 characters out of 0-9 and a-z without i, l, o, u were expected")]
pub struct NotAnId;

fn write_id(bits: u128, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut out = [0u8; 26];
    for (place, byte) in out.iter_mut().enumerate() {
        *byte = ALPHABET[((bits >> (5 * (25 - place))) & 31) as usize];
    }
    f.write_str(std::str::from_utf8(&out).map_err(|_| fmt::Error)?)
}

fn read_id(text: &str) -> Result<u128, NotAnId> {
    let bytes = text.as_bytes();
    // 26 characters carry 130 bits; the first may use only three.
    if bytes.len() != 26 || !(b'0'..=b'7').contains(&bytes[0]) {
        return Err(NotAnId);
    }
    bytes.iter().try_fold(0u128, |bits, byte| {
        let value = ALPHABET.iter().position(|c| c == byte).ok_or(NotAnId)?;
        Ok((bits << 5) | value as u128)
    })
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u128);

        impl $name {
            /// Made of 128 bits, random ones outside tests.
            pub const fn from_bits(bits: u128) -> Self {
                Self(bits)
            }

            /// The 128 bits.
            pub const fn bits(self) -> u128 {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write_id(self.0, f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write_id(self.0, f)
            }
        }

        impl FromStr for $name {
            type Err = NotAnId;
            fn from_str(text: &str) -> Result<Self, NotAnId> {
                read_id(text).map(Self)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                String::deserialize(d)?.parse().map_err(serde::de::Error::custom)
            }
        }
    )*};
}

ids! {
    /// All that is kept about one subject.
    FileId,
    /// A dated, signed, versioned entry.
    RecordId,
    /// One change, as it was appended.
    EventId,
    /// Something on a file with a life of its own.
    MatterId,
    /// One thing that is held to be so about a subject for a period.
    FactId,
    /// A worker's dated link to a matter.
    InvolvementId,
    /// A team of teams doing one kind of work under one pack.
    ServiceId,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn an_id_reads_back_as_it_was_written(bits in any::<u128>()) {
            let id = FileId::from_bits(bits);
            prop_assert_eq!(id.to_string().len(), 26);
            prop_assert_eq!(id.to_string().parse::<FileId>(), Ok(id));
        }

        #[test]
        fn no_text_makes_reading_an_id_panic(text in ".{0,40}") {
            let _ = text.parse::<RecordId>();
        }
    }
}
