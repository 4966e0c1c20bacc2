//! Saying that a fact held until a day, or that it was never so.

use axum::extract::Path;
use axum::response::Response;
use domain::{FactId, FileId};

use super::correct::{filled, held, ids};
use super::{Draft, draw, home, tree};
use crate::body::Sent;
use crate::ctx::{Ctx, go_and_say};
use crate::fact::read::{Wrong, day};
use crate::problem::Problem;

/// `POST /files/{file}/facts/{fact}/end`
pub async fn end(
    ctx: Ctx,
    Path((file, fact)): Path<(String, String)>,
    sent: Sent,
) -> Result<Response, Problem> {
    let (file, fact) = ids(&file, &fact)?;
    let mut wrong = Vec::new();
    let on = day(&tree(&sent), "on", "Last day on which it held", &mut wrong);
    let Some(on) = on else {
        if wrong.is_empty() {
            wrong.push(Wrong::new("on", "say the last day on which it held"));
        }
        return again(&ctx, file, fact, &sent, wrong).await;
    };
    let done = ctx
        .run(move |office, acting, id| casework::fact::end(office, acting, id, file, fact, on))
        .await;
    finish(&ctx, file, fact, &sent, ("on", "It has ended."), done).await
}

/// `POST /files/{file}/facts/{fact}/withdraw`
pub async fn withdraw(
    ctx: Ctx,
    Path((file, fact)): Path<(String, String)>,
    sent: Sent,
) -> Result<Response, Problem> {
    let (file, fact) = ids(&file, &fact)?;
    let why = sent.get("why").to_owned();
    if why.is_empty() {
        let wrong = Wrong::new("why", "say why it was never so");
        return again(&ctx, file, fact, &sent, vec![wrong]).await;
    }
    let done = ctx
        .run(move |office, acting, id| {
            casework::fact::retract(office, acting, id, file, fact, &why)
        })
        .await;
    finish(&ctx, file, fact, &sent, ("why", "It was withdrawn."), done).await
}

async fn finish(
    ctx: &Ctx,
    file: FileId,
    fact: FactId,
    sent: &Sent,
    (name, said): (&str, &str),
    done: Result<(), Problem>,
) -> Result<Response, Problem> {
    match done {
        Ok(()) => {
            let wanted = casework::read::stating::Wanted::default();
            let around = ctx
                .run(move |office, acting, _| {
                    casework::read::stating::stating(office, acting, file, &wanted)
                })
                .await;
            let to = around.map_or_else(|_| "/".to_owned(), |around| home(ctx, &around).0);
            Ok(go_and_say(&to, said))
        }
        Err(Problem::Wrong(what, remedy)) => {
            let wrong = Wrong::new(name, format!("{what}: {remedy}"));
            again(ctx, file, fact, sent, vec![wrong]).await
        }
        // Where it was changed in the meantime, that is told.
        Err(Problem::NotFound) => {
            held(ctx, file, fact).await?;
            Err(Problem::NotFound)
        }
        Err(other) => Err(other),
    }
}

/// The sheet of the fact as it stands, with what was typed below it and what is wrong.
async fn again(
    ctx: &Ctx,
    file: FileId,
    fact: FactId,
    sent: &Sent,
    wrong: Vec<Wrong>,
) -> Result<Response, Problem> {
    let (held, description) = held(ctx, file, fact).await?;
    let mut filled = filled(&held, description);
    filled.0.extend(sent.0.iter().cloned());
    let draft = Draft {
        file,
        fact: Some(fact),
        description,
        sent: &filled,
        wrong,
    };
    draw(ctx, draft).await
}
