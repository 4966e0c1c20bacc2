//! Reading. Every look at a file is logged before its content leaves; lists show only what the reader may see.

pub mod file;
pub mod title;
pub mod tray;
pub mod caseload;
