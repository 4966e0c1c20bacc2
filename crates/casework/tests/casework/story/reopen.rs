//! Going on with a record that stands: everybody has a draft of their own, and nobody's text is lost.

use casework::Error;
use casework::record::{amend, draft, paper, reopen, whole};
use pack::practice::Submission;
use serde_json::json;
use testkit::databases::on_both;
use testkit::world::{World, name};

use super::{a_school_service, referral, visit};

/// A visit to Hana and Tama by Ana, who works with both.
fn visited(world: &World) -> domain::RecordId {
    let ana = world.acting("Ana").at("2026-03-30 09:00");
    for whom in ["Hana", "Tama"] {
        ana.records("referral")
            .on(whom)
            .with(referral("2026-03-30"))
            .done();
        let mere = world.acting("Mere").at("2026-03-30 09:30");
        mere.allocates(whom, "episode", "Ana", "social-worker")
            .expect("Ana is registered");
    }
    let ana = world.acting("Ana").at("2026-04-09 10:00");
    ana.records("visit")
        .on("Hana")
        .on("Tama")
        .with(visit("2026-04-09"))
        .part(
            "Hana",
            json!({"seen": "yes", "only_about": "Would like to draw."}),
        )
        .done()
}

fn laid(world: &World, who: &str, record: domain::RecordId) -> casework::Result<paper::Laid> {
    let desk = world.acting(who).at("2026-04-10 10:00");
    desk.does(|office, acting, _| {
        paper::lay(office, acting, record, true, &mut |_, _, _, given| given)
    })
}

#[test]
fn whoever_amends_has_all_answers_in_a_draft_of_their_own() {
    on_both(|store| {
        let world = a_school_service(&store);
        let record = visited(&world);
        let ana = world.acting("Ana").at("2026-04-10 09:00");
        let begun = ana
            .does(|o, a, ids| reopen::amend(o, a, ids, record, 1))
            .expect("hers");
        assert_eq!((begun.amends, begun.files.len()), (1, 2));
        assert_eq!(
            begun.given.parts[&world.id("Hana")]["only_about"],
            "Would like to draw."
        );
        // Another window finds what was begun.
        let again = ana
            .does(|o, a, ids| reopen::amend(o, a, ids, record, 1))
            .expect("hers");
        assert_eq!(begun, again);
        let mere = world.acting("Mere").at("2026-04-10 09:30");
        let not_theirs = mere.does(|o, a, ids| reopen::amend(o, a, ids, record, 1));
        assert!(not_theirs.is_err());
        let page = laid(&world, "Ana", record).expect("hers");
        assert_eq!(page.about[0].1, "Hana");
        assert!(page.asked.shared.at("on_date").required);
        assert!(page.asked.parts[&world.id("Hana")].at("alone").asked);
        assert!(!page.asked.parts[&world.id("Tama")].at("alone").asked);
        assert!(page.offer.workers.iter().any(|w| w.name == "Mere"));
        let stands = page.stands.expect("it amends one");
        assert_eq!((stands.version, stands.sent_back), (1, None));
        assert!(matches!(
            laid(&world, "Mere", record),
            Err(Error::NotFound(_))
        ));
    });
}

