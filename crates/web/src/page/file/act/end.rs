//! Ending a worker's involvement, with the reason.

use axum::extract::Path;
use axum::response::Response;
use casework::involvement::end::end;
use casework::read::folder::Want;
use domain::{FileId, InvolvementId};
use pack::model::Act;

use super::{Asking, draw, offered, told, who_can};
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
    let folder = opened(ctx, file, "involvement", Want::Nothing).await?;
    offered(&folder, Act::Allocate, &who_can(&folder, Act::Allocate))?;
    let id: InvolvementId = casework::known(id, "involvement")?;
    let held = folder
        .involvements
        .iter()
        .find(|i| i.id == id && i.to.is_none())
        .ok_or(Problem::NotFound)?;
    let asking = Asking {
        title: format!("End {}'s work", folder.name(held.worker)),
        says: vec![
            "They see the file no longer, unless another role of theirs reaches it.".to_owned(),
        ],
        choose: Vec::new(),
        line: None,
        why: Some("It stands on the timeline."),
        button: "End it",
    };
    Ok(draw(ctx, &folder, asking, sent, problem))
}

/// `GET /files/{file}/involvements/{involvement}/end`
pub async fn ask(ctx: Ctx, Path((file, id)): Path<(String, String)>) -> Result<Response, Problem> {
    page(&ctx, &file, &id, &Sent::default(), None).await
}

/// `POST /files/{file}/involvements/{involvement}/end`
pub async fn send(
    ctx: Ctx,
    Path((file, id)): Path<(String, String)>,
    sent: Sent,
) -> Result<Response, Problem> {
    let at: FileId = casework::known(&file, "file")?;
    let of = casework::known(&id, "involvement")?;
    let why = sent.get("why").to_owned();
    if why.is_empty() {
        let problem = "Say why it ends.".to_owned();
        return page(&ctx, &file, &id, &sent, Some(problem)).await;
    }
    let done = ctx
        .run(move |office, acting, ids| end(office, acting, ids, at, of, &why))
        .await;
    match done {
        Ok(()) => Ok(go_and_say(&format!("/files/{file}"), "It is ended.")),
        Err(problem) => {
            let told = told(problem)?;
            page(&ctx, &file, &id, &sent, Some(told)).await
        }
    }
}
