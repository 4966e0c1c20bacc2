//! The pack crate seen from outside: what it says to good, wrong and hostile packs.

mod expr;
mod expr_hostile;
mod text;
mod text_hostile;
