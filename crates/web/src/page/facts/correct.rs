//! Putting a fact right: what was thought before stays in the history.

use axum::extract::Path;
use axum::response::Response;
use casework::read::stating::{Wanted, stating};
use domain::fact::describe::{self, Description};
use domain::history::FactHeld;
use domain::{FactId, FileId};

use super::new::keep;
use super::{Draft, draw, period_pairs};
use crate::body::Sent;
use crate::ctx::Ctx;
use crate::fact::pairs;
use crate::problem::Problem;

/// The fact, where it still stands. Where it was put right or withdrawn in the meantime, whoever may know is told so.
pub(super) async fn held(
    ctx: &Ctx,
    file: FileId,
    fact: FactId,
) -> Result<(FactHeld, &'static Description), Problem> {
    let wanted = Wanted {
        fact: Some(fact),
        ..Wanted::default()
    };
    let found = ctx
        .run(move |office, acting, _| {
            match stating(office, acting, file, &wanted) {
                Err(casework::Error::NotFound("fact")) => {}
                other => return other,
            }
            let seen = casework::read::stating::was_there(office, acting, file, fact)?;
            Err(if seen {
                casework::Error::Stale { what: "this" }
            } else {
                casework::Error::NotFound("fact")
            })
        })
        .await?;
    let held = found.held.ok_or(Problem::NotFound)?;
    let description = describe::of(&held.what).ok_or(Problem::NotFound)?;
    Ok((held, description))
}

/// The inputs of a fact as it stands.
pub(super) fn filled(held: &FactHeld, description: &Description) -> Sent {
    let fact = casework::derive::fact_of(&held.what, &held.value);
    let value = fact.and_then(|fact| serde_json::to_value(fact).ok());
    let value = value.unwrap_or_else(|| serde_json::Value::Object(held.value.clone()));
    let mut all = pairs(description, &value);
    all.extend(period_pairs(&held.period));
    Sent(all)
}

/// `GET /files/{file}/facts/{fact}/correct`
pub async fn show(
    ctx: Ctx,
    Path((file, fact)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let (file, fact) = ids(&file, &fact)?;
    let (held, description) = held(&ctx, file, fact).await?;
    let sent = filled(&held, description);
    let draft = Draft {
        file,
        fact: Some(fact),
        description,
        sent: &sent,
        wrong: Vec::new(),
    };
    draw(&ctx, draft).await
}

/// `POST /files/{file}/facts/{fact}/correct`
pub async fn send(
    ctx: Ctx,
    Path((file, fact)): Path<(String, String)>,
    sent: Sent,
) -> Result<Response, Problem> {
    let (file, fact) = ids(&file, &fact)?;
    let (_, description) = held(&ctx, file, fact).await?;
    keep(&ctx, file, Some(fact), description, &sent).await
}

/// The two identifiers of an address.
pub(super) fn ids(file: &str, fact: &str) -> Result<(FileId, FactId), Problem> {
    Ok((
        casework::known(file, "file")?,
        casework::known(fact, "fact")?,
    ))
}
