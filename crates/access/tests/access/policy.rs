//! The decision over thousands of generated facts, and what must hold whatever they are.

use access::{Ask, Denied, Reach, Restriction, Why, decide, permit};
use proptest::prelude::*;

use crate::reference::reference;
use crate::worlds::{asks, raw, roles};
use crate::{ME, facts};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn the_decision_is_what_the_plain_statement_says(roles in roles(), raw in raw()) {
        let facts = facts(ME, &roles, raw.clone());
        for ask in asks() {
            let decision = decide(&facts, &ask);
            prop_assert_eq!(decision.reach, reference(ME, &roles, &raw, &ask), "{:?}", ask);
            prop_assert_eq!(decision.reach == Reach::Hidden, decision.why == Why::Hidden, "{:?}", ask);
        }
    }

    #[test]
    fn a_permit_is_given_exactly_when_the_decision_grants_it(roles in roles(), raw in raw()) {
        let facts = facts(ME, &roles, raw);
        for ask in asks() {
            let decision = decide(&facts, &ask);
            match permit(&facts, ask.clone()) {
                Ok(permit) => {
                    prop_assert!(decision.reach >= ask.needs());
                    prop_assert_eq!(permit.file(), facts.file());
                    prop_assert_eq!(permit.why(), &decision.why);
                }
                Err(Denied::NotFound) => prop_assert_eq!(decision.reach, Reach::Hidden),
                Err(Denied::NotAllowed(_)) => {
                    prop_assert!(decision.reach > Reach::Hidden && decision.reach < ask.needs());
                }
            }
        }
    }

    #[test]
    fn what_is_hidden_answers_every_ask_like_what_does_not_exist(roles in roles(), raw in raw()) {
        let there = facts(ME, &roles, raw.clone());
        if decide(&there, &Ask::SeeFile).reach != Reach::Hidden {
            return Ok(());
        }
        let mut nothing = raw;
        nothing.subject = None;
        let nothing = facts(ME, &roles, nothing);
        for ask in asks() {
            // Recording that somebody has come needs no sight of them.
            if matches!(ask, Ask::TakeIn { .. }) {
                continue;
            }
            prop_assert_eq!(decide(&there, &ask), decide(&nothing, &ask), "{:?}", ask);
            let told = [&there, &nothing].map(|facts| permit(facts, ask.clone()).map(drop));
            prop_assert_eq!(&told[0], &told[1], "{:?}", ask);
        }
    }

    #[test]
    fn no_role_and_no_relation_beats_a_restriction_or_a_conflict(roles in roles(), raw in raw(), conflict in any::<bool>()) {
        let mut raw = raw;
        match conflict {
            true => raw.conflict = true,
            false => raw.restriction = Restriction::NotListed,
        }
        let facts = facts(ME, &roles, raw);
        for ask in asks() {
            prop_assert_eq!(permit(&facts, ask).map(drop), Err(Denied::NotFound));
        }
    }

    #[test]
    fn a_role_in_another_service_changes_nothing_for_a_case(roles in roles(), raw in raw()) {
        use access::Sort;
        let here: Vec<_> = roles.iter().filter(|held| Some(held.service) == raw.service).cloned().collect();
        let all = facts(ME, &roles, raw.clone());
        if all.sort() != Some(Sort::Case) || all.own_file() {
            return Ok(());
        }
        let fewer = facts(ME, &here, raw);
        for ask in asks() {
            prop_assert_eq!(decide(&all, &ask).reach, decide(&fewer, &ask).reach, "{:?}", ask);
        }
    }
}
