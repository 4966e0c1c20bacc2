//! Links of the documentation lead to files that exist, by paths that stay inside the repository.
//!
//! It never asks the network: links to the web are left alone, and so are examples in code.

use super::{Problem, problem};
use crate::tree::Tree;

pub fn check(tree: &Tree) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (path, text) in tree.files().filter(|(path, _)| path.ends_with(".md")) {
        for (line, target) in targets(text) {
            let found = resolve(path, &target).is_some_and(|file| tree.holds(&file));
            if !found {
                problems.push(problem(
                    path,
                    line,
                    format!("a link to `{target}`"),
                    "a file of this repository",
                ));
            }
        }
    }
    problems
}

/// Every link to a file: its line and its target without the part after `#`.
fn targets(text: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut fenced = false;
    for (text, line) in text.lines().zip(1..) {
        let trimmed = text.trim_start();
        if trimmed.starts_with("```") || trimmed.starts_with("~~~") {
            fenced = !fenced;
            continue;
        }
        if fenced {
            continue;
        }
        // Between an even number of backticks is prose, between an odd number code.
        let prose: Vec<&str> = text.split('`').step_by(2).collect();
        let prose = prose.join("code");
        let inline = prose.match_indices("](").map(|(at, _)| {
            let target = &prose[at + 2..];
            &target[..target.find(')').unwrap_or(target.len())]
        });
        let reference = trimmed
            .starts_with('[')
            .then(|| trimmed.split_once("]: ").map(|(_, target)| target))
            .flatten();
        for target in inline.chain(reference) {
            let target = target.split_whitespace().next().unwrap_or_default();
            let target = target.trim_matches(['<', '>']);
            let target = target.split('#').next().unwrap_or_default();
            if !target.is_empty() && !target.contains("://") && !target.starts_with("mailto:") {
                found.push((line, target.to_owned()));
            }
        }
    }
    found
}

/// The path from the root, or nothing when it leaves the repository.
fn resolve(from: &str, target: &str) -> Option<String> {
    let mut parts: Vec<&str> = if target.starts_with('/') {
        Vec::new()
    } else {
        let mut parts: Vec<&str> = from.split('/').collect();
        parts.pop();
        parts
    };
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            _ => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::super::tests::check as check_rule;

    fn check(text: &str, missing: &[(usize, &str)]) {
        let expected: Vec<String> = missing
            .iter()
            .map(|(line, target)| {
                format!(
                    "docs/a.md:{line}: a link to `{target}`, expected a file of this repository"
                )
            })
            .collect();
        let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
        let files = [("docs/a.md", text), ("docs/b/c.md", ""), ("README.md", "")];
        check_rule(super::check, &files, &expected);
    }

    #[test]
    fn links_to_files_and_folders_are_followed() {
        check(
            "[b](b/c.md#part) [r](../README.md) ![f](b/) [s](#part)\n[x]: b/c.md\n",
            &[],
        );
        check(
            "[w](https://example.org/a.md) [m](mailto:a@example.org)",
            &[],
        );
    }

    #[test]
    fn links_to_nothing_are_named_with_their_line() {
        check(
            "one\n[b](c.md) and [d](b/d.md)\n",
            &[(2, "b/d.md"), (2, "c.md")],
        );
        check("[out](../../README.md)\n", &[(1, "../../README.md")]);
        check("[x]: none.md\n", &[(1, "none.md")]);
    }

    #[test]
    fn examples_in_code_are_left_alone() {
        check("`[b](c.md)`\n```\n[b](c.md)\n```\n", &[]);
    }
}
