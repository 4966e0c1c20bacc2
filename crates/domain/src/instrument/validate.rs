//! Whether a definition hangs together. Reports every problem with its place in the pack's file; a loader turns places
//! into lines.

use super::def::{Bands, Better, InstrumentDef, Scheme};
use super::found::Found;
use super::score::Problem;
use crate::text::{LINE_MAX, TEXT_MAX};

/// Most items an instrument may have.
const ITEMS_MAX: u16 = 500;
/// Highest answer an item may have.
const ANSWER_MAX: u8 = 20;

impl InstrumentDef {
    /// Every problem of the definition.
    pub fn validate(&self) -> Vec<Problem> {
        let mut found = Found(Vec::new());
        self.check_head(&mut found);
        self.check_scales(&mut found);
        self.check_totals(&mut found);
        self.check_supplement(&mut found);
        for scheme in &self.schemes {
            check_scheme(scheme, &mut found);
        }
        for (index, bands) in self.bands.iter().enumerate() {
            let again = self.bands.iter().take(index).any(|earlier| {
                earlier.version == bands.version
                    && earlier.scheme == bands.scheme
                    && earlier.score == bands.score
            });
            self.check_bands(index + 1, bands, again, &mut found);
        }
        self.check_added_value(&mut found);
        found.0
    }

    fn check_head(&self, found: &mut Found) {
        found.ident("instrument", &self.instrument);
        found.text("title", &self.title, LINE_MAX);
        found.text("copyright", &self.copyright, TEXT_MAX);
        if let Some(item_level) = &self.item_level {
            found.ident("item_level.needs", &item_level.needs);
            found.text("item_level.why", &item_level.why, TEXT_MAX);
        }
        if !(1..=ITEMS_MAX).contains(&self.items) {
            found.add(
                "items",
                format!("is {}", self.items),
                format!("1 to {ITEMS_MAX}"),
            );
        }
        if self.answers.from >= self.answers.to || self.answers.to > ANSWER_MAX {
            let range = format!("is {} to {}", self.answers.from, self.answers.to);
            found.add(
                "answers",
                range,
                format!("a lower and a higher number, at most {ANSWER_MAX}"),
            );
        }
        found.some("versions", self.versions.len());
        found.unique("versions", self.versions.iter().map(|v| v.version.as_str()));
        for version in &self.versions {
            found.ident("versions", &version.version);
            found.text(
                &format!("versions.{}.title", version.version),
                &version.title,
                LINE_MAX,
            );
        }
        found.unique("scales", self.score_names().into_iter());
        found.unique("schemes", self.schemes.iter().map(|s| s.scheme.as_str()));
    }

    fn check_scales(&self, found: &mut Found) {
        found.some("scales", self.scales.len());
        for scale in &self.scales {
            found.ident("scales", &scale.scale);
            let place = |part: &str| format!("scales.{}.{part}", scale.scale);
            found.text(&place("title"), &scale.title, LINE_MAX);
            found.some(&place("items"), scale.items.len());
            for (index, item) in scale.items.iter().enumerate() {
                if !(1..=self.items).contains(item) {
                    found.add(
                        &place("items"),
                        format!("names item {item}"),
                        format!("1 to {}", self.items),
                    );
                }
                if scale
                    .items
                    .iter()
                    .take(index)
                    .any(|earlier| earlier == item)
                {
                    found.add(
                        &place("items"),
                        format!("names item {item} twice"),
                        "each item once",
                    );
                }
            }
            for item in scale
                .reversed
                .iter()
                .filter(|item| !scale.items.contains(item))
            {
                found.add(
                    &place("reversed"),
                    format!("names item {item}"),
                    "an item of the scale",
                );
            }
            if !(1..=scale.items.len().max(1)).contains(&usize::from(scale.at_least)) {
                let most = scale.items.len();
                found.add(
                    &place("at_least"),
                    format!("is {}", scale.at_least),
                    format!("1 to {most}"),
                );
            }
        }
    }

    fn check_totals(&self, found: &mut Found) {
        for total in &self.totals {
            found.ident("totals", &total.total);
            let place = |part: &str| format!("totals.{}.{part}", total.total);
            found.text(&place("title"), &total.title, LINE_MAX);
            found.some(&place("of"), total.of.len());
            found.unique(&place("of"), total.of.iter().map(String::as_str));
            for scale in total.of.iter().filter(|scale| self.scale(scale).is_none()) {
                let known: Vec<&str> = self.scales.iter().map(|s| s.scale.as_str()).collect();
                found.add(&place("of"), format!("names {scale}"), known.join(", "));
            }
        }
    }

