//! Signing, giving back, going on, own work, removal by two.

use testkit::databases::on_both;
use testkit::world::{a_service, pack_of};

use super::{Filled, a_case, a_visit};
use crate::browser::{Answer, Browser, House};
use crate::inputs;

const PACK: &[(&str, &str)] = &[
    (
        "pack.yaml",
        "pack: letters
version: 1.0.0
title: Letters
source: {title: How letters are written}
categories: [{category: case, title: Case}]
",
    ),
    ("clauses.yaml", "[]\n"),
    (
        "roles.yaml",
        "- {role: writer, title: Writer, sees: service, reads: all, writes: all, may: []}
- {role: senior, title: Senior, sees: service, reads: all, writes: all, may: [remove, people]}
- {role: clerk, title: Clerk, sees: service, reads: all, writes: [], may: []}
",
    ),
    ("process.yaml", "{}\n"),
    (
        "records/letter.yaml",
        "record: letter
title: Letter
filed_on: person
category: case
signing:
  - {step: authorise, title: Authorised, by: senior, may_return: true, own_work: recorded}
  - {step: finalise, title: Finalised, by: clerk, needs: \"has(sent_on)\"}
sections: [{title: Letter, fields: [{id: text, label: Text, type: text_long, required: true}, {id: sent_on, label: Sent on, type: date}]}]
",
    ),
];

fn letters(store: &testkit::Store) -> House {
    let world = a_service(store, &pack_of(PACK), ("Pacific/Auckland", "nz-auk"));
    for (who, role) in [
        ("Ana", "writer"),
        ("Ben", "writer"),
        ("Sam", "senior"),
        ("Moana", "senior"),
        ("Ada", "clerk"),
    ] {
        world.worker(who, role);
    }
    let elsewhere = world.another_agency("elsewhere");
    world.worker_at("Zoe", "senior", elsewhere);
    world.person("Hana", "2011-05-03");
    House::of(world, "2026-03-02 09:00")
}

/// A letter about Hana; gives the address of its record.
fn a_letter(house: &House, browser: &mut Browser<'_>, text: &str) -> String {
    let hana = house.world.id("Hana");
    let begun = browser.post(&format!("/files/{hana}/write/letter"), &[]);
    let page = browser.follow(&begun);
    let done = Filled::of(&page)
        .with("a.text", text)
        .press(browser, "submit");
    done.is(303);
    done.to.expect("a record")
}

/// Signs what a page offers to sign.
fn sign(browser: &mut Browser<'_>, page: &Answer, why: &str) -> Answer {
    let start = page.text.find("/sign\">").expect("it is theirs to sign");
    let form = &page.text[start..];
    let form = &form[..form.find("</form>").expect("its end")];
    let mut pairs = inputs::of(form);
    pairs.retain(|(name, _)| name != "why");
    pairs.push(("why".into(), why.into()));
    let fields: Vec<(&str, &str)> = pairs
        .iter()
        .map(|(n, v)| (n.as_str(), v.as_str()))
        .collect();
    let address = page
        .text
        .find("<form method=\"post\" action=\"/records/")
        .expect("a form");
    let path = page.text[address..]
        .split('"')
        .nth(3)
        .expect("an address")
        .to_owned();
    browser.post(&path, &fields)
}

#[test]
fn a_record_is_given_back_with_a_reason_gone_on_with_and_signed() {
    on_both(|store| {
        let house = letters(&store);
        let (mut ana, mut sam) = (house.signed_in("Ana"), house.signed_in("Sam"));
        let letter = a_letter(&house, &mut ana, "Come an see.");
        ana.get(&letter)
            .shows("Waits for: Authorised")
            .hides("/sign\"");
        let page = sam.get(&letter);
        page.is(200).shows("Sign: Authorised").shows("Give it back");
        assert!(
            inputs::unsound_page(&page.text).is_empty(),
            "{:?}",
            inputs::unsound_page(&page.text)
        );
        sam.post(&format!("{letter}/give-back"), &[("why", " ")])
            .is(422)
            .shows("No reason is given");
        let told = [("why", "A word is <wrong>.")];
        sam.post(&format!("{letter}/give-back"), &told)
            .leads_to(&letter);
        sam.get(&letter).shows("Given back").hides("<wrong>");
        let begun = ana.post(&format!("{letter}/amend"), &[("version", "1")]);
        let draft = ana.follow(&begun);
        draft.shows("It came back to you");
        let done = Filled::of(&draft)
            .with("a.text", "Come and see.")
            .press(&mut ana, "submit");
        done.leads_to(&letter);
        let page = sam.get(&letter);
        page.shows("What changed")
            .shows("Come an see.")
            .shows("Come and see.");
        // Whoever still has the first version before them is told.
        let old = [("version", "1"), ("step", "authorise")];
        sam.post(&format!("{letter}/sign"), &old)
            .is(422)
            .shows("was changed in the meantime");
        sign(&mut sam, &page, "").leads_to(&letter);
        sam.get(&letter)
            .shows("Signed by Sam, Senior, 2 March 2026");
        let mut ada = house.signed_in("Ada");
        let page = ada.get(&letter);
        sign(&mut ada, &page, "")
            .is(422)
            .shows("is not ready for this step");
        let begun = ana.post(&format!("{letter}/amend"), &[("version", "2")]);
        let draft = ana.follow(&begun);
        let sent = Filled::of(&draft)
            .with("a.sent_on.day", "2")
            .with("a.sent_on.month", "3")
            .with("a.sent_on.year", "2026")
            .with("why", "It was sent");
        sent.press(&mut ana, "submit").leads_to(&letter);
        let page = sam.get(&letter);
        sign(&mut sam, &page, "").leads_to(&letter);
        let page = ada.get(&letter);
        sign(&mut ada, &page, "").leads_to(&letter);
        let print = ada.get(&format!("{letter}/print"));
        print
            .is(200)
            .shows("Complete")
            .shows("Signed by Ada, Clerk");
        assert!(inputs::unsound_page(&print.text).is_empty());
        house.signed_in("Zoe").get(&letter).is(404);
    });
}

#[test]
fn own_work_is_signed_with_a_reason_that_stays_when_it_is_missing() {
    on_both(|store| {
        let house = letters(&store);
        let mut sam = house.signed_in("Sam");
        let letter = a_letter(&house, &mut sam, "By Sam");
        let page = sam.get(&letter);
        page.shows("This is your own work");
        sign(&mut sam, &page, " ")
            .is(422)
            .shows("Say why you sign it yourself");
        sign(&mut sam, &page, "Nobody else was there").leads_to(&letter);
        sam.get(&letter).shows("Nobody else was there");
    });
}

#[test]
fn a_record_on_the_wrong_file_is_removed_by_two() {
    on_both(|store| {
        let house = letters(&store);
        let (mut ana, mut sam) = (house.signed_in("Ana"), house.signed_in("Sam"));
        let letter = a_letter(&house, &mut ana, "About somebody else");
        ana.post(&format!("{letter}/removal"), &[("why", "  ")])
            .is(422)
            .shows("No reason is given");
        ana.post(
            &format!("{letter}/removal"),
            &[("why", "It was his sister")],
        )
        .leads_to(&letter);
        ana.get(&letter)
            .shows("It was his sister")
            .hides("removal/agree");
        ana.post(&format!("{letter}/removal/agree"), &[]).is(422);
        sam.get(&letter).shows("Agree: take it out of view");
        sam.post(&format!("{letter}/removal/agree"), &[])
            .leads_to(&format!("/files/{}", house.world.id("Hana")));
        ana.get(&letter).is(404);
    });
}

#[test]
fn a_stranger_finds_no_record_by_any_act() {
    on_both(|store| {
        let house = a_case(&store);
        let record = a_visit(&house.world);
        let path = format!("/records/{record}");
        let mut zoe = house.signed_in("Zoe");
        for act in ["removal", "removal/agree", "sign", "give-back", "amend"] {
            let sent = [("why", "x"), ("version", "1"), ("step", "authorise")];
            zoe.post(&format!("{path}/{act}"), &sent).is(404);
        }
        zoe.get(&path).is(404);
        zoe.get(&format!("{path}/print")).is(404);
        let seen = house.world.history("Hana");
        assert_eq!(seen.records.last().map(|r| r.version), Some(1));
    });
}
