//! Group commit on SQLite: units that wait share one transaction, and each is answered as if it
//! had been alone.

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

use jiff::Timestamp;
use store::{Error, Result, Store, Tx, args};

use crate::{keys, put};

/// A migrated SQLite store in a folder of its own.
pub fn on_sqlite(test: impl Fn(Store)) {
    let directory = tempfile::tempdir().expect("a temporary folder");
    let path = directory.path().join("test.db");
    let store = Store::open(&format!("sqlite:{}", path.display())).expect("a new file opens");
    store
        .migrate(Timestamp::UNIX_EPOCH)
        .expect("it can be migrated");
    test(store);
}

/// What became of units that were written together.
struct Together {
    /// The outcomes, the first unit's first.
    outcomes: Vec<Result<()>>,
    /// How often the first unit ran.
    runs: u32,
    /// Whether the first unit had been answered when another one ran.
    early: bool,
}

/// What a unit does.
type Work<'w> = &'w (dyn Fn(&mut Tx<'_>) -> Result<()> + Sync);

/// Runs a first unit, and `others` in one transaction with it: they wait while it runs.
fn together(store: &Store, others: &[Work<'_>]) -> Together {
    let runs = AtomicU32::new(0);
    let (answered, early) = (AtomicBool::new(false), AtomicBool::new(false));
    let outcomes = thread::scope(|scope| {
        let (running, begun) = channel();
        let (runs, answered, early) = (&runs, &answered, &early);
        let first = scope.spawn(move || {
            let outcome = store.write(|tx| {
                if runs.fetch_add(1, Ordering::SeqCst) == 0 {
                    running.send(()).expect("the others");
                    thread::sleep(Duration::from_millis(300));
                }
                put(tx, "first", "1").map(drop)
            });
            answered.store(true, Ordering::SeqCst);
            outcome
        });
        begun.recv().expect("the first unit runs");
        let write = move |unit: Work<'_>| {
            store.write(|tx| {
                early.fetch_or(answered.load(Ordering::SeqCst), Ordering::SeqCst);
                unit(tx)
            })
        };
        let others = others.iter().map(|unit| scope.spawn(move || write(unit)));
        let others: Vec<_> = others.collect();
        let all = std::iter::once(first).chain(others);
        all.map(|thread| thread.join().expect("no panic")).collect()
    });
    Together {
        outcomes,
        runs: runs.into_inner(),
        early: early.into_inner(),
    }
}

#[test]
fn a_unit_that_fails_between_others_fails_alone() {
    on_sqlite(|store| {
        let Together {
            outcomes,
            runs,
            early,
        } = together(
            &store,
            &[
                &|tx| put(tx, "second", "1").map(drop),
                &|tx| {
                    put(tx, "third", "1")?;
                    Err(Error::Conflict)
                },
                &|tx| {
                    put(tx, "fourth", "1")?;
                    std::panic::panic_any("on purpose")
                },
                &|tx| put(tx, "first", "twice").map(drop),
                &|tx| put(tx, "last", "1").map(drop),
            ],
        );
        assert_eq!(
            outcomes[..4],
            [Ok(()), Ok(()), Err(Error::Conflict), Err(Error::Panicked)]
        );
        assert!(
            matches!(outcomes[4], Err(Error::Constraint { .. })),
            "{outcomes:?}"
        );
        assert_eq!((&outcomes[5], runs), (&Ok(()), 1));
        assert!(!early, "nobody is answered before all have run");
        assert_eq!(keys(&store), ["first", "last", "second"]);
    });
}

#[test]
fn if_commit_fails_each_unit_runs_again_alone() {
    on_sqlite(|store| {
        let made: Result<u64> = store.write(|tx| {
            let child = "CREATE TABLE child (parent TEXT REFERENCES setting (key))";
            tx.execute_dyn(child, args![])
        });
        assert_eq!(made, Ok(0));
        let Together { outcomes, runs, .. } = together(
            &store,
            &[
                &|tx| put(tx, "second", "1").map(drop),
                &|tx| {
                    put(tx, "third", "1")?;
                    tx.execute_dyn("PRAGMA defer_foreign_keys = ON", args![])?;
                    let orphan = "INSERT INTO child (parent) VALUES ('nobody')";
                    tx.execute_dyn(orphan, args![]).map(drop)
                },
                &|tx| put(tx, "last", "1").map(drop),
            ],
        );
        assert_eq!(
            (&outcomes[0], &outcomes[1], &outcomes[3]),
            (&Ok(()), &Ok(()), &Ok(()))
        );
        assert!(
            matches!(outcomes[2], Err(Error::Constraint { .. })),
            "{outcomes:?}"
        );
        assert_eq!(runs, 2, "the first unit was in the lost transaction");
        assert_eq!(keys(&store), ["first", "last", "second"]);
    });
}

#[test]
fn if_a_unit_loses_the_transaction_the_others_are_kept() {
    on_sqlite(|store| {
        let Together { outcomes, runs, .. } = together(
            &store,
            &[
                &|tx| {
                    put(tx, "second", "1")?;
                    tx.execute_dyn("ROLLBACK", args![]).map(drop)
                },
                &|tx| put(tx, "last", "1").map(drop),
            ],
        );
        assert_eq!(outcomes, [Ok(()), Err(Error::Aborted), Ok(())]);
        assert_eq!(runs, 2);
        assert_eq!(keys(&store), ["first", "last"]);
    });
}

#[test]
fn a_full_disk_is_told_and_the_work_of_others_is_kept() {
    on_sqlite(|store| {
        let limited: Result<Vec<i64>> = store.write(|tx| {
            let pages = tx.query_dyn("PRAGMA page_count", args![], |row| row.get::<i64>(0))?;
            let limit = format!("PRAGMA max_page_count = {}", pages[0] + 8);
            tx.query_dyn(&limit, args![], |row| row.get(0))
        });
        assert_eq!(limited.map(|pages| pages.len()), Ok(1));
        let large = "x".repeat(1_000_000);
        let Together { outcomes, .. } = together(
            &store,
            &[
                &|tx| put(tx, "second", "1").map(drop),
                &|tx| put(tx, "large", &large).map(drop),
                &|tx| put(tx, "last", "1").map(drop),
            ],
        );
        assert_eq!(outcomes, [Ok(()), Ok(()), Err(Error::DiskFull), Ok(())]);
        assert_eq!(keys(&store), ["first", "last", "second"]);
    });
}

#[test]
fn in_memory_a_store_reads_and_writes_too() {
    let store = Store::open("sqlite::memory:").expect("memory");
    let other = Store::open("sqlite::memory:").expect("memory");
    store
        .migrate(Timestamp::UNIX_EPOCH)
        .expect("it can be migrated");
    let kept: Result<u64> = store.write(|tx| put(tx, "a", "1"));
    assert_eq!(kept, Ok(1));
    assert_eq!(keys(&store), ["a"]);
    let refused: Result<u64> = store.read(|tx| put(tx, "b", "1"));
    assert!(refused.is_err());
    let kept: Result<u64> = store.write(|tx| put(tx, "c", "1"));
    assert_eq!((kept, keys(&store).len()), (Ok(1), 2));
    assert_eq!(other.schema_version(), Ok(0));
}
