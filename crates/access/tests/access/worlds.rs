//! Generated facts and asks, small enough that every rule is met often.

use access::{Ask, Involved, RawFacts, Restriction, Sees, Waiting};
use domain::event::Subject;
use domain::{FileId, Name, ServiceId};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use crate::{ANA, ELSEWHERE, HERE, Held, ME, TEAM, THEM, name, names, today};

const CATEGORIES: [&str; 2] = ["case", "staff"];
const KINDS: [&str; 2] = ["visit", "referral"];
const ROLES: [&str; 3] = ["worker", "supervisor", "manager"];
const ACTS: [&str; 7] = [
    "cover",
    "allocate",
    "people",
    "settings",
    "read-staff",
    "close",
    "lift",
];

fn service() -> impl Strategy<Value = ServiceId> {
    select(vec![HERE, HERE, ELSEWHERE])
}

fn team() -> impl Strategy<Value = Option<FileId>> {
    select(vec![None, Some(TEAM), Some(FileId::from_bits(52))])
}

/// Up to three roles, no two of one name.
pub fn roles() -> impl Strategy<Value = Vec<Held>> {
    let one = (
        (service(), team(), select(Sees::ALL.to_vec())),
        subsequence(CATEGORIES.to_vec(), 0..=2),
        prop_oneof![Just(vec!["all"]), subsequence(KINDS.to_vec(), 0..=2)],
        subsequence(ACTS.to_vec(), 0..=7),
    );
    (
        subsequence(ROLES.to_vec(), 0..=3),
        prop::collection::vec(one, 3),
    )
        .prop_map(|(roles, all)| {
            let both = roles.into_iter().zip(all);
            both.map(
                |(role, ((service, team, sees), reads, writes, acts))| Held {
                    service,
                    team,
                    role,
                    sees,
                    reads,
                    writes,
                    acts,
                },
            )
            .collect()
        })
}

fn involved() -> impl Strategy<Value = Involved> {
    (
        select(vec![ME, ANA, ANA]),
        any::<(bool, bool)>(),
        prop::bool::weighted(0.2),
        prop::option::of(team()),
    )
        .prop_map(|(worker, (supervised, covered), conflict, team)| Involved {
            worker,
            name: "Ana".into(),
            role: name("worker"),
            matter: name("episode"),
            since: Some(today()),
            supervised: supervised && worker != ME,
            covered_until: (covered && worker != ME).then(today),
            conflict,
            teams: team.flatten().into_iter().collect(),
        })
}

/// Facts about any sort of file, now and then one that does not exist.
pub fn raw() -> impl Strategy<Value = RawFacts> {
    let subject = prop_oneof![
        1 => Just(None),
        8 => Just(Some(Subject::Person)),
        6 => Just(Some(Subject::Worker)),
        6 => select(Subject::ALL.to_vec()).prop_map(Some),
    ];
    let whose = (
        prop::option::weighted(0.7, service()),
        prop::option::of(Just(FileId::from_bits(70))),
        subsequence(vec![HERE, ELSEWHERE], 0..=2),
    );
    let closed = (
        select(vec![
            Restriction::None,
            Restriction::None,
            Restriction::None,
            Restriction::Listed,
            Restriction::NotListed,
        ]),
        prop::bool::weighted(0.1),
    );
    let relations = (
        prop::collection::vec(involved(), 0..3),
        select(vec![
            Waiting::No,
            Waiting::No,
            Waiting::ForAllocation,
            Waiting::RecordedByActor,
        ]),
        prop::collection::btree_set((service(), team()), 0..3),
        any::<bool>(),
    );
    (
        select(vec![THEM, THEM, THEM, ME]),
        subject,
        whose,
        closed,
        relations,
    )
        .prop_map(
            |(
                file,
                subject,
                (service, agency, services),
                (restriction, conflict),
                (involved, waiting, posts, supervised),
            )| {
                RawFacts {
                    subject,
                    service,
                    agency,
                    agency_services: services.into_iter().collect(),
                    restriction,
                    conflict,
                    involved,
                    waiting,
                    posts,
                    supervised,
                    ..RawFacts::blank(file)
                }
            },
        )
}

/// Every ask over the few names there are.
pub fn asks() -> Vec<Ask> {
    let sets = || {
        [
            names([]),
            names(["supervisor"]),
            names(["worker", "manager"]),
        ]
    };
    let mut asks = vec![Ask::SeeFile, Ask::WriteFacts, Ask::DeclareOwn];
    asks.extend(sets().into_iter().map(|by| Ask::InRole { by }));
    asks.extend(
        ACTS.iter()
            .chain(&["remove"])
            .map(|act| Ask::Act(name(act))),
    );
    for category in CATEGORIES.map(name) {
        asks.push(Ask::ReadCategory(category.clone()));
        for kind in KINDS.map(name) {
            asks.push(Ask::WriteRecord {
                kind: kind.clone(),
                category: category.clone(),
            });
            asks.push(Ask::TakeIn {
                kind,
                category: category.clone(),
            });
        }
        for author in [ME, ANA] {
            for set in sets() {
                asks.extend(of_record(&category, author, set));
            }
        }
    }
    asks
}

fn of_record(category: &Name, author: FileId, roles: std::collections::BTreeSet<Name>) -> [Ask; 3] {
    let sign = |own_work_allowed| Ask::Sign {
        category: category.clone(),
        author,
        by: roles.clone(),
        own_work_allowed,
    };
    let read = Ask::ReadRecord {
        category: category.clone(),
        kind: name("visit"),
        author,
        private_to: roles.clone(),
    };
    [read, sign(false), sign(true)]
}
