//! Derived tables: the descriptors say what the schema says, differences are written, and what another program changed is
//! found.

use std::collections::BTreeSet;

use domain::FileId;
use store::derived::row::{
    Allowed, Answer, Consent, Cover, Cycle, Entry, Exception, Fact, Involvement, Link, Matter,
    Notice, RoleHeld, SameAs, SearchKey, Seen, Service, ServiceSetting, State, Subject,
};
use store::derived::{Kind, Rows, TABLES, Text, apply, differences, load, strays};
use store::{Error, Result, Store, args};
use testkit::databases::on_both;

const FILE: FileId = FileId::from_bits(7);

fn t(text: &str) -> Text {
    Text::from(text)
}

/// One row in every table; `n` tells two sets apart where the keys agree.
fn one_of_each(file: FileId, n: i64) -> Rows {
    let mut rows = Rows::of(file);
    let text = |what: &str| t(&format!("{what} {n}"));
    let some = |what: &str| Some(text(what));
    rows.push(Subject {
        subject: t("person"),
        service: some("service"),
        agency: None,
        display: text("Hana Wharepunga"),
        sort: text("wharepunga"),
        born: some("2010-06-04"),
        died: None,
        restricted: n == 1,
        not_even_duty: n > 1,
    });
    rows.push(SearchKey {
        key: t("w:hana"),
        service: some("service"),
    });
    rows.push(Fact {
        fact: t("f"),
        what: t("name"),
        value: text("{\"given\": \"Hana\", \"quoted\": \"a 'b' \\\"c\\\"\"}"),
        valid_from: None,
        valid_to: None,
        withdrawn: false,
    });
    rows.push(Link {
        fact: t("f"),
        other: t("o"),
        what: t("relationship"),
        kind: some("parent"),
        valid_from: None,
        valid_to: None,
    });
    rows.push(Allowed { worker: t("w") });
    rows.push(Matter {
        matter: t("m"),
        kind: t("episode"),
        service: t("s"),
        pack: t("p"),
        version: t("1.0.0"),
        stage: text("intake"),
        opened: t("2026-04-02"),
        closed: None,
    });
    rows.push(Involvement {
        involvement: t("i"),
        matter: t("m"),
        worker: text("w"),
        role: t("worker"),
        started: t("2026-04-02T16:20"),
        ended: None,
    });
    rows.push(State {
        event: t("e"),
        matter: None,
        state: t("risk"),
        value: text("high"),
        started: t("2026-04-02"),
        current: true,
    });
    rows.push(Entry {
        record: t("r"),
        kind: t("visit"),
        category: t("case"),
        matter: some("m"),
        service: None,
        home: true,
        version: n,
        author: t("w"),
        occurred: t("2026-04-02"),
        recorded: 1_775_000_000_000_000,
        significant: false,
        status: t("complete"),
        step: None,
        removal_asked_by: None,
        event: t("e"),
    });
    rows.push(Answer {
        record: t("r"),
        field: t("score.total"),
        n: 1,
        text: None,
        number: Some(0.1 + 0.2 + n as f64 / 3.0),
        day: None,
    });
    rows.push(Consent {
        purpose: t("sharing"),
        state: text("given"),
        given_by: None,
        how: None,
        stated: None,
        expires: None,
        record: t("r"),
    });
    rows.push(Cycle {
        matter: t(""),
        clock: t("seen"),
        key: t("k.opened"),
        n: 1,
        service: None,
        anchor: t("2026-04-02"),
        due_date: None,
        due_at: Some(i64::MAX - n),
        first_due_at: Some(i64::MIN + n),
        soon_at: None,
        tell_at: None,
        met_at: None,
        met_by: None,
        outcome: t("running"),
        why: None,
        responsible: None,
        level: t("required"),
        agreed: some("away"),
        agreed_by: None,
    });
    rows.push(Notice {
        event: t("e"),
        worker: t("w"),
        about: t("rule"),
        says: text("Look."),
        told: n,
    });
    rows.push(Exception {
        event: t("e"),
        service: None,
        what: t("own_work"),
        about: t("r"),
        by_worker: t("w"),
        why: text("nobody else was there"),
        at: n,
    });
    rows.push(Cover {
        cover: t("c"),
        by_worker: t("w"),
        starts: t("2026-04-02"),
        until: text("2026-04-12"),
        ended: false,
    });
    rows.push(RoleHeld {
        fact: t("f"),
        service: t("s"),
        role: text("worker"),
        team: None,
        starts: None,
        until: None,
    });
    rows.push(Service {
        service: t("s"),
        slug: t(&format!("slug-{file}")),
        name: text("Tauwhiro Taiohi"),
        zone: t("Pacific/Auckland"),
        calendar: t("nz"),
        pack: t("p"),
        version: t("1.0.0"),
    });
    rows.push(ServiceSetting {
        event: t("e"),
        service: t("s"),
        setting: t("first-contact"),
        value: text("\"3 working days\""),
        starts: t("2026-04-02"),
    });
    rows.push(SameAs { other: t("other") });
    rows.push(Seen {
        day: some("2026-04-02"),
        alone: None,
        place: some("school"),
        record: some("r"),
        category: some("case"),
        words: some("It is quieter now."),
        words_by: some("Hana"),
        words_day: some("2026-04-02"),
        words_record: some("r"),
        words_category: some("case"),
    });
    rows
}

