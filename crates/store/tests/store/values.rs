//! Values come back as they went in, or are refused alike.

use jiff::Timestamp;
use jiff::civil::{Date, date};
use store::{ConstraintKind, Error, Result, Row, Value, args, sql};
use testkit::databases::on_both;

use crate::{keys, put};

#[test]
fn values_come_back_as_they_went_in() {
    on_both(|store| {
        let texts = [
            "",
            " ",
            "Ngā mihi, whānau",
            "naïve — 日本語 🪶",
            "'quoted\" ?1 $1\n\t",
        ];
        let numbers = [0, 1, -1, i64::MIN, i64::MAX];
        let bytes: [&[u8]; 3] = [b"", b"\0\xff", "ā".as_bytes()];
        let instant = Timestamp::from_microsecond(1_780_000_000_123_456).expect("an instant");
        let done: Result<()> = store.write(|tx| {
            tx.execute_dyn(
                "CREATE TABLE sample (i {{int}}, t {{text}}, b {{bytes}}, r {{real}}) {{strict}}",
                args![],
            )?;
            let insert = "INSERT INTO sample (i, t, b, r) VALUES (?1, ?2, ?3, ?4)";
            for text in texts {
                tx.execute_dyn(insert, args![None::<i64>, text, None::<&[u8]>, None::<f64>])?;
            }
            for number in numbers {
                tx.execute_dyn(insert, args![number, None::<&str>, None::<&[u8]>, 0.1])?;
            }
            for bytes in bytes {
                tx.execute_dyn(insert, args![true, date(1998, 2, 28), bytes, 7.0])?;
            }
            tx.execute_dyn(insert, args![instant, Some("some"), Value::Null, f64::MAX])?;
            Ok(())
        });
        done.expect("all can be kept");
        let rows: Result<Vec<_>> = store.read(|tx| {
            let all = "SELECT i, t, b, r FROM sample";
            tx.query_dyn(all, args![], |row| {
                Ok((
                    row.get::<Option<i64>>(0)?,
                    row.get::<Option<String>>(1)?,
                    row.get::<Option<Vec<u8>>>(2)?,
                    row.get::<Option<f64>>(3)?,
                ))
            })
        });
        let rows = rows.expect("all can be read");
        let kept: Vec<_> = rows[..5]
            .iter()
            .filter_map(|row| row.1.as_deref())
            .collect();
        assert_eq!(kept, texts);
        let kept: Vec<_> = rows[5..10].iter().filter_map(|row| row.0).collect();
        assert_eq!(kept, numbers);
        assert_eq!(rows[5].3, Some(0.1));
        let kept: Vec<_> = rows[10..13]
            .iter()
            .filter_map(|row| row.2.as_deref())
            .collect();
        assert_eq!(kept, bytes);
        assert_eq!(
            rows[13],
            (
                Some(instant.as_microsecond()),
                Some("some".into()),
                None,
                Some(f64::MAX)
            )
        );

        let typed: Result<Vec<_>> = store.read(|tx| {
            let some = "SELECT i, t, b FROM sample WHERE t = ?1 AND b = ?2";
            tx.query_dyn(some, args![date(1998, 2, 28), b"\0\xff"], |row| {
                assert_eq!(row.get::<&[u8]>(2)?, b"\0\xff");
                Ok((row.get::<bool>(0)?, row.get::<Date>(1)?))
            })
        });
        assert_eq!(typed, Ok(vec![(true, date(1998, 2, 28))]));
        let again: Result<Vec<Timestamp>> = store.read(|tx| {
            let some = "SELECT i FROM sample WHERE i = ?1";
            tx.query_dyn(some, args![instant], |row| row.get(0))
        });
        assert_eq!(again, Ok(vec![instant]));
    });
}

#[test]
fn what_one_database_could_not_keep_is_refused_on_both() {
    on_both(|store| {
        for value in [
            Value::from("a\0b"),
            Value::from(f64::NAN),
            Value::from(f64::INFINITY),
        ] {
            let refused: Result<u64> = store.write(|tx| {
                tx.execute_dyn(
                    "UPDATE setting SET value = ?1",
                    std::slice::from_ref(&value),
                )
            });
            assert!(matches!(refused, Err(Error::Unstorable(_))), "{refused:?}");
        }
    });
}

