//! Answers marked for reports.

use std::collections::BTreeMap;

use domain::FileId;
use domain::event::Body;
use serde_json::{Value, json};
use store::derived::DerivedTable::Answer;

use super::chain::{Chain, TOM, record, visit};
use super::{lines, rows_of};

const COLUMNS: [&str; 5] = ["field", "n", "text", "number", "day"];

#[test]
fn each_shape_of_answer_gives_typed_rows() {
    let table: [(Value, &[&str]); 11] = [
        (json!({"seen": "yes"}), &["seen | 1 | yes | - | -"]),
        (json!({"place": "home"}), &["place | 1 | home | - | -"]),
        (
            json!({"topics": ["sleep", "food"]}),
            &["topics | 1 | sleep | - | -", "topics | 2 | food | - | -"],
        ),
        (json!({"minutes": 45}), &["minutes | 1 | - | 45 | -"]),
        (
            json!({"next": "2026-05-01"}),
            &["next | 1 | 2026-05-01 | - | 2026-05-01"],
        ),
        (json!({"next": "2026-05"}), &["next | 1 | 2026-05 | - | -"]),
        // Not marked, and not asked.
        (json!({"notes": "long", "nothing": 1}), &[]),
        (
            json!({"strengths": {"version": "self", "scores": {"total": 12, "impact": null}}}),
            &[
                "strengths.total | 1 | - | 12 | -",
                "strengths.version | 1 | self | - | -",
            ],
        ),
        (
            json!({"agreed": {"state": "given", "on": "2026-04-02T10:00", "recipients": ["school", "doctor"]}}),
            &[
                "agreed.on | 1 | 2026-04-02T10:00 | - | 2026-04-02",
                "agreed.recipients | 1 | school,doctor | - | -",
                "agreed.state | 1 | given | - | -",
            ],
        ),
        (
            json!({"told": {"to": "Nan", "on": "2026-04-02"}}),
            &[
                "told.on | 1 | 2026-04-02 | - | 2026-04-02",
                "told.to | 1 | Nan | - | -",
            ],
        ),
        (
            json!({"goals": [{"goal": "sleep", "done": "no"}, {"goal": "eat", "done": "yes", "kinds": ["a", "b"]}]}),
            &[
                "goals.done | 1 | no | - | -",
                "goals.done | 2 | yes | - | -",
                "goals.kinds | 2 | a,b | - | -",
            ],
        ),
    ];
    for (given, expected) in table {
        let chain = Chain::of_a_child().visit(5, given.clone());
        assert_eq!(
            lines(&rows_of(&chain), Answer, &COLUMNS),
            expected,
            "{given}"
        );
    }
}

#[test]
fn a_files_own_part_stands_over_what_is_shared() {
    let file = FileId::from_bits(7);
    let mut body = visit(5, 1, file, json!({"seen": "yes", "mood": 1}), None);
    let part = |mood: i64| {
        json!({"mood": mood})
            .as_object()
            .cloned()
            .unwrap_or_default()
    };
    if let Body::RecordSubmitted { parts, .. } = &mut body {
        *parts = BTreeMap::from([(file, part(3)), (FileId::from_bits(8), part(9))]);
    }
    let found = lines(&rows_of(&Chain::of_a_child().then(body)), Answer, &COLUMNS);
    assert_eq!(found, ["mood | 1 | - | 3 | -", "seen | 1 | yes | - | -"]);
}

#[test]
fn a_later_version_takes_the_place_of_an_earlier_and_a_removed_record_has_no_answers() {
    let file = FileId::from_bits(7);
    let chain = Chain::of_a_child()
        .visit(5, json!({"seen": "yes", "topics": ["sleep", "food"]}))
        .then(visit(5, 2, file, json!({"topics": ["food"]}), None));
    assert_eq!(
        lines(&rows_of(&chain), Answer, &COLUMNS),
        ["topics | 1 | food | - | -"]
    );
    let gone = chain.then(Body::RecordRemoved {
        record: record(5),
        asked_by: TOM,
        moved_to: None,
    });
    assert_eq!(rows_of(&gone).in_table(Answer).count(), 0);
}