/// Every table has a row here: what is added to the schema must be added to the tests.
#[test]
fn the_sample_has_a_row_of_every_table() {
    let rows = one_of_each(FILE, 1);
    for table in TABLES {
        assert_eq!(rows.in_table(table.table).count(), 1, "{}", table.name);
        assert_eq!(table.table.table().name, table.name);
    }
    assert_eq!(rows.len(), TABLES.len());
}

/// Name, kind, whether it may be null, and whether it is part of the key, of every column of a table.
fn columns(store: &Store, table: &str) -> Vec<(String, String, bool, bool)> {
    let sqlite = "SELECT name, type, 1 - \"notnull\", CASE WHEN pk > 0 THEN 1 ELSE 0 END FROM pragma_table_info(?1) ORDER BY cid";
    let postgres = "SELECT c.column_name::text, upper(c.data_type::text), CASE c.is_nullable WHEN 'YES' THEN 1 ELSE 0 END::bigint,
            (SELECT count(*) FROM information_schema.table_constraints k JOIN information_schema.key_column_usage u
             ON u.constraint_name = k.constraint_name AND u.table_schema = k.table_schema AND u.table_name = k.table_name
             WHERE k.constraint_type = 'PRIMARY KEY' AND k.table_name = c.table_name AND u.column_name = c.column_name)
         FROM information_schema.columns c WHERE c.table_schema = 'public' AND c.table_name = ?1
         ORDER BY c.ordinal_position";
    let read: Result<_> = store.read(|tx| {
        let text = if tx.is_sqlite() { sqlite } else { postgres };
        tx.query_dyn(text, args![table], |row| {
            Ok((
                row.get(0)?,
                row.get(1)?,
                row.get(2)?,
                row.get::<i64>(3)? > 0,
            ))
        })
    });
    read.expect("the columns can be listed")
}

#[test]
fn the_descriptors_say_what_the_schema_says() {
    on_both(|store| {
        for table in TABLES {
            let said: Vec<_> = table
                .columns
                .iter()
                .enumerate()
                .map(|(index, column)| {
                    let kind = match (column.kind, store.dialect()) {
                        (Kind::Text, _) => "TEXT",
                        (Kind::Int, store::Dialect::Sqlite) => "INTEGER",
                        (Kind::Int, store::Dialect::Postgres) => "BIGINT",
                        (Kind::Real, store::Dialect::Sqlite) => "REAL",
                        (Kind::Real, store::Dialect::Postgres) => "DOUBLE PRECISION",
                    };
                    (
                        column.name.to_owned(),
                        kind.to_owned(),
                        column.null,
                        index < table.keys,
                    )
                })
                .collect();
            assert_eq!(said, columns(&store, table.name), "{}", table.name);
        }
    });
}

#[test]
fn every_table_of_rows_by_file_is_derived_but_the_chains() {
    on_both(|store| {
        let all: Result<Vec<String>> = store.read(|tx| {
            let text = if tx.is_sqlite() {
                "SELECT m.name FROM sqlite_master m JOIN pragma_table_info(m.name) c ON c.cid = 0 WHERE m.type = 'table' AND c.name = 'file'"
            } else {
                "SELECT table_name::text FROM information_schema.columns WHERE table_schema = 'public' AND ordinal_position = 1 AND column_name = 'file' AND table_name NOT LIKE 'v~_%' ESCAPE '~'"
            };
            tx.query_dyn(text, args![], |row| row.get(0))
        });
        let all: BTreeSet<String> = all.expect("the tables can be listed").into_iter().collect();
        let known = TABLES.iter().map(|t| t.name).chain(["file", "delivery"]);
        assert_eq!(all, known.map(str::to_owned).collect());
    });
}

fn write(store: &Store, before: &Rows, after: &Rows) {
    let changes = Rows::diff(before, after);
    let written: Result<()> = store.write(|tx| apply(tx, &changes));
    assert_eq!(written, Ok(()));
}

fn found(store: &Store, computed: &Rows) -> Option<String> {
    let found: Result<_> = store.read(|tx| differences(tx, FILE, computed));
    found.expect("rows can be compared")
}

#[test]
fn differences_are_written_and_other_files_left_alone() {
    on_both(|store| {
        let empty = Rows::of(FILE);
        let (one, two) = (one_of_each(FILE, 1), one_of_each(FILE, 2));
        let neighbour = FileId::from_bits(8);
        write(&store, &Rows::of(neighbour), &one_of_each(neighbour, 1));
        for (before, after) in [
            (&empty, &one),
            (&one, &two),
            (&two, &two),
            (&two, &empty),
            (&empty, &two),
        ] {
            write(&store, before, after);
            assert_eq!(found(&store, after), None);
            let held: Result<Rows> = store.read(|tx| load(tx, FILE));
            assert_eq!(held.as_ref(), Ok(after));
        }
        assert!(Rows::diff(&two, &two).is_empty());
        // Where a table has nothing beside its key, the same row needs no writing.
        let keys_alone = TABLES.iter().filter(|t| t.keys == t.columns.len()).count();
        assert_eq!(Rows::diff(&one, &two).len(), TABLES.len() - keys_alone);
        let beside: Result<_> = store.read(|tx| load(tx, neighbour));
        assert_eq!(beside, Ok(one_of_each(neighbour, 1)));
    });
}

