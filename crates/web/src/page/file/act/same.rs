//! Saying that another file is about the same person. Nothing moves: both are read as one, and it can be undone.

use axum::extract::Path;
use axum::response::Response;
use casework::person::same::link;
use casework::read::folder::Want;
use domain::FileId;
use pack::model::Act;

use super::{Asking, draw, file_in, offered, told, who_can};
use crate::body::Sent;
use crate::ctx::{Ctx, go_and_say};
use crate::page::file::opened;
use crate::problem::Problem;

async fn page(
    ctx: &Ctx,
    file: &str,
    sent: &Sent,
    problem: Option<String>,
) -> Result<Response, Problem> {
    let folder = opened(ctx, file, "same", Want::Nothing).await?;
    offered(&folder, Act::Merge, &who_can(&folder, Act::Merge))?;
    let asking = Asking {
        title: "Another file is about the same person".to_owned(),
        says: vec![
            "The two are read as one from now on. Neither is changed, and it can be undone."
                .to_owned(),
        ],
        choose: Vec::new(),
        line: Some((
            "other",
            "The other file",
            "Open it in another window and copy its address",
        )),
        why: Some("Say how you know: a number, a birth date, somebody who told you."),
        button: "They are the same person",
    };
    Ok(draw(ctx, &folder, asking, sent, problem))
}

/// `GET /files/{file}/same`
pub async fn ask(ctx: Ctx, Path(file): Path<String>) -> Result<Response, Problem> {
    page(&ctx, &file, &Sent::default(), None).await
}

/// `POST /files/{file}/same`
pub async fn send(ctx: Ctx, Path(file): Path<String>, sent: Sent) -> Result<Response, Problem> {
    let at: FileId = casework::known(&file, "file")?;
    let other = match file_in(sent.get("other")) {
        Ok(other) => other,
        Err(problem) => return page(&ctx, &file, &sent, Some(problem)).await,
    };
    let why = sent.get("why").to_owned();
    let done = ctx
        .run(move |office, acting, ids| link(office, acting, ids, at, other, &why))
        .await;
    match done {
        Ok(()) => Ok(go_and_say(
            &format!("/files/{file}"),
            "The two files are read as one.",
        )),
        Err(problem) => {
            let told = told(problem)?;
            page(&ctx, &file, &sent, Some(told)).await
        }
    }
}
