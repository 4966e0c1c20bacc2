//! A request that is sent twice is done once.

use std::sync::Barrier;
use std::thread;

use casework::Error;
use casework::involvement::allocate::{Allocate, allocate};
use casework::record::sign::{Sign, sign};
use casework::record::submit::submit;
use serde_json::json;
use testkit::databases::on_both;

use crate::world::{World, called, form, ids, name};

#[test]
fn a_form_sent_by_eight_at_once_under_one_key_is_kept_once() {
    on_both(|store| {
        let world = World::new(store);
        let hana = world.person(
            9,
            world.lea,
            &[("name", called("legal", "Hana", "Wharepunga"))],
        );
        let before = world.events(hana);
        let start = Barrier::new(8);
        let answers: Vec<_> = thread::scope(|scope| {
            let threads: Vec<_> = (0..8)
                .map(|n| {
                    let (world, start) = (&world, &start);
                    scope.spawn(move || {
                        start.wait();
                        let office = world.office.keyed("k-1", "hash");
                        let request = form("request", &[hana], json!({"household": 4}));
                        submit(
                            &office,
                            &world.acting(world.lea),
                            &mut ids(100 + n),
                            &request,
                        )
                    })
                })
                .collect();
            threads
                .into_iter()
                .map(|t| t.join().expect("it ends"))
                .collect()
        });
        let first = answers[0].as_ref().expect("kept").clone();
        assert!(
            answers
                .iter()
                .all(|a| a.as_ref().is_ok_and(|a| *a == first))
        );
        // The record and the matter it opens.
        assert_eq!(world.events(hana) - before, 2);
        let seen = casework::read::file::look(&world.office, &world.acting(world.lea), hana);
        assert_eq!(seen.expect("seen").records.len(), 1);
    });
}

#[test]
fn signing_and_allocating_are_done_once_too_and_a_key_belongs_to_one_request_and_worker() {
    on_both(|store| {
        let world = World::new(store);
        let lea = world.acting(world.lea);
        let hana = world.person(
            9,
            world.lea,
            &[("name", called("legal", "Hana", "Wharepunga"))],
        );
        world
            .submit(10, world.lea, "request", &[hana], json!({"household": 4}))
            .expect("a request");
        let seen = casework::read::file::look(&world.office, &lea, hana).expect("seen");
        let new = Allocate {
            file: hana,
            matter: seen.matters[0].id,
            worker: world.ana,
            role: name("helper"),
        };
        let again = |seed, key: &str, request: &str| {
            allocate(
                &world.office.keyed(key, request),
                &lea,
                &mut ids(seed),
                &new,
            )
        };
        let first = again(11, "allocate", "a").expect("allocated");
        let events = world.events(hana);
        assert_eq!(again(12, "allocate", "a").expect("a replay"), first);
        assert!(matches!(again(13, "allocate", "b"), Err(Error::KeyReused)));
        assert!(matches!(again(14, "", "a"), Err(Error::Wrong { .. })));
        assert_eq!(world.events(hana), events);

        let note = world
            .submit(15, world.ana, "note", &[hana], json!({"said": "Hello"}))
            .expect("a note");
        let step = Sign {
            record: note.record,
            version: 1,
            step: name("look-through"),
            own_work: None,
        };
        // The same key of another worker is another key; and an act that failed leaves none.
        let refused = sign(
            &world.office.keyed("sign", "s"),
            &world.acting(world.ana),
            &mut ids(16),
            &step,
        );
        assert!(
            matches!(refused, Err(Error::NotAllowed { .. })),
            "{refused:?}"
        );
        for seed in [17, 18] {
            let office = world.office.keyed("sign", "s");
            assert_eq!(
                sign(&office, &lea, &mut ids(seed), &step).expect("signed"),
                None
            );
        }
        let unkeyed = sign(&world.office, &lea, &mut ids(19), &step);
        assert!(unkeyed.is_err(), "it is signed already");
    });
}

#[test]
fn work_of_ones_own_is_done_once_under_a_key() {
    on_both(|store| {
        let world = World::new(store);
        let lea = world.acting(world.lea);
        let once = |seed| {
            let mut ran = 0;
            let value = world
                .office
                .once(&lea, "count", "c", &mut ids(seed), |unit| {
                    ran += 1;
                    Ok(unit.fresh().to_string())
                });
            (value.expect("done"), ran)
        };
        let (first, ran) = once(20);
        assert_eq!(ran, 1);
        assert_eq!(once(21), (first, 0));
    });
}
