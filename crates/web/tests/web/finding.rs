//! Finding somebody by name, as a page and as one types.

use serde_json::json;
use testkit::databases::on_both;

use crate::browser::a_house;

#[test]
fn a_name_is_found_without_its_macron_and_by_a_former_one_that_is_not_shown() {
    on_both(|store| {
        let house = a_house(&store);
        house.world.person("Mārama Wharetest", "2012-05-03");
        let former = json!({"name_kind": "former", "given": "Zephyrine", "safe_with": "everyone"});
        house.world.state("Mārama Wharetest", "name", former);
        let mut moana = house.signed_in("Moana");
        moana
            .get("/search?q=marama")
            .is(200)
            .shows("Mārama Wharetest")
            .shows("born 3 May 2012");
        let found = moana.get("/search?q=zephyr");
        found.shows("Mārama Wharetest").hides("Zephyrine");
        moana
            .get("/search/suggest?q=zeph")
            .is(200)
            .shows("Mārama Wharetest")
            .hides("Zephyrine");
    });
}

#[test]
fn who_may_not_know_of_somebody_is_answered_as_if_nobody_were_there() {
    on_both(|store| {
        let house = a_house(&store);
        let mut ana = house.signed_in("Ana");
        let (page, few) = (ana.get("/search?q=hana"), ana.get("/search/suggest?q=hana"));
        house.world.person("Hana", "2012-05-03");
        assert_eq!(ana.get("/search?q=hana").text, page.text);
        assert_eq!(ana.get("/search/suggest?q=hana").text, few.text);
        house
            .signed_in("Moana")
            .get("/search/suggest?q=hana")
            .shows("Hana");
        house
            .signed_in("Zoe")
            .get("/search?q=hana")
            .shows("Nobody is found");
    });
}

#[test]
fn many_of_a_name_come_in_pages() {
    on_both(|store| {
        let house = a_house(&store);
        for n in 0..30 {
            house
                .world
                .person(&format!("Tamatest Samplewaite {n:02}"), "2012-05-03");
        }
        let mut moana = house.signed_in("Moana");
        let first = moana.get("/search?q=tamatest");
        let count = |text: &str| text.matches("Tamatest Samplewaite").count();
        assert_eq!(count(&first.text), 25);
        let next = first.text.split("/search?q=tamatest&amp;after=").nth(1);
        let next = next.and_then(|rest| rest.split('"').next()).expect("more");
        let second = moana.get(&format!("/search?q=tamatest&after={next}"));
        assert_eq!(count(&second.text), 5);
        second.hides("More names");
    });
}
