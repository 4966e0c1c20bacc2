//! `instruments/*.yaml`: the tree as data, read by the domain's own definition, whose problems get their places back here.

use domain::instrument::InstrumentDef;

use crate::model::{Cites, Instrument, to_json};
use crate::text::{FromNode, Ident, Node, Problems, Span, Spanned, Value};

/// Reads one instrument; its name must be the file's.
pub(super) fn read(node: &Node, stem: &str, problems: &mut Problems) -> Option<Instrument> {
    if node.map().is_none() {
        return refuse(node, problems);
    }
    let Some(name) = node.get("instrument") else {
        return refuse(node, problems);
    };
    let id = Spanned::<Ident>::from_node(name, problems)?;
    if *id != *stem {
        problems
            .error(id.span, format!("`{}` in the file of another name", *id))
            .expected(format!("`instrument: {stem}`, as the file is called"));
    }
    let clause = node
        .get("clause")
        .map_or(Some(Cites::default()), |n| Cites::from_node(n, problems))?;
    let mut definition = to_json(node);
    // One clause may be written without a list.
    let cited: Vec<String> = clause.iter().map(|c| c.0.clone()).collect();
    definition["clause"] = cited.into();
    match serde_json::from_value::<InstrumentDef>(definition.clone()) {
        Err(wrong) => {
            let message = wrong.to_string();
            // The reader's messages name the key in back quotes; that is the best place there is.
            let key = message.split('`').nth(1).unwrap_or_default();
            let span = span_of_key(node, key).unwrap_or(node.span);
            problems
                .error(span, message)
                .expected("an instrument as `docs/how-to/add-a-scored-instrument.md` describes it");
            None
        }
        Ok(read) => {
            for wrong in read.validate() {
                problems
                    .error(
                        span_at(node, &wrong.place),
                        format!("`{}` {}", wrong.place, wrong.message),
                    )
                    .expected(wrong.expected);
            }
            Some(Instrument {
                id,
                clause,
                definition,
            })
        }
    }
}

fn refuse(node: &Node, problems: &mut Problems) -> Option<Instrument> {
    problems
        .error(node.span, "this is not an instrument")
        .expected("a mapping that begins with `instrument:`");
    None
}

/// Where a key stands first, anywhere in the tree.
fn span_of_key(node: &Node, key: &str) -> Option<Span> {
    match &node.value {
        Value::Map(entries) => entries.iter().find_map(|(k, value)| {
            if k.name == key {
                Some(k.span)
            } else {
                span_of_key(value, key)
            }
        }),
        Value::List(items) => items.iter().find_map(|item| span_of_key(item, key)),
        Value::Scalar(..) | Value::Broken => None,
    }
}

/// The place of `scales.peer.items`: a key, the number of an item from 1, or the item that has this name.
fn span_at(node: &Node, place: &str) -> Span {
    let mut at = node;
    for part in place.split('.') {
        let next = match &at.value {
            Value::Map(_) => at.get(part),
            Value::List(items) => part
                .parse::<usize>()
                .ok()
                .and_then(|n| items.get(n.checked_sub(1)?))
                .or_else(|| {
                    items.iter().find(|item| {
                        let named = |(_, v): &(_, Node)| v.text() == Some(part);
                        item.map().is_some_and(|m| m.first().is_some_and(named))
                    })
                }),
            _ => None,
        };
        match next {
            Some(next) => at = next,
            None => break,
        }
    }
    at.span
}
