//! Figures: a pack's measures over the reporting views. Each is one SELECT that the pack's checker has looked at; it runs
//! in a transaction that only reads, and gives the same text on both databases.

use jiff::civil::Date;

use crate::db::{Result, Tx, Value};

/// The figure of a measure between two days, as text: its first column, or the number of its rows. A measure may name
/// `:from` and `:to` as often as it likes, or not at all.
pub fn figure(tx: &mut Tx<'_>, sql: &str, rows: bool, from: Date, to: Date) -> Result<String> {
    let (sql, args) = bound(sql, from, to);
    if rows {
        let counted = format!("SELECT COUNT(*) FROM ({sql}) AS counted");
        let found = tx.query_dyn(&counted, &args, |row| row.get::<i64>(0))?;
        return Ok(found
            .first()
            .map_or_else(|| "0".into(), ToString::to_string));
    }
    let found = if tx.is_sqlite() {
        tx.query_dyn(&sql, &args, |row| {
            row.get::<Option<i64>>(0)
                .map(|n| n.map(|n| n.to_string()))
                .or_else(|_| row.get::<Option<f64>>(0).map(|n| n.map(|n| n.to_string())))
                .or_else(|_| row.get::<Option<String>>(0))
        })?
    } else {
        // A sum or average is of a type that the other database does not have.
        let typed = format!(
            "SELECT CAST(f.figure AS TEXT), CAST(pg_typeof(f.figure) AS TEXT) FROM ({sql}) AS f (figure)"
        );
        tx.query_dyn(&typed, &args, |row| {
            let figure: Option<String> = row.get(0)?;
            let fraction = matches!(row.get::<&str>(1)?, "numeric" | "double precision" | "real");
            Ok(figure.map(|text| match text.parse::<f64>() {
                Ok(number) if fraction => number.to_string(),
                _ => text,
            }))
        })?
    };
    Ok(found
        .into_iter()
        .next()
        .flatten()
        .unwrap_or_else(|| "nothing".into()))
}

/// The statement with its parameters as arguments, each once and of a stated type; what stands in quotes stays.
fn bound(sql: &str, from: Date, to: Date) -> (String, Vec<Value<'static>>) {
    let mut args: Vec<Value<'static>> = Vec::new();
    let mut numbers: [Option<usize>; 2] = [None, None];
    let mut out = String::with_capacity(sql.len() + 32);
    for (n, piece) in statement(sql).split('\'').enumerate() {
        if n % 2 == 1 {
            out.push('\'');
            out.push_str(piece);
            out.push('\'');
            continue;
        }
        let mut rest = piece;
        while let Some(at) = rest.find(':') {
            out.push_str(&rest[..at]);
            let word: String = rest[at + 1..]
                .chars()
                .take_while(|c| c.is_ascii_alphanumeric() || *c == '_')
                .collect();
            let which = match word.as_str() {
                "from" => Some((0, from)),
                "to" => Some((1, to)),
                _ => None,
            };
            match which {
                Some((place, day)) => {
                    let number = *numbers[place].get_or_insert_with(|| {
                        args.push(Value::from(day));
                        args.len()
                    });
                    out.push_str(&format!("CAST(?{number} AS TEXT)"));
                }
                None => {
                    out.push(':');
                    out.push_str(&word);
                }
            }
            rest = &rest[at + 1 + word.len()..];
        }
        out.push_str(rest);
    }
    (out, args)
}

/// Without its head of comments, whose quotes would count as the statement's, and without the end mark.
fn statement(sql: &str) -> String {
    let lines: Vec<&str> = sql
        .lines()
        .filter(|line| !line.trim_start().starts_with("--"))
        .collect();
    lines
        .join("\n")
        .trim()
        .trim_end_matches(';')
        .trim_end()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_arguments_once_each_and_quotes_are_left_alone() {
        let (from, to) = (Date::constant(2026, 1, 1), Date::constant(2026, 3, 31));
        for (sql, expected, count) in [
            ("select 1;", "select 1", 0),
            ("-- it's a head\nselect :to", "select CAST(?1 AS TEXT)", 1),
            (
                "select :to, ':from', :from, :to, 'it''s'",
                "select CAST(?1 AS TEXT), ':from', CAST(?2 AS TEXT), CAST(?1 AS TEXT), 'it''s'",
                2,
            ),
        ] {
            let (text, args) = bound(sql, from, to);
            assert_eq!((text.as_str(), args.len()), (expected, count), "{sql}");
        }
    }
}
