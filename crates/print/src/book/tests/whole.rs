//! The whole book: well formed, every link leads somewhere, headings in order, and no text of a pack becomes markup.

use std::collections::BTreeMap;

use pack::Pack;
use roxmltree::{Document, Node, ParsingOptions};

use super::super::{BookCoverage, html};
use super::pack_with;

fn parsed(html: &str) -> Document<'_> {
    let options = ParsingOptions {
        allow_dtd: true,
        ..ParsingOptions::default()
    };
    Document::parse_with_options(html, options).unwrap_or_else(|why| panic!("{why}"))
}

fn text(node: Node<'_, '_>) -> String {
    let texts = node.descendants().filter(|n| n.is_text());
    texts.filter_map(|n| n.text()).collect()
}

fn by_id<'a, 'i>(document: &'a Document<'i>, id: &str) -> Option<Node<'a, 'i>> {
    document
        .descendants()
        .find(|n| n.attribute("id") == Some(id))
}

/// A run in which some rules were shown.
fn coverage(pack: &Pack) -> BookCoverage {
    let shown = pack.rule_list().into_iter().step_by(2);
    let shown = shown.map(|r| (r.id, vec!["a young person is seen in time".to_owned()]));
    let tests = vec!["settings only tighten".to_owned()];
    let features = BTreeMap::from([("tighten-only-settings".to_owned(), tests)]);
    BookCoverage::of(pack, &shown.collect(), &features)
}

fn check_structure(html: &str) {
    let document = parsed(html);
    let mut ids = BTreeMap::new();
    for node in document.descendants() {
        if let Some(id) = node.attribute("id") {
            assert_eq!(ids.insert(id, node), None, "the id {id} stands twice");
        }
    }
    for node in document.descendants() {
        if let Some(to) = node.attribute("href").and_then(|h| h.strip_prefix('#')) {
            assert!(ids.contains_key(to), "the link to {to} leads nowhere");
        }
        for id in node
            .attribute("aria-labelledby")
            .unwrap_or("")
            .split_whitespace()
        {
            assert!(ids.contains_key(id), "labelled by {id}, which is not there");
        }
    }
    let mut last = 0;
    for node in document.descendants() {
        let level = match node.tag_name().name() {
            "h1" => 1,
            "h2" => 2,
            "h3" => 3,
            "h4" => 4,
            _ => continue,
        };
        assert!(
            level <= last + 1,
            "heading {} after level {last}",
            text(node)
        );
        assert!(!text(node).trim().is_empty(), "an empty heading");
        last = level;
    }
    for svg in document
        .descendants()
        .filter(|n| n.has_tag_name(("http://www.w3.org/2000/svg", "svg")))
    {
        for part in ["title", "desc"] {
            let found = svg.children().find(|c| c.tag_name().name() == part);
            assert!(
                found.is_some_and(|n| !text(n).is_empty()),
                "a drawing without {part}"
            );
        }
    }
    let heads = document.descendants().filter(|n| n.has_tag_name("th"));
    for head in heads {
        assert!(
            head.attribute("scope").is_some(),
            "a heading cell without scope"
        );
    }
    for landmark in ["header", "nav", "main", "footer"] {
        let count = document
            .descendants()
            .filter(|n| n.has_tag_name(landmark))
            .count();
        assert_eq!(count, 1, "{landmark}");
    }
    assert_eq!(document.root_element().attribute("lang"), Some("en"));
}

#[test]
fn the_book_is_well_formed_and_every_link_leads_somewhere() {
    let pack = pack_with("", &[]);
    check_structure(&html(&pack, None));
    check_structure(&html(&pack, Some(&coverage(&pack))));
}

#[test]
fn every_rule_of_the_pack_can_be_pointed_at() {
    let pack = pack_with("", &[]);
    let html = html(&pack, None);
    let document = parsed(&html);
    for rule in pack.rule_list() {
        assert!(
            by_id(&document, &rule.id).is_some(),
            "{} is not in the book",
            rule.id
        );
    }
}

