//! A team, and a service.

use casework::Error;
use casework::read::service::service;
use casework::read::team::team;
use serde_json::json;
use testkit::databases::on_both;

use super::{many, statements};
use crate::story::{a_school_service, referral, referred, visit};

#[test]
fn a_supervisor_sees_each_worker_and_every_person_they_work_with() {
    on_both(|store| {
        let world = a_school_service(&store);
        referred(&world, "Hana", "2026-03-02");
        let ana = world.acting("Ana").at("2026-03-09 18:00");
        ana.records("visit")
            .on("Hana")
            .with(visit("2026-03-09"))
            .part("Hana", json!({"seen": "yes", "alone": "no"}))
            .done();
        let mere = world.acting("Mere").at("2026-03-10 09:00");
        let seen = mere.does(|o, a, _| team(o, a, None)).expect("a team");
        let names: Vec<(&str, i64)> = seen
            .workers
            .iter()
            .map(|w| (w.display.as_str(), w.people))
            .collect();
        assert_eq!(names, [("Ana", 1), ("Rua", 0)]);
        let [hana] = &seen.workers[0].each[..] else {
            panic!("{seen:?}")
        };
        assert_eq!(hana.display, "Hana");
        assert_eq!(
            hana.seen.as_ref().map(|s| s.day.as_str()),
            Some("2026-03-09")
        );
        assert!(hana.next.is_some() && !seen.workers[0].on_leave);
        let refused = ana.does(|o, a, _| team(o, a, None));
        assert!(
            matches!(refused, Err(Error::NotAllowed { .. })),
            "{refused:?}"
        );
    });
}

#[test]
fn a_manager_sees_who_waits_and_what_is_late_with_what_was_agreed() {
    on_both(|store| {
        let world = a_school_service(&store);
        let ana = world.acting("Ana").at("2026-03-02 09:00");
        ana.records("referral")
            .on("Hana")
            .with(referral("2026-03-02"))
            .done();
        many(&world, &store, 2);
        let moana = world.acting("Moana").at("2026-03-10 20:00");
        let seen = moana.does(|o, a, _| service(o, a)).expect("a service");
        assert_eq!(
            (
                seen.unallocated.count,
                seen.unallocated.items[0].display.as_str()
            ),
            (1, "Hana")
        );
        let agreed: Vec<_> = seen
            .late
            .items
            .iter()
            .filter(|i| {
                i.says.as_deref() == Some("away until April") && i.by.as_deref() == Some("Mere")
            })
            .collect();
        assert_eq!(agreed.len(), 2);
        let by_team: i64 = seen.by_team.iter().map(|(_, n)| n).sum();
        assert_eq!(by_team, seen.late.count);
        assert_eq!(seen.unsigned.count, 0);
        let refused = ana.does(|o, a, _| service(o, a));
        assert!(matches!(refused, Err(Error::NotAllowed { .. })));
    });
}

#[test]
fn a_team_and_a_service_take_the_same_statements_at_ten_rows_and_at_a_thousand() {
    on_both(|store| {
        let world = a_school_service(&store);
        let moana = world.acting("Moana").at("2026-03-10 20:00");
        for count in [10, 1_000] {
            many(&world, &store, count);
            let (seen, taken) = statements(&store, || {
                moana.does(|o, a, _| team(o, a, None)).expect("a team")
            });
            assert_eq!(taken, 2);
            let ana = seen
                .workers
                .iter()
                .find(|w| w.display == "Ana")
                .expect("Ana");
            assert_eq!(
                (ana.people, ana.high, ana.each.len()),
                (count as i64, count as i64, count as usize)
            );
            let (seen, taken) = statements(&store, || {
                moana.does(|o, a, _| service(o, a)).expect("a service")
            });
            assert_eq!(taken, 3);
            assert!(seen.late.count >= count as i64);
        }
        let hide: store::Result<u64> = store.write(|tx| {
            tx.execute_dyn(
                "UPDATE subject SET restricted = 1 WHERE display LIKE 'Person 0001%'",
                &[],
            )
        });
        assert_eq!(hide, Ok(1));
        let seen = moana.does(|o, a, _| team(o, a, None)).expect("a team");
        let ana = seen
            .workers
            .iter()
            .find(|w| w.display == "Ana")
            .expect("Ana");
        assert_eq!(ana.each.len(), 999);
        assert!(ana.each.iter().all(|p| !p.display.contains("0001")));
    });
}
