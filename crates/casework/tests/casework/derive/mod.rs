//! The rows that lists need: what they say of a file, and that writing their differences leaves exactly them.

mod answers;
mod chain;
mod cycles;
mod names;
mod property;
mod records;
mod seen;

use casework::derive::{FileView, rows};
use domain::History;
use store::derived::{Cell, DerivedTable, Rows};

use chain::{Chain, practice};

/// The rows of a chain.
fn rows_of(chain: &Chain) -> Rows {
    let history = History::of(&chain.delivered);
    rows(&FileView {
        file: chain.file,
        history: &history,
        delivered: &chain.delivered,
        practice: &practice,
        services: &chain::service,
    })
}

fn cell(cell: &Cell) -> String {
    match cell {
        Cell::Null => "-".into(),
        Cell::Int(number) => number.to_string(),
        Cell::Real(number) => number.to_string(),
        Cell::Text(text) => text.to_string(),
    }
}

/// Some columns of a table, a line a row, in the order of the keys.
fn lines(rows: &Rows, table: DerivedTable, columns: &[&str]) -> Vec<String> {
    let place = |name: &&str| {
        let all = table.table().columns;
        all.iter().position(|c| c.name == *name).expect(name)
    };
    let places: Vec<usize> = columns.iter().map(place).collect();
    rows.in_table(table)
        .map(|row| {
            let cells: Vec<String> = places.iter().map(|p| cell(&row[*p])).collect();
            cells.join(" | ")
        })
        .collect()
}
