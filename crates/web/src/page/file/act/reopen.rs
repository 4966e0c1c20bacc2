//! Reopening a closed matter at the stage it was at before.

use axum::extract::Path;
use axum::response::Response;
use casework::matter::reopen::reopen;
use casework::read::folder::Want;
use domain::FileId;
use pack::model::Act;

use super::{Asking, draw, matter, offered, told, who_can};
use crate::body::Sent;
use crate::ctx::{Ctx, go_and_say};
use crate::page::file::opened;
use crate::problem::Problem;

async fn page(
    ctx: &Ctx,
    file: &str,
    id: &str,
    sent: &Sent,
    problem: Option<String>,
) -> Result<Response, Problem> {
    let folder = opened(ctx, file, "reopen", Want::Nothing).await?;
    offered(&folder, Act::Reopen, &who_can(&folder, Act::Reopen))?;
    matter(&folder, id)?;
    let asking = Asking {
        title: "Reopen".to_owned(),
        says: vec![
            "It goes on at the stage it was at before it was closed; its timescales run again."
                .to_owned(),
        ],
        choose: Vec::new(),
        line: None,
        why: Some("It stands on the timeline."),
        button: "Reopen it",
    };
    Ok(draw(ctx, &folder, asking, sent, problem))
}

/// `GET /files/{file}/matters/{matter}/reopen`
pub async fn ask(ctx: Ctx, Path((file, id)): Path<(String, String)>) -> Result<Response, Problem> {
    page(&ctx, &file, &id, &Sent::default(), None).await
}

/// `POST /files/{file}/matters/{matter}/reopen`
pub async fn send(
    ctx: Ctx,
    Path((file, id)): Path<(String, String)>,
    sent: Sent,
) -> Result<Response, Problem> {
    let at: FileId = casework::known(&file, "file")?;
    let of = casework::known(&id, "matter")?;
    let why = sent.get("why").to_owned();
    let done = ctx
        .run(move |office, acting, ids| reopen(office, acting, ids, at, of, &why))
        .await;
    match done {
        Ok(()) => Ok(go_and_say(&format!("/files/{file}"), "It is open again.")),
        Err(problem) => {
            let told = told(problem)?;
            page(&ctx, &file, &id, &sent, Some(told)).await
        }
    }
}
