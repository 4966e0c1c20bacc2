//! What whoever leads sees: whom they supervise, and the service at a glance.

use testkit::databases::on_both;

use crate::browser::a_house;
use crate::visiting::a_case;

#[test]
fn a_supervisor_sees_every_child_of_a_worker_and_begins_the_record() {
    on_both(|store| {
        let house = a_house(&store);
        a_case(&house);
        house.at("2026-03-16 09:00");
        let ana = house.world.id("Ana");
        let mut sam = house.signed_in("Sam");
        sam.get("/supervision").is(200).shows("Ana").shows("Ben");
        let page = sam.get(&format!("/supervision/{ana}"));
        page.is(200)
            .shows("Hana")
            .shows("Tama")
            .shows("not seen yet")
            .shows("out of timescale")
            .shows("Begin the record: supervision");
        let begun = sam.post(&format!("/files/{ana}/write/supervision"), &[]);
        begun.is(303);
        let to = begun.to.clone().unwrap_or_default();
        assert!(to.starts_with("/drafts/"), "{to}");
        let ben = house.world.id("Ben");
        sam.get(&format!("/supervision/{ben}"))
            .is(200)
            .hides("Hana");
        house
            .signed_in("Moana")
            .get(&format!("/supervision/{ana}"))
            .is(200)
            .shows("Hana");
        house
            .signed_in("Zoe")
            .get(&format!("/supervision/{ana}"))
            .is(404);
        let hana = house.world.id("Hana");
        sam.get(&format!("/supervision/{hana}")).is(404);
    });
}

#[test]
fn a_manager_sees_what_waits_and_what_is_out_of_timescale_and_no_league_table() {
    on_both(|store| {
        let house = a_house(&store);
        a_case(&house);
        house.at("2026-03-16 09:00");
        let page = house.signed_in("Moana").get("/overview");
        page.is(200)
            .shows("Out of timescale, with what was agreed")
            .shows("no reason is agreed yet")
            .shows("Awaiting signature")
            .shows("Without a worker")
            .shows("Hana");
        assert!(page.text.contains("<svg"), "numbers are drawn");
        house.signed_in("Sam").get("/overview").is(200);
    });
}
