//! What is attached to the file and to the records that the reader reads, latest first. It sends no document itself.

use askama::Template;
use axum::extract::{Path, RawQuery};
use axum::response::Response;
use casework::read::folder::Want;

use super::head::Head;
use super::{asked, opened, words};
use crate::ctx::Ctx;
use crate::frame::{Frame, page};
use crate::problem::Problem;

/// Lines of one page.
const MOST: usize = 50;

struct Line {
    href: String,
    name: String,
    kind: String,
    size: String,
    by: String,
    added: String,
    record: Option<(String, String)>,
}

#[derive(Template)]
#[template(path = "file/documents.html")]
struct Page {
    frame: Frame,
    head: Head,
    lines: Vec<Line>,
    next: Option<String>,
}

/// `GET /files/{file}/documents`
pub async fn show(
    ctx: Ctx,
    Path(file): Path<String>,
    query: RawQuery,
) -> Result<Response, Problem> {
    let sent = asked(query);
    let folder = opened(&ctx, &file, "documents", Want::Nothing).await?;
    let key = |held: &casework::attachment::Held| {
        let record = held.record.map_or_else(String::new, |r| r.to_string());
        format!("{}.{record}", held.sha256)
    };
    let mut all: Vec<_> = folder.seen.attachments.iter().collect();
    all.sort_by_key(|held| std::cmp::Reverse((held.added, held.sha256.clone())));
    if let Some(place) = all.iter().position(|held| key(held) == sent.get("after")) {
        all.drain(..=place);
    }
    let more = all.len() > MOST;
    all.truncate(MOST);
    let next = all
        .last()
        .filter(|_| more)
        .map(|last| format!("/files/{file}/documents?after={}", key(last)));
    let lines = all.iter().map(|held| {
        let record = held.record.and_then(|id| {
            let found = folder.seen.records.iter().find(|r| r.id == id)?;
            let title = folder.form(found)?.1.title.clone();
            Some((format!("/records/{id}"), title))
        });
        // Read on the file that carries it, where two files are about one person.
        Line {
            href: format!("/documents/{}?file={}", held.sha256, folder.seen.file),
            name: held.name.clone(),
            kind: held.media_type.clone(),
            size: size(held.bytes),
            by: folder.name(held.by).to_owned(),
            added: words::moment(held.added, &ctx.me.zone),
            record,
        }
    });
    Ok(page(&Page {
        frame: ctx.frame("Documents"),
        head: Head::of(&ctx, &folder, "/documents"),
        lines: lines.collect(),
        next,
    }))
}

fn size(bytes: u64) -> String {
    match bytes {
        0..=999 => format!("{bytes} B"),
        1_000..=999_999 => format!("{} kB", bytes / 1_000),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}
