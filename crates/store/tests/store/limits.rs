//! Large answers, and places where no database can be.

use std::path::Path;
use std::process::Command;

use store::{Error, Result, Store, args, sql};
use testkit::databases::on_both;

use crate::groups::on_sqlite;

/// The most memory this process has had, in kilobytes.
pub fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").expect("Linux");
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let number = line.and_then(|line| line.split_whitespace().next());
    number
        .and_then(|number| number.parse().ok())
        .expect("a number")
}

/// Runs a test that measures memory in a process of its own, where no other test runs.
pub fn alone(test: &str, body: impl FnOnce()) {
    const MARK: &str = "ALONGSIDE_TEST_ALONE";
    if std::env::var_os(MARK).is_some() {
        return body();
    }
    let program = std::env::current_exe().expect("this program");
    let mut again = Command::new(program);
    again.args(["--exact", test, "--nocapture"]).env(MARK, "1");
    let done = again.output().expect("it runs");
    let told = String::from_utf8_lossy(&done.stdout);
    let why = String::from_utf8_lossy(&done.stderr);
    assert!(
        done.status.success() && told.contains("1 passed"),
        "{told}{why}"
    );
}

#[test]
fn a_hundred_thousand_rows_pass_through_little_memory() {
    alone(
        "limits::a_hundred_thousand_rows_pass_through_little_memory",
        a_hundred_thousand_rows,
    );
}

fn a_hundred_thousand_rows() {
    on_both(|store| {
        let filled: Result<u64> = store.write(|tx| {
            tx.execute(
                sql!(
                    "INSERT INTO setting (key, value)
                     WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)
                     SELECT CAST(i AS TEXT), CAST(?1 AS TEXT) FROM n"
                ),
                args!["x".repeat(600)],
            )
        });
        assert_eq!(filled, Ok(100_000));
        let before = peak();
        let mut rows = 0;
        let seen: Result<i64> = store.read(|tx| {
            let all = sql!("SELECT value FROM setting");
            tx.for_each(all, args![], |row| {
                rows += row.get::<&str>(0)?.len() / 600;
                Ok(())
            })?;
            // A reader that has seen enough stops, and the transaction goes on.
            let mut few = 0;
            let enough = tx.for_each(all, args![], |_| {
                few += 1;
                if few == 10 {
                    Err(Error::Conflict)
                } else {
                    Ok(())
                }
            });
            assert_eq!((enough, few), (Err(Error::Conflict), 10));
            tx.query_one(sql!("SELECT count(*) FROM setting"), args![], |row| {
                row.get(0)
            })
        });
        assert_eq!((seen, rows), (Ok(100_000), 100_000));
        let grown = peak().saturating_sub(before);
        assert!(grown < 40_000, "{grown} kB for 60 MB of rows");
    });
}

#[test]
#[cfg(unix)]
fn a_new_file_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt;
    let directory = tempfile::tempdir().expect("a temporary folder");
    let path = directory.path().join("cases.db");
    let store = Store::open(&format!("sqlite:{}", path.display())).expect("a new file opens");
    store
        .migrate(jiff::Timestamp::UNIX_EPOCH)
        .expect("it can be migrated");
    for file in std::fs::read_dir(directory.path()).expect("the folder") {
        let file = file.expect("a file");
        let mode = file.metadata().expect("its mode").permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{:?}", file.file_name());
    }
    drop(store);
    let left = std::fs::read_dir(directory.path())
        .expect("the folder")
        .count();
    assert_eq!(left, 1, "the last store to go closes the log");
}

#[test]
fn a_sqlite_connection_is_strict_about_what_it_takes() {
    on_sqlite(|store| {
        let settings: Result<Vec<String>> = store.read(|tx| {
            let mut told = Vec::new();
            for name in [
                "journal_mode",
                "synchronous",
                "foreign_keys",
                "trusted_schema",
            ] {
                let pragma = format!("SELECT CAST({name} AS TEXT) FROM pragma_{name}");
                told.extend(tx.query_dyn(&pragma, args![], |row| row.get::<String>(0))?);
            }
            Ok(told)
        });
        let expected = ["wal", "2", "1", "0"].map(str::to_owned).to_vec();
        assert_eq!(settings, Ok(expected));
        let odd: Result<Vec<String>> =
            store.read(|tx| tx.query_dyn("SELECT \"odd\"", args![], |row| row.get(0)));
        assert!(odd.is_err());
    });
}

#[test]
fn what_is_no_database_is_told_and_left_alone() {
    let directory = tempfile::tempdir().expect("a temporary folder");
    let open = |path: &Path| Store::open(&format!("sqlite:{}", path.display())).map(drop);
    let text = directory.path().join("letter.txt");
    std::fs::write(&text, "Tēnā koe, ".repeat(200)).expect("a file");
    assert!(matches!(open(&text), Err(Error::Corrupt(_))));
    assert!(std::fs::read_to_string(&text).is_ok_and(|text| text.starts_with("Tēnā koe")));
    let nowhere = directory.path().join("no/such/folder/cases.db");
    assert!(matches!(open(&nowhere), Err(Error::Unavailable(_))));
    assert!(matches!(open(directory.path()), Err(Error::Unavailable(_))));
    let refused = Store::open("postgres://nobody:secret@127.0.0.1:1/none").map(drop);
    assert!(
        matches!(&refused, Err(Error::Unavailable(text)) if !text.contains("secret")),
        "{refused:?}"
    );
}
