//! A service for whoever manages it: who waits for a worker, what waits for a signature, and what is out of timescale with what
//! was agreed; by team. Numbers stand in words and in a table beside each picture. No worker is compared with another.

use std::collections::BTreeMap;

use askama::Template;
use axum::response::Response;
use casework::read::service::{Part, service};
use casework::read::tray::Item;
use jiff::civil::Date;
use pack::model::Act;
use print::picture::bar::{Part as Slice, stacked};

use super::my_day::why;
use crate::ctx::Ctx;
use crate::days;
use crate::frame::{Frame, page};
use crate::problem::Problem;
use crate::routes::routes;

routes! {
    get "/overview" SignedIn => show;
}

/// A number of something, with its picture and the table beside it.
struct Counted {
    title: String,
    bar: String,
    rows: Vec<(String, usize)>,
}

/// A line of a list.
struct Line {
    href: String,
    name: String,
    restricted: bool,
    title: String,
    says: String,
    when: String,
    why: Option<String>,
}

/// A list and how many it has in all.
struct List {
    id: &'static str,
    title: &'static str,
    count: i64,
    lines: Vec<Line>,
    more: i64,
    look: &'static str,
}

#[derive(Template)]
#[template(path = "overview/show.html")]
struct Page {
    frame: Frame,
    counted: Vec<Counted>,
    lists: Vec<List>,
    allocates: bool,
}

/// `GET /overview`
pub async fn show(ctx: Ctx) -> Result<Response, Problem> {
    if !ctx.me.may(Act::Allocate) {
        return Err(Problem::NotAllowed(
            "your roles neither supervise nor allocate here".into(),
        ));
    }
    let found = ctx.run(|office, acting, _| service(office, acting)).await?;
    let today = ctx.me.today();
    let parts = [
        ("Out of timescale, by what it is", titles(&found.late)),
        ("Out of timescale, by team", teams(&found.by_team)),
        ("Awaiting signature, by what it is", titles(&found.unsigned)),
        ("Without a worker, by stage", stages(&found.unallocated)),
    ];
    let counted = parts
        .into_iter()
        .enumerate()
        .filter(|(_, (_, rows))| !rows.is_empty())
        .map(|(number, (title, rows))| counted(title, rows, number));
    let lists = [
        list(
            &ctx,
            ("unallocated", "Without a worker"),
            found.unallocated,
            today,
        ),
        list(
            &ctx,
            ("unsigned", "Awaiting signature"),
            found.unsigned,
            today,
        ),
        list(
            &ctx,
            ("late", "Out of timescale, with what was agreed"),
            found.late,
            today,
        ),
    ];
    Ok(page(&Page {
        frame: ctx.frame("Overview"),
        counted: counted.collect(),
        lists: lists.into_iter().collect(),
        allocates: ctx.me.may(Act::Allocate),
    }))
}

fn by(part: &Part, of: impl Fn(&Item) -> String) -> Vec<(String, usize)> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for item in &part.items {
        *counts.entry(of(item)).or_default() += 1;
    }
    let shown: usize = counts.values().sum();
    let mut rows: Vec<(String, usize)> = counts.into_iter().collect();
    rows.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let beyond = usize::try_from(part.count)
        .unwrap_or(0)
        .saturating_sub(shown);
    if beyond > 0 {
        rows.push(("not listed below".to_owned(), beyond));
    }
    rows
}

fn titles(part: &Part) -> Vec<(String, usize)> {
    by(part, |item| item.title.clone())
}

fn stages(part: &Part) -> Vec<(String, usize)> {
    by(part, |item| {
        let stage = item.says.clone().unwrap_or_default();
        format!("{}: {stage}", item.title)
    })
}

fn teams(all: &[(String, i64)]) -> Vec<(String, usize)> {
    let named = all.iter().map(|(team, count)| {
        let name = match team.is_empty() {
            true => "without a team".to_owned(),
            false => team.clone(),
        };
        (name, usize::try_from(*count).unwrap_or(0))
    });
    named.collect()
}

fn counted(title: &str, rows: Vec<(String, usize)>, number: usize) -> Counted {
    let parts: Vec<Slice> = rows
        .iter()
        .map(|(label, count)| Slice {
            label: label.clone(),
            count: u32::try_from(*count).unwrap_or(u32::MAX),
        })
        .collect();
    Counted {
        bar: stacked(title, &parts, &format!("counted-{number}")),
        title: title.to_owned(),
        rows,
    }
}

fn list(ctx: &Ctx, (id, title): (&'static str, &'static str), part: Part, today: Date) -> List {
    let shown = part.items.len() as i64;
    List {
        id,
        title,
        count: part.count,
        more: (part.count - shown).max(0),
        look: if id == "late" { "app-state--out" } else { "" },
        lines: part
            .items
            .into_iter()
            .map(|item| line(ctx, id, item, today))
            .collect(),
    }
}

fn line(ctx: &Ctx, list: &str, item: Item, today: Date) -> Line {
    let file = format!("/files/{}", item.file);
    let since = item
        .since
        .map(|at| at.to_zoned(ctx.me.zone.clone()).date())
        .or(item.since_day.as_deref().and_then(days::day));
    let when = match (item.due, since) {
        (Some(due), _) => days::waited(due, today),
        (None, Some(since)) => days::waited(since, today),
        (None, None) => String::new(),
    };
    let says = match (list, item.says, item.by) {
        ("late", None, _) => "no reason is agreed yet".to_owned(),
        ("late", Some(says), Some(by)) => format!("“{says}”, agreed with {by}"),
        ("late", Some(says), None) => format!("“{says}”"),
        (_, Some(says), Some(by)) => format!("{says}, {by}"),
        (_, says, by) => says.or(by).unwrap_or_default(),
    };
    Line {
        why: item.cycle.map(|(key, n)| {
            why(
                &file,
                item.matter.map(|m| m.to_string()),
                &item.what,
                &key,
                n,
            )
        }),
        href: match (list, item.record) {
            ("unallocated", _) => format!("/allocation/{}", item.file),
            (_, Some(record)) => format!("/records/{record}"),
            _ => file,
        },
        name: item.display,
        restricted: item.restricted,
        title: item.title,
        says,
        when,
    }
}
