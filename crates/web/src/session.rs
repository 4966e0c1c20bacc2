//! The layer that knows who asks. It looks at the cookie, lets those in who are signed in, sends others to sign in, and keeps
//! a form that came too late for its writer. It grants nothing else.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{MatchedPath, Request, State};
use axum::http::header::{ACCEPT, COOKIE, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use casework::account::session::{Standing, standing};
use casework::account::{me, stash};

use crate::app::App;
use crate::ctx::{Ctx, go};
use crate::frame::Frame;
use crate::problem::{Problem, drawn};
use crate::routes::{Access, find};

/// The name of the cookie; over HTTPS the prefix binds it to this very host.
fn cookie_name(app: &App) -> &'static str {
    if app.is_secure() {
        "__Host-alongside"
    } else {
        "alongside"
    }
}

/// The value of a cookie.
fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(known, _)| *known == name)
        .map(|(_, value)| value)
}

/// The token that a browser sent.
pub fn token_of(app: &App, headers: &HeaderMap) -> Option<String> {
    cookie(headers, cookie_name(app))
        .filter(|token| token.len() == 64)
        .map(str::to_owned)
}

/// Gives a browser a token.
pub fn give(app: &App, answer: &mut Response, token: &str) {
    let secure = if app.is_secure() { "; Secure" } else { "" };
    let text = format!(
        "{}={token}; Path=/; HttpOnly; SameSite=Lax{secure}",
        cookie_name(app)
    );
    if let Ok(value) = HeaderValue::from_str(&text) {
        answer.headers_mut().append(SET_COOKIE, value);
    }
}

/// Takes the token away, with whatever else the browser kept of these pages.
pub fn take(app: &App, answer: &mut Response) {
    let secure = if app.is_secure() { "; Secure" } else { "" };
    let text = format!(
        "{}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax{secure}",
        cookie_name(app)
    );
    if let Ok(value) = HeaderValue::from_str(&text) {
        answer.headers_mut().append(SET_COOKIE, value);
    }
}

/// Lets a request through to its route, with who asks.
pub async fn know(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let matched = request
        .extensions()
        .get::<MatchedPath>()
        .map(|path| path.as_str().to_owned());
    let method = request.method().clone();
    let access = matched.and_then(|path| find(method.as_str(), &path));
    let outside = |title: &str| Frame::outside(&app, title);
    if access == Some(Access::Public) {
        return drawn(next.run(request).await, outside);
    }
    let token = token_of(&app, request.headers());
    let standing = match token.clone() {
        Some(token) => {
            let now = app.now();
            app.run(move |office, _| standing(office, &token, now))
                .await
        }
        None => Ok(Standing::Nobody),
    };
    let standing = match standing {
        Ok(standing) => standing,
        Err(problem) => return drawn(problem.into_response(), outside),
    };
    let (known, token) = match (standing, token) {
        (Standing::In(known), Some(token)) => (known, token),
        (Standing::Second(_), _) => return go("/sign-in/code"),
        (Standing::Ended(worker), _) => return late(&app, request, worker).await,
        _ => return to_sign_in(&app, &request),
    };
    let now = app.now();
    let me = app.run(move |office, _| me::me(office, &known, now)).await;
    let me = match me {
        Ok(me) => Arc::new(me),
        Err(Problem::NotFound) => return go("/sign-in"),
        Err(problem) => return drawn(problem.into_response(), outside),
    };
    let path = request.uri().path().to_owned();
    if me.must_change && !["/account", "/account/password", "/sign-out"].contains(&path.as_str()) {
        return go("/account");
    }
    let said = cookie(request.headers(), "done").map(|text| {
        percent_encoding::percent_decode_str(text)
            .decode_utf8_lossy()
            .chars()
            .take(300)
            .collect::<String>()
    });
    let kept = request
        .uri()
        .query()
        .filter(|_| method == Method::POST)
        .map(|query| crate::body::Sent::parse(query.as_bytes()))
        .map(|query| query.get("kept").to_owned())
        .filter(|kept| !kept.is_empty());
    let shown = said.is_some() && method == Method::GET;
    let ctx = Ctx {
        app: app.clone(),
        me: me.clone(),
        path: path.clone(),
        token,
        done: said,
    };
    request.extensions_mut().insert(ctx);
    let answer = match access {
        Some(_) => next.run(request).await,
        None => Problem::NotFound.into_response(),
    };
    if let Some(kept) = kept
        && answer.status() == StatusCode::SEE_OTHER
    {
        // It was sent again and carried out.
        let worker = me.worker;
        let _ = app
            .run(move |office, _| stash::done(office, worker, &kept))
            .await;
    }
    let is_page = answer.status() != StatusCode::SEE_OTHER;
    let mut answer = drawn(answer, |title| Frame::of(&app, me, &path, title));
    if shown && is_page {
        answer.headers_mut().append(
            SET_COOKIE,
            HeaderValue::from_static("done=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax"),
        );
    }
    answer
}

/// Whether a script asks, which can tell its page itself.
fn by_script(headers: &HeaderMap) -> bool {
    let says = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    says("sec-fetch-mode").is_some_and(|mode| mode != "navigate")
        || says(ACCEPT.as_str()).is_some_and(|accept| accept.starts_with("application/json"))
}

fn to_sign_in(_: &App, request: &Request) -> Response {
    if by_script(request.headers()) {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    let whole = request
        .uri()
        .path_and_query()
        .map_or("/", |path| path.as_str());
    if request.method() != Method::GET || whole == "/" {
        return go("/sign-in");
    }
    let next: String = form_urlencoded::byte_serialize(whole.as_bytes()).collect();
    go(&format!("/sign-in?next={next}"))
}

/// What came with a session that had ended is kept for the one whose session it was.
async fn late(app: &App, request: Request, worker: domain::FileId) -> Response {
    let keeps = request.method() == Method::POST
        && !by_script(request.headers())
        && crate::body::is_form(request.headers());
    if !keeps {
        return to_sign_in(app, &request);
    }
    let path = request.uri().path().to_owned();
    let (_, body) = request.into_parts();
    match keep(app, worker, path, body).await {
        Ok(()) => go("/sign-in?kept=yes"),
        Err(problem) => drawn(problem.into_response(), |title| Frame::outside(app, title)),
    }
}

async fn keep(app: &App, worker: domain::FileId, path: String, body: Body) -> Result<(), Problem> {
    let bytes = crate::body::read(body).await?;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let now = app.now();
    app.run(move |office, ids| stash::keep(office, ids, now, worker, (&path, &text)))
        .await
        .map(drop)
}
