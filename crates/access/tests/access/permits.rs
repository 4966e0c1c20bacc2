//! Permits, refusals and sealed content.

use access::{Ask, Denied, Involved, RawFacts, Sealed, Sees, Unopened, permit};
use domain::FileId;
use domain::event::Subject;
use jiff::civil::date;

use crate::{ANA, HERE, Held, ME, THEM, facts, name, names, today};

fn held(role: &'static str, sees: Sees) -> Held {
    Held {
        service: HERE,
        team: None,
        role,
        sees,
        reads: vec!["case"],
        writes: vec!["visit"],
        acts: vec!["close"],
    }
}

fn child() -> RawFacts {
    RawFacts {
        subject: Some(Subject::Person),
        service: Some(HERE),
        ..RawFacts::blank(THEM)
    }
}

fn involved(worker: FileId) -> Involved {
    Involved {
        worker,
        name: "Ana".into(),
        role: name("worker"),
        matter: name("episode"),
        since: Some(date(2026, 3, 3)),
        supervised: false,
        covered_until: None,
        conflict: false,
        teams: Default::default(),
    }
}

fn read(category: &str) -> Ask {
    Ask::ReadCategory(name(category))
}

#[test]
fn a_permit_says_why_and_for_whom() {
    let covered = Involved {
        covered_until: Some(date(2026, 6, 12)),
        ..involved(ANA)
    };
    let supervised = Involved {
        supervised: true,
        ..involved(ANA)
    };
    for (involved, why, on_behalf) in [
        (
            involved(ME),
            "you are worker of an open episode since 3 March",
            None,
        ),
        (covered, "you cover for Ana until 12 June", Some(ANA)),
        (supervised, "you supervise Ana, who works with them", None),
    ] {
        let raw = RawFacts {
            involved: vec![involved],
            ..child()
        };
        let facts = facts(ME, &[held("worker", Sees::Supervised)], raw);
        let permit = permit(&facts, read("case")).expect("it may be read");
        assert_eq!(permit.why().to_string(), why);
        assert_eq!(permit.on_behalf(), on_behalf);
        assert_eq!(permit.file(), THEM);
    }
}

#[test]
fn a_refusal_names_who_can_and_hidden_says_nothing() {
    let mut manager = held("manager", Sees::None);
    manager.acts = vec!["reopen"];
    let roles = [held("worker", Sees::Own), manager];
    let told = |raw: RawFacts, ask: Ask| {
        permit(&facts(ME, &roles, raw), ask)
            .map(drop)
            .map_err(|e| e.to_string())
    };
    let mine = RawFacts {
        involved: vec![involved(ME)],
        ..child()
    };
    let sign = |author| Ask::Sign {
        category: name("case"),
        author,
        by: names(["worker"]),
        own_work_allowed: false,
    };
    for (raw, ask, says) in [
        (
            mine.clone(),
            Ask::Act(name("reopen")),
            "you may not reopen; manager can",
        ),
        (mine.clone(), Ask::Act(name("merge")), "you may not merge"),
        (
            mine.clone(),
            sign(ME),
            "you may not sign it: somebody else has to, as worker",
        ),
        (mine.clone(), read("health"), "not found"),
        (child(), Ask::Act(name("reopen")), "not found"),
        (child(), Ask::SeeFile, "not found"),
    ] {
        assert_eq!(told(raw, ask.clone()), Err(says.to_owned()), "{ask}");
    }
    assert_eq!(told(mine, sign(ANA)), Ok(()));
}

#[test]
fn nobody_grants_themselves_a_role() {
    let mut manager = held("manager", Sees::Service);
    manager.acts = vec!["people", "read-staff"];
    let worker = |file| RawFacts {
        subject: Some(Subject::Worker),
        posts: [(HERE, None)].into(),
        ..RawFacts::blank(file)
    };
    let people = |file| {
        permit(
            &facts(ME, std::slice::from_ref(&manager), worker(file)),
            Ask::Act(name("people")),
        )
        .map(drop)
    };
    assert_eq!(people(ANA), Ok(()));
    assert!(matches!(people(ME), Err(Denied::NotAllowed(refusal)) if refusal.somebody_else));
}

#[test]
fn sealed_content_opens_for_its_file_and_category_alone() {
    let facts = facts(ME, &[held("worker", Sees::Service)], child());
    let private = |roles| Ask::ReadRecord {
        category: name("case"),
        kind: name("visit"),
        author: ME,
        private_to: names(roles),
    };
    let seal = |file, category: &str| Sealed::seal(file, name(category), "words");
    let closed = || Sealed::private(THEM, name("case"), ME, names(["supervisor"]), "words");
    let open = |sealed: Sealed<&'static str>, ask| {
        let permit = permit(&facts, ask).expect("permitted");
        sealed.open(&permit)
    };
    assert_eq!(open(seal(THEM, "case"), read("case")), Ok("words"));
    assert_eq!(open(seal(THEM, "case"), private([])), Ok("words"));
    assert_eq!(open(seal(ANA, "case"), read("case")), Err(Unopened));
    assert_eq!(open(seal(THEM, "health"), read("case")), Err(Unopened));
    assert_eq!(open(seal(THEM, "case"), Ask::SeeFile), Err(Unopened));
    let write = Ask::WriteRecord {
        kind: name("visit"),
        category: name("case"),
    };
    assert_eq!(open(seal(THEM, "case"), write), Err(Unopened));
    assert_eq!(open(closed(), read("case")), Err(Unopened));
    assert_eq!(open(closed(), private([])), Err(Unopened));
    let own_words = Ask::ReadRecord {
        category: name("case"),
        kind: name("visit"),
        author: ME,
        private_to: names(["supervisor"]),
    };
    assert_eq!(open(closed(), own_words), Ok("words"));
}

#[test]
fn cover_ends_with_its_last_day_and_is_told_by_it() {
    let covered = Involved {
        covered_until: Some(today()),
        ..involved(ANA)
    };
    let raw = RawFacts {
        involved: vec![covered],
        ..child()
    };
    let facts = facts(ME, &[held("worker", Sees::Own)], raw);
    let permit = permit(&facts, Ask::SeeFile).expect("on the last day");
    assert_eq!(permit.why().to_string(), "you cover for Ana until 1 May");
}
