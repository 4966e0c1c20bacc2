//! Every form of both packs as a page of the whole application: it is begun, shown, saved as it was shown, and shown again.

use serde_json::json;
use testkit::databases::on_both;
use testkit::world::{World, a_service, pack_in};

use super::{Filled, a_case};
use crate::browser::House;
use crate::inputs;

/// The second pack's people, by the names that houses know.
fn early_help(store: &testkit::Store) -> House {
    let pack = pack_in("packs/strengthening-families");
    let world = a_service(store, &pack, ("Europe/London", "england"));
    for (who, role) in [
        ("Ana", "practitioner"),
        ("Ben", "senior-practitioner"),
        ("Sam", "team-leader"),
        ("Moana", "service-manager"),
        ("Ada", "senior-business-support"),
    ] {
        world.worker(who, role);
    }
    let elsewhere = world.another_agency("elsewhere");
    world.worker_at("Zoe", "service-manager", elsewhere);
    world.supervises("Ben", "Ana");
    world.supervises("Sam", "Ben");
    House::of(world, "2026-03-02 09:00")
}

/// The file of each sort that a form may be filed on.
fn file_of(world: &World, subject: &str) -> Option<domain::FileId> {
    match subject {
        "person" => Some(world.id("Hana")),
        "worker" => Some(world.id("Ana")),
        "site" => Some(world.id("Kahurangi College")),
        _ => None,
    }
}

fn every_form_of(house: &House) {
    let (mut begun, mut closed) = (Vec::new(), Vec::new());
    for form in &house.world.pack.forms {
        let subjects = form.filed_on.iter();
        let file = subjects
            .filter_map(|s| file_of(&house.world, s.as_str()))
            .next();
        let Some(file) = file else {
            closed.push(form.title.clone());
            continue;
        };
        let path = format!("/files/{file}/write/{}", form.record.as_str());
        let page = ["Ana", "Ben", "Sam", "Moana", "Ada"]
            .into_iter()
            .find_map(|who| {
                let mut browser = house.signed_in(who);
                let answer = browser.post(&path, &[]);
                let page = (answer.status == 303).then(|| browser.follow(&answer))?;
                Some((browser, page))
            });
        let Some((mut browser, page)) = page else {
            closed.push(form.title.clone());
            continue;
        };
        page.is(200).shows(&form.title);
        let wrong = inputs::unsound_page(&page.text);
        assert!(wrong.is_empty(), "{}: {wrong:?}", form.title);
        let filled = Filled::of(&page);
        filled.autosave(&mut browser).is(200);
        let again = browser.get(&filled.path);
        let shown = |page: &Filled| {
            let mut pairs = page.pairs.clone();
            pairs.retain(|(name, _)| name != "revision" && name != "key");
            pairs
        };
        assert_eq!(shown(&Filled::of(&again)), shown(&filled), "{}", form.title);
        // Sent with nothing but what it began with, it says what is needed or is kept; it never falls over.
        let sent = Filled::of(&again).press(&mut browser, "submit");
        assert!(
            [303, 422].contains(&sent.status.as_u16()),
            "{}: {}",
            form.title,
            sent.plain()
        );
        begun.push(form.title.clone());
    }
    // What is filed on nobody here, or opened by nobody before there is a case, is few.
    assert!(
        begun.len() >= 5 * closed.len(),
        "begun {begun:?}, not {closed:?}"
    );
}

#[test]
fn every_form_of_the_first_pack_is_shown_and_kept() {
    on_both(|store| every_form_of(&a_case(&store)));
}

#[test]
fn every_form_of_the_second_pack_is_shown_and_kept() {
    on_both(|store| {
        let house = early_help(&store);
        house.world.site("Kahurangi College");
        house.world.person("Hana", "2014-05-03");
        let sam = house.world.acting("Sam").at("2026-02-26 09:00");
        let referral = json!({"received_on": "2026-02-26", "asked_for": "group", "source": "family",
            "locality": "wrekin"});
        sam.records("referral").on("Hana").with(referral).done();
        sam.allocates("Hana", "episode", "Ana", "practitioner")
            .expect("a practitioner");
        every_form_of(&house);
    });
}
