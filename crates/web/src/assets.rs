//! The style sheet, script, typeface and small pictures of the pages, embedded in the program.
//!
//! Templates name a file by its constant (`assets::STYLE_CSS`), so that one which was never built does not compile. The
//! address holds a hash of the content and may be kept for ever. It never reads a file while it runs, and what it
//! serves holds nothing about anybody.

use axum::body::Body;
use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;

include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// `GET /assets/{name}`: the file, or 304 if the browser has it, or 404 for a name that was never built.
pub async fn serve(Path(name): Path<String>, headers: HeaderMap) -> Response {
    let found = FILES
        .binary_search_by(|(hashed, _)| (*hashed).cmp(name.as_str()))
        .ok()
        .and_then(|at| FILES.get(at));
    let Some((hashed, content)) = found else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let tag = format!("\"{hashed}\"");
    let known = headers.get_all(IF_NONE_MATCH).iter().any(|sent| {
        sent.to_str()
            .is_ok_and(|sent| sent.split(',').any(|one| matches(one.trim(), &tag)))
    });
    let mut answer = if known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        Response::new(Body::from(Bytes::from_static(content)))
    };
    let headers = answer.headers_mut();
    headers.insert(
        CACHE_CONTROL,
        HeaderValue::from_static("public, max-age=31536000, immutable"),
    );
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(media_type(hashed)));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(ETAG, tag);
    }
    answer
}

/// Does a tag that a browser sent, weak or not, stand for this one?
fn matches(sent: &str, tag: &str) -> bool {
    sent == "*" || sent.strip_prefix("W/").unwrap_or(sent) == tag
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use http_body_util::BodyExt;

    async fn ask(address: &str, tag: Option<&str>) -> Response {
        let mut headers = HeaderMap::new();
        if let Some(tag) = tag {
            headers.insert(IF_NONE_MATCH, tag.parse().expect("a header"));
        }
        let name = address
            .strip_prefix("/assets/")
            .expect("an address of ours");
        serve(Path(name.to_owned()), headers).await
    }

    fn header(answer: &Response, name: axum::http::HeaderName) -> &str {
        answer.headers()[name].to_str().expect("plain letters")
    }

    #[tokio::test]
    async fn a_file_is_served_by_its_hashed_name_and_may_be_kept_for_ever() {
        for (address, kind) in [
            (STYLE_CSS, "text/css; charset=utf-8"),
            (APP_JS, "text/javascript; charset=utf-8"),
            (MARK_SVG, "image/svg+xml"),
        ] {
            let answer = ask(address, None).await;
            assert_eq!(answer.status(), StatusCode::OK, "{address}");
            assert_eq!(header(&answer, CONTENT_TYPE), kind);
            assert_eq!(
                header(&answer, CACHE_CONTROL),
                "public, max-age=31536000, immutable"
            );
            let body = answer.into_body().collect().await.expect("a body");
            assert!(!body.to_bytes().is_empty(), "{address} is empty");
        }
    }

    #[tokio::test]
    async fn a_browser_that_has_the_file_is_told_so_without_its_content() {
        let tag = header(&ask(STYLE_CSS, None).await, ETAG).to_owned();
        for sent in [tag.clone(), format!("W/{tag}"), format!("\"other\", {tag}")] {
            let answer = ask(STYLE_CSS, Some(&sent)).await;
            assert_eq!(answer.status(), StatusCode::NOT_MODIFIED, "{sent}");
            let body = answer.into_body().collect().await.expect("a body");
            assert!(body.to_bytes().is_empty());
        }
        let answer = ask(STYLE_CSS, Some("\"other\"")).await;
        assert_eq!(answer.status(), StatusCode::OK);
    }

    #[tokio::test]
    async fn a_name_that_was_never_built_is_not_found() {
        for name in ["style.css", "manifest.json", "../Cargo.toml", ""] {
            let answer = serve(Path(name.to_owned()), HeaderMap::new()).await;
            assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{name}");
        }
    }

    #[test]
    fn the_style_sheet_asks_no_other_host_and_brings_the_macrons() {
        let text: String = FILES
            .iter()
            .filter(|(name, _)| name.ends_with(".css"))
            .map(|(_, content)| String::from_utf8_lossy(content))
            .collect();
        assert!(text.contains("Atkinson Hyperlegible Next"));
        assert!(!text.contains("GDS Transport"));
        for (at, _) in text.match_indices("url(") {
            let address = text[at + 4..].trim_start_matches('"');
            assert!(address.starts_with("/assets/"), "{}", &address[..40]);
        }
        assert!(
            FILES
                .iter()
                .any(|(name, _)| name.contains("latin-ext") && name.ends_with(".woff2"))
        );
    }
}
