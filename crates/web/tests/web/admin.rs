//! Administration: people, accounts, cover, teams, sites, settings, packs; and that who administers sees nothing of the people
//! the service works with.

use domain::FileId;
use serde_json::json;
use testkit::databases::on_both;

use crate::browser::{Answer, House, PASSWORD, a_house};

/// The worker a page of a new password leads to, and the password on it.
fn given(answer: &Answer) -> (FileId, String) {
    let after = |mark: &str, until: char| {
        let (_, rest) = answer.text.split_once(mark).expect(mark);
        rest.split(until).next().unwrap_or_default().to_owned()
    };
    let worker = after("href=\"/admin/people/", '"').parse().expect("a file");
    (worker, after("app-typed\">", '<'))
}

fn new_worker<'a>(name: &'a str, role: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("given", "Wiremu"),
        ("family", "Wharetest"),
        ("role", role),
        ("from.day", "2"),
        ("from.month", "3"),
        ("from.year", "2026"),
        ("name", name),
    ]
}

#[test]
fn somebody_is_registered_and_signs_in_with_a_password_that_is_shown_once() {
    on_both(|store| {
        let house = a_house(&store);
        let mut ada = house.signed_in("Ada");
        let page = ada.post(
            "/admin/people/new",
            &new_worker("wiremu.w", "support-worker"),
        );
        page.is(200).shows("Wiremu Wharetest").shows("wiremu.w");
        let (worker, password) = given(&page);
        ada.get(&format!("/admin/people/{worker}"))
            .is(200)
            .hides(&password)
            .shows("Role: Support worker in")
            .shows("since 2 March 2026")
            .shows("wiremu.w, has not signed in with a password of their own yet");
        ada.get("/admin/people")
            .is(200)
            .shows("Wiremu Wharetest Support worker");
        let mut wiremu = house.browser();
        let sent = [("name", "wiremu.w"), ("password", password.as_str())];
        wiremu.post("/sign-in", &sent).is(303);
        wiremu
            .get("/account")
            .is(200)
            .shows("Choose a password of your own");
        house.world.is_whole();
    });
}

#[test]
fn what_is_wrong_with_a_registration_is_told_and_what_was_typed_stays() {
    on_both(|store| {
        let house = a_house(&store);
        let mut ada = house.signed_in("Ada");
        ada.post("/admin/people/new", &[])
            .is(422)
            .shows("Say their name.")
            .shows("Choose the role")
            .shows("Say on which day they start.")
            .shows("Choose a sign-in name");
        let answer = ada.post("/admin/people/new", &new_worker("ana", "support-worker"));
        answer.is(422).shows("Somebody signs in as “ana” already.");
        assert!(answer.text.contains("value=\"Wharetest\""));
        ada.get("/admin/people").hides("Wharetest");
        let mut odd = new_worker("w.w", "support-worker");
        odd.retain(|(name, _)| *name != "from.month");
        ada.post("/admin/people/new", &odd)
            .is(422)
            .shows("“Starts on” is not a day");
    });
}

#[test]
fn an_account_is_closed_opened_and_set_anew_by_somebody_else_and_never_by_oneself() {
    on_both(|store| {
        let house = a_house(&store);
        let mut ada = house.signed_in("Ada");
        let mut ben = house.signed_in("Ben");
        let of = |who: &str, act: &str| format!("/admin/people/{}/{act}", house.world.id(who));
        ada.post(&of("Ben", "close"), &[]).is(303);
        ben.get("/account").is(303);
        let right = [("name", "ben"), ("password", PASSWORD)];
        house.browser().post("/sign-in", &right).is(200);
        ada.get(&format!("/admin/people/{}", house.world.id("Ben")))
            .shows("ben, closed");
        ada.post(&of("Ben", "reopen"), &[]).is(303);
        house.signed_in("Ben").get("/account").is(200);

        let page = ada.post(&of("Ben", "password"), &[]);
        page.is(200).shows("A new first password");
        let (_, password) = given(&page);
        house.browser().post("/sign-in", &right).is(200);
        let new = [("name", "ben"), ("password", password.as_str())];
        house.browser().post("/sign-in", &new).is(303);

        ada.post(&of("Ben", "second"), &[]).is(303);
        let page = ada.post(&of("Ben", "account"), &[("name", "ben.new")]);
        page.is(200).shows("ben.new");
        ada.post(&of("Ben", "account"), &[("name", "ana")])
            .is(422)
            .shows("Somebody signs in as “ana” already");

        for act in ["account", "password", "close", "reopen", "second"] {
            ada.post(&of("Ada", act), &[("name", "ada")]).is(403);
        }
        ada.get(&format!("/admin/people/{}", house.world.id("Ada")))
            .is(200)
            .shows("Nobody gives themselves a role")
            .hides("Close the account");
    });
}

