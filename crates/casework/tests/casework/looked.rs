//! Who looked at a file.

use casework::involvement::cover;
use casework::read::file::look;
use casework::read::looked::looked;
use casework::{Acting, Error};
use serde_json::json;
use testkit::databases::on_both;

use crate::world::{World, at, called, ids};

#[test]
fn who_looked_is_told_in_plain_words_to_those_whose_role_says_so() {
    on_both(|store| {
        let world = World::new(store);
        let (ana, lea) = (world.acting(world.ana), world.acting(world.lea));
        let hana = world.person(
            30,
            world.lea,
            &[("name", called("legal", "Hana", "Wharepunga"))],
        );
        world
            .submit(31, world.ana, "request", &[hana], json!({"household": 4}))
            .expect("a request");
        look(&world.office, &ana, hana).expect("seen");
        let cover = cover::Name {
            worker: world.ben,
            by: world.lea,
            from: jiff::civil::date(2026, 3, 1),
            until: jiff::civil::date(2026, 3, 31),
            why: "leave".into(),
        };
        cover::name(&world.office, &lea, &mut ids(32), &cover).expect("a lead names it");
        let covering = Acting {
            on_behalf: Some(world.ben),
            now: at("2026-03-03T14:05"),
            ..lea.clone()
        };
        look(&world.office, &covering, hana).expect("seen");
        let looks = looked(&world.office, &lea, hana, None, 9).expect("told");
        let who: Vec<&str> = looks.iter().map(|l| l.who.as_str()).collect();
        assert_eq!(who, ["Lea Worker for Ben Worker", "Ana Worker"]);
        let says = looks[0].says();
        let start = "3 March 2026, 14:05: Lea Worker for Ben Worker looked at the file (";
        assert!(
            says.starts_with(start) && says.len() > start.len() + 1,
            "{says}"
        );
        // This look is in the log as well; pages go on after a place.
        let rest = looked(&world.office, &lea, hana, Some(looks[0].place), 9).expect("told");
        assert_eq!(rest.len(), 2);
        assert!(rest.iter().any(|l| *l.what == *"who-looked"), "{rest:?}");
        let refused = looked(&world.office, &ana, hana, None, 9);
        let Err(Error::NotAllowed { why }) = refused else {
            panic!("{refused:?}")
        };
        assert!(why.contains("Lead helper"), "{why}");
        let hidden = looked(&world.office, &world.acting(world.other), hana, None, 9);
        assert!(matches!(hidden, Err(Error::NotFound("file"))), "{hidden:?}");
    });
}
