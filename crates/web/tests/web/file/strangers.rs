//! Who is answered how, route by route: the cases of `access/file.txt`.

use testkit::databases::on_both;

use crate::browser::House;
use crate::file::two_children;

const CASES: &str = include_str!("../access/file.txt");

/// The query of Hana's first timescale.
fn a_timescale(house: &House) -> String {
    let page = house
        .signed_in("Ana")
        .get(&format!("/files/{}/timescales", house.world.id("Hana")));
    let from = page.text.find("timescales/why?").expect("a timescale");
    let rest = &page.text[from + "timescales/why?".len()..];
    rest[..rest.find('"').expect("its end")]
        .replace("&#38;", "&")
        .replace("&amp;", "&")
}

#[test]
fn who_asks_for_a_file_is_answered_as_the_cases_say() {
    on_both(|store| {
        let house = two_children(&store);
        let world = &house.world;
        let history = world.history("Hana");
        let matter = world.matter("Hana", "episode");
        let involvement = history.involvements[0].id;
        let timescale = a_timescale(&house);
        let fields: Vec<(String, String)> = form_urlencoded::parse(timescale.as_bytes())
            .into_owned()
            .collect();
        let fields: Vec<(&str, &str)> = fields
            .iter()
            .map(|(n, v)| (n.as_str(), v.as_str()))
            .collect();
        for who in ["nobody", "Ana", "Sam", "Moana", "Ada", "Ben", "Zoe"] {
            let mut browser = match who {
                "nobody" => house.browser(),
                who => house.signed_in(who),
            };
            for line in CASES.lines().filter(|line| !line.starts_with('#')) {
                let words: Vec<&str> = line.split_whitespace().collect();
                let [method, path, answers @ ..] = words.as_slice() else {
                    continue;
                };
                let status = answers
                    .iter()
                    .find_map(|answer| answer.strip_prefix(who)?.strip_prefix(':'))
                    .unwrap_or_else(|| panic!("{line}: nothing for {who}"));
                let mut path = path
                    .replace("{file}", &world.id("Hana").to_string())
                    .replace("{matter}", &matter.to_string())
                    .replace("{involvement}", &involvement.to_string());
                if path.ends_with("/why") {
                    path = format!("{path}?{timescale}");
                }
                let answer = match *method {
                    "get" => browser.get(&path),
                    _ if path.ends_with("/direct") => browser.post(&path, &fields),
                    _ => browser.post(&path, &[]),
                };
                assert_eq!(
                    answer.status.as_u16().to_string(),
                    status,
                    "{line}: {who}\n{}",
                    answer.plain()
                );
            }
        }
    });
}

#[test]
fn a_file_that_is_not_there_answers_like_one_that_may_not_be_seen() {
    on_both(|store| {
        let house = two_children(&store);
        let mut ben = house.signed_in("Ben");
        let hidden = ben.get(&format!("/files/{}", house.world.id("Hana")));
        let absent = ben.get("/files/00000000-0000-7000-8000-000000000001");
        let odd = ben.get("/files/nothing");
        assert_eq!(hidden.status, absent.status);
        assert_eq!(hidden.text, absent.text);
        assert_eq!(hidden.text, odd.text);
    });
}

#[test]
fn every_page_of_a_file_is_in_the_log_of_views() {
    on_both(|store| {
        let house = two_children(&store);
        let mut ana = house.signed_in("Ana");
        let file = format!("/files/{}", house.world.id("Hana"));
        let pages = ["timeline", "people", "records", "plan", "facts"];
        for page in pages {
            ana.get(&format!("{file}/{page}")).is(200);
        }
        let looked = house.signed_in("Sam").get(&format!("{file}/looked"));
        looked.is(200);
        for page in pages {
            looked.shows(&format!("Ana {page} you are Social worker"));
        }
    });
}

#[test]
fn no_page_of_a_file_takes_more_than_three_statements() {
    on_both(|store| {
        let house = two_children(&store);
        let world = &house.world;
        let timescale = a_timescale(&house);
        let mut moana = house.signed_in("Moana");
        for line in CASES.lines().filter(|line| line.starts_with("get ")) {
            let path = line.split_whitespace().nth(1).expect("an address");
            let mut path = path
                .replace("{file}", &world.id("Hana").to_string())
                .replace("{matter}", &world.matter("Hana", "episode").to_string())
                .replace(
                    "{involvement}",
                    &world.history("Hana").involvements[0].id.to_string(),
                );
            if path.ends_with("/why") {
                path = format!("{path}?{timescale}");
            }
            let before = store.statements();
            moana.get(&path).is(200);
            let taken = store.statements() - before;
            assert!(taken <= 3, "{path} took {taken}");
        }
    });
}
