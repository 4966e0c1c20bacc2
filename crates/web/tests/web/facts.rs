//! Facts on screen: every kind is added, put right, ended and withdrawn through its sheet; what was typed stays until it is
//! kept; who may not state facts gets nowhere.

use std::collections::BTreeMap;

use casework::setup;
use domain::event::Subject;
use domain::fact::{Fact, ONE_OF_EACH, describe};
use domain::{FactId, FileId, History};
use serde_json::{Value, json};
use testkit::databases::on_both;

use crate::browser::{House, a_house};

fn a_file(house: &House, subject: Subject, name: &str) -> FileId {
    let world = &house.world;
    let known = vec![setup::known(
        "name",
        json!({"name_kind": "legal", "family": name}),
        None,
    )];
    let ids = &mut || world.fresh();
    let at = world.moment("2025-01-01 10:00");
    setup::file(
        &world.office,
        ids,
        at,
        subject,
        world.service,
        world.agency,
        &known,
    )
    .expect(name)
}

fn history(house: &House, file: FileId) -> History {
    house.world.history_of(file)
}

/// The last fact of a kind on a file: its id and value.
fn last(house: &House, file: FileId, what: &str) -> (FactId, Value) {
    let history = history(house, file);
    let found = history.facts.iter().rev().find(|f| *f.what == *what);
    let found = found.unwrap_or_else(|| panic!("no {what}"));
    (found.id, Value::Object(found.value.clone()))
}

fn sent(pairs: &[(String, String)]) -> Vec<(&str, &str)> {
    pairs
        .iter()
        .map(|(n, v)| (n.as_str(), v.as_str()))
        .collect()
}

#[test]
fn every_kind_of_fact_is_added_through_its_sheet_and_stands_in_it_again() {
    on_both(|store| {
        let house = a_house(&store);
        house.at("2026-06-04 09:00");
        house.world.person("Hana", "2009-05-04");
        let mut files: BTreeMap<Subject, FileId> = BTreeMap::new();
        files.insert(Subject::Person, house.world.id("Hana"));
        files.insert(Subject::Worker, house.world.id("Ana"));
        files.insert(Subject::Site, house.world.id("Kahurangi College"));
        files.insert(Subject::Agency, house.world.agency);
        let nan = house.world.person("Nan", "1950-05-04");
        for (subject, name) in [
            (Subject::Post, "School social worker"),
            (Subject::Team, "Te Tīma"),
        ] {
            files.insert(subject, a_file(&house, subject, name));
        }
        let mut moana = house.signed_in("Moana");
        // Whom they name is somebody who is there.
        let named = |name: &str| match name {
            "f-service" => house.world.service.to_string(),
            "f-team" => files[&Subject::Team].to_string(),
            "f-house" => a_file(&house, Subject::Family, "Nan's household").to_string(),
            "f-kahurangi" => files[&Subject::Site].to_string(),
            "f-provider" => house.world.agency.to_string(),
            "f-tom" | "f-tui" => house.world.id("Ben").to_string(),
            _ => nan.to_string(),
        };
        let mut text = String::new();
        for (place, piece) in ONE_OF_EACH.split("\"f-").enumerate() {
            if place == 0 {
                text.push_str(piece);
                continue;
            }
            let (name, rest) = piece.split_once('"').expect("the end of a name");
            text.push_str(&format!("\"{}\"{rest}", named(&format!("f-{name}"))));
        }
        let all: Vec<Value> = serde_json::from_str(&text).expect("a list of facts");
        for value in all {
            let fact: Fact = serde_json::from_value(value.clone()).expect("a fact");
            let kind = fact.kind();
            let description = describe::of(kind).expect(kind);
            let place = fact.subjects().iter().find_map(|s| files.get(s));
            let file = *place.expect(kind);
            let address = format!("/files/{file}/facts/new");
            moana
                .get(&format!("{address}?what={kind}"))
                .is(200)
                .shows(description.title);
            let written = serde_json::to_value(&fact).expect("a fact");
            let mut pairs = web::fact::pairs(description, &written);
            pairs.push(("what".into(), kind.into()));
            let before = history(&house, file).facts.len();
            let answer = moana.post(&address, &sent(&pairs));
            assert_eq!(answer.status.as_u16(), 303, "{kind}: {}", answer.plain());
            assert_eq!(history(&house, file).facts.len(), before + 1, "{kind}");
            let (id, kept) = last(&house, file, kind);
            let mut kept = kept;
            kept["kind"] = json!(kind);
            let kept: Fact = serde_json::from_value(kept).expect("a fact");
            assert_eq!(kept, fact);
            let sheet = moana.get(&format!("/files/{file}/facts/{id}/correct"));
            sheet.is(200);
            for (name, text) in web::fact::pairs(description, &written) {
                assert!(sheet.text.contains(&format!("name=\"{name}\"")), "{name}");
                let text = text.replace('\'', "&#39;").replace('"', "&quot;");
                assert!(sheet.text.contains(&text), "{name}: {text}");
            }
        }
        moana
            .get(&format!(
                "/files/{}/facts/new?what=horoscope",
                house.world.id("Hana")
            ))
            .is(404);
        moana
            .get(&format!("/files/{}/facts/new", house.world.id("Hana")))
            .is(200)
            .shows("Who cares")
            .shows("Rule for safe contact");
        house.world.is_whole();
    });
}

