//! A talk with somebody nameless, in two taps.

use testkit::databases::on_both;

use crate::browser::a_house;

#[test]
fn minutes_and_a_topic_save_it_and_the_next_one_remembers_with_whom() {
    on_both(|store| {
        let house = a_house(&store);
        let college = house.world.id("Kahurangi College").to_string();
        let mut ana = house.signed_in("Ana");
        let page = ana.get("/drop-in");
        page.is(200)
            .shows("At Kahurangi College")
            .shows("This saves it")
            .shows("Coming to school");
        let taps = [
            ("site", college.as_str()),
            ("talked_with", "teacher"),
            ("minutes", "15"),
            ("topic", "attendance"),
            ("key", "once"),
        ];
        let saved = ana.post("/drop-in", &taps);
        saved.is(303);
        assert_eq!(ana.post("/drop-in", &taps).to, saved.to, "saved once");
        let history = house.world.history("Kahurangi College");
        assert_eq!(history.records.len(), 1);
        let held = &history.records[0];
        assert_eq!(held.answers["minutes"], 15);
        assert_eq!(held.answers["held_on"], "2026-03-02");
        let after = ana.follow(&saved);
        after
            .is(200)
            .shows("It is saved. Nobody is named in it.")
            .shows("It was a mistake");
        let ticked = after.text.split("value=\"teacher\"").nth(1).expect("it");
        assert!(ticked.starts_with(" checked"), "remembered");
    });
}

#[test]
fn what_is_missing_is_told_and_nothing_is_saved() {
    on_both(|store| {
        let house = a_house(&store);
        let college = house.world.id("Kahurangi College").to_string();
        let mut ana = house.signed_in("Ana");
        let taps = [
            ("site", college.as_str()),
            ("talked_with", "teacher"),
            ("topic", "attendance"),
        ];
        ana.post("/drop-in", &taps)
            .is(200)
            .shows("It is not saved yet")
            .shows("Minutes");
        let history = house.world.history("Kahurangi College");
        assert_eq!(history.records.len(), 0);
    });
}

#[test]
fn more_is_added_as_a_draft_and_a_mistake_waits_for_a_second_person() {
    on_both(|store| {
        let house = a_house(&store);
        let college = house.world.id("Kahurangi College").to_string();
        let mut ana = house.signed_in("Ana");
        let taps = [
            ("site", college.as_str()),
            ("talked_with", "teacher"),
            ("minutes", "15"),
            ("topic", "attendance"),
        ];
        let saved = ana.post("/drop-in", &taps);
        let record = house.world.last("Kahurangi College", "drop-in").to_string();
        saved.leads_to(&format!("/drop-in?saved={record}"));
        ana.post(&format!("/drop-in/{record}/more"), &[])
            .leads_to(&format!("/drafts/{record}"));
        ana.post(&format!("/drop-in/{record}/undo"), &[])
            .leads_to("/drop-in");
        let history = house.world.history("Kahurangi College");
        assert!(history.records[0].removal_asked.is_some());
        for path in ["more", "undo"] {
            house
                .signed_in("Zoe")
                .post(&format!("/drop-in/{record}/{path}"), &[])
                .is(404);
        }
    });
}
