//! Handing a matter over to another worker in the same role: one's own, or, for who allocates, a colleague's.

use axum::extract::Path;
use axum::response::Response;
use casework::involvement::hand_over::hand_over;
use casework::read::carrying::carrying;
use casework::read::folder::{Folder, Want};
use domain::FileId;
use domain::history::MatterHeld;
use pack::model::Act;

use super::{Asking, Choice, Choose, draw, matter, told, who_can};
use crate::body::Sent;
use crate::ctx::{Ctx, go_and_say};
use crate::page::file::opened;
use crate::problem::Problem;

/// From whom it may be handed over: those who work on it now, for a worker themselves alone.
fn from(ctx: &Ctx, folder: &Folder, held: &MatterHeld, chosen: &str) -> Vec<Choice> {
    let mine = folder.may.act(Act::HandOver);
    let all = folder.may.act(Act::Allocate);
    let now = folder.involvements.iter();
    let now = now.filter(|i| i.matter == held.id && i.to.is_none());
    let may = now.filter(|i| all || mine && i.worker == ctx.me.worker);
    let mut choices: Vec<Choice> = may
        .map(|i| Choice {
            value: i.worker.to_string(),
            text: folder.name(i.worker).to_owned(),
            more: None,
            chosen: i.worker.to_string() == chosen,
        })
        .collect();
    if let [only] = choices.as_mut_slice() {
        only.chosen = true;
    }
    choices
}

async fn page(
    ctx: &Ctx,
    file: &str,
    id: &str,
    sent: &Sent,
    problem: Option<String>,
) -> Result<Response, Problem> {
    let folder = opened(ctx, file, "hand-over", Want::Nothing).await?;
    let held = matter(&folder, id)?;
    let from = from(ctx, &folder, held, sent.get("from"));
    if from.is_empty() {
        let who = who_can(&folder, Act::Allocate);
        return Err(Problem::NotAllowed(format!(
            "only who works on it, or {who}, can hand it over"
        )));
    }
    let carrying = ctx
        .run(|office, acting, _| carrying(office, acting))
        .await?;
    let to = carrying.iter().map(|one| Choice {
        value: one.worker.to_string(),
        text: one.name.clone(),
        more: Some(format!("works with {} now", one.people)),
        chosen: one.worker.to_string() == sent.get("to"),
    });
    let mut to: Vec<Choice> = to.collect();
    to.dedup_by(|a, b| a.value == b.value);
    let asking = Asking {
        title: "Hand over".to_owned(),
        says: vec!["One ends and the other begins at this moment, in the same role. Tell the people they work with first.".to_owned()],
        choose: vec![
            Choose {
                name: "from",
                title: "Who hands over",
                choices: from,
                several: false,
                none: "",
            },
            Choose {
                name: "to",
                title: "To whom",
                choices: to,
                several: false,
                none: "Nobody else works here.",
            },
        ],
        line: None,
        why: None,
        button: "Hand over",
    };
    Ok(draw(ctx, &folder, asking, sent, problem))
}

/// `GET /files/{file}/matters/{matter}/hand-over`
pub async fn ask(ctx: Ctx, Path((file, id)): Path<(String, String)>) -> Result<Response, Problem> {
    page(&ctx, &file, &id, &Sent::default(), None).await
}

/// `POST /files/{file}/matters/{matter}/hand-over`
pub async fn send(
    ctx: Ctx,
    Path((file, id)): Path<(String, String)>,
    sent: Sent,
) -> Result<Response, Problem> {
    let at: FileId = casework::known(&file, "file")?;
    let of = casework::known(&id, "matter")?;
    let chosen = sent.get("from").parse::<FileId>().ok();
    let chosen = chosen.zip(sent.get("to").parse::<FileId>().ok());
    let Some((from, to)) = chosen else {
        let problem = "Choose who hands over, and to whom.".to_owned();
        return page(&ctx, &file, &id, &sent, Some(problem)).await;
    };
    let done = ctx
        .run(move |office, acting, ids| hand_over(office, acting, ids, at, of, from, to))
        .await;
    match done {
        // Whoever handed it over may not see the file any more.
        Ok(_) if from == ctx.me.worker => Ok(go_and_say("/", "It is handed over.")),
        Ok(_) => Ok(go_and_say(&format!("/files/{file}"), "It is handed over.")),
        Err(problem) => {
            let told = told(problem)?;
            page(&ctx, &file, &id, &sent, Some(told)).await
        }
    }
}