#[test]
fn what_is_wrong_is_told_at_its_input_and_what_was_typed_stays() {
    on_both(|store| {
        let house = a_house(&store);
        house.world.person("Hana", "2010-05-04");
        let address = format!("/files/{}/facts/new", house.world.id("Hana"));
        let mut moana = house.signed_in("Moana");
        let before = house.world.history("Hana").facts.len();
        let answer = moana.post(
            &address,
            &[
                ("what", "court_order"),
                ("v.order", "parenting order"),
                ("v.made_on.day", "31"),
                ("v.made_on.month", "2"),
                ("v.made_on.year", "2025"),
                ("v.court", "Rimuvale <b>"),
            ],
        );
        answer
            .is(422)
            .shows("“Made on” is not a day")
            .shows("“What it orders” is missing");
        for kept in [
            "parenting order",
            "value=\"31\"",
            "value=\"2025\"",
            "Rimuvale &#60;b&#62;",
            "href=\"#v-orders\"",
            "href=\"#v-made_on-day\"",
        ] {
            assert!(answer.text.contains(kept), "{kept} in\n{}", answer.text);
        }
        // What the fact itself finds wrong stands at its input too.
        let answer = moana.post(
            &address,
            &[
                ("what", "address"),
                ("v.address_kind", "refuge"),
                ("v.locality", "Rimuvale"),
                ("v.protected", "no"),
            ],
        );
        answer
            .is(422)
            .shows("Must it be kept from somebody?” is not set for a refuge");
        assert!(answer.text.contains("href=\"#v-protected\""));
        let answer = moana.post(
            &address,
            &[
                ("what", "language"),
                ("v.language", "te reo Māori"),
                ("period.from.day", "2"),
                ("period.from.month", "2"),
                ("period.from.year", "2026"),
                ("period.to.day", "1"),
                ("period.to.month", "2"),
                ("period.to.year", "2026"),
            ],
        );
        answer.is(422).shows("before it begins");
        assert!(answer.text.contains("value=\"te reo Māori\""));
        assert_eq!(house.world.history("Hana").facts.len(), before);
    });
}

#[test]
fn somebody_is_found_by_name_and_chosen_without_a_script() {
    on_both(|store| {
        let house = a_house(&store);
        house.world.person("Hana", "2010-05-04");
        let nan = house.world.person("Ngaio Samplewaite", "1950-05-04");
        let address = format!("/files/{}/facts/new", house.world.id("Hana"));
        let mut moana = house.signed_in("Moana");
        moana
            .get(&format!("{address}?what=care_of"))
            .is(200)
            .hides("Ngaio");
        let answer = moana.post(
            &address,
            &[
                ("what", "care_of"),
                ("v.arrangement", "agreed in the family"),
                ("find", "ngaio"),
                ("do", "find"),
            ],
        );
        answer
            .is(200)
            .shows("Found, and now in the lists above: Ngaio Samplewaite");
        assert!(answer.text.contains(&format!("<option value=\"{nan}\"")));
        assert!(answer.text.contains("agreed in the family"));
        moana
            .post(
                &address,
                &[("what", "care_of"), ("find", "zzz"), ("do", "find")],
            )
            .is(200)
            .shows("Nobody you may see is called “zzz”");
        let id = nan.to_string();
        moana
            .post(
                &address,
                &[
                    ("what", "care_of"),
                    ("v.carer.file", &id),
                    ("v.arrangement", "agreed in the family"),
                    ("period.from.day", "3"),
                    ("period.from.month", "March"),
                    ("period.from.year", "2024"),
                ],
            )
            .is(303)
            .leads_to(&format!("/files/{}", house.world.id("Hana")));
        let (fact, value) = last(&house, house.world.id("Hana"), "care_of");
        assert_eq!(value["carer"], json!({"file": id}));
        moana
            .get(&format!("/files/{}/facts/{fact}/correct", house.world.id("Hana")))
            .is(200)
            .shows("In the day-to-day care of Ngaio Samplewaite (agreed in the family) since 3 March 2024");
    });
}

