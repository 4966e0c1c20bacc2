//! Pages, one a file; each with its template of the same path.

pub mod account;
pub mod document;
pub mod draft;
pub mod record;
pub mod sign_in;
pub mod write;
