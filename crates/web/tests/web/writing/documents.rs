//! Documents: attached to a draft, opened on the record's file, and on no other.

use axum::body::Body;
use axum::http::Request;
use axum::http::header::CONTENT_TYPE;
use testkit::databases::on_both;

use super::{Filled, a_case};
use crate::browser::{Answer, Browser};

fn upload(browser: &mut Browser<'_>, path: &str, field: &str, name: &str, content: &str) -> Answer {
    let body = format!(
        "--cut\r\ncontent-disposition: form-data; name=\"field\"\r\n\r\n{field}\r\n\
         --cut\r\ncontent-disposition: form-data; name=\"document\"; filename=\"{name}\"\r\n\
         content-type: application/octet-stream\r\n\r\n{content}\r\n--cut--\r\n"
    );
    let request = Request::post(path)
        .header(CONTENT_TYPE, "multipart/form-data; boundary=cut")
        .header("sec-fetch-site", "same-origin")
        .body(Body::from(body))
        .expect("a request");
    browser.send(request)
}

#[test]
fn a_document_is_attached_read_and_hidden_from_others() {
    on_both(|store| {
        let house = a_case(&store);
        let hana = house.world.id("Hana");
        let mut ana = house.signed_in("Ana");
        let begun = ana.post(&format!("/files/{hana}/write/consent"), &[]);
        let filled = Filled::of(&ana.follow(&begun))
            .with("a.met_on.day", "2")
            .with("a.met_on.month", "3")
            .with("a.met_on.year", "2026")
            .with("a.service.state", "refused")
            .with("a.service.by", "Hana")
            .with("a.decline_reason", "Typed before the document");
        let to = filled.press(&mut ana, "attach:a.document");
        let page = ana.follow(&to);
        page.is(200).shows("What you were writing is saved.");
        let there = format!("{}/documents", filled.path);
        upload(&mut ana, &there, "a.document", "empty.txt", "").is(422);
        upload(&mut ana, &there, "a.document", "x.exe", "MZ\u{0}\u{1}").is(422);
        let mut ben = house.signed_in("Ben");
        upload(&mut ben, &there, "a.document", "x.txt", "hello").is(404);
        ben.get(&there).is(404);
        let big = "words of a long letter ".repeat(150_000);
        let sent = upload(&mut ana, &there, "a.document", "Reta\u{304} <b>.txt", &big);
        sent.is(303);
        let page = ana.follow(&sent);
        page.is(200).shows("is attached");
        page.hides("<b>.txt");
        let filled = Filled::of(&page);
        assert_eq!(
            filled.value("a.decline_reason"),
            "Typed before the document"
        );
        let hash = filled.value("a.document").to_owned();
        assert_eq!(hash.len(), 64);
        let done = filled.press(&mut ana, "submit");
        let record = ana.follow(&done);
        record.is(200);
        let address = format!("/documents/{hash}?file={hana}");
        assert!(record.text.contains(&format!("href=\"{address}\"")));
        let got = ana.get(&address);
        got.is(200);
        assert_eq!(got.text.len(), big.len());
        let header = |name: &str| got.headers[name].to_str().expect("text").to_owned();
        assert!(header("content-disposition").starts_with("attachment; filename*=UTF-8''"));
        assert_eq!(header("x-content-type-options"), "nosniff");
        assert!(header("content-security-policy").starts_with("sandbox"));
        let tama = house.world.id("Tama");
        ana.get(&format!("/documents/{hash}?file={tama}")).is(404);
        ana.get(&format!("/documents/{hash}")).is(404);
        house.signed_in("Zoe").get(&address).is(404);
    });
}
