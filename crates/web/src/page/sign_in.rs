//! Signing in and out: name and password, then a code where one was set up. No answer tells whether a name exists.

use std::net::SocketAddr;

use askama::Template;
use axum::extract::{ConnectInfo, Query, State};
use axum::http::header::USER_AGENT;
use axum::http::{Extensions, HeaderMap};
use axum::response::Response;
use casework::account::session;
use casework::account::sign_in::{Attempt, SignedIn, second, sign_in};
use jiff::Timestamp;
use serde::Deserialize;

use crate::app::App;
use crate::body::Sent;
use crate::ctx::{Ctx, go};
use crate::frame::{Frame, page};
use crate::problem::Problem;
use crate::routes::routes;
use crate::session::{give, take, token_of};

routes! {
    get "/sign-in" Public => show;
    post "/sign-in" Public => send;
    get "/sign-in/code" Public => show_code;
    post "/sign-in/code" Public => send_code;
    post "/sign-out" SignedIn => out;
}

const REFUSED: &str =
    "The name and the password do not belong together. Look at both, then try again.";

#[derive(Template)]
#[template(path = "sign_in/name.html")]
struct Page {
    frame: Frame,
    name: String,
    next: Option<String>,
    kept: bool,
    problem: Option<String>,
    demo: Option<String>,
    accounts: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "sign_in/code.html")]
struct CodePage {
    frame: Frame,
    next: Option<String>,
    problem: Option<String>,
}

/// Where a sign-in page goes on to.
#[derive(Deserialize)]
pub struct To {
    next: Option<String>,
    kept: Option<String>,
}

/// Only a page of ours: an address that begins with one stroke, and no other host's.
fn own(next: &str) -> Option<String> {
    let fits = next.starts_with('/')
        && !next.starts_with("//")
        && !next.contains(['\\', '\r', '\n'])
        && next.len() < 2_000;
    fits.then(|| next.to_owned())
}

async fn draw(
    app: &App,
    name: &str,
    next: Option<String>,
    problem: Option<String>,
    kept: bool,
) -> Response {
    let mut accounts = Vec::new();
    if app.demo().is_some() {
        let now = app.now();
        accounts = app
            .run(move |office, _| casework::account::open::everybody(office, now))
            .await
            .unwrap_or_default();
    }
    page(&Page {
        frame: Frame::outside(app, "Sign in"),
        name: name.to_owned(),
        next,
        kept,
        problem,
        demo: app.demo().map(str::to_owned),
        accounts,
    })
}

/// `GET /sign-in`
pub async fn show(State(app): State<App>, Query(to): Query<To>) -> Response {
    let next = to.next.as_deref().and_then(own);
    draw(&app, "", next, None, to.kept.is_some()).await
}

/// `POST /sign-in`
pub async fn send(
    State(app): State<App>,
    headers: HeaderMap,
    extensions: Extensions,
    sent: Sent,
) -> Result<Response, Problem> {
    let next = own(sent.get("next"));
    let (name, password) = (sent.get("name").to_owned(), sent.raw("password").to_owned());
    let address = address(&app, &headers, &extensions);
    let browser = headers
        .get(USER_AGENT)
        .and_then(|agent| agent.to_str().ok())
        .unwrap_or_default()
        .to_owned();
    let now = app.now();
    let typed = name.clone();
    let done = app
        .run(move |office, ids| {
            let attempt = Attempt {
                name: &typed,
                password: &password,
                address: &address,
                browser: &browser,
            };
            sign_in(office, ids, now, &attempt)
        })
        .await?;
    // A session that the browser had before ends: the new one has a token of its own.
    if let Some(old) = token_of(&app, &headers) {
        app.run(move |office, _| session::sign_out(office, &old, now))
            .await?;
    }
    Ok(match done {
        SignedIn::In { token, .. } => entered(&app, &token, next.as_deref()),
        SignedIn::Second { token } => {
            let to = next.map_or_else(String::new, |next| format!("?next={}", query(&next)));
            let mut answer = go(&format!("/sign-in/code{to}"));
            give(&app, &mut answer, &token);
            answer
        }
        SignedIn::Refused => draw(&app, &name, next, Some(REFUSED.into()), false).await,
        SignedIn::Wait { until } => draw(&app, &name, next, Some(wait(now, until)), false).await,
    })
}

/// Where it came from. Behind HTTPS a proxy stands before us and says so last.
fn address(app: &App, headers: &HeaderMap, extensions: &Extensions) -> String {
    let told = headers
        .get_all("x-forwarded-for")
        .iter()
        .next_back()
        .filter(|_| app.is_secure())
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.rsplit(',').next())
        .map(|address| address.trim().to_owned());
    told.unwrap_or_else(|| {
        extensions
            .get::<ConnectInfo<SocketAddr>>()
            .map_or_else(String::new, |from| from.0.ip().to_string())
    })
}

fn query(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

fn wait(now: Timestamp, until: Timestamp) -> String {
    let minutes = until.duration_since(now).as_secs().max(1) / 60 + 1;
    let unit = if minutes == 1 { "minute" } else { "minutes" };
    format!("There were too many attempts. Try again in {minutes} {unit}.")
}

fn entered(app: &App, token: &str, next: Option<&str>) -> Response {
    // What came too late is offered first.
    let to = next.map_or_else(
        || "/kept".to_owned(),
        |next| format!("/kept?next={}", query(next)),
    );
    let mut answer = go(&to);
    give(app, &mut answer, token);
    answer
}

/// `GET /sign-in/code`
pub async fn show_code(State(app): State<App>, Query(to): Query<To>) -> Response {
    page(&CodePage {
        frame: Frame::outside(&app, "Your code"),
        next: to.next.as_deref().and_then(own),
        problem: None,
    })
}

/// `POST /sign-in/code`
pub async fn send_code(
    State(app): State<App>,
    headers: HeaderMap,
    sent: Sent,
) -> Result<Response, Problem> {
    let next = own(sent.get("next"));
    let code = sent.get("code").to_owned();
    let Some(token) = token_of(&app, &headers) else {
        return Ok(go("/sign-in"));
    };
    let now = app.now();
    let done = app
        .run(move |office, ids| second(office, ids, now, &token, &code))
        .await;
    let problem = match done {
        Ok(SignedIn::In { token, .. }) => return Ok(entered(&app, &token, next.as_deref())),
        Ok(SignedIn::Wait { until }) => wait(now, until),
        Ok(_) => "The code does not fit. Give the six digits your authenticator shows now.".into(),
        Err(Problem::NotFound) => return Ok(go("/sign-in")),
        Err(problem) => return Err(problem),
    };
    Ok(page(&CodePage {
        frame: Frame::outside(&app, "Your code"),
        next,
        problem: Some(problem),
    }))
}

/// `POST /sign-out`
pub async fn out(ctx: Ctx) -> Result<Response, Problem> {
    let (token, now) = (ctx.token.clone(), ctx.me.now);
    ctx.app
        .run(move |office, _| session::sign_out(office, &token, now))
        .await?;
    let mut answer = go("/sign-in");
    take(&ctx.app, &mut answer);
    Ok(answer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signing_in_leads_to_pages_of_ours_alone() {
        assert_eq!(own("/files/1?a=b"), Some("/files/1?a=b".into()));
        for elsewhere in [
            "//evil.example",
            "https://evil.example",
            "/\\evil",
            "/a\r\nb",
            "",
        ] {
            assert_eq!(own(elsewhere), None, "{elsewhere}");
        }
    }
}