    fn check_supplement(&self, found: &mut Found) {
        let places: Vec<&str> = self
            .supplement
            .iter()
            .flat_map(|s| &s.places)
            .map(|p| p.place.as_str())
            .collect();
        if let Some(part) = &self.supplement {
            found.ident("supplement", &part.supplement);
            found.text("supplement.title", &part.title, LINE_MAX);
            found.some("supplement.places", places.len());
            found.unique("supplement.places", places.iter().copied());
            for place in &part.places {
                found.ident("supplement.places", &place.place);
                found.text(
                    &format!("supplement.places.{}.title", place.place),
                    &place.title,
                    LINE_MAX,
                );
            }
            if let Some(gate) = part.gate.as_deref().filter(|gate| !places.contains(gate)) {
                found.add("supplement.gate", format!("is {gate}"), places.join(", "));
            }
            if part.points.len() < 2 || part.points.len() > usize::from(ANSWER_MAX) {
                let count = format!("has {} entries", part.points.len());
                found.add(
                    "supplement.points",
                    count,
                    format!("2 to {ANSWER_MAX}, one per answer from 0 on"),
                );
            }
        }
        for version in &self.versions {
            let place = format!("versions.{}.counts", version.version);
            found.unique(&place, version.counts.iter().map(String::as_str));
            for name in version
                .counts
                .iter()
                .filter(|name| !places.contains(&name.as_str()))
            {
                found.add(&place, format!("names {name}"), places.join(", "));
            }
            if self.supplement.is_some() && version.counts.is_empty() {
                found.add(
                    &place,
                    "is empty",
                    "the places of the supplement that add to its score",
                );
            }
        }
    }

    fn check_bands(&self, number: usize, bands: &Bands, again: bool, found: &mut Found) {
        let place = format!("bands.{number}");
        if again {
            found.add(
                &place,
                "repeats an earlier entry",
                "one entry per version, scheme and score",
            );
        }
        if self.version(&bands.version).is_none() {
            found.add(
                &format!("{place}.version"),
                format!("is {}", bands.version),
                "a version",
            );
        }
        let names = self.score_names();
        if !names.contains(&bands.score.as_str()) {
            found.add(
                &format!("{place}.score"),
                format!("is {}", bands.score),
                names.join(", "),
            );
        }
        let place_of_cuts = format!("{place}.cuts");
        match self.schemes.iter().find(|s| s.scheme == bands.scheme) {
            None => found.add(
                &format!("{place}.scheme"),
                format!("is {}", bands.scheme),
                "a scheme",
            ),
            Some(scheme) if bands.cuts.len() + 1 != scheme.labels.len() => {
                let expected = format!(
                    "{}, one fewer than the labels",
                    scheme.labels.len().saturating_sub(1)
                );
                found.add(
                    &place_of_cuts,
                    format!("has {} entries", bands.cuts.len()),
                    expected,
                );
            }
            Some(_) => {}
        }
        let (in_order, order) = match self.better(&bands.score) {
            Some(Better::Higher) => (bands.cuts.is_sorted_by(|a, b| a > b), "falling"),
            _ => (bands.cuts.is_sorted_by(|a, b| a < b), "rising"),
        };
        if !in_order {
            found.add(
                &place_of_cuts,
                "is not in order",
                format!("{order} numbers, none twice"),
            );
        }
        if let Some((low, high)) = self.range(&bands.version, &bands.score)
            && let Some(cut) = bands.cuts.iter().find(|cut| !(low..=high).contains(*cut))
        {
            found.add(
                &place_of_cuts,
                format!("has {cut}"),
                format!("{low} to {high}"),
            );
        }
    }

    fn check_added_value(&self, found: &mut Found) {
        found.unique(
            "added_value",
            self.added_value.iter().map(|f| f.version.as_str()),
        );
        let names = self.score_names();
        for formula in &self.added_value {
            if self.version(&formula.version).is_none() {
                found.add(
                    "added_value.version",
                    format!("is {}", formula.version),
                    "a version",
                );
            }
            let place = format!("added_value.{}.terms", formula.version);
            found.some(&place, formula.terms.len());
            for term in formula
                .terms
                .iter()
                .filter(|term| !names.contains(&term.score.as_str()))
            {
                found.add(&place, format!("names {}", term.score), names.join(", "));
            }
        }
    }
}

fn check_scheme(scheme: &Scheme, found: &mut Found) {
    found.ident("schemes", &scheme.scheme);
    let place = |part: &str| format!("schemes.{}.{part}", scheme.scheme);
    if scheme.labels.len() < 2 {
        found.add(
            &place("labels"),
            format!("has {} entries", scheme.labels.len()),
            "at least 2",
        );
    }
    if !scheme.labels_higher.is_empty() && scheme.labels_higher.len() != scheme.labels.len() {
        let count = format!("has {} entries", scheme.labels_higher.len());
        found.add(
            &place("labels_higher"),
            count,
            format!("{}, as many as labels", scheme.labels.len()),
        );
    }
    for label in scheme.labels.iter().chain(&scheme.labels_higher) {
        found.text(&place("labels"), label, LINE_MAX);
    }
}
