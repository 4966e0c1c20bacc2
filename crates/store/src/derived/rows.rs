//! All derived rows of one file, and the difference between two states of them.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::FileId;

use super::{Cell, DerivedTable, Text};

/// The cells of a row in the order of the table's columns, `file` first.
pub type Row = Vec<Cell>;
/// The leading cells that name a row.
pub type Key = Vec<Cell>;

/// A row of one table as a typed value, without its file; see [`super::row`].
pub trait Derived {
    /// The table it belongs in.
    const TABLE: DerivedTable;

    /// Its cells in the order of the table's columns.
    fn cells(self, file: &Text) -> Row;
}

/// All derived rows of one file. The default has no rows, and stands for a file that does not exist yet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rows {
    file: Text,
    rows: BTreeMap<(DerivedTable, Key), Row>,
}

impl Rows {
    /// None yet.
    pub fn of(file: FileId) -> Self {
        Rows {
            file: Arc::from(file.to_string()),
            rows: BTreeMap::new(),
        }
    }

    /// Adds a row, in the place of one with the same key.
    pub fn push<T: Derived>(&mut self, row: T) {
        let cells = row.cells(&self.file);
        self.insert(T::TABLE, cells);
    }

    pub(super) fn insert(&mut self, table: DerivedTable, row: Row) {
        let key = row[..table.table().keys.min(row.len())].to_vec();
        self.rows.insert((table, key), row);
    }

    /// The identifier of the file, as text.
    pub fn file(&self) -> &Text {
        &self.file
    }

    /// The rows of one table, in the order of their keys.
    pub fn in_table(&self, table: DerivedTable) -> impl Iterator<Item = &Row> {
        self.rows
            .range((table, Key::new())..)
            .take_while(move |((of, _), _)| *of == table)
            .map(|(_, row)| row)
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    pub(super) fn all(&self) -> &BTreeMap<(DerivedTable, Key), Row> {
        &self.rows
    }

    /// What has to be written where `before` stands, so that `after` does. Both are of one file.
    pub fn diff(before: &Rows, after: &Rows) -> Changes {
        let mut changes = Changes::default();
        for (place, row) in &after.rows {
            if before.rows.get(place) != Some(row) {
                changes.puts.entry(place.0).or_default().push(row.clone());
            }
        }
        for (table, key) in before.rows.keys() {
            if !after.rows.contains_key(&(*table, key.clone())) {
                changes.deletes.entry(*table).or_default().push(key.clone());
            }
        }
        changes
    }
}

/// Rows to be written and rows to be taken away.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    pub(super) puts: BTreeMap<DerivedTable, Vec<Row>>,
    pub(super) deletes: BTreeMap<DerivedTable, Vec<Key>>,
}

impl Changes {
    /// How many rows are written or taken away.
    pub fn len(&self) -> usize {
        let puts: usize = self.puts.values().map(Vec::len).sum();
        let deletes: usize = self.deletes.values().map(Vec::len).sum();
        puts + deletes
    }

    /// Whether nothing changes.
    pub fn is_empty(&self) -> bool {
        self.puts.is_empty() && self.deletes.is_empty()
    }
}
