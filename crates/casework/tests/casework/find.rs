//! Looking for somebody before they are registered, and as a name is typed.

use casework::person::{find, restrict, same, search};
use domain::FileId;
use domain::event::Subject;
use domain::fact::Birth;
use domain::matching::{Band, KnownName, Nicknames, Person};
use jiff::civil::date;
use serde_json::json;
use testkit::databases::on_both;

use crate::world::{World, called, ids};

fn asked(given: &str, family: &str) -> Person {
    Person {
        names: vec![KnownName {
            given: given.into(),
            family: family.into(),
            former: false,
        }],
        birth: Some(Birth::Known {
            date: date(2012, 5, 3),
        }),
        ..Person::default()
    }
}

fn born() -> serde_json::Value {
    json!({"certainty": "known", "date": "2012-05-03"})
}

fn hana(world: &World, seed: u128) -> FileId {
    world.person(
        seed,
        world.lea,
        &[
            ("name", called("legal", "Hānā", "Wharepunga")),
            ("name", called("former", "Hannah", "Smythe")),
            ("birth", born()),
            (
                "identifier",
                json!({"system": "nsn", "value": "123 456 789"}),
            ),
        ],
    )
}

#[test]
fn somebody_known_is_found_by_any_spelling_number_or_former_name_which_is_not_shown() {
    on_both(|store| {
        let world = World::new(store);
        let lea = world.acting(world.lea);
        let file = hana(&world, 20);
        world.person(21, world.lea, &[("name", called("legal", "Tama", "Rangi"))]);
        let number = Person {
            identifiers: vec![("nsn".into(), "123456789".into())],
            ..Person::default()
        };
        for (who, band, reason) in [
            (
                asked("Hana", "Wharepunga"),
                Band::Certain,
                "same family name",
            ),
            (
                asked("Hannah", "Smythe"),
                Band::Likely,
                "matches a former name",
            ),
            (number, Band::Possible, "same identifier"),
        ] {
            let found =
                find::find(&world.office, &lea, &who, &Nicknames::default()).expect("found");
            let [found] = found.as_slice() else {
                panic!("{found:?}")
            };
            assert_eq!((found.file, found.band), (file, band));
            assert_eq!(found.display, "Hānā Wharepunga");
            assert!(
                found.reasons.iter().any(|r| r == reason),
                "{:?}",
                found.reasons
            );
            assert!(found.reasons.iter().all(|r| !r.contains("Smythe")));
        }
        let none = find::find(
            &world.office,
            &lea,
            &Person::default(),
            &Nicknames::default(),
        );
        assert_eq!(none.expect("nothing"), []);
        // Another agency finds nothing of it.
        let other = world.acting(world.other);
        let there = find::find(
            &world.office,
            &other,
            &asked("Hana", "Wharepunga"),
            &Nicknames::default(),
        );
        assert_eq!(there.expect("nothing"), []);
    });
}

#[test]
fn at_intake_one_learns_whom_to_ask_and_of_a_restricted_file_nothing() {
    on_both(|store| {
        let world = World::new(store);
        let (ana, lea) = (world.acting(world.ana), world.acting(world.lea));
        let file = hana(&world, 20);
        let who = asked("Hana", "Wharepunga");
        let intake = |acting| {
            find::for_intake(&world.office, acting, &who, &Nicknames::default()).expect("looked")
        };
        let says = |found: &find::Intake| -> Vec<String> {
            assert_eq!(found.matches, []);
            found.ask.iter().map(find::Ask::says).collect()
        };
        assert_eq!(intake(&lea).matches.len(), 1);
        assert_eq!(
            says(&intake(&ana)),
            ["Somebody like this is known: ask here."]
        );
        world
            .submit(22, world.lea, "request", &[file], json!({"household": 4}))
            .expect("a request");
        let seen = casework::read::file::look(&world.office, &lea, file).expect("seen");
        casework::involvement::allocate::allocate(
            &world.office,
            &lea,
            &mut ids(23),
            &casework::involvement::allocate::Allocate {
                file,
                matter: seen.matters[0].id,
                worker: world.ben,
                role: crate::world::name("helper"),
            },
        )
        .expect("allocated");
        assert_eq!(
            says(&intake(&ana)),
            ["Somebody like this is known: ask Ben Worker (Helper)."]
        );
        // A likeness is not enough to be told of.
        let far = Person {
            birth: None,
            ..asked("Hone", "Wharepunga")
        };
        let found = find::for_intake(&world.office, &ana, &far, &Nicknames::default());
        assert_eq!(found.expect("looked"), find::Intake::default());
        let views: store::Result<_> = world
            .office
            .store
            .read(|tx| store::view_log::by_worker(tx, world.ana, None, 9));
        let views = views.expect("views");
        assert!(views.iter().all(|v| v.seen.file == file));
        assert_eq!(views.len(), 2);

        restrict::restrict(&world.office, &lea, &mut ids(24), file, &[], "a threat")
            .expect("restricted");
        assert_eq!(intake(&ana), find::Intake::default());
    });
}

