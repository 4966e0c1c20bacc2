//! Who signs, who may not, and what cover changes.

use casework::involvement::cover;
use casework::{Error, Result};
use domain::history::RecordStatus;
use serde_json::json;
use testkit::databases::on_both;
use testkit::world::{World, name};

use super::small::garden_visits;

fn status(world: &World, record: domain::RecordId) -> RecordStatus {
    let history = world.history("Hana");
    history.record(record).expect("the record").status.clone()
}

fn covers(world: &World, away: &str, by: &str) {
    let cover = cover::Name {
        worker: world.id(away),
        by: world.id(by),
        from: "2026-04-01".parse().expect("a day"),
        until: "2026-04-10".parse().expect("a day"),
        why: "leave".into(),
    };
    let mere = world.acting("Moana").at("2026-03-31 16:00");
    mere.does(|o, a, ids| cover::name(o, a, ids, &cover))
        .expect("cover");
}

fn refused<T: std::fmt::Debug>(done: Result<T>) -> bool {
    matches!(done, Err(Error::NotAllowed { .. }))
}

#[test]
fn a_letter_is_sent_back_amended_authorised_and_finalised() {
    on_both(|store| {
        let world = garden_visits(&store);
        let ana = world.acting("Ana").at("2026-03-31 10:00");
        let letter = ana
            .records("letter")
            .on("Hana")
            .with(json!({"text": "Come an see."}))
            .done();
        assert_eq!(
            status(&world, letter),
            RecordStatus::Waiting(name("authorise"))
        );
        let mere = world.acting("Mere").at("2026-03-31 11:00");
        assert_eq!(mere.tray("to-authorise"), ["letter"]);
        assert!(refused(world.acting("Kim").at("2026-03-31 11:00").signs(
            letter,
            1,
            "authorise"
        )));
        assert!(
            matches!(mere.returns(letter, "  "), Err(Error::Wrong { .. })),
            "a reason says something"
        );
        mere.returns(letter, "A word is wrong.")
            .expect("this step sends back");
        assert!(
            matches!(status(&world, letter), RecordStatus::Returned(step, why) if step == name("authorise") && why == "A word is wrong.")
        );
        assert!(mere.tray("to-authorise").is_empty());
        assert_eq!(ana.tray("sent-back"), ["letter"]);
        assert!(matches!(
            mere.signs(letter, 1, "authorise"),
            Err(Error::Stale { .. })
        ));
        let mut amending = ana
            .amends("Hana", letter, 1)
            .with(json!({"text": "Come and see."}));
        amending.amend.why = None;
        assert_eq!(
            amending
                .submits()
                .expect("sent back, it needs no reason")
                .version,
            2
        );
        assert!(
            matches!(mere.signs(letter, 1, "authorise"), Err(Error::Stale { .. })),
            "another version was read"
        );
        assert_eq!(
            mere.signs(letter, 2, "authorise").expect("hers to sign"),
            Some(name("finalise"))
        );
        let kim = world.acting("Kim").at("2026-03-31 12:00");
        assert_eq!(kim.tray("to-finalise"), ["letter"]);
        assert!(
            matches!(kim.signs(letter, 2, "finalise"), Err(Error::Wrong { .. })),
            "it was not sent"
        );
        ana.amends("Hana", letter, 2)
            .with(json!({"sent_on": "2026-03-31"}))
            .submits()
            .expect("amended");
        // What was signed was another version: it goes through the chain again.
        assert_eq!(
            status(&world, letter),
            RecordStatus::Waiting(name("authorise"))
        );
        mere.signs(letter, 3, "authorise").expect("hers to sign");
        assert_eq!(kim.signs(letter, 3, "finalise").expect("his to sign"), None);
        assert_eq!(status(&world, letter), RecordStatus::Complete);
        assert_eq!(
            world
                .history("Hana")
                .record(letter)
                .expect("it")
                .signatures
                .len(),
            3
        );
        assert!(matches!(
            kim.signs(letter, 3, "finalise"),
            Err(Error::Stale { .. })
        ));
        assert!(matches!(
            mere.signs(letter, 3, "approve"),
            Err(Error::Wrong { .. })
        ));
        world.is_whole();
    });
}

#[test]
fn nobody_signs_their_own() {
    on_both(|store| {
        let world = garden_visits(&store);
        let mere = world.acting("Mere").at("2026-03-31 10:00");
        let moana = world.acting("Moana").at("2026-03-31 10:30");
        let own = mere
            .records("letter")
            .on("Hana")
            .with(json!({"text": "Mine"}))
            .done();
        assert!(refused(mere.signs(own, 1, "authorise")));
        assert!(refused(mere.signs_own(
            own,
            1,
            "authorise",
            Some("nobody else is here")
        )));
        moana.signs(own, 1, "authorise").expect("somebody else's");
        // Nor what they amended, whoever wrote it first.
        let ana = world.acting("Ana").at("2026-03-31 11:00");
        let letter = ana
            .records("letter")
            .on("Hana")
            .with(json!({"text": "Ana's"}))
            .done();
        mere.amends("Hana", letter, 1)
            .with(json!({"text": "Mere's words"}))
            .submits()
            .expect("she writes letters");
        assert!(refused(mere.signs(letter, 2, "authorise")));
        moana
            .signs(letter, 2, "authorise")
            .expect("somebody else's");
        world.is_whole();
    });
}

