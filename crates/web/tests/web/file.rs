//! A person's file as those who may read it see it.

mod acts;
mod discreet;
mod pages;
mod strangers;

use serde_json::{Value, json};
use testkit::world::World;

use crate::browser::{House, a_house};

/// Hana, with whom Ana works; Tama, her brother, with whom Ben works.
pub fn two_children(store: &testkit::Store) -> House {
    let house = a_house(store);
    let world = &house.world;
    world.person("Hana", "2011-05-03");
    world.person("Tama", "2013-01-20");
    world.siblings("Hana", "Tama");
    referred(world, "Hana", "Ana");
    referred(world, "Tama", "Ben");
    house
}

fn referred(world: &World, whom: &str, to: &str) {
    let by = world.acting(to).at("2026-02-26 09:00");
    by.records("referral").on(whom).with(referral()).done();
    let sam = world.acting("Sam").at("2026-02-26 09:30");
    sam.allocates(whom, "episode", to, "social-worker")
        .expect("a social worker");
}

fn referral() -> Value {
    json!({
        "received_on": "2026-02-26",
        "source": "school",
        "referrer": {"name": "Mr Lee", "organisation": "Kahurangi College"},
        "service": "massiss",
        "immediate_danger": "no",
        "area_at_risk": ["wellbeing"],
        "risk_level": "medium",
        "why_no_whanau": "To be asked at first contact.",
    })
}

/// A visit of Ana's to Hana, in which she was seen alone at school.
pub fn visited(world: &World, day: &str, content: &str) {
    let visit = json!({"on_date": day, "minutes": 40, "activity": "direct-work",
        "component": "social-work", "place": "school", "content": content});
    let ana = world.acting("Ana").at(&format!("{day} 16:00"));
    let writing = ana.records("visit").on("Hana").with(visit);
    let part = json!({"seen": "yes", "alone": "yes",
        "their_words": [{"said": "I want to stay with Nan", "who": "Hana", "on": day}]});
    writing.part("Hana", part).done();
}

/// The address of Hana's file.
pub fn hana(house: &House) -> String {
    format!("/files/{}", house.world.id("Hana"))
}
