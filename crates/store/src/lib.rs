//! The only crate that speaks SQL: SQLite and PostgreSQL, migrations, search, ledger.

pub mod chain;
pub mod db;

#[doc(hidden)]
pub use inventory;

pub use db::{
    ConstraintKind, Dialect, Error, FromValue, MIGRATIONS, Migration, Options, Result, Row, Sql,
    Store, Tx, Value, every_statement,
};
