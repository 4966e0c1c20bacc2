//! Whatever happens on a file, in whatever order: after each event, writing the difference leaves exactly what all its events
//! give, on both databases; and computing again gives the same.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;

use casework::derive::{FileView, rows};
use domain::event::{Body, Directive, Period, Subject};
use domain::{FileId, History, InvolvementId};
use jiff::ToSpan;
use jiff::civil::date;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::json;
use store::derived::{Rows, TABLES, apply, differences};
use store::{Result, Store};
use testkit::databases::on_both;

use super::chain::{
    self, ANA, Chain, OTHER, SERVICE, TOM, called, dismissed, episode, fact, involved, matter,
    name, practice, record, signed, small, stated, visit,
};

/// One thing that may happen: what, to which of a few, how, and how many days later.
type Step = (u8, u8, u8, i8);

/// How many sorts of events there are.
const SORTS: u8 = 27;

/// An event that may or may not make sense where it comes: histories take every one.
fn body(file: FileId, (what, which, how, _): Step) -> Body {
    let n = u128::from(which % 3) + 1;
    let service = if how % 2 == 0 { SERVICE } else { OTHER };
    let whole = Period {
        from: Some(date(2026, 1, 1)),
        to: None,
    };
    let fact_id = u128::from(which % 8) + 1;
    match what % SORTS {
        0 => stated(
            fact_id,
            "name",
            called(
                ["legal", "preferred", "former"][usize::from(how % 3)],
                "Hana",
                ["Rua", "Ōld"][usize::from(how % 2)],
            ),
            whole,
        ),
        1 => stated(
            fact_id,
            "birth",
            json!({"certainty": "known", "date": format!("2010-06-{:02}", how % 28 + 1)}),
            whole,
        ),
        2 => stated(
            fact_id,
            "relationship",
            json!({"to": {"file": TOM.to_string()}, "relation": "parent"}),
            whole,
        ),
        3 => stated(
            fact_id,
            "role_held",
            json!({"role": "social-worker", "service": service.to_string()}),
            whole,
        ),
        4 => stated(
            fact_id,
            "address",
            json!({"address_kind": "home", "locality": "Rimuvale", "protected": how % 2 == 0, "lines": ["1 Tōtara Street"]}),
            whole,
        ),
        5 => Body::FactEnded {
            fact: fact(fact_id),
            on: date(2026, 5, 1),
        },
        6 => Body::FactRetracted {
            fact: fact(fact_id),
            why: "a slip".into(),
        },
        7 => Body::FileRestricted {
            not_even_duty: false,
            allowed: vec![ANA, TOM][..usize::from(how % 3)].to_vec(),
            why: "family".into(),
        },
        8 => Body::FileUnrestricted { why: "over".into() },
        9 | 10 => episode(n, service),
        11 => Body::StageEntered {
            matter: matter(n),
            stage: name("done"),
            by_move: name("finish"),
            closes: how % 2 == 0,
        },
        12 => Body::MatterReopened {
            matter: matter(n),
            stage: name("intake"),
            why: "back".into(),
        },
        13 => Body::StateSet {
            matter: (how % 3 > 0).then(|| matter(n)),
            state: name("risk"),
            value: name(["low", "high"][usize::from(how % 2)]),
        },
        14 => involved(n, u128::from(how % 3) + 1),
        15 => Body::InvolvementEnded {
            involvement: InvolvementId::from_bits(n),
            matter: matter(n),
            why: "over".into(),
        },
        16 | 17 => {
            let given = json!({
                "seen": "yes", "minutes": how, "topics": (["sleep", "food"][..usize::from(how % 3)]),
                "strengths": {"version": "self", "scores": {"total": f64::from(how) / 3.0}},
                "agreed": {"state": (["given", "refused"][usize::from(how % 2)]), "on": "2026-04-03"},
            });
            let home = if how % 4 == 0 { TOM } else { file };
            visit(
                n,
                u32::from(how % 3) + 1,
                home,
                given,
                (how % 5 > 2).then_some("authorise"),
            )
        }
        18 => signed(n, (how % 2 == 0).then_some("alone on duty")),
        19 => Body::RecordReturned {
            record: record(n),
            step: name("authorise"),
            why: "thin".into(),
        },
        20 => Body::RecordRemovalAsked {
            record: record(n),
            why: "wrong child".into(),
        },
        21 if how % 3 == 0 => Body::RecordRemoved {
            record: record(n),
            asked_by: TOM,
            moved_to: None,
        },
        21 => Body::GuardLifted {
            matter: Some(matter(n)),
            guard: name("guard"),
            why: "reason".into(),
        },
        22 => match how % 3 {
            0 => dismissed(n, "seen", "away"),
            1 => Body::Directed {
                matter: Some(matter(n)),
                clock: name("visited"),
                anchor: None,
                direction: Directive::ExtendTo {
                    date: date(2026, 8, 1),
                },
                why: "away".into(),
            },
            _ => Body::MatterRepinned {
                matter: matter(n),
                pack: small(),
                why: "new".into(),
            },
        },
        23 => Body::Noticed {
            matter: None,
            about: name("seen"),
            key: format!("{n}"),
            to: vec![ANA, TOM],
            says: "Look.".into(),
        },
        24 if how % 2 == 0 => Body::SameAs {
            other: FileId::from_bits(n),
            why: "one".into(),
        },
        24 => Body::NotSameAs {
            other: FileId::from_bits(n),
            why: "two".into(),
        },
        25 if how % 3 == 0 => Body::CoverEnded {
            cover: InvolvementId::from_bits(n),
        },
        25 => Body::CoverNamed {
            cover: InvolvementId::from_bits(n),
            worker: file,
            by: TOM,
            from: date(2026, 4, 3),
            until: date(2026, 4, 12),
            why: "leave".into(),
        },
        26 if how % 2 == 0 => Body::SettingSet {
            service,
            setting: name("limit"),
            value: json!(how),
            from: date(2026, 7, 1),
        },
        _ => Body::ServiceOpened {
            service,
            slug: name(&format!("s{}-{}", file.bits(), service.bits())),
            name: "Service".into(),
            zone: "Pacific/Auckland".into(),
            calendar: name("nz-auk"),
            pack: small(),
        },
    }
}

