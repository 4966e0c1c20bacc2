//! People: looked for before they are registered, registered once, said to be one and the same (and undone), restricted.

pub mod find;
mod matched;
pub mod register;
pub mod restrict;
pub mod same;
pub mod search;
