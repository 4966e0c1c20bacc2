//! Going on with a record that stands: a draft with all its answers.

use axum::extract::Path;
use axum::response::Response;
use casework::known;
use casework::record::reopen::amend;
use domain::RecordId;

use super::answered;
use crate::body::Sent;
use crate::ctx::{Ctx, go};
use crate::problem::Problem;

/// `POST /records/{record}/amend`: `version`.
pub async fn send(ctx: Ctx, Path(record): Path<String>, sent: Sent) -> Result<Response, Problem> {
    let id = record.clone();
    let begun = ctx
        .run(move |office, acting, ids| {
            let record: RecordId = known(&id, "record")?;
            let version = sent.get("version").parse().unwrap_or_default();
            amend(office, acting, ids, record, version)
        })
        .await;
    match begun {
        Ok(draft) => Ok(go(&format!("/drafts/{}", draft.record))),
        Err(problem) => answered(&ctx, record, Err(problem), String::new()).await,
    }
}
