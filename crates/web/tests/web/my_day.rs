//! What somebody sees first, what waits for them, and what they carry.

use testkit::databases::on_both;

use crate::browser::a_house;
use crate::visiting::a_case;

#[test]
fn the_day_is_ranked_and_everybody_they_work_with_has_a_line() {
    on_both(|store| {
        let house = a_house(&store);
        a_case(&house);
        // Brother and sister came on 20 February; three weeks later much is out of timescale.
        house.at("2026-03-16 09:00");
        let mut ana = house.signed_in("Ana");
        let page = ana.get("/");
        page.is(200)
            .shows("Today, Monday 16 March")
            .shows("Out of timescale, with what you agreed")
            .shows("No reason is agreed yet.")
            .shows("My rangatahi")
            .shows("2 of 12–16, 10 below")
            .shows("not seen yet");
        for button in ["/visit", "/drop-in", "/referral"] {
            assert!(page.text.contains(&format!("href=\"{button}\"")));
        }
        let plain = page.plain();
        let at = |text: &str| plain.find(text).unwrap_or(usize::MAX);
        assert!(at("Out of timescale, with") < at("My rangatahi 2"));
        let hana = house.world.id("Hana");
        assert!(
            page.text
                .contains(&format!("/files/{hana}/timescales/why?matter="))
        );
        house.signed_in("Ben").get("/").is(200).hides("Hana");
    });
}

#[test]
fn what_is_due_soon_stands_before_what_is_late() {
    on_both(|store| {
        let house = a_house(&store);
        a_case(&house);
        for (now, before) in [
            ("2026-02-20 11:00", "See this week"),
            ("2026-02-25 09:00", "Before you leave"),
        ] {
            house.at(now);
            let page = house.signed_in("Ana").get("/");
            if page.text.contains("Out of timescale, with") {
                let plain = page.plain();
                assert!(
                    plain.find(before) < plain.find("Out of timescale, with"),
                    "{plain}"
                );
            } else {
                page.shows("due");
            }
        }
    });
}

#[test]
fn a_tray_holds_what_waits_by_family_for_its_own_roles_alone() {
    on_both(|store| {
        let house = a_house(&store);
        let world = &house.world;
        world.person("Hana", "2012-05-03");
        world.person("Tama", "2014-05-03");
        world.siblings("Hana", "Tama");
        for whom in ["Hana", "Tama"] {
            world
                .acting("Sam")
                .at("2026-02-20 09:00")
                .records("referral")
                .on(whom)
                .with(
                    serde_json::json!({"received_on": "2026-02-20", "source": "rangatahi",
                    "service": "massiss", "immediate_danger": "no", "area_at_risk": ["safety"]}),
                )
                .done();
        }
        let mut sam = house.signed_in("Sam");
        sam.get("/trays")
            .is(200)
            .shows("Referrals without a worker");
        sam.get("/trays/unallocated")
            .is(200)
            .shows("Hana")
            .shows("Tama")
            .shows("waits: 10 days");
        house.signed_in("Ana").get("/trays/unallocated").is(404);
        sam.get("/trays/nothing").is(404);
    });
}

#[test]
fn a_caseload_is_ones_own_or_that_of_whom_one_leads() {
    on_both(|store| {
        let house = a_house(&store);
        a_case(&house);
        let ana = house.world.id("Ana");
        house
            .signed_in("Ana")
            .get("/caseload")
            .is(200)
            .shows("My rangatahi 2 of 12–16, 10 below")
            .shows("Hana")
            .shows("Tama");
        let path = format!("/caseload/{ana}");
        house.signed_in("Sam").get(&path).is(200).shows("Hana");
        house.signed_in("Ben").get(&path).is(404);
        house.signed_in("Zoe").get(&path).is(404);
        let child = house.world.id("Hana");
        house
            .signed_in("Sam")
            .get(&format!("/caseload/{child}"))
            .is(404);
    });
}
