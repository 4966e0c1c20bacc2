//! Whatever is said of a family, everybody is drawn once, nobody is drawn over, nothing leaves the frame.

use proptest::prelude::*;

use super::drawing::{Frame, people, read, runs_through, ties};
use crate::picture::genogram::{Age, Genogram, Household, Person, Symbol, Tie, TieKind, draw};

const KINDS: [TieKind; 18] = [
    TieKind::ParentOf,
    TieKind::AdoptiveParentOf,
    TieKind::StepParentOf,
    TieKind::FosterCarerOf,
    TieKind::KinCarerOf,
    TieKind::GrandparentOf,
    TieKind::AuntOrUncleOf,
    TieKind::Partner,
    TieKind::FormerPartner,
    TieKind::Twin,
    TieKind::FullSibling,
    TieKind::HalfSibling,
    TieKind::StepSibling,
    TieKind::AdoptiveSibling,
    TieKind::FosterSibling,
    TieKind::Sibling,
    TieKind::Cousin,
    TieKind::OtherKin,
];

fn a_person() -> impl Strategy<Value = Person> {
    let symbol = prop_oneof![
        Just(Symbol::Square),
        Just(Symbol::Circle),
        Just(Symbol::Diamond),
        Just(Symbol::Triangle)
    ];
    let age = prop_oneof![
        any::<i16>().prop_map(Age::Born),
        ".{0,40}".prop_map(Age::Words),
        Just(Age::NotSaid)
    ];
    let homes = prop::collection::vec(0..4_u8, 0..3);
    (".{0,40}", symbol, age, any::<bool>(), homes).prop_map(|(name, symbol, age, died, homes)| {
        Person {
            id: String::new(),
            name,
            symbol,
            age,
            died,
            subject: false,
            households: homes.iter().map(u8::to_string).collect(),
        }
    })
}

/// Up to sixty people with any ties at all: circles, contradictions, people who are their own parents.
fn a_family() -> impl Strategy<Value = Genogram> {
    prop::collection::vec(a_person(), 1..60).prop_flat_map(|people| {
        let count = people.len();
        // One of the last numbers is nobody's.
        let tie = (0..=count, 0..=count, 0..KINDS.len(), any::<bool>());
        let ties = prop::collection::vec((tie, prop::option::of(".{0,30}")), 0..count * 2);
        (Just(people), ties, 0..count, ".{0,30}").prop_map(|(mut people, ties, subject, label)| {
            for (number, person) in people.iter_mut().enumerate() {
                person.id = number.to_string();
                person.subject = number == subject;
            }
            let ties = ties
                .into_iter()
                .map(|((from, to, kind, disputed), label)| Tie {
                    from: from.to_string(),
                    to: to.to_string(),
                    kind: KINDS[kind],
                    disputed,
                    label,
                });
            let home = |id: u8| Household {
                id: id.to_string(),
                label: label.clone(),
            };
            Genogram {
                title: label.clone(),
                people,
                ties: ties.collect(),
                households: (0..4).map(home).collect(),
            }
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn everybody_is_drawn_once_and_nobody_over_another(family in a_family()) {
        let svg = draw(&family, "g");
        let document = read(&svg);
        let drawn = people(&document);
        prop_assert_eq!(drawn.len(), family.people.len());
        for (number, one) in drawn.iter().enumerate() {
            for words in &one.words {
                prop_assert!(!words.meets(&one.symbol), "{:?} on its own symbol", one.name);
            }
            for other in &drawn[number + 1..] {
                prop_assert!(!one.symbol.meets(&other.symbol));
                for words in &one.words {
                    prop_assert!(!words.meets(&other.symbol));
                    prop_assert!(other.words.iter().all(|w| !w.meets(words)));
                }
                prop_assert!(other.words.iter().all(|w| !w.meets(&one.symbol)));
            }
        }
    }

    #[test]
    fn lines_run_between_people_and_never_through_them(family in a_family()) {
        let svg = draw(&family, "g");
        let document = read(&svg);
        let lines = ties(&document);
        for one in people(&document) {
            for line in &lines {
                let ends = [line.first(), line.last()].into_iter().flatten();
                let own = ends.into_iter().any(|(x, y)| Frame(*x, *y, x + 1, y + 1).meets(&one.symbol));
                prop_assert!(own || !runs_through(line, &one.symbol), "{line:?} through {:?}", one.symbol);
                for words in &one.words {
                    prop_assert!(!runs_through(line, words), "{line:?} over {words:?}");
                }
            }
        }
    }

    #[test]
    fn everybody_is_told_of(mut family in a_family()) {
        for (number, person) in family.people.iter_mut().enumerate() {
            person.name = format!("Person{number}end");
        }
        let told = family.sentences().join("\n");
        for person in &family.people {
            prop_assert!(told.contains(&person.name), "{} is missing", person.name);
        }
    }
}
