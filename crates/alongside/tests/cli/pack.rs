//! `alongside pack`.

use std::path::{Path, PathBuf};

use super::{alongside, said};

fn tiny() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../pack/tests/packs/tiny")
}

/// A folder of this test's own with these files, under the build's scratch folder.
fn folder(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::create_dir_all(&dir).expect("a scratch folder");
    for (path, text) in files {
        std::fs::write(dir.join(path), text).expect("a scratch file");
    }
    dir
}

#[test]
fn a_pack_that_is_right_passes_the_check() {
    let output = alongside(&["pack", "check", &tiny().to_string_lossy()]);
    assert_eq!(said(&output), "0 problems");
    assert!(output.status.success());
}

#[test]
fn a_pack_that_is_wrong_fails_with_every_problem() {
    let dir = folder(
        "wrong-pack",
        &[
            ("pack.yaml", "pack: wrong\nversion: one\ntitel: Wrong\n"),
            ("clock.yaml", ""),
        ],
    );
    let dir = dir.to_string_lossy();
    let output = alongside(&["pack", "check", &dir]);
    assert_eq!(output.status.code(), Some(1));
    let lines = String::from_utf8_lossy(&output.stdout).into_owned();
    let lines: Vec<&str> = lines.lines().collect();
    assert_eq!(
        lines,
        [
            "clauses.yaml:1:1: `clauses.yaml` is missing; expected every pack has this file",
            "clock.yaml:1:1: warning: a pack has no such file: it is not read; did you mean `clocks.yaml`?",
            "pack.yaml:3:1: unknown key `titel` in a pack; did you mean `title`?",
            "3 problems (1 warning)",
        ]
    );
    let output = alongside(&["pack", "check", "--json", &dir]);
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(json[2]["line"], 3);
}

#[test]
fn a_folder_that_is_not_there_is_said_to_be_missing() {
    let output = alongside(&["pack", "check", "no/such/folder"]);
    assert!(!output.status.success());
    assert!(said(&output).contains("cannot read the pack in no/such/folder"));
}

#[test]
fn editors_get_one_schema_or_one_for_each_kind_of_file() {
    let whole = alongside(&["pack", "schema"]);
    let json: serde_json::Value = serde_json::from_slice(&whole.stdout).expect("JSON");
    assert!(json["files"]["clocks.yaml"].is_object());
    let dir = folder("schemas", &[]);
    let written = alongside(&["pack", "schema", "--write", &dir.to_string_lossy()]);
    assert!(written.status.success());
    let clocks = std::fs::read(dir.join("clocks.schema.json")).expect("a schema");
    let one = alongside(&["pack", "schema", "--file", "clocks.yaml"]);
    assert_eq!(one.stdout, clocks);
    let none = alongside(&["pack", "schema", "--file", "cloks.yaml"]);
    assert!(said(&none).contains("`cloks.yaml` is not a YAML file of a pack"));
}

#[test]
fn the_parts_of_the_engine_are_listed() {
    let output = alongside(&["pack", "features"]);
    assert!(said(&output).contains("worker-file: "));
}
