//! Writing differences.

use super::{Cell, Changes, Key, Row, Table};
use crate::args;
use crate::db::{Result, Sql, Tx, Value};

/// Rows in one statement on a server, so that its text stays of a reasonable size.
const AT_ONCE: usize = 500;

/// Writes changes; rows are taken away first. A row that is already there is written over. Gives the error of the database
/// where another file holds what only one may (the short name of a service).
pub fn apply(tx: &mut Tx<'_>, changes: &Changes) -> Result<()> {
    for (table, keys) in &changes.deletes {
        let table = table.table();
        each(tx, table, (table.statements)().delete, keys)?;
    }
    for (table, rows) in &changes.puts {
        let table = table.table();
        each(tx, table, (table.statements)().put, rows)?;
    }
    Ok(())
}

fn each(tx: &mut Tx<'_>, table: &Table, sql: &'static Sql, rows: &[Row]) -> Result<()> {
    for cell in rows.iter().flatten() {
        cell.storable()?;
    }
    if tx.is_sqlite() {
        for row in rows {
            let values: Vec<Value<'_>> = row.iter().map(Cell::value).collect();
            tx.execute(sql, &values)?;
        }
    } else {
        for some in rows.chunks(AT_ONCE) {
            tx.execute(sql, args![json(table, some)])?;
        }
    }
    Ok(())
}

/// Rows or keys as a list of objects by column.
fn json(table: &Table, rows: &[Key]) -> String {
    let object = |row: &Key| {
        let members = table.columns.iter().zip(row);
        members
            .map(|(column, cell)| (column.name.to_owned(), cell.json()))
            .collect::<serde_json::Map<_, _>>()
            .into()
    };
    serde_json::Value::Array(rows.iter().map(object).collect()).to_string()
}
