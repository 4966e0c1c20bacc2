//! Undoing that two files are about one person.

use axum::extract::Path;
use axum::response::Response;
use casework::person::same::undo;
use casework::read::folder::Want;
use domain::FileId;
use pack::model::Act;

use super::{Asking, Choice, Choose, draw, offered, told, who_can};
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
    let folder = opened(ctx, file, "not-same", Want::Nothing).await?;
    offered(&folder, Act::Merge, &who_can(&folder, Act::Merge))?;
    let mut choices: Vec<Choice> = folder
        .seen
        .also
        .iter()
        .map(|also| Choice {
            value: also.to_string(),
            text: folder.name(*also).to_owned(),
            more: Some(also.to_string()),
            chosen: also.to_string() == sent.get("other"),
        })
        .collect();
    if let [only] = choices.as_mut_slice() {
        only.chosen = true;
    }
    let asking = Asking {
        title: "The files are about two persons after all".to_owned(),
        says: vec!["Each is read alone again.".to_owned()],
        choose: vec![Choose {
            name: "other",
            title: "Which file is about somebody else",
            choices,
            several: false,
            none: "No other file is linked to this one.",
        }],
        line: None,
        why: Some("It is kept with both files."),
        button: "They are two persons",
    };
    Ok(draw(ctx, &folder, asking, sent, problem))
}

/// `GET /files/{file}/not-same`
pub async fn ask(ctx: Ctx, Path(file): Path<String>) -> Result<Response, Problem> {
    page(&ctx, &file, &Sent::default(), None).await
}

/// `POST /files/{file}/not-same`
pub async fn send(ctx: Ctx, Path(file): Path<String>, sent: Sent) -> Result<Response, Problem> {
    let at: FileId = casework::known(&file, "file")?;
    let Ok(other) = sent.get("other").parse::<FileId>() else {
        let problem = "Choose the file that is about somebody else.".to_owned();
        return page(&ctx, &file, &sent, Some(problem)).await;
    };
    let why = sent.get("why").to_owned();
    let done = ctx
        .run(move |office, acting, ids| undo(office, acting, ids, at, other, &why))
        .await;
    match done {
        Ok(()) => Ok(go_and_say(
            &format!("/files/{file}"),
            "Each file is read alone again.",
        )),
        Err(problem) => {
            let told = told(problem)?;
            page(&ctx, &file, &sent, Some(told)).await
        }
    }
}
