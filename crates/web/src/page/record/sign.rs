//! Signing the step that a record waits for.

use axum::extract::Path;
use axum::response::Response;
use casework::known;
use casework::record::sign::{Sign, sign};
use domain::{Name, RecordId};

use super::answered;
use crate::body::Sent;
use crate::ctx::Ctx;
use crate::problem::Problem;

/// `POST /records/{record}/sign`: `version`, `step`, and a reason where it is one's own work.
pub async fn send(ctx: Ctx, Path(record): Path<String>, sent: Sent) -> Result<Response, Problem> {
    let (id, why) = (record.clone(), sent.raw("why").to_owned());
    let typed = why.clone();
    let done = ctx
        .run(move |office, acting, ids| {
            let own = why.trim().to_owned();
            let given = Sign {
                record: known::<RecordId>(&id, "record")?,
                version: sent.get("version").parse().unwrap_or_default(),
                step: Name::parse(sent.get("step")).ok_or(casework::Error::NotFound("step"))?,
                own_work: (!own.is_empty()).then_some(own),
            };
            let key = sent.get("key");
            let request = format!("sign {} {} {}", given.record, given.version, given.step);
            if key.is_empty() {
                return sign(office, acting, ids, &given);
            }
            sign(
                &office.keyed(&format!("{key} sign"), &request),
                acting,
                ids,
                &given,
            )
        })
        .await;
    let done = done.map(|next| match next {
        Some(_) => "Signed. It goes on to the next signature.".to_owned(),
        None => "Signed. It is complete.".to_owned(),
    });
    answered(&ctx, record, done, typed).await
}
