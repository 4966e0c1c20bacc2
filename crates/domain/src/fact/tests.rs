//! Facts as JSON, their problems in words, and what cannot precede a birth.

use jiff::civil::date;
use serde_json::{Value, json};

use super::*;

fn fact(value: Value) -> Fact {
    serde_json::from_value(value.clone()).unwrap_or_else(|error| panic!("{value}: {error}"))
}

fn told(problems: &[FactProblem]) -> Vec<String> {
    problems
        .iter()
        .map(|p| format!("{} {} (expected {})", p.field, p.message, p.expected))
        .collect()
}

/// One small valid fact of every kind, as stored.
fn one_of_each() -> Vec<Value> {
    serde_json::from_str(include_str!("one_of_each.json")).expect("a list of facts")
}

#[test]
fn one_fact_of_every_kind_is_valid_and_comes_back_as_it_was_stored() {
    let mut kinds = Vec::new();
    for stored in one_of_each() {
        let read = fact(stored.clone());
        assert_eq!(read.validate(Some(date(2026, 6, 4))), [], "{stored}");
        assert_eq!(stored["kind"], read.kind());
        assert!(!read.subjects().is_empty());
        let written = serde_json::to_value(&read).expect("facts can always be written");
        for (field, value) in stored.as_object().expect("an object") {
            assert_eq!(&written[field], value, "{field} of {stored}");
        }
        assert_eq!(fact(written), read);
        kinds.push(read.kind());
    }
    kinds.dedup();
    assert_eq!(
        kinds,
        Fact::KINDS,
        "one_of_each.json holds every kind once, in order"
    );
}

#[test]
fn an_unknown_field_or_kind_is_refused() {
    for value in [
        json!({"kind": "outside_account", "system": "scores", "exists": true, "password": "x"}),
        json!({"kind": "horoscope"}),
        json!({"kind": "birth", "certainty": "known", "date": "2010-02-30"}),
        json!({"kind": "employment", "employer": {"words": "A"}, "title": "B", "fte": "2.5"}),
    ] {
        assert!(
            serde_json::from_value::<Fact>(value.clone()).is_err(),
            "{value}"
        );
    }
}

#[test]
fn every_problem_of_a_fact_is_reported_with_its_field() {
    let today = Some(date(2026, 6, 4));
    for (value, expected) in [
        (
            json!({"kind": "name", "name_kind": "legal", "given": "Ana\u{202E}", "family": " ", "safe_with": {"listed": []}}),
            vec![
                "given has a character that reverses the reading direction (U+202E) at character 4 (expected visible characters only)",
                "family is empty (expected at least one visible character)",
                "safe_with.listed has no entry (expected at least 1)",
            ],
        ),
        (
            json!({"kind": "birth", "certainty": "known", "date": "2026-06-05"}),
            vec!["date is in the future (2026-06-05) (expected 2026-06-04 or earlier)"],
        ),
        (
            json!({"kind": "birth", "certainty": "known", "date": "0206-06-05"}),
            vec!["date is 0206-06-05 (expected a year from 1850 to 2200)"],
        ),
        (
            json!({"kind": "address", "address_kind": "refuge"}),
            vec![
                "lines is empty, and so is the locality (expected a street line or a locality)",
                "protected is not set for a refuge (expected true)",
            ],
        ),
        (
            json!({"kind": "contact", "channel": "email", "value": "ana at school"}),
            vec!["value is not an e-mail address (expected name@host, without spaces)"],
        ),
        (
            json!({"kind": "court_order", "order": "Parenting", "made_on": "2025-02-01", "until": "2025-01-01", "orders": ""}),
            vec![
                "until is 2025-01-01, before it began (expected 2025-02-01 or later)",
                "orders is empty (expected at least one visible character)",
            ],
        ),
        (
            json!({"kind": "registration", "body": "Board", "status": {"state": "in_process", "started": "2026-05-01", "expected": "2026-04-01"}}),
            vec!["status.expected is 2026-04-01, before it began (expected 2026-05-01 or later)"],
        ),
        (
            json!({"kind": "relationship", "to": {"role": "social-worker"}, "relation": "other"}),
            vec![
                "to is a role (expected a file, or a person in words)",
                "own_words is missing for a relation of another kind (expected how the family says it)",
            ],
        ),
        (
            json!({"kind": "lives_with", "household": "../etc"}),
            vec![
                "household is not the id of a file (expected 1 to 64 letters, figures, “-” or “_”)",
            ],
        ),
    ] {
        assert_eq!(
            told(&fact(value.clone()).validate(today)),
            expected,
            "{value}"
        );
    }
}

