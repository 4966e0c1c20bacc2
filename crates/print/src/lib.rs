//! What is made to be read away from the screen: the pack book, charts, documents.

pub mod book;
