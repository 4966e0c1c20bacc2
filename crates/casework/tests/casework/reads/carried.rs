//! What one worker carries, and who waits for a worker.

use casework::Error;
use casework::read::allocation::{knew, waiting};
use casework::read::carried::carried;
use casework::read::mine::mine;
use domain::event::Subject;
use testkit::databases::on_both;

use super::{many, statements};
use crate::story::{a_school_service, referral};

#[test]
fn a_caseload_takes_the_same_statements_at_ten_rows_and_at_a_thousand_and_goes_on() {
    on_both(|store| {
        let world = a_school_service(&store);
        let ana = world.acting("Ana").at("2026-03-10 20:00");
        let worker = world.id("Ana");
        for count in [10, 1_000] {
            many(&world, &store, count);
            let (seen, taken) = statements(&store, || {
                ana.does(|o, a, _| carried(o, a, worker, None))
                    .expect("hers")
            });
            assert_eq!(taken, 3);
            assert_eq!(seen.people, count as i64);
            let high = seen.weighed.iter().find(|(_, _, n)| *n == count as i64);
            assert!(high.is_some(), "{:?}", seen.weighed);
            let (found, taken) = statements(&store, || {
                ana.does(|o, a, _| {
                    let all = [Subject::Person];
                    casework::person::search::search(o, a, "wharetest", &all, None, 25)
                })
                .expect("found")
            });
            assert_eq!((found.len(), taken), (count.min(25) as usize, 1));
            let (all, taken) = statements(&store, || ana.does(|o, a, _| mine(o, a)).expect("hers"));
            assert_eq!((all.len(), taken), (count.min(200) as usize, 1));
        }
        let mut all = Vec::new();
        let mut after = None;
        loop {
            let seen = ana
                .does(|o, a, _| carried(o, a, worker, after.as_ref()))
                .expect("hers");
            all.extend(seen.each.iter().map(|person| person.file));
            after = seen.after;
            if after.is_none() {
                break;
            }
        }
        let read = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!((read, all.len()), (1_000, 1_000));
    });
}

#[test]
fn who_waits_for_a_worker_is_read_by_family_by_whoever_allocates() {
    on_both(|store| {
        let world = a_school_service(&store);
        let ana = world.acting("Ana").at("2026-03-02 09:00");
        for whom in ["Tama", "Hana"] {
            ana.records("referral")
                .on(whom)
                .with(referral("2026-03-02"))
                .done();
        }
        let mere = world.acting("Mere").at("2026-03-02 10:00");
        let page = mere.does(|o, a, _| waiting(o, a, None)).expect("she leads");
        assert_eq!((page.items.len(), page.families.len()), (2, 1));
        let files = [world.id("Hana"), world.id("Tama")];
        let known = mere.does(|o, a, _| knew(o, a, &files)).expect("she leads");
        assert!(known.is_empty());
        mere.allocates("Hana", "episode", "Ana", "social-worker")
            .expect("allocated");
        let known = mere.does(|o, a, _| knew(o, a, &files)).expect("she leads");
        assert_eq!(known.into_iter().collect::<Vec<_>>(), [world.id("Ana")]);
        let page = mere.does(|o, a, _| waiting(o, a, None)).expect("she leads");
        assert_eq!(page.items.len(), 1);
        let no = ana.does(|o, a, _| waiting(o, a, None));
        assert!(matches!(no, Err(Error::NotAllowed { .. })), "{no:?}");
    });
}
