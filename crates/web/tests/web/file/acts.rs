//! What is done to a file by hand, from its pages.

use testkit::databases::on_both;

use crate::file::{hana, two_children};

#[test]
fn a_supervisor_allocates_with_each_workers_capacity_in_view_and_ends_it_with_a_reason() {
    on_both(|store| {
        let house = two_children(&store);
        let world = &house.world;
        let matter = world.matter("Hana", "episode");
        let path = format!("{}/matters/{matter}/allocate", hana(&house));
        let mut sam = house.signed_in("Sam");
        sam.get(&path)
            .is(200)
            .shows("Ben, social worker works with 1 now");
        sam.post(&path, &[])
            .is(200)
            .shows("Choose who works with them.");
        let ben = format!("{} social-worker", world.id("Ben"));
        let done = sam.post(&path, &[("who", &ben)]);
        done.leads_to(&hana(&house));
        sam.follow(&done)
            .shows("They are allocated.")
            .shows("Social worker: Ben, since");
        sam.post(&path, &[("who", &ben)])
            .is(200)
            .shows("They are allocated in this role already.");
        let involved = world.history("Hana");
        let of_ben = involved
            .involvements
            .iter()
            .find(|i| i.worker == world.id("Ben"));
        let end = format!(
            "{}/involvements/{}/end",
            hana(&house),
            of_ben.expect("Ben").id
        );
        sam.post(&end, &[("why", "")])
            .is(200)
            .shows("Say why it ends.");
        sam.post(&end, &[("why", "too many at once")]).is(303);
        sam.get(&format!("{}/timeline", hana(&house)))
            .shows("Ben ended as social worker")
            .shows("too many at once");
        house.signed_in("Ben").get(&hana(&house)).is(404);
    });
}

#[test]
fn a_worker_hands_over_and_does_not_see_the_file_any_more() {
    on_both(|store| {
        let house = two_children(&store);
        let world = &house.world;
        let matter = world.matter("Hana", "episode");
        let path = format!("{}/matters/{matter}/hand-over", hana(&house));
        let mut ana = house.signed_in("Ana");
        let (from, to) = (world.id("Ana").to_string(), world.id("Ben").to_string());
        ana.post(&path, &[("from", &from)])
            .is(200)
            .shows("Choose who hands over");
        let done = ana.post(&path, &[("from", &from), ("to", &to)]);
        done.is(303);
        ana.get(&hana(&house)).is(404);
        house
            .signed_in("Ben")
            .get(&hana(&house))
            .is(200)
            .shows("Social worker: Ben");
    });
}

#[test]
fn what_the_pack_refuses_is_told_on_the_page_of_the_act() {
    on_both(|store| {
        let house = two_children(&store);
        let matter = house.world.matter("Hana", "episode");
        let path = format!("{}/matters/{matter}/move", hana(&house));
        let mut ana = house.signed_in("Ana");
        ana.get(&path).is(200).shows("is at “");
        ana.post(&path, &[]).is(200).shows("Choose where it goes.");
        ana.post(&path, &[("move", "no-such-move")])
            .is(200)
            .shows("This was not done")
            .shows("has no such move");
    });
}

#[test]
fn two_files_about_one_person_are_read_as_one_and_apart_again() {
    on_both(|store| {
        let house = two_children(&store);
        let world = &house.world;
        let other = world.person("Hana again", "2011-05-03");
        let ours = hana(&house);
        let mut moana = house.signed_in("Moana");
        let address = format!("http://127.0.0.1/files/{other}");
        moana
            .post(
                &format!("{ours}/same"),
                &[("other", "something"), ("why", "the same birth date")],
            )
            .is(200)
            .shows("Give the address of the other file")
            .shows("the same birth date");
        moana
            .post(
                &format!("{ours}/same"),
                &[("other", &address), ("why", "the same birth date")],
            )
            .is(303);
        let both = moana.get(&format!("/files/{other}/timeline"));
        both.is(200).shows("Referral");
        moana
            .post(
                &format!("{ours}/not-same"),
                &[("other", &other.to_string()), ("why", "a cousin")],
            )
            .is(303);
        moana
            .get(&format!("/files/{other}/timeline"))
            .is(200)
            .hides("Mr Lee")
            .shows("Nothing that you read has happened yet");
    });
}
