//! How files are called and found, and what their facts say of others.

use casework::derive::{fact_of, identifier_key, occurred_from, occurred_text, telephone_key};
use domain::event::{Answers, Body, Period, Subject};
use domain::fact::Fact;
use domain::{FileId, Occurred, Precision};
use jiff::civil::date;
use serde_json::{Value, json};
use store::derived::DerivedTable::{self, Link, RoleHeld, SameAs, SearchKey};

use super::chain::{Chain, SERVICE, TOM, called, fact, stated};
use super::{lines, rows_of};

fn display(chain: &Chain) -> String {
    lines(&rows_of(chain), DerivedTable::Subject, &["display", "sort"]).join("; ")
}

#[test]
fn a_file_is_called_by_the_name_its_subject_wants_and_sorted_by_family_name() {
    let legal = called("legal", "Hana Mere", "Wharepunga");
    let preferred = called("preferred", "Hana", "");
    let former = called("former", "Hannah", "Smith");
    let mut hidden = called("preferred", "Kahu", "Wharepunga");
    hidden["safe_with"] = json!("only_person");
    let placeholder = called("placeholder", "Baby of", "Wharepunga");
    let due = json!({"certainty": "expected", "due": "2026-08-01"});
    let table: [(&[(&str, &Value)], &str); 8] = [
        (&[], "Name not known | name not known"),
        (
            &[("name", &legal)],
            "Hana Mere Wharepunga | wharepunga  hana mere",
        ),
        (
            &[("name", &legal), ("name", &preferred)],
            "Hana Wharepunga | wharepunga  hana",
        ),
        (
            &[("name", &former), ("name", &legal)],
            "Hana Mere Wharepunga | wharepunga  hana mere",
        ),
        (
            &[("name", &hidden), ("name", &legal)],
            "Hana Mere Wharepunga | wharepunga  hana mere",
        ),
        (&[("name", &hidden)], "Name not known | name not known"),
        (&[("birth", &due)], "Unborn child | unborn child"),
        (
            &[("birth", &due), ("name", &placeholder)],
            "Baby of Wharepunga | wharepunga  baby of",
        ),
    ];
    for (facts, expected) in table {
        let chain = (1..)
            .zip(facts)
            .fold(Chain::of_a_child(), |chain, (n, (what, value))| {
                chain.fact(n, what, (*value).clone())
            });
        assert_eq!(display(&chain), expected);
    }
}

#[test]
fn a_name_that_has_ended_gives_way_and_one_that_was_never_so_is_gone() {
    let chain = || Chain::of_a_child().fact(1, "name", called("legal", "Hana", "Old"));
    let married = chain()
        .then(Body::FactEnded {
            fact: fact(1),
            on: date(2026, 4, 1),
        })
        .fact(2, "name", called("birth", "Hana", "New"));
    assert_eq!(display(&married), "Hana New | new  hana");
    let slip = chain().then(Body::FactRetracted {
        fact: fact(1),
        why: "another child".into(),
    });
    assert_eq!(display(&slip), "Name not known | name not known");
    let corrected = chain().then(Body::FactStated {
        fact: fact(2),
        what: domain::Name::known("name"),
        value: called("legal", "Hana", "Ōld")
            .as_object()
            .cloned()
            .unwrap_or_default(),
        period: Period::default(),
        corrects: Some(fact(1)),
    });
    assert_eq!(display(&corrected), "Hana Ōld | old  hana");
    let kept = lines(
        &rows_of(&corrected),
        DerivedTable::Fact,
        &["what", "withdrawn"],
    );
    assert_eq!(kept, ["name | 1", "name | 0"]);
}

#[test]
fn sites_agencies_and_posts_have_names_too() {
    for (subject, what, value, expected) in [
        (
            Subject::Site,
            "name",
            called("legal", "", "Kahurangi College"),
            "Kahurangi College | kahurangi college",
        ),
        (
            Subject::Site,
            "site",
            json!({"site_kind": "secondary-school"}),
            "secondary-school | secondary-school",
        ),
        (
            Subject::Agency,
            "agency",
            json!({"agency_kind": "provider"}),
            "provider | provider",
        ),
        (
            Subject::Post,
            "post",
            json!({"title": "Social worker", "fte": "1"}),
            "Social worker | social worker",
        ),
        (
            Subject::Worker,
            "leave",
            json!({"leave_kind": "annual"}),
            "No name yet | no name yet",
        ),
    ] {
        let chain = Chain::opened(subject, Some(SERVICE)).fact(1, what, value);
        assert_eq!(display(&chain), expected);
    }
}