fn computed(chain: &Chain, history: &History) -> Rows {
    rows(&FileView {
        file: chain.file,
        history,
        delivered: &chain.delivered,
        practice: &practice,
        services: &chain::service,
    })
}

/// Lets it all happen, writing after each event.
fn happens(
    store: &Store,
    file: FileId,
    steps: &[Step],
    seen: &mut BTreeSet<&'static str>,
) -> std::result::Result<(), TestCaseError> {
    let mut chain = Chain::empty(file);
    let mut history = History::default();
    let mut before = Rows::default();
    let subject = if steps.len().is_multiple_of(2) {
        Subject::Person
    } else {
        Subject::Worker
    };
    let opened = Body::FileOpened {
        subject,
        service: (!steps.len().is_multiple_of(3)).then_some(SERVICE),
        agency: None,
    };
    let bodies =
        std::iter::once((opened, 0)).chain(steps.iter().map(|step| (body(file, *step), step.3)));
    for (body, days) in bodies {
        chain.day = chain.day.saturating_add(i64::from(days).days());
        chain.push(body, if days % 2 == 0 { ANA } else { TOM });
        if let Some(last) = chain.delivered.last() {
            history.apply(last);
        }
        let after = computed(&chain, &history);
        let changes = Rows::diff(&before, &after);
        let written: Result<Option<String>> = store.write(|tx| {
            apply(tx, &changes)?;
            differences(tx, file, &after)
        });
        prop_assert_eq!(written, Ok(None));
        before = after;
    }
    let again = computed(&chain, &History::of(&chain.delivered));
    prop_assert_eq!(&again, &before);
    for table in TABLES {
        if again.in_table(table.table).next().is_some() {
            seen.insert(table.name);
        }
    }
    Ok(())
}

#[test]
fn writing_differences_leaves_exactly_what_all_events_give() {
    on_both(|store| {
        let seen = RefCell::new(BTreeSet::new());
        let next = Cell::new(1_000u128);
        let config = Config {
            cases: 24,
            failure_persistence: None,
            ..Config::default()
        };
        // The same chains in every run: that each table is met must not be left to chance.
        let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
        let mut runner = TestRunner::new_with_rng(config, rng);
        let step = (any::<u8>(), any::<u8>(), any::<u8>(), -3i8..20);
        let ran = runner.run(&prop::collection::vec(step, 1..40), |steps| {
            // Each run is of another file, so that all share one database.
            next.set(next.get() + 1);
            happens(
                &store,
                FileId::from_bits(next.get()),
                &steps,
                &mut seen.borrow_mut(),
            )
        });
        assert_eq!(ran, Ok(()));
        let all: BTreeSet<&str> = TABLES.iter().map(|t| t.name).collect();
        assert_eq!(*seen.borrow(), all, "every table had rows");
    });
}
