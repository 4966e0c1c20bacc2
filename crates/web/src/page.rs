//! Pages, one a file; each with its template of the same path.

pub mod account;
pub mod admin;
pub mod allocation;
mod begun;
pub mod caseload;
pub mod document;
pub mod draft;
pub mod drop_in;
pub mod duty;
pub mod facts;
pub mod file;
pub mod my_day;
pub mod overview;
mod people;
pub mod record;
pub mod referral;
pub mod search;
pub mod sign_in;
pub mod supervision;
pub mod tray;
pub mod visit;
pub mod write;
