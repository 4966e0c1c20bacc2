//! Reading. Every look at a file is logged before its content leaves; lists show only what the reader may see.

pub mod caseload;
pub mod file;
pub mod overview;
pub mod title;
pub mod tray;
