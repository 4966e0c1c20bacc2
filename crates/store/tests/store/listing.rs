//! Long lists: page by page, by an index, the same on both databases.

use std::cell::RefCell;
use std::fmt::Debug;

use domain::{FileId, ServiceId};
use jiff::civil::date;
use store::lists::{cover, cycles, entries, involved, matters, notices, workers};
use store::{Result, Store, Tx};
use testkit::databases::on_both;

use crate::many::{self, ROWS};
use crate::plans::no_list_reads_a_whole_table_or_sorts_one;
use crate::{id, name};

/// All rows, a page at a time; each page is one statement.
fn pages<T, P>(
    store: &Store,
    size: i64,
    mut page: impl FnMut(&mut Tx<'_>, Option<&P>, i64) -> Result<Vec<T>>,
    place: impl Fn(&T) -> P,
) -> Vec<T> {
    let (mut all, mut after) = (Vec::new(), None);
    loop {
        let before = store.statements();
        let rows: Result<Vec<T>> = store.read(|tx| page(tx, after.as_ref(), size));
        let rows = rows.expect("a page");
        assert_eq!(store.statements() - before, 1);
        assert!(rows.len() as i64 <= size);
        let Some(last) = rows.last() else {
            return all;
        };
        after = Some(place(last));
        all.extend(rows);
    }
}

/// Rows as text, the same for the same rows.
fn told<T: Debug>(rows: Vec<T>) -> Vec<String> {
    rows.iter().map(|row| format!("{row:?}")).collect()
}

/// Every list over a store, each with its name, in pages of `size`.
fn every_list(store: &Store, size: i64) -> Vec<(&'static str, Vec<String>)> {
    let (service, worker, file): (ServiceId, FileId, FileId) = (id('v', 1), id('w', 1), id('f', 1));
    let before = jiff::Timestamp::from_microsecond(ROWS / 3 - 100).expect("an instant");
    let day = date(2026, 5, 12);
    let (episode, lead, authorise) = (name("episode"), name("lead"), name("authorise"));
    vec![
        (
            "involved",
            told(pages(
                store,
                size,
                |tx, after, n| involved::of_worker(tx, worker, after, n),
                involved::Involved::place,
            )),
        ),
        (
            "without",
            told(pages(
                store,
                size,
                |tx, after, n| matters::without(tx, (service, &episode, &lead), after, n),
                matters::Open::place,
            )),
        ),
        (
            "waiting",
            told(pages(
                store,
                size,
                |tx, after, n| entries::waiting(tx, service, &authorise, after.copied(), n),
                entries::Entry::place,
            )),
        ),
        (
            "returned",
            told(pages(
                store,
                size,
                |tx, after, n| entries::returned_to(tx, worker, after.copied(), n),
                entries::Entry::place,
            )),
        ),
        (
            "timeline",
            told(pages(
                store,
                size,
                |tx, after, n| entries::timeline(tx, file, after, n),
                entries::Entry::place_in_time,
            )),
        ),
        (
            "due in the service",
            told(pages(
                store,
                size,
                |tx, after, n| cycles::of_service(tx, service, before, after, n),
                cycles::Due::place,
            )),
        ),
        (
            "due from the worker",
            told(pages(
                store,
                size,
                |tx, after, n| cycles::of_worker(tx, worker, before, after, n),
                cycles::Due::place,
            )),
        ),
        (
            "due on the file",
            told(pages(
                store,
                size,
                |tx, after, n| cycles::of_file(tx, file, before, after, n),
                cycles::Due::place,
            )),
        ),
        (
            "notices",
            told(pages(
                store,
                size,
                |tx, after, n| notices::to_worker(tx, worker, after.copied(), n),
                notices::Notice::place,
            )),
        ),
        (
            "exceptions",
            told(pages(
                store,
                size,
                |tx, after, n| notices::exceptions(tx, service, after.copied(), n),
                notices::Exception::place,
            )),
        ),
        (
            "workers",
            told(pages(
                store,
                size,
                |tx, after, n| workers::of_service(tx, service, day, after, n),
                workers::Holder::place,
            )),
        ),
        (
            "caseloads",
            told(pages(
                store,
                size,
                |tx, after, n| workers::caseloads(tx, service, after, n),
                workers::Caseload::place,
            )),
        ),
        (
            "covers",
            told(pages(
                store,
                size,
                |tx, after, n| cover::on(tx, day, after.copied(), n),
                cover::Cover::place,
            )),
        ),
    ]
}

#[test]
fn long_lists_come_page_by_page_without_a_gap_by_an_index_and_alike_on_both() {
    let both = RefCell::new(Vec::new());
    on_both(|store| {
        many::fill(&store);
        no_list_reads_a_whole_table_or_sorts_one(&store);
        let lists = every_list(&store, 70);
        for ((list, paged), (_, whole)) in lists.iter().zip(every_list(&store, 100_000)) {
            assert!(*paged == whole, "{list}: pages of 70 are not the whole");
            let mut once = paged.clone();
            once.sort();
            once.dedup();
            assert_eq!(once.len(), paged.len(), "{list}: a row comes twice");
        }
        // A twentieth of each is the service's, a hundredth the worker's, without what the list leaves out.
        let i = |part: i64, keep: &dyn Fn(i64) -> bool| {
            (0..ROWS).filter(|i| i % part == 1 && keep(*i)).count()
        };
        let soon = |i: i64| i / 3 < ROWS / 3 - 100 && i % 5 != 0;
        let leads = |i: i64| i % 3 != 0 && i % 7 != 0;
        for (list, expected) in [
            ("involved", i(100, &|i| i % 7 != 0 && i % 11 != 0)),
            ("without", i(20, &|i| i % 11 != 0 && !leads(i))),
            ("waiting", i(20, &|i| i % 3 == 0 && i % 13 != 0)),
            ("returned", i(100, &|i| i % 3 == 1 && i % 13 != 0)),
            ("timeline", 1 + (0..ROWS).filter(|i| i % 17 != 0).count()),
            ("due in the service", i(20, &soon)),
            ("due from the worker", i(100, &|i| soon(i) && leads(i))),
            ("due on the file", 1),
            ("notices", i(100, &|_| true)),
            ("exceptions", i(20, &|_| true)),
        ] {
            let found = lists.iter().find(|(name, _)| *name == list);
            assert_eq!(found.map(|(_, rows)| rows.len()), Some(expected), "{list}");
        }
        both.borrow_mut().push(lists);
    });
    let both = both.into_inner();
    for ((list, sqlite), (_, postgres)) in both[0].iter().zip(&both[1]) {
        assert!(!sqlite.is_empty(), "{list}");
        assert!(sqlite == postgres, "{list} differs");
    }
}
