//! Recall on realistic slips, no false certainty among brothers, sisters and twins, and rankings that depend on nothing but
//! the two people compared. All names are invented.

use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::fact::Birth;

fn nicknames() -> Nicknames {
    Nicknames::new([
        vec!["William", "Bill", "Wiremu"],
        vec!["Katherine", "Kate", "Kataraina"],
        vec!["Sean", "Shaun"],
    ])
}

/// `given/family`, with `former:` in front of a name no longer used; several separated by `;`.
fn names(text: &str) -> Vec<KnownName> {
    text.split(';')
        .map(str::trim)
        .filter(|one| !one.is_empty())
        .map(|one| {
            let (former, name) = one
                .strip_prefix("former:")
                .map_or((false, one), |name| (true, name));
            let (given, family) = name.split_once('/').unwrap_or((name, ""));
            KnownName {
                given: given.trim().into(),
                family: family.trim().into(),
                former,
            }
        })
        .collect()
}

/// A day, `due` and a day, or a date known in part; nothing when empty.
fn birth(text: &str) -> Option<Birth> {
    if let Some(due) = text.strip_prefix("due ") {
        return Some(Birth::Expected {
            due: due.parse().expect(text),
        });
    }
    let date: crate::fact::PartDate = (!text.is_empty()).then(|| text.parse().expect(text))?;
    Some(
        date.exact()
            .map_or(Birth::Estimated { date }, |date| Birth::Known { date }),
    )
}

fn person(given_family: &str, born: &str) -> Person {
    Person {
        names: names(given_family),
        birth: birth(born),
        ..Person::default()
    }
}

fn on_file(id: &str, person: Person) -> Candidate {
    Candidate {
        id: id.into(),
        person,
    }
}

/// The band in which the second is found for the first, and its reasons.
fn found(query: &Person, known: &Person) -> (Option<Band>, Vec<String>) {
    match &rank(query, &[on_file("a", known.clone())], &nicknames())[..] {
        [one] => (
            Some(one.band),
            one.reasons.iter().map(ToString::to_string).collect(),
        ),
        _ => (None, Vec::new()),
    }
}

