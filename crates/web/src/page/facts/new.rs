//! Stating a fact: first which kind, then its sheet.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use casework::fact::{State, state};
use casework::read::stating::{Wanted, stating};
use domain::fact::describe::{self, Description, Heading};
use domain::{FactId, FileId, Name};
use serde::Deserialize;

use super::{Draft, at_inputs, draw, home, only_shows, tree};
use crate::body::Sent;
use crate::ctx::{Ctx, go_and_say};
use crate::fact::read;
use crate::frame::{Frame, page};
use crate::problem::Problem;

/// Which kind.
#[derive(Deserialize)]
pub struct Which {
    what: Option<String>,
}

#[derive(Template)]
#[template(path = "facts/kinds.html")]
struct Kinds {
    frame: Frame,
    back: (String, String),
    file: FileId,
    groups: Vec<(&'static str, Vec<&'static Description>)>,
}

/// `GET /files/{file}/facts/new?what=KIND`
pub async fn show(
    ctx: Ctx,
    Path(file): Path<String>,
    Query(which): Query<Which>,
) -> Result<Response, Problem> {
    let file: FileId = casework::known(&file, "file")?;
    let Some(what) = which.what.filter(|what| !what.is_empty()) else {
        return kinds(&ctx, file).await;
    };
    let description = describe::of(&what).ok_or(Problem::NotFound)?;
    let draft = Draft {
        file,
        fact: None,
        description,
        sent: &Sent::default(),
        wrong: Vec::new(),
    };
    draw(&ctx, draft).await
}

async fn kinds(ctx: &Ctx, file: FileId) -> Result<Response, Problem> {
    let stating = ctx
        .run(move |office, acting, _| stating(office, acting, file, &Wanted::default()))
        .await?;
    let fits = |heading: Heading| -> Vec<&'static Description> {
        let all = describe::all();
        all.filter(|d| d.heading == heading && d.subjects().contains(&stating.subject))
            .collect()
    };
    let groups = Heading::ALL.into_iter().map(|h| (h.title(), fits(h)));
    Ok(page(&Kinds {
        frame: ctx.frame("What do you want to add?"),
        back: home(ctx, &stating),
        file,
        groups: groups.filter(|(_, kinds)| !kinds.is_empty()).collect(),
    }))
}

/// `POST /files/{file}/facts/new`
pub async fn send(ctx: Ctx, Path(file): Path<String>, sent: Sent) -> Result<Response, Problem> {
    let file: FileId = casework::known(&file, "file")?;
    let description = describe::of(sent.get("what"));
    let Some(description) = description else {
        return kinds(&ctx, file).await;
    };
    keep(&ctx, file, None, description, &sent).await
}

/// Keeps what a sheet sent, or shows it again with what is wrong.
pub(super) async fn keep(
    ctx: &Ctx,
    file: FileId,
    corrects: Option<FactId>,
    description: &'static Description,
    sent: &Sent,
) -> Result<Response, Problem> {
    let draft = |wrong| Draft {
        file,
        fact: corrects,
        description,
        sent,
        wrong,
    };
    if only_shows(sent) {
        return draw(ctx, draft(Vec::new())).await;
    }
    let tree = tree(sent);
    let (answers, mut wrong) = read::fact(description, &tree);
    let (period, more) = read::period(&tree);
    wrong.extend(more);
    if !wrong.is_empty() {
        return draw(ctx, draft(wrong)).await;
    }
    let stated = State {
        file,
        what: Name::known(description.kind),
        value: answers.clone(),
        period,
        corrects,
    };
    let wanted = Wanted {
        what: Some(description.kind.to_owned()),
        ..Wanted::default()
    };
    let done = ctx
        .run(move |office, acting, ids| {
            let kept = match state(office, acting, ids, &stated) {
                Ok(_) => Ok(()),
                Err(casework::Error::Invalid(problems)) => Err(problems),
                Err(other) => return Err(other),
            };
            Ok((kept, stating(office, acting, file, &wanted)))
        })
        .await?;
    match done {
        (Ok(()), around) => {
            let to = around.map_or_else(|_| "/".to_owned(), |around| home(ctx, &around).0);
            let said = if corrects.is_some() {
                "put right"
            } else {
                "added"
            };
            Ok(go_and_say(&to, &format!("{}: {said}.", description.title)))
        }
        (Err(problems), _) => {
            let wrong = at_inputs(description, &answers, problems);
            draw(ctx, draft(wrong)).await
        }
    }
}
