//! The rules of scoring on a small made-up instrument, on the shipped one whose bands stand in `tests/data`, and against a
//! slow reference.

use std::path::Path;

use proptest::prelude::*;

use super::*;

const BANDS: &str = include_str!("../../tests/data/instrument-bands.txt");

/// The shipped instrument that the table of bands is about, found by its name in whichever pack has it.
fn shipped() -> InstrumentDef {
    let name = BANDS
        .lines()
        .find_map(|line| line.strip_prefix("instrument: "))
        .expect("the table names it");
    let packs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs");
    let found = std::fs::read_dir(packs).expect("packs").find_map(|pack| {
        let file = pack
            .expect("a pack")
            .path()
            .join("instruments")
            .join(format!("{name}.yaml"));
        std::fs::read_to_string(file).ok()
    });
    serde_saphyr::from_str(&found.expect("a pack holds it"))
        .unwrap_or_else(|error| panic!("{error}"))
}

fn answers(text: &str) -> Vec<Option<u8>> {
    text.split(',').map(|one| one.trim().parse().ok()).collect()
}

/// 25 places with the given answers (item number, answer) and nothing else.
fn only(given: &[(usize, u8)]) -> Vec<Option<u8>> {
    let mut places = vec![None; 25];
    for (item, answer) in given {
        places[item - 1] = Some(*answer);
    }
    places
}

fn told(problems: &[Problem]) -> Vec<String> {
    problems
        .iter()
        .map(|p| format!("{} {} (expected {})", p.place, p.message, p.expected))
        .collect()
}

#[test]
fn the_shipped_definition_hangs_together() {
    assert_eq!(shipped().validate(), []);
}

#[test]
fn scales_count_three_of_five_answers_and_round_a_half_up() {
    let def = shipped();
    let table = [
        // emotional has the items 3, 8, 13, 16 and 24
        (
            "all five",
            vec![(3, 1), (8, 2), (13, 0), (16, 1), (24, 2)],
            "emotional",
            Some(6),
        ),
        (
            "four, sum 3: 3.75",
            vec![(3, 1), (8, 2), (13, 0), (16, 0)],
            "emotional",
            Some(4),
        ),
        (
            "four, sum 2: a half goes up",
            vec![(3, 1), (8, 1), (13, 0), (16, 0)],
            "emotional",
            Some(3),
        ),
        (
            "three, sum 4: 6.67",
            vec![(3, 1), (8, 2), (13, 1)],
            "emotional",
            Some(7),
        ),
        (
            "three, sum 2: 3.33",
            vec![(3, 1), (8, 1), (13, 0)],
            "emotional",
            Some(3),
        ),
        ("two are too few", vec![(3, 2), (8, 2)], "emotional", None),
        ("none", vec![], "emotional", None),
        // conduct has 5, 7 reversed, 12, 18 and 22
        (
            "a reversed item left at the bottom",
            vec![(5, 0), (7, 0), (12, 0), (18, 0), (22, 0)],
            "conduct",
            Some(2),
        ),
        (
            "a reversed item at the top",
            vec![(5, 0), (7, 2), (12, 0), (18, 0), (22, 0)],
            "conduct",
            Some(0),
        ),
        (
            "reversed in the middle",
            vec![(7, 1), (12, 1), (18, 1)],
            "conduct",
            Some(5),
        ),
        // hyperactivity has 2, 10, 15, 21 reversed and 25 reversed
        (
            "two reversed",
            vec![(2, 2), (21, 0), (25, 0)],
            "hyperactivity",
            Some(10),
        ),
        (
            "a missing reversed answer adds nothing",
            vec![(2, 0), (10, 0), (15, 0)],
            "hyperactivity",
            Some(0),
        ),
        // peer has 6, 11 reversed, 14 reversed, 19 and 23
        (
            "peer",
            vec![(6, 2), (11, 2), (14, 1), (19, 0), (23, 1)],
            "peer",
            Some(4),
        ),
        (
            "prosocial",
            vec![(1, 2), (4, 2), (9, 2), (17, 2), (20, 2)],
            "prosocial",
            Some(10),
        ),
    ];
    for (case, given, score, expected) in table {
        let scores = def.score("self", &only(&given), &[]).expect(case);
        assert_eq!(scores.get(score), expected, "{case}");
    }
}