#[test]
fn the_same_pack_gives_the_same_bytes() {
    let pack = pack_with("", &[]);
    assert_eq!(html(&pack, None), html(&pack.clone(), None));
}

#[test]
fn hostile_text_stays_text() {
    let hostile = "</style></title><script>alert(\"x\")</script>' onload='y' &amp; \\ { } ]]> -->";
    let pack = pack_with(hostile, &[]);
    for html in [html(&pack, None), html(&pack, Some(&coverage(&pack)))] {
        check_structure(&html);
        let document = parsed(&html);
        for node in document.descendants().filter(|n| n.is_element()) {
            let name = node.tag_name().name();
            assert!(
                !["script", "iframe", "img", "link", "object"].contains(&name),
                "{name}"
            );
            for attribute in node.attributes() {
                assert!(!attribute.name().starts_with("on"), "{}", attribute.name());
                let leads = ["href", "src"].contains(&attribute.name());
                let safe = ["#", "https://example.org/"]
                    .iter()
                    .any(|s| attribute.value().starts_with(s));
                assert!(!leads || safe, "{}", attribute.value());
            }
        }
        let whole = text(document.root_element());
        for of in [
            "Sample service",
            "Other name",
            "A manual",
            "2024",
            "javascript:alert(1)",
            "rangatahi",
            "Case record",
            "Visits are made",
            "1 First",
            "The worker",
            "an item",
            "A reading",
            "A reason",
            "Social worker",
            "Support worker",
            "Episode",
            "Second",
            "Intensity",
            "Low",
            "Visit",
            "To see somebody",
            "A note",
            "Checking",
            "A hint",
            "Date of visit",
            "Agreed",
            "Old answer",
            "Low band",
            "Not asked any more",
            "Aim",
            "Levels",
            "Gone",
            "A scale",
            "Somebody",
            "Self",
            "Difficulties",
            "not fine",
            "Seen",
            "A visit first",
            "That is long",
            "The third",
            "To check",
            "Time to review",
            "One reading",
            "A guide",
            "000",
            "What it says",
            "Visits",
            "Each visit once",
            "A letter",
            "The year",
        ] {
            assert!(
                whole.contains(&format!("{of}{hostile}")),
                "{of} is not there as written"
            );
        }
        let style = document
            .descendants()
            .find(|n| n.has_tag_name("style"))
            .unwrap();
        assert!(
            !text(style).contains("script>"),
            "the style sheet holds text of the pack"
        );
    }
}

#[test]
fn characters_that_no_parser_takes_are_replaced() {
    let mut pack = pack_with("", &[]);
    pack.clauses[0].text = "a\u{0}b\u{1b}c\u{ffff}d\r".into();
    let html = html(&pack, None);
    let document = parsed(&html);
    assert!(text(document.root_element()).contains("a\u{fffd}b\u{fffd}c\u{fffd}d\u{fffd}"));
}

#[test]
fn two_things_of_one_name_do_not_share_an_id() {
    let mut pack = pack_with("", &[]);
    pack.clocks.push(pack.clocks[0].clone());
    pack.forms.push(pack.forms[0].clone());
    pack.matters.push(pack.matters[0].clone());
    pack.clauses.push(pack.clauses[0].clone());
    check_structure(&html(&pack, None));
}

#[test]
fn an_empty_pack_still_gives_a_book() {
    check_structure(&html(&Pack::default(), None));
}