#[test]
fn realistic_slips_are_found_explained_and_share_a_key() {
    use Band::{Certain, Likely, Possible};
    let table = [
        // asked, on file, band, a reason given
        (
            "Hana/Wharepunga|2010-06-04",
            "Hana/Wharepunga|2010-06-04",
            Certain,
            "same family name",
        ),
        (
            "HĀNA/WHAREPUNGA|2010-06-04",
            "Hana/Wharepunga|2010-06-04",
            Certain,
            "same given name",
        ),
        (
            "Maia/Te Awaroa|2010-06-04",
            "Māia/TeAwaroa|2010-06-04",
            Certain,
            "same family name",
        ),
        (
            "Anne Marie/O'Nell|2010-06-04",
            "Anne-Marie/O’Nell|2010-06-04",
            Certain,
            "same given name",
        ),
        (
            "Hana/Wharepunga|2010-06-04",
            "Hana Mere/Wharepunga|2010-06-04",
            Certain,
            "same first given name",
        ),
        (
            "Mere Hana/Wharepunga|2010-06-04",
            "Hana Mere/Wharepunga|2010-06-04",
            Certain,
            "same first given name",
        ),
        (
            "Wharepunga/Hana|2010-06-04",
            "Hana/Wharepunga|2010-06-04",
            Certain,
            "given and family name changed places",
        ),
        (
            "Hana/Farepunga|2010-06-04",
            "Hana/Wharepunga|2010-06-04",
            Likely,
            "family name sounds alike",
        ),
        (
            "Hana/Wharepuna|2010-06-04",
            "Hana/Wharepunga|2010-06-04",
            Likely,
            "family name differs in a letter or two",
        ),
        (
            "Maaka/Rimutere|2010-06-04",
            "Māka/Rimutere|2010-06-04",
            Likely,
            "given name sounds alike",
        ),
        (
            "Mele/Tagaloapu|2010-06-04",
            "Mere/Tangaroapu|2010-06-04",
            Likely,
            "family name sounds alike",
        ),
        (
            "Sione/Vainuku|2010-06-04",
            "Sione/Wainuku|2010-06-04",
            Likely,
            "family name sounds alike",
        ),
        (
            "Steven/Philpott|2010-06-04",
            "Stephen/Filpot|2010-06-04",
            Likely,
            "given name sounds alike",
        ),
        (
            "Catherine/Smythe|2010-06-04",
            "Kathryn/Smith|2010-06-04",
            Likely,
            "family name sounds alike",
        ),
        (
            "Bill/Rimutere|2010-06-04",
            "Wiremu/Rimutere|2010-06-04",
            Likely,
            "given name is a form of the other",
        ),
        (
            "Hana/Rimutere|2010-06-04",
            "Hana/Wharepunga-Rimutere|2010-06-04",
            Likely,
            "one family name in common",
        ),
        (
            "Hana/Rimutere|2010-06-04",
            "Hana/Wharepunga;former:Hana/Rimutere|2010-06-04",
            Likely,
            "matches a former name",
        ),
        (
            "Hana/Wharepunga|2010-04-06",
            "Hana/Wharepunga|2010-06-04",
            Likely,
            "date of birth has day and month changed round",
        ),
        (
            "Hana/Wharepunga|2010-06-14",
            "Hana/Wharepunga|2010-06-04",
            Likely,
            "date of birth differs in a digit",
        ),
        (
            "Hana/Wharepunga|2001-06-04",
            "Hana/Wharepunga|2010-06-04",
            Likely,
            "date of birth differs in a digit",
        ),
        (
            "Hana/Wharepunga|2009-06-04",
            "Hana/Wharepunga|2010-06-04",
            Likely,
            "date of birth is a year off",
        ),
        (
            "Hana/Wharepunga|2010-06",
            "Hana/Wharepunga|2010-06-04",
            Likely,
            "date of birth fits the estimate",
        ),
        (
            "Hana/Wharepunga|about 2011",
            "Hana/Wharepunga|2010-06-04",
            Likely,
            "date of birth fits the estimate",
        ),
        (
            "/Wharepunga|2026-08-20",
            "/Wharepunga|due 2026-09-01",
            Possible,
            "date of birth fits the due date",
        ),
        (
            "Hana/Wharepunga|",
            "Hana/Wharepunga|2010-06-04",
            Possible,
            "same given name",
        ),
        (
            "Hana/Newname|2010-06-04",
            "Hana/Wharepunga|2010-06-04",
            Possible,
            "family name differs",
        ),
        (
            "H/Wharepunga|2010-06-04",
            "Hana/Wharepunga|2010-06-04",
            Possible,
            "given name fits the initial",
        ),
        (
            "Hana/Wharepunga|1985-01-20",
            "Hana/Wharepunga|2010-06-04",
            Possible,
            "date of birth differs",
        ),
    ];
    for (asked, known, band, reason) in table {
        let read = |text: &str| {
            let (names, born) = text.split_once('|').expect("name|birth");
            person(names, born)
        };
        let (query, known) = (read(asked), read(known));
        let (in_band, reasons) = found(&query, &known);
        assert_eq!(in_band, Some(band), "{asked} on {known:?}: {reasons:?}");
        assert!(
            reasons.iter().any(|given| given == reason),
            "{asked}: {reason} is not among {reasons:?}"
        );
        let stored = blocking_keys(&known.names, known.birth.as_ref());
        let asked_for = query_keys(&query.names, query.birth.as_ref(), &nicknames());
        assert!(
            asked_for.iter().any(|key| stored.contains(key)),
            "{asked}: no key in common"
        );
    }
}

/// Everything that people of one home have in common.
fn of_one_home(given_family: &str, born: &str) -> Person {
    Person {
        gender: Some("female".into()),
        schools: vec!["f-kahurangi".into()],
        localities: vec!["Rimuvale".into()],
        phones: vec!["021 555 0101".into()],
        households: vec!["f-house".into()],
        ..person(given_family, born)
    }
}

