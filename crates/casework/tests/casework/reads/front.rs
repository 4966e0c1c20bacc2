//! A file's first page, why somebody sees it, and why a timescale is due.

use casework::Error;
use casework::read::front::{front, why};
use casework::timescale::direct::{Direct, direct};
use casework::timescale::why::{Which, why as why_due};
use domain::event::Directive;
use serde_json::json;
use testkit::databases::on_both;
use testkit::world::name;

use super::statements;
use crate::story::{a_school_service, referred, visit};

#[test]
fn the_first_page_names_who_works_with_them_and_when_they_were_last_seen() {
    on_both(|store| {
        let world = a_school_service(&store);
        referred(&world, "Hana", "2026-03-02");
        let ana = world.acting("Ana").at("2026-03-10 09:00");
        let file = world.id("Hana");
        let words = json!([{"who": "Hana", "said": "It is quieter now."}]);
        ana.records("visit")
            .on("Hana")
            .with(visit("2026-03-09"))
            .part(
                "Hana",
                json!({"seen": "yes", "alone": "yes", "their_words": words}),
            )
            .done();
        let new = casework::record::draft::Begin {
            kind: name("visit"),
            files: vec![file],
        };
        ana.does(|o, a, ids| casework::record::draft::begin(o, a, ids, &new))
            .expect("a draft");
        let read = || ana.does(|o, a, _| front(o, a, file)).expect("seen");
        let (page, taken) = statements(&store, read);
        assert!(taken <= 3, "{taken}");
        assert_eq!(page.display, "Hana");
        let [worker] = &page.workers[..] else {
            panic!("{:?}", page.workers)
        };
        // The protected title is carried with a current certificate.
        assert_eq!(
            (worker.name.as_str(), worker.title.as_str()),
            ("Ana", "Social worker")
        );
        assert_eq!(worker.supervisors[0].1, "Mere");
        assert_eq!(page.last_seen.map(|s| s.day), Some("2026-03-09".into()));
        assert_eq!(
            page.words.map(|w| w.said),
            Some("It is quieter now.".into())
        );
        assert_eq!(page.drafts[0].1, "Visit or activity");
        // A brother whose file is not hers to know is not named.
        assert!(
            !page.names.contains_key(&world.id("Tama")),
            "{:?}",
            page.names
        );
        let because = ana.does(|o, a, _| why(o, a, file)).expect("seen");
        assert_eq!(because, page.seen.why);
        let rua = world.acting("Rua").at("2026-03-10 09:00");
        let hidden = rua.does(|o, a, _| why(o, a, file));
        assert!(matches!(hidden, Err(Error::NotFound(_))));
        assert!(matches!(
            rua.does(|o, a, _| front(o, a, file)),
            Err(Error::NotFound(_))
        ));
    });
}

#[test]
fn why_it_is_due_tells_the_days_the_clauses_and_who_moved_it() {
    on_both(|store| {
        let world = a_school_service(&store);
        referred(&world, "Hana", "2026-04-02");
        let ana = world.acting("Ana").at("2026-04-03 09:00");
        let file = world.id("Hana");
        let cycle = ana.timescale("Hana", "contact-made").remove(0);
        let mere = world.acting("Mere").at("2026-04-07 09:00");
        let later = Direct {
            file,
            matter: cycle.matter,
            clock: cycle.clock.clone(),
            direction: Directive::ExtendTo {
                date: "2026-04-20".parse().expect("a day"),
            },
            why: "whānau away".into(),
        };
        mere.does(|o, a, ids| direct(o, a, ids, &later))
            .expect("moved");
        let key = cycle.cycle.key.anchor.to_string();
        let which = Which {
            file,
            matter: cycle.matter,
            clock: "contact-made",
            key: &key,
            n: cycle.cycle.key.number,
        };
        let (told, taken) = statements(&store, || ana.does(|o, a, _| why_due(o, a, which)));
        let told = told.expect("told");
        assert!(taken <= 3, "{taken}");
        assert_eq!(told.display, "Hana");
        assert!(
            !told.clauses.is_empty() && told.clauses.iter().all(|(_, _, text)| !text.is_empty())
        );
        // Good Friday and Easter Monday are among the days, and not counted.
        assert!(told.reasons.days.len() > 3, "{:?}", told.reasons);
        let [moved] = &told.directions[..] else {
            panic!("{:?}", told.directions)
        };
        assert_eq!(
            (moved.by.as_str(), moved.why.as_str()),
            ("Mere", "whānau away")
        );
        let due = told.reasons.due.expect("due").date().to_string();
        assert_eq!(due, "2026-04-20");
        let rua = world.acting("Rua").at("2026-04-07 09:00");
        assert!(matches!(
            rua.does(|o, a, _| why_due(o, a, which)),
            Err(Error::NotFound(_))
        ));
        let none = Which {
            clock: "nothing-such",
            ..which
        };
        assert!(matches!(
            ana.does(|o, a, _| why_due(o, a, none)),
            Err(Error::NotFound(_))
        ));
    });
}
