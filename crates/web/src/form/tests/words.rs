//! What people read: dates, labels, whose words, what changed.

use askama::Template as _;
use domain::event::Answers;
use pack::practice::Submission;
use serde_json::json;

use super::{choices, file, hana_and_tama, packs, rendered};
use crate::form::choose::Choices;
use crate::form::parse::parse;
use crate::form::show::{ChangesView, Names, answers, changes};
use crate::form::{Paper, dates, rows};

/// A record's answers as its page shows them.
pub fn shown(paper: &Paper<'_>, given: &Submission, choices: &Choices) -> String {
    let names = Names {
        pack: paper.pack,
        choices,
        on: Some(file(1)),
    };
    let none = Answers::new();
    let parts: Vec<_> = paper
        .about
        .iter()
        .map(|(file, name)| (*file, name.clone(), given.parts.get(file).unwrap_or(&none)))
        .collect();
    answers(&names, paper.form, &given.answers, &parts)
        .render()
        .unwrap()
}

#[test]
fn dates_are_read_in_words() {
    for (typed, read) in [
        ("2026-05-26", "26 May 2026"),
        ("2026-05-26T15:10", "26 May 2026 at 15:10"),
        ("2026-05", "May 2026"),
        ("2026", "2026"),
        ("about 2026-05", "about May 2026"),
        ("about 2026", "about 2026"),
        ("whenever", "whenever"),
    ] {
        assert_eq!(dates::read(typed), read);
    }
}

#[test]
fn times_are_understood_as_people_write_them() {
    for (typed, at) in [
        ("14:30", Some((14, 30))),
        ("14.30", Some((14, 30))),
        ("1430", Some((14, 30))),
        ("2.30 pm", Some((14, 30))),
        ("3pm", Some((15, 0))),
        ("12 am", Some((0, 0))),
        ("12pm", Some((12, 0))),
        ("25:00", None),
        ("13pm", None),
        ("tea time", None),
        ("", None),
        ("āāāā", None),
    ] {
        assert_eq!(dates::time(typed), at, "{typed}");
    }
}

