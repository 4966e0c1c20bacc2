//! Rounds of an invented instrument, charted.

use jiff::civil::{Date, date};
use proptest::prelude::*;

use domain::instrument::Decimal;

use super::drawing::{golden, read};
use crate::picture::scores::{Band, Line, Point, Scores, draw};

fn whole(score: i64) -> Decimal {
    Decimal::from_thousandths(score * 1000).unwrap()
}

fn point(date: Date, score: i64) -> Point {
    Point {
        date,
        score: whole(score),
    }
}

pub fn three_rounds() -> Scores {
    let band = |label: &str, to| Band {
        label: label.to_owned(),
        to: whole(to),
    };
    let (first, second, third) = (date(2026, 2, 3), date(2026, 5, 5), date(2026, 8, 4));
    Scores {
        title: "Worries, by who answered".to_owned(),
        most: whole(40),
        bands: vec![
            band("close to average", 13),
            band("slightly raised", 16),
            band("high", 19),
            band("very high", 40),
        ],
        lines: vec![
            Line {
                who: "Parent".to_owned(),
                points: vec![point(third, 14), point(first, 22), point(second, 18)],
            },
            Line {
                who: "Young person".to_owned(),
                points: vec![point(first, 18), point(second, 18), point(third, 21)],
            },
            Line {
                who: "Teacher".to_owned(),
                points: vec![point(second, 12)],
            },
        ],
    }
}

#[test]
fn the_table_gives_bands_and_the_change_since_the_first_round() {
    let rows = three_rounds().rows();
    let told: Vec<String> = rows
        .iter()
        .map(|r| {
            let (band, change) = (r.band.as_deref(), r.change.as_deref());
            format!(
                "{} {} {} {} {}",
                r.date,
                r.who,
                r.score,
                band.unwrap_or("-"),
                change.unwrap_or("-")
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            "2026-02-03 Parent 22 very high -",
            "2026-02-03 Young person 18 high -",
            "2026-05-05 Parent 18 high −4",
            "2026-05-05 Young person 18 high 0",
            "2026-05-05 Teacher 12 close to average -",
            "2026-08-04 Parent 14 slightly raised −8",
            "2026-08-04 Young person 21 very high +3",
        ]
    );
}

#[test]
fn the_chart_prints_every_value_and_names_every_band_and_respondent() {
    let svg = draw(&three_rounds(), "s");
    let document = read(&svg);
    let words: Vec<&str> = document
        .descendants()
        .filter(|n| n.tag_name().name() == "text")
        .filter_map(|n| n.text())
        .collect();
    for word in [
        "22",
        "18",
        "14",
        "21",
        "12",
        "close to average",
        "very high",
        "Parent",
        "Teacher",
        "3 Feb 2026",
    ] {
        assert!(words.contains(&word), "{word} not among {words:?}");
    }
    assert_eq!(words.iter().filter(|w| **w == "18").count(), 3);
    golden("scores", &svg);
}

#[test]
fn nothing_scored_yet_is_a_chart_all_the_same() {
    let empty = Scores {
        lines: Vec::new(),
        ..three_rounds()
    };
    assert!(draw(&empty, "s").contains("Nothing is scored yet."));
    read(&draw(&empty, "s"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_scores_stay_inside_the_chart(
        most in any::<i64>(),
        bands in prop::collection::vec((any::<i64>(), ".{0,30}"), 0..6),
        lines in prop::collection::vec(prop::collection::vec((any::<i64>(), -4000..4000_i32), 0..6), 0..6),
    ) {
        let decimal = |n: i64| Decimal::from_thousandths(n / 4096).or(Decimal::from_thousandths(n % 100_000)).unwrap();
        let day = |n: i32| date(2020, 1, 1).checked_add(jiff::Span::new().days(n)).unwrap();
        let scores = Scores {
            title: String::new(),
            most: decimal(most),
            bands: bands.into_iter().map(|(to, label)| Band { label, to: decimal(to) }).collect(),
            lines: lines.into_iter().map(|points| Line {
                who: "Somebody".to_owned(),
                points: points.into_iter().map(|(score, on)| Point { date: day(on), score: decimal(score) }).collect(),
            }).collect(),
        };
        read(&draw(&scores, "s"));
        prop_assert_eq!(scores.rows().len(), scores.lines.iter().map(|l| l.points.len()).sum::<usize>());
    }
}
