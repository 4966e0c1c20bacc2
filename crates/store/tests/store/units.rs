//! Units of work: kept whole or not at all, one after the other.

use std::cell::Cell;
use std::sync::mpsc::channel;
use std::thread;

use store::{Error, Result, args, sql};
use testkit::databases::on_both;

use crate::{keys, put};

/// A caller's own error.
#[derive(Debug, PartialEq)]
enum Refusal {
    NotToday,
    Store(Error),
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        Refusal::Store(error)
    }
}

#[test]
fn a_unit_that_fails_leaves_nothing_and_gives_its_own_error() {
    on_both(|store| {
        let refused = store.write(|tx| {
            put(tx, "a", "1")?;
            Err::<(), _>(Refusal::NotToday)
        });
        assert_eq!(refused, Err(Refusal::NotToday));
        assert!(keys(&store).is_empty());
    });
}

#[test]
fn a_unit_that_panics_leaves_nothing_and_the_next_one_runs() {
    on_both(|store| {
        for _ in 0..3 {
            let panicked: Result<()> = store.write(|tx| {
                put(tx, "a", "1")?;
                std::panic::panic_any("on purpose")
            });
            assert_eq!(panicked, Err(Error::Panicked));
        }
        let panicked: Result<()> = store.read(|_| std::panic::panic_any("on purpose"));
        assert_eq!(panicked, Err(Error::Panicked));
        let kept: Result<u64> = store.write(|tx| put(tx, "b", "1"));
        assert_eq!(kept, Ok(1));
        assert_eq!(keys(&store), ["b"]);
    });
}

#[test]
fn after_a_failed_statement_a_unit_cannot_go_on_nor_be_kept() {
    on_both(|store| {
        let aborted: Result<()> = store.write(|tx| {
            put(tx, "a", "1")?;
            assert!(put(tx, "a", "2").is_err());
            assert_eq!(put(tx, "b", "1"), Err(Error::Aborted));
            Ok(())
        });
        assert_eq!(aborted, Err(Error::Aborted));
        assert!(keys(&store).is_empty());
    });
}

#[test]
fn a_savepoint_that_fails_is_undone_alone() {
    on_both(|store| {
        let kept: Result<()> = store.write(|tx| {
            put(tx, "a", "1")?;
            let failed: Result<u64> = tx.savepoint(|tx| {
                put(tx, "b", "1")?;
                put(tx, "a", "again")
            });
            assert!(
                matches!(failed, Err(Error::Constraint { .. })),
                "{failed:?}"
            );
            let hidden: Result<()> = tx.savepoint(|tx| {
                put(tx, "c", "1")?;
                let _ = put(tx, "a", "again");
                Ok(())
            });
            assert_eq!(hidden, Err(Error::Aborted));
            tx.savepoint(|tx| {
                put(tx, "d", "1")?;
                let refused: std::result::Result<(), Refusal> = tx.savepoint(|tx| {
                    put(tx, "e", "1")?;
                    Err(Refusal::NotToday)
                });
                assert_eq!(refused, Err(Refusal::NotToday));
                put(tx, "f", "1")
            })?;
            Ok(())
        });
        assert_eq!(kept, Ok(()));
        assert_eq!(keys(&store), ["a", "d", "f"]);
    });
}

#[test]
fn eight_threads_that_count_lose_nothing() {
    on_both(|store| {
        let begun: Result<u64> = store.write(|tx| put(tx, "count", "0"));
        assert_eq!(begun, Ok(1));
        let count = || -> Result<()> {
            store.write(|tx| {
                let now = tx.query_one(
                    sql!("SELECT value FROM setting WHERE key = 'count' {{for_update}}"),
                    args![],
                    |row| row.get::<String>(0),
                )?;
                let next = now.parse::<u32>().unwrap_or_default() + 1;
                tx.execute_one(
                    sql!("UPDATE setting SET value = ?1 WHERE key = 'count'"),
                    args![next.to_string()],
                )
            })
        };
        thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| (0..200).for_each(|_| assert_eq!(count(), Ok(()))));
            }
        });
        let total: Result<String> = store.read(|tx| {
            tx.query_one(
                sql!("SELECT value FROM setting WHERE key = 'count'"),
                args![],
                |row| row.get(0),
            )
        });
        assert_eq!(total.as_deref(), Ok("1600"));
    });
}

#[test]
fn a_read_sees_one_state_whatever_is_written_meanwhile() {
    on_both(|store| {
        let count = sql!("SELECT count(*) FROM setting");
        let (written, seen) = (channel(), channel());
        thread::scope(|scope| {
            let writer = &store;
            scope.spawn(move || {
                seen.1.recv().expect("the first look");
                let kept: Result<u64> = writer.write(|tx| put(tx, "later", "1"));
                written.0.send(kept).expect("a reader");
            });
            let looks: Result<(i64, i64)> = store.read(|tx| {
                let first = tx.query_one(count, args![], |row| row.get(0))?;
                seen.0.send(()).expect("a writer");
                assert_eq!(written.1.recv().expect("the write"), Ok(1));
                let second = tx.query_one(count, args![], |row| row.get(0))?;
                Ok((first, second))
            });
            assert_eq!(looks, Ok((0, 0)));
        });
        assert_eq!(keys(&store), ["later"]);
    });
}

#[test]
fn a_read_cannot_write() {
    on_both(|store| {
        let refused: Result<u64> = store.read(|tx| put(tx, "a", "1"));
        assert!(matches!(refused, Err(Error::Other(_))), "{refused:?}");
        assert!(keys(&store).is_empty());
    });
}

#[test]
fn a_transaction_within_another_is_refused_instead_of_waiting_for_itself() {
    on_both(|store| {
        let nested: Result<()> = store.write(|_| {
            let inner: Result<u64> = store.write(|tx| put(tx, "a", "1"));
            assert_eq!(inner, Err(Error::Nested));
            let inner: Result<()> = store.read(|_| Ok(()));
            inner
        });
        assert_eq!(nested, Err(Error::Nested));
        assert!(keys(&store).is_empty());
    });
}

#[test]
fn a_unit_borrows_what_it_needs() {
    on_both(|store| {
        let (name, runs) = (String::from("a"), Cell::new(0));
        let kept: Result<&str> = store.write(|tx| {
            runs.set(runs.get() + 1);
            put(tx, &name, "1")?;
            Ok(name.as_str())
        });
        assert_eq!((kept, runs.get()), (Ok("a"), 1));
    });
}
