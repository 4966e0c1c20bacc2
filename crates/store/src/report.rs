//! Figures: a pack's measures over the reporting views. Each is one SELECT that the pack's checker has looked at; it runs
//! in a transaction that only reads.

use jiff::civil::Date;

use crate::args;
use crate::db::{Result, Tx};

/// The figure of a measure between two days, as text: its first column, or the number of its rows.
pub fn figure(tx: &mut Tx<'_>, sql: &str, rows: bool, from: Date, to: Date) -> Result<String> {
    let sql = sql
        .trim()
        .trim_end_matches(';')
        .replace(":from", "?1")
        .replace(":to", "?2");
    if rows {
        let counted = format!("SELECT COUNT(*) FROM ({sql}) AS counted");
        let found = tx.query_dyn(&counted, args![from, to], |row| row.get::<i64>(0))?;
        return Ok(found
            .first()
            .map_or_else(|| "0".into(), ToString::to_string));
    }
    let found = tx.query_dyn(&sql, args![from, to], |row| {
        row.get::<Option<i64>>(0)
            .map(|n| n.map(|n| n.to_string()))
            .or_else(|_| row.get::<Option<f64>>(0).map(|n| n.map(|n| n.to_string())))
            .or_else(|_| row.get::<Option<String>>(0))
    })?;
    Ok(found
        .into_iter()
        .next()
        .flatten()
        .unwrap_or_else(|| "nothing".into()))
}
