//! A worker's account as somebody else looks after it: opening, a new first password, closing, a lost second factor. A password
//! that is given stands on one page once, and is kept nowhere but as a hash.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use casework::Ids;
use casework::account::{open, second};
use casework::read::admin::people::worker as read;
use domain::FileId;

use crate::body::Sent;
use crate::ctx::{Ctx, go_and_say};
use crate::frame::{Frame, page};
use crate::problem::Problem;

/// A password on its only page.
pub(super) struct Given {
    /// What was done.
    pub title: &'static str,
    /// Whose it is.
    pub who: String,
    /// The sign-in name.
    pub name: String,
    /// The password.
    pub password: String,
}

#[derive(Template)]
#[template(path = "admin/password.html")]
struct Once {
    frame: Frame,
    worker: FileId,
    given: Given,
}

/// A first password: five groups that can be read out on a telephone, of a hundred bits and more.
pub(super) fn fresh(ids: Ids<'_>) -> String {
    // Without letters and figures that are taken for one another.
    const SIGNS: &[u8; 28] = b"abcdefghjkmnpqrstuvwxyz23456";
    let mut bits = ids();
    let mut groups = Vec::new();
    for _ in 0..5 {
        let mut group = String::new();
        for _ in 0..5 {
            let place = usize::try_from(bits % 28).unwrap_or_default();
            group.push(SIGNS.get(place).copied().map_or('a', char::from));
            bits /= 28;
        }
        groups.push(group);
    }
    groups.join("-")
}

/// The page on which a password stands once.
pub(super) fn show_once(ctx: &Ctx, worker: FileId, given: Given) -> Response {
    page(&Once {
        frame: ctx.frame(given.title),
        worker,
        given,
    })
}

async fn give(
    ctx: &Ctx,
    worker: FileId,
    name: Option<String>,
    title: &'static str,
) -> Result<Response, Problem> {
    let (who, name, password) = ctx
        .run(move |office, acting, ids| {
            let seen = read(office, acting, worker)?;
            let known = seen.account.map(|account| account.name);
            let name = name.or(known).ok_or(casework::Error::NotFound("account"))?;
            let password = fresh(ids);
            open::open(office, acting, ids, worker, (&name, &password))?;
            Ok((seen.kept.display, open::folded(&name)?, password))
        })
        .await?;
    Ok(show_once(
        ctx,
        worker,
        Given {
            title,
            who,
            name,
            password,
        },
    ))
}

/// `POST /admin/people/{worker}/account`
pub async fn open(ctx: Ctx, Path(worker): Path<String>, sent: Sent) -> Result<Response, Problem> {
    let worker = casework::known(&worker, "worker")?;
    let name = sent.get("name").to_owned();
    give(&ctx, worker, Some(name), "The account is open").await
}

/// `POST /admin/people/{worker}/password`
pub async fn password(ctx: Ctx, Path(worker): Path<String>) -> Result<Response, Problem> {
    let worker = casework::known(&worker, "worker")?;
    give(&ctx, worker, None, "A new first password").await
}

/// `POST /admin/people/{worker}/close`
pub async fn close(ctx: Ctx, Path(worker): Path<String>) -> Result<Response, Problem> {
    let said = "The account is closed. They were signed out everywhere.";
    set(&ctx, &worker, true, said).await
}

/// `POST /admin/people/{worker}/reopen`
pub async fn reopen(ctx: Ctx, Path(worker): Path<String>) -> Result<Response, Problem> {
    set(&ctx, &worker, false, "The account is open again.").await
}

async fn set(ctx: &Ctx, worker: &str, closed: bool, said: &str) -> Result<Response, Problem> {
    let worker: FileId = casework::known(worker, "worker")?;
    ctx.run(move |office, acting, _| open::disable(office, acting, worker, closed))
        .await?;
    Ok(go_and_say(&format!("/admin/people/{worker}"), said))
}

/// `POST /admin/people/{worker}/second`
pub async fn lost(ctx: Ctx, Path(worker): Path<String>) -> Result<Response, Problem> {
    let worker: FileId = casework::known(&worker, "worker")?;
    ctx.run(move |office, acting, _| second::lost(office, acting, worker))
        .await?;
    Ok(go_and_say(
        &format!("/admin/people/{worker}"),
        "No code is asked for until they set one up again. They were signed out everywhere.",
    ))
}
