//! `alongside demo`.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::filled::{Filled, told};
use super::{alongside, said};

fn number(database: &Connection, question: &str) -> i64 {
    database
        .query_row(question, [], |row| row.get(0))
        .expect(question)
}

fn counted(database: &Connection, question: &str) -> BTreeMap<String, i64> {
    let mut statement = database.prepare(question).expect(question);
    let rows = statement
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .expect(question);
    rows.collect::<Result<_, _>>().expect(question)
}

#[test]
fn it_fills_a_database_and_says_what_to_do_next() {
    let said = told();
    for part in [
        "Who works there",
        "Supervisor",
        "What is late",
        "ledger verify --database",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    let filled = Filled::new();
    let check = alongside(&["recompute", "--database", &filled.url, "--check"]);
    assert!(check.status.success(), "{}", super::said(&check));
}

#[test]
fn two_years_of_young_people_stand_at_every_stage() {
    let filled = Filled::new();
    let database = filled.other_program();
    let young = number(
        &database,
        "SELECT COUNT(DISTINCT file) FROM matter WHERE kind = 'episode' AND pack = 'massiss'",
    );
    assert!((115..=140).contains(&young), "{young}");
    let stages = counted(
        &database,
        "SELECT stage, COUNT(*) FROM matter WHERE kind = 'episode' AND pack = 'massiss' GROUP BY stage",
    );
    for stage in [
        "referral",
        "engagement",
        "assessment",
        "planning",
        "intervention",
        "follow-up",
        "ended",
    ] {
        let found = stages.get(stage).copied().unwrap_or_default();
        assert!(found >= 2, "{found} at {stage}: {stages:?}");
    }
    let again = number(
        &database,
        "SELECT COUNT(*) FROM (SELECT file FROM matter WHERE kind = 'episode' AND pack = 'massiss' GROUP BY file HAVING COUNT(*) > 1)",
    );
    assert!(again >= 3, "{again} came again");
    let first: String = database
        .query_row(
            "SELECT MIN(opened) FROM matter WHERE pack = 'massiss'",
            [],
            |row| row.get(0),
        )
        .expect("the first");
    let last: String = database
        .query_row(
            "SELECT MAX(opened) FROM matter WHERE pack = 'massiss'",
            [],
            |row| row.get(0),
        )
        .expect("the last");
    let day = |text: &str| -> jiff::civil::Date { text[..10].parse().expect("a day") };
    let days = (day(&last) - day(&first)).get_days();
    assert!((690..=760).contains(&days), "{days} days");
}

#[test]
fn two_providers_share_the_database_and_nobody_works_for_both() {
    let filled = Filled::new();
    let database = filled.other_program();
    let packs = counted(
        &database,
        "SELECT pack, COUNT(DISTINCT file) FROM matter GROUP BY pack",
    );
    assert_eq!(
        packs.keys().collect::<Vec<_>>(),
        ["massiss", "strengthening-families"]
    );
    assert!(packs.values().all(|files| *files >= 8), "{packs:?}");
    let both = number(
        &database,
        "SELECT COUNT(*) FROM (SELECT file FROM role_held GROUP BY file HAVING COUNT(DISTINCT service) > 1)",
    );
    assert_eq!(both, 0);
    for part in ["Tauwhiro Taiohi", "Strengthening Families"] {
        assert!(told().contains(part), "{part}");
    }
}

#[test]
fn a_plausible_share_is_late_and_some_of_it_was_agreed() {
    let filled = Filled::new();
    let database = filled.other_program();
    let met = number(
        &database,
        "SELECT COUNT(*) FROM cycle WHERE outcome = 'met'",
    );
    let late = number(
        &database,
        "SELECT COUNT(*) FROM cycle WHERE outcome = 'met_late'
           OR outcome = 'running' AND due_at < strftime('%s', 'now') * 1000000",
    );
    assert!(late * 50 > met && late * 4 < met, "{late} late, {met} met");
    let agreed = number(
        &database,
        "SELECT COUNT(*) FROM cycle WHERE clock = 'plan-review' AND first_due_at < due_at",
    );
    assert!(agreed >= 4, "{agreed} put off with a reason");
}

#[test]
fn supervisors_have_something_to_sign_and_somebody_had_theirs_sent_back() {
    let filled = Filled::new();
    let database = filled.other_program();
    let at = |pack: &str, kind: &str| {
        counted(
            &database,
            &format!(
                "SELECT r.status, COUNT(*) FROM v_record r JOIN matter m ON m.matter = r.matter
                 WHERE r.kind = '{kind}' AND m.pack = '{pack}' GROUP BY 1"
            ),
        )
    };
    let closures = at("massiss", "closure");
    assert!(closures["waiting"] >= 2, "{closures:?}");
    assert!(closures["complete"] >= 50, "{closures:?}");
    assert_eq!(closures["returned"], 1, "{closures:?}");
    let assessments = at("strengthening-families", "assessment");
    assert!(assessments["waiting"] >= 1, "{assessments:?}");
    assert_eq!(assessments["returned"], 1, "{assessments:?}");
    let closed_unsigned = number(
        &database,
        "SELECT COUNT(*) FROM v_record r JOIN matter m ON m.matter = r.matter
         WHERE r.kind = 'closure' AND r.status <> 'complete' AND m.closed IS NOT NULL",
    );
    assert_eq!(closed_unsigned, 0);
}

#[test]
fn notes_do_not_all_read_alike() {
    let filled = Filled::new();
    let database = filled.other_program();
    let visits = number(
        &database,
        "SELECT COUNT(*) FROM v_record WHERE kind = 'visit'",
    );
    assert!(visits > 400, "{visits}");
    let respondents = counted(
        &database,
        "SELECT text, COUNT(*) FROM answer WHERE field = 'respondent' GROUP BY text",
    );
    assert_eq!(respondents.len(), 3, "{respondents:?}");
}

#[test]
fn everybody_who_works_there_can_sign_in_with_the_password_that_is_printed() {
    let said = told();
    for part in [
        "Sign-in name",
        "rawiri ",
        "aroha ",
        "mere ",
        "The password of the demonstration is: ",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    let filled = Filled::new();
    let database = filled.other_program();
    let without = number(
        &database,
        "SELECT COUNT(*) FROM subject WHERE subject = 'worker' AND file NOT IN (SELECT worker FROM account)",
    );
    assert_eq!(without, 0);
    let hashes = counted(
        &database,
        "SELECT password, COUNT(*) FROM account GROUP BY 1",
    );
    assert!(hashes.keys().all(|h| h.starts_with("$argon2id$")));
    assert!(hashes.values().all(|n| *n == 1), "salted each by its own");
}

#[test]
fn a_second_run_keeps_what_is_there_and_prints_the_names_again() {
    let filled = Filled::new();
    let head = filled.head();
    let output = alongside(&["demo", "--database", &filled.url, "--no-serve"]);
    assert!(output.status.success(), "{}", said(&output));
    assert!(said(&output).contains("what was entered is kept"));
    assert!(said(&output).contains("The password of the demonstration is: "));
    assert_eq!(filled.head(), head);
}

#[test]
fn its_ledger_verifies() {
    let filled = Filled::new();
    let head = filled.head();
    let output = alongside(&[
        "ledger",
        "verify",
        "--database",
        &filled.url,
        "--head",
        &head,
    ]);
    assert!(output.status.success(), "{}", said(&output));
}

#[test]
fn a_story_that_does_not_read_is_refused_before_anything_is_written() {
    let folder = tempfile::TempDir::new().expect("a folder");
    let story = folder.path().join("story.yaml");
    std::fs::write(&story, "story: x\nchapters: []\n").expect("a story");
    let url = format!("sqlite:{}", folder.path().join("a.db").display());
    let output = alongside(&[
        "demo",
        "--database",
        &url,
        "--story",
        &story.to_string_lossy(),
    ]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        said(&output).contains("the story cannot be used"),
        "{}",
        said(&output)
    );
    let database = Connection::open(folder.path().join("a.db")).expect("a database");
    assert_eq!(number(&database, "SELECT COUNT(*) FROM event"), 0);
}