#[test]
fn a_list_is_one_argument() {
    on_both(|store| {
        let picked: Result<_> = store.write(|tx| {
            for key in ["a", "ā", "b \"quoted\"", "c"] {
                put(tx, key, "1")?;
            }
            let texts = tx.query(
                sql!("SELECT key FROM setting WHERE key IN {{texts ?1}} ORDER BY key"),
                args![Value::texts(["ā", "b \"quoted\"", "z"])],
                |row| row.get::<String>(0),
            )?;
            let ints = tx.query_one(
                sql!("SELECT count(*) FROM schema_version WHERE version IN {{ints ?1}}"),
                args![Value::ints([1, 1000])],
                |row| row.get::<i64>(0),
            )?;
            Ok((texts, ints))
        });
        // In the order of bytes on both: ā stands after every Latin letter without a macron.
        assert_eq!(picked, Ok((vec!["b \"quoted\"".into(), "ā".into()], 1)));
        assert_eq!(keys(&store), ["a", "b \"quoted\"", "c", "ā"]);
    });
}

#[test]
fn a_column_of_another_shape_is_named_without_what_it_holds() {
    on_both(|store| {
        type Read = fn(&Row) -> Result<()>;
        let cases: [(Read, &str); 4] = [
            (
                |row| row.get::<i64>(0).map(drop),
                "key (number 0) should hold a whole number",
            ),
            (
                |row| row.get::<Date>(1).map(drop),
                "value (number 1) should hold a civil date",
            ),
            (
                |row| row.get::<String>(2).map(drop),
                "absent (number 2) should hold text",
            ),
            (
                |row| row.get::<String>(9).map(drop),
                "number 9 should hold text",
            ),
        ];
        let done: Result<u64> = store.write(|tx| put(tx, "secret", "Hēmi"));
        assert_eq!(done, Ok(1));
        for (read, expected) in cases {
            let told: Result<Vec<()>> = store.read(|tx| {
                let all = sql!("SELECT key, value, CAST(NULL AS TEXT) AS absent FROM setting");
                tx.query(all, args![], read)
            });
            let told = told.expect_err("another shape").to_string();
            assert!(told.contains(expected), "{told}");
            assert!(told.contains("SELECT key, value"), "{told}");
            assert!(!told.contains("secret") && !told.contains("Hēmi"), "{told}");
        }
    });
}

#[test]
fn a_broken_constraint_is_told_by_kind_and_name_never_by_value() {
    on_both(|store| {
        let made: Result<u64> = store.write(|tx| {
            put(tx, "secret", "x")?;
            tx.execute_dyn(
                "CREATE TABLE child (
                    parent {{text}} CONSTRAINT child_parent REFERENCES setting (key),
                    age {{int}} NOT NULL CONSTRAINT child_age CHECK (age >= 0)
                ) {{strict}}",
                args![],
            )
        });
        assert_eq!(made, Ok(0));
        let child = "INSERT INTO child (parent, age) VALUES (?1, ?2)";
        let cases = [
            (
                "INSERT INTO setting (key, value) VALUES (?1, CAST(?2 AS TEXT))",
                "secret",
                Some(777),
                ConstraintKind::Unique,
            ),
            (child, "nobody", Some(777), ConstraintKind::ForeignKey),
            (child, "secret", Some(-777), ConstraintKind::Check),
            (child, "secret", None, ConstraintKind::NotNull),
        ];
        for (text, key, age, expected) in cases {
            let broken: Result<u64> = store.write(|tx| match text {
                text if text == child => tx.execute_dyn(text, args![key, age]),
                text => tx.execute_dyn(text, args![key, "777"]),
            });
            let error = broken.expect_err("a broken constraint");
            assert!(
                matches!(&error, Error::Constraint { kind, .. } if *kind == expected),
                "{error:?}"
            );
            let told = format!("{error} {error:?}");
            for value in ["secret", "nobody", "777"] {
                assert!(!told.contains(value), "{told}");
            }
        }
    });
}
