//! Who looked at the file, when, at what and why: for who may see that. It is not what is given to a family; that is looked
//! through first.

use askama::Template;
use axum::extract::{Path, RawQuery};
use axum::response::Response;
use casework::read::folder::Want;
use casework::read::looked::MOST;
use jiff::Timestamp;

use super::head::Head;
use super::{asked, opened, words};
use crate::ctx::Ctx;
use crate::frame::{Frame, page};
use crate::problem::Problem;

#[derive(Template)]
#[template(path = "file/looked.html")]
struct Page {
    frame: Frame,
    head: Head,
    lines: Vec<(String, String, String, String)>,
    next: Option<String>,
}

/// `GET /files/{file}/looked`
pub async fn show(
    ctx: Ctx,
    Path(file): Path<String>,
    query: RawQuery,
) -> Result<Response, Problem> {
    let sent = asked(query);
    let after = sent.get("after").split_once('.').and_then(|(at, view)| {
        let at = Timestamp::from_microsecond(at.parse().ok()?).ok()?;
        Some((at, view.parse().ok()?))
    });
    let folder = opened(&ctx, &file, "who-looked", Want::Looked(after)).await?;
    let full = folder.looks.len() as i64 == MOST;
    let next = folder.looks.last().filter(|_| full).map(|last| {
        let (at, view) = last.place();
        format!("/files/{file}/looked?after={}.{view}", at.as_microsecond())
    });
    let lines = folder.looks.iter().map(|look| {
        let seen = &look.seen;
        let at = words::moment(seen.at, &ctx.me.zone);
        let own = folder.name(seen.worker);
        let who = match seen.on_behalf {
            Some(other) => format!("{own} for {}", folder.name(other)),
            None => own.to_owned(),
        };
        (
            at,
            who,
            seen.what.replace(['-', '_'], " "),
            seen.why.clone(),
        )
    });
    Ok(page(&Page {
        frame: ctx.frame("Who looked"),
        head: Head::of(&ctx, &folder, "/looked"),
        lines: lines.collect(),
        next,
    }))
}
