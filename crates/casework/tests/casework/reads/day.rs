//! A worker's day.

use casework::read::my_day::{MyDay, my_day};
use serde_json::json;
use store::lists::day::Sort;
use testkit::databases::on_both;
use testkit::world::Desk;

use super::{many, statements};
use crate::story::{a_school_service, referred, visit};

fn day(desk: &Desk<'_>) -> MyDay {
    desk.does(|o, a, _| my_day(o, a, None, None))
        .expect("a day")
}

#[test]
fn the_day_shows_what_is_due_before_what_is_late_and_whoever_was_seen() {
    on_both(|store| {
        let world = a_school_service(&store);
        referred(&world, "Hana", "2026-03-02");
        referred(&world, "Tama", "2026-03-09");
        let ana = world.acting("Ana").at("2026-03-10 09:00");
        let seen = ana
            .records("visit")
            .on("Hana")
            .with(visit("2026-03-09"))
            .part("Hana", json!({"seen": "yes", "alone": "yes"}));
        seen.done();
        let shown = day(&ana);
        let order: Vec<(bool, &str)> = shown
            .due
            .iter()
            .map(|d| (d.late, d.display.as_str()))
            .collect();
        let mut sorted = order.clone();
        sorted.sort_by_key(|(late, _)| *late);
        assert_eq!(order, sorted);
        assert!(
            order.contains(&(true, "Hana")) && order.contains(&(false, "Tama")),
            "{order:?}"
        );
        assert!(
            shown
                .due
                .iter()
                .all(|d| !d.title.is_empty() && !d.key.is_empty())
        );
        let hana = shown
            .people
            .iter()
            .find(|p| p.display == "Hana")
            .expect("Hana");
        let last = hana.seen.as_ref().expect("seen");
        assert_eq!(
            (last.day.as_str(), last.alone.as_deref()),
            ("2026-03-09", Some("yes"))
        );
        assert!(
            hana.late > 0 && hana.covered.is_none() && hana.next.is_some(),
            "{hana:?}"
        );
        assert_eq!(shown.people.len(), 2);
        assert_eq!(shown.band, Some((12, 16)));
        // Nobody else's day has them; who covers Ana sees them as hers.
        let rua = world.acting("Rua").at("2026-03-10 09:00");
        assert!(day(&rua).people.is_empty() && day(&rua).due.iter().all(|d| d.display != "Hana"));
    });
}

#[test]
fn what_waits_is_what_they_sign_what_came_back_what_they_type_and_what_they_were_told() {
    on_both(|store| {
        let world = a_school_service(&store);
        referred(&world, "Hana", "2026-03-02");
        many(&world, &store, 2);
        let ana = world.acting("Ana").at("2026-03-10 20:00");
        let new = casework::record::draft::Begin {
            kind: testkit::world::name("visit"),
            files: vec![world.id("Hana")],
        };
        ana.does(|o, a, ids| casework::record::draft::begin(o, a, ids, &new))
            .expect("a draft");
        let sorts: Vec<Sort> = day(&ana).waiting.iter().map(|w| w.sort).collect();
        assert_eq!(sorts, [Sort::Returned, Sort::Returned, Sort::Draft]);
        let mere = world.acting("Mere").at("2026-03-10 20:00");
        let told = day(&mere).waiting;
        assert!(
            told.iter()
                .any(|w| w.sort == Sort::Notice && w.says.as_deref() == Some("It is late.")),
            "{told:?}"
        );
        let late = &day(&ana).due;
        let agreed: Vec<_> = late.iter().filter_map(|d| d.agreed.clone()).collect();
        assert_eq!(agreed[0], ("away until April".into(), Some("Mere".into())));
    });
}

#[test]
fn a_restricted_file_leaves_the_day_and_changes_nothing_else() {
    on_both(|store| {
        let world = a_school_service(&store);
        many(&world, &store, 3);
        let ana = world.acting("Ana").at("2026-03-10 20:00");
        let before = day(&ana);
        let hide: store::Result<u64> = store.write(|tx| {
            tx.execute_dyn(
                "UPDATE subject SET restricted = 1 WHERE display = 'Person 0001 Wharetest'",
                &[],
            )
        });
        assert_eq!(hide, Ok(1));
        let after = day(&ana);
        let kept = |names: Vec<String>| -> Vec<String> {
            names.into_iter().filter(|n| !n.contains("0001")).collect()
        };
        let people = |d: &MyDay| {
            d.people
                .iter()
                .map(|p| p.display.clone())
                .collect::<Vec<_>>()
        };
        let due = |d: &MyDay| d.due.iter().map(|p| p.display.clone()).collect::<Vec<_>>();
        assert_eq!(people(&after), kept(people(&before)));
        assert_eq!(due(&after), kept(due(&before)));
        assert_eq!(after.waiting.len(), before.waiting.len() - 1);
    });
}

#[test]
fn a_day_takes_three_statements_at_ten_rows_and_at_a_thousand() {
    on_both(|store| {
        let world = a_school_service(&store);
        let ana = world.acting("Ana").at("2026-03-10 20:00");
        for count in [10, 1_000] {
            many(&world, &store, count);
            let (shown, taken) = statements(&store, || day(&ana));
            assert_eq!(taken, 3);
            assert_eq!(shown.people.len(), count.min(100) as usize);
        }
        // Page by page everybody comes once.
        let mut all = Vec::new();
        let mut after = None;
        loop {
            let page = ana
                .does(|o, a, _| my_day(o, a, None, after.as_ref()))
                .expect("a page");
            all.extend(page.people.into_iter().map(|p| p.file));
            match page.people_after {
                Some(next) => after = Some(next),
                None => break,
            }
        }
        let different: std::collections::BTreeSet<_> = all.iter().collect();
        assert_eq!((all.len(), different.len()), (1_000, 1_000));
    });
}
