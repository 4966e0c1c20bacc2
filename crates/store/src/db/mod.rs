//! One way of speaking SQL to SQLite and PostgreSQL: values, rows, transactions, migrations.
//! It knows nothing of children, files or packs, holds no table of the product, never reads a
//! clock, and never puts a bound value into an error's text (it may be about a person).

mod error;
mod migrate;
mod nested;
mod open;
mod postgres;
mod row;
mod sql;
mod sqlite;
mod tx;
mod url;
mod value;
mod writer;

pub use error::{ConstraintKind, Error, Result};
pub use migrate::{MIGRATIONS, Migration};
pub use open::{Options, Store};
pub use row::{FromValue, Row};
pub use sql::{Dialect, Sql, every_statement};
pub use tx::Tx;
pub use url::Address;
pub use value::Value;

#[doc(hidden)]
pub use sql::Registered;