#[test]
fn the_total_is_missing_when_one_of_its_scales_is_and_does_not_need_the_others() {
    let def = shipped();
    let full = vec![Some(1); 25];
    let scores = def.score("parent", &full, &[]).expect("scores");
    assert_eq!(
        serde_json::to_string(&scores).expect("JSON"),
        r#"{"emotional":5,"conduct":5,"hyperactivity":5,"peer":5,"prosocial":5,"total":20,"impact":null}"#
    );
    let mut without_peer = full.clone();
    for item in [6, 11, 14] {
        without_peer[item - 1] = None;
    }
    let scores = def.score("parent", &without_peer, &[]).expect("scores");
    assert_eq!(
        (
            scores.get("peer"),
            scores.get("total"),
            scores.get("conduct")
        ),
        (None, None, Some(5))
    );
    let mut without_prosocial = full;
    for item in [1, 4, 9, 17, 20] {
        without_prosocial[item - 1] = None;
    }
    let scores = def
        .score("parent", &without_prosocial, &[])
        .expect("scores");
    assert_eq!(
        (scores.get("prosocial"), scores.get("total")),
        (None, Some(20))
    );
}

#[test]
fn impact_counts_the_places_of_its_version_and_a_missing_answer_adds_nothing() {
    let def = shipped();
    let table = [
        // difficulties, distress, home, friends, classroom, leisure
        ("self", "1,3,3,3,3,3", Some(10)),
        ("parent", "2,0,1,2,3,1", Some(3)),
        ("teacher", "1,3,,3,3,", Some(6)),
        ("teacher", "1,3,3,3,3,3", Some(6)),
        ("teacher", "1,,3,,,3", None),
        ("self", "0,,,,,", Some(0)),
        ("self", "0,3,3,3,3,3", Some(0)),
        ("self", ",3,2,,,", Some(3)),
        ("self", "1,,,,,", None),
        ("self", ",,,,,", None),
        ("self", "3,,,,,1", Some(0)),
    ];
    for (version, given, expected) in table {
        let scores = def
            .score(version, &only(&[]), &answers(given))
            .expect(given);
        assert_eq!(scores.get("impact"), expected, "{version} {given}");
    }
    assert_eq!(
        def.score("self", &only(&[]), &[])
            .expect("none asked")
            .get("impact"),
        None
    );
}

#[test]
fn every_problem_of_the_answers_is_named_by_its_place() {
    let def = shipped();
    let mut long = only(&[(7, 3), (25, 9)]);
    long.push(None);
    let found = def
        .score("uncle", &long, &answers("4,,0,,7"))
        .expect_err("refused");
    assert_eq!(
        told(&found),
        [
            "version is “uncle” (expected self, parent, teacher)",
            "answers has 26 places (expected 25 places, empty where there is no answer)",
            "answers.7 is 3 (expected 0 to 2, or nothing)",
            "answers.25 is 9 (expected 0 to 2, or nothing)",
            "impact has 5 places (expected 6 places (difficulties, distress, home, friends, classroom, leisure), or none)",
            "impact.difficulties is 4 (expected 0 to 3, or nothing)",
            "impact.classroom is 7 (expected 0 to 3, or nothing)",
        ]
    );
}

#[test]
fn every_value_falls_in_the_published_band() {
    let def = shipped();
    let mut rows = 0;
    for line in BANDS
        .lines()
        .filter(|line| line.contains(" | ") && !line.starts_with('#'))
    {
        let [version, scheme, score, ranges] = line.split(" | ").collect::<Vec<_>>()[..] else {
            panic!("{line}")
        };
        let mut values = 0;
        for (index, range) in ranges.split(", ").enumerate() {
            let (low, high) = range.split_once('-').unwrap_or((range, range));
            for value in low.parse::<i64>().expect(line)..=high.parse().expect(line) {
                let band = def
                    .band(version, scheme, score, value)
                    .unwrap_or_else(|| panic!("{line}: {value}"));
                assert_eq!(band.index, index, "{line}: {value}");
                values += 1;
            }
        }
        let (low, high) = def.range(version, score).expect(line);
        assert_eq!(values, high - low + 1, "{line}: every value once");
        assert_eq!(def.band(version, scheme, score, high + 1), None);
        assert_eq!(def.band(version, scheme, score, low - 1), None);
        rows += 1;
    }
    assert_eq!(
        rows,
        def.bands.len(),
        "the table and the pack have the same bands"
    );
    assert_eq!(rows, 42);
    let label = |score, value| {
        def.band("self", "four-band", score, value)
            .map(|band| band.label)
    };
    assert_eq!(label("prosocial", 0).as_deref(), Some("very low"));
    assert_eq!(label("total", 40).as_deref(), Some("very high"));
}

