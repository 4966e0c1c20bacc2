//! People: registered once, matched with those already known, said to be one and the same (and undone), restricted.

pub mod register;
pub mod restrict;
pub mod same;