#[test]
fn rows_are_added_and_taken_away_with_what_stands_in_the_others() {
    on_both(|store| {
        let house = a_house(&store);
        house.world.person("Hana", "2010-05-04");
        let address = format!("/files/{}/facts/new", house.world.id("Hana"));
        let mut moana = house.signed_in("Moana");
        let answer = moana.post(
            &address,
            &[
                ("what", "court_order"),
                ("v.concerns.1.words", "an uncle"),
                ("do", "add:v.concerns"),
            ],
        );
        answer.is(200);
        assert!(answer.text.contains("name=\"v.concerns.2.words\""));
        assert!(answer.text.contains("an uncle"));
        let answer = moana.post(
            &address,
            &[
                ("what", "court_order"),
                ("v.concerns.1.words", "an uncle"),
                ("v.concerns.2.words", "a neighbour"),
                ("do", "remove:v.concerns.1"),
            ],
        );
        assert!(answer.text.contains("a neighbour") && !answer.text.contains("an uncle"));
    });
}

#[test]
fn a_fact_is_put_right_ended_and_withdrawn_and_who_comes_late_is_told() {
    on_both(|store| {
        let house = a_house(&store);
        let hana = house.world.person("Hana", "2010-05-04");
        let mut moana = house.signed_in("Moana");
        let state = |language: &str| {
            house
                .world
                .state("Hana", "language", json!({"language": language}));
            last(&house, hana, "language").0
        };
        let (first, second, third) = (state("Samoan"), state("Tongan"), state("Niuean"));
        let at = |fact: FactId, act: &str| format!("/files/{hana}/facts/{fact}/{act}");
        moana
            .post(
                &at(first, "correct"),
                &[
                    ("what", "language"),
                    ("v.language", "Sāmoan"),
                    ("v.preferred", "yes"),
                ],
            )
            .is(303);
        let history = house.world.history("Hana");
        assert!(history.facts.iter().any(|f| f.id == first && f.withdrawn));
        assert_eq!(last(&house, hana, "language").1["language"], "Sāmoan");
        // Somebody else still had the sheet open.
        moana
            .get(&at(first, "correct"))
            .is(409)
            .shows("Somebody was quicker");
        moana
            .post(&at(first, "withdraw"), &[("why", "a slip")])
            .is(409);

        moana
            .post(&at(second, "end"), &[])
            .is(422)
            .shows("Say the last day on which it held");
        let day = [("on.day", "1"), ("on.month", "1"), ("on.year", "2020")];
        moana
            .post(&at(second, "end"), &day)
            .is(422)
            .shows("It would end before it began");
        let day = [("on.day", "1"), ("on.month", "2"), ("on.year", "2026")];
        moana.post(&at(second, "end"), &day).is(303);
        let history = house.world.history("Hana");
        let ended = history.facts.iter().find(|f| f.id == second).expect("it");
        assert_eq!(
            ended.period.to.map(|d| d.to_string()).as_deref(),
            Some("2026-02-01")
        );

        moana
            .post(&at(third, "withdraw"), &[("why", " ")])
            .is(422)
            .shows("Say why it was never so");
        moana
            .post(&at(third, "withdraw"), &[("why", "It was her cousin's")])
            .is(303);
        let history = house.world.history("Hana");
        assert!(history.facts.iter().any(|f| f.id == third && f.withdrawn));
        house.world.is_whole();
    });
}

