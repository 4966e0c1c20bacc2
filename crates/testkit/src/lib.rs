//! For tests only: builders, a fake clock, throw-away databases.

pub mod databases;
pub mod world;
