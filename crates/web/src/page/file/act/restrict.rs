//! Restricting a file to named people, whatever anybody's role; or changing who they are.

use axum::extract::Path;
use axum::response::Response;
use casework::person::restrict::{restrict, restrict_from_duty};
use casework::read::carrying::workers;
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
    let folder = opened(ctx, file, "restrict", Want::Nothing).await?;
    offered(&folder, Act::Restrict, &who_can(&folder, Act::Restrict))?;
    let here = ctx.run(|office, acting, _| workers(office, acting)).await?;
    let first = sent.0.is_empty();
    let involved: Vec<FileId> = folder.seen.involved.iter().map(|(w, _)| *w).collect();
    let listed = |worker: &FileId| match (&folder.restricted, first) {
        (_, false) => sent.all("who").any(|w| w == worker.to_string()),
        (Some(allowed), true) => allowed.contains(worker),
        // Who works with them now is meant, until somebody says otherwise.
        (None, true) => involved.contains(worker),
    };
    let me = ctx.me.worker;
    let choices = here.iter().filter(|(worker, _)| *worker != me);
    let choices = choices.map(|(worker, name)| Choice {
        value: worker.to_string(),
        text: name.clone(),
        more: involved
            .contains(worker)
            .then(|| "works with them now".to_owned()),
        chosen: listed(worker),
    });
    let asking = Asking {
        title: "Restrict who may see it".to_owned(),
        says: vec![
            "Only you and those you name see the file, whatever anybody's role. Whoever is on duty still learns that the person is known, whom to ring, and of danger.".to_owned(),
        ],
        choose: vec![
            Choose {
                name: "who",
                title: "Who sees it beside you",
                choices: choices.collect(),
                several: true,
                none: "Nobody else works here.",
            },
            Choose {
                name: "duty",
                title: "On duty",
                choices: vec![Choice {
                    value: "not-even".to_owned(),
                    text: "Not even whoever is on duty learns that there is a file".to_owned(),
                    more: Some("only for somebody with a new identity".to_owned()),
                    chosen: sent.get("duty") == "not-even",
                }],
                several: true,
                none: "",
            },
        ],
        line: None,
        why: Some("It is kept with the file."),
        button: "Restrict it",
    };
    Ok(draw(ctx, &folder, asking, sent, problem))
}

/// `GET /files/{file}/restrict`
pub async fn ask(ctx: Ctx, Path(file): Path<String>) -> Result<Response, Problem> {
    page(&ctx, &file, &Sent::default(), None).await
}

/// `POST /files/{file}/restrict`
pub async fn send(ctx: Ctx, Path(file): Path<String>, sent: Sent) -> Result<Response, Problem> {
    let at: FileId = casework::known(&file, "file")?;
    let allowed: Vec<FileId> = sent.all("who").filter_map(|w| w.parse().ok()).collect();
    let from_duty = sent.get("duty") == "not-even";
    let why = sent.get("why").to_owned();
    let done = ctx
        .run(move |office, acting, ids| {
            if from_duty {
                restrict_from_duty(office, acting, ids, at, &allowed, &why)
            } else {
                restrict(office, acting, ids, at, &allowed, &why)
            }
        })
        .await;
    match done {
        Ok(()) => Ok(go_and_say(
            &format!("/files/{file}"),
            "The file is restricted.",
        )),
        Err(problem) => {
            let told = told(problem)?;
            page(&ctx, &file, &sent, Some(told)).await
        }
    }
}
