//! Timescales: directions that named roles give, guards lifted, and the notices that passing time gives.

pub mod direct;
pub mod lift;
pub mod pass;
pub mod recompute;
pub mod tick;
