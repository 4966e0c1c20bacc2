//! What patterns and a cast become.

use super::*;
use crate::scenario::json_of;

const TOLD: &str = "
story: Many
agency: A trust
slug: trust
zone: Etc/UTC
calendar: none
workers: {Ana: worker, Rua: worker, Mere: {role: lead, supervises: [Ana, Rua]}}
sites: [The school]
families: [The house]
traits:
  carer: [Mum, Nan, Dad]
  goal: [{text: Sleeps, head: [health]}, {text: Reads with <carer>, head: [school]}]
texts:
  note: [{minutes: 10, said: One}, {minutes: 20, said: Two}, {minutes: 30, said: 'Three, says <given>'}]
usual:
  gender: {gender: not asked}
patterns:
  comes:
    - +0 09:10 <worker> records referral on <name>:
        on: +0
        seen: +2 10:00
        goal: <goal>
        said: 'That <goal.text>, for <carer>'
    - +0 15:00 <supervisor> allocates <name> to <worker> as worker
  whole:
    - pattern: comes
    - at: +7
      every: 7
      times: 4
      steps:
        - +0 <worker> records visit on <name>: <note>
    - {at: +40, pattern: closes, with: {why: <reason>}}
  closes:
    - +0 <worker> records closure on <name>: {why: <why>}
cast:
  - {name: Hana Wharetest, born: 2011-05-03, school: The school, worker: Ana, pattern: whole, started: 2026-03-02, with: {reason: enough}}
  - {name: Tama Wharetest, sibling_of: Hana Wharetest, worker: Rua, pattern: whole, started: 2026-03-04, without: visit, until: +45, with: {reason: moved}, facts: {lives-with: {household: The house}}}
  - {name: Nan Wharetest}
  - {name: Hana Wharetest, worker: Rua, pattern: comes, started: 2026-04-20}
chapters:
  - chapter: The end
    people: {Kiri: {facts: {relationship: {to: Nan Wharetest, relation: grandparent}}}}
    steps:
      - 2026-04-24 Ana records visit on Kiri
";

fn told(text: &str) -> Story {
    let (story, problems) = Story::read("story.yaml", text);
    assert_eq!(problems.to_string(), "");
    story.expect("a story")
}

fn lines(story: &Story) -> Vec<String> {
    let all = story.scenario.steps.iter();
    all.map(|s| format!("{} {}", s.date, s.phrase)).collect()
}

/// What is wrong with the story once a piece of it is replaced.
fn wrong(piece: &str, by: &str) -> String {
    assert!(TOLD.contains(piece), "{piece}");
    let (story, problems) = Story::read("story.yaml", &TOLD.replacen(piece, by, 1));
    assert!(story.is_none(), "{by} is accepted");
    problems.to_string()
}

#[test]
fn a_pattern_happens_to_everybody_in_the_cast_from_their_own_day_on() {
    let said = lines(&told(TOLD));
    for line in [
        "2026-03-02 2026-03-02 09:10 Ana records referral on Hana Wharetest",
        "2026-03-02 2026-03-02 15:00 Mere allocates Hana Wharetest to Ana as worker",
        "2026-03-04 2026-03-04 09:10 Rua records referral on Tama Wharetest",
        "2026-03-30 2026-03-30 Ana records visit on Hana Wharetest",
        "2026-04-20 2026-04-20 09:10 Rua records referral on Hana Wharetest",
    ] {
        assert!(said.iter().any(|s| s == line), "{line}: {said:#?}");
    }
    assert!(said.is_sorted());
}

#[test]
fn a_day_that_falls_on_a_weekend_or_a_holiday_is_the_next_working_day() {
    // The fortieth day is a Saturday.
    let closed = |text: &str| {
        let said = lines(&told(text));
        let found = said.iter().find(|s| s.contains("closure on Hana"));
        found
            .expect("a closure")
            .split(' ')
            .next()
            .map(String::from)
    };
    assert_eq!(closed(TOLD).as_deref(), Some("2026-04-13"));
    // Two days later it is Easter Monday's week: Good Friday 3 April, Easter Monday 6 April.
    let easter = TOLD
        .replace("calendar: none", "calendar: nz")
        .replace("{at: +40,", "{at: +32,");
    assert_eq!(closed(&easter).as_deref(), Some("2026-04-07"));
}

#[test]
fn what_a_pattern_asks_for_is_filled_in_and_days_are_counted() {
    let story = told(TOLD);
    let referral = story
        .scenario
        .steps
        .iter()
        .find(|s| s.phrase.ends_with("referral on Hana Wharetest"))
        .expect("a referral");
    let answer = |name: &str| {
        let (_, node) = referral.answers.iter().find(|(k, _)| k.as_str() == name)?;
        Some(json_of(node))
    };
    assert_eq!(answer("on"), Some("2026-03-02".into()));
    assert_eq!(answer("seen"), Some("2026-03-04 10:00".into()));
    let goal = answer("goal").expect("a goal");
    let text = goal["text"].as_str().expect("a text");
    assert!(!text.contains('<'), "{text}");
    let said = answer("said").expect("what was said");
    assert!(said.as_str().is_some_and(|s| s.contains(text)), "{said}");
}