#[test]
fn twins_brothers_and_sisters_of_one_home_are_never_more_than_possible() {
    let twins = [
        ("Hana", "Mere"),
        ("Hana", "Tui"),
        ("Jayden", "Hayden"),
        ("Hana Mere", "Tui Mere"),
        ("Tane", "Tama"),
        ("Aroha", "Ariana"),
        ("Ella", "Emma"),
        ("Sione", "Semisi"),
        ("Te Rangi", "Te Awhina"),
    ];
    for (one, other) in twins {
        let twin = |given: &str| of_one_home(&format!("{given}/Wharepunga"), "2010-06-04");
        let (band, reasons) = found(&twin(one), &twin(other));
        assert!(
            band <= Some(Band::Possible),
            "{one} and {other}: {band:?} {reasons:?}"
        );
        for born in ["2011-06-04", "2012-01-30", "2010-06-14"] {
            let (band, reasons) = found(
                &twin(one),
                &of_one_home(&format!("{other}/Wharepunga"), born),
            );
            assert!(
                band <= Some(Band::Possible),
                "{one} and {other} {born}: {band:?} {reasons:?}"
            );
        }
    }
}

#[test]
fn a_parent_of_the_same_name_is_not_the_child() {
    let (band, _) = found(
        &of_one_home("Hana/Wharepunga", "1985-01-20"),
        &of_one_home("Hana/Wharepunga", "2010-06-04"),
    );
    assert_eq!(band, Some(Band::Possible));
}

#[test]
fn an_identifier_lifts_what_a_name_alone_does_not_and_a_different_one_holds_back() {
    let with = |name: &str, born: &str, value: &str| Person {
        identifiers: vec![("school-number".into(), value.into())],
        ..person(name, born)
    };
    let known = with("Hana/Wharepunga", "2010-06-04", "123-456");
    for (query, band) in [
        (with("Hana/Wharepunga", "", "123 456"), Some(Band::Certain)),
        (with("Hana/Newname", "", "123456"), Some(Band::Likely)),
        (with("", "", "123456"), Some(Band::Possible)),
        (
            with("Hana/Wharepunga", "2010-06-04", "999"),
            Some(Band::Likely),
        ),
        (
            with("Tui/Wharepunga", "2010-06-04", "999"),
            Some(Band::Possible),
        ),
    ] {
        assert_eq!(found(&query, &known).0, band, "{query:?}");
    }
}

#[test]
fn strangers_are_not_shown() {
    for (asked, known) in [
        (
            ("Hana/Wharepunga", "2010-06-04"),
            ("Tui/Rimutere", "2010-06-04"),
        ),
        (
            ("Hana/Wharepunga", "2010-06-04"),
            ("Hana/Rimutere", "2008-11-20"),
        ),
        (("Hana/Wharepunga", ""), ("Hine/Wharepunga", "2008-11-20")),
        (("", ""), ("Hana/Wharepunga", "2010-06-04")),
        (("/", ""), ("/", "")),
    ] {
        assert_eq!(
            found(&person(asked.0, asked.1), &person(known.0, known.1)).0,
            None,
            "{asked:?} {known:?}"
        );
    }
}

#[test]
fn a_former_name_is_found_without_a_word_about_its_parts() {
    let known = person("Hana/Wharepunga;former:Hemi/Rimutere", "2010-06-04");
    let (band, reasons) = found(&person("Hemi/Rimutere", "2010-06-04"), &known);
    assert_eq!(band, Some(Band::Likely));
    assert_eq!(reasons, ["matches a former name", "same date of birth"]);
}

#[test]
fn a_gender_that_differs_counts_nothing() {
    let with = |gender: &str| Person {
        gender: Some(gender.into()),
        ..person("Hana/Wharepunga", "2010-06-04")
    };
    let score =
        |query: &Person| rank(query, &[on_file("a", with("female"))], &nicknames())[0].score;
    assert_eq!(
        score(&with("male")),
        score(&person("Hana/Wharepunga", "2010-06-04"))
    );
}

#[test]
fn the_best_comes_first_and_equals_in_the_order_of_their_ids() {
    let exact = person("Hana/Wharepunga", "2010-06-04");
    let candidates = [
        on_file("d", person("Hana/Wharepunga", "2010-06-14")),
        on_file("c", exact.clone()),
        on_file("b", exact.clone()),
        on_file("a", person("Tui/Rimutere", "1999-01-01")),
    ];
    let order: Vec<usize> = rank(&exact, &candidates, &nicknames())
        .iter()
        .map(|found| found.index)
        .collect();
    assert_eq!(order, [2, 1, 0]);
}

