//! Every kind of fact goes into its form and comes back as it was; nothing typed is lost on the way.

use std::collections::BTreeMap;
use std::sync::Arc;

use askama::Template;
use domain::fact::describe::{self, Input};
use domain::fact::{Fact, ONE_OF_EACH};
use pack::Pack;
use serde_json::{Value, json};

use super::lay::Layout;
use super::{Names, input, pairs, read};
use crate::form::tree::Tree;

fn samples() -> Vec<Value> {
    let mut all: Vec<Value> = serde_json::from_str(ONE_OF_EACH).expect("a list of facts");
    all.extend([
        json!({"kind": "birth", "certainty": "known", "date": "2010-06-04"}),
        json!({"kind": "birth", "certainty": "expected", "due": "2026-06-04"}),
        json!({"kind": "gender", "gender": "girl", "safe_with": {"listed": [{"file": "f-1"}, {"words": "Nan"}]}}),
        json!({"kind": "registration", "body": "b", "status": {"state": "in_process", "started": "2026-01-01", "stage": "papers"}}),
        json!({"kind": "registration", "body": "b", "status": {"state": "experience_pathway", "note": "agreed\nin May"}}),
        json!({"kind": "registration", "body": "b", "status": {"state": "none"}}),
        json!({"kind": "school_fact", "on": "2026-05-01", "what": {"event": "stand_down", "days": 3}}),
        json!({"kind": "school_fact", "on": "2026-05-01", "what": {"event": "transition", "to": {"words": "x"}}}),
        json!({"kind": "may_consent", "holder": {"words": "x"}, "to_what": ["one", "two"]}),
        json!({"kind": "court_order", "order": "o", "made_on": "2025-02-01", "orders": "x", "concerns": [{"words": "a"}, {"file": "f-2"}]}),
    ]);
    all
}

fn fact_of(value: &Value) -> Fact {
    serde_json::from_value(value.clone()).unwrap_or_else(|error| panic!("{value}: {error}"))
}

fn tree(pairs: &[(String, String)]) -> Tree {
    Tree::of(pairs.iter().map(|(n, v)| (n.as_str(), v.as_str())))
}

#[test]
fn every_kind_of_fact_comes_back_from_its_form_as_it_was() {
    for value in samples() {
        let fact = fact_of(&value);
        let description = describe::of(fact.kind()).expect("described");
        let written = serde_json::to_value(&fact).expect("a fact");
        let sent = pairs(description, &written);
        let (mut answers, wrong) = read::fact(description, &tree(&sent));
        assert_eq!(wrong, [], "{value}");
        answers.insert("kind".into(), json!(fact.kind()));
        assert_eq!(fact_of(&Value::Object(answers)), fact, "{value}");
    }
}

#[test]
fn everything_that_stands_in_a_fact_stands_in_its_form() {
    let pack: Arc<Pack> = testkit::world::pack_in("packs/massiss");
    let names = Names {
        pack: &pack,
        files: &BTreeMap::new(),
    };
    for value in samples() {
        let fact = fact_of(&value);
        let description = describe::of(fact.kind()).expect("described");
        let written = serde_json::to_value(&fact).expect("a fact");
        let sent = pairs(description, &written);
        let tree = tree(&sent);
        let layout = Layout {
            pack: &pack,
            naming: &names,
            offer: &BTreeMap::new(),
            services: &[],
            tree: &tree,
            wrong: &[],
        };
        let fields = layout.fields(description);
        let html: String = fields
            .iter()
            .map(|field| field.render().expect("a field"))
            .collect();
        for (name, text) in &sent {
            assert!(html.contains(&format!("name=\"{name}\"")), "{name}: {html}");
            let shown = text.replace('\'', "&#39;");
            assert!(html.contains(&shown), "{name} = {text}: {html}");
        }
        for field in description.fields {
            assert!(html.contains(field.label), "{}", field.label);
        }
    }
}

#[test]
fn what_is_needed_is_asked_for_at_its_input() {
    for description in describe::all() {
        let (answers, wrong) = read::fact(description, &Tree::default());
        assert!(answers.is_empty(), "{}", description.kind);
        let told: Vec<&str> = wrong.iter().map(|w| w.name.as_str()).collect();
        let needed = description.fields.iter();
        let needed: Vec<String> = needed
            .filter(|f| f.needed && f.when.is_none())
            .map(input)
            .collect();
        assert_eq!(told, needed);
    }
}

#[test]
fn what_cannot_be_read_is_told_and_not_guessed() {
    let sent = |kind: &str, pairs: &[(&str, &str)]| {
        let description = describe::of(kind).expect(kind);
        let (_, wrong) = read::fact(description, &Tree::of(pairs.iter().copied()));
        wrong
            .into_iter()
            .map(|w| (w.name, w.says))
            .collect::<Vec<_>>()
    };
    let wrong = sent("vacancy", &[("v.fte", "half")]);
    assert_eq!(wrong.len(), 1);
    assert!(wrong[0].1.contains("0.5"), "{wrong:?}");
    let wrong = sent(
        "death",
        &[
            ("v.date.day", "31"),
            ("v.date.month", "2"),
            ("v.date.year", "2020"),
        ],
    );
    assert!(wrong[0].1.contains("is not a date"), "{wrong:?}");
    // What goes with another choice is not dropped in silence.
    let wrong = sent(
        "birth",
        &[
            ("v.certainty", "known"),
            ("v.date~known.day", "1"),
            ("v.date~known.month", "2"),
            ("v.date~known.year", "2010"),
            ("v.due~expected.year", "2026"),
        ],
    );
    assert_eq!(wrong[0].0, "v.due~expected", "{wrong:?}");
    let wrong = sent(
        "care_of",
        &[("v.carer.file", "f-1"), ("v.carer.words", "Nan")],
    );
    assert!(wrong[0].1.contains("not both"), "{wrong:?}");
    let wrong = sent(
        "school_fact",
        &[
            ("v.on.day", "1"),
            ("v.on.month", "5"),
            ("v.on.year", "2026"),
            ("v.what.event", "attendance"),
            ("v.what.percent~attendance", "101"),
        ],
    );
    assert_eq!(wrong[0].0, "v.what.percent~attendance", "{wrong:?}");
}

#[test]
fn every_input_has_a_way_to_be_asked() {
    // A new sort of input fails to compile in `lay`; here, that no description uses a choice without options.
    for description in describe::all() {
        for field in description.fields {
            if let Input::Choice(options) = field.input {
                assert!(options.len() > 1, "{}", field.label);
            }
        }
    }
}
