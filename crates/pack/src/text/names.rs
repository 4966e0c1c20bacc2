//! Enums that are written by name: the names, both ways, and the message that lists them. It never accepts a name that is
//! nearly right.

use super::problem::Problems;
use super::tree::{Node, Value, shortened};

/// Reports a name that is none of those allowed, with the nearest and the whole list.
pub fn refuse_name(node: &Node, what: &str, names: &[&str], problems: &mut Problems) {
    if node.value == Value::Broken {
        return;
    }
    match node.text() {
        Some(text) => {
            problems
                .error(node.span, format!("`{}` is not {what}", shortened(text)))
                .expected(one_of(names))
                .nearest(text, names);
        }
        None => {
            problems
                .error(node.span, format!("found {}", node.describe()))
                .expected(one_of(names));
        }
    }
}

/// "one of `a`, `b`, `c`".
pub(super) fn one_of(names: &[&str]) -> String {
    match names {
        [name] => format!("`{name}`"),
        _ => format!(
            "one of {}",
            names
                .iter()
                .map(|name| format!("`{name}`"))
                .collect::<Vec<_>>()
                .join(", ")
        ),
    }
}

/// An enum whose variants are written by name in a pack.
///
/// ```
/// pack::name_enum! {
///     /// A unit of time.
///     pub enum Unit: "a unit of time" {
///         /// Sixty minutes.
///         Hours = "hours",
///         /// Midnight to midnight.
///         Days = "days",
///     }
/// }
/// assert_eq!(Unit::from_name("days"), Some(Unit::Days));
/// assert_eq!(Unit::Hours.name(), "hours");
/// ```
///
/// Gives `ALL`, `NAMES`, `name`, `from_name`, `Display`, `Serialize`, `Deserialize` (all by name) and
/// [`FromNode`](crate::text::FromNode); `Copy`, `Eq`, `Ord` (in the order listed) and `Hash` are derived.
#[macro_export]
macro_rules! name_enum {
    (
        $(#[doc = $doc:literal])*
        $vis:vis enum $type:ident : $what:literal {
            $( $(#[doc = $inner:literal])* $variant:ident = $name:literal ),+ $(,)?
        }
    ) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        $vis enum $type {
            $( $(#[doc = $inner])* $variant, )+
        }

        impl $type {
            /// Every variant in the order listed.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
            /// Every name in the order listed.
            pub const NAMES: &'static [&'static str] = &[$($name),+];

            /// The name as written in a pack.
            pub fn name(self) -> &'static str {
                match self {
                    $( Self::$variant => $name, )+
                }
            }

            /// The variant of a name.
            pub fn from_name(name: &str) -> Option<Self> {
                match name {
                    $( $name => Some(Self::$variant), )+
                    _ => None,
                }
            }
        }

        impl $crate::schema::Schema for $type {
            fn schema(definitions: &mut $crate::schema::Definitions) -> ::serde_json::Value {
                definitions.names(stringify!($type), &[$($doc),*], &[$(($name, &[$($inner),*])),+])
            }
        }

        impl ::std::fmt::Display for $type {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(self.name())
            }
        }

        impl ::serde::Serialize for $type {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.name())
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $type {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let name = <String as ::serde::Deserialize>::deserialize(deserializer)?;
                Self::from_name(&name).ok_or_else(|| ::serde::de::Error::unknown_variant(&name, Self::NAMES))
            }
        }

        impl $crate::text::FromNode for $type {
            fn expected() -> String {
                let names: Vec<String> = Self::NAMES.iter().map(|name| format!("`{name}`")).collect();
                format!("one of {}", names.join(", "))
            }
            fn from_node(node: &$crate::text::Node, problems: &mut $crate::text::Problems) -> Option<Self> {
                let found = node.text().and_then(Self::from_name);
                if found.is_none() {
                    $crate::text::refuse_name(node, $what, Self::NAMES, problems);
                }
                found
            }
        }
    };
}
