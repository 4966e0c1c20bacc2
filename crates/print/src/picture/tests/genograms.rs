//! Families as they are drawn and told.

use domain::fact::Relation;

use super::drawing::{Drawn, golden, people, read};
use super::family::{self, person, said};
use crate::picture::genogram::{Genogram, Symbol, Tie, TieKind, draw};

fn middle(people: &[Drawn], name: &str) -> (i32, i32) {
    let one = people.iter().find(|p| p.name.starts_with(name));
    let at = one.unwrap_or_else(|| panic!("no {name}")).symbol;
    ((at.0 + at.2) / 2, (at.1 + at.3) / 2)
}

#[test]
fn a_family_of_three_generations_stands_as_a_worker_would_draw_it() {
    let svg = draw(&family::hana(), "g");
    let document = read(&svg);
    let people = people(&document);
    let at = |name| middle(&people, name);
    assert_eq!(people.len(), 10, "the neighbour is no family");
    // Generations in rows.
    assert_eq!(at("Wiremu").1, at("Nan").1);
    for parent in ["Pita", "Mere", "Sam", "Hemi"] {
        assert_eq!(at(parent).1, at("Mere").1);
    }
    assert!(at("Nan").1 < at("Mere").1 && at("Mere").1 < at("Hana").1);
    // A mother stands between her former partner and her partner, and so do her children below.
    let across = ["Pita", "Mere", "Sam"].map(|name| at(name).0);
    assert!(across.is_sorted());
    let children = ["Hana", "Tama", "Tia", "Rua"].map(|name| at(name).0);
    assert!(children.is_sorted(), "the oldest to the left");
    golden("three-generations", &svg);
}

#[test]
fn the_same_family_in_sentences() {
    let told = family::hana().sentences();
    for sentence in [
        "Hana Wharetest (born 2012) is the person this genogram is about.",
        "Wiremu Wharetest (born 1951, has died) is a grandfather of Hana Wharetest.",
        "Nan (born 1955) is a grandmother of Hana Wharetest.",
        "Sam Samplewaite is a step-father of Tama Tauirapai.",
        "Rua Samplewaite (born 2021) is a half-brother of Hana Wharetest.",
        "Mere Wharetest and Pita Tauirapai are the parents of Tama Tauirapai and Tia Tauirapai.",
        "Tia Tauirapai and Tama Tauirapai are twins.",
        "Mere Wharetest and Pita Tauirapai are former partners.",
        "Nan brings up Hana Wharetest within the family (whāngai).",
        "Nan's home: Hana Wharetest and Nan live together.",
    ] {
        assert!(
            told.iter().any(|t| t == sentence),
            "{sentence}\nnot in\n{}",
            told.join("\n")
        );
    }
}

#[test]
fn a_legend_explains_what_is_there_and_nothing_else() {
    let svg = draw(&family::hana(), "g");
    assert!(svg.contains(">Twins<") && svg.contains(">Has died<"));
    assert!(!svg.contains(">Adopted<") && !svg.contains(">Foster care<"));
    let svg = draw(&family::large(), "g");
    assert!(svg.contains(">Adopted<") && svg.contains(">Disputed<"));
    assert!(!svg.contains(">Twins<"));
}

#[test]
fn a_relationship_said_on_both_files_is_drawn_once() {
    let people = || {
        vec![
            person("a", "Ana", Symbol::Circle, 1980, &[]),
            person("b", "Ben", Symbol::Square, 2010, &[]),
        ]
    };
    let once = [said("b", Relation::Parent, "a")];
    let twice = [once[0].clone(), said("a", Relation::Child, "b")];
    let of = |all: &[_]| Genogram::of("b", "", people(), Vec::new(), all, |_| None);
    assert_eq!(of(&once), of(&twice));
    assert_eq!(of(&twice).ties.len(), 1);
    let mut doubted = twice.to_vec();
    doubted[1].disputed = true;
    assert!(of(&doubted).ties[0].disputed, "either side may dispute it");
}

#[test]
fn full_brothers_and_sisters_share_their_parents_and_half_ones_do_not() {
    let people = ["p", "q", "x", "y"].map(|id| person(id, id, Symbol::Diamond, 2000, &[]));
    let ties = |relation| {
        let all = [
            said("x", Relation::Parent, "p"),
            said("x", Relation::Parent, "q"),
            said("y", relation, "x"),
        ];
        Genogram::of("x", "", people.to_vec(), Vec::new(), &all, |_| None).ties
    };
    let parents = |ties: &[Tie]| {
        ties.iter()
            .filter(|t| t.kind == TieKind::ParentOf && t.to == "y")
            .count()
    };
    assert_eq!(parents(&ties(Relation::FullSibling)), 2);
    assert_eq!(parents(&ties(Relation::Twin)), 2);
    assert_eq!(parents(&ties(Relation::HalfSibling)), 0);
}

#[test]
fn whoever_is_not_handed_in_leaves_no_trace() {
    let mut family = family::hana();
    family.people.retain(|p| p.id != "pita");
    let svg = draw(&family, "g");
    let told = family.sentences().join(" ");
    assert!(!svg.contains("Pita T") && !told.contains("Pita T"));
    assert!(!svg.contains("Former partners"));
    assert_eq!(people(&read(&svg)).len(), 9);
}