#[test]
fn births_deaths_and_restrictions_stand_beside_the_name() {
    let chain = Chain::of_a_child()
        .fact(
            1,
            "birth",
            json!({"certainty": "estimated", "date": "about 2010"}),
        )
        .fact(2, "death", json!({"date": "2025-03"}))
        .then(Body::FileRestricted {
            not_even_duty: false,
            allowed: vec![TOM],
            why: "a colleague's family".into(),
        });
    let rows = rows_of(&chain);
    let columns = ["subject", "born", "died", "restricted"];
    assert_eq!(
        lines(&rows, DerivedTable::Subject, &columns),
        ["person | 2008-01-01 | 2025-03 | 1"]
    );
    assert_eq!(
        lines(&rows, DerivedTable::Allowed, &["worker"]),
        [TOM.to_string()]
    );
    let open = rows_of(&chain.then(Body::FileUnrestricted {
        why: "moved".into(),
    }));
    assert_eq!(open.in_table(DerivedTable::Allowed).count(), 0);
}

#[test]
fn a_file_is_found_by_names_numbers_and_places_but_not_by_what_is_protected() {
    let mut hidden = called("alias", "Kahu", "Wharepunga");
    hidden["safe_with"] = json!("only_person");
    let safe = json!({"call": "yes", "text": "yes", "post": "no", "leave_message": "no"});
    let chain = Chain::of_a_child()
        .fact(1, "name", called("legal", "Hana", "O’Neil-Wharepunga"))
        .fact(2, "name", hidden)
        .fact(3, "identifier", json!({"system": "school-number", "value": "123 456-A"}))
        .fact(4, "contact", json!({"channel": "mobile", "value": "+64 21 555 0101", "safe": safe}))
        .fact(5, "contact", json!({"channel": "email", "value": "h5550199@example.org", "safe": safe}))
        .fact(6, "address", json!({"address_kind": "home", "locality": "Māia Bay", "lines": ["1 Tōtara Street"]}))
        .fact(7, "address", json!({"address_kind": "home", "locality": "Hidden", "protected": true, "lines": ["2 Rimu Street"]}))
        .fact(8, "birth", json!({"certainty": "known", "date": "2010-06-04"}));
    let keys = lines(&rows_of(&chain), SearchKey, &["key"]);
    for key in [
        "w:hana",
        "w:oneil",
        "w:wharepunga",
        "t:kahu",
        "i:123456a",
        "n:5550101",
        "a:maia",
        "a:bay",
        "b:y2010m06",
    ] {
        assert!(keys.iter().any(|k| k == key), "{key} of {keys:?}");
    }
    for key in ["w:kahu", "a:hidden", "n:5550199", "w:totara"] {
        assert!(!keys.iter().any(|k| k == key), "{key} of {keys:?}");
    }
}

#[test]
fn numbers_are_keyed_however_they_were_typed() {
    for typed in ["021 555 0101", "+64 (21) 555-0101", "5550101"] {
        assert_eq!(
            telephone_key(typed).as_deref(),
            Some("n:5550101"),
            "{typed}"
        );
    }
    assert_eq!(telephone_key("22470").as_deref(), Some("n:22470"));
    assert_eq!(telephone_key("1234"), None);
    assert_eq!(identifier_key(" Ab-1/2 ").as_deref(), Some("i:ab12"));
    assert_eq!(identifier_key("--"), None);
}

#[test]
fn what_a_fact_says_of_other_files_is_a_link() {
    let nan = FileId::from_bits(30).to_string();
    let chain = Chain::of_a_child()
        .fact(
            1,
            "relationship",
            json!({"to": {"file": nan}, "relation": "kin_carer"}),
        )
        .fact(
            2,
            "relationship",
            json!({"to": {"words": "an aunt"}, "relation": "aunt_or_uncle"}),
        )
        .fact(
            3,
            "guardianship",
            json!({"holder": {"file": nan}, "how": "parent"}),
        )
        .fact(
            4,
            "guardianship",
            json!({"holder": {"file": nan}, "how": "parent"}),
        )
        .then(Body::FactRetracted {
            fact: fact(4),
            why: "twice".into(),
        })
        .then(Body::SameAs {
            other: TOM,
            why: "one child".into(),
        });
    let rows = rows_of(&chain);
    let found = lines(&rows, Link, &["other", "what", "kind"]);
    assert_eq!(
        found,
        [
            format!("{nan} | relationship | kin_carer"),
            format!("{nan} | guardianship | -")
        ]
    );
    assert_eq!(lines(&rows, SameAs, &["other"]), [TOM.to_string()]);
    let undone = rows_of(&chain.then(Body::NotSameAs {
        other: TOM,
        why: "two".into(),
    }));
    assert_eq!(undone.in_table(SameAs).count(), 0);
}

