//! Matters: opened, moved between stages, closed, reopened, and moved to another version of their pack.

pub mod migrate;
pub mod move_stage;
pub mod open;
pub mod reopen;
pub mod repin;
pub mod set_state;
