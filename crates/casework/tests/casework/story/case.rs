//! A whole case, from a school's referral to its closure.

use casework::Error;
use casework::involvement::hand_over::hand_over;
use casework::record::draft;
use domain::history::RecordStatus;
use serde_json::json;
use testkit::databases::on_both;
use testkit::world::{World, answers, name};

use super::{a_school_service, referral, visit};

#[test]
fn a_whole_case() {
    on_both(|store| {
        let world = a_school_service(&store);
        world.worker("Manu", "provider-manager");
        two_referrals_before_easter(&world);
        first_contact_and_a_refusal(&world);
        a_concern_on_a_saturday_night(&world);
        assessed_and_planned(&world);
        handed_over(&world);
        closed_with_results(&world);
        who_looked(&world);
        world.is_whole();
    });
}

fn two_referrals_before_easter(world: &World) {
    let ana = world.acting("Ana").at("2026-03-30 09:00");
    ana.records("referral")
        .on("Hana")
        .with(referral("2026-03-30"))
        .done();
    ana.records("referral")
        .on("Tama")
        .with(referral("2026-03-30"))
        .done();
    let mere = world.acting("Mere").at("2026-03-30 09:30");
    assert_eq!(mere.tray("unallocated"), ["episode", "episode"]);
    for whom in ["Hana", "Tama"] {
        mere.allocates(whom, "episode", "Ana", "social-worker")
            .expect("Ana is registered");
    }
    assert!(mere.tray("unallocated").is_empty());
    // Good Friday and Easter Monday are no working days; the Tuesday after is one.
    let ana = world.acting("Ana").at("2026-03-30 10:00");
    assert_eq!(ana.due("Hana", "contact-made"), "2026-04-08 Open");
    assert_eq!(ana.due("Hana", "referrer-told-when"), "2026-04-01 Open");
    let ana = world.acting("Ana").at("2026-04-01 16:00");
    let told = json!({"about": "expected-contact", "told_on": "2026-04-01", "told_whom": {"name": "Mr Lee"}});
    ana.records("referrer-told").on("Hana").with(told).done();
    assert_eq!(ana.due("Hana", "referrer-told-when"), "2026-04-01 Met");
    let late = world.acting("Ana").at("2026-04-02 08:00");
    assert_eq!(
        late.due("Tama", "referrer-told-when"),
        "2026-04-01 OutOfTimescale"
    );
    assert!(
        world
            .acting("Mere")
            .at("2026-04-02 08:00")
            .tray("late-with-families")
            .contains(&"referrer-told-when".into())
    );
    assert_eq!(
        world
            .acting("Ana")
            .at("2026-04-07 08:00")
            .due("Hana", "contact-made"),
        "2026-04-08 DueSoon"
    );
}

