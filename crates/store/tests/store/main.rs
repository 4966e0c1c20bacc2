//! The database layer on both databases: what it keeps, what it undoes, what it refuses.

mod derived;
mod groups;
mod limits;
mod migrations;
mod postgres;
mod statements;
mod units;
mod values;

use store::{Result, Store, Tx, args, sql};

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
