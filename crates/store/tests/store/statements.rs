//! Statements: all of them prepare on both databases, and they can be counted.

use store::{Error, Result, args, every_statement, sql};
use testkit::databases::on_both;

use crate::put;

#[test]
fn every_statement_prepares_on_both_databases() {
    assert!(every_statement().len() > 5, "the statements are registered");
    on_both(|store| {
        let refused: Vec<String> = every_statement()
            .into_iter()
            .filter_map(|sql| {
                let checked: Result<()> = store.read(|tx| tx.check(sql));
                checked
                    .err()
                    .map(|error| format!("{}: {error}", sql.place()))
            })
            .collect();
        assert!(
            refused.is_empty(),
            "{:?}\n{}",
            store.dialect(),
            refused.join("\n")
        );
    });
}

#[test]
fn a_registered_statement_says_where_it_is_written() {
    let statement = sql!("SELECT 1");
    assert_eq!(statement.place(), format!("{}:{}", file!(), line!() - 1));
    assert!(
        every_statement()
            .iter()
            .any(|known| std::ptr::eq(*known, statement))
    );
}

#[test]
fn statements_are_counted_without_those_that_begin_and_end() {
    on_both(|store| {
        let before = store.statements();
        let counted: Result<u64> = store.write(|tx| {
            put(tx, "a", "1")?;
            tx.savepoint(|tx| put(tx, "b", "2"))?;
            tx.query(sql!("SELECT key FROM setting"), args![], |row| {
                row.get::<String>(0)
            })?;
            Ok(tx.statements())
        });
        assert_eq!(counted, Ok(3));
        assert_eq!(store.statements() - before, 3);
    });
}

#[test]
fn a_wrong_statement_is_told_by_its_first_words() {
    on_both(|store| {
        let cases = [
            ("SELECT nothing FROM setting", 0, "nothing"),
            (
                "SELECT value FROM setting WHERE key = ?1",
                0,
                "0 arguments given, 1 wanted",
            ),
            (
                "SELECT {{odd}} FROM setting",
                0,
                "SELECT {{odd}} FROM setting",
            ),
        ];
        for (text, column, expected) in cases {
            let told: Result<Vec<String>> =
                store.read(|tx| tx.query_dyn(text, args![], |row| row.get(column)));
            let told = told.expect_err(text).to_string();
            assert!(
                told.contains(expected) && told.contains("FROM setting"),
                "{told}"
            );
        }
        let told: Result<u64> = store.write(|tx| tx.execute_dyn("SELECT 1", args![]));
        assert!(
            matches!(&told, Err(Error::Other(text)) if text.contains("answer")),
            "{told:?}"
        );
    });
}

#[test]
fn one_row_is_one_row() {
    on_both(|store| {
        let outcome: Result<()> = store.write(|tx| {
            let any = sql!("SELECT key FROM setting WHERE value = ?1");
            let none = tx.query_one_opt(any, args!["1"], |row| row.get::<String>(0))?;
            assert_eq!(none, None);
            assert!(
                tx.query_one(any, args!["1"], |row| row.get::<String>(0))
                    .is_err()
            );
            put(tx, "a", "1")?;
            let one = tx.query_one(any, args!["1"], |row| row.get::<String>(0))?;
            assert_eq!(one, "a");
            put(tx, "b", "1")?;
            assert!(
                tx.query_one_opt(any, args!["1"], |row| row.get::<String>(0))
                    .is_err()
            );
            let update = sql!("UPDATE setting SET value = ?2 WHERE key = ?1 AND value = ?3");
            tx.execute_one(update, args!["a", "2", "1"])?;
            let stale = tx.execute_one(update, args!["a", "3", "1"]);
            assert_eq!(stale, Err(Error::Conflict));
            Ok(())
        });
        assert_eq!(outcome, Ok(()));
    });
}

#[test]
fn what_every_page_needs_is_counted_apart() {
    on_both(|store| {
        let (statements, asides) = (store.statements(), store.asides());
        let own: Result<u64> = store.read(|tx| {
            tx.aside(|tx| {
                store::service::all(tx)?;
                // What is done aside within an aside is one as well.
                tx.aside(|tx| store::service::all(tx))?;
                store::service::to_recompute(tx)
            })?;
            store::service::all(tx)?;
            Ok(tx.statements())
        });
        assert_eq!(own, Ok(1));
        assert_eq!(store.statements() - statements, 1);
        assert_eq!(store.asides() - asides, 3);
    });
}
