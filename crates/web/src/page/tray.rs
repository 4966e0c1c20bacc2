//! Trays: what waits for somebody by their roles, as the pack says, grouped by family and waiting longest first.

use askama::Template;
use axum::extract::{Path, RawQuery};
use axum::response::Response;
use casework::read::tray::{Item, Place, tray, trays};
use jiff::civil::Date;

use super::my_day::why;
use crate::ctx::Ctx;
use crate::days;
use crate::frame::{Frame, page};
use crate::problem::Problem;
use crate::routes::routes;

routes! {
    get "/trays" SignedIn => all;
    get "/trays/{tray}" SignedIn => one;
}

/// A tray at a glance.
struct Glance {
    href: String,
    title: String,
    items: i64,
    oldest: String,
}

#[derive(Template)]
#[template(path = "tray/all.html")]
struct AllPage {
    frame: Frame,
    trays: Vec<Glance>,
}

/// Something that waits.
struct Line {
    name: String,
    href: String,
    restricted: bool,
    title: String,
    says: String,
    waited: String,
    aged: &'static str,
    why: Option<String>,
}

/// What waits for one family.
struct Family {
    name: String,
    lines: Vec<Line>,
}

#[derive(Template)]
#[template(path = "tray/one.html")]
struct OnePage {
    frame: Frame,
    families: Vec<Family>,
    count: usize,
    more: Option<String>,
}

/// `GET /trays`
pub async fn all(ctx: Ctx) -> Result<Response, Problem> {
    let found = ctx.run(|office, acting, _| trays(office, acting)).await?;
    let today = ctx.me.today();
    let trays = found.into_iter().map(|glance| {
        let since = glance
            .oldest
            .map(|at| at.to_zoned(ctx.me.zone.clone()).date());
        let since = since.or(glance.oldest_day.as_deref().and_then(days::day));
        Glance {
            href: format!("/trays/{}", glance.tray),
            title: glance.title,
            items: glance.items,
            oldest: match since {
                Some(since) if glance.items > 0 => {
                    format!("the longest: {}", days::waited(since, today))
                }
                _ => String::new(),
            },
        }
    });
    Ok(page(&AllPage {
        frame: ctx.frame("Trays"),
        trays: trays.collect(),
    }))
}

/// `GET /trays/{tray}`: `after` says where the list goes on.
pub async fn one(
    ctx: Ctx,
    Path(name): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let sent = super::search::asked(query);
    let after: Option<Place> = serde_json::from_str(sent.raw("after")).ok();
    let asked = name.clone();
    let found = ctx
        .run(move |office, acting, _| tray(office, acting, &asked, after.as_ref()))
        .await?;
    let today = ctx.me.today();
    let mut families: Vec<(domain::FileId, Family)> = found
        .families
        .into_iter()
        .map(|(file, name)| {
            let family = Family {
                name,
                lines: Vec::new(),
            };
            (file, family)
        })
        .collect();
    let count = found.items.len();
    for item in found.items {
        if let Some((_, family)) = families.iter_mut().find(|(file, _)| *file == item.family) {
            family.lines.push(line(&ctx, item, today));
        }
    }
    let more = found.after.and_then(|at| serde_json::to_string(&at).ok());
    Ok(page(&OnePage {
        frame: ctx.frame(&found.title),
        families: families.into_iter().map(|(_, family)| family).collect(),
        count,
        more: more.map(|at| {
            let at: String = form_urlencoded::byte_serialize(at.as_bytes()).collect();
            format!("/trays/{name}?after={at}")
        }),
    }))
}

fn line(ctx: &Ctx, item: Item, today: Date) -> Line {
    let file = format!("/files/{}", item.file);
    let since = item
        .since
        .map(|at| at.to_zoned(ctx.me.zone.clone()).date())
        .or(item.since_day.as_deref().and_then(days::day));
    let (waited, aged) = match (item.due, since) {
        (Some(due), _) if due < today => (
            format!("{} out of timescale", days::waited(due, today)),
            "app-state--out",
        ),
        (Some(due), _) => (format!("due {}", days::near(due, today)), "app-state--soon"),
        (None, Some(since)) => (
            format!("waits: {}", days::waited(since, today)),
            aged(since, today),
        ),
        (None, None) => (String::new(), ""),
    };
    let mut says = item.says.unwrap_or_default();
    if let Some(by) = item.by {
        says = match says.is_empty() {
            true => by,
            false => format!("{says} ({by})"),
        };
    }
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
        href: match item.record {
            Some(record) => format!("/records/{record}"),
            None => file,
        },
        name: item.display,
        restricted: item.restricted,
        title: item.title,
        says,
        waited,
        aged,
    }
}

/// How a waiting is shown: what waits for weeks stands out.
pub fn aged(since: Date, today: Date) -> &'static str {
    match days::apart(since, today) {
        ..=6 => "app-state--open",
        7..=20 => "app-state--soon",
        _ => "app-state--out",
    }
}
