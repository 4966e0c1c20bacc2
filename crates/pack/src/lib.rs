//! Practice packs: YAML text in, a checked `Pack` out, with every problem at once and its place.

pub mod expr;
pub mod measure;
pub mod migration;
pub mod model;
pub mod scenario;
pub mod text;

pub use model::Pack;