#[test]
fn texts_come_each_once_before_any_comes_again_and_numbers_stay_numbers() {
    let story = told(TOLD);
    let visits = story
        .scenario
        .steps
        .iter()
        .filter(|s| s.phrase.ends_with("visit on Hana Wharetest"));
    let minutes: Vec<serde_json::Value> = visits
        .map(|s| {
            json_of(
                &s.answers
                    .iter()
                    .find(|(k, _)| k.as_str() == "minutes")
                    .unwrap()
                    .1,
            )
        })
        .collect();
    assert_eq!(minutes.len(), 4);
    let mut first: Vec<i64> = minutes[..3].iter().filter_map(|m| m.as_i64()).collect();
    first.sort_unstable();
    assert_eq!(first, [10, 20, 30]);
    assert_eq!(minutes[3], minutes[0]);
    assert_eq!(lines(&story), lines(&told(TOLD)));
}

#[test]
fn a_story_leaves_out_what_its_cast_leaves_out_and_what_has_not_come() {
    let said = lines(&told(TOLD));
    let of = |what: &str| said.iter().filter(|s| s.contains(what)).count();
    assert_eq!(of("visit on Tama"), 0);
    assert_eq!(of("closure on Tama"), 1);
    let until = told(&TOLD.replace("until: +45", "until: 2026-03-20"));
    assert!(!lines(&until).iter().any(|s| s.contains("closure on Tama")));
    // The patterns end with the last chapter, or on the day before the one the story is told on.
    let late = TOLD.replace("started: 2026-04-20", "started: 2026-04-27");
    assert!(!lines(&told(&late)).iter().any(|s| s.contains("2026-04-27")));
    let (moved, _) = Story::ending_before("story.yaml", TOLD, |_| "2026-04-11".parse().unwrap());
    let moved = lines(&moved.expect("a story"));
    assert!(
        moved.iter().all(|s| s.as_str() < "2026-04-11"),
        "{moved:#?}"
    );
    assert!(
        moved
            .iter()
            .any(|s| s.starts_with("2026-04-10") && s.contains("visit on Kiri"))
    );
}

#[test]
fn people_arrive_with_the_first_step_that_names_them_or_with_those_who_name_them() {
    let story = told(TOLD);
    let person = |name: &str| {
        let all = &story.scenario.people;
        all.iter().find(|p| *p.name == name).expect("a person")
    };
    let came = |name: &str| {
        let arrival = person(name).arrives.clone().expect("an arrival");
        (arrival.date.to_string(), arrival.by)
    };
    assert_eq!(came("Hana Wharetest"), ("2026-03-02".into(), "Ana".into()));
    assert_eq!(came("Nan Wharetest"), ("2026-04-24".into(), "Ana".into()));
    assert_eq!(story.scenario.people.len(), 4, "nobody comes twice");
    let kinds = |name: &str| -> Vec<String> {
        let facts = &person(name).facts;
        facts.iter().map(|(k, _)| k.value.clone()).collect()
    };
    assert_eq!(kinds("Tama Wharetest"), ["lives-with", "gender"]);
    assert!(kinds("Nan Wharetest").is_empty());
}

#[test]
fn every_mistake_says_where_it_stands_and_is_told_once() {
    for (piece, by, says) in [
        (
            "<carer>'",
            "<career>'",
            "story.yaml:23:15: nothing here is called `<career>`",
        ),
        (
            "pattern: comes, started",
            "pattern: come, started",
            "there is no pattern `come`",
        ),
        (
            "worker: Rua, pattern: comes",
            "worker: Rau, pattern: comes",
            "no worker here is called `Rau`",
        ),
        (
            "pattern: comes, started: 2026-04-20",
            "pattern: comes",
            "`pattern` without `started`",
        ),
        (
            "with: {reason: enough}",
            "with: {reason: enough, day: 3}",
            "asks for `<day>`",
        ),
        (
            "without: visit",
            "without: visits",
            "its pattern has no `visits`",
        ),
        ("until: +45", "until: soon", "`soon` is no day"),
        ("every: 7", "every: week", "`week` is no number"),
        ("times: 4", "times: 4, share: 3 of 2", "this is not YAML"),
        (
            "      times: 4",
            "      share: 3 of 2",
            "`3 of 2` is no share",
        ),
        (
            "    - pattern: comes",
            "    - pattern: whole",
            "`whole` is told by patterns that tell each other",
        ),
        ("{why: <why>}", "{why: <note> again}", "`<note>` is no text"),
        (
            "carer: [Mum, Nan, Dad]",
            "carer: [<carer>]",
            "stands for itself",
        ),
        (
            "carer: [Mum, Nan, Dad]",
            "carer: []",
            "`carer` has nothing in it",
        ),
        (
            "  closes:",
            "  spare: [+0 Ana records visit on <name>]\n  closes:",
            "nobody's story uses `spare`",
        ),
        (
            "    - +0 15:00 <supervisor> allocates",
            "    - 15:00 <supervisor> allocates",
            "does not begin with a day",
        ),
        (
            "<supervisor> allocates <name> to <worker> as worker",
            "<supervisor> and nobody else",
            "is not a step",
        ),
        (
            "name: Nan Wharetest}",
            "name: Ana, born: 1960-01-01}",
            "`Ana` is here already",
        ),
        (
            "  gender: {gender: not asked}",
            "  gender: <genders>",
            "nothing here is called `<genders>`",
        ),
    ] {
        let said = wrong(piece, by);
        assert!(said.contains(says), "{by}: {said}");
        assert_eq!(said.matches(says).count(), 1, "{by}: {said}");
    }
}
