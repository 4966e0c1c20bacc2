//! Taking somebody in: who they are, whether they are known, and the referral begun.

use domain::RecordId;
use testkit::databases::on_both;

use crate::browser::{Browser, a_house};

/// The draft that an answer leads to.
fn draft(answer: &crate::browser::Answer) -> RecordId {
    let to = answer.to.clone().unwrap_or_default();
    let id = to.strip_prefix("/drafts/").unwrap_or_else(|| {
        panic!("{}: {to}\n{}", answer.status, answer.plain());
    });
    id.parse().expect("a record")
}

/// What a form of a page carries unseen, and what was ticked already.
fn carried(text: &str) -> Vec<(String, String)> {
    let form = text.rsplit("<form action=\"/referral\"").next();
    let inputs = form.unwrap_or_default().split("<input type=\"hidden\"");
    inputs
        .skip(1)
        .map(|input| {
            let value = |name: &str| {
                let rest = input.split(&format!("{name}=\"")).nth(1);
                let value = rest.and_then(|r| r.split('"').next()).unwrap_or_default();
                value.to_owned()
            };
            (value(" name"), value(" value"))
        })
        .collect()
}

fn goes_on(browser: &mut Browser<'_>, page: &str, with: &[(&str, &str)]) -> crate::browser::Answer {
    let held = carried(page);
    let mut all: Vec<(&str, &str)> = held
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .filter(|(name, _)| !with.iter().any(|(other, _)| other == name))
        .collect();
    all.extend(with);
    browser.post("/referral", &all)
}

#[test]
fn somebody_new_is_registered_with_what_was_typed_and_the_referral_begins() {
    on_both(|store| {
        let house = a_house(&store);
        let college = house.world.id("Kahurangi College").to_string();
        let mut ana = house.signed_in("Ana");
        ana.get("/referral?q=Hana+Tauirapai+0211234567")
            .is(200)
            .shows("Kept from your search: “Hana Tauirapai 0211234567”");
        let page = ana.post(
            "/referral",
            &[
                ("q", "Hana Tauirapai 0211234567"),
                ("given", "Hāna"),
                ("family", "Tauirapai"),
                ("preferred", "Hani"),
                ("birth", "March 2012"),
                ("school", &college),
                ("phone", "021 123 4567"),
                ("locality", "Sampleton"),
                ("household", "The Tauirapais of Test Street"),
            ],
        );
        page.is(200)
            .shows("Nobody like this is known")
            .shows("Hāna Tauirapai")
            .shows("Kahurangi College")
            .shows("March 2012");
        let begun = goes_on(&mut ana, &page.text, &[("home", "new")]);
        let record = draft(&begun);
        let desk = house.world.acting("Ana").at("2026-03-02 09:00");
        let held = desk
            .does(|office, acting, _| casework::record::draft::load(office, acting, record))
            .expect("her draft");
        assert_eq!(held.given.answers["received_on"], "2026-03-02");
        assert_eq!(held.given.answers["school"], college);
        let told = held.given.answers["concern_safety"]
            .as_str()
            .expect("a note");
        assert!(told.contains("Hana Tauirapai 0211234567"), "{told}");
        let file = held.files[0];
        let moana = house.world.acting("Moana").at("2026-03-02 09:01");
        let seen = moana.looks_at_file(file).expect("she manages");
        let kinds: Vec<&str> = seen.facts.iter().map(|f| f.what.as_str()).collect();
        let expected = [
            "name",
            "birth",
            "school_attendance",
            "contact",
            "address",
            "lives_with",
        ];
        assert_eq!(kinds, expected);
        // Two clicks register one person.
        let again = goes_on(&mut ana, &page.text, &[("home", "new")]);
        assert_eq!(draft(&again), record);
        house.world.is_whole();
    });
}

#[test]
fn somebody_known_is_shown_with_reasons_and_not_registered_twice_without_a_warning() {
    on_both(|store| {
        let house = a_house(&store);
        house.world.person("Hana", "2012-05-03");
        let mut moana = house.signed_in("Moana");
        let typed = [
            ("given", "Hana"),
            ("birth", "3 May 2012"),
            ("phone", "021 555 1234"),
        ];
        let page = moana.post("/referral", &typed);
        page.is(200)
            .shows("Is somebody like this known?")
            .shows("same given name")
            .shows("None of these: register somebody new");
        let none = goes_on(&mut moana, &page.text, &[]);
        none.is(200).shows("Nobody is chosen");
        let hana = house.world.id("Hana").to_string();
        let begun = goes_on(&mut moana, &page.text, &[("who", &hana)]);
        let record = draft(&begun);
        let desk = house.world.acting("Moana").at("2026-03-02 09:00");
        let held = desk
            .does(|office, acting, _| casework::record::draft::load(office, acting, record))
            .expect("her draft");
        assert_eq!(held.files, [house.world.id("Hana")]);
        let told = held.given.answers["concern_safety"]
            .as_str()
            .expect("a note");
        assert!(told.contains("021 555 1234"), "{told}");
        if page.text.contains("name=\"likely\"") {
            goes_on(&mut moana, &page.text, &[("who", "new")]).shows("Look at them first");
        }
        draft(&goes_on(
            &mut moana,
            &page.text,
            &[("who", "new"), ("sure", "yes")],
        ));
    });
}

#[test]
fn of_somebody_hidden_it_is_said_whom_to_ask_and_nothing_more() {
    on_both(|store| {
        let house = a_house(&store);
        let known = serde_json::json!({"name_kind": "legal", "given": "Hana", "family": "Wharetest",
            "safe_with": "everyone"});
        house.world.person("Hana", "2012-05-03");
        house.world.state("Hana", "name", known);
        let mut ana = house.signed_in("Ana");
        let typed = [
            ("given", "Hana"),
            ("family", "Wharetest"),
            ("birth", "2012-05-03"),
        ];
        let page = ana.post("/referral", &typed);
        page.is(200).shows("Somebody like this is known: ask");
        page.hides(&house.world.id("Hana").to_string());
        goes_on(&mut ana, &page.text, &[("who", "new")])
            .shows("Somebody much like this is known. Look at them first");
        draft(&goes_on(
            &mut ana,
            &page.text,
            &[("who", "new"), ("sure", "yes")],
        ));
    });
}

#[test]
fn what_is_typed_wrong_is_told_and_everything_typed_is_still_there() {
    on_both(|store| {
        let house = a_house(&store);
        let mut ana = house.signed_in("Ana");
        let page = ana.post("/referral", &[("birth", "soon"), ("locality", "Sampleton")]);
        page.is(200)
            .shows("Nobody is named")
            .shows("“soon” is not a date");
        assert!(page.text.contains("value=\"soon\"") && page.text.contains("value=\"Sampleton\""));
        let page = ana.post("/referral", &[("given", "Hana"), ("locality", "Sampleton")]);
        let back = goes_on(&mut ana, &page.text, &[("step", "change")]);
        assert!(back.text.contains("value=\"Hana\"") && back.text.contains("value=\"Sampleton\""));
    });
}
