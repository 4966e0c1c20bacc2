//! The macro that writes a structure, its reader and its schema from one list of fields, so that they cannot differ.

/// A structure that is read from a mapping. Each field's key is its own name unless `as "key"` gives another; a field is
/// required unless its type allows it to be missing (`Option`, `Vec`, `OneOrMany`, `Entries`) or `= value` says what to
/// take instead.
///
/// ```
/// use pack::text::{FromNode, Ident, Spanned};
/// pack::record! {
///     /// A step of a signing chain.
///     #[derive(Debug, Clone)]
///     pub struct Step: "a signing step" {
///         /// What it is called.
///         pub step: Spanned<Ident>,
///         /// Whether it may go back.
///         pub may_return: bool = false,
///         /// A condition.
///         pub condition: Option<String> as "when",
///     }
/// }
/// let mut problems = pack::text::Problems::new();
/// let file = problems.file("steps.yaml");
/// let node = pack::text::parse(file, b"step: authorise\nwhen: always", &mut problems).unwrap();
/// let step = Step::from_node(&node, &mut problems).unwrap();
/// assert_eq!(*step.step, "authorise");
/// assert!(!step.may_return && step.condition.is_some() && problems.is_empty());
/// ```
#[macro_export]
macro_rules! record {
    (
        $(#[doc = $doc:literal])*
        $(#[derive($($derive:path),* $(,)?)])?
        $vis:vis struct $type:ident : $what:literal {
            $( $(#[doc = $inner:literal])* $fvis:vis $field:ident : $kind:ty $(as $key:literal)? $(= $otherwise:expr)? ),* $(,)?
        }
    ) => {
        $(#[doc = $doc])*
        $(#[derive($($derive),*)])?
        $vis struct $type {
            $( $(#[doc = $inner])* $fvis $field : $kind, )*
        }

        impl $crate::schema::Schema for $type {
            fn schema(definitions: &mut $crate::schema::Definitions) -> ::serde_json::Value {
                definitions.record(stringify!($type), &[$($doc),*], |definitions, record| {
                    $( record.field::<$kind>(
                        definitions,
                        $crate::record!(@key $field $(as $key)?),
                        &[$($inner),*],
                        $crate::record!(@defaulted $($otherwise)?),
                    ); )*
                })
            }
        }

        impl $crate::text::FromNode for $type {
            fn expected() -> String {
                concat!($what, " as a mapping").into()
            }
            fn from_node(node: &$crate::text::Node, problems: &mut $crate::text::Problems) -> Option<Self> {
                let mut fields = $crate::text::Fields::of(node, $what, problems)?;
                $( let $field: Option<$kind> = $crate::record!(@read fields, $field $(as $key)? $(= $otherwise)?); )*
                fields.done();
                Some(Self { $( $field: $field? ),* })
            }
        }
    };
    (@key $field:ident) => { stringify!($field) };
    (@key $field:ident as $key:literal) => { $key };
    (@defaulted) => { false };
    (@defaulted $otherwise:expr) => { true };
    (@read $fields:ident, $field:ident) => { $fields.get(stringify!($field)) };
    (@read $fields:ident, $field:ident as $key:literal) => { $fields.get($key) };
    (@read $fields:ident, $field:ident = $otherwise:expr) => { $fields.or(stringify!($field), $otherwise) };
    (@read $fields:ident, $field:ident as $key:literal = $otherwise:expr) => { $fields.or($key, $otherwise) };
}
