//! Decision records are numbered without gaps or doubles, so that one can be cited by its number for ever.
//!
//! It looks at names and first lines; what was decided is for people to judge.

use std::collections::BTreeMap;

use super::{Problem, problem};
use crate::tree::Tree;

const FOLDER: &str = "docs/decisions";

pub fn check(tree: &Tree) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut numbered: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
    for file in tree.entries(FOLDER) {
        if file == "README.md" {
            continue;
        }
        match number_of(file) {
            Some(number) => numbered.entry(number).or_default().push(file),
            None => problems.push(problem(
                &format!("{FOLDER}/{file}"),
                1,
                "a decision without a number",
                "a name like 0007-what-was-decided.md",
            )),
        }
        let path = format!("{FOLDER}/{file}");
        if tree.text(&path).is_some_and(|text| !text.starts_with("# ")) {
            problems.push(problem(
                &path,
                1,
                "no title",
                "a first line that begins with `# `",
            ));
        }
    }
    for (next, (number, files)) in (1..).zip(&numbered) {
        for double in files.iter().skip(1) {
            problems.push(problem(
                &format!("{FOLDER}/{double}"),
                1,
                format!("number {number:04} is taken by {}", files[0]),
                "a number of its own",
            ));
        }
        if *number != next {
            problems.push(problem(
                &format!("{FOLDER}/{}", files[0]),
                1,
                format!("number {number:04} leaves a gap"),
                format!("number {next:04}"),
            ));
            break;
        }
    }
    problems
}

fn number_of(file: &str) -> Option<usize> {
    let (number, title) = file.strip_suffix(".md")?.split_once('-')?;
    let well_named = number.len() == 4
        && !title.is_empty()
        && title
            .chars()
            .all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-');
    well_named.then(|| number.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::super::tests::check as check_rule;

    fn check(files: &[&str], expected: &[&str]) {
        let paths: Vec<String> = files
            .iter()
            .map(|f| format!("docs/decisions/{f}"))
            .collect();
        let tree: Vec<(&str, &str)> = paths.iter().map(|path| (path.as_str(), "# A\n")).collect();
        check_rule(super::check, &tree, expected);
    }

    #[test]
    fn numbers_run_from_one() {
        check(&["README.md", "0001-one.md", "0002-two-2.md"], &[]);
        check(
            &["0001-one.md", "0003-three.md", "0004-four.md"],
            &["docs/decisions/0003-three.md:1: number 0003 leaves a gap, expected number 0002"],
        );
        check(
            &["0001-a.md", "0001-b.md"],
            &[
                "docs/decisions/0001-b.md:1: number 0001 is taken by 0001-a.md, expected a number of its own",
            ],
        );
    }

    #[test]
    fn names_and_titles_are_checked() {
        check(
            &["1-one.md"],
            &[
                "docs/decisions/1-one.md:1: a decision without a number, expected a name like 0007-what-was-decided.md",
            ],
        );
        check_rule(
            super::check,
            &[("docs/decisions/0001-a.md", "Plain\n")],
            &["docs/decisions/0001-a.md:1: no title, expected a first line that begins with `# `"],
        );
    }
}
