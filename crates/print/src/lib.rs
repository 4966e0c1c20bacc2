//! What is made to be read away from the screen, and the pictures that pages share with it: the pack book, charts, genograms.

pub mod book;
mod escape;
pub mod picture;