fn first_contact_and_a_refusal(world: &World) {
    let ana = world.acting("Ana").at("2026-04-08 15:00");
    let met = json!({"contact_date": "2026-04-08", "outcome": "agreed", "risk_now": "low",
        "confidentiality_on": "2026-04-08", "confidentiality_by": world.id("Ana").to_string(),
        "confidentiality_understood": "yes"});
    ana.records("first-contact")
        .on("Hana")
        .on("Tama")
        .with(met)
        .done();
    for whom in ["Hana", "Tama"] {
        assert_eq!(ana.due(whom, "contact-made"), "2026-04-08 Met");
        assert_eq!(&**world.history(whom).matters[0].stage(), "engagement");
    }
    // One record on both files, with a part of each.
    let ana = world.acting("Ana").at("2026-04-09 10:00");
    let both = ana
        .records("visit")
        .on("Hana")
        .on("Tama")
        .with(visit("2026-04-09"))
        .part(
            "Hana",
            json!({"seen": "yes", "alone": "yes", "only_about": "Would like to draw."}),
        )
        .part("Tama", json!({"seen": "no"}))
        .done();
    let held = world
        .history("Tama")
        .record(both)
        .cloned()
        .expect("it stands on both");
    assert_eq!(held.answers_for(world.id("Tama"))["seen"], "no");
    assert!(
        !held
            .answers_for(world.id("Tama"))
            .contains_key("only_about")
    );
    assert_eq!(held.answers_for(world.id("Hana"))["alone"], "yes");
    // Each file shows its own part alone; whoever amends what they saw leaves the other part as it stood.
    let seen = ana.looks_at("Hana").expect("hers");
    let shown = seen.records.iter().find(|r| r.id == both).expect("it");
    assert_eq!(
        shown.parts.keys().copied().collect::<Vec<_>>(),
        [world.id("Hana")]
    );
    let amend = casework::record::amend::Amend {
        record: both,
        version: 1,
        given: pack::practice::Submission {
            answers: shown.answers.clone(),
            parts: shown.parts.clone(),
        },
        corrects: false,
        why: Some("a word was missing".into()),
    };
    ana.does(|office, acting, ids| casework::record::amend::amend(office, acting, ids, &amend))
        .expect("hers");
    let amended = world.history("Tama").record(both).cloned().expect("it");
    assert_eq!((amended.version, &amended.parts), (2, &held.parts));
    // A refusal is kept at once, and leaves two tasks.
    let refused = json!({"met_on": "2026-04-09", "service": {"state": "refused", "by": "Tama", "how": "verbal", "on": "2026-04-09"}});
    ana.records("consent").on("Tama").with(refused).done();
    assert_eq!(ana.due("Tama", "referrer-told-declined"), "2026-04-13 Open");
    assert_eq!(ana.due("Tama", "risk-after-consent"), "2026-04-13 Open");
    assert_eq!(&**world.history("Tama").matters[0].stage(), "engagement");
    let given = json!({"met_on": "2026-04-09", "risk_now": "low",
        "service": {"state": "given", "by": "Hana", "how": "written", "on": "2026-04-09"},
        "use_of_information": {"state": "given", "by": "Nan", "how": "written", "on": "2026-04-09"}});
    ana.records("consent").on("Hana").with(given).done();
    assert_eq!(ana.due("Hana", "sdq-start"), "2026-05-07 Open");
    assert_eq!(ana.due("Hana", "risk-after-consent"), "");
    let ana = world.acting("Ana").at("2026-04-10 09:00");
    let told = |about: &str| json!({"about": about, "told_on": "2026-04-10", "told_whom": {"name": "Mr Lee"}});
    ana.records("referrer-told")
        .on("Tama")
        .with(told("declined"))
        .done();
    ana.records("referrer-told")
        .on("Hana")
        .with(told("engaged"))
        .done();
    ana.records("risk-review")
        .on("Tama")
        .with(json!({"reviewed_on": "2026-04-10", "risk_now": "low"}))
        .done();
    assert_eq!(ana.due("Tama", "referrer-told-declined"), "2026-04-13 Met");
    assert_eq!(ana.due("Tama", "risk-after-consent"), "2026-04-13 Met");
    let closed = json!({"closed_on": "2026-04-10", "closure_reason": "declined", "client_consulted": "yes", "referrer_to_tell": "no"});
    ana.records("closure").on("Tama").with(closed).done();
    assert!(!world.history("Tama").matters[0].is_open());
    assert!(world.history("Hana").matters[0].is_open());
}

fn a_concern_on_a_saturday_night(world: &World) {
    let ana = world.acting("Ana").at("2026-04-11 21:00");
    let moana = json!([{"name": "Moana", "file": world.id("Moana").to_string()}]);
    let concern = ana
        .records("report-of-concern")
        .on("Hana")
        .with(json!({
            "aware_at": "2026-04-11 20:50", "immediate_danger": "yes",
            "concern": "Alone at the bus station with nowhere to sleep.",
            "about_staff": "yes", "people_not_told": moana,
        }))
        .done();
    assert_eq!(ana.due("Hana", "concern-lodged"), "2026-04-11 Open");
    assert!(world.told("Mere", "concern-raised", "Hana"));
    assert!(world.told("Manu", "concern-raised", "Hana"));
    world.time_passes("2026-04-11 23:59");
    assert!(!world.told("Mere", "concern-lodged", "Hana"));
    world.time_passes("2026-04-12 00:01");
    assert!(world.told("Mere", "concern-lodged", "Hana"));
    world.time_passes("2026-04-12 20:49");
    assert!(!world.told("Manu", "concern-lodged", "Hana"));
    world.time_passes("2026-04-12 20:51");
    assert!(world.told("Manu", "concern-lodged", "Hana"));
    assert_eq!(world.time_passes("2026-04-12 20:51"), 0, "told once");
    let ana = world.acting("Ana").at("2026-04-12 21:30");
    let lodged = ana.amends("Hana", concern, 1).with(
        json!({"lodged_at": "2026-04-12 21:20", "lodged_with": {"name": "Duty social worker"}}),
    );
    assert_eq!(lodged.submits().expect("it may be added").version, 2);
    assert_eq!(ana.due("Hana", "concern-lodged"), "2026-04-11 MetLate");
    // An amendment is seen as one, with what stood there at first.
    let held = world
        .history("Hana")
        .record(concern)
        .cloned()
        .expect("it is there");
    assert!(
        held.version == 2
            && held.amended.is_some()
            && !held.first_answers.contains_key("lodged_at")
    );
    assert!(matches!(lodged.submits(), Err(Error::Stale { .. })));
    // Who must not learn of it is told of nothing, and does not find it.
    for about in ["concern-raised", "concern-lodged"] {
        assert!(!world.told("Moana", about, "Hana"), "{about}");
    }
    let moana = world.acting("Moana").at("2026-04-13 09:00");
    let told = moana.tray("manager-told");
    assert!(
        !told.iter().any(|what| what.starts_with("concern")),
        "{told:?}"
    );
    let seen = moana
        .looks_at("Hana")
        .expect("the file itself is open to her");
    assert!(seen.records.iter().all(|r| r.id != concern) && !seen.records.is_empty());
    let manu = world.acting("Manu").at("2026-04-13 09:00");
    assert!(
        manu.looks_at("Hana")
            .expect("his service")
            .records
            .iter()
            .any(|r| r.id == concern)
    );
    assert!(
        manu.tray("manager-told")
            .contains(&"concern-raised".to_owned())
    );
}

