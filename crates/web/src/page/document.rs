//! A document as it was kept: sent to be stored, never opened by the browser as a page of ours.

use axum::body::Body;
use axum::extract::{Path, Query};
use axum::http::HeaderValue;
use axum::http::header::{
    CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::response::Response;
use casework::attachment::read::read;
use casework::known;
use domain::FileId;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;

use crate::ctx::Ctx;
use crate::problem::Problem;
use crate::routes::routes;

routes! {
    get "/documents/{sha256}" SignedIn => show;
}

/// The file it stands on.
#[derive(Deserialize)]
pub struct On {
    file: Option<String>,
}

/// `GET /documents/{sha256}?file=FILE`
pub async fn show(
    ctx: Ctx,
    Path(sha256): Path<String>,
    Query(on): Query<On>,
) -> Result<Response, Problem> {
    let (held, content) = ctx
        .run(move |office, acting, _| {
            let file: FileId = known(on.file.as_deref().unwrap_or_default(), "attachment")?;
            let mut reading = read(office, acting, file, &sha256)?;
            let mut content = Vec::new();
            while let Some(part) = reading.next(office)? {
                content.extend(part);
            }
            Ok((reading.held, content))
        })
        .await?;
    let length = content.len();
    let mut answer = Response::new(Body::from(content));
    let named = format!(
        "attachment; filename*=UTF-8''{}",
        utf8_percent_encode(&held.name, NON_ALPHANUMERIC)
    );
    let headers = answer.headers_mut();
    let kind = HeaderValue::from_str(&held.media_type);
    headers.insert(
        CONTENT_TYPE,
        kind.unwrap_or(HeaderValue::from_static("application/octet-stream")),
    );
    if let Ok(named) = HeaderValue::from_str(&named) {
        headers.insert(CONTENT_DISPOSITION, named);
    }
    headers.insert(CONTENT_LENGTH, HeaderValue::from(length));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(
        CONTENT_SECURITY_POLICY,
        HeaderValue::from_static("sandbox; default-src 'none'"),
    );
    Ok(answer)
}
