//! What a pack may call facts and their fields: the domain's own kinds, `-` for `_` allowed. The fields are asked of the
//! domain's reader, so that no second list can fall behind.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use domain::fact::Fact;
use serde_json::{Map, Value};

/// Every kind of fact as packs write it (`school-attendance`), with the names of its fields.
static KINDS: LazyLock<BTreeMap<String, Vec<String>>> = LazyLock::new(|| {
    let kinds = Fact::KINDS.iter();
    kinds
        .map(|kind| (kind.replace('_', "-"), fields_of(kind)))
        .collect()
});

/// The kinds as packs write them.
pub(super) fn kinds<'a>() -> impl Iterator<Item = &'a str> {
    KINDS.keys().map(String::as_str)
}

/// The fields of a kind, or `None` if there is no such kind.
pub(super) fn fields(kind: &str) -> Option<&'static [String]> {
    KINDS.get(&kind.replace('_', "-")).map(Vec::as_slice)
}

/// Which fields the reader names when it is given one that cannot be. A fact of several forms asks first which form it is.
fn fields_of(kind: &str) -> Vec<String> {
    let refusal = refusal(kind, None);
    let Some(tag) = after(&refusal, "missing field").pop() else {
        return after(&refusal, "expected");
    };
    let mut fields = vec![tag.clone()];
    for form in after(&self::refusal(kind, Some((&tag, "?"))), "expected") {
        fields.extend(after(&self::refusal(kind, Some((&tag, &form))), "expected"));
    }
    fields.sort();
    fields.dedup();
    fields
}

/// What the reader says to a fact of a kind with a field that cannot be, and perhaps its form.
fn refusal(kind: &str, form: Option<(&str, &str)>) -> String {
    let mut fact = Map::new();
    fact.insert("kind".into(), kind.into());
    if let Some((tag, form)) = form {
        fact.insert(tag.into(), form.into());
    }
    fact.insert("?".into(), Value::Null);
    let read = serde_json::from_value::<Fact>(fact.into());
    read.err().map(|e| e.to_string()).unwrap_or_default()
}

/// The names in back quotes after some words.
fn after(message: &str, words: &str) -> Vec<String> {
    let Some((_, list)) = message.split_once(words) else {
        return Vec::new();
    };
    let names = list.split('`').skip(1).step_by(2);
    names.map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fields_of_every_kind_of_fact_are_known() {
        assert_eq!(
            fields("school-attendance").unwrap(),
            ["site", "year_level", "class", "reason_left"]
        );
        assert_eq!(fields("birth").unwrap(), ["certainty", "date", "due"]);
        assert!(fields("practising_certificate").is_some());
        assert!(fields("horoscope").is_none());
        for kind in kinds() {
            assert!(!fields(kind).unwrap().is_empty(), "{kind}");
        }
    }
}
