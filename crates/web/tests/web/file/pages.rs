//! What stands on the pages of a file.

use serde_json::json;
use testkit::databases::on_both;

use crate::file::{hana, two_children, visited};

#[test]
fn the_front_page_says_first_who_lives_there_who_may_decide_who_must_not_be_told_and_when_she_was_seen()
 {
    on_both(|store| {
        let house = two_children(&store);
        let world = &house.world;
        let words = |text: &str| json!({"words": text});
        world.state(
            "Hana",
            "care_of",
            json!({"carer": words("Nan Wharetest"), "arrangement": "whāngai"}),
        );
        world.state(
            "Hana",
            "guardianship",
            json!({"holder": words("her mother"), "how": "parent"}),
        );
        world.state(
            "Hana",
            "may_consent",
            json!({"holder": words("her mother"), "to_what": ["health care"]}),
        );
        world.state("Hana", "must_not_be_told", json!({"who": words("R. Tauirapai"), "about": "where she is", "why": "he has threatened her"}));
        world.state(
            "Hana",
            "safe_contact_rule",
            json!({"rule": "Text after 3pm", "safe": {"call": "no", "text": "yes"}}),
        );
        world.state(
            "Hana",
            "danger_note",
            json!({"what": "Dog in the yard", "precaution": "Two workers", "why": "it bit",
            "review_on": "2026-12-01", "decided_by": words("Sam"), "person_told": true}),
        );
        world.state(
            "Hana",
            "gender",
            json!({"gender": "female", "pronouns": "she/her"}),
        );
        visited(world, "2026-02-27", "We talked about school.");
        let page = house.signed_in("Ana").get(&hana(&house));
        page.is(200)
            .shows("Hana she/her 14")
            .shows("Danger: Dog in the yard Two workers")
            .shows("Must not be told R. Tauirapai must not be told where she is")
            .shows("You see this because you are Social worker")
            .shows("Social worker: Ana, since")
            .shows("In the day-to-day care of Nan Wharetest (whāngai)")
            .shows("Her mother is guardian")
            .shows("Her mother may consent to health care")
            .shows("Text after 3pm · may text · never ring")
            .shows("27 February 2026 , alone, school")
            .shows("“I want to stay with Nan”")
            .shows("Timescales");
        let plain = page.plain();
        let place = |text: &str| plain.find(text).unwrap_or_else(|| panic!("no {text}"));
        assert!(place("Danger: ") < place("Who's who"), "danger comes first");
        house
            .signed_in("Ana")
            .get(&format!("{}/print", hana(&house)))
            .is(200)
            .shows("Her mother is guardian");
    });
}

#[test]
fn a_worker_without_a_current_certificate_does_not_carry_the_protected_title() {
    on_both(|store| {
        let house = two_children(&store);
        let world = &house.world;
        let mut ana = house.signed_in("Ana");
        ana.get(&hana(&house)).shows("Social worker: Ana, since");
        house.at("2031-06-02 09:00");
        let _ = world;
        house
            .signed_in("Ana")
            .get(&hana(&house))
            .is(200)
            .shows("Support worker: Ana, since");
    });
}

#[test]
fn the_timeline_is_filtered_by_its_address_and_goes_on_after_the_last_line() {
    on_both(|store| {
        let house = two_children(&store);
        for day in 1..=9 {
            visited(
                &house.world,
                &format!("2026-02-0{day}"),
                &format!("Visit number {day}"),
            );
        }
        let mut ana = house.signed_in("Ana");
        let all = ana.get(&format!("{}/timeline", hana(&house)));
        all.is(200)
            .shows("Referral")
            .shows("Visit number 9")
            .shows("Ana began as social worker");
        let only = ana.get(&format!(
            "{}/timeline?kind=visit&from=2026-02-05",
            hana(&house)
        ));
        only.shows("Visit number 5")
            .hides("Visit number 4")
            .hides("began as");
        let significant = ana.get(&format!("{}/timeline?significant=yes", hana(&house)));
        significant.hides("Visit number 1");
        house.at("2026-04-01 09:00");
        for day in 1..=28 {
            visited(
                &house.world,
                &format!("2026-03-{day:02}"),
                &format!("March {day}."),
            );
        }
        let mut ana = house.signed_in("Ana");
        let first = ana.get(&format!("{}/timeline?kind=visit", hana(&house)));
        first.shows("March 28.").hides("Visit number 1");
        let from = first
            .text
            .find("&#38;after=")
            .or(first.text.find("&amp;after="))
            .expect("a next page");
        let rest = &first.text[from..];
        let after = &rest[rest.find('=').expect("after") + 1..rest.find('"').expect("its end")];
        let next = ana.get(&format!(
            "{}/timeline?kind=visit&after={after}",
            hana(&house)
        ));
        next.shows("Visit number 1").hides("March 28.");
    });
}

