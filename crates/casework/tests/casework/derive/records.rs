//! Records, matters, consents, and what stands in single events.

use domain::event::{Body, Subject};
use domain::{FileId, InvolvementId};
use jiff::civil::date;
use serde_json::json;
use store::derived::DerivedTable::{
    Consent, Cover, Entry, Exception, Involvement, Matter, Notice, Service, ServiceSetting, State,
};

use super::chain::{
    ANA, Chain, OTHER, SERVICE, TOM, episode, involved, matter, name, record, signed, small, visit,
};
use super::{lines, rows_of};

#[test]
fn a_record_says_where_it_stands() {
    let file = FileId::from_bits(7);
    let written = || {
        Chain::of_a_child()
            .episode(1)
            .then(visit(5, 1, file, json!({}), Some("authorise")))
    };
    let returned = Body::RecordReturned {
        record: record(5),
        step: name("authorise"),
        why: "thin".into(),
    };
    let asked = Body::RecordRemovalAsked {
        record: record(5),
        why: "wrong child".into(),
    };
    let gone = Body::RecordRemoved {
        record: record(5),
        asked_by: TOM,
        moved_to: None,
    };
    let tom = TOM.to_string();
    for (chain, expected) in [
        (written(), "waiting | authorise | -".to_owned()),
        (
            written().then_by(TOM, returned.clone()),
            "returned | authorise | -".into(),
        ),
        (
            written().then_by(TOM, signed(5, None)),
            "complete | - | -".into(),
        ),
        (
            written().then_by(TOM, asked.clone()),
            format!("waiting | authorise | {tom}"),
        ),
        (
            written().then_by(TOM, asked).then(gone),
            "removed | - | -".into(),
        ),
    ] {
        let found = lines(
            &rows_of(&chain),
            Entry,
            &["status", "step", "removal_asked_by"],
        );
        assert_eq!(found, [expected]);
    }
    let chain = written();
    let columns = [
        "kind", "matter", "service", "home", "version", "author", "occurred", "recorded",
    ];
    let found = lines(&rows_of(&chain), Entry, &columns);
    let expected = format!(
        "visit | {} | {SERVICE} | 1 | 1 | {ANA} | 2026-04-02 | 1775000003000000",
        matter(1)
    );
    assert_eq!(found, [expected]);
}

#[test]
fn a_record_of_another_file_is_not_at_home_and_its_exceptions_stand_there() {
    let elsewhere = FileId::from_bits(8);
    let own = |home| {
        Chain::of_a_child()
            .then(visit(5, 1, home, json!({}), Some("authorise")))
            .then(signed(5, Some("nobody else was on duty")))
            .then(Body::RecordRemovalAsked {
                record: record(5),
                why: "wrong child".into(),
            })
    };
    let away = rows_of(&own(elsewhere));
    assert_eq!(lines(&away, Entry, &["home"]), ["0"]);
    assert_eq!(away.in_table(Exception).count(), 0);
    let lifted = Body::GuardLifted {
        matter: None,
        guard: name("no-closing"),
        why: "the family left".into(),
    };
    let home = rows_of(&own(FileId::from_bits(7)).then(lifted));
    let found = lines(&home, Exception, &["what", "about", "why"]);
    let record = record(5);
    assert_eq!(
        found,
        [
            format!("own_work | {record} | nobody else was on duty"),
            format!("removal_asked | {record} | wrong child"),
            "guard_lifted | no-closing | the family left".into(),
        ]
    );
}

