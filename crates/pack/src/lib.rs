//! Practice packs: YAML text in, a checked `Pack` out, with every problem at once and its place.

pub mod check;
pub mod expr;
pub mod load;
pub mod measure;
pub mod migration;
pub mod model;
pub mod rules;
pub mod scenario;
pub mod schema;
pub mod source;
pub mod text;

pub use model::Pack;
pub use source::Sources;