fn visit(test: impl Fn(&Paper<'_>)) {
    let packs = packs();
    let (_, pack) = packs.iter().find(|(name, _)| name == "massiss").unwrap();
    let about = hana_and_tama();
    test(&Paper {
        pack,
        form: pack.form("visit").unwrap(),
        about: &about,
    });
}

#[test]
fn words_in_a_childs_part_are_theirs_unless_it_says_otherwise() {
    visit(|paper| {
        let (hana, tama) = (file(1), file(2));
        let names = [
            (
                format!("p.{hana}.their_words.1.said"),
                "I like the new class",
            ),
            (format!("p.{tama}.their_words.4.said"), "Same"),
            (format!("p.{tama}.their_words.4.who"), "Nan"),
            ("a.unheard_of".to_owned(), "x"),
            (format!("p.{}.seen", file(9)), "yes"),
        ];
        let given = parse(paper, names.iter().map(|(n, v)| (n.as_str(), *v)));
        assert_eq!(
            given.parts[&hana]["their_words"],
            json!([{"said": "I like the new class", "who": "Hana Wharetest"}])
        );
        assert_eq!(
            given.parts[&tama]["their_words"],
            json!([{"said": "Same", "who": "Nan"}])
        );
        assert_eq!((given.answers.len(), given.parts.len()), (0, 2));
        let shown = shown(paper, &given, &choices());
        assert!(
            shown.contains("app-words__source\">Hana Wharetest</span>"),
            "{shown}"
        );
    });
}

#[test]
fn what_is_not_asked_stays_until_it_is_submitted_and_is_told_of() {
    visit(|paper| {
        let hana = file(1);
        let mut given = Submission::default();
        let part = given.parts.entry(hana).or_default();
        part.insert("seen".into(), json!("no"));
        part.insert("alone".into(), json!("yes"));
        let page = rendered(paper, &given, &[], &choices());
        assert_eq!(
            page.form.hidden,
            [(format!("p.{hana}.alone"), "yes".to_owned())]
        );
        assert_eq!(page.form.aside.len(), 1);
        assert_eq!(page.form.aside[0].label, "Seen alone (Hana Wharetest)");
        assert_eq!(page.form.aside[0].text, "Yes");
        assert_eq!(super::sent(paper, &super::html(&page)), given);
        let asked = super::asked_of(paper.pack, paper.form, &given, &paper.files());
        let taken = rows::take_unasked(paper.form, &asked, &mut given);
        assert_eq!(taken.len(), 1);
        assert!(!given.parts[&hana].contains_key("alone"));
    });
}

#[test]
fn rows_are_added_and_taken_away_without_losing_others() {
    visit(|paper| {
        let hana = file(1);
        let name = format!("p.{hana}.their_words");
        let mut given = Submission::default();
        rows::begin(paper, &mut given);
        rows::add(paper, &mut given, &name);
        let page = super::html(&rendered(paper, &given, &[], &choices()));
        assert!(page.contains(&format!("name=\"{name}.2.said\"")));
        given.parts.get_mut(&hana).unwrap()["their_words"][1] = json!({"said": "Kept"});
        rows::remove(paper, &mut given, &format!("{name}.1"));
        assert_eq!(given.parts[&hana]["their_words"], json!([{"said": "Kept"}]));
        for odd in [
            "a",
            "a.",
            "p.x.y",
            "a.seen.1",
            "a.content",
            "a.with_whom.99999999999999999999",
        ] {
            rows::remove(paper, &mut given, odd);
            rows::add(paper, &mut given, &format!("{odd}.x"));
        }
        assert_eq!(given.parts[&hana]["their_words"], json!([{"said": "Kept"}]));
    });
}

#[test]
fn two_versions_show_what_changed_side_by_side() {
    visit(|paper| {
        let names = Names {
            pack: paper.pack,
            choices: &choices(),
            on: None,
        };
        let of = |text: &str| {
            let mut answers = Answers::new();
            answers.insert("content".into(), json!(text));
            answers.insert("activity".into(), json!("unknown-one"));
            answers
        };
        let (old, new) = (of("We talked"), of("We talked & walked"));
        let none: &[_] = &[];
        let changes = changes(&names, paper.form, (&old, none), (&new, none));
        assert_eq!(changes.len(), 1);
        assert_eq!(changes[0].label, "What happened");
        let view = ChangesView {
            before: "As it was signed".into(),
            after: "Now".into(),
            changes,
        };
        let html = view.render().unwrap();
        assert!(html.contains("We talked &#38; walked"), "{html}");
    });
}

#[test]
fn of_two_texts_nothing_is_lost_unless_somebody_says_so() {
    use crate::form::merge::{Keep, differences, merge};
    visit(|paper| {
        let of = |content: &str, next: Option<&str>| {
            let mut given = Submission::default();
            given.answers.insert("content".into(), json!(content));
            if let Some(next) = next {
                given.answers.insert("next_step".into(), json!(next));
            }
            let words = json!([{"said": content, "who": "Hana"}]);
            let part = given.parts.entry(file(1)).or_default();
            part.insert("their_words".into(), words);
            given
        };
        let (mine, theirs) = (of("By me", None), of("By them", Some("Ring")));
        let names = Names {
            pack: paper.pack,
            choices: &choices(),
            on: None,
        };
        let differ = differences(paper, &names, &mine, &theirs);
        let kept: Vec<_> = differ.iter().map(|d| (d.name.clone(), d.keep)).collect();
        let words = format!("p.{}.their_words", file(1));
        assert_eq!(
            kept,
            [
                (words, Keep::Both),
                ("a.content".to_owned(), Keep::Both),
                ("a.next_step".to_owned(), Keep::Theirs),
            ]
        );
        let merged = merge(paper, &mine, &theirs, &kept.into_iter().collect());
        assert_eq!(merged.answers["content"], "By them\n\nBy me");
        assert_eq!(merged.answers["next_step"], "Ring");
        let words = merged.parts[&file(1)]["their_words"].as_array().unwrap();
        assert_eq!(words.len(), 2);
        let mine_alone = merge(paper, &mine, &theirs, &Default::default());
        assert_eq!(mine_alone.answers, mine.answers);
    });
}
