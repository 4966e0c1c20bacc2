//! Who sees which file, on both databases: the list scope, the facts that are loaded and the decision made of them
//! agree about every actor and file of generated worlds.

mod naive;
mod world;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use access::{Ask, Facts, Reach, Scope, Why, decide};
use domain::FileId;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use store::{Error, Tx, Value, relation, scope};
use testkit::databases::on_both;

use world::{World, today, world};

/// Why a unit ends: always, so that each world leaves nothing behind.
enum Undone {
    Asked,
    Store(Error),
}

impl From<Error> for Undone {
    fn from(error: Error) -> Self {
        Undone::Store(error)
    }
}

/// What one actor gets of every file.
struct Seen {
    actor: FileId,
    known: BTreeSet<FileId>,
    readable: BTreeSet<FileId>,
    decided: BTreeMap<FileId, (Reach, Why)>,
    raw: BTreeMap<FileId, access::RawFacts>,
    statements: u64,
}

fn files(tx: &mut Tx<'_>, condition: scope::Condition) -> Result<BTreeSet<FileId>, Error> {
    let sql = format!(
        "SELECT s.file FROM subject s WHERE s.died IS NULL AND {} AND s.display <> ?1",
        condition.sql
    );
    let mut args = vec![Value::from("nobody")];
    args.extend(condition.args);
    let files = tx.query_dyn(&sql, &args, |row| Ok(row.get::<String>(0)?.parse()))?;
    Ok(files
        .into_iter()
        .map(|file| file.expect("an identifier"))
        .collect())
}

fn seen(tx: &mut Tx<'_>, world: &World) -> Result<Vec<Seen>, Undone> {
    world.fill(tx)?;
    let book = Arc::new(world.book());
    let mut all = Vec::new();
    for me in world.workers() {
        let actor = relation::actor(tx, me, today(), &book)?;
        let scope = Scope::of(&actor);
        let mut seen = Seen {
            actor: me,
            known: files(tx, scope::known(&scope, 2))?,
            readable: files(tx, scope::readable(&scope, 2))?,
            decided: BTreeMap::new(),
            raw: BTreeMap::new(),
            statements: 0,
        };
        for file in world.files() {
            let before = tx.statements();
            let facts: Facts<'_> = relation::load_facts(tx, &actor, file)?;
            seen.statements = seen.statements.max(tx.statements() - before);
            let decision = decide(&facts, &Ask::SeeFile);
            seen.decided.insert(file, (decision.reach, decision.why));
            seen.raw.insert(file, facts.raw().clone());
        }
        all.push(seen);
    }
    Ok(all)
}

#[test]
fn a_list_shows_exactly_the_files_that_the_decision_reaches() {
    on_both(|store| {
        let reasons = RefCell::new(BTreeMap::<String, u32>::new());
        let config = Config {
            cases: 200,
            failure_persistence: None,
            ..Config::default()
        };
        // The same worlds in every run: that each reason is met must not be left to chance.
        let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
        let outcome = TestRunner::new_with_rng(config, rng).run(&world(), |world| {
            let mut kept = Vec::new();
            let ended: Result<(), Undone> = store.write(|tx| {
                kept = seen(tx, &world)?;
                Err(Undone::Asked)
            });
            if let Err(Undone::Store(error)) = ended {
                return Err(TestCaseError::fail(error.to_string()));
            }
            for seen in kept {
                prop_assert!(
                    seen.statements <= 2,
                    "{} statements for one file",
                    seen.statements
                );
                for (file, (reach, why)) in &seen.decided {
                    let about = format!("{} of {} by {why:?}", file, seen.actor);
                    prop_assert_eq!(
                        &seen.raw[file],
                        &naive::raw(&world, seen.actor, *file),
                        "{}",
                        about
                    );
                    prop_assert_eq!(
                        seen.known.contains(file),
                        *reach >= Reach::Known,
                        "known: {}",
                        about
                    );
                    prop_assert_eq!(
                        seen.readable.contains(file),
                        *reach >= Reach::Readable,
                        "readable: {}",
                        about
                    );
                    let reason = format!("{why:?}");
                    let reason = reason.split([' ', '{']).next().unwrap_or_default();
                    *reasons.borrow_mut().entry(reason.to_owned()).or_default() += 1;
                }
            }
            Ok(())
        });
        if let Err(failure) = outcome {
            panic!("{failure}");
        }
        // The worlds met every reason, so none was compared with nothing.
        let expected = [
            "OwnFile",
            "Involved",
            "Covers",
            "SupervisesThem",
            "Listed",
            "Recorded",
            "Supervises",
            "Allocates",
            "Team",
            "Service",
            "ReadsStaff",
            "Place",
            "Directory",
            "Administers",
            "Hidden",
        ];
        let met = reasons.borrow();
        let missing: Vec<_> = expected
            .into_iter()
            .filter(|reason| !met.contains_key(*reason))
            .collect();
        assert!(missing.is_empty(), "never met: {missing:?} in {met:?}");
    });
}

#[test]
fn a_file_that_does_not_exist_is_hidden() {
    on_both(|store| {
        let decision: Result<_, Error> = store.read(|tx| {
            let actor = relation::actor(tx, FileId::from_bits(1), today(), &Arc::default())?;
            let facts = relation::load_facts(tx, &actor, FileId::from_bits(99))?;
            Ok(decide(&facts, &Ask::SeeFile))
        });
        assert_eq!(
            decision.map(|decision| (decision.reach, decision.why)),
            Ok((Reach::Hidden, Why::Hidden))
        );
    });
}
