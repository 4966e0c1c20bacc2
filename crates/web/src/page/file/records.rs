//! All records that the reader reads, latest first, by kind and by how they stand.

use askama::Template;
use axum::extract::{Path, RawQuery};
use axum::response::Response;
use casework::read::folder::Want;
use domain::history::{RecordHeld, RecordStatus};

use super::head::Head;
use super::{asked, in_query, opened, words};
use crate::ctx::Ctx;
use crate::frame::{Frame, page};
use crate::problem::Problem;

/// Lines of one page.
const MOST: usize = 50;

struct Line {
    href: String,
    title: String,
    when: String,
    by: String,
    stands: String,
    look: &'static str,
    version: u32,
    significant: bool,
}

#[derive(Template)]
#[template(path = "file/records.html")]
struct Page {
    frame: Frame,
    head: Head,
    lines: Vec<Line>,
    kinds: Vec<(String, String, bool)>,
    status: String,
    next: Option<String>,
    filtered: bool,
}

fn state(held: &RecordHeld) -> &'static str {
    match held.status {
        RecordStatus::Waiting(_) => "waiting",
        RecordStatus::Returned(..) => "returned",
        RecordStatus::Complete => "complete",
        RecordStatus::Removed => "removed",
    }
}

/// `GET /files/{file}/records`
pub async fn show(
    ctx: Ctx,
    Path(file): Path<String>,
    query: RawQuery,
) -> Result<Response, Problem> {
    let sent = asked(query);
    let folder = opened(&ctx, &file, "records", Want::Nothing).await?;
    let title = |held: &RecordHeld| {
        let form = folder.form(held).map(|(_, form)| form.title.clone());
        form.unwrap_or_else(|| held.kind.replace('-', " "))
    };
    let mut kinds: Vec<(String, String)> = folder
        .seen
        .records
        .iter()
        .map(|r| (title(r), r.kind.to_string()))
        .collect();
    kinds.sort();
    kinds.dedup_by(|a, b| a.1 == b.1);
    let (kind, status) = (sent.get("kind"), sent.get("status"));
    let mut all: Vec<&RecordHeld> = folder
        .seen
        .records
        .iter()
        .filter(|r| kind.is_empty() || r.kind == *kind)
        .filter(|r| status.is_empty() || state(r) == status)
        .collect();
    all.sort_by_key(|r| std::cmp::Reverse((r.occurred.order(), r.recorded, r.id)));
    if let Some(place) = all
        .iter()
        .position(|r| r.id.to_string() == sent.get("after"))
    {
        all.drain(..=place);
    }
    let more = all.len() > MOST;
    all.truncate(MOST);
    let next = all.last().filter(|_| more).map(|last| {
        format!(
            "/files/{file}/records?kind={}&status={}&after={}",
            in_query(kind),
            in_query(status),
            last.id
        )
    });
    let lines = all.iter().map(|held| {
        let form = folder.form(held).map(|(_, form)| form);
        let (stands, look) = words::standing(&held.status, form);
        Line {
            href: format!("/records/{}", held.id),
            title: title(held),
            when: words::occurred(&held.occurred),
            by: folder.name(held.author).to_owned(),
            stands,
            look,
            version: held.version,
            significant: held.significant,
        }
    });
    Ok(page(&Page {
        frame: ctx.frame("Records"),
        head: Head::of(&ctx, &folder, "/records"),
        lines: lines.collect(),
        kinds: kinds
            .into_iter()
            .map(|(title, of)| {
                let here = of == kind;
                (of, title, here)
            })
            .collect(),
        status: status.to_owned(),
        next,
        filtered: !kind.is_empty() || !status.is_empty(),
    }))
}
