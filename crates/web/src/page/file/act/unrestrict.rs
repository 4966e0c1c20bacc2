//! Lifting the restriction of a file: roles reach it again as everywhere.

use axum::extract::Path;
use axum::response::Response;
use casework::person::restrict::lift;
use casework::read::folder::Want;
use domain::FileId;
use pack::model::Act;

use super::{Asking, draw, offered, told, who_can};
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
    let folder = opened(ctx, file, "unrestrict", Want::Nothing).await?;
    offered(&folder, Act::Restrict, &who_can(&folder, Act::Restrict))?;
    let asking = Asking {
        title: "Lift the restriction".to_owned(),
        says: vec!["Everybody whose role reaches the file sees it again.".to_owned()],
        choose: Vec::new(),
        line: None,
        why: Some("It is kept with the file."),
        button: "Lift it",
    };
    Ok(draw(ctx, &folder, asking, sent, problem))
}

/// `GET /files/{file}/unrestrict`
pub async fn ask(ctx: Ctx, Path(file): Path<String>) -> Result<Response, Problem> {
    page(&ctx, &file, &Sent::default(), None).await
}

/// `POST /files/{file}/unrestrict`
pub async fn send(ctx: Ctx, Path(file): Path<String>, sent: Sent) -> Result<Response, Problem> {
    let at: FileId = casework::known(&file, "file")?;
    let why = sent.get("why").to_owned();
    let done = ctx
        .run(move |office, acting, ids| lift(office, acting, ids, at, &why))
        .await;
    match done {
        Ok(()) => Ok(go_and_say(
            &format!("/files/{file}"),
            "The restriction is lifted.",
        )),
        Err(problem) => {
            let told = told(problem)?;
            page(&ctx, &file, &sent, Some(told)).await
        }
    }
}