#[test]
fn people_are_drawn_and_listed_and_only_a_file_that_may_be_read_is_opened_from_there() {
    on_both(|store| {
        let house = two_children(&store);
        let world = &house.world;
        world.state(
            "Hana",
            "relationship",
            json!({"to": {"words": "Nan Wharetest"}, "relation": "grandparent"}),
        );
        let tama = format!("href=\"/files/{}\"", world.id("Tama"));
        let sam = house
            .signed_in("Sam")
            .get(&format!("{}/people", hana(&house)));
        sam.is(200).shows("Nan Wharetest");
        assert!(sam.text.contains("<svg"), "a genogram is drawn");
        assert!(!sam.text.contains("style="), "without styles of its own");
        assert!(
            sam.text.contains(&tama),
            "Sam supervises Ben, who works with Tama"
        );
        let ana = house
            .signed_in("Ana")
            .get(&format!("{}/people", hana(&house)));
        ana.is(200).shows("Nan Wharetest").hides(&tama);
    });
}

#[test]
fn a_timescale_says_why_it_is_due_and_who_may_gives_it_more_time() {
    on_both(|store| {
        let house = two_children(&store);
        let mut sam = house.signed_in("Sam");
        let list = sam.get(&format!("{}/timescales", hana(&house)));
        list.is(200).shows("To be done");
        let from = list.text.find("/files/").expect("a link");
        let from = from
            + list.text[from..]
                .find("timescales/why?")
                .expect("a timescale");
        let rest = &list.text[from..];
        let query = rest[..rest.find('"').expect("its end")]
            .replace("&#38;", "&")
            .replace("&amp;", "&");
        let path = format!("{}/{query}", hana(&house));
        let why = sam.get(&path);
        why.is(200)
            .shows("The rule")
            .shows("M-")
            .shows("Begun by:")
            .shows("Due ")
            .shows("day 1");
        let sent = query.split_once('?').expect("a query").1;
        let mut fields: Vec<(String, String)> = form_urlencoded::parse(sent.as_bytes())
            .into_owned()
            .collect();
        let post = |sam: &mut crate::browser::Browser<'_>, fields: &[(String, String)]| {
            let fields: Vec<(&str, &str)> = fields
                .iter()
                .map(|(n, v)| (n.as_str(), v.as_str()))
                .collect();
            sam.post(&format!("{}/timescales/direct", hana(&house)), &fields)
        };
        fields.extend(
            [("what", "extend"), ("why", "whānau away until 9 June")]
                .map(|(a, b)| (a.into(), b.into())),
        );
        post(&mut sam, &fields)
            .is(200)
            .shows("Say until which day")
            .shows("whānau away until 9 June");
        fields.push(("until".into(), "2026-06-09".into()));
        let done = post(&mut sam, &fields);
        done.is(303);
        sam.follow(&done)
            .is(200)
            .shows("More time was given: due Tue 9 June (Sam,")
            .shows("“whānau away until 9 June”");
        sam.get(&format!("{}/timescales", hana(&house)))
            .shows("“whānau away until 9 June”, agreed by Sam");
    });
}

#[test]
fn a_corrected_date_tells_what_it_was_and_who_changed_it() {
    on_both(|store| {
        let house = two_children(&store);
        let world = &house.world;
        let referral = world.last("Hana", "referral");
        let ana = world.acting("Ana").at("2026-02-27 09:00");
        ana.amends("Hana", referral, 1)
            .with(json!({"received_on": "2026-02-23"}))
            .correcting()
            .submits()
            .expect("a correction");
        let mut ana = house.signed_in("Ana");
        let list = ana.get(&format!("{}/timescales", hana(&house)));
        let mut corrected = 0;
        for part in list.text.split("timescales/why?").skip(1) {
            let query = part[..part.find('"').expect("its end")]
                .replace("&#38;", "&")
                .replace("&amp;", "&");
            let why = ana.get(&format!("{}/timescales/why?{query}", hana(&house)));
            why.is(200);
            if why.plain().contains("The file was corrected: due") {
                why.shows("(Ana, 27 February 2026, 09:00): “more was learnt”");
                corrected += 1;
            }
        }
        assert!(corrected > 0, "something hangs on the day of the referral");
    });
}

