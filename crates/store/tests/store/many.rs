//! Twenty thousand rows of each table, written by the database itself, the same on both.

use store::{Result, Store, args};

/// How many rows.
pub const ROWS: i64 = 20_000;

/// The text of an identifier that `id` gives too.
fn id(kind: char, number: &str) -> String {
    format!("'0{kind}0000000000000000' || substr(CAST(100000000 + {number} AS TEXT), 2)")
}

/// Fills the tables. Of twenty services each has a twentieth of everything, of a hundred workers each a hundredth.
pub fn fill(store: &Store) {
    let (file, matter, record, event) = (id('f', "i"), id('m', "i"), id('r', "i"), id('e', "i"));
    let (service, worker, other) = (
        id('v', "i % 20"),
        id('w', "i % 100"),
        id('w', "(i + 1) % 100"),
    );
    let (involvement, fact) = (id('n', "i"), id('a', "i"));
    let letter = "substr('abcdefghijklmnopqrstuvwxyz', CAST(1 + i % 26 AS INTEGER), 1)";
    let day = "'2026-0' || CAST(1 + i % 9 AS TEXT) || '-1' || CAST(i % 7 AS TEXT)";
    let number = "CAST(i AS TEXT)";
    let restricted = "CASE WHEN i % 50 = 0 THEN 1 ELSE 0 END";
    let tables: Vec<(&str, String)> = vec![
        (
            "subject (file, subject, service, display, sort, restricted)",
            format!(
                "{file}, 'person', {service}, 'Child ' || {number}, 'c' || CAST(i * 7919 % 20011 AS TEXT), {restricted}"
            ),
        ),
        ("search_key (file, key)", format!("{file}, 't:' || {letter} || 'na' || CAST(i % 9 AS TEXT)")),
        ("search_key (file, key)", format!("{file}, 't:' || {letter} || 'nd' || {number}")),
        ("search_key (file, key)", format!("{file}, 'b:y2010m0' || CAST(i % 10 AS TEXT)")),
        (
            "matter (file, matter, kind, service, pack, version, stage, opened, closed)",
            format!(
                "{file}, {matter}, 'episode', {service}, 'demo', '1', 'open', {day},
                 CASE WHEN i % 11 = 0 THEN '2026-09-30' END"
            ),
        ),
        (
            "involvement (file, involvement, matter, worker, role, started, ended)",
            format!(
                "{file}, {involvement}, {matter}, {worker}, CASE WHEN i % 3 = 0 THEN 'second' ELSE 'lead' END, {day},
                 CASE WHEN i % 7 = 0 THEN '2026-09-30' END"
            ),
        ),
        (
            "entry (file, record, kind, category, matter, service, home, version, author, occurred, recorded, significant,
                status, step, event)",
            format!(
                "{file}, {record}, 'visit', 'case', {matter}, {service}, CASE WHEN i % 13 = 0 THEN 0 ELSE 1 END, 1, {worker},
                 {day}, i / 3, 0, CASE i % 3 WHEN 0 THEN 'waiting' WHEN 1 THEN 'returned' ELSE 'complete' END,
                 CASE WHEN i % 3 < 2 THEN 'authorise' END, {event}"
            ),
        ),
        // One file with many records.
        (
            "entry (file, record, kind, category, home, version, author, occurred, recorded, significant, status, event)",
            format!(
                "{}, {}, 'note', 'case', 1, 1, {worker}, {day}, i / 3, 1,
                 CASE WHEN i % 17 = 0 THEN 'removed' ELSE 'complete' END, {event}",
                id('f', "1"),
                id('r', "50000 + i")
            ),
        ),
        (
            "cycle (file, matter, clock, key, n, service, anchor, due_date, due_at, outcome, responsible, level)",
            format!(
                "{file}, {matter}, 'seen', 'k', 1, {service}, 'opened', {day}, i / 3,
                 CASE WHEN i % 5 = 0 THEN 'met' ELSE 'running' END, 'lead', 'required'"
            ),
        ),
        (
            "notice (file, event, worker, about, says, told)",
            format!("{file}, {event}, {worker}, 'seen', 'is due', i / 3"),
        ),
        (
            "exception (file, event, service, what, about, by_worker, why, at)",
            format!("{file}, {event}, {service}, 'own-work', 'a visit', {worker}, 'alone on duty', i / 3"),
        ),
        (
            "cover (file, cover, by_worker, starts, until, ended)",
            format!("{worker}, {involvement}, {other}, '2026-01-01', {day}, CASE WHEN i % 4 = 0 THEN 1 ELSE 0 END"),
        ),
        (
            "role_held (file, fact, service, role, starts, until)",
            format!(
                "{worker}, {fact}, {service}, 'lead', CASE WHEN i % 2 = 0 THEN {day} END, CASE WHEN i % 3 = 0 THEN {day} END"
            ),
        ),
        (
            "service_setting (file, event, service, setting, value, starts)",
            format!("{file}, {event}, {service}, 'setting-' || CAST(i % 30 AS TEXT), {number}, {day}"),
        ),
        (
            "view_log (at, worker, file, what, why)",
            format!("i / 3, {worker}, {}, 'timeline', 'allocated'", id('f', "i % 50")),
        ),
        (
            "draft (record, kind, service, author, pack, version, answers, parts, amends, revision, changed)",
            format!("{record}, 'visit', {service}, {worker}, 'demo', '1', '{{}}', '{{}}', 0, 1, i / 3"),
        ),
        ("draft_file (record, author, n, file)", format!("{record}, {worker}, 0, {}", id('f', "i % 50"))),
    ];
    let filled: Result<()> = store.write(|tx| {
        for (table, columns) in &tables {
            tx.execute_dyn(&insert(table, columns, ROWS), args![])?;
        }
        let person = format!(
            "{}, 'worker', 'Worker ' || {number}, 'w' || {number}, 0",
            id('w', "i")
        );
        tx.execute_dyn(
            &insert(
                "subject (file, subject, display, sort, restricted)",
                &person,
                100,
            ),
            args![],
        )?;
        let named = format!(
            "{}, {}, 'service-' || {number}, 'Service', 'UTC', 'nz', 'demo', '1'",
            id('f', "1"),
            id('v', "i")
        );
        let table = "service (file, service, slug, name, zone, calendar, pack, version)";
        tx.execute_dyn(&insert(table, &named, 20), args![])?;
        if !tx.is_sqlite() {
            tx.execute_dyn("ANALYZE", args![])?;
        }
        Ok(())
    });
    filled.expect("the tables are filled");
}

fn insert(table: &str, columns: &str, rows: i64) -> String {
    format!(
        "INSERT INTO {table} WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {rows} - 1)
         SELECT {columns} FROM n"
    )
}
