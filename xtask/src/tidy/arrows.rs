//! Arrows between crates: each may depend only on those the table names, and drivers of databases stay in one.
//!
//! It reads manifests line by line and judges dependencies alone; what cargo itself refuses is left to cargo.

use super::{Problem, problem};
use crate::tree::Tree;

/// A crate and what it may import of ours. The direction is decided in docs/decisions/0001.
const MAY_IMPORT: [(&str, &[&str]); 9] = [
    ("domain", &[]),
    ("pack", &["domain"]),
    ("access", &["domain"]),
    ("store", &["domain", "access"]),
    ("casework", &["domain", "pack", "access", "store"]),
    ("print", &["domain", "pack"]),
    ("web", &["domain", "pack", "access", "casework", "print"]),
    (
        "alongside",
        &[
            "domain", "pack", "access", "store", "casework", "print", "web",
        ],
    ),
    (
        "testkit",
        &["domain", "pack", "access", "store", "casework"],
    ),
];

/// Only tests may depend on it.
const FOR_TESTS: &str = "testkit";

/// Crates that speak to a database, and who may depend on them.
const DRIVERS: [&str; 5] = [
    "rusqlite",
    "postgres",
    "tokio-postgres",
    "libsqlite3-sys",
    "sqlx",
];
const SPEAKS_SQL: [&str; 2] = ["store", FOR_TESTS];

pub fn check(tree: &Tree) -> Vec<Problem> {
    let mut problems = Vec::new();
    for name in tree.entries("crates") {
        let path = format!("crates/{name}/Cargo.toml");
        let Some(manifest) = tree.text(&path) else {
            continue;
        };
        let Some((_, allowed)) = MAY_IMPORT.iter().find(|(known, _)| *known == name) else {
            problems.push(problem(
                &path,
                1,
                format!("crate `{name}` has no arrows"),
                "a row in the table of xtask/src/tidy/arrows.rs and in ARCHITECTURE.md",
            ));
            continue;
        };
        for dependency in dependencies(manifest) {
            problems.extend(
                judge(name, allowed, &dependency)
                    .map(|(what, expected)| problem(&path, dependency.line, what, expected)),
            );
        }
        if !inherits_lints(manifest) {
            problems.push(problem(
                &path,
                1,
                "the workspace's lints are not taken over",
                "`workspace = true` under `[lints]`",
            ));
        }
    }
    problems
}

struct Dependency {
    name: String,
    line: usize,
    for_tests: bool,
}

/// What is wrong with one dependency of the crate `name`, and what was expected.
fn judge(name: &str, allowed: &[&str], dependency: &Dependency) -> Option<(String, String)> {
    let on = dependency.name.as_str();
    if DRIVERS.contains(&on) && !SPEAKS_SQL.contains(&name) && !dependency.for_tests {
        return Some((
            format!("`{name}` depends on the database driver `{on}`"),
            "a function of `store`, the only crate that speaks SQL".to_owned(),
        ));
    }
    if !MAY_IMPORT.iter().any(|(ours, _)| *ours == on) || allowed.contains(&on) {
        return None;
    }
    if on == FOR_TESTS {
        let misplaced = (
            format!("`{name}` depends on `{on}` outside its tests"),
            "it under [dev-dependencies]".to_owned(),
        );
        return (!dependency.for_tests).then_some(misplaced);
    }
    let expected = match allowed {
        [] => "nothing of ours".to_owned(),
        _ => format!("only {}", allowed.join(", ")),
    };
    Some((
        format!("`{name}` depends on `{on}` against the arrows"),
        expected,
    ))
}

/// Every dependency of a manifest, in whatever form it is written.
fn dependencies(manifest: &str) -> Vec<Dependency> {
    let mut found: Vec<Dependency> = Vec::new();
    let mut section = String::new();
    for (text, line) in manifest.lines().zip(1..) {
        let text = text.split('#').next().unwrap_or_default().trim();
        if let Some(header) = text.strip_prefix('[') {
            section = header.trim_matches(['[', ']']).trim().to_owned();
            if let Some((table, name)) = section.rsplit_once('.')
                && is_dependencies(table)
            {
                found.push(Dependency {
                    name: unquoted(name),
                    line,
                    for_tests: table.ends_with("dev-dependencies"),
                });
            }
            continue;
        }
        let Some((key, value)) = text.split_once('=') else {
            continue;
        };
        if is_dependencies(&section) {
            let key = unquoted(key.trim().split('.').next().unwrap_or_default());
            found.push(Dependency {
                name: renamed(value).unwrap_or(key),
                line,
                for_tests: section.ends_with("dev-dependencies"),
            });
        } else if key.trim() == "package"
            && section
                .rsplit_once('.')
                .is_some_and(|(table, _)| is_dependencies(table))
            && let Some(last) = found.last_mut()
        {
            last.name = unquoted(value);
        }
    }
    found
}