#[test]
fn change_tells_better_from_worse_by_the_direction_of_the_score() {
    let def = shipped();
    let round = |pairs: &[(&str, i64)]| {
        let typed: Vec<_> = pairs
            .iter()
            .map(|(name, value)| ((*name).to_owned(), Some(*value)))
            .collect();
        def.entered("self", &typed).expect("scores")
    };
    let before = round(&[("total", 20), ("prosocial", 4), ("impact", 3), ("peer", 2)]);
    let after = round(&[("total", 14), ("prosocial", 3), ("impact", 3)]);
    let told: Vec<_> = def
        .change(&before, &after)
        .into_iter()
        .map(|c| (c.score, c.points, c.direction))
        .collect();
    assert_eq!(
        told,
        [
            ("prosocial".to_owned(), -1, Direction::Worse),
            ("total".to_owned(), -6, Direction::Better),
            ("impact".to_owned(), 0, Direction::Same),
        ]
    );
}

#[test]
fn added_value_follows_the_published_formula_exactly_and_only_for_its_version() {
    let def = shipped();
    let typed = |pairs: &[(&str, i64)]| -> Vec<_> {
        pairs
            .iter()
            .map(|(name, value)| ((*name).to_owned(), Some(*value)))
            .collect()
    };
    let before = def
        .entered(
            "parent",
            &typed(&[("total", 18), ("impact", 4), ("emotional", 5)]),
        )
        .expect("scores");
    let after = def
        .entered("parent", &typed(&[("total", 12)]))
        .expect("scores");
    // 2.3 + 0.8 × 18 + 0.2 × 4 − 0.3 × 5 − 12
    assert_eq!(
        def.added_value("parent", &before, &after)
            .map(|v| v.to_string())
            .as_deref(),
        Some("4")
    );
    assert_eq!(def.added_value("self", &before, &after), None);
    assert_eq!(
        def.added_value("parent", &after, &before),
        None,
        "a score it needs is missing"
    );
}

#[test]
fn typed_scores_are_checked_and_the_total_added_up() {
    let def = shipped();
    let typed = |pairs: &[(&str, i64)]| -> Vec<_> {
        pairs
            .iter()
            .map(|(name, value)| ((*name).to_owned(), Some(*value)))
            .collect()
    };
    let four = [
        ("emotional", 3),
        ("conduct", 2),
        ("hyperactivity", 7),
        ("peer", 1),
    ];
    let scores = def.entered("teacher", &typed(&four)).expect("scores");
    assert_eq!(scores.get("total"), Some(13));
    let mut wrong = typed(&four);
    wrong.extend(typed(&[
        ("total", 14),
        ("impact", 7),
        ("peer", 1),
        ("mood", i64::MAX),
        ("prosocial", -1),
    ]));
    assert_eq!(
        told(&def.entered("teacher", &wrong).expect_err("refused")),
        [
            "impact is 7 (expected 0 to 6)",
            "peer is given twice (expected one value)",
            "mood is not a score of this instrument (expected emotional, conduct, hyperactivity, peer, prosocial, total, impact)",
            "prosocial is -1 (expected 0 to 10)",
            "total is 14 (expected 13, the sum of its scales)",
        ]
    );
    let huge = typed(&[
        ("emotional", i64::MAX),
        ("conduct", i64::MAX),
        ("hyperactivity", 1),
        ("peer", 1),
    ]);
    assert_eq!(def.entered("self", &huge).expect_err("refused").len(), 2);
}

#[test]
fn single_answers_need_the_authorisation_on_file() {
    let def = shipped();
    let needed = def.item_level.clone().expect("it needs one").needs;
    assert!(!def.may_score_items([]));
    assert!(!def.may_score_items(["another"]));
    assert!(def.may_score_items(["another", needed.as_str()]));
}

