//! Pages, one a file; each with its template of the same path.

pub mod account;
mod begun;
pub mod document;
pub mod draft;
pub mod drop_in;
pub mod file;
pub mod record;
pub mod referral;
pub mod search;
pub mod sign_in;
pub mod visit;
pub mod write;
