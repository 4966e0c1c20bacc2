//! Everything that happened, latest first: records, stages, who worked with them, states, decisions on timescales. The filter
//! stands in the address, and a page goes on after the last line seen.

use askama::Template;
use axum::extract::{Path, RawQuery};
use axum::response::Response;
use casework::read::folder::{Folder, Want};
use domain::FileId;
use domain::event::{Directive, Occurred};
use domain::history::RecordHeld;
use jiff::civil::{Date, DateTime};
use pack::model::Meaning;

use super::head::Head;
use super::{asked, in_query, meaning, opened, words};
use crate::body::Sent;
use crate::ctx::Ctx;
use crate::frame::{Frame, page};
use crate::problem::Problem;

/// Lines of one page.
const MOST: usize = 30;

/// Something that happened.
pub struct Line {
    key: String,
    order: (DateTime, String),
    kind: String,
    who: Option<FileId>,
    significant: bool,
    /// What it is.
    pub title: String,
    /// Who did it.
    pub by: String,
    /// When.
    pub when: String,
    /// What there is to say of it.
    pub says: Option<String>,
    /// Where it is read.
    pub href: Option<String>,
    /// How it stands, and the look of that.
    pub stands: Option<(String, &'static str)>,
    /// Whether it belongs in the chronology.
    pub marked: bool,
}

#[derive(Template)]
#[template(path = "file/timeline.html")]
struct Page {
    frame: Frame,
    head: Head,
    lines: Vec<Line>,
    kinds: Vec<(String, String, bool)>,
    people: Vec<(String, String, bool)>,
    from: String,
    significant: bool,
    next: Option<String>,
    filtered: bool,
}

/// `GET /files/{file}/timeline`
pub async fn show(
    ctx: Ctx,
    Path(file): Path<String>,
    query: RawQuery,
) -> Result<Response, Problem> {
    let sent = asked(query);
    let folder = opened(&ctx, &file, "timeline", Want::Nothing).await?;
    let all = lines(&folder);
    let kinds = choices(
        all.iter()
            .map(|l| (l.kind.clone(), kind_title(&folder, &l.kind))),
        sent.get("kind"),
    );
    let people = choices(
        all.iter()
            .filter_map(|l| Some((l.who?.to_string(), folder.name(l.who?).to_owned()))),
        sent.get("who"),
    );
    let from = sent.get("from").parse::<Date>().ok();
    let significant = sent.get("significant") == "yes";
    let fits = |line: &Line| {
        (sent.get("kind").is_empty() || line.kind == sent.get("kind"))
            && (sent.get("who").is_empty()
                || line.who.is_some_and(|w| w.to_string() == sent.get("who")))
            && from.is_none_or(|from| line.order.0.date() >= from)
            && (!significant || line.significant)
    };
    let mut shown: Vec<Line> = all.into_iter().filter(fits).collect();
    if let Some(place) = shown.iter().position(|l| l.key == sent.get("after")) {
        shown.drain(..=place);
    }
    let more = shown.len() > MOST;
    shown.truncate(MOST);
    let next = shown.last().filter(|_| more).map(|last| {
        let filter: Vec<String> = ["kind", "who", "from", "significant"]
            .iter()
            .filter(|name| !sent.get(name).is_empty())
            .map(|name| format!("{name}={}&", in_query(sent.get(name))))
            .collect();
        format!(
            "/files/{file}/timeline?{}after={}",
            filter.concat(),
            last.key
        )
    });
    Ok(page(&Page {
        frame: ctx.frame("Timeline"),
        head: Head::of(&ctx, &folder, "/timeline"),
        lines: shown,
        kinds,
        people,
        from: sent.get("from").to_owned(),
        significant,
        next,
        filtered: is_filtered(&sent),
    }))
}

fn is_filtered(sent: &Sent) -> bool {
    ["kind", "who", "from", "significant"]
        .iter()
        .any(|name| !sent.get(name).is_empty())
}

/// Choices of a filter, each once, by what people read.
fn choices(
    all: impl Iterator<Item = (String, String)>,
    chosen: &str,
) -> Vec<(String, String, bool)> {
    let mut each: Vec<(String, String)> = all.collect();
    each.sort_by(|a, b| (&a.1, &a.0).cmp(&(&b.1, &b.0)));
    each.dedup();
    each.into_iter()
        .map(|(value, text)| {
            let here = value == chosen;
            (value, text, here)
        })
        .collect()
}

fn kind_title(folder: &Folder, kind: &str) -> String {
    match kind {
        "stage" => "Stages".to_owned(),
        "worker" => "Who works with them".to_owned(),
        "decision" => "Decisions on timescales".to_owned(),
        kind => {
            let form = folder.pack.form(kind);
            form.map_or_else(|| kind.replace('-', " "), |f| f.title.clone())
        }
    }
}

/// All lines, latest first.
pub fn lines(folder: &Folder) -> Vec<Line> {
    let mut all: Vec<Line> = folder
        .seen
        .records
        .iter()
        .map(|r| record(folder, r))
        .collect();
    all.extend(stages(folder));
    all.extend(workers(folder));
    all.extend(decisions(folder));
    all.sort_by(|a, b| b.order.cmp(&a.order));
    all
}

fn record(folder: &Folder, held: &RecordHeld) -> Line {
    let form = folder.form(held).map(|(_, form)| form);
    let answers = meaning::answers_of(folder, held);
    let says = form.and_then(|form| {
        [Meaning::WhatHappened, Meaning::Decision, Meaning::NextStep]
            .into_iter()
            .find_map(|meaning| {
                let (field, value) = meaning::answer(form, &answers, meaning)?;
                Some(meaning::line(folder, held, field, value))
            })
    });
    let (stands, look) = words::standing(&held.status, form);
    Line {
        key: format!("r{}", held.id),
        order: (held.occurred.order(), held.id.to_string()),
        kind: held.kind.to_string(),
        who: Some(held.author),
        significant: held.significant,
        title: form.map_or_else(|| held.kind.replace('-', " "), |f| f.title.clone()),
        by: folder.name(held.author).to_owned(),
        when: words::occurred(&held.occurred),
        says: says.map(|text| words::beginning(&text, 280)),
        href: Some(format!("/records/{}", held.id)),
        stands: (look != "met").then_some((stands, look)),
        marked: held.significant,
    }
}

fn event(
    folder: &Folder,
    id: domain::EventId,
    what: &str,
    at: &Occurred,
    (kind, title): (&str, String),
) -> Line {
    let happened = folder.happened.get(&id);
    Line {
        key: format!("{what}{id}"),
        order: (at.order(), id.to_string()),
        kind: kind.to_owned(),
        who: happened.map(|h| h.by),
        significant: kind == "stage",
        title,
        by: happened.map_or_else(String::new, |h| folder.name(h.by).to_owned()),
        when: words::occurred(at),
        says: happened.and_then(|h| h.why.clone()),
        href: None,
        stands: None,
        marked: false,
    }
}

fn stages(folder: &Folder) -> Vec<Line> {
    let mut all = Vec::new();
    for held in &folder.seen.matters {
        let kind = folder.matter(held).map(|(_, kind)| kind);
        let name = kind.map_or_else(|| held.kind.to_string(), |k| k.title.clone());
        for (n, span) in held.stages.iter().enumerate() {
            let stage = kind.and_then(|k| k.stage(&span.stage));
            let stage = stage.map_or_else(|| span.stage.to_string(), |s| s.title.clone());
            let title = if n == 0 {
                format!("{name} opened: {stage}")
            } else {
                format!("{name}: {stage}")
            };
            all.push(event(folder, span.event, "s", &span.from, ("stage", title)));
        }
    }
    for span in &folder.states {
        let pack = span.matter.and_then(|id| {
            let held = folder.seen.matters.iter().find(|m| m.id == id)?;
            Some(folder.matter(held)?.0)
        });
        let pack = pack.unwrap_or(&folder.pack);
        let Some(state) = pack.state(&span.state) else {
            continue;
        };
        let value = state.values.iter().find(|v| *v.id.value == *span.value);
        let value = value.map_or(span.value.as_str(), |v| v.title.as_str());
        let title = format!("{}: {value}", state.title);
        all.push(event(folder, span.event, "v", &span.from, ("stage", title)));
    }
    all
}

fn workers(folder: &Folder) -> Vec<Line> {
    let mut all = Vec::new();
    for one in &folder.involvements {
        let role = folder.pack.role(&one.role);
        let role = role.map_or_else(|| one.role.replace('-', " "), |r| r.title.to_lowercase());
        let name = folder.name(one.worker);
        let began = format!("{name} began as {role}");
        all.push(event(folder, one.event, "w", &one.from, ("worker", began)));
        if let (Some(to), Some(id)) = (&one.to, one.ended_by) {
            let ended = format!("{name} ended as {role}");
            all.push(event(folder, id, "e", to, ("worker", ended)));
        }
    }
    all
}

fn decisions(folder: &Folder) -> Vec<Line> {
    let directed = folder.directions.iter().map(|d| {
        let clock = folder.pack.clock(&d.clock);
        let clock = clock.map_or_else(|| d.clock.replace('-', " "), |c| c.title.clone());
        let what = match &d.direction {
            Directive::ExtendTo { date } => format!("more time until {}", words::day(*date)),
            Directive::Dismiss => "not needed".to_owned(),
            Directive::SetInterval { interval } => format!("every {interval}"),
        };
        let title = format!("{clock}: {what}");
        event(folder, d.event, "d", &d.at, ("decision", title))
    });
    directed.collect()
}
