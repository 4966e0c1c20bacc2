//! A record on the wrong file, and one person with two files.

use casework::person::same;
use casework::record::{draft, remove};
use casework::{Error, Result};
use domain::history::RecordStatus;
use serde_json::json;
use testkit::databases::on_both;

use super::small::garden_visits;

#[test]
fn a_record_on_the_wrong_file_is_taken_out_of_view_by_two() {
    on_both(|store| {
        let world = garden_visits(&store);
        let ana = world.acting("Ana").at("2026-03-31 10:00");
        let note = ana
            .records("note")
            .on("Hana")
            .with(json!({"text": "Meant for Tama."}))
            .done();
        let before = world.history("Hana").head;
        let agree = |who: &str, at: &str| -> Result<()> {
            let desk = world.acting(who).at(at);
            desk.does(|o, a, ids| remove::agree(o, a, ids, note, Some(world.id("Tama"))))
        };
        assert!(
            matches!(agree("Mere", "2026-03-31 10:30"), Err(Error::Wrong { .. })),
            "nobody asked"
        );
        let mere = world.acting("Mere").at("2026-03-31 11:00");
        mere.does(|o, a, ids| remove::ask(o, a, ids, note, "wrong person"))
            .expect("she reads it");
        assert!(
            mere.does(|o, a, ids| remove::ask(o, a, ids, note, "again"))
                .is_err()
        );
        assert!(
            matches!(
                agree("Mere", "2026-03-31 11:10"),
                Err(Error::NotAllowed { .. })
            ),
            "it takes two"
        );
        assert!(
            matches!(
                agree("Ana", "2026-03-31 11:10"),
                Err(Error::NotAllowed { .. })
            ),
            "not for her role"
        );
        assert!(
            ana.looks_at("Hana")
                .expect("hers")
                .records
                .iter()
                .any(|r| r.id == note),
            "asked for is not done"
        );
        agree("Moana", "2026-03-31 11:20").expect("a second person");
        for who in ["Ana", "Mere", "Moana"] {
            let desk = world.acting(who).at("2026-03-31 12:00");
            let seen = desk.looks_at("Hana").expect("the file is there");
            assert!(seen.records.iter().all(|r| r.id != note), "{who}");
            let read = desk.does(|o, a, _| casework::read::file::record(o, a, note));
            assert!(matches!(read, Err(Error::NotFound("record"))), "{who}");
            assert!(
                matches!(
                    desk.amends("Hana", note, 1).submits(),
                    Err(Error::NotFound("record"))
                ),
                "{who}"
            );
        }
        // The chain keeps what happened, and that it was taken out.
        let history = world.history("Hana");
        assert_eq!(
            history.record(note).map(|r| r.status.clone()),
            Some(RecordStatus::Removed)
        );
        assert_eq!(history.head, before + 2);
        // Its author finds it as a draft for the right file.
        let typed: store::Result<Vec<_>> = world
            .office
            .store
            .read(|tx| store::draft::by_author(tx, world.id("Ana"), None, 10));
        let typed = typed.expect("her drafts");
        assert_eq!(
            (typed.len(), typed[0].files.clone()),
            (1, vec![world.id("Tama")])
        );
        let draft = ana
            .does(|o, a, _| draft::load(o, a, typed[0].record))
            .expect("hers");
        assert_eq!(draft.given.answers["text"], "Meant for Tama.");
        let mut right = ana.records("note").on("Tama").as_record(draft.record);
        right.submit.given = draft.given;
        right.done();
        assert!(
            world
                .history("Tama")
                .records
                .iter()
                .any(|r| r.kind == "note")
        );
        world.is_whole();
    });
}

#[test]
fn two_files_of_one_person_are_linked_and_unlinked() {
    on_both(|store| {
        let world = garden_visits(&store);
        let (one, other) = (world.id("Hana"), world.id("Tama"));
        let mere = world.acting("Mere").at("2026-03-31 10:00");
        let link = |why: &str| mere.does(|o, a, ids| same::link(o, a, ids, one, other, why));
        let undo = |why: &str| mere.does(|o, a, ids| same::undo(o, a, ids, one, other, why));
        assert!(
            matches!(undo("?"), Err(Error::Wrong { .. })),
            "they are not linked"
        );
        assert!(
            matches!(link(""), Err(Error::Wrong { .. })),
            "a reason says something"
        );
        assert!(
            world.history("Hana").same_as.is_empty(),
            "nothing is kept of what was refused"
        );
        let kin = |with| mere.does(|o, a, ids| same::link(o, a, ids, one, with, "why"));
        assert!(matches!(kin(one), Err(Error::Wrong { .. })));
        assert!(
            kin(world.id("Ana")).is_err(),
            "a worker's file is another kind"
        );
        link("the same child, registered twice").expect("a senior may");
        assert!(
            world.history("Hana").same_as.contains(&other)
                && world.history("Tama").same_as.contains(&one)
        );
        assert!(matches!(link("again"), Err(Error::Wrong { .. })));
        world.is_whole();
        // A reader sees one person; both logs say so.
        let seen = world
            .acting("Mere")
            .at("2026-03-31 10:05")
            .looks_at("Hana")
            .expect("a senior sees it");
        assert_eq!(seen.also, [other]);
        assert!(seen.records.len() >= world.history("Hana").records.len());
        let records = (
            world.history("Hana").records.len(),
            world.history("Tama").records.len(),
        );
        undo("two children after all").expect("a senior may");
        assert!(
            world.history("Hana").same_as.is_empty() && world.history("Tama").same_as.is_empty()
        );
        assert_eq!(
            (
                world.history("Hana").records.len(),
                world.history("Tama").records.len()
            ),
            records
        );
        let ana = world.acting("Ana").at("2026-03-31 11:00");
        assert!(matches!(
            ana.does(|o, a, ids| same::link(o, a, ids, one, other, "why")),
            Err(Error::NotAllowed { .. })
        ));
        world.is_whole();
    });
}
