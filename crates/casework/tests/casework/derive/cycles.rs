//! Cycles of timescales as rows.

use casework::derive::{FileView, cycles, cycles_by_service, services_of, tellings};
use domain::History;
use domain::event::{Body, Subject};
use serde_json::json;
use store::derived::DerivedTable::Cycle;

use super::chain::{self, Chain, OTHER, SERVICE, dismissed, episode, matter, name, practice};
use super::{lines, rows_of};

const COLUMNS: [&str; 6] = ["clock", "n", "anchor", "due_date", "outcome", "level"];

#[test]
fn a_limit_over_easter_is_due_after_it_until_it_is_met() {
    let open = Chain::of_a_child().episode(1);
    let rows = rows_of(&open);
    let found = lines(&rows, Cycle, &COLUMNS);
    assert_eq!(
        found,
        [
            "seen | 1 | 2026-04-02 | 2026-04-09 | running | required",
            "visited | 1 | 2026-04-02 | 2026-04-16 | running | advisory"
        ]
    );
    let whole = lines(
        &rows,
        Cycle,
        &[
            "matter",
            "key",
            "service",
            "responsible",
            "due_at",
            "first_due_at",
        ],
    );
    // The first instant of 10 April in Auckland.
    let ends = "1775736000000000";
    assert_eq!(
        whole[0],
        format!(
            "{m} | {m}.opened | {SERVICE} | social-worker | {ends} | {ends}",
            m = matter(1)
        )
    );
    let met = rows_of(&open.on("2026-04-08").visit(5, json!({})));
    let found = lines(&met, Cycle, &["clock", "n", "outcome", "met_by"]);
    let by = format!("{}.recorded", chain::record(5));
    assert_eq!(
        found,
        [
            format!("seen | 1 | met | {by}"),
            format!("visited | 1 | met | {by}"),
            "visited | 2 | running | -".into()
        ]
    );
    let late = rows_of(
        &Chain::of_a_child()
            .episode(1)
            .on("2026-04-10")
            .visit(5, json!({})),
    );
    assert_eq!(
        lines(&late, Cycle, &["clock", "outcome"])[0],
        "seen | met_late"
    );
}

#[test]
fn a_dismissed_limit_says_why_and_one_beyond_the_calendar_says_what_is_wrong() {
    let chain = Chain::of_a_child()
        .episode(1)
        .then(dismissed(1, "seen", "abroad until June"));
    let found = lines(&rows_of(&chain), Cycle, &["clock", "outcome", "why"]);
    assert_eq!(found[0], "seen | dismissed | abroad until June");
    let far = Chain::of_a_child().on("2200-01-01").episode(1);
    let found = lines(
        &rows_of(&far),
        Cycle,
        &["clock", "outcome", "due_at", "why"],
    );
    assert!(
        found[0].starts_with("seen | impossible | - | "),
        "{found:?}"
    );
    assert!(!found[0].ends_with("| -"), "{found:?}");
}

#[test]
fn whom_to_tell_when_is_asked_once() {
    let open = Chain::of_a_child().episode(1);
    let told = |chain: &Chain| lines(&rows_of(chain), Cycle, &["due_at", "tell_at"])[0].clone();
    let due = "1775736000000000";
    assert_eq!(told(&open), format!("{due} | {due}"));
    let history = History::of(&open.delivered);
    let view = FileView {
        file: open.file,
        history: &history,
        delivered: &open.delivered,
        practice: &practice,
        services: &chain::service,
    };
    let (service, pack, found) = cycles_by_service(&view).remove(0);
    let telling = tellings(&view, &pack, &service, &found).remove(0);
    let noticed = Body::Noticed {
        matter: Some(matter(1)),
        about: name("seen"),
        key: telling.key,
        to: vec![chain::TOM],
        says: telling.says,
    };
    assert_eq!(told(&open.then(noticed)), format!("{due} | -"));
}

#[test]
fn a_matter_is_counted_in_the_zone_and_calendar_of_its_own_service() {
    let chain = Chain::of_a_child().then(episode(1, OTHER));
    let rows = rows_of(&chain);
    assert_eq!(lines(&rows, Cycle, &["service"])[0], OTHER.to_string());
    // The first instant of 10 April in London.
    assert_eq!(lines(&rows, Cycle, &["due_at"])[0], "1775775600000000");
    let history = History::of(&chain.delivered);
    let needed: Vec<_> = services_of(&history, &chain.delivered)
        .into_iter()
        .collect();
    assert_eq!(needed, [SERVICE, OTHER]);
}

#[test]
fn a_shared_workers_limits_run_once_by_the_services_where_a_role_is_held() {
    let certificate = json!({"body": "the board", "number": "1", "issued": "2026-04-02", "expires": "2027-03-31"});
    let role = |service| json!({"role": "social-worker", "service": service});
    let chain = Chain::opened(Subject::Worker, None)
        .fact(1, "practising_certificate", certificate)
        .fact(2, "role_held", role(OTHER.to_string()))
        .fact(3, "role_held", role(SERVICE.to_string()));
    let found = lines(
        &rows_of(&chain),
        Cycle,
        &["matter", "clock", "due_date", "service"],
    );
    assert_eq!(found, [format!(" | certificate | 2027-04-02 | {SERVICE}")]);
    let nowhere = Chain::opened(Subject::Worker, None);
    let history = History::of(&nowhere.delivered);
    assert!(services_of(&history, &nowhere.delivered).is_empty());
}

#[test]
fn the_cycles_themselves_are_those_of_the_rows() {
    let chain = Chain::of_a_child()
        .episode(1)
        .on("2026-04-08")
        .visit(5, json!({}))
        .on("2026-06-01")
        .then(Body::StageEntered {
            matter: matter(1),
            stage: name("done"),
            by_move: name("finish"),
            closes: true,
        });
    let history = History::of(&chain.delivered);
    let all = cycles(&FileView {
        file: chain.file,
        history: &history,
        delivered: &chain.delivered,
        practice: &practice,
        services: &chain::service,
    });
    assert_eq!(all.len(), rows_of(&chain).in_table(Cycle).count());
    assert_eq!(
        lines(&rows_of(&chain), Cycle, &["clock", "n", "outcome"])
            .last()
            .map(String::as_str),
        Some("visited | 2 | missed")
    );
}