#[test]
fn who_is_second_keeps_what_they_typed_and_sees_what_the_first_wrote() {
    on_both(|store| {
        let world = a_school_service(&store);
        let record = visited(&world);
        let mere = world.acting("Mere").at("2026-04-09 12:00");
        mere.allocates("Hana", "episode", "Rua", "social-worker")
            .expect("Rua is registered");
        mere.allocates("Tama", "episode", "Rua", "social-worker")
            .expect("Rua is registered");
        let (ana, rua) = (
            world.acting("Ana").at("2026-04-10 09:00"),
            world.acting("Rua").at("2026-04-10 09:00"),
        );
        let begin = |desk: &testkit::world::Desk<'_>| {
            desk.does(|o, a, ids| reopen::amend(o, a, ids, record, 1))
                .expect("theirs")
        };
        let (of_ana, of_rua) = (begin(&ana), begin(&rua));
        let with = |given: &Submission, text: &str| {
            let mut given = given.clone();
            given.answers.insert("content".into(), json!(text));
            given
        };
        let mine = with(&of_rua.given, "By Rua");
        rua.does(|o, a, _| draft::save(o, a, record, 1, &mine))
            .expect("his");
        let amends = |version: u32, given: Submission| amend::Amend {
            record,
            version,
            given,
            corrects: false,
            why: Some("more was said".into()),
        };
        let first = amends(1, with(&of_ana.given, "By Ana"));
        ana.does(|o, a, ids| amend::amend(o, a, ids, &first))
            .expect("the first");
        let second = amends(1, mine.clone());
        let late = rua.does(|o, a, ids| amend::amend(o, a, ids, &second));
        assert!(matches!(late, Err(Error::Stale { .. })), "{late:?}");
        let page = laid(&world, "Rua", record).expect("his");
        assert_eq!(page.draft.given.answers["content"], "By Rua");
        let stands = page.stands.expect("it amends one");
        assert_eq!((stands.version, page.draft.amends), (2, 1));
        assert_eq!(stands.given.answers["content"], "By Ana");
        let both = with(&stands.given, "By Ana\n\nBy Rua");
        let revision = rua
            .does(|o, a, ids| reopen::follow(o, a, ids, record, (2, 2), &both))
            .expect("he has seen it");
        assert_eq!(revision, 3);
        let third = amends(2, both);
        rua.does(|o, a, ids| amend::amend(o, a, ids, &third))
            .expect("now it fits");
        let seen = rua
            .does(|o, a, _| whole::read(o, a, record))
            .expect("his to read");
        let texts: Vec<&str> = seen
            .versions
            .iter()
            .filter_map(|v| v.answers.get("content")?.as_str())
            .collect();
        assert_eq!(texts.last(), Some(&"By Ana\n\nBy Rua"));
        assert_eq!(seen.versions.len(), 3);
        assert_eq!(seen.held.parts.len(), 1);
        assert!(seen.may.amend && seen.may.ask_removal && !seen.may.agree_removal);
        world.is_whole();
    });
}

#[test]
fn a_record_is_told_with_who_signed_under_which_title() {
    on_both(|store| {
        let world = super::small::garden_visits(&store);
        let ana = world.acting("Ana").at("2026-03-31 10:00");
        let letter = ana
            .records("letter")
            .on("Hana")
            .with(json!({"text": "Come and see."}))
            .done();
        let reads = |who: &str| {
            world
                .acting(who)
                .at("2026-03-31 11:00")
                .does(|o, a, _| whole::read(o, a, letter))
        };
        let of_ana = reads("Ana").expect("hers");
        assert_eq!(of_ana.may.sign, None);
        let of_mere = reads("Mere").expect("hers to sign");
        assert_eq!(of_mere.may.sign, Some(name("authorise")));
        assert!(of_mere.may.give_back);
        assert_eq!(of_mere.steps[0].stands, whole::StepStands::Waiting);
        let mere = world.acting("Mere").at("2026-03-31 11:30");
        mere.returns(letter, "A word is wrong.").expect("it can be");
        let told = reads("Ana").expect("hers");
        assert!(matches!(
            &told.turns[0].what,
            whole::What::SentBack(step, why) if *step == name("authorise") && why == "A word is wrong."
        ));
        ana.amends("Hana", letter, 1)
            .with(json!({"text": "Do come and see."}))
            .submits()
            .expect("sent back");
        mere.signs(letter, 2, "authorise").expect("hers to sign");
        let signed = reads("Ana").expect("hers");
        let whole::StepStands::Signed(by, title, _) = &signed.steps[0].stands else {
            panic!("{:?}", signed.steps);
        };
        assert_eq!(*by, world.id("Mere"));
        assert!(!title.is_empty());
        assert!(!signed.known[&by.to_string()].is_empty());
    });
}
