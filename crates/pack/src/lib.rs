//! Practice packs: YAML text in, a checked `Pack` out, with every problem at once and its place; and the pack carried
//! out over a file's history.

pub mod calendar_file;
pub mod check;
pub mod expr;
pub mod load;
pub mod measure;
pub mod migration;
pub mod model;
pub mod practice;
pub mod rules;
pub mod scenario;
pub mod schema;
pub mod source;
pub mod text;
pub mod views;

pub use model::Pack;
pub use source::Sources;