#[test]
fn who_may_not_state_facts_gets_nowhere_and_a_stranger_finds_nothing() {
    on_both(|store| {
        let house = a_house(&store);
        let hana = house.world.person("Hana", "2010-05-04");
        house
            .world
            .state("Hana", "language", json!({"language": "Samoan"}));
        let (fact, _) = last(&house, hana, "language");
        let ana = house.world.id("Ana");
        let (leave, _) = {
            house
                .world
                .state("Ana", "skill", json!({"skill": "groups"}));
            last(&house, ana, "skill")
        };
        // On a child: the manager may; a worker who is not involved and another agency's manager find nothing.
        // On a worker: who keeps people may; a colleague sees that the file is there, and may not.
        for (file, fact, answers) in [
            (
                hana,
                fact,
                [("Moana", 200), ("Ana", 404), ("Ben", 404), ("Zoe", 404)],
            ),
            (
                ana,
                leave,
                [("Moana", 200), ("Ada", 200), ("Ben", 403), ("Zoe", 404)],
            ),
        ] {
            for (who, status) in answers {
                let mut browser = house.signed_in(who);
                browser
                    .get(&format!("/files/{file}/facts/new?what=name"))
                    .is(status);
                browser.get(&format!("/files/{file}/facts/new")).is(status);
                browser
                    .get(&format!("/files/{file}/facts/{fact}/correct"))
                    .is(status);
                if status == 200 {
                    continue;
                }
                let new = [
                    ("what", "name"),
                    ("v.name_kind", "legal"),
                    ("v.family", "X"),
                ];
                browser
                    .post(&format!("/files/{file}/facts/new"), &new)
                    .is(status);
                let find = [("what", "name"), ("do", "find"), ("find", "ana")];
                browser
                    .post(&format!("/files/{file}/facts/new"), &find)
                    .is(status);
                for act in ["correct", "end", "withdraw"] {
                    let fields = [
                        ("why", "x"),
                        ("v.family", "X"),
                        ("on.day", "1"),
                        ("on.month", "2"),
                        ("on.year", "2026"),
                    ];
                    browser
                        .post(&format!("/files/{file}/facts/{fact}/{act}"), &fields)
                        .is(status);
                }
            }
        }
        assert!(
            house
                .world
                .history("Hana")
                .facts
                .iter()
                .all(|f| !f.withdrawn)
        );
        // Nobody grants themselves anything; everybody declares their own leave.
        let mut ana_herself = house.signed_in("Ana");
        let address = format!("/files/{ana}/facts/new");
        let role = [("what", "role_held"), ("v.role", "provider-manager")];
        ana_herself.post(&address, &role).is(403);
        ana_herself.get(&format!("{address}?what=leave")).is(200);
        let leave = [("what", "leave"), ("v.leave_kind", "annual leave")];
        ana_herself.post(&address, &leave).is(303);
        assert_eq!(last(&house, ana, "leave").1["leave_kind"], "annual-leave");
        let mut moana = house.signed_in("Moana");
        let own = format!("/files/{}/facts/new", house.world.id("Moana"));
        moana.post(&own, &role).is(403);
    });
}

#[test]
fn a_fact_names_only_what_is_there_and_a_role_is_given_only_in_ones_own_service() {
    on_both(|store| {
        let house = a_house(&store);
        let hana = house.world.person("Hana", "2010-05-04");
        let elsewhere = house.world.another_agency("third");
        let stranger = house
            .world
            .person_at("Stranger", "2011-05-04", (elsewhere.0, elsewhere.1));
        let mut moana = house.signed_in("Moana");
        let address = format!("/files/{hana}/facts/new");
        for named in [
            stranger.to_string(),
            "f-nobody".into(),
            FileId::from_bits(7).to_string(),
        ] {
            let sent = [("what", "care_of"), ("v.carer.file", named.as_str())];
            moana
                .post(&address, &sent)
                .is(422)
                .shows("It names somebody or something that is not there");
        }
        assert!(
            house
                .world
                .history("Hana")
                .facts
                .iter()
                .all(|f| *f.what != *"care_of")
        );
        let mut ada = house.signed_in("Ada");
        let ben = format!("/files/{}/facts/new", house.world.id("Ben"));
        let service = elsewhere.1.to_string();
        let sent = [
            ("what", "role_held"),
            ("v.role", "provider-manager"),
            ("v.service", service.as_str()),
        ];
        ada.post(&ben, &sent)
            .is(403)
            .shows("This belongs to another service");
        let own = house.world.service.to_string();
        let sent = [
            ("what", "role_held"),
            ("v.role", "supervisor"),
            ("v.service", own.as_str()),
        ];
        ada.post(&ben, &sent).is(303);
    });
}

#[test]
fn opening_a_sheet_stands_in_the_log_of_the_file() {
    on_both(|store| {
        let house = a_house(&store);
        let hana = house.world.person("Hana", "2010-05-04");
        let mut moana = house.signed_in("Moana");
        moana
            .get(&format!("/files/{hana}/facts/new?what=name"))
            .is(200);
        let acting = casework::Acting {
            worker: house.world.id("Moana"),
            on_behalf: None,
            service: house.world.service,
            now: house.world.moment("2026-03-02 09:30"),
        };
        let looks = casework::read::looked::looked(&house.world.office, &acting, hana, None, 10);
        let looks: Vec<String> = looks.expect("the log").iter().map(|l| l.says()).collect();
        assert!(
            looks
                .iter()
                .any(|l| l.contains("Moana looked at the facts")),
            "{looks:?}"
        );
    });
}
