//! The only crate that speaks SQL: SQLite and PostgreSQL, migrations, search, ledger.

pub mod account;
pub mod attachment;
pub mod chain;
pub mod db;
pub mod derived;
pub mod draft;
pub mod find;
pub mod idempotency;
mod ids;
pub mod lease;
pub mod lists;
pub mod pack_version;
pub mod record;
pub mod relation;
pub mod report;
pub mod scope;
pub mod service;
pub mod session;
pub mod stash;
pub mod view_log;

#[doc(hidden)]
pub use inventory;

pub use db::{
    ConstraintKind, Dialect, Error, FromValue, MIGRATIONS, Migration, Options, Result, Row, Sql,
    Store, Tx, Value, every_statement,
};
