//! The duty desk.

use casework::Error;
use casework::person::restrict::{restrict, restrict_from_duty};
use casework::read::duty::{Answer, Desk, duty};
use serde_json::json;
use store::Store;
use testkit::databases::on_both;
use testkit::world::{Desk as AtDesk, World};

use super::{many, statements};
use crate::story::{a_school_service, referred, visit};

fn search(desk: &AtDesk<'_>, typed: &str) -> Desk {
    desk.does(|o, a, _| duty(o, a, typed)).expect("on duty")
}

fn logged(store: &Store, world: &World, whom: &str) -> usize {
    let file = world.id(whom);
    let views: store::Result<Vec<_>> =
        store.read(|tx| store::view_log::of_file(tx, file, None, 100));
    let views = views.expect("the log").into_iter();
    views.filter(|v| v.seen.what == "duty").count()
}

fn restricts(store: &Store, world: &World, whom: &str, not_even_duty: bool) {
    let file = world.id(whom).to_string();
    let hidden: store::Result<u64> = store.write(|tx| {
        let flag = i64::from(not_even_duty);
        tx.execute_dyn(
            "UPDATE subject SET restricted = 1, not_even_duty = ?2 WHERE file = ?1",
            store::args![file.clone(), flag],
        )
    });
    assert_eq!(hidden, Ok(1));
}

#[test]
fn one_search_says_known_open_to_whom_and_what_came_last() {
    on_both(|store| {
        let world = a_school_service(&store);
        referred(&world, "Hana", "2026-03-02");
        let ana = world.acting("Ana").at("2026-03-09 18:00");
        ana.records("visit")
            .on("Hana")
            .with(visit("2026-03-09"))
            .done();
        let mere = world.acting("Mere").at("2026-03-10 09:00");
        let desk = search(&mere, "hana");
        let [Answer::Seen(seen)] = &desk.answers[..] else {
            panic!("{desk:?}")
        };
        assert_eq!(seen.display, "Hana");
        assert_eq!(
            (seen.open[0].0.as_str(), seen.open[0].1.as_str()),
            ("Episode of service", "Referral")
        );
        assert_eq!(seen.to[0].name, "Ana");
        assert!(
            seen.entries.len() == 2 && seen.entries[0].title == "Visit or activity",
            "{seen:?}"
        );
        assert_eq!(logged(&store, &world, "Hana"), 1);
        assert!(search(&mere, "nobody at all").answers.is_empty());
        // Who is not on duty does not search.
        let refused = ana.does(|o, a, _| duty(o, a, "hana"));
        assert!(
            matches!(refused, Err(Error::NotAllowed { .. })),
            "{refused:?}"
        );
    });
}

#[test]
fn a_restricted_file_is_known_and_no_more_and_one_restricted_from_duty_is_not_there() {
    on_both(|store| {
        let world = a_school_service(&store);
        referred(&world, "Hana", "2026-03-02");
        let moana = world.acting("Moana").at("2026-03-03 09:00");
        let note = casework::fact::state(
            &world.office,
            &moana.acting,
            &mut || world.fresh(),
            &casework::fact::State {
                file: world.id("Hana"),
                what: testkit::world::name("danger_note"),
                value: testkit::world::answers(json!({
                    "what": "A dog that bites", "precaution": "two workers", "why": "It bit Rua.",
                    "review_on": "2026-09-01", "decided_by": {"words": "Moana"}, "person_told": true
                })),
                period: Default::default(),
                corrects: None,
            },
        );
        note.expect("stated");
        restricts(&store, &world, "Hana", false);
        let desk = search(&moana, "hana");
        let [Answer::Known { ring, danger }] = &desk.answers[..] else {
            panic!("{desk:?}")
        };
        assert_eq!(
            (ring.as_str(), danger[0].what.as_str()),
            ("first", "A dog that bites")
        );
        assert!(!format!("{desk:?}").contains("Hana"));
        assert_eq!(logged(&store, &world, "Hana"), 1);
        restricts(&store, &world, "Hana", true);
        let desk = search(&moana, "hana");
        assert!(desk.answers.is_empty());
        assert_eq!(logged(&store, &world, "Hana"), 1);
    });
}

#[test]
fn a_restriction_says_whether_it_holds_towards_those_on_duty() {
    on_both(|store| {
        let world = crate::world::World::new(store);
        let name = json!({"name_kind": "legal", "given": "Mele", "family": "Tauirapai", "safe_with": "everyone"});
        let file = world.person(2, world.lea, &[("name", name)]);
        let (lea, ben) = (world.acting(world.lea), world.acting(world.ben));
        let said = || {
            duty(&world.office, &ben, "Tauirapai")
                .expect("on duty")
                .answers
        };
        let known = vec![Answer::Known {
            ring: "here".into(),
            danger: Vec::new(),
        }];
        assert_eq!(said(), known);
        let ids = &mut crate::world::ids(3);
        restrict(&world.office, &lea, ids, file, &[], "a threat").expect("restricted");
        assert_eq!(said(), known);
        restrict_from_duty(&world.office, &lea, ids, file, &[], "a new identity")
            .expect("restricted");
        assert_eq!(said(), []);
    });
}

#[test]
fn a_search_takes_three_statements_at_ten_rows_and_at_a_thousand() {
    on_both(|store| {
        let world = a_school_service(&store);
        let mere = world.acting("Mere").at("2026-03-10 20:00");
        for count in [10, 1_000] {
            many(&world, &store, count);
            let (desk, taken) = statements(&store, || search(&mere, "wharetest"));
            assert_eq!(taken, 3);
            assert_eq!(desk.answers.len(), count.min(20) as usize);
            assert_eq!(desk.more, count > 20);
        }
    });
}
