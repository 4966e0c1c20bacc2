//! The database layer on both databases: what it keeps, what it undoes, what it refuses.

mod attachments;
mod derived;
mod drafts;
mod few;
mod finding;
mod groups;
mod keys;
mod limits;
mod listing;
mod many;
mod migrations;
mod packs;
mod plans;
mod postgres;
mod scope;
mod statements;
mod units;
mod values;
mod views;

use store::{Result, Store, Tx, args, sql};

/// An identifier that reads as its kind and a number, as the statements of `many` write it.
fn id<T: std::str::FromStr>(kind: char, n: u32) -> T {
    let text = format!("0{kind}0000000000000000{n:08}");
    text.parse()
        .unwrap_or_else(|_| panic!("{text} is an identifier"))
}

/// A name of a pack.
fn name(text: &'static str) -> domain::Name {
    domain::Name::known(text)
}

/// An instant, in seconds since 1970.
fn at(second: i64) -> jiff::Timestamp {
    jiff::Timestamp::from_second(second).expect("an instant")
}

/// Writes a row.
fn row(tx: &mut Tx<'_>, table: &str, columns: &[(&str, store::Value<'_>)]) -> Result<()> {
    let names: Vec<&str> = columns.iter().map(|(name, _)| *name).collect();
    let places: Vec<String> = (1..=columns.len()).map(|n| format!("?{n}")).collect();
    let values: Vec<store::Value<'_>> = columns.iter().map(|(_, value)| value.clone()).collect();
    let text = format!(
        "INSERT INTO {table} ({}) VALUES ({})",
        names.join(", "),
        places.join(", ")
    );
    tx.execute_dyn(&text, &values).map(drop)
}

/// Writes a setting.
fn put(tx: &mut Tx<'_>, key: &str, value: &str) -> Result<u64> {
    tx.execute(
        sql!("INSERT INTO setting (key, value) VALUES (?1, ?2)"),
        args![key, value],
    )
}

/// The keys of all settings, in order.
fn keys(store: &Store) -> Vec<String> {
    let keys = store.read(|tx| {
        tx.query(
            sql!("SELECT key FROM setting ORDER BY key"),
            args![],
            |row| row.get(0),
        )
    });
    let keys: Result<_> = keys;
    keys.expect("settings can be read")
}
