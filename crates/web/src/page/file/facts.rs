//! What is known: every fact that the reader may know, by heading and kind, with when it held, field by field. It shows; stating,
//! ending and correcting have pages of their own.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use casework::derive::fact_of;
use casework::read::folder::{Folder, Want};
use domain::fact::describe::{Description, Heading, all};
use domain::fact::say;

use super::head::Head;
use super::known::Known;
use super::{opened, words};
use crate::ctx::Ctx;
use crate::frame::{Frame, page};
use crate::problem::Problem;

/// A fact.
struct Line {
    id: String,
    says: String,
    fields: Vec<(&'static str, String)>,
    stated: String,
    ended: bool,
}

/// Facts of one kind.
struct Kind {
    kind: &'static str,
    title: &'static str,
    holds: Vec<Line>,
    before: Vec<Line>,
}

#[derive(Template)]
#[template(path = "file/facts.html")]
struct Page {
    frame: Frame,
    head: Head,
    headings: Vec<(&'static str, Vec<Kind>)>,
    offers: Vec<(&'static str, &'static str)>,
    may: bool,
}

/// `GET /files/{file}/facts`
pub async fn show(ctx: Ctx, Path(file): Path<String>) -> Result<Response, Problem> {
    let folder = opened(&ctx, &file, "facts", Want::Nothing).await?;
    let fitting = |d: &&'static Description| d.subjects().contains(&folder.subject);
    let headings = Heading::ALL.iter().filter_map(|heading| {
        let of = all().filter(fitting).filter(|d| d.heading == *heading);
        let kinds: Vec<Kind> = of
            .map(|d| kind(&ctx, &folder, d))
            .filter(|kind| !kind.holds.is_empty() || !kind.before.is_empty())
            .collect();
        (!kinds.is_empty()).then_some((heading.title(), kinds))
    });
    Ok(page(&Page {
        frame: ctx.frame("Facts"),
        head: Head::of(&ctx, &folder, "/facts"),
        headings: headings.collect(),
        offers: all().filter(fitting).map(|d| (d.kind, d.title)).collect(),
        may: folder.may.facts,
    }))
}

fn kind(ctx: &Ctx, folder: &Folder, of: &'static Description) -> Kind {
    let naming = Known {
        folder,
        pack: &folder.pack,
    };
    let today = ctx.me.today();
    let mut kind = Kind {
        kind: of.kind,
        title: of.title,
        holds: Vec::new(),
        before: Vec::new(),
    };
    for held in folder
        .seen
        .facts
        .iter()
        .rev()
        .filter(|f| f.what == *of.kind)
    {
        let Some(fact) = fact_of(&held.what, &held.value) else {
            continue;
        };
        let ended = held.period.to.is_some_and(|to| to < today);
        let line = Line {
            id: held.id.to_string(),
            says: naming.sentence(&fact, &held.period),
            fields: say::lines(&fact, &naming),
            stated: words::occurred(&held.stated),
            ended,
        };
        if ended {
            kind.before.push(line);
        } else {
            kind.holds.push(line);
        }
    }
    kind
}