fn assessed_and_planned(world: &World) {
    let ana = world.acting("Ana").at("2026-04-20 11:00");
    let sdq = |day: &str, point: &str, total: u32| {
        json!({"done_on": day, "point": point, "respondent": "rangatahi",
        "score": {"version": "self", "scores": {"total": total, "prosocial": 7}}})
    };
    ana.records("assessment").on("Hana").with(json!({"assessed_on": "2026-04-20", "strengths_rangatahi": "Funny, loyal, plays bass.",
        "strengths_whanau": "Nan never gives up on anyone.", "needs": "Sleep.", "risk_level": "high"})).done();
    let history = world.history("Hana");
    let matter = Some(history.matters[0].id);
    assert_eq!(
        history.state(matter, &name("risk_at_referral"), None),
        Some(&name("medium"))
    );
    assert_eq!(
        history.state(matter, &name("risk_at_assessment"), None),
        Some(&name("high"))
    );
    ana.records("sdq")
        .on("Hana")
        .with(sdq("2026-04-20", "start", 19))
        .done();
    assert_eq!(ana.due("Hana", "sdq-start"), "2026-05-07 Met");
    // What is typed is kept until it is submitted, for its author alone, and two windows do not overwrite each other.
    let begin = draft::Begin {
        kind: name("plan"),
        files: vec![world.id("Hana")],
    };
    let begun = ana
        .does(|o, a, ids| draft::begin(o, a, ids, &begin))
        .expect("a draft");
    let mut given = begun.given.clone();
    given.answers.extend(answers(json!({
        "agreed_on": "2026-04-21", "shaped_by": [{"name": "Hana"}],
        "goals": [{"goal": "Back in maths", "whose": "rangatahi", "head": ["education"], "status": "under-way"}],
        "contact_frequency": "Once a week", "exit_picture": "Asks Aunty Rei first.",
        "expected_end": "2026-07-31", "sdq_midpoint": "2026-06-03", "next_review": "2026-05-20"
    })));
    let saved = ana
        .does(|o, a, _| draft::save(o, a, begun.record, begun.revision, &given))
        .expect("kept");
    let stale = ana.does(|o, a, _| draft::save(o, a, begun.record, begun.revision, &begun.given));
    assert!(matches!(stale, Err(Error::Stale { .. })));
    let kept = ana
        .does(|o, a, _| draft::load(o, a, begun.record))
        .expect("hers");
    assert_eq!((kept.given, kept.revision), (given.clone(), saved));
    let mere = world.acting("Mere").at("2026-04-21 09:00");
    assert!(matches!(
        mere.does(|o, a, _| draft::load(o, a, begun.record)),
        Err(Error::NotFound("draft"))
    ));
    let ana = world.acting("Ana").at("2026-04-21 10:00");
    let mut plan = ana.records("plan").on("Hana").as_record(begun.record);
    plan.submit.given = given;
    assert_eq!(plan.done(), begun.record);
    assert!(matches!(
        ana.does(|o, a, _| draft::load(o, a, begun.record)),
        Err(Error::NotFound("draft"))
    ));
    for (clock, due) in [
        ("plan-review", "2026-05-20 Open"),
        ("sdq-mid", "2026-06-03 Open"),
        ("sdq-exit", "2026-07-31 Open"),
    ] {
        assert_eq!(ana.due("Hana", clock), due, "{clock}");
    }
    let ana = world.acting("Ana").at("2026-05-20 14:00");
    ana.records("review").on("Hana").with(json!({"reviewed_on": "2026-05-20", "progress": [{"goal": "Back in maths", "status": "partly-met"}],
        "goals_relevant": "yes", "going_on": "yes", "next_review": "2026-07-15"})).done();
    assert_eq!(
        ana.due("Hana", "plan-review"),
        "2026-05-20 Met, 2026-07-15 Open"
    );
    let ana = world.acting("Ana").at("2026-06-03 14:00");
    ana.records("sdq")
        .on("Hana")
        .with(sdq("2026-06-03", "mid", 14))
        .done();
    assert_eq!(ana.due("Hana", "sdq-mid"), "2026-06-03 Met");
}

