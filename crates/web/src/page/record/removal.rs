//! Taking a record that stands on the wrong file out of view: one person asks, another agrees.

use axum::extract::Path;
use axum::response::Response;
use casework::known;
use casework::record::remove;
use domain::{FileId, RecordId};

use super::answered;
use crate::body::Sent;
use crate::ctx::{Ctx, go_and_say};
use crate::problem::Problem;

/// `POST /records/{record}/removal`: `why`.
pub async fn ask(ctx: Ctx, Path(record): Path<String>, sent: Sent) -> Result<Response, Problem> {
    let (id, why) = (record.clone(), sent.raw("why").to_owned());
    let typed = why.clone();
    let done = ctx
        .run(move |office, acting, ids| {
            let record: RecordId = known(&id, "record")?;
            remove::ask(office, acting, ids, record, &why)
        })
        .await;
    let done = done.map(|()| "Asked for. Somebody else now has to agree.".to_owned());
    answered(&ctx, record, done, typed).await
}

/// `POST /records/{record}/removal/agree`: `moved_to` names the file it belongs on, if it does on one.
pub async fn agree(ctx: Ctx, Path(record): Path<String>, sent: Sent) -> Result<Response, Problem> {
    let id = record.clone();
    let done = ctx
        .run(move |office, acting, ids| {
            let record: RecordId = known(&id, "record")?;
            let to = sent.get("moved_to");
            let to = (!to.is_empty())
                .then(|| known::<FileId>(to, "file"))
                .transpose()?;
            let files = casework::record::whole::read(office, acting, record)?.files;
            remove::agree(office, acting, ids, record, to)?;
            Ok(files.first().map(|(file, _)| *file))
        })
        .await;
    match done {
        Ok(home) => {
            let to = home.map_or_else(|| "/".to_owned(), |home| format!("/files/{home}"));
            Ok(go_and_say(&to, "The record was taken out of view."))
        }
        Err(problem) => answered(&ctx, record, Err(problem), String::new()).await,
    }
}
