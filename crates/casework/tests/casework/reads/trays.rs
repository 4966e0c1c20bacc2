//! Trays.

use casework::read::tray::{tray, trays};
use testkit::databases::on_both;

use super::{many, statements};
use crate::story::{a_school_service, referral};

#[test]
fn trays_are_counted_at_a_glance_and_read_by_family() {
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
        let glances = mere.does(|o, a, _| trays(o, a)).expect("trays");
        let waiting = glances
            .iter()
            .find(|g| g.tray == "unallocated")
            .expect("it");
        assert_eq!(waiting.items, 2);
        assert!(
            waiting
                .oldest_day
                .as_deref()
                .is_some_and(|d| d.starts_with("2026-03-02"))
        );
        let page = mere
            .does(|o, a, _| tray(o, a, "unallocated", None))
            .expect("a page");
        let names: Vec<&str> = page.items.iter().map(|i| i.display.as_str()).collect();
        assert_eq!(names.len(), 2);
        // A brother and a sister are one family.
        assert_eq!(page.families.len(), 1);
        assert!(page.items.iter().all(|i| i.family == page.families[0].0));
        assert_eq!(page.items[0].title, "Episode of service");
        assert_eq!(page.items[0].says.as_deref(), Some("Referral"));
        let none = ana.does(|o, a, _| tray(o, a, "unallocated", None));
        assert!(matches!(none, Err(casework::Error::NotFound("tray"))));
    });
}

#[test]
fn trays_take_the_same_statements_at_ten_rows_and_at_a_thousand() {
    on_both(|store| {
        let world = a_school_service(&store);
        let mere = world.acting("Mere").at("2026-03-10 20:00");
        for count in [10, 1_000] {
            many(&world, &store, count);
            let (glances, taken) =
                statements(&store, || mere.does(|o, a, _| trays(o, a)).expect("trays"));
            assert_eq!(taken, 1);
            let told = glances.iter().find(|g| g.tray == "told").expect("it");
            assert_eq!(told.items, count as i64);
            let read = || {
                mere.does(|o, a, _| tray(o, a, "late-with-families", None))
                    .expect("a page")
            };
            let (page, taken) = statements(&store, read);
            assert_eq!(taken, 2);
            assert_eq!(page.items.len(), count.min(200) as usize);
        }
        let mut all = Vec::new();
        let mut after = None;
        loop {
            let page = mere
                .does(|o, a, _| tray(o, a, "told", after.as_ref()))
                .expect("a page");
            all.extend(page.items.into_iter().map(|i| i.file));
            match page.after {
                Some(next) => after = Some(next),
                None => break,
            }
        }
        let different: std::collections::BTreeSet<_> = all.iter().collect();
        assert_eq!((all.len(), different.len()), (1_000, 1_000));
    });
}

#[test]
fn what_may_not_be_seen_is_neither_counted_nor_listed() {
    on_both(|store| {
        let world = a_school_service(&store);
        let mere = world.acting("Mere").at("2026-03-10 20:00");
        many(&world, &store, 3);
        let hide: store::Result<u64> = store.write(|tx| {
            tx.execute_dyn(
                "UPDATE subject SET restricted = 1 WHERE display LIKE 'Person 0001%'",
                &[],
            )
        });
        assert_eq!(hide, Ok(1));
        let glances = mere.does(|o, a, _| trays(o, a)).expect("trays");
        let told = glances.iter().find(|g| g.tray == "told").expect("it");
        assert_eq!(told.items, 2);
        let page = mere
            .does(|o, a, _| tray(o, a, "told", None))
            .expect("a page");
        assert!(page.items.iter().all(|i| !i.display.contains("0001")) && page.items.len() == 2);
    });
}