fn is_dependencies(section: &str) -> bool {
    let last = section.rsplit('.').next().unwrap_or_default();
    matches!(
        last,
        "dependencies" | "dev-dependencies" | "build-dependencies"
    )
}

/// The package behind `{ package = "x", ... }`.
fn renamed(value: &str) -> Option<String> {
    let (_, after) = value.split_once("package")?;
    let after = after.trim_start().strip_prefix('=')?.trim_start();
    Some(after.strip_prefix('"')?.split('"').next()?.to_owned())
}

fn unquoted(text: &str) -> String {
    text.trim().trim_matches(['"', '\'']).to_owned()
}

fn inherits_lints(manifest: &str) -> bool {
    let mut in_lints = false;
    manifest.lines().map(str::trim).any(|line| {
        if line.starts_with('[') {
            in_lints = line == "[lints]";
        }
        (in_lints && line.replace(' ', "") == "workspace=true")
            || line.replace(' ', "") == "lints.workspace=true"
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::check as check_rule;

    const LINTS: &str = "\n[lints]\nworkspace = true\n";

    fn check(name: &str, dependencies: &str, expected: &[&str]) {
        let path = format!("crates/{name}/Cargo.toml");
        let manifest = format!("{dependencies}{LINTS}");
        check_rule(super::check, &[(path.as_str(), &manifest)], expected);
    }

    #[test]
    fn arrows_along_the_table_pass() {
        check("domain", "[dependencies]\nserde.workspace = true\n", &[]);
        check("pack", "[dependencies]\ndomain.workspace = true\n", &[]);
        check(
            "store",
            "[dependencies]\naccess = { path = \"../access\" }\nrusqlite = \"1\"",
            &[],
        );
        check(
            "casework",
            "[dev-dependencies]\ntestkit.workspace = true\n",
            &[],
        );
    }

    #[test]
    fn arrows_against_the_table_are_named_in_every_notation() {
        let expected = "`domain` depends on `store` against the arrows, expected nothing of ours";
        for (dependency, line) in [
            ("[dependencies]\nstore.workspace = true", 2),
            (
                "[dependencies]\nother = { package = \"store\", version = \"1\" }",
                2,
            ),
            ("[dependencies.store]\nworkspace = true", 1),
            ("[dependencies.other]\npackage = \"store\"", 1),
            ("[build-dependencies]\n\"store\" = \"1\"", 2),
            ("[target.'cfg(unix)'.dependencies]\nstore = \"1\"", 2),
        ] {
            let expected = format!("crates/domain/Cargo.toml:{line}: {expected}");
            check("domain", dependency, &[&expected]);
        }
        check(
            "web",
            "[dependencies]\nstore.workspace = true\n",
            &[
                "crates/web/Cargo.toml:2: `web` depends on `store` against the arrows, expected only domain, pack, access, casework, print",
            ],
        );
    }

    #[test]
    fn drivers_stay_in_the_store_and_the_testkit_in_tests() {
        check(
            "casework",
            "[dependencies]\npostgres = \"1\"\ntestkit.workspace = true\n",
            &[
                "crates/casework/Cargo.toml:2: `casework` depends on the database driver `postgres`, expected a function of `store`, the only crate that speaks SQL",
                "crates/casework/Cargo.toml:3: `casework` depends on `testkit` outside its tests, expected it under [dev-dependencies]",
            ],
        );
    }

    #[test]
    fn a_crate_without_a_row_or_without_lints_is_named() {
        check(
            "new",
            "",
            &[
                "crates/new/Cargo.toml:1: crate `new` has no arrows, expected a row in the table of xtask/src/tidy/arrows.rs and in ARCHITECTURE.md",
            ],
        );
        check_rule(
            super::check,
            &[("crates/pack/Cargo.toml", "[lints.rust]\nworkspace = true\n")],
            &[
                "crates/pack/Cargo.toml:1: the workspace's lints are not taken over, expected `workspace = true` under `[lints]`",
            ],
        );
    }
}