#[test]
fn two_files_of_one_person_are_one_answer_until_the_link_is_undone() {
    on_both(|store| {
        let world = World::new(store);
        let lea = world.acting(world.lea);
        let (one, two) = (hana(&world, 20), hana(&world, 21));
        let found = || {
            let found = find::find(
                &world.office,
                &lea,
                &asked("Hana", "Wharepunga"),
                &Nicknames::default(),
            )
            .expect("found");
            let typed = search::search(&world.office, &lea, "whare", &[Subject::Person], None, 9);
            let files = typed.expect("found").len();
            (found, files)
        };
        assert_eq!((found().0.len(), found().1), (2, 2));
        same::link(
            &world.office,
            &lea,
            &mut ids(22),
            one,
            two,
            "the same birth",
        )
        .expect("linked");
        let (matches, typed) = found();
        let [only] = matches.as_slice() else {
            panic!("{matches:?}")
        };
        assert_eq!((only.same.len(), typed), (1, 1));
        same::undo(&world.office, &lea, &mut ids(23), one, two, "two cousins").expect("undone");
        assert_eq!((found().0.len(), found().1), (2, 2));
    });
}

#[test]
fn typing_finds_by_the_beginnings_of_words_what_the_reader_may_know_page_by_page() {
    on_both(|store| {
        let world = World::new(store);
        let (ana, lea) = (world.acting(world.ana), world.acting(world.lea));
        let mut files = vec![hana(&world, 20)];
        for (seed, given) in [(21, "Hone"), (22, "Hāmi"), (23, "Hēmi")] {
            files.push(world.person(
                seed,
                world.lea,
                &[("name", called("legal", given, "Wharepunga"))],
            ));
        }
        let typed = |acting, text: &str, after, limit| -> Vec<(FileId, String)> {
            let found = search::search(
                &world.office,
                acting,
                text,
                &[Subject::Person],
                after,
                limit,
            );
            let found = found.expect("found").into_iter();
            found.map(|c| (c.file, c.display)).collect()
        };
        for (text, expected) in [
            ("ham", vec!["Hāmi Wharepunga"]),
            ("whare hĀ", vec!["Hānā Wharepunga", "Hāmi Wharepunga"]),
            ("smyt", vec!["Hānā Wharepunga"]),
            ("Rangi", vec![]),
            (" -- ", vec![]),
        ] {
            let mut shown: Vec<_> = typed(&lea, text, None, 9)
                .into_iter()
                .map(|f| f.1)
                .collect();
            let mut expected = expected;
            shown.sort();
            expected.sort();
            assert_eq!(shown, expected, "{text}");
            assert_eq!(typed(&ana, text, None, 9), [], "{text}");
        }
        let all = typed(&lea, "whare", None, 9);
        assert_eq!(all.len(), files.len());
        let mut paged = Vec::new();
        while let [found] = typed(
            &lea,
            "whare",
            paged.last().map(|f: &(FileId, String)| f.0),
            1,
        )
        .as_slice()
        {
            paged.push(found.clone());
        }
        assert_eq!(paged, all);
        // Restricted: only who is on the list finds it.
        restrict::restrict(&world.office, &lea, &mut ids(30), files[0], &[], "a threat")
            .expect("restricted");
        assert_eq!(typed(&lea, "smyt", None, 9).len(), 1);
    });
}
