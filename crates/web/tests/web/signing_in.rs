//! Signing in, out, and late.

use testkit::databases::on_both;

use crate::browser::{PASSWORD, a_house};

#[test]
fn a_worker_signs_in_and_out() {
    on_both(|store| {
        let house = a_house(&store);
        let mut ana = house.signed_in("Ana");
        ana.get("/account").is(200).shows("Sign-in name ana");
        let token = ana.cookies["alongside"].clone();
        ana.post("/sign-out", &[]).leads_to("/sign-in");
        assert!(!ana.cookies.contains_key("alongside"));
        ana.cookies.insert("alongside".into(), token);
        ana.get("/account").is(303);
    });
}

#[test]
fn a_wrong_password_and_a_name_that_does_not_exist_read_the_same() {
    on_both(|store| {
        let house = a_house(&store);
        let ask = |name: &str| {
            let mut browser = house.browser();
            let sent = [("name", name), ("password", "not the right words")];
            let answer = browser.post("/sign-in", &sent);
            assert!(browser.cookies.is_empty());
            answer.text.replace(name, "")
        };
        assert_eq!(ask("ana"), ask("xyz"));
    });
}

#[test]
fn who_fails_too_often_waits_even_with_the_right_password_and_so_does_a_name_nobody_has() {
    on_both(|store| {
        let house = a_house(&store);
        for name in ["ana", "xyz"] {
            let mut browser = house.browser();
            for _ in 0..5 {
                browser
                    .post(
                        "/sign-in",
                        &[("name", name), ("password", "wrong, wrong, wrong")],
                    )
                    .shows("do not belong together");
            }
            let right = [("name", name), ("password", PASSWORD)];
            browser
                .post("/sign-in", &right)
                .shows("There were too many attempts. Try again in 2 minutes.");
        }
        house.at("2026-03-02 09:05");
        house.signed_in("Ana").get("/account").is(200);
    });
}

#[test]
fn a_session_ends_when_it_is_not_used_and_after_a_working_day() {
    on_both(|store| {
        let house = a_house(&store);
        let mut ana = house.signed_in("Ana");
        house.at("2026-03-02 09:59");
        ana.get("/account").is(200);
        house.at("2026-03-02 10:58");
        ana.get("/account").is(200);
        house.at("2026-03-02 12:00");
        ana.get("/account")
            .is(303)
            .leads_to("/sign-in?next=%2Faccount");
        let mut ben = house.signed_in("Ben");
        for hour in 12..24 {
            house.at(&format!("2026-03-02 {hour:02}:30"));
            ben.get("/account").is(200);
        }
        house.at("2026-03-03 00:10");
        ben.get("/account").is(303);
    });
}

#[test]
fn a_password_is_changed_and_every_other_session_ends() {
    on_both(|store| {
        let house = a_house(&store);
        let mut here = house.signed_in("Ana");
        let mut there = house.signed_in("Ana");
        let new = "other unrelated words";
        here.post(
            "/account/password",
            &[
                ("present", "not it at all, no"),
                ("new", new),
                ("again", new),
            ],
        )
        .shows("The present password is not right.");
        there
            .get("/account")
            .is(200)
            .shows("Sign out everywhere else");
        here.post(
            "/account/password",
            &[("present", PASSWORD), ("new", new), ("again", new)],
        )
        .leads_to("/account");
        here.get("/account")
            .is(200)
            .shows("Your password was changed.");
        there.get("/account").is(303);
        house
            .browser()
            .post("/sign-in", &[("name", "ana"), ("password", PASSWORD)])
            .shows("do not belong together");
        house
            .browser()
            .post("/sign-in", &[("name", "Ana "), ("password", new)])
            .is(303);
    });
}

#[test]
fn a_second_factor_is_set_up_and_asked_for_and_a_code_counts_once() {
    on_both(|store| {
        let house = a_house(&store);
        let mut ana = house.signed_in("Ana");
        let page = ana.get("/account/second").text;
        let secret = page
            .split("name=\"secret\" value=\"")
            .nth(1)
            .expect("a secret");
        let secret = &secret[..32];
        let code = |moment: &str| {
            let at = u64::try_from(house.world.moment(moment).as_second()).expect("after 1970");
            testkit::code_of(secret, at)
        };
        ana.post("/account/second", &[("secret", secret), ("code", "000")])
            .is(200)
            .shows("The code does not fit.");
        let now = code("2026-03-02 09:00");
        ana.post("/account/second", &[("secret", secret), ("code", &now)])
            .leads_to("/account");
        ana.get("/account").is(200).shows("Code at sign-in on");

        house.at("2026-03-02 09:02");
        let mut again = house.browser();
        again
            .post("/sign-in", &[("name", "ana"), ("password", PASSWORD)])
            .leads_to("/sign-in/code");
        again.get("/account").leads_to("/sign-in/code");
        again
            .post("/sign-in/code", &[("code", "123")])
            .is(200)
            .shows("The code does not fit.");
        let half_way = again.cookies["alongside"].clone();
        let now = code("2026-03-02 09:02");
        again
            .post("/sign-in/code", &[("code", &now)])
            .leads_to("/kept");
        assert_ne!(half_way, again.cookies["alongside"], "the token changes");
        again.get("/account").is(200);

        let mut twice = house.browser();
        twice.post("/sign-in", &[("name", "ana"), ("password", PASSWORD)]);
        twice
            .post("/sign-in/code", &[("code", &now)])
            .shows("does not fit");
    });
}

#[test]
fn what_is_sent_after_the_session_ended_is_kept_for_its_writer_alone() {
    on_both(|store| {
        let house = a_house(&store);
        let mut ana = house.signed_in("Ana");
        house.at("2026-03-02 11:00");
        let typed = "She laughed & said “kei te pai”";
        ana.post("/account/password", &[("present", typed), ("new", "x")])
            .leads_to("/sign-in?kept=yes");
        ana.get("/sign-in?kept=yes").shows("Nothing is lost");
        let entered = ana.post("/sign-in", &[("name", "ana"), ("password", PASSWORD)]);
        let kept = ana.follow(&entered);
        let page = ana.follow(&kept);
        page.is(200)
            .shows("What you sent is kept")
            .shows("She laughed & said “kei te pai”");
        let path = kept.to.clone().expect("where it is kept");
        house.signed_in("Ben").get(&path).is(404);
        ana.post(&format!("{path}/drop"), &[]).is(303);
        ana.get(&path).is(404);
    });
}

#[test]
fn a_form_of_another_site_is_refused() {
    on_both(|store| {
        let house = a_house(&store);
        let mut ana = house.signed_in("Ana");
        let request = axum::http::Request::post("/account/sessions")
            .header("sec-fetch-site", "cross-site")
            .header("origin", "https://evil.example")
            .header("host", "127.0.0.1")
            .body(axum::body::Body::empty())
            .expect("a request");
        ana.send(request).is(403);
    });
}

#[test]
fn every_answer_says_what_a_browser_may_do_with_it() {
    on_both(|store| {
        let house = a_house(&store);
        for answer in [
            house.browser().get("/sign-in"),
            house.signed_in("Ana").get("/account"),
            house.signed_in("Ana").get("/nothing/here"),
        ] {
            let header = |name: &str| answer.headers[name].to_str().expect("plain").to_owned();
            let policy = header("content-security-policy");
            assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"));
            assert_eq!(header("x-content-type-options"), "nosniff");
            assert_eq!(header("cache-control"), "no-store");
        }
    });
}
