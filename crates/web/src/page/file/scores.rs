//! Scores of instruments over time: a chart for each version that was answered, and the table beside it. What scores mean stands
//! in the pack's definition; no question of any instrument is held or shown.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use casework::read::folder::{Folder, Want};
use domain::history::RecordHeld;
use domain::instrument::{Decimal, InstrumentDef};
use jiff::civil::Date;
use pack::model::{FieldType, Purpose};
use print::picture::scores::{Band, Line, Point, Scores, draw};
use serde_json::Value;

use super::head::Head;
use super::{meaning, opened, words};
use crate::ctx::Ctx;
use crate::form::render::{instrument, title_of};
use crate::frame::{Frame, page};
use crate::problem::Problem;

/// A round: one answering of an instrument.
struct Round {
    day: Date,
    when: String,
    who: String,
    version: String,
    href: String,
    scores: BTreeMap<String, i64>,
}

/// A chart with its heading.
struct Chart {
    title: String,
    picture: String,
}

/// A row of the table.
struct Row {
    when: String,
    who: String,
    href: String,
    cells: Vec<(String, Option<String>, Option<String>)>,
}

/// An instrument with its rounds.
struct Instrument {
    title: String,
    copyright: String,
    charts: Vec<Chart>,
    columns: Vec<String>,
    rows: Vec<Row>,
}

#[derive(Template)]
#[template(path = "file/scores.html")]
struct Page {
    frame: Frame,
    head: Head,
    instruments: Vec<Instrument>,
    writes: Vec<(String, String)>,
}

/// `GET /files/{file}/scores`
pub async fn show(ctx: Ctx, Path(file): Path<String>) -> Result<Response, Problem> {
    let folder = opened(&ctx, &file, "scores", Want::Nothing).await?;
    let mut all: BTreeMap<String, (InstrumentDef, Vec<Round>)> = BTreeMap::new();
    for held in meaning::serving(&folder, Purpose::Scores).into_iter().rev() {
        take(&folder, held, &mut all);
    }
    let instruments = all
        .into_values()
        .enumerate()
        .map(|(n, (definition, rounds))| shown(n, &definition, &rounds));
    let subject = folder.subject.as_str();
    let writes = folder
        .pack
        .serving(Purpose::Scores)
        .filter(|form| form.filed_on.iter().any(|s| *s.value == *subject))
        .filter(|form| folder.may.write(&form.record))
        .map(|form| {
            let to = format!("/files/{}/write/{}", folder.seen.file, *form.record);
            (to, form.title.clone())
        });
    Ok(page(&Page {
        frame: ctx.frame("Scores"),
        head: Head::of(&ctx, &folder, "/scores"),
        instruments: instruments.collect(),
        writes: writes.collect(),
    }))
}

fn take(
    folder: &Folder,
    held: &RecordHeld,
    all: &mut BTreeMap<String, (InstrumentDef, Vec<Round>)>,
) {
    let Some((pack, form)) = folder.form(held) else {
        return;
    };
    let answers = meaning::answers_of(folder, held);
    let fields = form.fields().filter(|f| *f.kind == FieldType::Score);
    for field in fields {
        let (Some(definition), Some(answer)) =
            (instrument(pack, field), answers.get(field.id.as_str()))
        else {
            continue;
        };
        let version = answer.get("version").and_then(Value::as_str).unwrap_or("");
        let scores = answer.get("scores").and_then(Value::as_object);
        let scores: BTreeMap<String, i64> = scores
            .into_iter()
            .flatten()
            .filter_map(|(name, value)| Some((name.clone(), value.as_i64()?)))
            .collect();
        let who = definition
            .version(version)
            .map_or_else(|| version.to_owned(), |v| v.title.clone());
        let round = Round {
            day: held.occurred.date,
            when: words::occurred(&held.occurred),
            who,
            version: version.to_owned(),
            href: format!("/records/{}", held.id),
            scores,
        };
        all.entry(definition.instrument.clone())
            .or_insert_with(|| (definition, Vec::new()))
            .1
            .push(round);
    }
}

