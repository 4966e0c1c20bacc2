//! Migrations: forward, once, and only by a program that knows them.

use std::thread;

use jiff::Timestamp;
use store::{Error, MIGRATIONS, Migration, Result, Store, args};
use testkit::databases::on_both_empty;

const NOW: Timestamp = Timestamp::UNIX_EPOCH;

const STEPS: &[Migration] = &[
    Migration {
        version: 1,
        name: "one",
        text: "CREATE TABLE one (id {{serial}}, name {{text}} NOT NULL) {{strict}};",
    },
    Migration {
        version: 2,
        name: "two",
        text: "-- sqlite:\nCREATE TABLE two (only_sqlite INTEGER);\n-- postgres:\nCREATE TABLE two (only_postgres BIGINT);\n\
               -- both:\nINSERT INTO one (name) VALUES ('why?');\n",
    },
];

fn open(url: &str) -> Store {
    Store::open(url).expect("it opens")
}

/// The first column of an answer, as texts.
fn texts(store: &Store, text: &str) -> Result<Vec<String>> {
    store.read(|tx| tx.query_dyn(text, args![], |row| row.get(0)))
}

#[test]
fn the_programs_own_migrations_run_once() {
    on_both_empty(|url| {
        let all: Vec<u32> = MIGRATIONS.iter().map(|step| step.version).collect();
        let store = open(url);
        assert_eq!(store.schema_version(), Ok(0));
        assert_eq!(store.migrate(NOW), Ok(all.clone()));
        assert_eq!(store.migrate(NOW), Ok(vec![]));
        drop(store);
        let store = open(url);
        assert_eq!(store.migrate(NOW), Ok(vec![]));
        assert_eq!(store.schema_version().ok(), all.last().copied());
    });
}

#[test]
fn migrations_are_numbered_from_one_without_a_gap() {
    let numbers: Vec<u32> = MIGRATIONS.iter().map(|step| step.version).collect();
    let expected: Vec<u32> = (1..).take(MIGRATIONS.len()).collect();
    assert_eq!(numbers, expected);
}

#[test]
fn a_step_differs_only_where_it_says_so() {
    on_both_empty(|url| {
        let store = open(url);
        assert_eq!(store.migrate_with(STEPS, NOW), Ok(vec![1, 2]));
        assert_eq!(
            texts(&store, "SELECT name FROM one WHERE id = 1"),
            Ok(vec!["why?".into()])
        );
        let column = if url.starts_with("sqlite") {
            "only_sqlite"
        } else {
            "only_postgres"
        };
        assert!(texts(&store, &format!("SELECT CAST({column} AS TEXT) FROM two")).is_ok());
    });
}

#[test]
fn a_newer_database_is_refused() {
    on_both_empty(|url| {
        let store = open(url);
        let known = MIGRATIONS.last().map_or(0, |step| step.version);
        let texts: Vec<String> = (1..=known + 1)
            .map(|n| format!("CREATE TABLE t{n} (a {{{{int}}}})"))
            .collect();
        let steps: Vec<Migration> = (1..)
            .zip(&texts)
            .map(|(version, text)| Migration {
                version,
                name: "later",
                text: text.clone().leak(),
            })
            .collect();
        assert_eq!(
            store.migrate_with(&steps, NOW).map(|done| done.len()),
            Ok(texts.len())
        );
        let newer = Error::Newer {
            database: known + 1,
            program: known,
        };
        assert_eq!(store.migrate(NOW), Err(newer.clone()));
        drop(store);
        assert_eq!(Store::open(url).map(drop), Err(newer));
    });
}

#[test]
fn a_changed_step_is_refused_but_not_for_its_line_endings() {
    on_both_empty(|url| {
        let store = open(url);
        let first = |text| {
            [Migration {
                version: 1,
                name: "one",
                text,
            }]
        };
        let text = "CREATE TABLE one (\n a {{int}});\n";
        assert_eq!(store.migrate_with(&first(text), NOW), Ok(vec![1]));
        let windows = "CREATE TABLE one (\r\n a {{int}});\r\n";
        assert_eq!(store.migrate_with(&first(windows), NOW), Ok(vec![]));
        let changed = "CREATE TABLE one (\n b {{int}});\n";
        assert_eq!(
            store.migrate_with(&first(changed), NOW),
            Err(Error::MigrationChanged(1))
        );
    });
}

#[test]
fn a_step_that_fails_leaves_the_steps_before_it_and_is_resumed() {
    on_both_empty(|url| {
        let store = open(url);
        let broken = Migration {
            text: "CREATE TABLE two (a {{int}}); CREATE TABLE one (a {{int}});",
            ..STEPS[1]
        };
        assert!(store.migrate_with(&[STEPS[0], broken], NOW).is_err());
        assert_eq!(
            texts(&store, "SELECT name FROM schema_version"),
            Ok(vec!["one".into()])
        );
        assert!(texts(&store, "SELECT CAST(a AS TEXT) FROM two").is_err());
        assert_eq!(store.migrate_with(STEPS, NOW), Ok(vec![2]));
    });
}

#[test]
fn several_programs_may_migrate_at_once() {
    on_both_empty(|url| {
        let programs: Vec<Store> = (0..4).map(|_| open(url)).collect();
        let applied: usize = thread::scope(|scope| {
            let threads: Vec<_> = programs
                .iter()
                .map(|store| scope.spawn(|| store.migrate_with(STEPS, NOW)))
                .collect();
            let done = threads
                .into_iter()
                .map(|thread| thread.join().expect("no panic"));
            done.map(|applied| applied.expect("it migrates").len())
                .sum()
        });
        assert_eq!(applied, STEPS.len());
    });
}
