//! Stories of a service at work, each on both databases.

mod case;
mod change;
mod duties;
mod reopen;
pub mod small;
mod starts;
mod strangers;
mod wrong_person;

use std::sync::{Arc, OnceLock};

use pack::Pack;
use serde_json::{Value, json};
use store::Store;
use testkit::world::{World, a_service, pack_in};

/// Where the services of the stories are: zone and calendar.
pub const AUCKLAND: (&str, &str) = ("Pacific/Auckland", "nz-auk");

/// The first service's pack, read once.
pub fn casework_pack() -> &'static Arc<Pack> {
    static PACK: OnceLock<Arc<Pack>> = OnceLock::new();
    PACK.get_or_init(|| pack_in("packs/massiss"))
}

/// Two social workers, their supervisor, a manager, and a brother and sister.
pub fn a_school_service(store: &Store) -> World {
    let world = a_service(store, casework_pack(), AUCKLAND);
    for (who, role) in [
        ("Ana", "social-worker"),
        ("Rua", "social-worker"),
        ("Mere", "supervisor"),
        ("Moana", "provider-manager"),
    ] {
        world.worker(who, role);
    }
    world.supervises("Mere", "Ana");
    world.supervises("Mere", "Rua");
    world.person("Hana", "2011-05-03");
    world.person("Tama", "2013-01-20");
    world.siblings("Hana", "Tama");
    world
}

/// A school's referral, received on a day.
pub fn referral(day: &str) -> Value {
    json!({
        "received_on": day,
        "source": "school",
        "referrer": {"name": "Mr Lee", "organisation": "Kahurangi College"},
        "service": "massiss",
        "immediate_danger": "no",
        "area_at_risk": ["wellbeing"],
        "risk_level": "medium",
        "why_no_whanau": "To be asked at first contact.",
    })
}

/// Somebody is referred, and Mere gives them to Ana, on a day in the morning.
pub fn referred(world: &World, whom: &str, day: &str) {
    let ana = world.acting("Ana").at(&format!("{day} 09:00"));
    ana.records("referral").on(whom).with(referral(day)).done();
    let mere = world.acting("Mere").at(&format!("{day} 09:30"));
    mere.allocates(whom, "episode", "Ana", "social-worker")
        .expect("Ana may be allocated");
}

/// A visit on a day.
pub fn visit(day: &str) -> Value {
    json!({"on_date": day, "minutes": 40, "activity": "direct-work", "component": "social-work"})
}
