//! What was sent with a session that had ended: shown to the one who sent it, who sends it again with one button.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use casework::account::stash;
use serde::Deserialize;

use crate::body::Sent;
use crate::ctx::{Ctx, go, go_and_say};
use crate::frame::{Frame, page};
use crate::problem::Problem;

#[derive(Template)]
#[template(path = "account/kept.html")]
struct Page {
    frame: Frame,
    stash: String,
    path: String,
    at: String,
    fields: Vec<(String, String)>,
    typed: Vec<String>,
}

/// Where to go on to.
#[derive(Deserialize)]
pub struct To {
    next: Option<String>,
}

/// `GET /kept`: to the latest that is kept; without any, on.
pub async fn next(ctx: Ctx, Query(to): Query<To>) -> Result<Response, Problem> {
    let kept = ctx
        .run(|office, acting, _| stash::of_worker(office, acting.worker))
        .await?;
    Ok(match kept.first() {
        Some(first) => go(&format!("/kept/{}", first.stash)),
        None => {
            let next = to
                .next
                .filter(|to| to.starts_with('/') && !to.starts_with("//"));
            go(next.as_deref().unwrap_or("/"))
        }
    })
}

/// `GET /kept/{stash}`
pub async fn show(ctx: Ctx, Path(id): Path<String>) -> Result<Response, Problem> {
    let kept = ctx
        .run(move |office, acting, _| stash::load(office, acting.worker, &id))
        .await?;
    let fields = Sent::parse(kept.body.as_bytes()).0;
    let typed = fields
        .iter()
        .map(|(_, value)| value.trim())
        .filter(|value| value.contains(' '))
        .map(str::to_owned)
        .collect();
    let at = kept.at.to_zoned(ctx.me.zone.clone());
    Ok(page(&Page {
        frame: ctx.frame("What you sent is kept"),
        stash: kept.stash,
        path: kept.path,
        at: at.strftime("%-d %B, %H:%M").to_string(),
        fields,
        typed,
    }))
}

/// `POST /kept/{stash}/drop`
pub async fn forget(ctx: Ctx, Path(id): Path<String>) -> Result<Response, Problem> {
    ctx.run(move |office, acting, _| stash::done(office, acting.worker, &id))
        .await?;
    Ok(go_and_say("/", "It was thrown away."))
}