#[test]
fn own_work_that_a_pack_lets_pass_is_looked_at_afterwards() {
    on_both(|store| {
        let world = garden_visits(&store);
        let ana = world.acting("Ana").at("2026-03-31 10:00");
        let memo = ana
            .records("memo")
            .on("Hana")
            .with(json!({"text": "Rang."}))
            .done();
        assert!(
            matches!(ana.signs(memo, 1, "check"), Err(Error::Wrong { .. })),
            "only with a reason"
        );
        assert!(matches!(
            ana.signs_own(memo, 1, "check", Some(" ")),
            Err(Error::Wrong { .. })
        ));
        ana.signs_own(memo, 1, "check", Some("Everybody else is ill."))
            .expect("with a reason");
        assert_eq!(status(&world, memo), RecordStatus::Complete);
        let mere = world.acting("Mere").at("2026-03-31 11:00");
        assert_eq!(mere.tray("exceptions").len(), 1);
        let another = ana
            .records("memo")
            .on("Hana")
            .with(json!({"text": "Rang again."}))
            .done();
        mere.signs_own(another, 1, "check", Some("not hers"))
            .expect("not her own work");
        assert_eq!(
            mere.tray("exceptions").len(),
            1,
            "what is not own work is no exception"
        );
        world.is_whole();
    });
}

#[test]
fn cover_lets_somebody_act_shows_both_names_and_ends() {
    on_both(|store| {
        let world = garden_visits(&store);
        let before = world.acting("Rua").at("2026-03-31 17:00");
        covers(&world, "Ana", "Rua");
        assert!(
            matches!(before.looks_at("Hana"), Err(Error::NotFound("file"))),
            "not before its first day"
        );
        let said = world
            .acting("Rua")
            .on_behalf_of("Ana")
            .at("2026-04-01 09:00");
        said.looks_at("Hana").expect("under cover");
        said.records("note")
            .on("Hana")
            .with(json!({"text": "Was there."}))
            .done();
        // Where cover alone lets him, both names stand, said or not.
        let unsaid = world.acting("Rua").at("2026-04-10 23:00");
        unsaid.looks_at("Hana").expect("its last day");
        let note = unsaid
            .records("note")
            .on("Hana")
            .with(json!({"text": "Was there again."}))
            .done();
        let file = world.id("Hana");
        let delivered: store::Result<Vec<domain::Delivered>> =
            world.office.store.read(|tx| store::chain::load(tx, file));
        let by_rua: Vec<_> = delivered
            .expect("the chain")
            .into_iter()
            .filter(|d| d.event.actor == world.id("Rua"))
            .collect();
        assert!(
            by_rua.len() >= 2
                && by_rua
                    .iter()
                    .all(|d| d.event.on_behalf == Some(world.id("Ana"))),
            "{by_rua:?}"
        );
        let views: store::Result<Vec<_>> = world
            .office
            .store
            .read(|tx| store::view_log::of_file(tx, file, None, 50));
        let views: Vec<_> = views
            .expect("the log")
            .into_iter()
            .map(|v| (v.seen.worker, v.seen.on_behalf))
            .collect();
        assert_eq!(views, [(world.id("Rua"), Some(world.id("Ana"))); 2]);
        let after = world.acting("Rua").at("2026-04-11 00:01");
        assert!(matches!(
            after.looks_at("Hana"),
            Err(Error::NotFound("file"))
        ));
        assert!(matches!(
            after.amends("Hana", note, 1).submits(),
            Err(Error::NotFound("record"))
        ));
        let after = world
            .acting("Rua")
            .on_behalf_of("Ana")
            .at("2026-04-11 00:01");
        assert!(
            refused(after.looks_at("Hana")),
            "nobody covers longer than was said"
        );
        world.is_whole();
    });
}

#[test]
fn cover_is_no_way_round_separation_of_duties() {
    on_both(|store| {
        let world = garden_visits(&store);
        covers(&world, "Mere", "Ana");
        covers(&world, "Ana", "Kim");
        let ana = world.acting("Ana").at("2026-04-01 10:00");
        let letter = ana
            .records("letter")
            .on("Hana")
            .with(json!({"text": "Ana's"}))
            .done();
        assert!(refused(ana.signs(letter, 1, "authorise")));
        let for_mere = world
            .acting("Ana")
            .on_behalf_of("Mere")
            .at("2026-04-01 10:00");
        assert!(
            refused(for_mere.signs(letter, 1, "authorise")),
            "her own work, as Mere"
        );
        // What was written for somebody is not theirs to sign either.
        let written = for_mere
            .records("letter")
            .on("Hana")
            .with(json!({"text": "For Mere"}))
            .done();
        assert!(refused(world.acting("Mere").at("2026-04-01 11:00").signs(
            written,
            1,
            "authorise"
        )));
        world
            .acting("Moana")
            .at("2026-04-01 11:00")
            .signs(written, 1, "authorise")
            .expect("neither hers");
        // Nor does one act for somebody by saying so.
        let pretends = world
            .acting("Rua")
            .on_behalf_of("Mere")
            .at("2026-04-01 11:00");
        assert!(refused(
            pretends
                .records("note")
                .on("Hana")
                .with(json!({"text": "?"}))
                .submits()
        ));
        world.is_whole();
    });
}