fn shown(n: usize, definition: &InstrumentDef, rounds: &[Round]) -> Instrument {
    let scheme = definition.schemes.first().map(|s| s.scheme.as_str());
    let names = definition.score_names();
    let columns = names
        .iter()
        .map(|name| title_of(definition, name).0.to_owned())
        .collect();
    let rows = rounds.iter().map(|round| {
        let first = rounds
            .iter()
            .find(|r| r.who == round.who && r.version == round.version);
        let cells = names.iter().map(|name| {
            let Some(value) = round.scores.get(*name).copied() else {
                return ("–".to_owned(), None, None);
            };
            let band = scheme.and_then(|s| definition.band(&round.version, s, name, value));
            let since = first
                .filter(|first| !std::ptr::eq(*first, round))
                .and_then(|first| first.scores.get(*name))
                .map(|before| match value - before {
                    0 => "no change".to_owned(),
                    more if more > 0 => format!("+{more}"),
                    less => format!("\u{2212}{}", less.abs()),
                });
            (value.to_string(), band.map(|b| b.label), since)
        });
        Row {
            when: round.when.clone(),
            who: round.who.clone(),
            href: round.href.clone(),
            cells: cells.collect(),
        }
    });
    Instrument {
        title: definition.title.clone(),
        copyright: definition.copyright.clone(),
        charts: charts(n, definition, scheme, rounds),
        columns,
        rows: rows.collect(),
    }
}

/// A chart of the main score for each version that was answered: bands differ from version to version.
fn charts(
    n: usize,
    definition: &InstrumentDef,
    scheme: Option<&str>,
    rounds: &[Round],
) -> Vec<Chart> {
    let main = definition
        .totals
        .first()
        .map(|t| t.total.as_str())
        .or_else(|| definition.score_names().first().copied());
    let Some(main) = main else {
        return Vec::new();
    };
    let (main_title, _) = title_of(definition, main);
    let versions: Vec<&str> = definition
        .versions
        .iter()
        .map(|v| v.version.as_str())
        .filter(|v| {
            rounds
                .iter()
                .any(|r| r.version == *v && r.scores.contains_key(main))
        })
        .collect();
    let decimal = |value: i64| Decimal::from_thousandths(value.saturating_mul(1000));
    versions
        .into_iter()
        .enumerate()
        .filter_map(|(m, version)| {
            let (_, most) = definition.range(version, main)?;
            let mut lines: BTreeMap<&str, Vec<Point>> = BTreeMap::new();
            for round in rounds.iter().filter(|r| r.version == version) {
                if let Some(score) = round.scores.get(main).and_then(|v| decimal(*v)) {
                    lines.entry(&round.who).or_default().push(Point {
                        date: round.day,
                        score,
                    });
                }
            }
            let who = definition.version(version)?.title.clone();
            let title = format!("{main_title}, {}", who.to_lowercase());
            let chart = Scores {
                title: title.clone(),
                most: decimal(most)?,
                bands: bands(definition, scheme, version, main, most),
                lines: lines
                    .into_iter()
                    .map(|(who, points)| Line {
                        who: who.to_owned(),
                        points,
                    })
                    .collect(),
            };
            Some(Chart {
                title,
                picture: draw(&chart, &format!("scores-{n}-{m}")),
            })
        })
        .collect()
}

/// The bands of a score from the lowest up, as the definition has them.
fn bands(
    definition: &InstrumentDef,
    scheme: Option<&str>,
    version: &str,
    score: &str,
    most: i64,
) -> Vec<Band> {
    let Some(scheme) = scheme else {
        return Vec::new();
    };
    let mut all: Vec<Band> = Vec::new();
    for value in 0..=most.min(1_000) {
        let Some(found) = definition.band(version, scheme, score, value) else {
            continue;
        };
        let Some(to) = Decimal::from_thousandths(value * 1000) else {
            continue;
        };
        match all.last_mut() {
            Some(last) if last.label == found.label => last.to = to,
            _ => all.push(Band {
                label: found.label,
                to,
            }),
        }
    }
    all
}