#[test]
fn records_are_listed_by_kind_and_by_how_they_stand() {
    on_both(|store| {
        let house = two_children(&store);
        visited(&house.world, "2026-02-27", "We talked.");
        let mut ana = house.signed_in("Ana");
        let path = hana(&house);
        let records = ana.get(&format!("{path}/records?kind=visit"));
        records.is(200);
        let visit = house.world.last("Hana", "visit");
        let referral = house.world.last("Hana", "referral");
        assert!(records.text.contains(&format!("/records/{visit}")));
        assert!(!records.text.contains(&format!("/records/{referral}")));
        // The administrator reads who people are, and no case record.
        let ada = house.signed_in("Ada").get(&format!("{path}/records"));
        ada.is(200);
        assert!(!ada.text.contains(&format!("/records/{visit}")));
    });
}

#[test]
fn the_plan_shows_goals_with_where_each_stands_and_when_it_is_looked_at_again() {
    on_both(|store| {
        let house = two_children(&store);
        let world = &house.world;
        let plan = json!({
            "agreed_on": "2026-02-27",
            "shaped_by": [{"name": "Hana"}],
            "goals": [{"goal": "Back at school each day", "whose": "rangatahi", "head": "education", "status": "not-started"}],
            "contact_frequency": "weekly",
            "our_role": "lead",
            "exit_picture": "School goes well",
            "next_review": "2026-04-02",
        });
        let ana = world.acting("Ana").at("2026-02-27 15:00");
        ana.records("plan").on("Hana").with(plan).done();
        let mut ana = house.signed_in("Ana");
        ana.get(&format!("{}/plan", hana(&house)))
            .is(200)
            .shows("Back at school each day")
            .shows("Next review: Thu 2 April");
        ana.get(&hana(&house))
            .shows("Back at school each day Not started")
            .shows("Next review Thu 2 April");
        // A review says later where the goals stand.
        house.at("2026-03-20 17:00");
        let review = json!({"reviewed_on": "2026-03-20", "progress": [{"goal": "Back at school each day", "status": "met"}],
            "goals_relevant": "yes", "going_on": "no"});
        let desk = world.acting("Ana").at("2026-03-20 15:00");
        desk.records("review").on("Hana").with(review).done();
        let mut ana = house.signed_in("Ana");
        ana.get(&hana(&house)).shows("Back at school each day Met");
        ana.get(&format!("{}/plan", hana(&house)))
            .shows("Where goals stand By the Review, 20 March 2026 : Back at school each day Met");
    });
}

#[test]
fn scores_are_charted_with_their_bands_and_no_question_is_shown() {
    on_both(|store| {
        let house = two_children(&store);
        let world = &house.world;
        for (day, total) in [("2026-02-26", 18), ("2026-03-01", 12)] {
            let ana = world.acting("Ana").at(&format!("{day} 17:00"));
            let scores = json!({"emotional": 5, "conduct": 3, "hyperactivity": total - 10, "peer": 2, "prosocial": 8, "total": total});
            ana.records("sdq")
                .on("Hana")
                .with(
                    json!({"done_on": day, "point": "start", "respondent": "rangatahi",
                    "score": {"version": "self", "scores": scores}}),
                )
                .done();
        }
        let page = house
            .signed_in("Ana")
            .get(&format!("{}/scores", hana(&house)));
        page.is(200)
            .shows("Strengths and Difficulties Questionnaire")
            .shows("borderline")
            .shows("\u{2212}6 since the first")
            .shows("copyright of youthinmind");
        assert!(page.text.contains("<svg"));
    });
}

#[test]
fn a_chronology_is_drafted_from_what_was_significant_finished_and_reopened() {
    on_both(|store| {
        let house = two_children(&store);
        let mut ana = house.signed_in("Ana");
        let path = format!("{}/chronology", hana(&house));
        ana.get(&path)
            .is(200)
            .shows("There is no finished chronology yet.")
            .shows("Draft it");
        let world = &house.world;
        let referral = world.last("Hana", "referral").to_string();
        let desk = world.acting("Ana").at("2026-02-28 10:00");
        desk.records("chronology")
            .on("Hana")
            .with(json!({"entries": [
                {"date": "2026-02-26", "text": "Referred by school", "source": referral},
                {"date": "2019", "text": "Moved in with Nan"}]}))
            .done();
        let page = ana.get(&path);
        page.is(200)
            .shows("finished")
            .shows("Reopen it")
            .shows("Print it");
        let plain = page.plain();
        assert!(plain.find("Moved in with Nan") < plain.find("Referred by school"));
        assert!(page.text.contains(&format!("/records/{referral}")));
    });
}
