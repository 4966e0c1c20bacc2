//! Comparing computed rows with those found, in words that give nobody away.

use super::{Cell, DerivedTable, Key, Rows};

/// The first difference in the order of the tables and their keys.
pub(super) fn first_difference(computed: &Rows, found: &Rows) -> Option<String> {
    let missing = computed
        .all()
        .iter()
        .find(|(place, row)| found.all().get(place) != Some(row));
    let extra = found
        .all()
        .keys()
        .find(|place| !computed.all().contains_key(place));
    match (missing, extra) {
        (Some((place, _)), Some(other)) if other < place => Some(too_many(other)),
        (None, Some(other)) => Some(too_many(other)),
        (Some((place, row)), _) => match found.all().get(place) {
            None => Some(format!("{} is missing", named(place))),
            Some(there) => {
                let columns = place.0.table().columns.iter().zip(row.iter().zip(there));
                let different: Vec<String> = columns
                    .filter(|(_, (a, b))| a != b)
                    .map(|(column, (a, b))| format!("`{}` ({})", column.name, shapes(a, b)))
                    .collect();
                Some(format!("{}: {}", named(place), different.join(", ")))
            }
        },
        (None, None) => None,
    }
}

fn too_many(place: &(DerivedTable, Key)) -> String {
    format!("{} should not be there", named(place))
}

fn shapes(computed: &Cell, found: &Cell) -> String {
    match (computed.shape(), found.shape()) {
        (a, b) if a == b => "computed and found differ".into(),
        (a, b) => format!("computed {a}, found {b}"),
    }
}

/// The row by its table and key; what people are searched by is left out.
fn named((table, key): &(DerivedTable, Key)) -> String {
    let columns = table.table().columns.iter().zip(key);
    let parts: Vec<String> = columns
        .map(|(column, cell)| match cell {
            _ if *table == DerivedTable::SearchKey && column.name != "file" => column.name.into(),
            Cell::Text(text) => format!("{} {text}", column.name),
            Cell::Int(number) => format!("{} {number}", column.name),
            other => format!("{} {}", column.name, other.shape()),
        })
        .collect();
    format!(
        "table `{}`, row of {}",
        table.table().name,
        parts.join(", ")
    )
}
