//! From the list of forms to a record; nothing typed is lost on the way.

use testkit::databases::on_both;

use super::{Filled, a_case, begin_visit, needed};
use crate::inputs;

#[test]
fn only_what_the_reader_may_write_is_offered() {
    on_both(|store| {
        let house = a_case(&store);
        let hana = house.world.id("Hana");
        let page = format!("/files/{hana}/write");
        let mut ana = house.signed_in("Ana");
        let offered = ana.get(&page);
        offered
            .is(200)
            .shows("Visit or activity")
            .shows("Report of concern");
        offered.hides("write/supervision\"");
        assert!(inputs::unsound_page(&offered.text).is_empty());
        let mut zoe = house.signed_in("Zoe");
        zoe.get(&page).is(404);
        zoe.post(&format!("/files/{hana}/write/visit"), &[]).is(404);
        let mut ada = house.signed_in("Ada");
        let not_hers = ada.post(&format!("/files/{hana}/write/visit"), &[]);
        assert!([403, 404].contains(&not_hers.status.as_u16()));
        ana.get("/files/nobody/write").is(404);
        ana.post(&format!("/files/{hana}/write/unheard-of"), &[])
            .is(404);
    });
}

#[test]
fn a_visit_to_two_children_is_typed_submitted_and_read() {
    on_both(|store| {
        let house = a_case(&store);
        let (hana, tama) = (house.world.id("Hana"), house.world.id("Tama"));
        let mut ana = house.signed_in("Ana");
        let page = begin_visit(&house, &mut ana, &["Tama"]);
        // It is noted as it happens.
        let filled = Filled::of(&page);
        let today = ["a.on_date.day", "a.on_date.month", "a.on_date.year"];
        assert_eq!(today.map(|name| filled.value(name)), ["2", "3", "2026"]);
        let filled = needed(filled)
            .with("a.content", "We walked\r\n& talked.")
            .with(&format!("p.{hana}.seen"), "yes")
            .with(&format!("p.{hana}.their_words.1.said"), "I like it here.")
            .with(&format!("p.{tama}.only_about"), "Slept badly.");
        let updated = filled.press(&mut ana, "update");
        let page = ana.follow(&updated);
        let filled = Filled::of(&page);
        assert_eq!(filled.value("a.content"), "We walked\r\n& talked.");
        page.shows("Seen alone");
        let done = filled.press(&mut ana, "submit");
        done.is(303);
        let record = ana.follow(&done);
        record
            .is(200)
            .shows("Submitted.")
            .shows("We walked")
            .shows("2 March 2026");
        record
            .shows("I like it here.")
            .shows("Slept badly.")
            .shows("Complete");
        assert!(
            inputs::unsound_page(&record.text).is_empty(),
            "{:?}",
            inputs::unsound_page(&record.text)
        );
        ana.get("/drafts").is(200).shows("You have no drafts.");
        // Sent twice, it is done once.
        let again = filled.press(&mut ana, "submit");
        assert_eq!(again.to, done.to);
        assert_eq!(house.world.history("Hana").records.len(), 2);
        let print = ana.get(&format!("{}/print", done.to.expect("a record")));
        print
            .is(200)
            .shows("Written by Ana")
            .shows("I like it here.")
            .hides("<script");
        house
            .signed_in("Zoe")
            .get(&format!("/records/{}", record_of(&record)))
            .is(404);
    });
}

fn record_of(page: &crate::browser::Answer) -> String {
    let start = page.text.find("/records/").expect("an address") + "/records/".len();
    page.text[start..start + 26].to_owned()
}

#[test]
fn what_is_missing_is_told_beside_the_question_and_what_was_typed_stays() {
    on_both(|store| {
        let house = a_case(&store);
        let mut ana = house.signed_in("Ana");
        let page = begin_visit(&house, &mut ana, &[]);
        let typed = Filled::of(&page)
            .with("a.minutes", "about forty")
            .with("a.on_date.day", "31")
            .with("a.on_date.month", "Feb")
            .with("a.at_time", "tea time")
            .with("a.content", "<script>alert('x')</script> kept");
        let wrong = typed.press(&mut ana, "submit");
        wrong
            .is(422)
            .shows("Look at this again")
            .shows("“What kind” is not answered");
        wrong.hides("<script>alert");
        assert!(
            inputs::unsound_page(&wrong.text).is_empty(),
            "{:?}",
            inputs::unsound_page(&wrong.text)
        );
        assert!(wrong.text.contains("href=\"#a-on_date-day\""));
        let back = Filled::of(&wrong);
        for name in [
            "a.minutes",
            "a.on_date.day",
            "a.on_date.month",
            "a.at_time",
            "a.content",
        ] {
            assert_eq!(back.value(name), typed.value(name), "{name}");
        }
        // And it is kept, should the window be closed now.
        let later = Filled::of(&ana.get(&typed.path));
        assert_eq!(later.value("a.minutes"), "about forty");
        assert_eq!(later.value("a.content"), "<script>alert('x')</script> kept");
        let right = needed(back)
            .with("a.on_date.day", "1")
            .with("a.on_date.month", "March")
            .with("a.at_time", "3.10pm");
        let done = right.press(&mut ana, "submit");
        ana.follow(&done).shows("15:10").hides("<script>alert");
    });
}

