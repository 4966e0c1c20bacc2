//! `alongside demo`.

use super::filled::{Filled, told};
use super::{alongside, said};

#[test]
fn it_fills_a_database_and_says_what_to_do_next() {
    let said = told();
    for part in [
        "Who works there",
        "Supervisor",
        "What is late",
        "ledger verify --database",
        "There are no pages yet",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    let filled = Filled::new();
    let people: i64 = filled
        .other_program()
        .query_row(
            "SELECT COUNT(*) FROM subject WHERE subject = 'person'",
            [],
            |row| row.get(0),
        )
        .expect("people");
    assert!((24..=40).contains(&people), "{people}");
    let check = alongside(&["recompute", "--database", &filled.url, "--check"]);
    assert!(check.status.success(), "{}", super::said(&check));
}

#[test]
fn a_second_run_keeps_what_is_there() {
    let filled = Filled::new();
    let head = filled.head();
    let output = alongside(&["demo", "--database", &filled.url]);
    assert!(output.status.success(), "{}", said(&output));
    assert!(said(&output).contains("what was entered is kept"));
    assert!(said(&output).contains("no pages to serve yet"));
    assert_eq!(filled.head(), head);
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
}
