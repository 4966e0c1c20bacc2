//! `alongside ledger` and `recompute`: whatever another program does to the database is found, and said where.

use casework::{Office, setup};
use domain::FileId;
use pack::calendar_file::CalendarLibrary;
use rusqlite::Connection;

use super::filled::Filled;
use super::{alongside, said};

/// A file of a person with several entries, whose last entry's event stands nowhere else.
fn a_file(other: &Connection) -> String {
    other
        .query_row(
            "SELECT d.file FROM delivery d JOIN subject s ON s.file = d.file
             WHERE s.subject = 'person' AND d.seq > 5 AND d.pos < (SELECT MAX(pos) FROM delivery)
                AND d.seq = (SELECT MAX(l.seq) FROM delivery l WHERE l.file = d.file)
                AND NOT EXISTS (SELECT 1 FROM delivery o WHERE o.event = d.event AND o.file <> d.file)
             ORDER BY d.file LIMIT 1",
            [],
            |row| row.get(0),
        )
        .expect("a file with entries")
}

/// Does something to a filled database with another program; verification against the head taken before must fail and say
/// this of the file.
#[track_caller]
fn found(change: impl Fn(&Connection, &str), expected: &str) {
    let filled = Filled::new();
    let head = filled.head();
    let other = filled.other_program();
    let file = a_file(&other);
    change(&other, &file);
    drop(other);
    let output = alongside(&[
        "ledger",
        "verify",
        "--database",
        &filled.url,
        "--head",
        &head,
    ]);
    let said = said(&output);
    assert_eq!(output.status.code(), Some(1), "{said}");
    let expected = expected.replace("FILE", &file);
    assert!(
        said.contains(&expected),
        "expected {expected}, found {said}"
    );
}

#[track_caller]
fn execute(other: &Connection, sql: &str, file: &str) {
    let changed = other.execute(sql, [file]).expect(sql);
    assert!(changed > 0, "{sql} changed nothing");
}

#[test]
fn what_nobody_touched_is_verified() {
    let filled = Filled::new();
    let head = filled.head();
    let (place, hash) = head.split_once('.').expect("a place and a hash");
    assert!(place.parse::<u64>().is_ok_and(|n| n > 100));
    assert_eq!(hash.len(), 64);
    for with in [vec![], vec!["--head", &head]] {
        let mut args = vec!["ledger", "verify", "--database", &filled.url];
        args.extend(with);
        let output = alongside(&args);
        assert!(output.status.success(), "{}", said(&output));
        assert!(said(&output).ends_with(&format!("{place} entries, head {head}")));
    }
}

