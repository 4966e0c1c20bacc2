//! Reading a pack's YAML: text in, a tree with places, then typed values, and every problem gathered with its
//! `file:line:column`. It never opens a file, never stops at the first mistake a person could fix beside others,
//! and never panics or hangs whatever the bytes are. The YAML is a plain subset: one document, no anchors,
//! aliases, tags or merge keys, and a plain `no` is the word "no" until a field asks for a yes or no.

mod characters;
mod fields;
mod files;
mod from_node;
mod ident;
mod names;
mod nearest;
mod parse;
mod place;
mod problem;
mod record;
mod scalars;
mod tree;

pub use fields::Fields;
pub use files::Files;
pub use from_node::{Entries, FromNode, OneOrMany};
pub use ident::{Ident, ident_at};
pub use names::refuse_name;
pub use nearest::nearest;
pub use parse::{MAX_BYTES, MAX_DEPTH, MAX_NODES, parse};
pub use place::{FileId, Span, Spanned};
pub use problem::{Problem, Problems, Severity};
pub use tree::{Key, Node, Style, Value};
