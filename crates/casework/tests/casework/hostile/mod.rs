//! Bad input from the first day: each with the answer it gets. Nothing panics, and nothing of it is kept.

mod disk;
mod fields;
mod forms;

use casework::record::draft;
use casework::{Error, Result};
use domain::FileId;
use pack::practice::FieldProblem;
use serde_json::{Value, json};
use testkit::databases::on_both;
use testkit::world::{Writing, answers, name};

use crate::story::small::garden_visits;
use crate::story::{a_school_service, referral, referred, visit};

/// The problems of what is not accepted; none for any other answer.
pub fn problems<T>(done: Result<T>) -> Vec<FieldProblem> {
    match done {
        Err(Error::Invalid(problems)) => problems,
        _ => Vec::new(),
    }
}

/// Asserts that exactly this field is found wrong, in these words, and that there is something to do about it.
fn finds(writing: &Writing<'_>, field: &str, words: &str) {
    let done = writing.submits();
    let found = problems(done);
    let fits = found.len() == 1
        && found[0].field == field
        && (found[0].message.contains(words) || found[0].remedy.contains(words))
        && !found[0].remedy.is_empty();
    assert!(fits, "{field}, {words}: {found:?}");
}

#[test]
fn every_wrong_answer_is_told_with_what_to_do() {
    on_both(|store| {
        let world = a_school_service(&store);
        referred(&world, "Hana", "2026-03-30");
        let other = world.another_agency("second");
        let stranger = world.person_at("Pere", "2012-02-02", other);
        let before = world.history("Hana").head;
        let ana = world.acting("Ana").at("2026-03-31 10:00");
        let writes = |field: &str, value: Value| {
            let mut given = visit("2026-03-31");
            given[field] = value;
            ana.records("visit").on("Hana").with(given)
        };
        let long = "a".repeat(10 * 1024 * 1024);
        let cases = [
            ("on_date", json!("2026-02-30"), "not a date"),
            ("on_date", json!("2026-04-01"), "in the future"),
            ("on_date", json!("2010-01-01"), "before the person was born"),
            ("on_date", json!("1026-03-31"), "year"),
            ("on_date", json!("31/03/2026"), "2026"),
            ("on_date", json!(20260331), "not a date"),
            ("at_time", json!("25:00"), "14:30"),
            ("minutes", json!(-1), "0"),
            ("minutes", json!(1441), "1440"),
            ("minutes", json!(1.5), "whole"),
            ("minutes", json!("forty"), "number"),
            ("activity", json!("direct-wrok"), "direct-work"),
            ("activity", json!(["direct-work"]), "one"),
            ("activity", json!({"id": "direct-work"}), "option"),
            ("content", json!(long), "10485760 characters"),
            ("content", json!("see \u{202E}gnp.exe"), "U+202E"),
            ("content", json!("nul \u{0}"), "U+0000"),
            ("content", json!("bell \u{7}"), "U+0007"),
            ("content", json!("mark \u{61C}"), "U+061C"),
            ("content", json!(["a", "list"]), "one"),
            ("significant_event", json!("maybe"), "yes, no"),
            ("contnet", json!("x"), "`content`"),
            ("Content", json!("x"), "`content`"),
            ("'; DROP TABLE event; --", json!("x"), "no such question"),
        ];
        for (field, value, words) in cases {
            finds(&writes(field, value), field, words);
        }
        // People, by themselves and within answers: a stranger of another agency is as unknown as a slip of the pen.
        let wrong = |id: &str| json!([{"name": "X", "file": id}]);
        for id in [
            stranger.to_string(),
            FileId::from_bits(world.fresh()).to_string(),
        ] {
            let found = problems(writes("with_whom", wrong(&id)).submits());
            assert!(
                found.len() == 1 && found[0].message.contains("nobody"),
                "{found:?}"
            );
        }
        for id in ["zzzz", "", "0", "../../etc/passwd"] {
            let given = writes("with_whom", wrong(id)).submits();
            assert!(id.is_empty() == given.is_ok(), "{id}: {given:?}");
        }
        let given = writes("x", json!(null)).part("Tama", json!({"seen": "yes"}));
        assert!(
            problems(given.submits())
                .iter()
                .any(|p| p.part == Some(world.id("Tama")))
        );
        // What depends on other answers is not slipped in beside them.
        let mut hidden = referral("2026-03-31");
        hidden["danger_known_at"] = json!("2026-03-31 09:00");
        finds(
            &ana.records("referral").on("Hana").with(hidden),
            "danger_known_at",
            "not asked here",
        );
        // Every problem at once.
        let found = problems(
            ana.records("visit")
                .on("Hana")
                .with(json!({"on_date": "soon", "minutes": "x", "actvity": "y"}))
                .submits(),
        );
        assert!(found.len() >= 4, "{found:?}");
        let wrote = world.history("Hana").head;
        assert_eq!(wrote, before + 1, "only the one that was accepted");
        world.is_whole();
    });
}