#[test]
fn a_clause_says_how_it_is_met_and_what_shows_it() {
    let pack = pack_with("", &[]);
    let of = |html: &str, id: &str| {
        let document = parsed(html);
        let heading = by_id(&document, &format!("clause:{id}")).unwrap();
        text(heading.parent_element().unwrap())
    };
    let plain = html(&pack, None);
    let run = html(&pack, Some(&coverage(&pack)));
    let first = of(&run, "C-1");
    for said in [
        "Met and shown",
        "timescale Seen",
        "question “Date of visit” in Visit",
        "a young person is seen in time",
    ] {
        assert!(first.contains(said), "{said}: {first}");
    }
    assert!(!of(&plain, "C-1").contains("Met and shown"));
    assert!(of(&plain, "C-2").contains("Outside software, because\nA reason"));
    assert!(of(&plain, "C-3").contains("part of the program: tighten only settings"));
    assert!(of(&run, "C-3").contains("settings only tighten"));
    assert!(of(&plain, "C-4").contains("Open"));
    assert!(plain.contains("The scenarios were not run"));
    assert!(!run.contains("The scenarios were not run"));
}

#[test]
fn a_question_says_what_it_takes() {
    let pack = pack_with("", &[]);
    let html = html(&pack, None);
    let document = parsed(&html);
    let row = |id: &str| {
        let row = by_id(&document, &format!("field:visit.{id}")).unwrap();
        let cells = row.children().filter(|c| c.is_element()).map(text);
        cells.skip(1).collect::<Vec<_>>().join(" | ")
    };
    for (field, expect) in [
        (
            "visited_on",
            "date, not in the future | must be answered | C-1",
        ),
        (
            "again_on",
            "date, not in the past, not before “Date of visit” |  | ",
        ),
        (
            "seen",
            "yes or no | must be answered where “What was agreed” is “Agreed” | ",
        ),
        (
            "level",
            "one of the list LevelsSets the state IntensityStarts as “Low level” |  | ",
        ),
        ("minutes", "minutes, from 1 to 600, in minutes |  | "),
        (
            "told",
            "who was told, when, how and by whom, severalA part for each rangatahi |  | ",
        ),
        (
            "rating",
            "rating, from 0 to 10up to 3: Low bandup to 10: High band |  | ",
        ),
        ("scores", "scores of A scale |  | "),
        (
            "days",
            "worked out: the number of days from “Date of visit” to “Next visit” |  | ",
        ),
        ("aims.aim", "a line of text | must be answered | "),
    ] {
        assert_eq!(row(field), expect, "{field}");
    }
}

#[test]
fn signatures_stand_in_their_order() {
    let pack = pack_with("", &[]);
    let html = html(&pack, None);
    let document = parsed(&html);
    let chain = by_id(&document, "step:visit.check")
        .unwrap()
        .parent_element()
        .unwrap();
    let steps: Vec<String> = chain
        .children()
        .filter(|c| c.is_element())
        .map(text)
        .collect();
    assert_eq!(
        steps,
        [
            "Submitted by its author",
            "Checking by Supervisoronly where “Date of visit” is answered; left out where “Seen” is “No”; may be sent back; own work \
             may be signed with a reason, which somebody else looks at; waits in To check; C-1",
            "Complete",
        ]
    );
}

#[test]
fn the_drawing_and_its_table_say_the_same() {
    let pack = pack_with("", &[]);
    let html = html(&pack, None);
    let document = parsed(&html);
    let desc = text(by_id(&document, "stages-1-wide-d").unwrap());
    assert_eq!(
        desc,
        "Stages in order: First, Second, Third, Fourth, Done. Go on: from First to Second. Jump: from First to Fourth. Back: from \
         Third or Fourth to First. Stop: from any stage to Done. It ends at Done."
    );
    let drawing = by_id(&document, "stages-1-wide-t")
        .unwrap()
        .parent_element()
        .unwrap();
    // Go on, jump, back twice, and one arrow for stop.
    let arrows = drawing
        .children()
        .filter(|c| c.tag_name().name() == "polyline");
    assert_eq!(arrows.count(), 5);
    let stop = by_id(&document, "move:episode.stop").unwrap();
    for said in [
        "any stage",
        "“Done”",
        "Plan being fully signed",
        "A visit first",
    ] {
        assert!(text(stop).contains(said), "{said}: {}", text(stop));
    }
}
