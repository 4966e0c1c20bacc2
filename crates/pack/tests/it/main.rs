//! The pack crate seen from outside: what it says to good, wrong and hostile packs.

mod check;
mod expr;
mod expr_hostile;
mod hostile;
mod lesson;
mod packs;
mod rules;
mod text;
mod text_hostile;