#[test]
fn records_and_forms_that_are_not_there_answer_plainly() {
    on_both(|store| {
        let world = a_school_service(&store);
        referred(&world, "Hana", "2026-03-30");
        let before = world.history("Hana").head;
        let ana = world.acting("Ana").at("2026-03-31 10:00");
        let none = |kind: &str| ana.records(kind).on("Hana").submits();
        assert!(matches!(none("no-such-form"), Err(Error::NotFound("form"))));
        assert!(
            matches!(ana.records("visit").submits(), Err(Error::Wrong { .. })),
            "about nobody"
        );
        let twice = ana
            .records("visit")
            .on("Hana")
            .on("Hana")
            .with(visit("2026-03-31"));
        assert!(matches!(twice.submits(), Err(Error::Wrong { .. })));
        let both = ana.records("plan").on("Hana").on("Tama");
        assert!(
            both.submits().is_err(),
            "about one person, and Tama is not hers"
        );
        assert!(
            ana.records("visit")
                .on("Ana")
                .with(visit("2026-03-31"))
                .submits()
                .is_err(),
            "not on a worker's file"
        );
        let about = |id: String| {
            json!({"assessed_on": "2026-03-31", "strengths_rangatahi": "x", "strengths_whanau": "y", "needs": "z",
            "risk_level": "low", "scores": [id]})
        };
        let referral = world.last("Hana", "referral").to_string();
        for id in [
            referral,
            FileId::from_bits(world.fresh()).to_string(),
            "x".into(),
        ] {
            finds(
                &ana.records("assessment").on("Hana").with(about(id)),
                "scores",
                "nobody and nothing known",
            );
        }
        let goal =
            json!({"goal": "g", "whose": "rangatahi", "head": ["education"], "status": "met"});
        let many = json!({"agreed_on": "2026-03-31", "shaped_by": [{"name": "Hana"}], "contact_frequency": "weekly", "exit_picture": "x",
            "next_review": "2026-05-01", "our_role": "lead", "goals": [goal], "tasks": vec![json!({"owner": "whanau", "task": "t"}); 1_001]});
        finds(&ana.records("plan").on("Hana").with(many), "tasks", "1,000");
        for version in [0, 2, u32::MAX] {
            let record = world.last("Hana", "referral");
            assert!(
                matches!(
                    ana.amends("Hana", record, version).submits(),
                    Err(Error::Stale { .. })
                ),
                "{version}"
            );
        }
        assert_eq!(world.history("Hana").head, before);
        world.is_whole();
    });
}

#[test]
fn a_draft_too_large_or_too_deep_is_refused_and_the_last_one_kept() {
    on_both(|store| {
        let world = garden_visits(&store);
        let ana = world.acting("Ana").at("2026-03-31 10:00");
        let begin = draft::Begin {
            kind: name("note"),
            files: vec![world.id("Hana")],
        };
        let begun = ana
            .does(|o, a, ids| draft::begin(o, a, ids, &begin))
            .expect("a draft");
        let mut given = begun.given.clone();
        let mut saves = |text: Value, revision: u64| {
            given.answers = answers(json!({"text": text}));
            ana.does(|o, a, _| draft::save(o, a, begun.record, revision, &given))
        };
        let mut deep = json!("x");
        for _ in 0..300 {
            deep = json!([{ "a": deep }]);
        }
        for bad in [json!("a".repeat(10 * 1024 * 1024)), deep.clone()] {
            let refused = saves(bad, 1);
            assert!(
                matches!(&refused, Err(Error::Wrong { remedy, .. }) if !remedy.is_empty()),
                "{refused:?}"
            );
        }
        // Half-typed is no mistake.
        let revision = saves(json!({"half": ["typed", null, 7]}), 1).expect("kept");
        assert!(matches!(saves(json!("x"), 1), Err(Error::Stale { .. })));
        let held = ana
            .does(|o, a, _| draft::load(o, a, begun.record))
            .expect("hers");
        assert_eq!(
            (held.revision, &held.given.answers["text"]["half"][2]),
            (revision, &json!(7))
        );
        let note = ana.records("note").on("Hana").with(json!({"text": deep}));
        assert_eq!(problems(note.submits()).len(), 1);
        // Characters that a database may not take are kept or refused, never an error of the database.
        let odd = saves(json!("nul \u{0} and \u{FFFF}"), revision);
        assert!(!matches!(odd, Err(Error::Store(_))), "{odd:?}");
        world.is_whole();
    });
}
