//! A file opened in whole: few statements, however long its history.

use casework::read::folder::{Want, open};
use domain::event::{Body, Event};
use domain::{EventId, RecordId};
use store::chain::Addressed;
use testkit::databases::on_both;
use testkit::world::World;

use crate::story::{a_school_service, referred, visit};

/// Puts as many copies of Hana's visit on her file.
fn many(world: &World, count: u128) {
    let hana = world.id("Hana");
    let copied: casework::Result<()> = world.office.store.write(|tx| {
        let heads = store::chain::load_for_update(tx, &[hana])?;
        let all = store::chain::load(tx, hana)?;
        let visit = all.iter().rev().find(|d| {
            matches!(&d.event.body, Body::RecordSubmitted { record_kind, .. } if *record_kind == *"visit")
        });
        let visit = visit.expect("a visit");
        let copies: Vec<Addressed> = (0..count)
            .map(|n| {
                let mut event: Event = visit.event.clone();
                event.id = EventId::from_bits(world.fresh());
                if let Body::RecordSubmitted { record, .. } = &mut event.body {
                    *record = RecordId::from_bits(world.fresh());
                }
                Addressed {
                    event,
                    salt: n.to_be_bytes(),
                    to: vec![(hana, visit.matter)],
                }
            })
            .collect();
        Ok(tx.append(&heads, &copies)?)
    });
    copied.expect("more visits");
}

#[test]
fn a_file_takes_as_many_statements_with_a_thousand_records_as_with_ten() {
    on_both(|store| {
        let world = a_school_service(&store);
        referred(&world, "Hana", "2026-03-02");
        let ana = world.acting("Ana").at("2026-03-03 16:00");
        ana.records("visit")
            .on("Hana")
            .with(visit("2026-03-03"))
            .done();
        let mut counts = Vec::new();
        for count in [10, 990] {
            many(&world, count);
            for (want, most) in [(Want::Nothing, 2), (Want::Beside, 3), (Want::Kin, 3)] {
                let before = store.statements();
                let folder = ana
                    .does(|office, acting, _| open(office, acting, world.id("Hana"), "file", want));
                let taken = store.statements() - before;
                let folder = folder.expect("Ana works with her");
                assert!(taken <= most, "{want:?} took {taken}");
                counts.push((folder.seen.records.len(), taken));
            }
        }
        assert!(counts[0].0 >= 11 && counts[5].0 >= 1_000, "{counts:?}");
        assert_eq!(
            counts[..3].iter().map(|c| c.1).collect::<Vec<_>>(),
            counts[3..].iter().map(|c| c.1).collect::<Vec<_>>()
        );
    });
}

#[test]
fn what_a_reader_may_do_is_what_the_acts_allow() {
    on_both(|store| {
        let world = a_school_service(&store);
        referred(&world, "Hana", "2026-03-02");
        let opened = |who: &str| {
            let desk = world.acting(who).at("2026-03-03 16:00");
            desk.does(|office, acting, _| {
                open(office, acting, world.id("Hana"), "file", Want::Beside)
            })
        };
        let ana = opened("Ana").expect("Ana works with her");
        assert!(
            ana.may.act(pack::model::Act::HandOver) && !ana.may.act(pack::model::Act::Allocate)
        );
        assert!(ana.may.write("visit") && !ana.may.write("supervision"));
        let mere = opened("Mere").expect("Mere supervises Ana");
        assert!(mere.may.act(pack::model::Act::Allocate) && !mere.may.write("visit"));
        assert!(opened("Rua").is_err(), "Rua does not work with her");
    });
}

#[test]
fn somebody_covers_and_it_stands_beside_the_worker() {
    on_both(|store| {
        let world = a_school_service(&store);
        referred(&world, "Hana", "2026-03-02");
        let cover = casework::involvement::cover::Name {
            worker: world.id("Ana"),
            by: world.id("Rua"),
            from: "2026-03-03".parse().expect("a day"),
            until: "2026-03-12".parse().expect("a day"),
            why: "leave".into(),
        };
        let mere = world.acting("Mere").at("2026-03-03 08:00");
        mere.does(|office, acting, ids| {
            casework::involvement::cover::name(office, acting, ids, &cover)
        })
        .expect("Mere supervises both");
        let rua = world.acting("Rua").at("2026-03-03 09:00");
        let folder = rua
            .does(|office, acting, _| open(office, acting, world.id("Hana"), "file", Want::Beside))
            .expect("Rua covers for Ana");
        let [worker] = folder.workers.as_slice() else {
            panic!("{:?}", folder.workers)
        };
        assert_eq!(
            (worker.name.as_str(), worker.title.as_str()),
            ("Ana", "Social worker")
        );
        let until = "2026-03-12".parse().expect("a day");
        assert_eq!(worker.cover, Some(("Rua".to_owned(), until)));
        assert!(
            folder.seen.why.starts_with("you cover for Ana"),
            "{}",
            folder.seen.why
        );
    });
}
