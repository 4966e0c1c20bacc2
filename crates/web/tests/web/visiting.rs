//! A visit note begun: about whom, where, and the moment in it.

use domain::RecordId;
use serde_json::json;
use testkit::databases::on_both;

use crate::browser::{House, a_house};

/// Hana, with an open episode that Ana works on, and her brother Tama.
pub fn a_case(house: &House) {
    let world = &house.world;
    world.person("Hana", "2012-05-03");
    world.person("Tama", "2014-05-03");
    world.siblings("Hana", "Tama");
    for (whom, at) in [("Hana", "2026-02-20 09:00"), ("Tama", "2026-02-20 09:10")] {
        world
            .acting("Sam")
            .at(at)
            .records("referral")
            .on(whom)
            .with(
                json!({"received_on": "2026-02-20", "source": "rangatahi", "service": "massiss",
                "immediate_danger": "no", "area_at_risk": ["safety"]}),
            )
            .done();
        let to = world.acting("Moana").at("2026-02-20 10:00");
        to.allocates(whom, "episode", "Ana", "social-worker")
            .expect("allocated");
    }
}

#[test]
fn a_note_begins_about_brother_and_sister_with_the_moment_and_the_place_in_it() {
    on_both(|store| {
        let house = a_house(&store);
        a_case(&house);
        let (hana, tama) = (
            house.world.id("Hana").to_string(),
            house.world.id("Tama").to_string(),
        );
        house.at("2026-03-02 15:10");
        let mut ana = house.signed_in("Ana");
        ana.get("/visit").is(200).shows("Hana").shows("Tama");
        let page = ana.get(&format!("/visit?file={hana}"));
        page.is(200)
            .shows("About Hana, and")
            .shows("Tama")
            .shows("School");
        let begun = ana.post(
            "/visit",
            &[
                ("file", &hana),
                ("file", &tama),
                ("place", "home"),
                ("key", "once"),
            ],
        );
        let to = begun.to.clone().expect("a draft");
        let record: RecordId = to["/drafts/".len()..].parse().expect("a record");
        let desk = house.world.acting("Ana").at("2026-03-02 15:10");
        let held = desk
            .does(|office, acting, _| casework::record::draft::load(office, acting, record))
            .expect("her draft");
        assert_eq!(held.files, [house.world.id("Hana"), house.world.id("Tama")]);
        let answers = &held.given.answers;
        assert_eq!(answers["on_date"], "2026-03-02");
        assert_eq!(answers["at_time"], "15:10");
        assert_eq!(answers["place"], "home");
        let again = ana.post(
            "/visit",
            &[
                ("file", &hana),
                ("file", &tama),
                ("place", "home"),
                ("key", "once"),
            ],
        );
        again.leads_to(&to);
    });
}

#[test]
fn whose_file_is_not_theirs_is_not_there() {
    on_both(|store| {
        let house = a_house(&store);
        a_case(&house);
        let hana = house.world.id("Hana").to_string();
        let mut ben = house.signed_in("Ben");
        ben.get("/visit").is(200).hides("Hana");
        ben.get(&format!("/visit?file={hana}")).is(404);
        ben.post("/visit", &[("file", &hana)]).is(404);
    });
}
