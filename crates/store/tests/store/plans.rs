//! How statements find their rows: by an index, in the list's own order, however many rows there are.

use store::{Dialect, Result, Sql, Store, args, every_statement};

/// The statements that read what may be long.
fn of_lists() -> Vec<&'static Sql> {
    let places = [
        "src/lists/",
        "src/find.rs",
        "src/view_log.rs",
        "src/draft.rs",
    ];
    let long: Vec<_> = every_statement()
        .into_iter()
        .filter(|sql| places.iter().any(|place| sql.place().contains(place)))
        .filter(|sql| sql.text(Dialect::Sqlite).starts_with("SELECT"))
        .collect();
    assert!(long.len() >= 25, "only {} statements", long.len());
    long
}

/// Those whose whole answer is put in order before it is cut: what one worker, one service's staff or one question has is few.
const SORTED: [&str; 9] = [
    "FROM involvement i",
    "FROM (SELECT DISTINCT",
    "FROM role_held r",
    "FROM matter m\n             JOIN involvement",
    "WHERE c.file = ?1",
    "AND k.key IN",
    "FROM draft_file a",
    "FROM cover\n             WHERE file = ?1",
    "FROM draft_file f WHERE",
];

/// Arguments of no value, as many as the statement wants.
fn nothing(text: &str) -> Vec<store::Value<'static>> {
    let wanted = (1..=20).rev().find(|n| text.contains(&format!("?{n}")));
    vec![store::Value::Null; wanted.unwrap_or(0)]
}

/// No statement of a list reads a whole table, or sorts more than the few rows of its question.
pub fn no_list_reads_a_whole_table_or_sorts_one(store: &Store) {
    let mut wrong = Vec::new();
    for sql in of_lists() {
        let text = sql.text(store.dialect());
        let sqlite = store.dialect() == Dialect::Sqlite;
        let plan: Result<Vec<String>> = store.write(|tx| {
            if sqlite {
                let explain = format!("EXPLAIN QUERY PLAN {text}");
                return tx.query_dyn(&explain, &nothing(text), |row| row.get(3));
            }
            // It chooses by its statistics; what must hold is that an index can serve, whatever the arguments.
            for setting in [
                "plan_cache_mode = force_generic_plan",
                "enable_seqscan = off",
                "enable_bitmapscan = off",
                "enable_sort = off",
            ] {
                tx.execute_dyn(&format!("SET LOCAL {setting}"), args![])?;
            }
            let nulls = vec!["NULL"; nothing(sql.text(Dialect::Sqlite)).len()].join(", ");
            tx.execute_dyn(&format!("PREPARE asked AS {text}"), args![])?;
            let asked = match nulls.as_str() {
                "" => "asked".to_owned(),
                nulls => format!("asked ({nulls})"),
            };
            let plan = tx.query_dyn(&format!("EXPLAIN EXECUTE {asked}"), args![], |row| {
                row.get(0)
            });
            tx.execute_dyn("DEALLOCATE asked", args![])?;
            plan
        });
        let plan = plan.unwrap_or_else(|error| panic!("{}: {error}", sql.place()));
        let whole = |line: &&String| {
            let line = line.trim_start_matches([' ', '-', '>']);
            let scans = line.starts_with("SCAN") || line.starts_with("Seq Scan");
            // A list in one argument; services, of which there are few.
            scans
                && !line.contains("json_each")
                && line != "SCAN i"
                && !line.contains("on service ")
        };
        let sorts = |line: &&String| {
            let line = line.trim_start_matches([' ', '-', '>']);
            line == "USE TEMP B-TREE FOR ORDER BY" || line.starts_with("Sort  (")
        };
        let may_sort = SORTED.iter().any(|part| text.contains(part));
        if plan
            .iter()
            .any(|line| whole(&line) || (!may_sort && sorts(&line)))
        {
            wrong.push(format!("{}\n  {}", sql.place(), plan.join("\n  ")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
