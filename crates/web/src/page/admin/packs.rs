//! The practice in force, its source, and the versions that open matters run under. It moves nothing: that is done on the
//! command line, where it can be tried first.

use askama::Template;
use axum::response::Response;
use casework::read::admin::practice::packs;
use pack::model::How;

use crate::ctx::Ctx;
use crate::frame::{Frame, page};
use crate::problem::Problem;

#[derive(Template)]
#[template(path = "admin/packs.html")]
struct Page {
    frame: Frame,
    title: String,
    name: String,
    version: String,
    source: Option<String>,
    clauses: usize,
    features: usize,
    not_software: usize,
    published: Vec<(String, String)>,
    at_work: Vec<(String, String, i64, bool)>,
}

/// `GET /admin/packs`
pub async fn show(ctx: Ctx) -> Result<Response, Problem> {
    let seen = ctx.run(|office, acting, _| packs(office, acting)).await?;
    let head = &seen.pack.head;
    let source = head.source.as_ref().map(|source| match &source.edition {
        Some(edition) => format!("{}, edition {edition}", source.title),
        None => source.title.clone(),
    });
    let clauses = &seen.pack.clauses;
    let met = |wanted: fn(&How) -> bool| {
        let by = clauses.iter().filter_map(|clause| clause.how.as_ref());
        by.filter(|how| wanted(how)).count()
    };
    let version = head.version.value.clone();
    let name = head.pack.value.to_string();
    Ok(page(&Page {
        frame: ctx.frame("Packs"),
        title: head.title.clone(),
        source,
        clauses: clauses.len(),
        features: met(|how| matches!(how, How::Feature(_))),
        not_software: met(|how| matches!(how, How::NotSoftware(_))),
        published: seen
            .published
            .into_iter()
            .map(|(version, at)| (version, at.strftime("%-d %B %Y").to_string()))
            .collect(),
        at_work: seen
            .at_work
            .into_iter()
            .map(|(pack, of, open)| {
                let present = pack == name && of == version;
                (pack, of, open, present)
            })
            .collect(),
        name,
        version,
    }))
}
