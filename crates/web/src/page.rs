//! Pages, one a file; each with its template of the same path.

pub mod account;
pub mod sign_in;
