//! Casework: one user action a file. Each loads what it needs in one transaction, asks leave, applies the pack's rules,
//! and appends events with everything that follows from them. Reads go through here too, and are logged.

pub mod account;
pub mod attachment;
pub mod derive;
pub mod error;
pub mod fact;
pub mod involvement;
pub mod ledger;
pub mod matter;
pub mod office;
mod once;
pub mod permit;
pub mod person;
pub mod read;
pub mod record;
pub mod scenario;
pub mod settings;
pub mod setup;
pub mod timescale;
mod unit;

pub use error::{Error, Result};
pub use office::{Acting, Ids, Office, known};
pub use unit::Unit;
