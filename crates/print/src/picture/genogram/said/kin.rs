//! What somebody is to the subject, in a word: by a tie of their own, or by the parents between them. Where nothing of the
//! sort holds it says nothing.

use std::collections::BTreeSet;

use super::super::graph::{Graph, Link};
use super::super::{Symbol, TieKind};

/// The word for a man, a woman, or anyone else.
pub(super) fn gendered<'w>(
    graph: &Graph,
    person: usize,
    man: &'w str,
    woman: &'w str,
    other: &'w str,
) -> &'w str {
    match graph.people.get(person).map(|p| p.symbol) {
        Some(Symbol::Square) => man,
        Some(Symbol::Circle) => woman,
        _ => other,
    }
}

/// What `person` is to `subject`, with its article, and whether that is disputed.
pub(super) fn term(graph: &Graph, person: usize, subject: usize) -> Option<(String, bool)> {
    let by = |man, woman, other| gendered(graph, person, man, woman, other);
    if let Some(tie) = direct(graph, person, subject) {
        let upper = tie.from == person;
        use TieKind::*;
        let term = match (tie.kind, upper) {
            (ParentOf, true) => by("the father", "the mother", "a parent"),
            (ParentOf, false) => by("a son", "a daughter", "a child"),
            (AdoptiveParentOf, true) => by(
                "the adoptive father",
                "the adoptive mother",
                "an adoptive parent",
            ),
            (AdoptiveParentOf, false) => {
                by("an adopted son", "an adopted daughter", "an adopted child")
            }
            (Partner, _) => "the partner",
            (FormerPartner, _) => "a former partner",
            (Twin, _) => by("a twin brother", "a twin sister", "a twin"),
            _ => return implied(graph, person, subject).map(|term| (term.to_owned(), false)),
        };
        return Some((term.to_owned(), tie.disputed));
    }
    implied(graph, person, subject).map(|term| (term.to_owned(), false))
}

/// The tie that [`term`] tells, if it tells one.
pub(super) fn direct<'g, 'a>(
    graph: &'g Graph<'a>,
    person: usize,
    subject: usize,
) -> Option<&'g Link<'a>> {
    let between = |tie: &&Link| {
        (tie.from, tie.to) == (person, subject) || (tie.to, tie.from) == (person, subject)
    };
    let told =
        |tie: &&Link| tie.kind.is_parent() || tie.kind.is_couple() || tie.kind == TieKind::Twin;
    let ties = graph.ties.iter().filter(between).filter(told);
    ties.min_by_key(|tie| (tie.disputed, tie.kind))
}

fn sure_parents(graph: &Graph, of: usize) -> BTreeSet<usize> {
    let sure = graph
        .into(of, TieKind::is_parent)
        .filter(|tie| !tie.disputed);
    sure.map(|tie| tie.from).collect()
}

fn implied<'w>(graph: &Graph, person: usize, subject: usize) -> Option<&'w str> {
    let by = |man, woman, other| gendered(graph, person, man, woman, other);
    let parents = |of: usize| sure_parents(graph, of);
    let above =
        |of: usize| -> BTreeSet<usize> { parents(of).into_iter().flat_map(parents).collect() };
    let siblings =
        |one: usize, other: usize| one != other && !parents(one).is_disjoint(&parents(other));
    let (mine, theirs) = (parents(subject), parents(person));
    if siblings(person, subject) {
        let shared = mine.intersection(&theirs).count();
        let half = shared == 1 && mine.len() > 1 && theirs.len() > 1;
        return Some(if half {
            by("a half-brother", "a half-sister", "a half-sibling")
        } else if shared > 1 {
            by("a brother", "a sister", "a sibling")
        } else {
            by(
                "a brother or half-brother",
                "a sister or half-sister",
                "a sibling or half-sibling",
            )
        });
    }
    if above(subject).contains(&person) {
        return Some(by("a grandfather", "a grandmother", "a grandparent"));
    }
    if above(person).contains(&subject) {
        return Some(by("a grandson", "a granddaughter", "a grandchild"));
    }
    let great = above(subject).into_iter().flat_map(parents);
    if great.collect::<BTreeSet<_>>().contains(&person) {
        return Some(by(
            "a great-grandfather",
            "a great-grandmother",
            "a great-grandparent",
        ));
    }
    if mine.iter().any(|parent| siblings(person, *parent)) {
        return Some(by("an uncle", "an aunt", "an aunt or uncle"));
    }
    if theirs.iter().any(|parent| siblings(subject, *parent)) {
        return Some(by("a nephew", "a niece", "a niece or nephew"));
    }
    if theirs
        .iter()
        .any(|one| mine.iter().any(|other| siblings(*one, *other)))
    {
        return Some("a cousin");
    }
    None
}
