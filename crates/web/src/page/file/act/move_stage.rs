//! Moving a matter to another stage by hand, closing it included.

use axum::extract::Path;
use axum::response::Response;
use casework::matter::move_stage::{Which, move_stage};
use casework::read::folder::{Folder, Want};
use domain::history::MatterHeld;
use domain::{FileId, Name};
use pack::model::{Act, Move};

use super::{Asking, Choice, Choose, draw, matter, told};
use crate::body::Sent;
use crate::ctx::{Ctx, go_and_say};
use crate::page::file::opened;
use crate::problem::Problem;

/// The moves of a matter that start where it is and that the reader may make by hand.
pub fn moves<'f>(ctx: &Ctx, folder: &'f Folder, held: &MatterHeld) -> Vec<&'f Move> {
    let Some((_, kind)) = folder.matter(held).filter(|_| held.is_open()) else {
        return Vec::new();
    };
    let fits = |mv: &&Move| {
        let closes = kind.stage(&mv.to).is_some_and(|s| s.is_final);
        let may = if !mv.by.is_empty() {
            ctx.me.is_one_of(mv.by.iter().map(|r| r.as_str()))
        } else {
            // What happens by itself is not made by hand.
            mv.on.is_none() && folder.may.act(if closes { Act::Close } else { Act::Move })
        };
        may && kind.starts_in(mv, held.stage())
    };
    kind.moves.iter().filter(fits).collect()
}

async fn page(
    ctx: &Ctx,
    file: &str,
    id: &str,
    sent: &Sent,
    problem: Option<String>,
) -> Result<Response, Problem> {
    let folder = opened(ctx, file, "move", Want::Nothing).await?;
    let held = matter(&folder, id)?;
    let moves = moves(ctx, &folder, held);
    let (title, stage) = crate::page::file::front::titles(&folder, held);
    let kind = folder.matter(held).map(|(_, kind)| kind);
    let choices = moves.iter().map(|mv| {
        let to = kind.and_then(|k| k.stage(&mv.to));
        let closes = to.is_some_and(|s| s.is_final);
        Choice {
            value: mv.name.to_string(),
            text: to.map_or_else(|| mv.to.to_string(), |s| s.title.clone()),
            more: closes.then(|| "this closes it".to_owned()),
            chosen: sent.get("move") == mv.name.as_str(),
        }
    });
    let asking = Asking {
        title: "Move or close".to_owned(),
        says: vec![format!("{title} is at “{stage}”.")],
        choose: vec![Choose {
            name: "move",
            title: "Where it goes",
            choices: choices.collect(),
            several: false,
            none: "From here it moves by what is recorded, or by others: see the pack's book.",
        }],
        line: None,
        why: None,
        button: "Move it",
    };
    Ok(draw(ctx, &folder, asking, sent, problem))
}

/// `GET /files/{file}/matters/{matter}/move`
pub async fn ask(ctx: Ctx, Path((file, id)): Path<(String, String)>) -> Result<Response, Problem> {
    page(&ctx, &file, &id, &Sent::default(), None).await
}

/// `POST /files/{file}/matters/{matter}/move`
pub async fn send(
    ctx: Ctx,
    Path((file, id)): Path<(String, String)>,
    sent: Sent,
) -> Result<Response, Problem> {
    let at: FileId = casework::known(&file, "file")?;
    let of = casework::known(&id, "matter")?;
    let Some(name) = Name::parse(sent.get("move")) else {
        let problem = "Choose where it goes.".to_owned();
        return page(&ctx, &file, &id, &sent, Some(problem)).await;
    };
    let done = ctx
        .run(move |office, acting, ids| {
            move_stage(office, acting, ids, at, of, &Which::Named(name))
        })
        .await;
    match done {
        Ok(_) => Ok(go_and_say(&format!("/files/{file}"), "It is moved.")),
        Err(problem) => {
            let told = told(problem)?;
            page(&ctx, &file, &id, &sent, Some(told)).await
        }
    }
}
