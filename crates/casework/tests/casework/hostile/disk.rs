//! A disk that fills.

use casework::Error;
use serde_json::json;
use store::{Store, args};

use crate::story::small::garden_visits;

#[test]
fn a_full_disk_is_told_nothing_is_half_written_and_work_goes_on() {
    let store = Store::open("sqlite::memory:").expect("memory");
    store
        .migrate(jiff::Timestamp::UNIX_EPOCH)
        .expect("it can be migrated");
    let world = garden_visits(&store);
    let limit = |more: i64| {
        let limited: store::Result<()> = store.write(|tx| {
            let pages = tx.query_dyn("PRAGMA page_count", args![], |row| row.get::<i64>(0))?;
            let limit = format!("PRAGMA max_page_count = {}", pages[0] + more);
            tx.query_dyn(&limit, args![], |row| row.get::<i64>(0))
                .map(drop)
        });
        limited.expect("a limit");
    };
    limit(60);
    let ana = world.acting("Ana").at("2026-03-31 10:00");
    let note = ana
        .records("note")
        .on("Hana")
        .with(json!({"text": "a".repeat(90_000)}));
    let mut kept = 0;
    let full = loop {
        match note.submits() {
            Ok(_) => kept += 1,
            Err(error) => break error,
        }
        assert!(kept < 100, "the limit holds");
    };
    assert!(
        matches!(full, Error::Store(store::Error::DiskFull)),
        "{full:?}"
    );
    let notes = || {
        world
            .history("Hana")
            .records
            .iter()
            .filter(|r| r.kind == "note")
            .count()
    };
    assert_eq!(notes(), kept);
    world.is_whole();
    limit(1_000);
    note.done();
    assert_eq!(notes(), kept + 1);
    world.is_whole();
}