#[test]
fn who_may_not_keep_people_gets_nowhere_and_a_stranger_finds_nobody() {
    on_both(|store| {
        let house = a_house(&store);
        let ben = house.world.id("Ben");
        let site = house.world.id("Kahurangi College");
        for (who, seen, done) in [("Ana", 404, 403), ("Sam", 404, 403), ("Zoe", 404, 404)] {
            let mut browser = house.signed_in(who);
            browser.get(&format!("/admin/people/{ben}")).is(seen);
            browser.get(&format!("/admin/places/{site}")).is(seen);
            for act in ["close", "reopen", "second"] {
                browser
                    .post(&format!("/admin/people/{ben}/{act}"), &[])
                    .is(done);
            }
            // These read the worker's page first, which is not there for them.
            for act in ["account", "password"] {
                browser
                    .post(&format!("/admin/people/{ben}/{act}"), &[("name", "x.y")])
                    .is(404);
            }
            browser.post("/admin/settings/no-such", &[]).is(404);
        }
        let mut ana = house.signed_in("Ana");
        let set = [
            ("value", "3 working days"),
            ("from.day", "1"),
            ("from.month", "4"),
            ("from.year", "2026"),
        ];
        ana.post("/admin/settings/contact-within", &set).is(403);
        // Another agency's manager sets their own service and keeps their own people, none of this one's.
        let mut zoe = house.signed_in("Zoe");
        zoe.get("/admin/people").is(200).hides("Ben").shows("Zoe");
        zoe.get("/admin/sites").is(200).hides("Kahurangi");
        house.signed_in("Ben").get("/account").is(200);
    });
}

#[test]
fn who_administers_sees_nothing_of_the_people_the_service_works_with() {
    on_both(|store| {
        let house = a_house(&store);
        let hana = house.world.person("Hana Samplewaite", "2010-05-04");
        house.world.state(
            "Ana",
            "conflict_of_interest",
            json!({"with": {"file": hana.to_string()}, "why": "She is my niece Hana", "declared_on": "2024-12-10"}),
        );
        house
            .world
            .state("Ana", "skill", json!({"skill": "groups on grief"}));
        let mut ada = house.signed_in("Ada");
        let ana = house.world.id("Ana");
        ada.get(&format!("/admin/people/{ana}"))
            .is(200)
            .shows("Skill: Groups on grief");
        let pages = ["", "/people", "/teams", "/sites", "/packs"].map(|p| format!("/admin{p}"));
        for page in pages.iter().chain([&format!("/admin/people/{ana}")]) {
            ada.get(page).is(200).hides("Samplewaite").hides("niece");
        }
        ada.get(&format!("/admin/people/{hana}")).is(404);
        ada.get(&format!("/admin/places/{hana}")).is(404);
        ada.get(&format!("/admin/places/{ana}")).is(404);
    });
}

#[test]
fn cover_is_named_and_ended() {
    on_both(|store| {
        let house = a_house(&store);
        let mut moana = house.signed_in("Moana");
        let ana = house.world.id("Ana");
        let ben = house.world.id("Ben").to_string();
        let at = format!("/admin/people/{ana}/cover");
        let mut sent = vec![
            ("by", ben.as_str()),
            ("from.day", "3"),
            ("from.month", "3"),
            ("from.year", "2026"),
            ("until.day", "1"),
            ("until.month", "3"),
            ("until.year", "2026"),
        ];
        moana
            .post(&at, &sent)
            .is(422)
            .shows("Say why somebody acts for them.");
        sent.push(("why", "leave"));
        moana.post(&at, &sent).is(422).shows("before it begins");
        sent[4].1 = "13";
        moana.post(&at, &sent).is(303);
        let page = moana.get(&format!("/admin/people/{ana}"));
        page.is(200)
            .shows("Ben acts for them from 3 March 2026 to 13 March 2026");
        let cover = house.world.history("Ana").covers[0].id;
        // The administrator keeps people, and names no cover.
        let mut ada = house.signed_in("Ada");
        ada.get(&format!("/admin/people/{ana}"))
            .shows("Ben acts for them")
            .hides("Name cover");
        ada.post(&at, &sent).is(403);
        ada.post(&format!("{at}/{cover}/end"), &[]).is(403);
        house.signed_in("Zoe").post(&at, &sent).is(404);
        moana.post(&format!("{at}/{cover}/end"), &[]).is(303);
        assert!(house.world.history("Ana").covers[0].ended);
        moana.post(&format!("{at}/{cover}/end"), &[]).is(404);
    });
}