fn handed_over(world: &World) {
    let ana = world.acting("Ana").at("2026-06-05 09:00");
    assert!(matches!(
        world.acting("Rua").at("2026-06-05 09:00").looks_at("Hana"),
        Err(Error::NotFound("file"))
    ));
    ana.records("hand-over").on("Hana").with(json!({"offered_on": "2026-06-05", "receiving_worker": {"name": "Rua"},
        "consent_to_transfer": {"state": "given", "by": "Hana", "how": "verbal", "on": "2026-06-05"}})).done();
    let (file, matter) = (world.id("Hana"), world.matter("Hana", "episode"));
    let (from, to) = (world.id("Ana"), world.id("Rua"));
    ana.does(|o, a, ids| hand_over(o, a, ids, file, matter, from, to))
        .expect("it is hers to hand over");
    let seen = world
        .acting("Rua")
        .at("2026-06-05 10:00")
        .looks_at("Hana")
        .expect("it is his now");
    assert_eq!(seen.involved, [(to, name("social-worker"))]);
    assert!(matches!(
        world.acting("Ana").at("2026-06-06 09:00").looks_at("Hana"),
        Err(Error::NotFound("file"))
    ));
}

fn closed_with_results(world: &World) {
    let rua = world.acting("Rua").at("2026-07-15 14:00");
    rua.records("review").on("Hana").with(json!({"reviewed_on": "2026-07-15", "progress": [{"goal": "Back in maths", "status": "met"}],
        "goals_relevant": "yes", "going_on": "no"})).done();
    let rua = world.acting("Rua").at("2026-07-31 10:00");
    let closing = rua.records("closure").on("Hana").with(json!({"closed_on": "2026-07-31", "closure_reason": "goals-met",
        "client_consulted": "yes", "goals_met": "all", "results_achieved": "yes", "outcomes": ["engaged-in-school"],
        "school_result": "stayed", "satisfaction": "very-satisfied", "words": [{"who": "Hana", "said": "You kept turning up."}],
        "referrer_to_tell": "yes"}));
    let refused = closing.submits();
    assert!(
        matches!(&refused, Err(Error::Refused(why)) if why[0].guard == "closing-score-or-reason"),
        "{refused:?}"
    );
    assert!(
        world
            .history("Hana")
            .records
            .iter()
            .all(|r| r.kind != "closure"),
        "nothing of it is kept"
    );
    rua.records("sdq")
        .on("Hana")
        .with(
            json!({"done_on": "2026-07-30", "point": "exit", "respondent": "rangatahi",
        "score": {"version": "self", "scores": {"total": 9, "prosocial": 9}}}),
        )
        .done();
    let closure = closing.done();
    let history = world.history("Hana");
    assert!(!history.matters[0].is_open() && history.matters[0].stage() == &name("ended"));
    assert_eq!(
        history.record(closure).map(|r| r.status.clone()),
        Some(RecordStatus::Complete)
    );
    // What outlives the case: the referrer is still to be told.
    let moana = world.acting("Moana").at("2026-07-31 12:00");
    assert_eq!(moana.due("Hana", "closure-told"), "2026-08-04 Open");
    assert_eq!(moana.due("Hana", "sdq-exit"), "2026-07-31 Met");
    let told = json!({"about": "closed", "told_on": "2026-07-31", "told_whom": {"name": "Mr Lee"}});
    moana.records("referrer-told").on("Hana").with(told).done();
    assert_eq!(moana.due("Hana", "closure-told"), "2026-08-04 Met");
    let file = world.id("Hana");
    let timeline: store::Result<Vec<_>> = world
        .office
        .store
        .read(|tx| store::lists::entries::timeline(tx, file, None, 100));
    let significant: Vec<String> = timeline
        .expect("the timeline")
        .into_iter()
        .rev()
        .filter(|e| e.significant)
        .map(|e| e.kind.to_string())
        .collect();
    assert_eq!(
        significant,
        [
            "referral",
            "report-of-concern",
            "assessment",
            "plan",
            "review",
            "hand-over",
            "review",
            "closure"
        ]
    );
}

fn who_looked(world: &World) {
    let file = world.id("Hana");
    let views: store::Result<Vec<_>> = world
        .office
        .store
        .read(|tx| store::view_log::of_file(tx, file, None, 500));
    let views = views.expect("the log");
    let looked = |who: &str| {
        views
            .iter()
            .filter(|v| v.seen.worker == world.id(who))
            .count()
    };
    assert!(
        looked("Ana") > 3 && looked("Rua") == 1 && looked("Manu") == 1 && looked("Mere") == 0,
        "{views:?}"
    );
    assert!(views.iter().all(|v| !v.seen.why.is_empty()));
}
