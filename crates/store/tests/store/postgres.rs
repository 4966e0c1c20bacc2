//! What only a server can do to a unit of work.

use std::cell::Cell;
use std::sync::Barrier;
use std::thread;
use std::time::Duration;

use store::{Error, Options, Result, Store, Tx, args, sql};
use testkit::databases::{on_both, on_both_empty};

use crate::{keys, put};

fn on_postgres(test: impl Fn(Store)) {
    on_both(|store| {
        if !store
            .read(|tx| Ok::<_, Error>(tx.is_sqlite()))
            .unwrap_or(true)
        {
            test(store);
        }
    });
}

/// Ends this very connection, as a server does that is shut down.
fn hang_up(tx: &mut Tx<'_>) -> Result<()> {
    let end = "SELECT pg_terminate_backend(pg_backend_pid())";
    tx.query_dyn(end, args![], |row| row.get::<bool>(0))
        .map(drop)
}

#[test]
fn a_unit_whose_connection_is_lost_runs_again_on_another() {
    on_postgres(|store| {
        let runs = Cell::new(0);
        let kept: Result<u64> = store.write(|tx| {
            runs.set(runs.get() + 1);
            put(tx, "a", "1")?;
            if runs.get() == 1 {
                hang_up(tx)?;
            }
            put(tx, "b", "1")
        });
        assert_eq!((kept, runs.get()), (Ok(1), 2));
        assert_eq!(keys(&store), ["a", "b"]);
        let always: Result<()> = store.write(hang_up);
        assert!(matches!(always, Err(Error::Unavailable(_))), "{always:?}");
        let read: Result<()> = store.read(hang_up);
        assert!(matches!(read, Err(Error::Unavailable(_))), "{read:?}");
        assert_eq!(keys(&store), ["a", "b"]);
    });
}

#[test]
fn a_lost_answer_to_commit_is_unknown_and_the_unit_does_not_run_again() {
    on_postgres(|store| {
        let made: Result<()> = store.write(|tx| {
            tx.execute_dyn(
                "CREATE FUNCTION hang_up() RETURNS trigger LANGUAGE plpgsql AS \
                 'BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END'",
                args![],
            )?;
            tx.execute_dyn(
                "CREATE CONSTRAINT TRIGGER at_commit AFTER INSERT ON setting \
                 DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION hang_up()",
                args![],
            )?;
            Ok(())
        });
        assert_eq!(made, Ok(()));
        let runs = Cell::new(0);
        let lost: Result<u64> = store.write(|tx| {
            runs.set(runs.get() + 1);
            put(tx, "a", "1")
        });
        assert_eq!((lost, runs.get()), (Err(Error::CommitUnknown), 1));
        assert!(keys(&store).is_empty());
    });
}

#[test]
fn a_deadlock_is_resolved_by_running_one_unit_again() {
    on_postgres(|store| {
        let begun: Result<u64> = store.write(|tx| {
            put(tx, "a", "0")?;
            put(tx, "b", "0")
        });
        assert_eq!(begun, Ok(1));
        let both = Barrier::new(2);
        let lock = |first: &str, second: &str| -> Result<()> {
            let met = Cell::new(false);
            store.write(|tx| {
                let change = sql!("UPDATE setting SET value = value || '1' WHERE key = ?1");
                tx.execute_one(change, args![first])?;
                if !met.replace(true) {
                    both.wait();
                }
                tx.execute_one(change, args![second])
            })
        };
        thread::scope(|scope| {
            let other = scope.spawn(|| lock("b", "a"));
            assert_eq!(lock("a", "b"), Ok(()));
            assert_eq!(other.join().expect("no panic"), Ok(()));
        });
        let values: Result<Vec<String>> = store.read(|tx| {
            let all = sql!("SELECT value FROM setting ORDER BY key");
            tx.query(all, args![], |row| row.get(0))
        });
        assert_eq!(values, Ok(vec!["011".into(), "011".into()]));
    });
}

#[test]
fn patience_has_an_end() {
    on_both_empty(|url| {
        let short = Duration::from_millis(200);
        let options = Options {
            connections: 1,
            busy_timeout: short,
            statement_timeout: short,
        };
        let store = Store::open_with(url, &options).expect("it opens");
        if url.starts_with("postgres") {
            let slow: Result<Vec<()>> =
                store.read(|tx| tx.query_dyn("SELECT pg_sleep(5)", args![], |_| Ok(())));
            assert_eq!(slow, Err(Error::Busy));
        }
        let taken: Result<()> = store.read(|_| {
            let second: Result<()> = thread::scope(|scope| {
                scope
                    .spawn(|| store.read(|_| Ok(())))
                    .join()
                    .expect("no panic")
            });
            assert_eq!(second, Err(Error::Busy));
            Ok(())
        });
        assert_eq!(taken, Ok(()));
    });
}

#[test]
fn a_statement_prepared_before_a_migration_is_prepared_anew() {
    on_postgres(|store| {
        let all = "SELECT * FROM setting";
        let columns = || -> Result<Vec<usize>> {
            store.write(|tx| tx.query_dyn(all, args![], |row| Ok(row.len())))
        };
        let changed: Result<u64> = store.write(|tx| put(tx, "a", "1"));
        assert_eq!((changed, columns()), (Ok(1), Ok(vec![2])));
        let changed: Result<u64> =
            store.write(|tx| tx.execute_dyn("ALTER TABLE setting ADD COLUMN more BIGINT", args![]));
        assert_eq!((changed, columns()), (Ok(0), Ok(vec![3])));
    });
}
