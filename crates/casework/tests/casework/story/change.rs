//! What changes afterwards: dates put right, settings tightened, packs published anew, and two people on one record.

use std::collections::BTreeMap;

use casework::matter::repin::repin;
use casework::timescale::direct;
use casework::{Error, settings};
use domain::event::{Directive, PackRef};
use serde_json::json;
use store::pack_version::{Published, Refused, publish};
use testkit::databases::on_both;
use testkit::world::name;

use super::small::{garden_visits, small_pack, sources};
use super::{a_school_service, referred};

#[test]
fn a_date_put_right_moves_exactly_the_timescales_that_hang_on_it() {
    on_both(|store| {
        let world = a_school_service(&store);
        referred(&world, "Hana", "2026-03-30");
        referred(&world, "Tama", "2026-03-30");
        let ana = world.acting("Ana").at("2026-04-01 09:00");
        let moana = world.acting("Moana").at("2026-04-01 09:00");
        let asked = json!({"asked_on": "2026-03-30", "asked_by": {"name": "Nan"}, "kind": "access", "what": "All of it"});
        moana
            .records("access-request")
            .on("Hana")
            .with(asked)
            .done();
        let all = ["contact-made", "referrer-told-when", "access-answered"];
        let due = |whom: &str| all.map(|clock| moana.due(whom, clock));
        let before = due("Hana");
        assert_eq!(before[..2], ["2026-04-08 Open", "2026-04-01 Open"]);
        let other = due("Tama");
        let referral = world.last("Hana", "referral");
        ana.amends("Hana", referral, 1)
            .correcting()
            .with(json!({"received_on": "2026-03-26"}))
            .submits()
            .expect("hers");
        assert_eq!(
            due("Hana"),
            [
                "2026-04-02 DueSoon".to_owned(),
                "2026-03-30 OutOfTimescale".into(),
                before[2].clone()
            ]
        );
        assert_eq!(due("Tama"), other);
        world.is_whole();
    });
}

#[test]
fn an_extension_keeps_the_first_due_moment_on_show() {
    on_both(|store| {
        let world = garden_visits(&store);
        // Asked for on a Friday: ten working days over Easter.
        let mere = world.acting("Mere").at("2026-03-31 10:00");
        assert_eq!(mere.due("Hana", "first-visit"), "2026-04-14 Open");
        let to = |text: &str| direct::Direct {
            file: world.id("Hana"),
            matter: Some(world.matter("Hana", "garden")),
            clock: name("first-visit"),
            direction: Directive::ExtendTo {
                date: text.parse().expect("a day"),
            },
            why: "The gate is flooded.".into(),
        };
        let late = to("2026-05-01");
        let ana = world.acting("Ana").at("2026-03-31 10:00");
        assert!(matches!(
            ana.does(|o, a, ids| direct::direct(o, a, ids, &late)),
            Err(Error::NotAllowed { .. })
        ));
        let silent = direct::Direct {
            why: " ".into(),
            ..late.clone()
        };
        assert!(matches!(
            mere.does(|o, a, ids| direct::direct(o, a, ids, &silent)),
            Err(Error::Wrong { .. })
        ));
        mere.does(|o, a, ids| direct::direct(o, a, ids, &late))
            .expect("a senior may");
        let cycle = mere.timescale("Hana", "first-visit").remove(0).cycle;
        let dates = [cycle.due, cycle.first_due]
            .map(|d| d.map(|d| d.date().to_string()).unwrap_or_default());
        assert_eq!(dates, ["2026-05-01", "2026-04-14"]);
        assert_eq!(cycle.changes.len(), 1);
        assert_eq!(mere.due("Tama", "first-visit"), "2026-04-14 Open");
        world.is_whole();
    });
}

#[test]
fn a_setting_is_tightened_never_loosened() {
    on_both(|store| {
        let world = garden_visits(&store);
        let mere = world.acting("Mere").at("2026-03-31 10:00");
        let set = |value: serde_json::Value| {
            mere.does(|o, a, ids| {
                settings::set(
                    o,
                    a,
                    ids,
                    &name("first-visit-within"),
                    &value,
                    "2026-03-01".parse().expect("a day"),
                )
            })
        };
        for (value, what) in [
            (json!("11 working days"), "looser"),
            (json!("1 year"), "looser"),
            (json!("soon"), "no interval"),
            (json!(3), "no interval"),
            (json!(null), "no interval"),
        ] {
            assert!(matches!(set(value), Err(Error::Wrong { .. })), "{what}");
        }
        let ana = world.acting("Ana").at("2026-03-31 10:00");
        let by_ana = ana.does(|o, a, ids| {
            settings::set(
                o,
                a,
                ids,
                &name("first-visit-within"),
                &json!("1 day"),
                "2026-03-01".parse().expect("a day"),
            )
        });
        assert!(by_ana.is_err());
        assert_eq!(mere.due("Hana", "first-visit"), "2026-04-14 Open");
        set(json!("2 working days")).expect("tighter");
        assert_eq!(mere.due("Hana", "first-visit"), "2026-03-31 Open");
        let next = world.acting("Mere").at("2026-04-01 10:00");
        assert_eq!(next.due("Hana", "first-visit"), "2026-03-31 OutOfTimescale");
        // Trays read the tables beside the chains: they follow at once.
        assert_eq!(next.tray("late"), ["first-visit", "first-visit"]);
        world.is_whole();
    });
}

