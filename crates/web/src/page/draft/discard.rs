//! Throwing a draft away, after being asked once.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use casework::known;
use casework::record::draft;
use domain::RecordId;

use crate::ctx::{Ctx, go_and_say};
use crate::frame::{Frame, page};
use crate::problem::Problem;

#[derive(Template)]
#[template(path = "draft/discard.html")]
struct Page {
    frame: Frame,
    record: String,
    title: String,
    amends: bool,
}

/// `GET /drafts/{record}/discard`
pub async fn ask(ctx: Ctx, Path(record): Path<String>) -> Result<Response, Problem> {
    let draft = ctx
        .run(move |office, acting, _| {
            let record: RecordId = known(&record, "draft")?;
            draft::load(office, acting, record)
        })
        .await?;
    let form = ctx.me.pack.form(&draft.kind);
    let title = form.map_or_else(|| draft.kind.to_string(), |form| form.title.clone());
    Ok(page(&Page {
        frame: ctx.frame("Throw this draft away?"),
        record: draft.record.to_string(),
        title,
        amends: draft.amends > 0,
    }))
}

/// `POST /drafts/{record}/discard`
pub async fn discard(ctx: Ctx, Path(record): Path<String>) -> Result<Response, Problem> {
    ctx.run(move |office, acting, _| {
        let record: RecordId = known(&record, "draft")?;
        draft::discard(office, acting, record)
    })
    .await?;
    Ok(go_and_say("/drafts", "The draft was thrown away."))
}