#[test]
fn teams_and_sites_are_registered_and_their_facts_kept() {
    on_both(|store| {
        let house = a_house(&store);
        let mut ada = house.signed_in("Ada");
        ada.post("/admin/teams", &[("name", "Te Tīma Raki")])
            .is(303);
        ada.get("/admin/teams")
            .is(200)
            .shows("Te Tīma Raki")
            .shows("Nobody is in it");
        let (sent, missing) = (
            [
                ("name", "Rimuvale School"),
                ("kind", "Secondary School"),
                ("served", "yes"),
            ],
            [("name", "Rimuvale School")],
        );
        let answer = ada.post("/admin/sites", &missing);
        answer.is(422);
        assert!(answer.text.contains("value=\"Rimuvale School\""));
        let answer = ada.post("/admin/sites", &sent);
        answer.is(303);
        ada.follow(&answer)
            .is(200)
            .shows("Rimuvale School")
            .shows("Served by first since 2 March 2026");
        ada.get("/admin/sites")
            .is(200)
            .shows("Rimuvale School Secondary School Yes");
        // A worker of the service sees their own team only as its member; the page is for who keeps it.
        let at = answer.to.expect("an address");
        house.signed_in("Ana").get(&at).is(404);
        house.signed_in("Zoe").get(&at).is(404);
    });
}

#[test]
fn a_setting_is_tightened_from_a_day_and_never_loosened() {
    on_both(|store| {
        let house = a_house(&store);
        let mut moana = house.signed_in("Moana");
        let page = moana.get("/admin/settings");
        page.is(200)
            .shows("Longest time between reviews of a plan, in weeks")
            .shows("A service may make it smaller, not larger.")
            .shows("M-240");
        let set = |value: &'static str| {
            [
                ("value", value),
                ("from.day", "1"),
                ("from.month", "4"),
                ("from.year", "2026"),
            ]
        };
        let at = "/admin/settings/review-weeks";
        let answer = moana.post(at, &set("12"));
        answer.is(422).shows("12 is more than the pack's 10");
        assert!(answer.text.contains("value=\"12\""));
        moana
            .post(at, &[("value", "8")])
            .is(422)
            .shows("Say from which day on.");
        moana.post(at, &set("8")).is(303);
        moana
            .get("/admin/settings")
            .shows("8 from 1 April 2026, set by Moana on 2 March 2026")
            .shows("10 (as the pack has it)");
        house.at("2026-04-02 09:00");
        house
            .signed_in("Moana")
            .get("/admin/settings")
            .shows("8 (since 1 April 2026, set by Moana)");
        house.world.is_whole();
    });
}

#[test]
fn the_pack_in_force_is_told_with_what_runs_under_it() {
    on_both(|store| {
        let house = a_house(&store);
        house
            .signed_in("Ada")
            .get("/admin/packs")
            .is(200)
            .shows("version 1.0.0")
            .shows("edition 2020/21")
            .shows("done on the command line");
    });
}

#[test]
fn a_long_list_of_people_goes_on_by_name() {
    on_both(|store| {
        let house = a_house(&store);
        for number in 0..60 {
            house
                .world
                .worker(&format!("Person {number:02}"), "support-worker");
        }
        let mut ada = house.signed_in("Ada");
        let first = ada.get("/admin/people");
        first.is(200).shows("Ada").hides("Person 59");
        let (_, rest) = first
            .text
            .split_once("href=\"/admin/people?")
            .expect("more");
        let query = rest
            .split('"')
            .next()
            .unwrap_or_default()
            .replace("&#38;", "&")
            .replace("&amp;", "&");
        let second = ada.get(&format!("/admin/people?{query}"));
        second.is(200).shows("Person 59").hides("Person 01");
        assert!(!second.text.contains("href=\"/admin/people?"));
    });
}

#[test]
fn the_menu_offers_administration_by_role() {
    on_both(|store| {
        let house = a_house(&store);
        let offers = |house: &House, who: &str| {
            let page = house.signed_in(who).get("/account");
            page.text.contains("href=\"/admin\"")
        };
        assert!(offers(&house, "Ada") && offers(&house, "Moana"));
        assert!(!offers(&house, "Ana") && !offers(&house, "Sam"));
    });
}
