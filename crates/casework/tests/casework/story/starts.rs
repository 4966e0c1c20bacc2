//! What a new draft starts from: the significant records of a file, the last record of its kind, a worker's caseload.

use casework::record::draft::{Begin, Draft, begin};
use serde_json::{Value, json};
use testkit::databases::on_both;
use testkit::world::{Desk, World, name};

use super::{a_school_service, referred};

fn begun(desk: &Desk<'_>, kind: &str, whom: &str, world: &World) -> Draft {
    let new = Begin {
        kind: name(kind),
        files: vec![world.id(whom)],
    };
    desk.does(|o, a, ids| begin(o, a, ids, &new))
        .expect("a draft")
}

fn lines(draft: &Draft, group: &str) -> Vec<Value> {
    match draft.given.answers.get(group) {
        Some(Value::Array(lines)) => lines.clone(),
        _ => Vec::new(),
    }
}

fn visit(day: &str, what: &str) -> Value {
    json!({"on_date": day, "minutes": 30, "activity": "advice-family", "component": "social-work",
        "content": what, "significant_event": "yes"})
}

fn concern(day: &str, not_told: Value) -> Value {
    json!({"aware_at": format!("{day}T10:00"), "immediate_danger": "no", "concern": "Bruises.",
        "about_staff": "no", "people_not_told": not_told})
}

#[test]
fn a_chronology_starts_with_what_was_significant() {
    on_both(|store| {
        let world = a_school_service(&store);
        referred(&world, "Hana", "2026-03-02");
        let ana = world.acting("Ana").at("2026-03-10 09:00");
        let later = ana
            .records("visit")
            .on("Hana")
            .with(visit("2026-03-09", "Moved to her aunt."))
            .done();
        ana.records("visit")
        .on("Hana")
        .with(json!({"on_date": "2026-03-05", "minutes": 10, "activity": "advice-family", "component": "social-work",
            "content": "An ordinary day."}))
        .done();
        ana.records("report-of-concern")
            .on("Hana")
            .with(concern("2026-03-06", json!([])))
            .done();
        ana.records("report-of-concern")
            .on("Hana")
            .with(concern("2026-03-07", json!([{"name": "R.P."}])))
            .done();
        let draft = begun(&ana, "chronology", "Hana", &world);
        let entries = lines(&draft, "entries");
        let said: Vec<(&str, &str)> = entries
            .iter()
            .map(|l| (l["date"].as_str().unwrap(), l["text"].as_str().unwrap()))
            .collect();
        // Of another category only the title; nothing of what somebody must not learn of.
        assert_eq!(
            said,
            [
                ("2026-03-02", "Referral"),
                ("2026-03-06", "Report of concern"),
                ("2026-03-09", "Visit or activity: Moved to her aunt."),
            ]
        );
        assert_eq!(entries[2]["source"], json!(later.to_string()));
        let looks = ana.does(|o, _, _| {
            o.store
                .read(|tx| store::view_log::of_file(tx, world.id("Hana"), None, 10))
                .expect("the log")
        });
        assert!(
            looks
                .iter()
                .any(|l| l.seen.what == "draft" && l.seen.worker == world.id("Ana")),
            "{looks:?}"
        );

        // Finished without the concern, and with a line from before anybody's records.
        let mut kept = entries.clone();
        kept.remove(1);
        kept.insert(
            0,
            json!({"date": "about 2019", "text": "Moved in with Nan."}),
        );
        let mut written = ana.records("chronology").on("Hana").as_record(draft.record);
        written.submit.given = draft.given.clone();
        written.with(json!({"entries": kept})).done();
        let ana = world.acting("Ana").at("2026-03-20 09:00");
        let new = ana
            .records("visit")
            .on("Hana")
            .with(visit("2026-03-01", "Told late: she had run away."))
            .done();
        let next = begun(&ana, "chronology", "Hana", &world);
        let next = lines(&next, "entries");
        assert_eq!(next[..3], kept[..]);
        let added: Vec<&Value> = next[3..].iter().map(|l| &l["source"]).collect();
        assert_eq!(added, [&json!(new.to_string())]);
    });
}

#[test]
fn supervision_starts_with_each_child_of_the_worker() {
    on_both(|store| {
        let world = a_school_service(&store);
        referred(&world, "Tama", "2026-03-02");
        referred(&world, "Hana", "2026-03-03");
        let ana = world.acting("Ana").at("2026-03-09 18:00");
        ana.records("visit")
            .on("Hana")
            .with(visit("2026-03-09", "Talked."))
            .part("Hana", json!({"seen": "yes"}))
            .done();
        let mere = world.acting("Mere").at("2026-03-10 09:00");
        let draft = begun(&mere, "supervision", "Ana", &world);
        let seen = lines(&draft, "children")[0].clone();
        assert_eq!(seen["last_seen"], json!("2026-03-09"));
        let who: Vec<Value> = lines(&draft, "children")
            .iter()
            .map(|l| l["who"].clone())
            .collect();
        let expected = ["Hana", "Tama"].map(|n| json!(world.id(n).to_string()));
        assert_eq!(who, expected);
        let nobody = begun(&mere, "supervision", "Rua", &world);
        assert_eq!(lines(&nobody, "children"), [Value::Null; 0]);
    });
}

#[test]
fn a_line_rests_on_no_record_that_is_not_there() {
    on_both(|store| {
        let world = a_school_service(&store);
        referred(&world, "Hana", "2026-03-02");
        let ana = world.acting("Ana").at("2026-03-10 09:00");
        let foreign = domain::RecordId::from_bits(77).to_string();
        let refused = ana
            .records("chronology")
            .on("Hana")
            .with(json!({"entries": [{"date": "2019", "text": "Born.", "source": foreign}]}))
            .submits();
        match refused {
            Err(casework::Error::Invalid(problems)) => {
                assert_eq!(problems[0].field, "entries.1.source");
            }
            other => panic!("{other:?}"),
        }
    });
}
