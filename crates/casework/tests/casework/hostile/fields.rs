//! Every kind of field against answers of every shape.

use casework::Error;
use serde_json::{Value, json};
use testkit::databases::on_both;

use crate::story::small::{small_pack_with, visits_by};

/// A form with one field of each kind that stands on its own.
const FORM: &str = "record: odd
title: Odd
filed_on: person
category: case
sections:
  - title: Odd
    fields:
      - {id: text, label: A, type: text}
      - {id: text_long, label: A, type: text_long}
      - {id: words, label: A, type: words}
      - {id: yes_no, label: A, type: yes_no}
      - {id: yes_no_unknown, label: A, type: yes_no_unknown}
      - {id: choice, label: A, type: choice, other: true, options: [{id: one, label: One}, {id: two, label: Two}]}
      - {id: choices, label: A, type: choices, options: [{id: one, label: One}, {id: two, label: Two}]}
      - {id: checklist, label: A, type: checklist, options: [{id: one, label: One}, {id: two, label: Two}]}
      - {id: number, label: A, type: number}
      - {id: integer, label: A, type: integer}
      - {id: money, label: A, type: money}
      - {id: minutes, label: A, type: minutes}
      - {id: hours, label: A, type: hours}
      - {id: percent, label: A, type: percent}
      - {id: scale, label: A, type: scale, min: 0, max: 10, bands: [{to: 10, label: All}]}
      - {id: date, label: A, type: date}
      - {id: time, label: A, type: time}
      - {id: datetime, label: A, type: datetime}
      - {id: about_date, label: A, type: about_date}
      - {id: person, label: A, type: person}
      - {id: people, label: A, type: people}
      - {id: named_person, label: A, type: named_person}
      - {id: named_people, label: A, type: named_people}
      - {id: worker, label: A, type: worker}
      - {id: workers, label: A, type: workers}
      - {id: site, label: A, type: site}
      - {id: agency, label: A, type: agency}
      - {id: group_file, label: A, type: group_file}
      - {id: post, label: A, type: post}
      - {id: record, label: A, type: record}
      - {id: records, label: A, type: records}
      - {id: matter, label: A, type: matter, of: garden}
      - {id: attachment, label: A, type: attachment}
      - {id: attachments, label: A, type: attachments}
      - {id: consent, label: A, type: consent, purpose: thing}
      - {id: told, label: A, type: told}
      - {id: group, label: A, type: group, fields: [{id: inner, label: B, type: text}, {id: day, label: B, type: date}]}
      - {id: note, label: A, type: note}
";

fn odd_answers() -> Vec<Value> {
    let mut deep = json!("x");
    for _ in 0..500 {
        deep = json!({ "a": [deep] });
    }
    vec![
        json!(null),
        json!(true),
        json!(0),
        json!(-1.5e300),
        json!(u64::MAX),
        json!("  "),
        json!("one"),
        json!("9999-12-31T23:59:60"),
        json!("-"),
        json!("\u{202E}\u{0}"),
        json!("ā".repeat(5_000)),
        json!([]),
        json!([null, [], {}, "one", "one", 7]),
        json!({"state": ["given"], "name": {"a": 1}, "to": 3, "who": [], "said": "x", "on": "2026-02-30"}),
        json!({"inner": "x"}),
        json!([{"inner": "x", "day": "2026-01-01"}]),
        deep,
    ]
}

#[test]
fn no_kind_of_field_falls_over_any_shape_of_answer() {
    on_both(|store| {
        let pack = small_pack_with(&[("records/odd.yaml", FORM)]);
        let world = visits_by(&store, &pack);
        let mere = world.acting("Mere").at("2026-03-31 10:00");
        let form = pack.form("odd").expect("the form");
        let (mut accepted, mut refused) = (0, 0);
        for field in form.fields() {
            let id = field.id.as_str();
            // Each kind on a file of its own, so that none grows long.
            world.person(id, "2011-05-03");
            for answer in odd_answers() {
                let mut given = serde_json::Map::new();
                given.insert(id.into(), answer.clone());
                match mere.records("odd").on(id).with(given.into()).submits() {
                    Err(Error::Invalid(problems)) => {
                        refused += 1;
                        for problem in problems {
                            let told = problem.field.starts_with(id)
                                && !problem.message.is_empty()
                                && !problem.remedy.is_empty();
                            assert!(told, "{id}: {answer}: {problem:?}");
                        }
                    }
                    Ok(done) => {
                        accepted += 1;
                        // What is kept is accepted again as it stands, and stays the same.
                        let kept = world.history(id).record(done.record).cloned().expect("it");
                        let again = mere
                            .records("odd")
                            .on(id)
                            .with(kept.answers.clone().into())
                            .done();
                        let second = world.history(id).record(again).cloned().expect("it");
                        assert_eq!(second.answers, kept.answers, "{id}: {answer}");
                    }
                    Err(other) => panic!("{id}: {answer}: {other:?}"),
                }
            }
        }
        assert!(
            accepted > 50 && refused > 300,
            "{accepted} accepted, {refused} refused"
        );
        world.is_whole();
    });
}
