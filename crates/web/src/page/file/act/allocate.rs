//! Allocating a worker to a matter: who in which role, with how many people each of them works now.

use axum::extract::Path;
use axum::response::Response;
use casework::involvement::allocate::{Allocate, allocate};
use casework::read::carrying::{Carrying, carrying};
use casework::read::folder::{Folder, Want};
use domain::history::MatterHeld;
use domain::{FileId, Name};
use pack::model::Act;

use super::{Asking, Choice, Choose, draw, matter, offered, told, who_can};
use crate::body::Sent;
use crate::ctx::{Ctx, go_and_say};
use crate::page::file::opened;
use crate::problem::Problem;

/// Who could take it on, each in each role that works with people: the role, the worker, what they carry.
pub fn choices(carrying: &[Carrying], folder: &Folder, chosen: &str) -> Vec<Choice> {
    let mut all = Vec::new();
    for one in carrying {
        let Some(role) = folder.pack.role(&one.role) else {
            continue;
        };
        let value = format!("{} {}", one.worker, one.role);
        let people = match one.people {
            0 => "works with nobody now".to_owned(),
            1 => "works with 1 now".to_owned(),
            more => format!("works with {more} now"),
        };
        let band = one
            .band
            .map(|(least, most)| format!(", a full caseload is {least} to {most}"));
        let away = one
            .away
            .map(|until| format!(", away until {}", crate::page::file::words::day(until)));
        all.push(Choice {
            chosen: value == chosen,
            value,
            text: format!("{}, {}", one.name, role.title.to_lowercase()),
            more: Some([Some(people), band, away].into_iter().flatten().collect()),
        });
    }
    all
}

fn asking(folder: &Folder, held: &MatterHeld, all: &[Carrying], sent: &Sent) -> Asking {
    let (title, stage) = crate::page::file::front::titles(folder, held);
    Asking {
        title: "Allocate".to_owned(),
        says: vec![format!("{title}, now at “{stage}”.")],
        choose: vec![Choose {
            name: "who",
            title: "Who works with them",
            choices: choices(all, folder, sent.get("who")),
            several: false,
            none: "Nobody who works here can be allocated.",
        }],
        line: None,
        why: None,
        button: "Allocate",
    }
}

async fn page(
    ctx: &Ctx,
    file: &str,
    id: &str,
    sent: &Sent,
    problem: Option<String>,
) -> Result<Response, Problem> {
    let folder = opened(ctx, file, "allocate", Want::Nothing).await?;
    offered(&folder, Act::Allocate, &who_can(&folder, Act::Allocate))?;
    let held = matter(&folder, id)?;
    let all = ctx
        .run(|office, acting, _| carrying(office, acting))
        .await?;
    let asking = asking(&folder, held, &all, sent);
    Ok(draw(ctx, &folder, asking, sent, problem))
}

/// `GET /files/{file}/matters/{matter}/allocate`
pub async fn ask(ctx: Ctx, Path((file, id)): Path<(String, String)>) -> Result<Response, Problem> {
    page(&ctx, &file, &id, &Sent::default(), None).await
}

/// `POST /files/{file}/matters/{matter}/allocate`
pub async fn send(
    ctx: Ctx,
    Path((file, id)): Path<(String, String)>,
    sent: Sent,
) -> Result<Response, Problem> {
    let at: FileId = casework::known(&file, "file")?;
    let of = casework::known(&id, "matter")?;
    let chosen = sent
        .get("who")
        .split_once(' ')
        .and_then(|(worker, role)| Some((worker.parse::<FileId>().ok()?, Name::parse(role)?)));
    let Some((worker, role)) = chosen else {
        let problem = "Choose who works with them.".to_owned();
        return page(&ctx, &file, &id, &sent, Some(problem)).await;
    };
    let done = ctx
        .run(move |office, acting, ids| {
            let what = Allocate {
                file: at,
                matter: of,
                worker,
                role,
            };
            allocate(office, acting, ids, &what)
        })
        .await;
    match done {
        Ok(_) => Ok(go_and_say(&format!("/files/{file}"), "They are allocated.")),
        Err(problem) => {
            let told = told(problem)?;
            page(&ctx, &file, &id, &sent, Some(told)).await
        }
    }
}
