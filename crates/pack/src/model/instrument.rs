//! `instruments/*.yaml`: scored instruments. The reading is serde's; what the numbers mean is `domain::instrument`'s.

use serde_json::Value as Json;

use crate::text::{Ident, Node, Spanned, Value};

use super::Cites;

/// A scored instrument: its definition, and the clauses it carries out.
#[derive(Debug, Clone)]
pub struct Instrument {
    /// Its name.
    pub id: Spanned<Ident>,
    /// The clauses it carries out.
    pub clause: Cites,
    /// The definition, as data.
    pub definition: Json,
}

/// A tree as JSON: plain numbers and truth values as such, everything else as text.
pub fn to_json(node: &Node) -> Json {
    match &node.value {
        Value::List(items) => Json::Array(items.iter().map(to_json).collect()),
        Value::Map(entries) => Json::Object(
            entries
                .iter()
                .map(|(k, v)| (k.name.clone(), to_json(v)))
                .collect(),
        ),
        Value::Broken => Json::Null,
        Value::Scalar(text, _) if node.is_null() => {
            debug_assert!(text.len() <= 4);
            Json::Null
        }
        Value::Scalar(text, _) => match node.plain() {
            Some("true") => Json::Bool(true),
            Some("false") => Json::Bool(false),
            Some(plain) => number(plain).unwrap_or_else(|| Json::String(text.clone())),
            None => Json::String(text.clone()),
        },
    }
}

fn number(text: &str) -> Option<Json> {
    if let Ok(whole) = text.parse::<i64>() {
        // `007` is a text that looks like a number: an identifier, a telephone number.
        let plain = text.trim_start_matches('-');
        return (plain == "0" || !plain.starts_with('0')).then(|| Json::from(whole));
    }
    let decimal = text.contains('.')
        && text
            .chars()
            .all(|c| c.is_ascii_digit() || c == '.' || c == '-');
    decimal
        .then(|| text.parse::<f64>().ok())
        .flatten()
        .map(Json::from)
}
