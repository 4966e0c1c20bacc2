//! Giving a record back to its author with a reason, instead of signing it.

use axum::extract::Path;
use axum::response::Response;
use casework::known;
use casework::record::give_back::give_back;
use domain::RecordId;

use super::answered;
use crate::body::Sent;
use crate::ctx::Ctx;
use crate::problem::Problem;

/// `POST /records/{record}/give-back`: `why`.
pub async fn send(ctx: Ctx, Path(record): Path<String>, sent: Sent) -> Result<Response, Problem> {
    let (id, why) = (record.clone(), sent.raw("why").to_owned());
    let typed = why.clone();
    let done = ctx
        .run(move |office, acting, ids| {
            let record: RecordId = known(&id, "record")?;
            give_back(office, acting, ids, record, &why)
        })
        .await;
    let done = done.map(|()| "Given back. Whoever wrote it finds it with your reason.".to_owned());
    answered(&ctx, record, done, typed).await
}
