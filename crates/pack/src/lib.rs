//! Practice packs: YAML text in, a checked `Pack` out, with every problem at once and its place.

pub mod calendar_file;