#[test]
fn rows_are_added_and_taken_away_without_a_script() {
    on_both(|store| {
        let house = a_case(&store);
        let mut ana = house.signed_in("Ana");
        let page = begin_visit(&house, &mut ana, &[]);
        let filled = Filled::of(&page).with("a.content", "Typed before");
        let more = filled.press(&mut ana, "add:a.with_whom");
        let one = Filled::of(&ana.follow(&more)).with("a.with_whom.1.name", "Nan");
        let more = one.press(&mut ana, "add:a.with_whom");
        let two = Filled::of(&ana.follow(&more)).with("a.with_whom.2.name", "Mr Lee");
        assert_eq!(two.value("a.with_whom.1.name"), "Nan");
        let fewer = two.press(&mut ana, "remove:a.with_whom.1");
        let left = Filled::of(&ana.follow(&fewer));
        assert_eq!(left.value("a.with_whom.1.name"), "Mr Lee");
        assert_eq!(left.value("a.content"), "Typed before");
        let gone = left.press(&mut ana, "leave");
        gone.leads_to(&format!("/files/{}", house.world.id("Hana")));
        ana.get("/drafts").shows("Visit or activity: Hana");
    });
}

#[test]
fn what_is_not_asked_any_more_is_left_out_and_said() {
    on_both(|store| {
        let house = a_case(&store);
        let hana = house.world.id("Hana");
        let mut ana = house.signed_in("Ana");
        let page = begin_visit(&house, &mut ana, &[]);
        let seen = needed(Filled::of(&page)).with(&format!("p.{hana}.seen"), "yes");
        let page = seen.press(&mut ana, "update");
        let alone = Filled::of(&ana.follow(&page)).with(&format!("p.{hana}.alone"), "yes");
        let page = alone.press(&mut ana, "update");
        let not = Filled::of(&ana.follow(&page)).with(&format!("p.{hana}.seen"), "no");
        let page = not.press(&mut ana, "update");
        let page = ana.follow(&page);
        page.shows("Seen alone (Hana): Yes");
        let done = Filled::of(&page).press(&mut ana, "submit");
        ana.follow(&done)
            .shows("Left out, because it is not asked given the other answers: Seen alone.");
        let history = house.world.history("Hana");
        let held = history.records.last().expect("the visit");
        assert!(!held.answers_for(hana).contains_key("alone"));
    });
}

#[test]
fn it_is_saved_as_somebody_types_and_drawn_anew_where_other_questions_are_asked() {
    on_both(|store| {
        let house = a_case(&store);
        let hana = house.world.id("Hana");
        let mut ana = house.signed_in("Ana");
        let page = begin_visit(&house, &mut ana, &[]);
        let first = Filled::of(&page).with("a.content", "Half a sen");
        let saved = first.autosave(&mut ana);
        saved.is(200);
        let told: serde_json::Value = serde_json::from_str(&saved.text).expect("JSON");
        assert!(told.get("html").is_none(), "{told}");
        // The answer was lost: the same text again is no conflict.
        first.autosave(&mut ana).is(200);
        let revision = told["revision"].to_string();
        let second = first
            .with("revision", &revision)
            .with(&format!("p.{hana}.seen"), "yes");
        let saved = second.autosave(&mut ana);
        let told: serde_json::Value = serde_json::from_str(&saved.text).expect("JSON");
        assert!(
            told["html"]
                .as_str()
                .expect("other questions")
                .contains("Seen alone")
        );
        let stands = Filled::of(&ana.get(&second.path));
        assert_eq!(stands.value("a.content"), "Half a sen");
        let mut ben = house.signed_in("Ben");
        second.autosave(&mut ben).is(404);
        ben.get(&second.path).is(404);
        ben.post(&second.path, &[("do", "submit")]).is(404);
    });
}

#[test]
fn a_draft_is_thrown_away_after_being_asked() {
    on_both(|store| {
        let house = a_case(&store);
        let mut ana = house.signed_in("Ana");
        let page = begin_visit(&house, &mut ana, &[]);
        let path = Filled::of(&page).path;
        ana.get(&format!("{path}/discard"))
            .is(200)
            .shows("Throw this draft away?");
        let mut ben = house.signed_in("Ben");
        ben.get(&format!("{path}/discard")).is(404);
        ben.post(&format!("{path}/discard"), &[]).is(404);
        ana.post(&format!("{path}/discard"), &[])
            .leads_to("/drafts");
        ana.get(&path).is(404);
    });
}

#[test]
fn a_form_sent_after_the_session_ended_is_there_after_signing_in() {
    on_both(|store| {
        let house = a_case(&store);
        let mut ana = house.signed_in("Ana");
        let page = begin_visit(&house, &mut ana, &[]);
        let filled = needed(Filled::of(&page)).with("a.content", "Typed for an hour");
        house.at("2026-03-03 09:00");
        let late = filled.press(&mut ana, "leave");
        late.leads_to("/sign-in?kept=yes");
        let mut again = house.signed_in("Ana");
        let kept = again.get("/kept");
        let kept = again.follow(&kept);
        kept.is(200).shows("Typed for an hour");
        let start = kept
            .text
            .find("<form method=\"post\" action=\"/drafts/")
            .expect("a form");
        let form = &kept.text[start..];
        let form = &form[..form.find("</form>").expect("its end")];
        let path = form.split('"').nth(3).expect("its address").to_owned();
        let pairs = inputs::of(form);
        let fields: Vec<(&str, &str)> = pairs
            .iter()
            .map(|(n, v)| (n.as_str(), v.as_str()))
            .collect();
        again.post(&path, &fields).is(303);
        let stands = Filled::of(&again.get(&filled.path));
        assert_eq!(stands.value("a.content"), "Typed for an hour");
    });
}
