//! Saving as somebody types: a short answer for the page's script, with the form drawn anew where other questions are asked now.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use casework::record::draft;
use casework::record::paper::{Laid, lay};
use casework::{Error, known};
use domain::RecordId;
use serde::Serialize;

use super::{laid, send};
use crate::body::Sent;
use crate::ctx::Ctx;
use crate::problem::Problem;

/// What a script is told.
#[derive(Serialize)]
struct Saved {
    /// The revision that stands now.
    revision: u64,
    /// Of which questions the form is made.
    shape: String,
    /// The form drawn anew, where that is another.
    #[serde(skip_serializing_if = "Option::is_none")]
    html: Option<String>,
}

/// What a script is told where something stands in the way.
#[derive(Serialize)]
struct Refused {
    /// What it says to whoever types.
    says: String,
}

fn json(status: StatusCode, body: &impl Serialize) -> Response {
    let text = serde_json::to_string(body).unwrap_or_default();
    (status, [(CONTENT_TYPE, "application/json")], text).into_response()
}

/// `POST /drafts/{record}/save`
pub async fn save(ctx: Ctx, Path(record): Path<String>, sent: Sent) -> Result<Response, Problem> {
    let before = sent.get("shape").to_owned();
    let done = ctx
        .run(move |office, acting, _| {
            let record: RecordId = known(&record, "draft")?;
            let revision: u64 = sent.get("revision").parse().unwrap_or_default();
            let laid = lay(office, acting, record, false, &mut |pack, form, about, _| {
                send::answers(pack, form, about, &sent)
            })?;
            match draft::save(office, acting, record, revision, &laid.given) {
                Ok(revision) => Ok(Ok((laid, revision))),
                // The same text came before, and the answer was lost on its way.
                Err(Error::Stale { .. }) if laid.draft.given == laid.given => {
                    let revision = laid.draft.revision;
                    Ok(Ok((laid, revision)))
                }
                Err(Error::Stale { .. }) => Ok(Err((
                    StatusCode::CONFLICT,
                    "This draft was saved from another window. Press “Save and leave” to see both texts.".to_owned(),
                ))),
                Err(Error::Wrong { what, remedy }) => Ok(Err((
                    StatusCode::UNPROCESSABLE_ENTITY,
                    format!("{what}: {remedy}"),
                ))),
                Err(other) => Err(other),
            }
        })
        .await;
    let (laid, revision): (Laid, u64) = match done {
        Ok(Ok(saved)) => saved,
        Ok(Err((status, says))) => return Ok(json(status, &Refused { says })),
        Err(Problem::NotFound) => {
            let says = "This draft is not there any more: it was submitted or thrown away.".into();
            return Ok(json(StatusCode::NOT_FOUND, &Refused { says }));
        }
        Err(other) => return Err(other),
    };
    let rendered = laid::rendered(&laid, &[])?;
    let changed = rendered.form.shape != before;
    let html = changed.then(|| rendered.form.to_string());
    Ok(json(
        StatusCode::OK,
        &Saved {
            revision,
            shape: rendered.form.shape,
            html,
        },
    ))
}
