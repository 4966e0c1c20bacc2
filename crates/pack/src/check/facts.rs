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

/// Which fields the reader names when it is given one that cannot be.
fn fields_of(kind: &str) -> Vec<String> {
    let mut fact = Map::new();
    fact.insert("kind".into(), kind.into());
    fact.insert("?".into(), Value::Null);
    let Err(refused) = serde_json::from_value::<Fact>(fact.into()) else {
        return Vec::new();
    };
    let message = refused.to_string();
    let Some((_, list)) = message.split_once("expected") else {
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
        assert!(fields("practising_certificate").is_some());
        assert!(fields("horoscope").is_none());
        for kind in kinds() {
            assert!(!fields(kind).unwrap().is_empty(), "{kind}");
        }
    }
}
