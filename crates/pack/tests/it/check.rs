//! What a person reads when the parts of a pack do not fit together. Each file in `check/` breaks one thing after another in
//! a pack that is right, and has everything that is then said. A block is: `= file`, `- ` what stands there, `+ ` what is put
//! in its place, and the problems, `file@word: message`, where the word is what stands at the place of the problem.

use std::fmt::Write as _;

use pack::{Pack, Sources};

use super::packs::{FEATURES, changed, full, problems, tiny};

/// The problems of a pack as the files have them.
fn shown(sources: &Sources) -> Vec<String> {
    let (_, problems) = Pack::checked(sources, &FEATURES);
    let mut all = Vec::new();
    for problem in problems.sorted() {
        let text = sources.files.get(&*problem.file);
        let text = String::from_utf8_lossy(text.map_or(&[][..], Vec::as_slice));
        let line = text.lines().nth(problem.line as usize - 1);
        let skipped = line.unwrap_or_default().chars();
        let at: String = skipped.skip(problem.column as usize - 1).collect();
        let end = at.find([',', ' ', '}', ']', ':', ')']).unwrap_or(at.len());
        let printed = problem.to_string();
        let message = printed.splitn(4, ':').nth(3).unwrap_or_default();
        all.push(format!("{}@{}:{message}", problem.file, &at[..end]));
    }
    all
}

/// Plays every block of a file and compares the whole of what is said.
fn plays(table: &str) {
    let mut said = String::new();
    for block in table.split("\n\n") {
        let lines = |mark: &str| -> Vec<&str> {
            let all = block.trim_start_matches('\n').lines();
            all.filter_map(|line| line.strip_prefix(mark)).collect()
        };
        let (files, old, new) = (lines("= "), lines("- "), lines("+ "));
        let [file] = files[..] else {
            panic!("a block without a file: {block}")
        };
        // Lines that nothing is put in place of go with their line break.
        let end = if new.is_empty() { "\n" } else { "" };
        let found = shown(&changed(file, &(old.join("\n") + end), &new.join("\n")));
        writeln!(said, "= {file}").unwrap();
        for (mark, lines) in [("- ", old), ("+ ", new)] {
            lines
                .iter()
                .for_each(|line| writeln!(said, "{mark}{line}").unwrap());
        }
        found
            .iter()
            .for_each(|line| writeln!(said, "{line}").unwrap());
        said.push('\n');
    }
    assert_eq!(table.trim(), said.trim(), "\nwhat is said now:\n\n{said}");
}

macro_rules! plays {
    ($($name:ident)*) => {$(
        #[test]
        fn $name() {
            plays(include_str!(concat!("check/", stringify!($name), ".txt")));
        }
    )*};
}

plays! {
    names_that_nothing_has_are_found_with_the_nearest
    events_that_never_happen_are_found
    conditions_are_checked_where_they_stand
    a_matter_can_be_reached_and_ended
    a_timescale_counts_in_one_way
    a_form_hangs_together
    a_scenario_names_what_there_is
}

#[test]
fn packs_that_are_right_have_no_problems() {
    assert_eq!(problems(&tiny()), [""; 0]);
    assert_eq!(problems(&full()), [""; 0]);
}

#[test]
fn clauses_are_cited_or_say_how_they_are_met() {
    let mut sources = full();
    let clauses = "- {id: F-1, section: A, text: One}\n- {id: F-1, section: A, text: Again}\n- {id: F-7, section: A, text: Two}\n";
    sources.files.insert("clauses.yaml".into(), clauses.into());
    let found = problems(&sources);
    assert!(
        found
            .iter()
            .any(|p| p.starts_with("clauses.yaml:2:8: the clause `F-1` is there twice"))
    );
    assert!(
        found
            .iter()
            .any(|p| p.starts_with("clauses.yaml:3:8: warning: no rule cites clause `F-7`"))
    );
    assert!(found.iter().any(|p| p.contains("there is no clause `F-2`")));
}

#[test]
fn what_cannot_be_read_is_reported_once() {
    let found = problems(&changed("roles.yaml", "title: Helper\n", "titel: Helper\n"));
    assert_eq!(
        found,
        ["roles.yaml:2:3: unknown key `titel` in a role; did you mean `title`?"]
    );
    let found = problems(&changed(
        "records/review.yaml",
        "type: date, required",
        "type: dat, required",
    ));
    assert_eq!(found.len(), 1, "{found:#?}");
    // Nothing of the file was read, so what others ask of it may be there.
    let found = problems(&changed("lists.yaml", "- {list", "- {{list"));
    assert!(
        found.iter().all(|p| p.starts_with("lists.yaml:")),
        "{found:#?}"
    );
}

#[test]
fn files_that_are_missing_or_strange_are_named() {
    let mut sources = full();
    sources.files.remove("clauses.yaml");
    sources.files.insert("clock.yaml".into(), Vec::new());
    sources.files.insert("records/notes.txt".into(), Vec::new());
    assert_eq!(
        problems(&sources),
        [
            "clauses.yaml:1:1: `clauses.yaml` is missing; expected every pack has this file",
            "clock.yaml:1:1: warning: a pack has no such file: it is not read; did you mean `clocks.yaml`?",
            "records/notes.txt:1:1: warning: a pack has no such file: it is not read; did you mean `records/notes.yaml`?",
        ]
    );
}
