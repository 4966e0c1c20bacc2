//! Two windows on one draft, two people on one record: both texts are shown, and nothing is lost.

use testkit::databases::on_both;

use super::{Filled, a_case, a_visit, begin_visit};
use crate::inputs;

#[test]
fn two_windows_on_one_draft_keep_both_texts() {
    on_both(|store| {
        let house = a_case(&store);
        let mut ana = house.signed_in("Ana");
        let page = begin_visit(&house, &mut ana, &[]);
        let one = Filled::of(&page).with("a.content", "From the phone");
        let two = Filled::of(&page)
            .with("a.content", "From the desk")
            .with("a.next_step", "Ring Nan");
        one.press(&mut ana, "update").is(303);
        two.autosave(&mut ana).is(409);
        let both = two.press(&mut ana, "leave");
        both.is(409)
            .shows("From the phone")
            .shows("From the desk")
            .shows("Ring Nan");
        assert!(
            inputs::unsound_page(&both.text).is_empty(),
            "{:?}",
            inputs::unsound_page(&both.text)
        );
        let merged = Filled::of(&both)
            .with("keep.a.content", "both")
            .press(&mut ana, "merge");
        let stands = Filled::of(&ana.follow(&merged));
        assert_eq!(
            stands.value("a.content"),
            "From the phone\r\n\r\nFrom the desk"
        );
        assert_eq!(stands.value("a.next_step"), "Ring Nan");
    });
}

#[test]
fn who_amends_second_sees_both_texts_and_goes_on() {
    on_both(|store| {
        let house = a_case(&store);
        let record = a_visit(&house.world);
        let (mut ana, mut ben) = (house.signed_in("Ana"), house.signed_in("Ben"));
        let path = format!("/records/{record}");
        ben.get(&path).is(200).shows("Change it");
        let amend = format!("{path}/amend");
        let of_ana = ana.post(&amend, &[("version", "1")]);
        let of_ana = Filled::of(&ana.follow(&of_ana));
        let of_ben = ben.post(&amend, &[("version", "1")]);
        let of_ben = Filled::of(&ben.follow(&of_ben));
        assert_eq!(of_ben.value("a.content"), "We talked.");
        let of_ana = of_ana.with("a.content", "We talked, says Ana.");
        let no_reason = of_ana.press(&mut ana, "submit");
        no_reason.is(422).shows("No reason is given for the change");
        let of_ana = Filled::of(&no_reason).with("why", "A word was missing");
        let done = of_ana.press(&mut ana, "submit");
        done.leads_to(&path);
        ana.follow(&done)
            .shows("Version 2")
            .shows("A word was missing");
        let of_ben = of_ben
            .with("a.content", "We talked, says Ben.")
            .with("why", "So was another");
        let both = of_ben.press(&mut ben, "submit");
        both.is(409).shows("says Ana").shows("says Ben");
        // It is the same when he comes back another day.
        let both = ben.get(&of_ben.path);
        both.is(409).shows("says Ana").shows("says Ben");
        let on = Filled::of(&both)
            .with("keep.a.content", "both")
            .press(&mut ben, "follow");
        let merged = Filled::of(&ben.follow(&on));
        assert_eq!(
            merged.value("a.content"),
            "We talked, says Ana.\r\n\r\nWe talked, says Ben."
        );
        assert_eq!(merged.value("why"), "So was another");
        let done = merged.press(&mut ben, "submit");
        ben.follow(&done).shows("Version 3").shows("So was another");
    });
}
