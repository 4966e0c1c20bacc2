//! Every kind, every field and every value that a fact can have is described. What a fact accepts is learnt from what it
//! says when it is given something else, so that a new field fails here until people can see it.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::super::{Fact, ONE_OF_EACH, Relation};
use super::{Input, all, of, relation};

/// One of each, and one of each further case of those that come in cases.
fn samples() -> Vec<Value> {
    let mut samples: Vec<Value> = serde_json::from_str(ONE_OF_EACH).expect("a list of facts");
    samples.extend([
        json!({"kind": "birth", "certainty": "known", "date": "2010-06-04"}),
        json!({"kind": "birth", "certainty": "expected", "due": "2026-06-04"}),
        json!({"kind": "registration", "body": "b", "status": {"state": "in_process", "started": "2026-01-01"}}),
        json!({"kind": "registration", "body": "b", "status": {"state": "experience_pathway"}}),
        json!({"kind": "school_fact", "on": "2026-05-01", "what": {"event": "stand_down"}}),
        json!({"kind": "school_fact", "on": "2026-05-01", "what": {"event": "transition", "to": {"words": "x"}}}),
        json!({"kind": "safe_contact_rule", "rule": "r", "safe": {}}),
    ]);
    samples
}

/// What a fact says it would have accepted in place of something it does not know.
fn expected(fact: &Value) -> BTreeSet<String> {
    let said = serde_json::from_value::<Fact>(fact.clone())
        .expect_err("something it does not know")
        .to_string();
    assert!(said.contains("zzz"), "{said}");
    let expected = said.split_once("expected").map_or("", |(_, rest)| rest);
    expected
        .split('`')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect()
}

fn put(fact: &mut Value, path: &str, value: Value) {
    let mut here = fact;
    for piece in path.split('.') {
        here = &mut here[piece];
    }
    *here = value;
}

#[test]
fn every_kind_is_described_once() {
    let described: Vec<&str> = all().map(|d| d.kind).collect();
    let unique: BTreeSet<&str> = described.iter().copied().collect();
    assert_eq!(unique.len(), described.len());
    assert_eq!(unique, Fact::KINDS.iter().copied().collect());
    for description in all() {
        assert!(!description.subjects().is_empty(), "{}", description.kind);
        let names: BTreeSet<String> = description.fields.iter().map(|f| f.name()).collect();
        assert_eq!(
            names.len(),
            description.fields.len(),
            "{}",
            description.kind
        );
    }
}

#[test]
fn every_field_that_a_fact_accepts_is_described() {
    for sample in samples() {
        let kind = sample["kind"].as_str().expect("a kind");
        let paths: BTreeSet<&str> = of(kind)
            .expect(kind)
            .fields
            .iter()
            .map(|f| f.path)
            .collect();
        // Each level of the fact that has described fields below it.
        let mut levels: BTreeSet<String> = BTreeSet::from([String::new()]);
        for path in &paths {
            for (at, _) in path.match_indices('.') {
                levels.insert(path[..at].to_owned());
            }
        }
        for level in levels {
            let dot = if level.is_empty() { "" } else { "." };
            let mut fact = sample.clone();
            if !level.is_empty() && super::super::say::at(&fact, &level).is_none() {
                continue;
            }
            put(&mut fact, &format!("{level}{dot}zzz"), json!(1));
            for field in expected(&fact) {
                let path = format!("{level}{dot}{field}");
                let below = format!("{path}.");
                assert!(
                    paths.iter().any(|p| **p == path || p.starts_with(&below)),
                    "{kind}: `{path}` is not described"
                );
            }
        }
    }
}

#[test]
fn every_value_of_a_choice_has_words() {
    for description in all() {
        for field in description.fields {
            let Input::Choice(options) = field.input else {
                continue;
            };
            let told: BTreeSet<String> = options.iter().map(|(v, _)| (*v).to_owned()).collect();
            let mut fact = samples()
                .into_iter()
                .find(|s| s["kind"] == description.kind)
                .expect(description.kind);
            put(&mut fact, field.path, json!("zzz"));
            assert_eq!(expected(&fact), told, "{}.{}", description.kind, field.path);
            assert!(options.iter().all(|(_, words)| !words.is_empty()));
        }
    }
}

#[test]
fn a_relation_is_told_in_its_own_words() {
    for value in Relation::ALL {
        let kept = serde_json::to_value(value).expect("a relation");
        let label = super::label("relationship", "relation", kept.as_str().expect("text"));
        assert_eq!(label, Some(relation(*value)));
    }
    assert_eq!(relation(Relation::KinCarer), "kin carer");
}
