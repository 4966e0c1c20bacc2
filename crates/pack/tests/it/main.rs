//! The pack crate seen from outside: what it says to good, wrong and hostile packs.

mod text;
mod text_hostile;