#[test]
fn a_role_is_held_in_the_service_it_names_or_else_the_files() {
    let other = domain::ServiceId::from_bits(9).to_string();
    let period = Period {
        from: Some(date(2026, 1, 1)),
        to: None,
    };
    let chain = Chain::opened(Subject::Worker, Some(SERVICE))
        .then(stated(
            1,
            "role_held",
            json!({"role": "social-worker", "service": other}),
            period,
        ))
        .then(stated(
            2,
            "role_held",
            json!({"role": "senior", "team": "t-1"}),
            period,
        ));
    let found = lines(
        &rows_of(&chain),
        RoleHeld,
        &["service", "role", "team", "starts", "until"],
    );
    assert_eq!(
        found,
        [
            format!("{other} | social-worker | - | 2026-01-01 | -"),
            format!("{SERVICE} | senior | t-1 | 2026-01-01 | -")
        ]
    );
}

/// The examples that the facts' own tests read: one of each kind.
const ONE_OF_EACH: &str = include_str!("../../../../domain/src/fact/one_of_each.json");

#[test]
fn every_kind_of_fact_is_read_back_from_an_event() {
    let all: Vec<Answers> = serde_json::from_str(ONE_OF_EACH).expect("the examples are read");
    let mut kinds = Vec::new();
    for whole in all {
        let mut value = whole.clone();
        let kind = value.remove("kind");
        let kind = kind.as_ref().and_then(Value::as_str).unwrap_or_default();
        let read = fact_of(kind, &value).map(|fact| fact.kind());
        assert_eq!(read, Some(kind));
        kinds.extend(read);
    }
    assert_eq!(kinds, Fact::KINDS);
    assert_eq!(fact_of("no_such_fact", &Answers::new()), None);
    assert_eq!(fact_of("name", &Answers::new()), None);
}

#[test]
fn of_every_kind_of_fact_the_files_it_points_at_are_links() {
    let all: Vec<Answers> = serde_json::from_str(ONE_OF_EACH).expect("the examples are read");
    for whole in all {
        let mut value = whole.clone();
        let kind = value.remove("kind");
        let kind = kind.as_ref().and_then(Value::as_str).unwrap_or_default();
        let chain = Chain::of_a_child().fact(1, kind, Value::Object(value.clone()));
        let mut found = lines(&rows_of(&chain), Link, &["other"]);
        // The examples call files `f-…`; a service is none.
        value.remove("service");
        let mut expected = Vec::new();
        files_in(&Value::Object(value), &mut expected);
        found.sort();
        expected.sort();
        assert_eq!(found, expected, "{kind}");
    }
}

fn files_in(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) if text.starts_with("f-") => found.push(text.clone()),
        Value::Array(items) => items.iter().for_each(|item| files_in(item, found)),
        Value::Object(members) => members.values().for_each(|value| files_in(value, found)),
        _ => {}
    }
}

#[test]
fn moments_sort_and_read_back() {
    let day = date(2019, 3, 1);
    let less = |precision| Occurred {
        date: day,
        time: None,
        precision,
    };
    let table = [
        (Occurred::on(day), "2019-03-01"),
        (Occurred::at(day.at(15, 10, 0, 0)), "2019-03-01T15:10"),
        (less(Precision::Month), "2019-03-01 month"),
        (less(Precision::Year), "2019-03-01 year"),
        (less(Precision::About), "2019-03-01 about"),
    ];
    for (at, text) in table {
        assert_eq!(&*occurred_text(&at), text);
        assert_eq!(occurred_from(text), Some(at));
    }
    for odd in [
        "",
        "2019",
        "2019-03-01 week",
        "2019-03-01Tx",
        "Māori-kete-ā",
    ] {
        assert_eq!(occurred_from(odd), None, "{odd}");
    }
}
