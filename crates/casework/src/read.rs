//! Reading. Every look at a file is logged before its content leaves; lists show only what the reader may see.

pub mod admin;
pub mod allocation;
pub mod carried;
pub mod carrying;
pub mod caseload;
pub mod discreet;
pub mod duty;
pub mod file;
pub mod folder;
pub mod looked;
pub mod mine;
pub mod my_day;
pub mod overview;
pub mod places;
pub mod service;
pub mod stating;
pub mod team;
pub mod title;
pub mod tray;
pub mod why;
