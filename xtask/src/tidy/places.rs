//! The repository stands alone: no text names a folder of somebody's machine, a neighbouring folder or a private host.
//!
//! The patterns are put together from parts, so that this file does not hold what it forbids.

use super::{Problem, problem};
use crate::source::line_of;
use crate::tree::Tree;

/// First folders of absolute paths that exist on one machine only.
const ON_ONE_MACHINE: [&str; 6] = ["home", "root", "Users", "work", "workspace", "mnt"];
/// Folders beside the repository, which a clone does not have.
const BESIDE: [&str; 1] = ["shared"];
/// Parts of the names of hosts that mirror public registries privately.
const PRIVATE_HOSTS: [[&str; 2]; 3] = [
    ["artif", "actory"],
    ["jfr", "og.io"],
    ["nex", "us/repository"],
];

pub fn check(tree: &Tree) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (path, text) in tree.files() {
        for folder in ON_ONE_MACHINE {
            for line in paths_from(text, &format!("/{folder}/")) {
                problems.push(problem(
                    path,
                    line,
                    format!("a path under /{folder}"),
                    "a path from the root of the repository",
                ));
            }
        }
        for folder in BESIDE {
            for (at, found) in text.match_indices(&format!("../{folder}")) {
                problems.push(problem(
                    path,
                    line_of(text, at),
                    format!("`{found}`, which a clone does not have"),
                    "a path inside the repository",
                ));
            }
        }
        for host in PRIVATE_HOSTS {
            let host = host.concat();
            for (at, _) in text.to_lowercase().match_indices(&host) {
                problems.push(problem(
                    path,
                    line_of(text, at),
                    format!("a private host (`{host}`)"),
                    "a public address, or none",
                ));
            }
        }
    }
    problems
}

/// Lines on which an absolute path with this beginning stands: not the middle of a longer path or address.
fn paths_from(text: &str, beginning: &str) -> Vec<usize> {
    text.match_indices(beginning)
        .filter(|(at, _)| {
            let before = text[..*at].chars().next_back();
            let after = text[at + beginning.len()..].chars().next();
            before.is_none_or(|letter| !letter.is_alphanumeric() && !"/._-}>)$*".contains(letter))
                && after.is_some_and(char::is_alphanumeric)
        })
        .map(|(at, _)| line_of(text, at))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::check as check_rule;

    fn check(text: String, expected: Option<&str>) {
        let expected = expected.map(|expected| format!("docs/a.md:2: {expected}"));
        let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
        check_rule(
            super::check,
            &[("docs/a.md", &format!("\n{text}"))],
            &expected,
        );
    }

    #[test]
    fn places_that_a_clone_does_not_have_are_named() {
        check(
            format!("see `/{}/ana/notes`", "home"),
            Some("a path under /home, expected a path from the root of the repository"),
        );
        check(
            format!("in ../{}/x.yaml", "shared"),
            Some(&format!(
                "`../{}`, which a clone does not have, expected a path inside the repository",
                "shared"
            )),
        );
        check(
            format!("index = \"https://{}actory.example.org\"", "Artif"),
            Some(&format!(
                "a private host (`{}actory`), expected a public address, or none",
                "artif"
            )),
        );
    }

    #[test]
    fn addresses_and_placeholders_are_free() {
        check(
            format!("https://example.org/{}/a and $HOME/{}/b", "home", "work"),
            None,
        );
        check(format!("school/{}/community, /{}/", "home", "work"), None);
    }
}