#[test]
fn matters_involvements_and_states_are_as_they_stand() {
    let risk = |value: &str| Body::StateSet {
        matter: Some(matter(1)),
        state: name("risk"),
        value: name(value),
    };
    let chain = Chain::of_a_child()
        .episode(1)
        .then(involved(3, 1))
        .on("2026-04-20")
        .then(risk("high"))
        // Known later, so earlier.
        .on("2026-04-10")
        .then(risk("low"))
        .on("2026-05-01")
        .then(Body::InvolvementEnded {
            involvement: InvolvementId::from_bits(3),
            matter: matter(1),
            why: "moved".into(),
        })
        .then(Body::StageEntered {
            matter: matter(1),
            stage: name("done"),
            by_move: name("finish"),
            closes: true,
        });
    let rows = rows_of(&chain);
    assert_eq!(
        lines(&rows, Matter, &["stage", "opened", "closed"]),
        ["done | 2026-04-02 | 2026-05-01"]
    );
    assert_eq!(
        lines(&rows, Involvement, &["role", "started", "ended"]),
        ["social-worker | 2026-04-02 | 2026-05-01"]
    );
    let states = lines(&rows, State, &["value", "started", "current"]);
    assert_eq!(states, ["high | 2026-04-20 | 1", "low | 2026-04-10 | 0"]);
}

#[test]
fn a_consent_is_what_was_said_last_whenever_it_runs_out() {
    let said = |state: &str, on: &str| json!({"agreed": {"state": state, "by": "Hana", "how": "verbal", "on": on, "expires": "2026-04-30"}});
    let chain = Chain::of_a_child()
        .episode(1)
        .visit(5, said("given", "2026-04-20"))
        .visit(6, said("refused", "2026-04-03"));
    let columns = ["purpose", "state", "given_by", "how", "stated", "expires"];
    let found = lines(&rows_of(&chain), Consent, &columns);
    assert_eq!(
        found,
        ["sharing | given | Hana | verbal | 2026-04-20 | 2026-04-30"]
    );
    let withdrawn = rows_of(&chain.visit(7, said("withdrawn", "2026-04-21")));
    assert_eq!(lines(&withdrawn, Consent, &["state"]), ["withdrawn"]);
}

#[test]
fn notices_cover_services_and_settings_are_rows() {
    let chain = Chain::opened(Subject::Agency, None)
        .then(Body::ServiceOpened {
            service: SERVICE,
            slug: name("tauwhiro"),
            name: "Tauwhiro".into(),
            zone: "Pacific/Auckland".into(),
            calendar: name("nz-auk"),
            pack: small(),
        })
        .then(Body::SettingSet {
            service: SERVICE,
            setting: name("first-contact"),
            value: json!({"b": 1, "a": "2 working days"}),
            from: date(2026, 7, 1),
        })
        .then(Body::Noticed {
            matter: None,
            about: name("seen"),
            key: "k".into(),
            to: vec![ANA, TOM],
            says: "Late.".into(),
        })
        .then(Body::CoverNamed {
            cover: InvolvementId::from_bits(4),
            worker: ANA,
            by: TOM,
            from: date(2026, 4, 3),
            until: date(2026, 4, 12),
            why: "leave".into(),
        });
    let rows = rows_of(&chain);
    assert_eq!(
        lines(&rows, Service, &["slug", "calendar", "version"]),
        ["tauwhiro | nz-auk | 1.0.0"]
    );
    let setting = lines(&rows, ServiceSetting, &["setting", "value", "starts"]);
    assert_eq!(
        setting,
        [r#"first-contact | {"a":"2 working days","b":1} | 2026-07-01"#]
    );
    assert_eq!(
        lines(&rows, Notice, &["about", "says"]),
        ["seen | Late.", "seen | Late."]
    );
    let cover = lines(&rows, Cover, &["by_worker", "starts", "until", "ended"]);
    assert_eq!(cover, [format!("{TOM} | 2026-04-03 | 2026-04-12 | 0")]);
    let ended = rows_of(&chain.then(Body::CoverEnded {
        cover: InvolvementId::from_bits(4),
    }));
    assert_eq!(lines(&ended, Cover, &["ended"]), ["1"]);
}

#[test]
fn a_record_belongs_to_the_service_of_its_matter() {
    let chain = Chain::of_a_child()
        .then(episode(1, OTHER))
        .visit(5, json!({}));
    assert_eq!(
        lines(&rows_of(&chain), Entry, &["service"]),
        [OTHER.to_string()]
    );
}
