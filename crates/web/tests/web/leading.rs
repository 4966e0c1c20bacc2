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

#[test]
fn a_family_is_allocated_from_its_page_and_what_is_missing_is_told() {
    on_both(|store| {
        let house = a_house(&store);
        let world = &house.world;
        for (whom, born) in [
            ("Hana", "2012-05-03"),
            ("Tama", "2014-05-03"),
            ("Mele", "2011-01-01"),
        ] {
            world.person(whom, born);
        }
        world.siblings("Hana", "Tama");
        for whom in ["Hana", "Tama", "Mele"] {
            world
                .acting("Sam")
                .at("2026-02-20 09:00")
                .records("referral")
                .on(whom)
                .with(
                    serde_json::json!({"received_on": "2026-02-20", "source": "rangatahi",
                    "service": "massiss", "immediate_danger": "no", "area_at_risk": ["safety"],
                    "concern_safety": "Sleeps badly since the move."}),
                )
                .done();
        }
        let file = world.id("Hana");
        let path = format!("/allocation/{file}");
        let mut sam = house.signed_in("Sam");
        sam.get("/allocation")
            .is(200)
            .shows("2 wait")
            .shows("Hana (Referral)")
            .shows("Tama (Referral)");
        let page = sam.get(&path);
        page.is(200)
            .shows("Sleeps badly since the move.")
            .shows("20 February 2026: Referral")
            .shows("13 years old")
            .shows("0 of 12–16, 12 below");
        let values: Vec<String> = page
            .text
            .split("name=\"child\" type=\"checkbox\" value=\"")
            .skip(1)
            .filter_map(|rest| Some(rest.split('"').next()?.to_owned()))
            .collect();
        assert_eq!(values.len(), 2, "brother and sister");
        sam.post(&path, &[("worker", "")])
            .is(200)
            .shows("Nobody is ticked");
        sam.post(&path, &[("child", &values[0]), ("worker", "")])
            .is(200)
            .shows("Nothing is decided");
        let ana = world.id("Ana").to_string();
        let moana = world.id("Moana").to_string();
        sam.post(&path, &[("child", &values[0]), ("worker", &moana)])
            .is(200)
            .shows("It is not decided yet");
        let sent = [
            ("child", values[0].as_str()),
            ("child", values[1].as_str()),
            ("worker", &ana),
            ("key", "once"),
        ];
        let done = sam.post(&path, &sent);
        done.leads_to(&format!("/allocation/{}", world.id("Mele")));
        for whom in ["Hana", "Tama"] {
            let history = world.history(whom);
            let involved: Vec<_> = history.involvements.iter().map(|i| i.worker).collect();
            assert_eq!(involved, [world.id("Ana")], "{whom}");
        }
        sam.get(&path).is(404);
        house.signed_in("Ana").get(&path).is(403);
        house.signed_in("Zoe").get(&path).is(404);
        house.world.is_whole();
    });
}
