//! The lesson builds the tiny pack: what it prints is what stands there.

use std::collections::BTreeMap;

use super::packs::{problems, tiny};
use pack::Sources;

const LESSON: &str = include_str!("../../../../docs/how-to/write-a-pack.md");

/// Every block of the lesson whose first line names a file: ` ```yaml path`.
fn blocks() -> BTreeMap<String, String> {
    let mut blocks = BTreeMap::new();
    for block in LESSON.split("```yaml ").skip(1) {
        let (path, rest) = block.split_once('\n').unwrap();
        let (text, _) = rest.split_once("```").unwrap();
        let whole: &mut String = blocks.entry(path.trim().to_owned()).or_default();
        whole.push_str(text);
    }
    blocks
}

#[test]
fn the_lesson_builds_the_tiny_pack() {
    let files = tiny().files.into_iter();
    let files: BTreeMap<String, String> = files
        .map(|(path, text)| (path, String::from_utf8(text).unwrap()))
        .collect();
    assert_eq!(blocks(), files);
}

#[test]
fn what_the_lesson_says_about_a_mistake_is_what_is_said() {
    let blocks = blocks();
    let files = blocks
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()));
    let mut sources = Sources::of(files);
    let clocks = blocks["clocks.yaml"].replace("3 working days", "3 wroking days");
    sources
        .files
        .insert("clocks.yaml".into(), clocks.into_bytes());
    let found = problems(&sources);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(LESSON.contains(&found[0]), "{}", found[0]);
}
