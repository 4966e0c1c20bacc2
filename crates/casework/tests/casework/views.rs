//! The reporting views: the same columns on both databases as measures are checked against, and the same figures.

use jiff::civil::{Date, date};
use pack::views::VIEWS;
use serde_json::json;
use store::report::figure;
use testkit::databases::on_both;

use crate::world::{World, called, ids};

#[test]
fn every_view_has_the_columns_that_measures_are_checked_against() {
    on_both(|store| {
        for (view, columns) in VIEWS {
            // Each column by its name; and none beside them.
            let listed = columns.join(", ");
            let text = format!("SELECT count(*) FROM (SELECT {listed} FROM {view}) AS v");
            let named: store::Result<Vec<i64>> =
                store.read(|tx| tx.query_dyn(&text, store::args![], |row| row.get(0)));
            assert_eq!(named, Ok(vec![0]), "{view}");
            let nulls = vec!["NULL"; columns.len()].join(", ");
            let text = format!("SELECT * FROM {view} UNION ALL SELECT {nulls}");
            let as_many: store::Result<Vec<()>> =
                store.read(|tx| tx.query_dyn(&text, store::args![], |_| Ok(())));
            assert_eq!(as_many, Ok(vec![()]), "{view}");
        }
        let all = if store.dialect() == store::Dialect::Sqlite {
            "SELECT name FROM sqlite_schema WHERE type = 'view' ORDER BY name"
        } else {
            "SELECT CAST(viewname AS TEXT) FROM pg_views WHERE schemaname = 'public' ORDER BY viewname"
        };
        let there: store::Result<Vec<String>> =
            store.read(|tx| tx.query_dyn(all, store::args![], |row| row.get(0)));
        let mut known: Vec<&str> = VIEWS.iter().map(|(view, _)| *view).collect();
        known.sort_unstable();
        assert_eq!(there, Ok(known.into_iter().map(String::from).collect()));
    });
}

#[test]
fn figures_are_the_same_text_on_both_databases() {
    on_both(|store| {
        let world = World::new(store);
        let birth = json!({"certainty": "known", "date": "2012-05-03"});
        let mut people = Vec::new();
        for (seed, eat) in [(30, 4), (31, 3), (32, 6)] {
            let facts = [
                ("name", called("legal", "Hana", "Wharepunga")),
                ("birth", birth.clone()),
            ];
            let file = world.person(seed, world.lea, &facts);
            world
                .submit(
                    seed + 10,
                    world.ana,
                    "request",
                    &[file],
                    json!({"household": eat}),
                )
                .expect("a request");
            people.push(file);
        }
        world
            .submit(
                50,
                world.ana,
                "note",
                &[people[0], people[1]],
                json!({"said": "Two"}),
            )
            .expect("a note");
        casework::person::same::link(
            &world.office,
            &world.acting(world.lea),
            &mut ids(51),
            people[0],
            people[1],
            "one child",
        )
        .expect("linked");
        let told = |sql: &str, rows: bool, (from, to): (Date, Date)| -> String {
            let found: store::Result<String> = world
                .office
                .store
                .read(|tx| figure(tx, sql, rows, from, to));
            found.unwrap_or_else(|error| panic!("{sql}: {error}"))
        };
        let march = (date(2026, 3, 1), date(2026, 3, 31));
        let april = (date(2026, 4, 1), date(2026, 4, 30));
        let recorded = "-- label: Ana's\nselect count(*) from v_record where kind = 'request' and \
                        occurred_on between :from and :to and occurred_on >= :from;";
        for (sql, rows, period, expected) in [
            (recorded, false, march, "3"),
            (recorded, false, april, "0"),
            (
                "select count(*) from v_record where kind = 'note'",
                false,
                march,
                "1",
            ),
            (
                "select count(distinct person) from v_person",
                false,
                march,
                "2",
            ),
            (
                "select file from v_person where born <= :to",
                true,
                march,
                "3",
            ),
            (
                "select max(born_year + born_month) from v_person",
                false,
                march,
                "2017",
            ),
            (
                "select sum(number) from v_answer where field = 'household'",
                false,
                march,
                "13",
            ),
            (
                "select round(cast(avg(number) as numeric), 1) from v_answer",
                false,
                march,
                "4.3",
            ),
            ("select sum(is_open) from v_matter", false, march, "3"),
            (
                "select sum(is_met) from v_timescale where due_on <= :to",
                false,
                march,
                "2",
            ),
            (
                "select min(due_on) from v_timescale",
                false,
                march,
                "2026-03-05",
            ),
            (
                "select max(text) from v_answer where day > :to",
                false,
                march,
                "nothing",
            ),
            ("select :to || ' :from'", false, march, "2026-03-31 :from"),
            (
                "select count(distinct worker) from v_worker_role",
                false,
                march,
                "4",
            ),
            (
                "select count(*) from v_fact where what = 'name'",
                false,
                march,
                "0",
            ),
            (
                "with asked as (select person, count(*) as n from v_record r join v_person p on p.file = r.file \
                 where kind = 'request' group by person) select max(n) from asked",
                false,
                march,
                "2",
            ),
        ] {
            assert_eq!(told(sql, rows, period), expected, "{sql}");
        }
        // No name is in any view.
        for (view, columns) in VIEWS {
            let text = format!("SELECT {} FROM {view}", columns.join(", "));
            let rows: store::Result<Vec<bool>> = world.office.store.read(|tx| {
                tx.query_dyn(&text, store::args![], |row| {
                    Ok((0..columns.len()).all(|at| {
                        let cell = row.get::<Option<String>>(at).ok().flatten();
                        cell.is_none_or(|cell| !cell.contains("Wharepunga"))
                    }))
                })
            });
            assert!(rows.expect("rows").into_iter().all(|clean| clean), "{view}");
        }
    });
}