#[test]
fn keys_are_sorted_each_once_and_say_their_sort() {
    let keys = blocking_keys(
        &names("Hāna/Whare-Punga"),
        Some(&Birth::Known {
            date: date(2010, 6, 4),
        }),
    );
    assert_eq!(
        keys,
        [
            "b:m06d04",
            "b:y2010d04",
            "b:y2010m06",
            "b:y2010s04-06",
            "p:frpn+hn",
            "p:frpn+~hana",
            "p:fr+hn",
            "p:fr+~hana",
            "p:hn+pn",
            "p:hn+~farepuga",
            "p:hn+~fare",
            "p:hn+~puga",
            "p:pn+~hana",
            "p:~fare+~hana",
            "p:~farepuga+~hana",
            "p:~hana+~puga",
            "s:fr",
            "s:frpn",
            "s:pn",
            "s:~fare",
            "s:~farepuga",
            "s:~puga",
            "t:hana",
            "t:punga",
            "t:whare",
            "t:wharepunga",
        ]
        .map(str::to_owned)
        .into_iter()
        .collect::<std::collections::BTreeSet<_>>()
        .into_iter()
        .collect::<Vec<_>>()
    );
}

fn anybody() -> impl Strategy<Value = Person> {
    let word = prop_oneof![
        Just(String::new()),
        "[A-Za-zāēīōū'’ -]{0,12}",
        any::<String>()
    ];
    let born = prop_oneof![
        Just(None),
        (2000i16..2012, 1i8..=12, 1i8..=28).prop_map(|(y, m, d)| Some(Birth::Known {
            date: date(y, m, d)
        })),
        (1995i16..2012).prop_map(|y| format!("about {y}")
            .parse()
            .ok()
            .map(|date| Birth::Estimated { date })),
        (1i8..=12).prop_map(|m| Some(Birth::Expected {
            due: date(2012, m, 1)
        })),
    ];
    let name = (word.clone(), word, any::<bool>()).prop_map(|(given, family, former)| KnownName {
        given,
        family,
        former,
    });
    (proptest::collection::vec(name, 0..3), born, "[0-9 ]{0,9}").prop_map(
        |(names, birth, phone)| Person {
            names,
            birth,
            phones: vec![phone],
            ..Person::default()
        },
    )
}

proptest! {
    #[test]
    fn a_candidate_scores_the_same_whoever_else_is_there(query in anybody(), others in proptest::collection::vec(anybody(), 1..5)) {
        let candidates: Vec<Candidate> =
            others.into_iter().enumerate().map(|(at, person)| on_file(&format!("f{at}"), person)).collect();
        let together = rank(&query, &candidates, &nicknames());
        for (index, candidate) in candidates.iter().enumerate() {
            let alone = rank(&query, std::slice::from_ref(candidate), &nicknames());
            let here = together.iter().find(|found| found.index == index);
            prop_assert_eq!(alone.first().map(|found| (found.score, &found.reasons)), here.map(|found| (found.score, &found.reasons)));
        }
        prop_assert!(together.windows(2).all(|pair| pair[0].score >= pair[1].score));
    }

    #[test]
    fn what_is_certain_shares_a_key(one in anybody(), other in anybody()) {
        let certain = rank(&one, &[on_file("a", other.clone())], &nicknames()).first().is_some_and(|found| found.band == Band::Certain);
        if certain {
            let stored = blocking_keys(&other.names, other.birth.as_ref());
            prop_assert!(query_keys(&one.names, one.birth.as_ref(), &nicknames()).iter().any(|key| stored.contains(key)));
        }
    }

    #[test]
    fn anyone_with_a_name_and_a_birth_is_certainly_themselves(given in "[A-Z][a-zāō]{2,9}", family in "[A-Z][a-zāō]{2,9}", d in 1i8..=28) {
        let someone = Person {
            names: vec![KnownName { given, family, former: false }],
            birth: Some(Birth::Known { date: date(2010, 6, d) }),
            ..Person::default()
        };
        prop_assert_eq!(found(&someone, &someone).0, Some(Band::Certain));
    }
}
