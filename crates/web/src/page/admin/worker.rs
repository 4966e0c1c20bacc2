//! One worker: roles and other facts, their account, who acts for them.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use casework::read::admin::people::{people, worker};
use domain::FileId;
use domain::fact::say::day as in_words;
use pack::model::Act;

use super::{Group, groups};
use crate::body::Sent;
use crate::ctx::Ctx;
use crate::frame::{Frame, page};
use crate::problem::Problem;

#[derive(Template)]
#[template(path = "admin/worker.html")]
struct Page {
    frame: Frame,
    worker: FileId,
    own: bool,
    groups: Vec<Group>,
    quick: &'static [(&'static str, &'static str)],
    account: String,
    has_account: bool,
    closed: bool,
    second: bool,
    covers: Vec<(String, String)>,
    may_cover: bool,
    others: Vec<(String, String)>,
    sent: Sent,
    problems: Vec<(String, &'static str)>,
}

/// What is added most often.
const QUICK: &[(&str, &str)] = &[
    ("role_held", "Add a role"),
    ("registration", "Add a registration"),
    ("practising_certificate", "Add a practising certificate"),
    ("supervised_by", "Say who supervises them"),
    ("leave", "Add leave"),
];

/// `GET /admin/people/{worker}`
pub async fn show(ctx: Ctx, Path(worker): Path<String>) -> Result<Response, Problem> {
    let worker = casework::known(&worker, "worker")?;
    draw(&ctx, worker, Sent::default(), Vec::new()).await
}

/// Draws a worker's page, with what was typed on it and is wrong.
pub(super) async fn draw(
    ctx: &Ctx,
    of: FileId,
    sent: Sent,
    problems: Vec<(String, &'static str)>,
) -> Result<Response, Problem> {
    let may_cover = ctx.me.may(Act::Cover);
    let (seen, others) = ctx
        .run(move |office, acting, _| {
            let seen = worker(office, acting, of)?;
            let others = if may_cover {
                people(office, acting, None)?.0
            } else {
                Vec::new()
            };
            Ok((seen, others))
        })
        .await?;
    let name = |file: FileId| {
        let name = seen.kept.names.get(&file.to_string()).cloned();
        name.unwrap_or_else(|| "somebody".into())
    };
    let covers = seen.covers.iter().map(|cover| {
        let says = format!(
            "{} acts for them from {} to {}",
            name(cover.by),
            in_words(cover.from),
            in_words(cover.until)
        );
        (cover.id.to_string(), says)
    });
    let wrong = !problems.is_empty();
    let mut answer = page(&Page {
        frame: ctx.frame(&seen.kept.display),
        worker: of,
        own: seen.kept.own,
        groups: groups(&ctx.me.pack, &seen.kept, ctx.me.today()),
        quick: QUICK,
        account: super::people::account(seen.account.as_ref()),
        has_account: seen.account.is_some(),
        closed: seen.account.as_ref().is_some_and(|a| a.disabled),
        second: seen.account.as_ref().is_some_and(|a| a.second),
        covers: covers.collect(),
        may_cover: may_cover && !seen.kept.own,
        others: others
            .into_iter()
            .filter(|other| other.file != of && !other.roles.is_empty())
            .map(|other| (other.file.to_string(), other.display))
            .collect(),
        sent,
        problems,
    });
    if wrong {
        *answer.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(answer)
}
