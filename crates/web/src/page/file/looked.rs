//! Who looked at the file, when, at what and why: for who may see that. It is not what is given to a family; that is looked
//! through first.

use askama::Template;
use axum::extract::{Path, RawQuery};
use axum::response::Response;
use casework::read::folder::{Want, open};
use casework::read::looked::{Look, MOST, looked};
use domain::FileId;
use jiff::Timestamp;
use pack::model::Act;

use super::asked;
use super::head::Head;
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
    let id: FileId = casework::known(&file, "file")?;
    let after = sent.get("after").split_once('.').and_then(|(at, view)| {
        let at = Timestamp::from_microsecond(at.parse().ok()?).ok()?;
        Some((at, view.parse().ok()?))
    });
    let (folder, looks) = ctx
        .run(move |office, acting, _| {
            let folder = open(office, acting, id, "who-looked", Want::Nothing)?;
            if !folder.may.act(Act::WhoLooked) && !folder.not_told {
                return Err(casework::Error::not_allowed(
                    "your roles do not let you see who looked; a supervisor or manager can",
                ));
            }
            let looks = looked(office, acting, id, after, MOST)?;
            Ok((folder, looks))
        })
        .await?;
    let full = looks.len() as i64 == MOST;
    let next = looks.last().filter(|_| full).map(|last: &Look| {
        let (at, view) = last.place;
        format!("/files/{file}/looked?after={}.{view}", at.as_microsecond())
    });
    let lines = looks.into_iter().map(|look| {
        let at = look.at.strftime("%-d %B %Y, %H:%M").to_string();
        let what = look.what.replace(['-', '_'], " ");
        (at, look.who, what, look.why)
    });
    Ok(page(&Page {
        frame: ctx.frame("Who looked"),
        head: Head::of(&ctx, &folder, "/looked"),
        lines: lines.collect(),
        next,
    }))
}
