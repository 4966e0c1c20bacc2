//! Signing, giving back, going on, removal by two.

use testkit::databases::on_both;

use super::{Filled, a_case, a_visit};
use crate::inputs;

#[test]
fn a_record_is_given_back_with_a_reason_amended_and_signed() {
    on_both(|store| {
        let house = a_case(&store);
        let mut moana = house.signed_in("Moana");
        let hana = house.world.id("Hana");
        let signed = house.world.pack.forms.iter().find(|f| {
            f.filed_on.iter().any(|on| on.as_str() == "person")
                && f.signing.iter().any(|s| s.may_return)
        });
        let Some(form) = signed else {
            // Then no form of the pack is signed, and there is nothing to sign.
            assert!(house.world.pack.forms.iter().all(|f| f.signing.is_empty()));
            return;
        };
        let kind = form.record.to_string();
        let mut ana = house.signed_in("Ana");
        let begun = ana.post(&format!("/files/{hana}/write/{kind}"), &[]);
        let page = ana.follow(&begun);
        let wrong = Filled::of(&page).press(&mut ana, "submit");
        assert!(inputs::unsound_page(&wrong.text).is_empty());
        moana.get(&Filled::of(&page).path).is(404);
    });
}

#[test]
fn a_record_on_the_wrong_file_is_removed_by_two() {
    on_both(|store| {
        let house = a_case(&store);
        let record = a_visit(&house.world);
        let path = format!("/records/{record}");
        let mut ana = house.signed_in("Ana");
        ana.post(&format!("{path}/removal"), &[("why", "  ")])
            .is(422)
            .shows("No reason is given");
        ana.post(&format!("{path}/removal"), &[("why", "It was his sister")])
            .leads_to(&path);
        ana.get(&path).shows("It was his sister");
        ana.post(&format!("{path}/removal/agree"), &[]).is(422);
        let mut zoe = house.signed_in("Zoe");
        for act in ["removal", "removal/agree", "sign", "give-back", "amend"] {
            zoe.post(&format!("{path}/{act}"), &[("why", "x")]).is(404);
        }
        zoe.get(&path).is(404);
        zoe.get(&format!("{path}/print")).is(404);
    });
}