#[test]
fn a_thousand_cycles_are_written_with_few_statements_on_a_server() {
    on_both(|store| {
        let mut rows = Rows::of(FILE);
        let cycle = |n| Cycle {
            matter: t("m"),
            clock: t("seen"),
            key: t("k"),
            n,
            service: None,
            anchor: t("2026-04-02"),
            due_date: None,
            due_at: Some(n),
            first_due_at: None,
            soon_at: None,
            tell_at: None,
            met_at: None,
            met_by: None,
            outcome: t("running"),
            why: None,
            responsible: None,
            level: t("required"),
            agreed: None,
            agreed_by: None,
        };
        (1..=1_000).for_each(|n| rows.push(cycle(n)));
        let before = store.statements();
        write(&store, &Rows::of(FILE), &rows);
        if store.dialect() == store::Dialect::Postgres {
            assert!(store.statements() - before <= 4);
        }
        assert_eq!(found(&store, &rows), None);
    });
}

/// Changes something in the tables behind the program's back.
fn tamper(store: &Store, text: &str) {
    let changed: Result<u64> = store.write(|tx| tx.execute_dyn(text, args![]));
    assert_eq!(changed, Ok(1), "{text}");
}

#[test]
fn one_changed_cell_of_any_table_is_found_and_named() {
    on_both(|store| {
        let rows = one_of_each(FILE, 1);
        write(&store, &Rows::of(FILE), &rows);
        for table in TABLES {
            for (index, column) in table.columns.iter().enumerate().skip(1) {
                let name = column.name;
                let other = match column.kind {
                    Kind::Text => format!("COALESCE({name}, '') || 'x'"),
                    // The largest numbers have none above them.
                    Kind::Int => format!("CASE WHEN {name} > 5 THEN 5 ELSE 6 END"),
                    Kind::Real => format!("{name} + 0.000000000000001"),
                };
                tamper(
                    &store,
                    &format!("UPDATE {} SET {name} = {other}", table.name),
                );
                let told = found(&store, &rows).unwrap_or_default();
                assert!(
                    told.contains(&format!("`{}`", table.name)),
                    "{name}: {told}"
                );
                if index >= table.keys {
                    assert!(told.contains(&format!("`{name}`")), "{told}");
                }
                for personal in ["Hana", "hana", "wharepunga", "nobody else"] {
                    assert!(!told.contains(personal), "{told}");
                }
                let held: Result<Rows> = store.read(|tx| load(tx, FILE));
                write(&store, &held.expect("rows can be read"), &rows);
                assert_eq!(found(&store, &rows), None);
            }
            tamper(&store, &format!("DELETE FROM {}", table.name));
            let told = found(&store, &rows).unwrap_or_default();
            assert!(told.contains("is missing"), "{told}");
            assert!(told.contains(&format!("`{}`", table.name)), "{told}");
            write(&store, &Rows::of(FILE), &rows);
        }
    });
}

#[test]
fn a_row_too_many_is_found_and_so_is_one_of_no_file() {
    on_both(|store| {
        tamper(
            &store,
            "INSERT INTO same_as (file, other) VALUES ('nobody', 'else')",
        );
        let stray: Result<_> = store.read(strays);
        let stray = stray.ok().flatten().unwrap_or_default();
        assert!(
            stray.contains("`same_as`") && stray.contains("nobody"),
            "{stray}"
        );
        tamper(&store, "DELETE FROM same_as");
        assert_eq!(store.read(strays), Ok::<_, Error>(None));
        tamper(
            &store,
            &format!("INSERT INTO allowed (file, worker) VALUES ('{FILE}', 'w')"),
        );
        let told = found(&store, &Rows::of(FILE)).unwrap_or_default();
        assert!(
            told.contains("`allowed`") && told.contains("should not be there"),
            "{told}"
        );
    });
}

#[test]
fn what_one_database_cannot_keep_neither_takes() {
    on_both(|store| {
        let mut rows = Rows::of(FILE);
        rows.push(Allowed { worker: t("a\0b") });
        let changes = Rows::diff(&Rows::of(FILE), &rows);
        let refused: Result<()> = store.write(|tx| apply(tx, &changes));
        assert!(matches!(refused, Err(Error::Unstorable(_))), "{refused:?}");
        let mut odd = Rows::of(FILE);
        for (n, number) in [
            (1, f64::NAN),
            (2, f64::INFINITY),
            (3, -0.0),
            (4, f64::MAX),
            (5, 5e-324),
        ] {
            odd.push(Answer {
                record: t("r"),
                field: t("f"),
                n,
                text: None,
                number: Some(number),
                day: None,
            });
        }
        write(&store, &Rows::of(FILE), &odd);
        assert_eq!(found(&store, &odd), None);
    });
}
