//! Reading what the tables hold, and finding where they differ from what was computed.

use domain::FileId;

use super::compare::first_difference;
use super::{Cell, Rows, TABLES};
use crate::args;
use crate::db::{Result, Tx};

/// What the tables hold of a file.
pub fn load(tx: &mut Tx<'_>, file: FileId) -> Result<Rows> {
    let mut rows = Rows::of(file);
    for table in TABLES {
        tx.for_each((table.statements)().load, args![file.to_string()], |row| {
            let cells = table.columns.iter().enumerate();
            let cells: Result<_> = cells
                .map(|(index, column)| Cell::read(column.kind, row, index))
                .collect();
            rows.insert(table.table, cells?);
            Ok(())
        })?;
    }
    Ok(rows)
}

/// The first difference between what was computed for a file and what the tables hold of it, in plain words: table, row and
/// columns. It names columns and shapes, never what a person's row holds. `None` where they agree.
pub fn differences(tx: &mut Tx<'_>, file: FileId, computed: &Rows) -> Result<Option<String>> {
    Ok(first_difference(computed, &load(tx, file)?))
}

/// The first derived row of a file that does not exist, in plain words; `None` where there is none.
pub fn strays(tx: &mut Tx<'_>) -> Result<Option<String>> {
    for table in TABLES {
        let found = tx.query_one_opt((table.statements)().stray, args![], |row| {
            row.get::<String>(0)
        })?;
        if let Some(file) = found {
            return Ok(Some(format!(
                "table `{}`: a row of file {file}, which does not exist",
                table.name
            )));
        }
    }
    Ok(None)
}