#[test]
fn later_work_leaves_an_older_head_true() {
    let filled = Filled::new();
    let head = filled.head();
    {
        let store = store::Store::open(&filled.url).expect("the database");
        let office = Office::new(store, CalendarLibrary::embedded());
        let service = office.store.read(store::service::all).expect("services")[0].clone();
        let mut count = 0;
        let mut ids = || {
            count += 1;
            u128::MAX - count
        };
        let named = serde_json::json!({"name_kind": "legal", "given": "Hana", "family": "Later", "safe_with": "everyone"});
        let known = vec![setup::known("name", named, None)];
        let now = jiff::Timestamp::now();
        let subject = domain::event::Subject::Person;
        setup::file(
            &office,
            &mut ids,
            now,
            subject,
            service.service,
            service.agency,
            &known,
        )
        .expect("another person");
    }
    assert_ne!(filled.head(), head);
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
fn an_edited_event_is_found() {
    found(
        |other, file| {
            execute(
                other,
                "UPDATE event SET content = replace(content, '\"body\"', '\"body\" ') WHERE event =
                    (SELECT event FROM delivery WHERE file = ?1 AND seq = 2)",
                file,
            );
        },
        "file FILE: entry 2 (event ",
    );
}

#[test]
fn a_last_entry_that_is_gone_is_found() {
    let cut = |other: &Connection, file: &str| {
        let event: String = other
            .query_row(
                "SELECT event FROM delivery WHERE file = ?1 ORDER BY seq DESC LIMIT 1",
                [file],
                |row| row.get(0),
            )
            .expect("a last entry");
        execute(other, "DELETE FROM delivery WHERE event = ?1", &event);
        execute(other, "DELETE FROM event WHERE event = ?1", &event);
    };
    found(cut, "file FILE: was shortened");
    // Also where the file itself says no more than is left.
    found(
        |other, file| {
            cut(other, file);
            execute(
                other,
                "UPDATE file SET head = head - 1, hash =
                    (SELECT d.hash FROM delivery d WHERE d.file = file.file AND d.seq = file.head - 1) WHERE file = ?1",
                file,
            );
        },
        "the entry at place ",
    );
}

#[test]
fn entries_in_another_order_are_found() {
    found(
        |other, file| {
            let event = |seq: i64| -> String {
                let sql = "SELECT event FROM delivery WHERE file = ?1 AND seq = ?2";
                other
                    .query_row(sql, rusqlite::params![file, seq], |row| row.get(0))
                    .expect("an entry")
            };
            let (second, third) = (event(2), event(3));
            for (seq, event) in [(2, third), (3, second)] {
                let sql = "UPDATE delivery SET event = ?3 WHERE file = ?1 AND seq = ?2";
                other
                    .execute(sql, rusqlite::params![file, seq, event])
                    .expect("swapped");
            }
        },
        "file FILE: entry 2 does not follow the one before it",
    );
}

#[test]
fn a_file_that_is_gone_altogether_is_found() {
    found(
        |other, file| {
            let tables: Vec<String> = other
                .prepare("SELECT m.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c ON c.name = 'file' WHERE m.type = 'table' AND m.name <> 'delivery'")
                .and_then(|mut all| all.query_map([], |row| row.get(0))?.collect())
                .expect("the tables");
            assert!(tables.len() > 10);
            execute(
                other,
                "DELETE FROM event WHERE event IN (SELECT event FROM delivery WHERE file = ?1)
                    AND event NOT IN (SELECT event FROM delivery WHERE file <> ?1)",
                file,
            );
            execute(other, "DELETE FROM delivery WHERE file = ?1", file);
            for table in tables {
                other
                    .execute(&format!("DELETE FROM {table} WHERE file = ?1"), [file])
                    .expect("deleted");
            }
        },
        "of the whole ledger is missing, and with it the file it stood on",
    );
}

#[test]
fn an_edit_of_what_is_worked_out_is_found_and_mended() {
    for (sql, table, column) in [
        (
            "UPDATE subject SET display = 'Somebody Else' WHERE file = ?1",
            "subject",
            "display",
        ),
        (
            "UPDATE matter SET stage = 'elsewhere' WHERE file = ?1",
            "matter",
            "stage",
        ),
        (
            "UPDATE cycle SET due_date = '2031-01-01' WHERE file = ?1",
            "cycle",
            "due_date",
        ),
    ] {
        let filled = Filled::new();
        let other = filled.other_program();
        let file = a_file(&other);
        execute(&other, sql, &file);
        let output = alongside(&["ledger", "verify", "--database", &filled.url]);
        let found = said(&output);
        assert_eq!(output.status.code(), Some(1), "{found}");
        assert!(
            found.contains(&format!("file {file}: table `{table}`")),
            "{found}"
        );
        assert!(found.contains(&format!("`{column}`")), "{found}");
        assert!(!found.contains("Somebody"), "{found}");
        let check = alongside(&["recompute", "--database", &filled.url, "--check"]);
        assert_eq!(check.status.code(), Some(1));
        assert!(
            said(&check).contains("files, 1 with a difference"),
            "{}",
            said(&check)
        );
        let mended = alongside(&["recompute", "--database", &filled.url]);
        assert!(
            said(&mended).contains("1 files changed"),
            "{}",
            said(&mended)
        );
        let output = alongside(&["ledger", "verify", "--database", &filled.url]);
        assert!(output.status.success(), "{}", said(&output));
    }
}

#[test]
fn a_row_of_nobody_and_an_edited_pack_are_found() {
    let filled = Filled::new();
    let other = filled.other_program();
    let nobody = FileId::from_bits(12).to_string();
    let sql = "INSERT INTO allowed (file, worker) VALUES (?1, ?1)";
    execute(&other, sql, &nobody);
    let sql = "UPDATE pack_version SET sources = replace(sources, '5 working days', '9 working days') WHERE version <> ?1";
    execute(&other, sql, "");
    let output = alongside(&["ledger", "verify", "--database", &filled.url]);
    let found = said(&output);
    assert_eq!(output.status.code(), Some(1), "{found}");
    assert!(found.contains(&nobody), "{found}");
    assert!(
        found.contains("its files are not those that were published"),
        "{found}"
    );
}

#[test]
fn an_older_copy_put_back_does_not_reach_the_kept_head() {
    let filled = Filled::new();
    let older = Filled::new();
    let other = older.other_program();
    // The copy is shorter by the last entry, and true in itself.
    let (file, seq, event): (String, i64, String) = other
        .query_row(
            "SELECT file, seq, event FROM delivery ORDER BY pos DESC LIMIT 1",
            [],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
        )
        .expect("the last entry");
    other
        .execute(
            "DELETE FROM delivery WHERE file = ?1 AND seq = ?2",
            rusqlite::params![file, seq],
        )
        .expect("cut");
    other
        .execute(
            "DELETE FROM event WHERE event = ?1 AND event NOT IN (SELECT event FROM delivery)",
            [&event],
        )
        .expect("cut");
    other
        .execute(
            "UPDATE file SET head = ?2, hash = (SELECT hash FROM delivery WHERE file = ?1 AND seq = ?2) WHERE file = ?1",
            rusqlite::params![file, seq - 1],
        )
        .expect("cut");
    other
        .execute_batch(
            "UPDATE chain SET pos = (SELECT MAX(pos) FROM delivery), sealed = (SELECT sealed FROM delivery ORDER BY pos DESC LIMIT 1)",
        )
        .expect("cut");
    drop(other);
    alongside(&["recompute", "--database", &older.url]);
    let alone = alongside(&["ledger", "verify", "--database", &older.url]);
    assert!(alone.status.success(), "{}", said(&alone));
    let output = alongside(&[
        "ledger",
        "verify",
        "--database",
        &older.url,
        "--head",
        &filled.head(),
    ]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        said(&output).contains("where the kept head was taken"),
        "{}",
        said(&output)
    );
}

#[test]
fn a_database_that_is_not_there_is_not_made() {
    let output = alongside(&["ledger", "head", "--database", "sqlite:no/such.db"]);
    assert!(!output.status.success());
    assert!(said(&output).contains("there is no database at no/such.db"));
    let filled = Filled::new();
    let output = alongside(&["ledger", "verify", "--database", &filled.url, "--head", "7"]);
    assert!(said(&output).contains("`7` is not a head"));
}
