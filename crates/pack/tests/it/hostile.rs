//! Packs damaged at random, and a pack as large as they come: nothing panics, everything has a place, nothing takes long.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use pack::rules::Coverage;
use pack::{Pack, Sources};
use proptest::prelude::*;

use super::packs::{FEATURES, full, whole};

/// One way to damage a text.
#[derive(Debug, Clone)]
enum Damage {
    DeleteLine(usize),
    DoubleLine(usize),
    SwapWords(usize, usize),
    Byte(usize, u8),
    Cut(usize),
    Insert(usize, &'static str),
}

const SNIPPETS: [&str; 12] = [
    "{",
    "]",
    ": ",
    "- ",
    "null",
    "999999999999999999999",
    "\t",
    "&a *a",
    "any",
    "((((",
    "for ",
    "\u{202e}",
];

fn damage() -> impl Strategy<Value = Damage> {
    prop_oneof![
        any::<usize>().prop_map(Damage::DeleteLine),
        any::<usize>().prop_map(Damage::DoubleLine),
        (any::<usize>(), any::<usize>()).prop_map(|(a, b)| Damage::SwapWords(a, b)),
        (any::<usize>(), any::<u8>()).prop_map(|(at, byte)| Damage::Byte(at, byte)),
        any::<usize>().prop_map(Damage::Cut),
        (any::<usize>(), prop::sample::select(&SNIPPETS[..]))
            .prop_map(|(at, text)| Damage::Insert(at, text)),
    ]
}

fn damaged(content: &[u8], damage: &Damage) -> Vec<u8> {
    let text = String::from_utf8_lossy(content).into_owned();
    let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
    let mut bytes = content.to_vec();
    if bytes.is_empty() || lines.is_empty() {
        return bytes;
    }
    match damage {
        Damage::DeleteLine(at) => {
            lines.remove(at % lines.len());
            lines.concat().into_bytes()
        }
        Damage::DoubleLine(at) => {
            let at = at % lines.len();
            lines.insert(at, lines[at]);
            lines.concat().into_bytes()
        }
        Damage::SwapWords(a, b) => {
            let mut words: Vec<&str> = text
                .split_inclusive(|c: char| !c.is_alphanumeric())
                .collect();
            let (a, b) = (a % words.len(), b % words.len());
            words.swap(a, b);
            words.concat().into_bytes()
        }
        Damage::Byte(at, byte) => {
            let at = at % bytes.len();
            bytes[at] = *byte;
            bytes
        }
        Damage::Cut(at) => {
            bytes.truncate(at % bytes.len());
            bytes
        }
        Damage::Insert(at, snippet) => {
            let at = at % bytes.len();
            bytes.splice(at..at, snippet.bytes());
            bytes
        }
    }
}

/// Everything that may be asked of a pack that was read, right or not.
fn ask_everything(sources: &Sources) {
    let (_, problems) = Pack::checked(sources, &FEATURES);
    for problem in problems.sorted() {
        let content = sources
            .files
            .get(&*problem.file)
            .map_or(&[][..], Vec::as_slice);
        let text = String::from_utf8_lossy(content);
        let lines: Vec<&str> = text.split('\n').collect();
        assert!(problem.line >= 1 && problem.column >= 1, "{problem}");
        assert!(problem.line as usize <= lines.len().max(1) + 1, "{problem}");
        let line = lines
            .get(problem.line as usize - 1)
            .copied()
            .unwrap_or_default();
        assert!(
            problem.column as usize <= line.chars().count() + 2,
            "{problem}: {line:?}"
        );
    }
    if let (Some(pack), _) = Pack::read(sources) {
        for rule in pack.rule_list().iter().step_by(9) {
            assert!(pack.without(&rule.id).is_some(), "{}", rule.id);
        }
        Coverage::of(&pack, &Default::default(), &Default::default()).to_json();
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_damaged_pack_gets_an_answer_with_places(
        damages in prop::collection::vec((any::<prop::sample::Index>(), damage()), 1..6),
    ) {
        let mut sources = full();
        let paths: Vec<String> = sources.files.keys().cloned().collect();
        for (file, damage) in &damages {
            let path = file.get(&paths);
            let content = damaged(&sources.files[path], damage);
            sources.files.insert(path.clone(), content);
        }
        ask_everything(&sources);
    }
}

#[test]
fn packs_of_nothing_and_of_the_wrong_things_get_an_answer() {
    ask_everything(&Sources::default());
    for content in [
        "",
        "[]",
        "{}",
        "- ",
        "a: b",
        "- - -",
        "null",
        "- {}",
        "\u{feff}",
        "matters: {}",
    ] {
        let mut sources = full();
        let paths: Vec<String> = sources.files.keys().cloned().collect();
        for path in &paths {
            sources
                .files
                .insert(path.clone(), content.as_bytes().to_vec());
        }
        ask_everything(&sources);
        for path in &paths {
            let mut sources = full();
            sources
                .files
                .insert(path.clone(), content.as_bytes().to_vec());
            ask_everything(&sources);
        }
    }
}

/// The full pack with 250 clauses, 40 forms and 100 scenarios more.
fn large() -> Sources {
    let mut sources = full();
    let text =
        |sources: &Sources, path: &str| String::from_utf8(sources.files[path].clone()).unwrap();
    let mut clauses = text(&sources, "clauses.yaml");
    for n in 0..250 {
        writeln!(clauses, "- {{id: X-{n}, section: Much, text: Clause {n}}}").unwrap();
    }
    let review = text(&sources, "records/review.yaml");
    for n in 0..40 {
        let cited: Vec<String> = (0..7).map(|m| format!("X-{}", (n * 7 + m) % 250)).collect();
        let form = review
            .replace("record: review", &format!("record: review-{n}"))
            .replacen("clause: F-4", &format!("clause: [{}]", cited.join(", ")), 1)
            .replace("purpose: service", &format!("purpose: service-{n}"));
        sources
            .files
            .insert(format!("records/review-{n}.yaml"), form.into_bytes());
    }
    let scenario = text(&sources, "scenarios/review.yaml");
    for n in 0..100 {
        let one = scenario.replace("checked by somebody else", &format!("checked, number {n}"));
        sources
            .files
            .insert(format!("scenarios/review-{n}.yaml"), one.into_bytes());
    }
    sources
        .files
        .insert("clauses.yaml".into(), clauses.into_bytes());
    sources
}

#[test]
fn a_large_pack_is_checked_in_under_a_second() {
    let sources = large();
    let took = |_| {
        let start = Instant::now();
        whole(&sources);
        start.elapsed()
    };
    let fastest = (0..3).map(took).min().unwrap();
    assert!(fastest < Duration::from_secs(1), "{fastest:?}");
}
