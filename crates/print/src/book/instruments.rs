//! Scored instruments: scales, totals and bands. Items are numbers only: no question is ever written here.

use domain::instrument::{Better, InstrumentDef};
use pack::model::Instrument;

use super::markup::{Out, Row};
use super::name::Book;
use super::rich::Rich;

pub(super) fn chapter(book: &Book<'_>, out: &mut Out) {
    if book.pack.instruments.is_empty() {
        return;
    }
    out.heading(2, "instruments", "Scored instruments");
    out.paragraph(
        "How scores are added up and read. The questions themselves are not part of the system.",
    );
    for instrument in &book.pack.instruments {
        let found = serde_json::from_value::<InstrumentDef>(instrument.definition.clone());
        match found {
            Ok(definition) => one(book, instrument, &definition, out),
            Err(_) => {
                let title = instrument.definition["title"].as_str();
                let title = title.unwrap_or(&instrument.id);
                out.heading(3, &format!("instrument:{}", *instrument.id), title);
                out.paragraph("Its definition could not be read.");
                out.paragraph(book.cited(&instrument.clause));
            }
        }
    }
}

fn one(book: &Book<'_>, instrument: &Instrument, def: &InstrumentDef, out: &mut Out) {
    out.heading(3, &format!("instrument:{}", *instrument.id), &def.title);
    let versions = def.versions.iter().map(|v| Rich::text(&v.title));
    let items = def.item_level.as_ref().map(|level| {
        Rich::text(&format!(
            "Single answers are refused until the service has filed “{}”. {}",
            level.needs.replace(['-', '_'], " "),
            level.why
        ))
    });
    out.facts(vec![
        ("Answered by", Rich::join(versions, ", ")),
        (
            "Items",
            Rich::text(&format!(
                "{}, each answered from {} to {}",
                def.items, def.answers.from, def.answers.to
            )),
        ),
        ("Single answers", items.unwrap_or_default()),
        ("Copyright", Rich::text(&def.copyright)),
        ("Clauses", book.clauses(&instrument.clause)),
        (
            "Written as",
            book.written(&instrument.id, instrument.id.span),
        ),
    ]);
    scores(def, out);
    for scheme in &def.schemes {
        bands(def, &scheme.scheme, out);
    }
}

fn title<'d>(def: &'d InstrumentDef, score: &'d str) -> &'d str {
    let scale = def.scale(score).map(|s| s.title.as_str());
    let total = || {
        def.totals
            .iter()
            .find(|t| t.total == score)
            .map(|t| t.title.as_str())
    };
    let more = || {
        def.supplement
            .iter()
            .find(|s| s.supplement == score)
            .map(|s| s.title.as_str())
    };
    scale.or_else(total).or_else(more).unwrap_or(score)
}

fn numbers<T: ToString>(all: &[T]) -> String {
    let all: Vec<String> = all.iter().map(T::to_string).collect();
    all.join(", ")
}

fn scores(def: &InstrumentDef, out: &mut Out) {
    let rows = def.score_names().into_iter().map(|score| {
        let made = match def.scale(score) {
            Some(scale) if scale.reversed.is_empty() => {
                format!(
                    "items {}; at least {} answered",
                    numbers(&scale.items),
                    scale.at_least
                )
            }
            Some(scale) => format!(
                "items {}, of which {} count from the other end; at least {} answered",
                numbers(&scale.items),
                numbers(&scale.reversed),
                scale.at_least
            ),
            None => match def.totals.iter().find(|t| t.total == score) {
                Some(total) => {
                    let of: Vec<&str> = total.of.iter().map(|s| title(def, s)).collect();
                    format!("the sum of {}", of.join(", "))
                }
                None => "questions beside the items".to_owned(),
            },
        };
        let ranges = def.versions.iter().filter_map(|v| {
            let (least, most) = def.range(&v.version, score)?;
            Some((v.title.as_str(), format!("{least} to {most}")))
        });
        let ranges: Vec<(&str, String)> = ranges.collect();
        let range = match &ranges[..] {
            [] => Rich::default(),
            [(_, first), rest @ ..] if rest.iter().all(|(_, r)| r == first) => Rich::text(first),
            all => Rich::points(all.iter().map(|(v, r)| Rich::text(&format!("{v}: {r}")))),
        };
        let better = match def.better(score) {
            Some(Better::Lower) => "lower",
            Some(Better::Higher) => "higher",
            None => "",
        };
        Row::of(vec![
            Rich::text(title(def, score)),
            Rich::text(&made),
            range,
            Rich::text(better),
        ])
    });
    let heads = ["Score", "Made of", "Runs from", "Better is"];
    out.table(&format!("Scores of {}", def.title), &heads, rows.collect());
}

/// One table a scheme: a row for each version and score, a column for each band.
fn bands(def: &InstrumentDef, scheme: &str, out: &mut Out) {
    let Some(found) = def.schemes.iter().find(|s| s.scheme == scheme) else {
        return;
    };
    let other = !found.labels_higher.is_empty();
    let heads = found.labels.iter().enumerate().map(|(index, label)| {
        match found.labels_higher.get(index) {
            Some(higher) if other && higher != label => format!("{label} / {higher}"),
            _ => label.clone(),
        }
    });
    let heads: Vec<String> = std::iter::once("Score".to_owned()).chain(heads).collect();
    let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
    for version in &def.versions {
        let own = def.bands.iter();
        let own = own.filter(|b| b.scheme == scheme && b.version == version.version);
        let rows = own.map(|bands| {
            let better = def.better(&bands.score).unwrap_or(Better::Lower);
            let range = def.range(&version.version, &bands.score);
            let mut cells = vec![Rich::text(title(def, &bands.score))];
            cells.extend(
                cuts(&bands.cuts, better, range)
                    .iter()
                    .map(|c| Rich::text(c)),
            );
            Row::of(cells)
        });
        let caption = format!("Bands, {}: {}", scheme.replace('-', " "), version.title);
        out.table(&caption, &heads, rows.collect());
    }
}

/// What each band runs from and to, best first.
pub(super) fn cuts(cuts: &[i64], better: Better, range: Option<(i64, i64)>) -> Vec<String> {
    let mut words = Vec::new();
    let said = |from: i64, to: i64| match from == to {
        true => from.to_string(),
        false => format!("{from} to {to}"),
    };
    match better {
        Better::Lower => {
            let mut from = range.map(|(least, _)| least);
            for cut in cuts {
                words.push(match from {
                    Some(from) => said(from, *cut),
                    None => format!("up to {cut}"),
                });
                from = Some(cut.saturating_add(1));
            }
            words.extend(from.map(|from| match range {
                Some((_, most)) => said(from, most),
                None => format!("{from} and more"),
            }));
        }
        Better::Higher => {
            let mut to = range.map(|(_, most)| most);
            for cut in cuts {
                words.push(match to {
                    Some(to) => said(*cut, to),
                    None => format!("{cut} and more"),
                });
                to = Some(cut.saturating_sub(1));
            }
            words.extend(to.map(|to| match range {
                Some((least, _)) => said(least, to),
                None => format!("up to {to}"),
            }));
        }
    }
    words
}
