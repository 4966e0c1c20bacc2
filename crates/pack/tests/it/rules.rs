//! The rules of a pack one by one, the pack without one, and what is covered.

use std::collections::{BTreeMap, BTreeSet};

use pack::rules::Coverage;

use super::packs::{full, tiny, whole};

#[test]
fn every_rule_has_one_id_and_a_place() {
    let rules = whole(&full()).rule_list();
    let ids: BTreeSet<&str> = rules.iter().map(|r| r.id.as_str()).collect();
    assert_eq!(ids.len(), rules.len());
    for id in [
        "role:helper",
        "matter:share",
        "stage:share.asked",
        "move:share.ring",
        "state:size",
        "value:size.big",
        "form:review",
        "section:review.0",
        "field:review.wish",
        "field:review.actions.done",
        "option:review.wish.go-on",
        "step:review.check",
        "list:fruit",
        "option:fruit.plum",
        "instrument:plums",
        "clock:rung-back",
        "escalation:asked-again.0",
        "guard:no-close-without-call",
        "warning:many",
        "eligibility:eats",
        "notice:big",
        "threshold:not-reached",
        "tray:to-check",
        "setting:again",
        "resource:recipes",
        "measure:requests",
        "return:yearly",
        "letter:welcome",
    ] {
        assert!(ids.contains(id), "{id} is not among {ids:?}");
    }
    let clock = rules.iter().find(|r| r.id == "clock:rung-back").unwrap();
    assert_eq!(
        (clock.title.as_str(), clock.place.as_str()),
        ("Rung back", "clocks.yaml:1:10")
    );
    assert_eq!(clock.clauses[0].0, "F-1");
}

#[test]
fn a_pack_without_a_rule_lacks_it_and_what_stands_in_it_alone() {
    let pack = whole(&full());
    let all = pack.rule_list();
    for rule in &all {
        let without = pack.without(&rule.id).unwrap().rule_list();
        let (_, name) = rule.id.split_once(':').unwrap();
        let inside = |id: &str| {
            let (_, other) = id.split_once(':').unwrap_or_default();
            other.starts_with(&format!("{name}."))
                || rule.id.starts_with("section:")
                // The moves to a stage go with it.
                || (rule.id.starts_with("stage:") && id.starts_with("move:"))
        };
        let left: BTreeSet<&str> = without.iter().map(|r| r.id.as_str()).collect();
        assert!(
            !left.contains(rule.id.as_str()) || rule.id.contains(".0"),
            "{}",
            rule.id
        );
        for other in &all {
            let gone = !left.contains(other.id.as_str());
            assert!(
                !gone || other.id == rule.id || inside(&other.id),
                "{} took {}",
                rule.id,
                other.id
            );
        }
    }
    assert!(pack.without("clock:none").is_none());
    assert!(pack.without("").is_none());
}

#[test]
fn coverage_says_what_becomes_of_every_clause() {
    let pack = whole(&tiny());
    let shown = BTreeMap::from([(
        "clock:rung-back".to_owned(),
        vec!["whoever asks".to_owned()],
    )]);
    let coverage = Coverage::of(&pack, &shown, &BTreeMap::new());
    let json = coverage.to_json();
    let expected = serde_json::json!({
        "pack": "tiny", "clauses": 3, "met": 2, "shown": 1, "not_software": 1, "open": 0,
        "met_ids": ["F-1", "F-2"], "shown_ids": ["F-1"], "not_software_ids": ["F-3"], "open_ids": [],
    });
    assert_eq!(json, expected);
    assert_eq!(
        coverage.clauses[1].not_shown,
        ["form:request", "field:request.household"]
    );
    assert_eq!(coverage.clauses[0].shown_by, ["whoever asks"]);

    let features = BTreeMap::from([("known-feature".to_owned(), vec!["a test".to_owned()])]);
    let full = whole(&full());
    let with = Coverage::of(&full, &BTreeMap::new(), &features);
    let without = Coverage::of(&full, &BTreeMap::new(), &BTreeMap::new());
    let clause = |coverage: &Coverage| {
        coverage
            .clauses
            .iter()
            .find(|c| c.id == "F-5")
            .cloned()
            .unwrap()
    };
    assert!(clause(&with).is_met() && clause(&with).is_shown());
    assert!(clause(&without).is_open());
}
