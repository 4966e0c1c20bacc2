//! What is worked out from the events of a file and kept in tables because lists need indexes. The tables are never the
//! truth: what they hold of a file must equal what a pure function of its events computes again. This module knows the
//! tables, compares rows and writes differences; it computes no row itself, and never says what a row holds.

mod cell;
mod compare;
mod read;
pub mod row;
mod rows;
mod statements;
mod table;
mod write;

pub use cell::{Cell, Column, Kind, Text};
pub use read::{differences, load, strays};
pub use row::{DerivedTable, TABLES};
pub use rows::{Changes, Derived, Key, Row, Rows};
pub use table::{Table, TableColumn};
pub use write::apply;
