//! Every route has its cases: who is answered how. A route without one fails here.

use std::collections::BTreeSet;

use testkit::databases::on_both;
use web::routes::{Access, table};

use crate::browser::a_house;

/// A file of cases for each part of the table: `method address` and, for each who asks, the status they get. `{…}` in an
/// address is filled in by the test of that part.
const CASES: &[&str] = &[
    include_str!("access/file.txt"),
    include_str!("access/own.txt"),
    include_str!("access/writing.txt"),
    include_str!("access/desk.txt"),
    include_str!("access/facts.txt"),
    include_str!("access/admin.txt"),
];

fn cases() -> BTreeSet<String> {
    CASES
        .iter()
        .flat_map(|text| text.lines())
        .filter(|line| !line.trim().is_empty() && !line.starts_with('#'))
        .filter_map(|line| {
            let mut words = line.split_whitespace();
            Some(format!("{} {}", words.next()?, words.next()?))
        })
        .collect()
}

#[test]
fn every_route_has_its_cases_and_every_case_its_route() {
    let routes: BTreeSet<String> = table()
        .map(|route| format!("{} {}", route.method, route.path))
        .collect();
    let cases = cases();
    let missing: Vec<_> = routes.difference(&cases).collect();
    let stale: Vec<_> = cases.difference(&routes).collect();
    assert!(missing.is_empty(), "routes without cases: {missing:#?}");
    assert!(stale.is_empty(), "cases without routes: {stale:#?}");
}

#[test]
fn who_is_not_signed_in_sees_no_page_that_wants_it() {
    on_both(|store| {
        let house = a_house(&store);
        let mut nobody = house.browser();
        for route in table().filter(|route| route.access == Access::SignedIn) {
            let path = route.path.replace(['{', '}'], "");
            let answer = match route.method {
                "get" => nobody.get(&path),
                _ => nobody.post(&path, &[]),
            };
            assert_eq!(answer.status.as_u16(), 303, "{} {path}", route.method);
            let to = answer.to.unwrap_or_default();
            assert!(to.starts_with("/sign-in"), "{path} leads to {to}");
        }
    });
}

#[test]
fn who_asks_is_answered_as_the_cases_say() {
    on_both(|store| {
        let house = a_house(&store);
        for line in CASES.iter().flat_map(|text| text.lines()) {
            let words: Vec<&str> = line.split_whitespace().collect();
            let [method, path, answers @ ..] = words.as_slice() else {
                continue;
            };
            if line.starts_with('#') || path.contains('{') {
                continue;
            }
            for answer in answers {
                let (who, status) = answer.split_once(':').expect("who:status");
                let mut browser = match who {
                    "nobody" => house.browser(),
                    who => house.signed_in(who),
                };
                let got = match *method {
                    "get" => browser.get(path),
                    _ => browser.post(path, &[]),
                };
                assert_eq!(
                    got.status.as_u16(),
                    status.parse::<u16>().expect("a status"),
                    "{line}: {who}\n{}",
                    got.plain()
                );
            }
        }
    });
}
