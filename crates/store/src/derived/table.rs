//! What a derived table looks like, and the macro that writes its descriptor, its rows' type and its statements from one
//! list of columns.

use super::{DerivedTable, Kind};
use crate::db::Sql;

/// One column of a derived table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TableColumn {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Whether it may hold nothing.
    pub null: bool,
}

/// A derived table. Its first column is always `file`.
#[derive(Debug)]
pub struct Table {
    /// Which one.
    pub table: DerivedTable,
    /// Its name.
    pub name: &'static str,
    /// Its columns in the order of the schema.
    pub columns: &'static [TableColumn],
    /// How many leading columns make up the key, `file` included.
    pub keys: usize,
    pub(super) statements: fn() -> &'static Statements,
}

/// The statements of one table. On SQLite each takes the cells of one row (or key), on PostgreSQL all rows as one text of
/// JSON.
#[derive(Debug)]
pub(super) struct Statements {
    pub put: &'static Sql,
    pub delete: &'static Sql,
    pub load: &'static Sql,
    pub stray: &'static Sql,
}
