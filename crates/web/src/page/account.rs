//! One's own account: the password, the second factor, where one is signed in, and what came after a session had ended.

pub mod kept;
pub mod second;

use askama::Template;
use axum::response::Response;
use casework::account::{change, session};
use jiff::Timestamp;

use crate::body::Sent;
use crate::ctx::{Ctx, go_and_say};
use crate::frame::{Frame, page};
use crate::problem::{Problem, sentence};
use crate::routes::routes;

routes! {
    get "/account" SignedIn => show;
    post "/account/password" SignedIn => password;
    post "/account/sessions" SignedIn => end_others;
    post "/account/service" SignedIn => service;
    get "/account/second" SignedIn => second::show;
    post "/account/second" SignedIn => second::turn_on;
    post "/account/second/off" SignedIn => second::turn_off;
    get "/kept" SignedIn => kept::next;
    get "/kept/{stash}" SignedIn => kept::show;
    post "/kept/{stash}/drop" SignedIn => kept::forget;
}

#[derive(Template)]
#[template(path = "account/show.html")]
struct Page {
    frame: Frame,
    name: String,
    second: bool,
    sessions: Vec<Line>,
    others: usize,
    elsewhere: Vec<(String, String)>,
    must_change: bool,
    problem: Option<String>,
}

struct Line {
    since: String,
    browser: String,
    here: bool,
}

async fn draw(ctx: &Ctx, problem: Option<String>) -> Result<Response, Problem> {
    let token = ctx.token.clone();
    let ((name, second), running) = ctx
        .run(move |office, acting, _| {
            let own = change::own(office, acting)?;
            let running = session::running(office, acting.worker, &token, acting.now)?;
            Ok((own, running))
        })
        .await?;
    let sessions: Vec<Line> = running
        .into_iter()
        .map(|(session, here)| Line {
            since: said(ctx, session.begun),
            browser: browser(&session.browser),
            here,
        })
        .collect();
    let elsewhere = &ctx.me.elsewhere;
    Ok(page(&Page {
        frame: ctx.frame("Your account"),
        name,
        second,
        others: sessions.iter().filter(|line| !line.here).count(),
        sessions,
        elsewhere: elsewhere
            .iter()
            .map(|(id, name)| (id.to_string(), name.clone()))
            .collect(),
        must_change: ctx.me.must_change,
        problem,
    }))
}

fn said(ctx: &Ctx, at: Timestamp) -> String {
    let at = at.to_zoned(ctx.me.zone.clone());
    at.strftime("%-d %B %Y, %H:%M").to_string()
}

/// A browser in a word or two.
fn browser(agent: &str) -> String {
    let known = [
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ];
    let name = known
        .iter()
        .find(|(mark, _)| agent.contains(mark))
        .map_or("A browser", |(_, name)| name);
    let on = if ["Mobile", "Android", "iPhone"]
        .iter()
        .any(|mark| agent.contains(mark))
    {
        "on a phone or tablet"
    } else {
        "on a computer"
    };
    format!("{name} {on}")
}

/// `GET /account`
pub async fn show(ctx: Ctx) -> Result<Response, Problem> {
    draw(&ctx, None).await
}

/// `POST /account/password`
pub async fn password(ctx: Ctx, sent: Sent) -> Result<Response, Problem> {
    let token = ctx.token.clone();
    let (present, new, again) = (
        sent.raw("present").to_owned(),
        sent.raw("new").to_owned(),
        sent.raw("again").to_owned(),
    );
    if new != again {
        let problem = "The new password was typed in two ways. Type the same twice.";
        return draw(&ctx, Some(problem.into())).await;
    }
    let done = ctx
        .run(move |office, acting, ids| {
            change::password(office, acting, ids, &token, (&present, &new))
        })
        .await;
    match done {
        Ok(()) => Ok(go_and_say(
            "/account",
            "Your password was changed. You were signed out everywhere else.",
        )),
        Err(Problem::Wrong(what, remedy)) => {
            let problem = format!("{} {}", sentence(&what), sentence(&remedy));
            draw(&ctx, Some(problem)).await
        }
        Err(other) => Err(other),
    }
}

/// `POST /account/sessions`
pub async fn end_others(ctx: Ctx) -> Result<Response, Problem> {
    let token = ctx.token.clone();
    ctx.run(move |office, acting, _| {
        session::end_others(office, acting.worker, &token, acting.now)
    })
    .await?;
    Ok(go_and_say(
        "/account",
        "You were signed out everywhere else.",
    ))
}

/// `POST /account/service`
pub async fn service(ctx: Ctx, sent: Sent) -> Result<Response, Problem> {
    let token = ctx.token.clone();
    let service = casework::known(sent.get("service"), "service")?;
    ctx.run(move |office, acting, _| {
        session::act_for(office, acting.worker, &token, service, acting.now)
    })
    .await?;
    Ok(go_and_say("/", "You now work in the other service."))
}
