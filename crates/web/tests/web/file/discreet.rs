//! What not every reader of a file may know.

use serde_json::json;
use testkit::databases::on_both;

use crate::file::{hana, two_children, visited};

#[test]
fn a_protected_address_is_shown_to_who_works_with_her_and_school_and_place_with_it() {
    on_both(|store| {
        let house = two_children(&store);
        let world = &house.world;
        let school = json!({"file": world.id("Kahurangi College").to_string()});
        world.state(
            "Hana",
            "school_attendance",
            json!({"site": school, "year_level": "Year 10"}),
        );
        world.state(
            "Hana",
            "address",
            json!({"address_kind": "refuge", "lines": ["7 Samplewaite Lane"],
            "locality": "Tauirapai Bay", "protected": true}),
        );
        visited(world, "2026-02-27", "We talked.");
        let path = hana(&house);
        let mut ana = house.signed_in("Ana");
        ana.get(&path)
            .shows("Year 10, Kahurangi College")
            .shows("alone, school");
        ana.get(&format!("{path}/facts"))
            .shows("7 Samplewaite Lane");
        // Who sees the whole service does not need to know where she is.
        let mut moana = house.signed_in("Moana");
        for page in ["", "/facts", "/people", "/print", "/timeline", "/records"] {
            let page = moana.get(&format!("{path}{page}"));
            page.is(200)
                .hides("Samplewaite Lane")
                .hides("Tauirapai Bay")
                .hides("Kahurangi");
        }
        moana
            .get(&path)
            .shows("Protected address")
            .hides("alone, school");
    });
}

#[test]
fn a_former_name_is_never_shown_and_one_safe_with_few_only_to_who_works_with_her() {
    on_both(|store| {
        let house = two_children(&store);
        let world = &house.world;
        let name = |kind: &str, given: &str, safe: &str| json!({"name_kind": kind, "given": given, "safe_with": safe});
        world.state("Hana", "name", name("former", "Samplewaite", "everyone"));
        world.state("Hana", "name", name("alias", "Kaituhi", "only_person"));
        let path = hana(&house);
        for who in ["Ana", "Moana"] {
            let mut browser = house.signed_in(who);
            for page in ["", "/facts", "/people", "/timeline", "/print"] {
                browser
                    .get(&format!("{path}{page}"))
                    .is(200)
                    .hides("Samplewaite");
            }
        }
        house
            .signed_in("Ana")
            .get(&format!("{path}/facts"))
            .shows("Kaituhi");
        house
            .signed_in("Moana")
            .get(&format!("{path}/facts"))
            .hides("Kaituhi");
    });
}

#[test]
fn who_must_not_be_told_learns_neither_of_it_nor_who_looked() {
    on_both(|store| {
        let house = two_children(&store);
        let world = &house.world;
        let sam = json!({"file": world.id("Sam").to_string()});
        world.state(
            "Hana",
            "must_not_be_told",
            json!({"who": sam, "about": "the report about him", "why": "he is concerned by it"}),
        );
        let path = hana(&house);
        house
            .signed_in("Ana")
            .get(&path)
            .shows("the report about him");
        let mut browser = house.signed_in("Sam");
        for page in ["", "/facts", "/print", "/timeline"] {
            browser
                .get(&format!("{path}{page}"))
                .is(200)
                .hides("the report about him");
        }
        browser.get(&format!("{path}/looked")).is(404);
        browser.get(&path).hides(&format!("{path}/looked"));
    });
}

#[test]
fn a_restricted_file_says_so_to_those_on_the_list_and_is_not_there_for_others() {
    on_both(|store| {
        let house = two_children(&store);
        let path = hana(&house);
        let mut moana = house.signed_in("Moana");
        let page = moana.get(&format!("{path}/restrict"));
        page.is(200).shows("works with them now");
        let ana = house.world.id("Ana").to_string();
        moana
            .post(&format!("{path}/restrict"), &[("who", &ana), ("why", " ")])
            .is(200)
            .shows("This was not done");
        moana
            .post(
                &format!("{path}/restrict"),
                &[("who", &ana), ("why", "a colleague is her aunt")],
            )
            .is(303);
        house
            .signed_in("Ana")
            .get(&path)
            .is(200)
            .shows("Restricted file Only these see it: Ana, Moana.");
        house.signed_in("Sam").get(&path).is(404);
        moana
            .post(&format!("{path}/unrestrict"), &[("why", "she moved away")])
            .is(303);
        house.signed_in("Sam").get(&path).is(200);
    });
}

#[test]
fn kin_are_called_by_their_name_without_a_way_to_their_file_unless_it_is_restricted() {
    on_both(|store| {
        let house = two_children(&store);
        let (path, tama) = (hana(&house), house.world.id("Tama"));
        let people =
            |house: &crate::browser::House| house.signed_in("Ana").get(&format!("{path}/people"));
        people(&house)
            .is(200)
            .shows("Tama")
            .hides(&format!("/files/{tama}\""));
        house
            .signed_in("Ana")
            .get(&format!("/files/{tama}"))
            .is(404);
        let ben = house.world.id("Ben").to_string();
        house
            .signed_in("Moana")
            .post(
                &format!("/files/{tama}/restrict"),
                &[("who", &ben), ("why", "a colleague is his uncle")],
            )
            .is(303);
        people(&house).is(200).hides("Tama");
    });
}
