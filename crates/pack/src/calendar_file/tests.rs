//! The committed calendars as they are, the cases worked out by hand, and files that are wrong.

use super::*;
use domain::calendar::{Counting, Interval, Moment};
use jiff::civil::{Date, DateTime};
use proptest::prelude::*;
use serde::Deserialize;

const CASES: &str = include_str!("../../../../calendars/cases/due.yaml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    calendar: String,
    from: String,
    add: String,
    due: String,
    why: String,
}

fn loaded(code: &str) -> Calendar {
    CalendarLibrary::embedded()
        .load(code)
        .unwrap_or_else(|p| panic!("{code}: {p:?}"))
}

#[test]
fn every_case_worked_out_by_hand_comes_out() {
    let cases: Vec<Case> = serde_saphyr::from_str(CASES).expect("the cases are YAML");
    assert!(cases.len() > 60);
    let mut wrong = Vec::new();
    for Case {
        calendar: code,
        from,
        add,
        due,
        why,
    } in cases
    {
        let calendar = loaded(&code);
        let zone = calendar.zone().clone();
        let start = match from.contains(' ') {
            true => Moment::at_civil(from.parse::<DateTime>().expect(&from), zone),
            false => Moment::on(from.parse().expect(&from), zone),
        };
        let interval: Interval = add.parse().expect(&add);
        let found = match calendar.add(&start, &interval, &Counting::default()) {
            Ok(due) => due.to_string(),
            Err(e) => e.to_string(),
        };
        if found != due {
            wrong.push(format!(
                "{code}: {from} + {add}: expected {due} ({why}), found {found}"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_committed_calendar_loads_and_covers_its_years() {
    let library = CalendarLibrary::embedded();
    assert!(library.codes().count() >= 27);
    for code in library.codes() {
        let calendar = loaded(code);
        let (from, to) = calendar.covers();
        assert_eq!((from.year(), to.year()), (2015, 2060), "{code}");
        assert!(
            !calendar.title().is_empty() && !calendar.source().is_empty(),
            "{code}"
        );
        for year in from.year()..=to.year() {
            let in_year = calendar
                .holidays()
                .filter(|h| h.date.year() == year)
                .count();
            assert!(
                (5..=25).contains(&in_year),
                "{code} has {in_year} holidays in {year}"
            );
        }
        assert!(calendar.is_working_day(from).is_ok(), "{code}");
        assert!(calendar.is_working_day(to).is_ok(), "{code}");
        assert!(
            calendar
                .is_working_day(to.tomorrow().expect("a day"))
                .is_err(),
            "{code}"
        );
    }
}

/// A regional file `a-b` stands beside a national `a`.
#[test]
fn no_regional_file_is_empty_of_its_anniversary_in_any_year() {
    let library = CalendarLibrary::embedded();
    let regional = |code: &&str| {
        code.split_once('-')
            .is_some_and(|(base, _)| library.text(base).is_some())
    };
    let mut seen = 0;
    for code in library.codes().filter(regional) {
        let calendar = loaded(code);
        for year in 2015..=2060 {
            let own: Vec<&Date> = calendar
                .holidays()
                .filter(|h| h.date.year() == year && h.name.contains("Anniversary Day"))
                .map(|h| &h.date)
                .collect();
            assert_eq!(own.len(), 1, "{code} in {year}: {own:?}");
        }
        assert!(!calendar.school_terms().is_empty(), "{code}");
        seen += 1;
    }
    assert_eq!(seen, 22);
}

#[test]
fn an_unknown_code_names_the_nearest() {
    let library = CalendarLibrary::embedded();
    for (code, says) in [
        ("nz-akl", "the nearest is nz-a"),
        ("englnd", "the nearest is england"),
        ("overrides", "there is no calendar \"overrides\""),
        ("../../etc/passwd", "there is no calendar"),
        ("", "there is no calendar \"\""),
    ] {
        let problems = library.load(code).expect_err(code);
        assert_eq!(problems.len(), 1, "{code}");
        assert!(
            problems[0].to_string().contains(says),
            "{code}: {}",
            problems[0]
        );
    }
}

const GOOD: &str = "calendar: x
title: X
edition: \"1\"
zone: Europe/Paris
weekend: [saturday, sunday]
source: [invented]
years: {from: 2026, to: 2027}
days:
  - {date: 2026-05-01, name: May Day}
";

fn problems(files: &[(&str, &str)]) -> Vec<String> {
    let library = CalendarLibrary::from_texts(files.iter().copied());
    match library.load("x") {
        Ok(_) => Vec::new(),
        Err(problems) => problems.iter().map(ToString::to_string).collect(),
    }
}

#[test]
fn a_wrong_file_reports_every_problem_with_its_place() {
    assert_eq!(problems(&[("x", GOOD)]), [""; 0]);
    let many = GOOD
        .replace("calendar: x", "calendar: y")
        .replace("sunday]", "sonntag]")
        .replace("Europe/Paris", "Europe/Pariss")
        .replace("2026-05-01", "2026-02-30");
    let found = problems(&[("x", &many)]);
    for says in [
        "x.yaml:1:11: is called \"y\" here: expected x",
        "x.yaml:4:7: \"Europe/Pariss\" is no time zone",
        "x.yaml:5:21: \"sonntag\" is no day of the week",
        "x.yaml:9:12: \"2026-02-30\" is no date",
    ] {
        assert!(
            found.iter().any(|p| p.starts_with(says)),
            "{says}: {found:#?}"
        );
    }
    for (from, to, says) in [
        (
            "2026-05-01",
            "2030-05-01",
            "x.yaml:9:12: May Day on 2030-05-01 is outside the years",
        ),
        (
            "to: 2027",
            "to: 2020",
            "expected two years between 1900 and 2200",
        ),
        ("to: 2027", "to: 99999999", "x.yaml:7"),
        ("title: X", "titel: X", "x.yaml:2:1"),
        ("zone: Europe/Paris\n", "", "has no zone"),
        (
            "days:\n",
            "days:\n  - {date: 2026-05-01, name: Again}\n",
            "2026-05-01 stands twice",
        ),
        (
            "weekend:",
            "extends: nothing\nweekend:",
            "extends what is not there",
        ),
        ("weekend:", "extends: x\nweekend:", "in a circle"),
        (
            "weekend:",
            "school_terms: none-school-terms\nweekend:",
            "there is no file of school terms",
        ),
    ] {
        let found = problems(&[("x", &GOOD.replace(from, to))]);
        assert!(
            found.iter().any(|p| p.contains(says)),
            "{from} -> {to}: {found:#?}"
        );
    }
}

#[test]
fn a_file_that_extends_another_adds_to_it_inside_its_years() {
    let base = GOOD.replace("calendar: x", "calendar: base").replace(
        "days:\n",
        "closed_periods:\n  - {from: 2026-12-25, to: 2026-12-31, name: Shut}\ndays:\n  - {date: 2027-05-03, name: Late}\n",
    );
    let small = "calendar: x\ntitle: X\nedition: \"2\"\nextends: base\nsource: [invented]\n\
                 years: {from: 2026, to: 2026}\ndays:\n  - {date: 2026-06-01, name: Own Day}\n";
    let library = CalendarLibrary::from_texts([("base", base.as_str()), ("x", small)]);
    let calendar = library.load("x").expect("a good calendar");
    let names: Vec<&str> = calendar.holidays().map(|h| h.name.as_str()).collect();
    assert_eq!(names, ["May Day", "Own Day"]);
    assert_eq!(calendar.edition(), "2 on base 1");
    assert_eq!(
        calendar.is_working_day("2026-12-29".parse().expect("a date")),
        Ok(false)
    );
    let wide = small.replace("to: 2026}", "to: 2030}");
    let found = problems(&[("base", &base), ("x", &wide)]);
    assert!(
        found
            .iter()
            .any(|p| p.contains("covers more years than base")),
        "{found:#?}"
    );
}

#[test]
fn hostile_text_is_refused() {
    let mut bomb = String::from("a: &a [x, x, x, x, x, x, x, x, x, x]\n");
    for (n, name) in ["b", "c", "d", "e", "f", "g", "h", "i"].iter().enumerate() {
        let last = ["a", "b", "c", "d", "e", "f", "g", "h"][n];
        bomb.push_str(&format!(
            "{name}: &{name} [{}]\n",
            vec![format!("*{last}"); 10].join(", ")
        ));
    }
    let deep = format!("calendar: {}", "[".repeat(100_000));
    let long = format!("{GOOD}#{}", " ".repeat(2 << 20));
    for text in [
        bomb.as_str(),
        &deep,
        &long,
        "",
        "\u{0}",
        "- 1",
        "calendar: [",
        "? ? ?",
        "&a *a",
        "--- \n---\n",
    ] {
        assert!(!problems(&[("x", text)]).is_empty(), "{:.40}", text);
    }
}

proptest! {
    #[test]
    fn no_text_makes_loading_panic(text in "\\PC{0,200}", at in 0usize..200, cut in 0usize..40) {
        let _ = problems(&[("x", &text)]);
        let mut spoilt: Vec<char> = GOOD.chars().collect();
        let at = at.min(spoilt.len());
        let to = (at + cut).min(spoilt.len());
        spoilt.splice(at..to, text.chars().take(20));
        let spoilt: String = spoilt.into_iter().collect();
        for problem in problems(&[("x", &spoilt)]) {
            prop_assert!(problem.starts_with("x.yaml"), "{}", problem);
        }
    }
}
