//! Facts as sentences, as they stand on a page.

use serde_json::{Value, json};

use super::super::{Fact, ONE_OF_EACH};
use super::{Naming, at, lines, sentence};
use crate::event::Period;

struct Known;

impl Naming for Known {
    fn file(&self, file: &str) -> Option<String> {
        let name = match file {
            "f-nan" => "Nan",
            "f-mum" => "Mum",
            "f-house" => "Nan's household",
            "f-tom" => "Tom Samplewaite",
            _ => return None,
        };
        Some(name.into())
    }

    fn role(&self, role: &str) -> Option<String> {
        (role == "social-worker").then(|| "Social worker".into())
    }

    fn word(&self, word: &str) -> String {
        if word == "kin carer" {
            "carer by custom"
        } else {
            word
        }
        .into()
    }
}

fn fact(value: &Value) -> Fact {
    serde_json::from_value(value.clone()).unwrap_or_else(|error| panic!("{value}: {error}"))
}

#[test]
fn facts_are_told_in_sentences() {
    let since = |from: &str, to: &str| Period {
        from: from.parse().ok(),
        to: to.parse().ok(),
    };
    for (value, period, said) in [
        (
            json!({"kind": "lives_with", "household": "f-house", "main": true}),
            since("2024-03-03", ""),
            "Lives with Nan's household (main home) since 3 March 2024",
        ),
        (
            json!({"kind": "safe_contact_rule", "rule": "Never ring the house.",
                "safe": {"text": "yes", "call": "no", "leave_message": "no", "post": "no", "when": "after 3 pm"}}),
            since("", ""),
            "Text only, after 3 pm; never ring, write or leave a message; never ring the house",
        ),
        (
            json!({"kind": "contact", "channel": "mobile", "value": "021 555 0101"}),
            since("", ""),
            "Mobile 021 555 0101: ask first what is safe",
        ),
        (
            json!({"kind": "contact", "channel": "mobile", "value": "021 555 0101",
                "safe": {"call": "no", "text": "yes", "post": "not_asked", "leave_message": "no", "when": "after 3 pm"}}),
            since("", ""),
            "Mobile 021 555 0101: text only, after 3 pm; never ring or leave a message; ask before you write",
        ),
        (
            json!({"kind": "relationship", "to": {"file": "f-nan"}, "relation": "kin_carer", "own_words": "Nan", "biological": true}),
            since("", ""),
            "Nan: carer by custom (“Nan”; by blood)",
        ),
        (
            json!({"kind": "care_of", "carer": {"file": "f-nan"}, "arrangement": "agreed in the family"}),
            since("2020-01-01", "2021-01-01"),
            "In the day-to-day care of Nan (agreed in the family) from 1 January 2020 to 1 January 2021",
        ),
        (
            json!({"kind": "guardianship", "holder": {"file": "f-mum"}, "how": "parent"}),
            since("", ""),
            "Mum is guardian (as a parent, by law)",
        ),
        (
            json!({"kind": "supervised_by", "supervisor": {"file": "f-tom"}, "form": "professional"}),
            since("", "2026-01-31"),
            "Supervised by Tom Samplewaite (professional) until 31 January 2026",
        ),
        (
            json!({"kind": "must_not_be_told", "who": {"file": "f-unknown"}, "about": "where they stay", "why": "order"}),
            since("", ""),
            "Somebody whose file you do not see must not be told where they stay (order)",
        ),
    ] {
        assert_eq!(sentence(&fact(&value), &period, &Known), said, "{value}");
    }
}

#[test]
fn every_kind_of_fact_has_a_sentence_of_its_own() {
    let all: Vec<Value> = serde_json::from_str(ONE_OF_EACH).expect("a list of facts");
    for value in all {
        let fact = fact(&value);
        let said = sentence(&fact, &Period::default(), &Known);
        assert!(said.len() > 3, "{value}: {said}");
        assert_ne!(
            said.to_lowercase(),
            fact.kind().replace('_', " "),
            "{value}"
        );
        assert!(!said.contains("{\""), "{said}");
    }
}

#[test]
fn every_answered_field_is_shown() {
    let all: Vec<Value> = serde_json::from_str(ONE_OF_EACH).expect("a list of facts");
    for value in all {
        let fact = fact(&value);
        let shown = lines(&fact, &Known);
        let kept = serde_json::to_value(&fact).expect("a fact");
        let fields = crate::fact::describe::of(fact.kind())
            .expect("described")
            .fields;
        let answered: Vec<&str> = fields
            .iter()
            .filter(|f| {
                f.when
                    .is_none_or(|(path, v)| at(&kept, path) == Some(&json!(v)))
            })
            .filter(|f| at(&kept, f.path).is_some_and(|v| *v != json!([])))
            .map(|f| f.label)
            .collect();
        let labels: Vec<&str> = shown.iter().map(|(label, _)| *label).collect();
        assert_eq!(labels, answered, "{value}");
        for text in value.as_object().expect("an object").values() {
            let typed = text
                .as_str()
                .filter(|t| t.contains(' ') && !t.starts_with("about"));
            if let Some(text) = typed {
                assert!(shown.iter().any(|(_, s)| s == text), "{text}: {shown:?}");
            }
        }
    }
}