#[test]
fn what_people_typed_cannot_become_markup() {
    let mut family = family::hana();
    family.people[0].name = "<script>&\"'\u{0}\u{b}".to_owned();
    family.households[0].label = "</text><a>".to_owned();
    family.title = "<b>".to_owned();
    let svg = draw(&family, "x\" onload=\"y");
    read(&svg);
    assert!(!svg.contains("<script") && !svg.contains("<a>"));
}

#[test]
fn a_circle_of_parents_is_drawn_and_told_as_it_stands() {
    let people = ["a", "b", "c"].map(|id| person(id, id, Symbol::Diamond, 2000, &[]));
    let all = [
        said("a", Relation::Parent, "b"),
        said("b", Relation::Parent, "c"),
        said("c", Relation::Parent, "a"),
    ];
    let family = Genogram::of("a", "", people.to_vec(), Vec::new(), &all, |_| None);
    let svg = draw(&family, "g");
    assert_eq!(super::drawing::people(&read(&svg)).len(), 3);
    let told = family.sentences().join(" ");
    assert!(told.contains("b (born 2000) is a parent of a"), "{told}");
}

#[test]
fn a_family_of_nobody_is_an_empty_drawing() {
    let nobody = Genogram::default();
    let svg = draw(&nobody, "g");
    assert!(people(&read(&svg)).is_empty());
    assert_eq!(nobody.sentences(), ["Nobody is shown."]);
}

#[test]
fn a_partner_stands_beside_and_former_partners_beyond() {
    use Relation::{FormerPartner, Parent, Partner};
    let people = vec![
        person("a", "Ana", Symbol::Circle, 1980, &[]),
        person("f", "First", Symbol::Square, 1979, &[]),
        person("s", "Second", Symbol::Square, 1978, &[]),
        person("n", "Now", Symbol::Square, 1977, &[]),
        person("c", "Child", Symbol::Diamond, 2001, &[]),
    ];
    let all = [
        said("a", FormerPartner, "f"),
        said("a", FormerPartner, "s"),
        said("a", Partner, "n"),
        said("c", Parent, "a"),
        said("c", Parent, "s"),
    ];
    let family = Genogram::of("c", "", people, Vec::new(), &all, |_| None);
    let svg = draw(&family, "g");
    let drawn = super::drawing::people(&read(&svg));
    let apart = |one, other| (middle(&drawn, one).0 - middle(&drawn, other).0).abs();
    assert!(apart("Ana", "Now") <= 140);
    assert!(apart("Ana", "First").max(apart("Ana", "Second")) > 140);
}

#[test]
fn years_place_a_carer_whose_part_in_the_family_is_not_said() {
    let people = vec![
        person("c", "Child", Symbol::Diamond, 2012, &[]),
        person("m", "Mother", Symbol::Circle, 1985, &[]),
        person("n", "Nan", Symbol::Circle, 1955, &[]),
    ];
    let all = [
        said("c", Relation::Parent, "m"),
        said("c", Relation::KinCarer, "n"),
    ];
    let family = Genogram::of("c", "", people, Vec::new(), &all, |_| None);
    let svg = draw(&family, "g");
    let drawn = super::drawing::people(&read(&svg));
    let height = |name| middle(&drawn, name).1;
    assert!(height("Nan") < height("Mother") && height("Mother") < height("Child"));
}

#[test]
fn twins_whom_many_partners_stand_between_are_joined_over_their_heads() {
    let mut people = vec![
        person("p", "Parent", Symbol::Circle, 1960, &[]),
        person("a", "One Twin", Symbol::Square, 1990, &[]),
        person("b", "Other Twin", Symbol::Circle, 1990, &[]),
    ];
    let mut all = vec![
        said("a", Relation::Parent, "p"),
        said("b", Relation::Parent, "p"),
        said("a", Relation::Twin, "b"),
    ];
    for twin in ["a", "b"] {
        for number in 0..5 {
            let id = format!("{twin}{number}");
            people.push(person(&id, &id, Symbol::Diamond, 1990, &[]));
            all.push(said(twin, Relation::FormerPartner, &id));
        }
    }
    let family = Genogram::of("a", "", people, Vec::new(), &all, |_| None);
    let svg = draw(&family, "g");
    let document = read(&svg);
    let drawn = super::drawing::people(&document);
    assert!((middle(&drawn, "One").0 - middle(&drawn, "Other").0).abs() > 700);
    for one in drawn.iter().filter(|one| !one.name.contains("Twin")) {
        for line in super::drawing::ties(&document) {
            let from_or_to = [line[0], line[line.len() - 1]];
            let own = from_or_to
                .iter()
                .any(|(x, y)| super::drawing::Frame(*x, *y, x + 1, y + 1).meets(&one.symbol));
            assert!(
                own || !super::drawing::runs_through(&line, &one.symbol),
                "{line:?} through {}",
                one.name
            );
        }
    }
}