#[test]
fn text_of_ten_megabytes_is_refused_by_its_length() {
    let note = fact(json!({"kind": "culture_note", "words": "a".repeat(10_000_000)}));
    assert_eq!(
        told(&note.validate(None)),
        ["words has 10000000 characters, 9996000 too many (expected at most 4000 characters)"]
    );
}

#[test]
fn nothing_that_needs_a_living_person_comes_before_the_birth() {
    let born = Birth::Known {
        date: date(2010, 6, 4),
    };
    let unborn = Birth::Expected {
        due: date(2026, 9, 1),
    };
    let roughly = Birth::Estimated {
        date: "about 2010".parse().expect("a date"),
    };
    let from = |text: &str| Period {
        from: text.parse().ok(),
        to: None,
    };
    let open = Period::default();
    let table = [
        (
            json!({"kind": "death", "date": "2010-06-03"}),
            open,
            born,
            1,
        ),
        (json!({"kind": "death", "date": "2010-06"}), open, born, 0),
        (json!({"kind": "death", "date": "2009"}), open, roughly, 0),
        (json!({"kind": "death", "date": "2007"}), open, roughly, 1),
        (
            json!({"kind": "death", "date": "2026-05-01", "before_birth": true}),
            open,
            unborn,
            0,
        ),
        (
            json!({"kind": "school_fact", "on": "2009-02-01", "what": {"event": "suspension"}}),
            open,
            born,
            1,
        ),
        (
            json!({"kind": "school_attendance", "site": {"words": "Kahurangi College"}}),
            from("2009"),
            born,
            1,
        ),
        (
            json!({"kind": "school_attendance", "site": {"words": "Kahurangi College"}}),
            from("2016"),
            born,
            0,
        ),
        (
            json!({"kind": "danger_note", "what": "a", "why": "b", "review_on": "2027-01-01", "decided_by": {"role": "lead"}, "person_told": true}),
            from("2009"),
            born,
            0,
        ),
    ];
    for (value, period, birth, problems) in table {
        assert_eq!(
            fact(value.clone()).validate_against(&period, &birth).len(),
            problems,
            "{value}"
        );
    }
}

#[test]
fn every_relation_turned_round_twice_is_itself() {
    for relation in Relation::ALL {
        assert_eq!(relation.inverse().inverse(), *relation);
    }
    let nan = Relationship {
        to: Who::File(FileRef("f-nan".into())),
        relation: Relation::Grandparent,
        own_words: Some("Nan".into()),
        biological: Some(true),
        legal: None,
        disputed: false,
    };
    let round = nan.turned_round(FileRef("f-child".into()));
    assert_eq!(
        (round.relation, round.own_words),
        (Relation::Grandchild, None)
    );
}

#[test]
fn the_stricter_of_two_safe_contacts_keeps_every_no() {
    let person = SafeContact {
        call: Safe::No,
        text: Safe::Yes,
        post: Safe::Yes,
        ..SafeContact::default()
    };
    let number = SafeContact {
        call: Safe::Yes,
        text: Safe::Yes,
        when: Some("after 3".into()),
        ..SafeContact::default()
    };
    let both = person.stricter(&number);
    assert_eq!(
        (both.call, both.text, both.post),
        (Safe::No, Safe::Yes, Safe::NotAsked)
    );
    assert_eq!(both.when.as_deref(), Some("after 3"));
}

#[test]
fn ages_are_full_years_and_a_range_when_the_birth_is_estimated() {
    let day = date(2026, 6, 4);
    for (birth, age) in [
        (
            Birth::Known {
                date: date(2010, 6, 4),
            },
            Some((16, 16)),
        ),
        (
            Birth::Known {
                date: date(2010, 6, 5),
            },
            Some((15, 15)),
        ),
        (
            Birth::Estimated {
                date: "2010".parse().expect("a date"),
            },
            Some((15, 16)),
        ),
        (
            Birth::Expected {
                due: date(2026, 9, 1),
            },
            None,
        ),
        (
            Birth::Known {
                date: date(2027, 1, 1),
            },
            None,
        ),
    ] {
        assert_eq!(birth.age_on(day), age, "{birth:?}");
    }
}

#[test]
fn shares_of_full_time_read_and_print_exactly() {
    for (typed, shown) in [
        ("1", "1"),
        ("0.5", "0.5"),
        ("0.375", "0.375"),
        ("1.0", "1"),
        (" 0.80 ", "0.8"),
        ("2", "2"),
    ] {
        assert_eq!(
            typed.parse::<Fte>().map(|fte| fte.to_string()),
            Ok(shown.into())
        );
    }
    for typed in ["", "0", "2.001", ".5", "1.", "0.1234", "-1", "half", "1e0"] {
        assert!(typed.parse::<Fte>().is_err(), "{typed}");
    }
}
