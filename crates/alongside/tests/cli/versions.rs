//! `alongside pack publish`, `migrate`, `check --against`, `book`: a pack from one version to the next.

use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::filled::Filled;
use super::{alongside, said};

fn first() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs/massiss")
}

/// A later version of the pack, with texts of its files exchanged and perhaps a migration.
fn later(changes: &[(&str, &str, &str)], migration: &str) -> TempDir {
    let folder = TempDir::new().expect("a folder");
    let from = first();
    for sub in ["records", "instruments", "scenarios", "migrations"] {
        std::fs::create_dir_all(folder.path().join(sub)).expect("a folder");
    }
    for sub in [".", "records", "instruments"] {
        for entry in std::fs::read_dir(from.join(sub)).expect("the pack") {
            let path = entry.expect("a file").path();
            if path.is_file() {
                let name = path.file_name().expect("a name");
                std::fs::copy(&path, folder.path().join(sub).join(name)).expect("a copy");
            }
        }
    }
    let changes = changes.iter().copied();
    for (file, old, new) in changes.chain([("pack.yaml", "version: 1.0.0", "version: 1.1.0")]) {
        let path = folder.path().join(file);
        let text = std::fs::read_to_string(&path).expect(file);
        assert!(text.contains(old), "{file} has no {old}");
        std::fs::write(&path, text.replace(old, new)).expect(file);
    }
    if !migration.is_empty() {
        std::fs::write(folder.path().join("migrations/1.0.0.yaml"), migration)
            .expect("a migration");
    }
    folder
}

const ELSEWHERE: (&str, &str, &str) = ("records/visit.yaml", "{id: next_step,", "{id: what_next,");

#[test]
fn a_field_that_went_or_changed_its_type_is_named_with_what_to_do() {
    let later = later(
        &[
            ELSEWHERE,
            (
                "records/visit.yaml",
                "{id: purpose, label: Purpose, type: text,",
                "{id: purpose, label: Purpose, type: date,",
            ),
        ],
        "",
    );
    let (dir, first) = (later.path().to_string_lossy(), first());
    let output = alongside(&["pack", "check", &dir, "--against", &first.to_string_lossy()]);
    assert_eq!(output.status.code(), Some(1));
    let said = said(&output);
    for part in [
        "record visit, field purpose: was `text` and is now `date`; give the new question an id of its own",
        "record visit, field next_step: is gone; keep it with `retired: true`, or say in migrations/1.0.0.yaml",
        "2 lost since version 1.0.0",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    let same = alongside(&[
        "pack",
        "check",
        &first.to_string_lossy(),
        "--against",
        &first.to_string_lossy(),
    ]);
    assert!(same.status.success(), "{}", super::said(&same));
}

#[test]
fn a_published_version_never_changes() {
    let folder = TempDir::new().expect("a folder");
    let url = format!("sqlite:{}", folder.path().join("a.db").display());
    let first = first();
    let publish = |dir: &Path| {
        alongside(&[
            "pack",
            "publish",
            &dir.to_string_lossy(),
            "--database",
            &url,
        ])
    };
    assert!(said(&publish(&first)).contains("massiss 1.0.0 is published"));
    assert!(said(&publish(&first)).contains("published before"));
    let changed = later(&[("clocks.yaml", "4 weeks", "3 weeks")], "");
    let head = changed.path().join("pack.yaml");
    let text = std::fs::read_to_string(&head).expect("a head");
    std::fs::write(&head, text.replace("1.1.0", "1.0.0")).expect("a head");
    let refused = publish(changed.path());
    assert_eq!(refused.status.code(), Some(1));
    assert!(
        said(&refused).contains("a published version never changes"),
        "{}",
        said(&refused)
    );
}

#[test]
fn a_dry_run_lists_and_the_move_repins_open_matters() {
    let filled = Filled::new();
    let head = filled.head();
    let lossy = later(
        &[
            ELSEWHERE,
            ("records/visit.yaml", "{id: content,", "{id: story,"),
        ],
        "- {record: visit, rename: {next_step: what_next}}\n",
    );
    let dry = |dir: &Path, from: &str| {
        let dir = dir.to_string_lossy();
        alongside(&[
            "pack",
            "migrate",
            &dir,
            "--from",
            from,
            "--database",
            &filled.url,
            "--dry-run",
        ])
    };
    let output = dry(lossy.path(), "1.0.0");
    assert_eq!(output.status.code(), Some(1));
    assert!(
        said(&output).contains("content has no place"),
        "{}",
        said(&output)
    );
    let fits = later(
        &[
            ("records/visit.yaml", "{id: content,", "{id: story,"),
            ("process.yaml", "planning", "making-a-plan"),
        ],
        "- {record: visit, rename: {content: story}}\n- {matter: episode, stage: {planning: making-a-plan}}\n",
    );
    let output = dry(fits.path(), &first().to_string_lossy());
    assert!(output.status.success(), "{}", said(&output));
    for part in [
        "content becomes story",
        "at planning: goes on at making-a-plan",
        "at engagement: goes on at engagement",
        "; 0 without a place",
    ] {
        assert!(said(&output).contains(part), "{part}: {}", said(&output));
    }
    assert_eq!(filled.head(), head);
    let open: i64 = filled
        .other_program()
        .query_row(
            "SELECT COUNT(*) FROM matter WHERE closed IS NULL AND pack = 'massiss' AND version = '1.0.0'",
            [],
            |row| row.get(0),
        )
        .expect("open matters");
    assert!(open > 10);
    let dir = fits.path().to_string_lossy();
    let moved = alongside(&[
        "pack",
        "migrate",
        &dir,
        "--from",
        "1.0.0",
        "--database",
        &filled.url,
    ]);
    assert!(
        said(&moved).contains(&format!("{open} open matters now run under version 1.1.0")),
        "{}",
        said(&moved)
    );
    let count = |sql: &str| -> i64 {
        filled
            .other_program()
            .query_row(sql, [], |row| row.get(0))
            .expect(sql)
    };
    assert_eq!(
        count("SELECT COUNT(*) FROM matter WHERE version = '1.1.0'"),
        open
    );
    assert!(
        count("SELECT COUNT(*) FROM matter WHERE closed IS NOT NULL AND version = '1.0.0'") > 0
    );
    assert!(count("SELECT COUNT(*) FROM matter WHERE stage = 'making-a-plan'") > 0);
    assert_eq!(
        count("SELECT COUNT(*) FROM service WHERE version = '1.1.0'"),
        1
    );
    let verified = alongside(&[
        "ledger",
        "verify",
        "--database",
        &filled.url,
        "--head",
        &head,
    ]);
    assert!(verified.status.success(), "{}", said(&verified));
}

#[test]
fn the_book_is_written_where_it_is_wanted() {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("book.html");
    let dir = first();
    let output = alongside(&[
        "pack",
        "book",
        &dir.to_string_lossy(),
        "--quick",
        "--out",
        &file.to_string_lossy(),
    ]);
    assert_eq!(said(&output), file.to_string_lossy());
    let html = std::fs::read_to_string(&file).expect("the book");
    assert!(html.contains("<html") && html.contains("M-087"));
}