#[test]
fn two_people_on_one_record_overwrite_nothing() {
    on_both(|store| {
        let world = garden_visits(&store);
        let ana = world.acting("Ana").at("2026-03-31 10:00");
        let mere = world.acting("Mere").at("2026-03-31 10:00");
        let note = ana
            .records("note")
            .on("Hana")
            .with(json!({"text": "First"}))
            .done();
        let hers = ana.amends("Hana", note, 1).with(json!({"text": "Ana's"}));
        let other = mere.amends("Hana", note, 1).with(json!({"text": "Mere's"}));
        assert_eq!(hers.submits().expect("the first").version, 2);
        assert!(matches!(
            other.submits(),
            Err(Error::Stale { what: "the record" })
        ));
        let held = world.history("Hana").record(note).cloned().expect("it");
        assert_eq!(
            (held.version, held.answers["text"].as_str()),
            (2, Some("Ana's"))
        );
        // Two drafts of one kind on one file are two records.
        let begin = casework::record::draft::Begin {
            kind: name("note"),
            files: vec![world.id("Hana")],
        };
        let begun = [&ana, &mere].map(|desk| {
            desk.does(|o, a, ids| casework::record::draft::begin(o, a, ids, &begin))
                .expect("a draft")
                .record
        });
        assert_ne!(begun[0], begun[1]);
        assert!(matches!(
            mere.records("note")
                .on("Hana")
                .as_record(begun[0])
                .with(json!({"text": "x"}))
                .submits(),
            Err(Error::NotFound("draft"))
        ));
        for (desk, record) in [(&ana, begun[0]), (&mere, begun[1])] {
            desk.records("note")
                .on("Hana")
                .as_record(record)
                .with(json!({"text": "typed"}))
                .done();
            let twice = desk
                .records("note")
                .on("Hana")
                .as_record(record)
                .with(json!({"text": "typed"}))
                .submits();
            assert!(matches!(twice, Err(Error::Stale { .. })), "sent twice");
        }
        assert_eq!(
            world
                .history("Hana")
                .records
                .iter()
                .filter(|r| r.kind == "note")
                .count(),
            3
        );
        world.is_whole();
    });
}

#[test]
fn eight_people_at_once_lose_nothing() {
    on_both(|store| {
        let world = garden_visits(&store);
        std::thread::scope(|scope| {
            for thread in 0..8 {
                let world = &world;
                scope.spawn(move || {
                    let who = ["Ana", "Mere"][thread % 2];
                    let desk = world.acting(who).at("2026-03-31 10:00");
                    for number in 0..25 {
                        desk.records("note")
                            .on("Hana")
                            .with(json!({"text": format!("{thread} {number}")}))
                            .done();
                    }
                });
            }
        });
        let history = world.history("Hana");
        let mut texts: Vec<String> = history
            .records
            .iter()
            .filter(|r| r.kind == "note")
            .map(|r| r.answers["text"].to_string())
            .collect();
        texts.sort();
        texts.dedup();
        assert_eq!(texts.len(), 200);
        world.is_whole();
    });
}

#[test]
fn a_published_pack_never_changes_and_an_open_episode_keeps_its_own() {
    on_both(|store| {
        let world = garden_visits(&store);
        let at = world.moment("2026-03-31 09:00");
        let published = |version: &str, more: &str| {
            let sources: BTreeMap<String, String> = sources(version, more).into_iter().collect();
            let hash = format!("{sources:?}");
            Published {
                pack: name("small"),
                version: version.into(),
                hash,
                sources,
            }
        };
        let put = |new: Published| world.office.store.write(|tx| publish(tx, &new, at));
        assert_eq!(put(published("1.0.0", "")), Ok(true));
        assert_eq!(
            put(published("1.0.0", "")),
            Ok(false),
            "the same again changes nothing"
        );
        let more = "id: seen_by, label: Seen by, type: text}, {";
        assert!(matches!(
            put(published("1.0.0", more)),
            Err(Refused::Changed { .. })
        ));
        assert_eq!(put(published("1.1.0", more)), Ok(true));
        // What runs, runs on as it began, and asks what it asked.
        let ana = world.acting("Ana").at("2026-03-31 10:00");
        let old = ana
            .records("note")
            .on("Hana")
            .with(json!({"text": "x"}))
            .done();
        let asked = ana
            .records("note")
            .on("Hana")
            .with(json!({"text": "x", "seen_by": "Nan"}));
        assert!(matches!(asked.submits(), Err(Error::Invalid(why)) if why[0].field == "seen_by"));
        let (file, matter) = (world.id("Hana"), world.matter("Hana", "garden"));
        let to = |pack: &str, version: &str| PackRef {
            pack: name(pack),
            version: version.into(),
        };
        let mere = world.acting("Mere").at("2026-03-31 11:00");
        let repins = |reference: &PackRef, why: &str| {
            mere.does(|o, a, ids| repin(o, a, ids, file, matter, reference, why))
        };
        assert!(
            matches!(
                repins(&to("small", "9.9.9"), "why"),
                Err(Error::Wrong { .. })
            ),
            "never published"
        );
        assert!(
            matches!(
                repins(&to("large", "1.1.0"), "why"),
                Err(Error::Wrong { .. })
            ),
            "another pack"
        );
        assert!(
            matches!(repins(&to("small", "1.1.0"), ""), Err(Error::Wrong { .. })),
            "no reason"
        );
        repins(&to("small", "1.1.0"), "the new questions").expect("a senior may");
        let versions =
            ["Hana", "Tama"].map(|whom| world.history(whom).matters[0].pack.version.clone());
        assert_eq!(versions, ["1.1.0", "1.0.0"]);
        asked.done();
        // What was recorded keeps the questions it answered.
        assert_eq!(
            world.history("Hana").record(old).expect("it").pack,
            small_pack("1.0.0", "").reference()
        );
        world.is_whole();
    });
}
