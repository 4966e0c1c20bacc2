//! The nouns of casework as plain values: no input or output, no async, no reading of the clock.

pub mod fact;
pub mod instrument;
pub mod matching;
pub mod text;
