//! Finding people by their keys and as a name is typed.

use domain::event::Subject;
use domain::matching::{KnownName, Nicknames, blocking_keys, query_keys};
use domain::{FileId, ServiceId};
use store::find::{self, Candidate, Scope};
use store::{Result, Store, Tx};
use testkit::databases::on_both;

use crate::{id, row};

fn known(given: &str, family: &str) -> Vec<KnownName> {
    vec![KnownName {
        given: given.into(),
        family: family.into(),
        former: false,
    }]
}

struct Filed {
    n: u32,
    service: Option<u32>,
    subject: Subject,
    restricted: bool,
    given: &'static str,
    family: &'static str,
}

const fn child(n: u32, given: &'static str, family: &'static str) -> Filed {
    Filed {
        n,
        service: Some(1),
        subject: Subject::Person,
        restricted: false,
        given,
        family,
    }
}

fn file(tx: &mut Tx<'_>, filed: &Filed) -> Result<()> {
    let file: FileId = id('f', filed.n);
    let service: Option<ServiceId> = filed.service.map(|n| id('v', n));
    row(
        tx,
        "subject",
        &[
            ("file", file.into()),
            ("subject", filed.subject.as_str().into()),
            ("service", service.into()),
            (
                "display",
                format!("{} {}", filed.given, filed.family).into(),
            ),
            ("sort", filed.family.into()),
            ("born", "about 2010".into()),
            ("restricted", filed.restricted.into()),
        ],
    )?;
    for key in blocking_keys(&known(filed.given, filed.family), None) {
        let columns = [
            ("file", file.into()),
            ("key", key.into()),
            ("service", service.into()),
        ];
        row(tx, "search_key", &columns)?;
    }
    Ok(())
}

fn fill(store: &Store) {
    let files = [
        child(1, "Hana", "Wharepunga"),
        child(2, "Hāna Rose", "Te Whare"),
        child(3, "Johanna", "Smith"),
        child(4, "Whare", "Hanara"),
        Filed {
            restricted: true,
            ..child(5, "Hana", "Wharepunga")
        },
        Filed {
            service: Some(2),
            ..child(6, "Hana", "Wharepunga")
        },
        Filed {
            service: None,
            ..child(7, "Hana", "Wharepunga")
        },
        Filed {
            subject: Subject::Worker,
            ..child(8, "Hana", "Wharepunga")
        },
        child(9, "Hanna", "Ōtāne"),
        child(10, "Percy", "100% _Hana"),
    ];
    let filled: Result<()> = store.write(|tx| files.iter().try_for_each(|filed| file(tx, filed)));
    filled.expect("files are filed");
}

fn numbers(found: Result<Vec<Candidate>>) -> Vec<u32> {
    let found = found.expect("a search");
    let number = |found: Candidate| found.file.to_string()[18..].parse().expect("a number");
    found.into_iter().map(number).collect()
}

#[test]
fn candidates_come_by_how_many_keys_they_share_within_ones_scope() {
    on_both(|store| {
        fill(&store);
        let one: [ServiceId; 1] = [id('v', 1)];
        let nicknames = Nicknames::default();
        let keys = query_keys(&known("Hana", "Wharepunga"), None, &nicknames);
        let find = |services: &[ServiceId], shared, subjects: &[Subject], limit| {
            let scope = Scope {
                services,
                shared,
                subjects,
            };
            store.read(|tx| find::by_keys(tx, &keys, scope, limit))
        };
        let person = [Subject::Person];
        let found: Vec<Candidate> = find(&one, false, &person, 50).expect("a search");
        let shared: Vec<i64> = found.iter().map(|found| found.shared_keys).collect();
        assert!(shared.is_sorted_by(|a, b| a >= b), "{shared:?}");
        assert_eq!(
            (found[0].file, found[0].display.as_str()),
            (id('f', 1), "Hana Wharepunga")
        );
        assert_eq!(found[0].shared_keys, keys.len() as i64);
        assert_eq!(found[0].born.as_deref(), Some("about 2010"));
        assert_eq!(numbers(find(&one, true, &person, 2)), [1, 7]);
        assert_eq!(numbers(find(&[id('v', 2)], false, &person, 50)), [6]);
        assert_eq!(numbers(find(&one, false, &[Subject::Worker], 50)), [8]);
        assert_eq!(numbers(find(&[], false, &person, 50)), [0_u32; 0]);
        assert_eq!(numbers(find(&one, true, &[], 50)), [0_u32; 0]);
        let everything = numbers(find(&[id('v', 2), one[0]], true, &Subject::ALL, 50));
        assert!(
            everything.contains(&6) && !everything.contains(&5),
            "{everything:?}"
        );
    });
}

#[test]
fn a_name_is_found_while_it_is_typed() {
    on_both(|store| {
        fill(&store);
        let services: [ServiceId; 1] = [id('v', 1)];
        let scope = Scope {
            services: &services,
            shared: false,
            subjects: &[Subject::Person],
        };
        let typed =
            |text: &str| numbers(store.read(|tx| find::by_prefix(tx, text, scope, None, 50)));
        for (text, expected) in [
            ("hana", &[1, 2, 10, 4][..]),
            ("HĀN", &[1, 2, 10, 4, 9]),
            ("hana whare", &[1, 2, 4]),
            ("whare hana", &[2, 4, 1]),
            ("hana te wh", &[2]),
            ("smi", &[3]),
            ("ota", &[9]),
            ("%", &[]),
            ("_", &[]),
            ("'; DROP TABLE subject", &[]),
            ("", &[]),
            ("  -- ", &[]),
            ("zz", &[]),
        ] {
            assert_eq!(typed(text), expected, "{text:?}");
        }
        // Page by page, each file once though two of its words begin alike.
        let (mut seen, mut after) = (Vec::new(), None);
        loop {
            let page: Result<Vec<Candidate>> =
                store.read(|tx| find::by_prefix(tx, "h", scope, after, 2));
            let page = page.expect("a page");
            after = page.last().map(|last| last.file);
            if after.is_none() {
                break;
            }
            seen.extend(numbers(Ok(page)));
        }
        assert_eq!(seen, typed("h"));
        assert_eq!(seen, [1, 2, 10, 4, 9]);
        let gone: Result<Vec<Candidate>> =
            store.read(|tx| find::by_prefix(tx, "h", scope, Some(id('f', 3)), 2));
        assert_eq!(gone, Ok(vec![]));
    });
}