#[test]
fn a_definition_that_does_not_hang_together_names_every_problem() {
    let mut def = shipped();
    def.instrument = "My Score".into();
    def.copyright = String::new();
    def.scales[0].items.push(3);
    def.scales[1].items.push(26);
    def.scales[1].reversed.push(1);
    def.scales[2].at_least = 6;
    def.totals[0].of.push("mood".into());
    def.versions[0].counts.push("garden".into());
    def.bands[0].cuts = vec![19, 15];
    def.bands[1].cuts = vec![5];
    def.bands[2].version = "uncle".into();
    def.bands[4] = def.bands[3].clone();
    def.added_value[0].terms[0].score = "mood".into();
    let places: Vec<String> = def.validate().into_iter().map(|p| p.place).collect();
    assert_eq!(
        places,
        [
            "instrument",
            "copyright",
            "scales.emotional.items",
            "scales.conduct.items",
            "scales.conduct.reversed",
            "scales.hyperactivity.at_least",
            "totals.total.of",
            "versions.self.counts",
            "bands.1.cuts",
            "bands.2.cuts",
            "bands.3.version",
            "bands.5",
            "added_value.parent.terms",
        ]
    );
}

#[test]
fn decimals_are_exact() {
    for (typed, shown) in [
        ("2.3", "2.3"),
        ("-0.3", "-0.3"),
        ("-1", "-1"),
        ("0.250", "0.25"),
        ("1000000", "1000000"),
    ] {
        assert_eq!(
            typed.parse::<Decimal>().map(|d| d.to_string()),
            Ok(shown.into())
        );
    }
    for typed in [
        "",
        "-",
        "1.",
        ".5",
        "1.2345",
        "1e3",
        "1000000.001",
        "NaN",
        "+1",
    ] {
        assert!(typed.parse::<Decimal>().is_err(), "{typed}");
    }
    let read: Vec<Decimal> = serde_json::from_str(r#"[2.3, -1, 7, "0.8"]"#).expect("decimals");
    assert_eq!(
        read.iter().map(ToString::to_string).collect::<Vec<_>>(),
        ["2.3", "-1", "7", "0.8"]
    );
}

/// The rule as a person would do it on paper, with fractions as pairs.
fn by_hand(items: &[usize], reversed: &[usize], answers: &[Option<u8>]) -> Option<i64> {
    let mut sum = 0;
    let mut count = 0;
    for item in items {
        if let Some(answer) = answers[item - 1] {
            sum += if reversed.contains(item) {
                2 - i64::from(answer)
            } else {
                i64::from(answer)
            };
            count += 1;
        }
    }
    if count < 3 {
        return None;
    }
    // The largest whole number not above ½ + 5 × sum / count.
    (0..=10).rev().find(|n| n * 2 * count <= count + 10 * sum)
}

proptest! {
    #[test]
    fn scores_agree_with_the_reference(
        given in proptest::collection::vec(proptest::option::weighted(0.7, 0u8..=2), 25),
        impact in proptest::collection::vec(proptest::option::weighted(0.6, 0u8..=3), 6),
        version in 0usize..3,
    ) {
        let def = shipped();
        let version = ["self", "parent", "teacher"][version];
        let scores = def.score(version, &given, &impact).expect("valid answers");
        let expected = [
            by_hand(&[3, 8, 13, 16, 24], &[], &given),
            by_hand(&[5, 7, 12, 18, 22], &[7], &given),
            by_hand(&[2, 10, 15, 21, 25], &[21, 25], &given),
            by_hand(&[6, 11, 14, 19, 23], &[11, 14], &given),
            by_hand(&[1, 4, 9, 17, 20], &[], &given),
        ];
        let mut total = Some(0);
        for (index, value) in expected.iter().enumerate() {
            prop_assert_eq!(scores.pairs[index].1, *value);
            if index < 4 {
                total = match (total, value) { (Some(sum), Some(value)) => Some(sum + value), _ => None };
            }
        }
        prop_assert_eq!(scores.get("total"), total);
        let counted: &[usize] = if version == "teacher" { &[1, 3, 4] } else { &[1, 2, 3, 4, 5] };
        let ticked: Vec<u8> = counted.iter().filter_map(|place| impact[*place]).collect();
        let points = ticked.iter().map(|tick| match tick { 3 => 2, 2 => 1, _ => 0 }).sum();
        let expected = if impact[0] == Some(0) { Some(0) } else if ticked.is_empty() { None } else { Some(points) };
        prop_assert_eq!(scores.get("impact"), expected);
    }

    #[test]
    fn no_answers_make_it_panic(
        given in proptest::collection::vec(any::<Option<u8>>(), 0..40),
        impact in proptest::collection::vec(any::<Option<u8>>(), 0..10),
        items in any::<u16>(),
        at_least in any::<u16>(),
    ) {
        let mut def = shipped();
        def.items = items;
        def.scales[0].at_least = at_least;
        def.scales[0].items = vec![0, items, u16::MAX];
        let _ = (def.validate(), def.score("self", &given, &impact));
    }
}
