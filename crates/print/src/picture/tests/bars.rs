//! The small bars.

use proptest::prelude::*;

use super::drawing::read;
use crate::picture::bar::{Capacity, Part, capacity, stacked};

fn of(now: u32, band: Option<(u32, u32)>) -> Capacity {
    Capacity {
        whose: "Ana Samplewaite".to_owned(),
        now,
        band,
    }
}

#[test]
fn a_capacity_is_told_with_its_band_and_how_far_off_it_is() {
    assert_eq!(of(14, Some((12, 16))).words(), "14 of 12–16");
    assert_eq!(of(18, Some((12, 16))).words(), "18 of 12–16, 2 above");
    assert_eq!(of(9, Some((12, 16))).words(), "9 of 12–16, 3 below");
    assert_eq!(of(9, Some((10, 10))).words(), "9 of 10, 1 below");
    assert_eq!(of(9, None).words(), "9");
    let svg = capacity(&of(14, Some((12, 16))), "c");
    read(&svg);
    assert!(svg.contains(">14 of 12–16</text>"));
    assert!(svg.contains("Ana Samplewaite: 14 of 12–16</title>"));
}

#[test]
fn parts_are_told_in_words_and_empty_ones_are_left_out() {
    let part = |label: &str, count| Part {
        label: label.to_owned(),
        count,
    };
    let svg = stacked(
        "Goals",
        &[part("met", 2), part("begun", 5), part("left", 0)],
        "s",
    );
    read(&svg);
    assert!(svg.contains("Goals: 2 met, 5 begun</title>"));
    assert!(!svg.contains("left"));
    assert!(stacked("Goals", &[], "s").contains("Goals: none</title>"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_numbers_make_whole_bars(
        now in any::<u32>(),
        band in any::<Option<(u32, u32)>>(),
        counts in prop::collection::vec((any::<u32>(), ".{0,40}"), 0..8),
    ) {
        read(&capacity(&of(now, band), "c"));
        let parts: Vec<Part> = counts.into_iter().map(|(count, label)| Part { label, count }).collect();
        let svg = stacked("Any", &parts, "s");
        read(&svg);
        prop_assert!(svg.contains("Any: "));
    }
}
