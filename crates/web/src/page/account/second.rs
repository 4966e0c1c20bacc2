//! The second factor: setting it up with an authenticator, and taking it away with the password.

use askama::Template;
use axum::response::Response;
use casework::account::second;

use crate::body::Sent;
use crate::ctx::{Ctx, go_and_say};
use crate::frame::{Frame, page};
use crate::problem::{Problem, sentence};

#[derive(Template)]
#[template(path = "account/second.html")]
struct Page {
    frame: Frame,
    on: bool,
    secret: String,
    spaced: String,
    address: String,
    problem: Option<String>,
}

async fn draw(
    ctx: &Ctx,
    secret: Option<String>,
    problem: Option<String>,
) -> Result<Response, Problem> {
    let (name, on) = ctx
        .run(|office, acting, _| casework::account::change::own(office, acting))
        .await?;
    let secret = secret.unwrap_or_else(|| second::offer(&mut || ctx.app.fresh()));
    let letters: Vec<char> = secret.chars().collect();
    let groups: Vec<String> = letters
        .chunks(4)
        .map(|four| four.iter().collect())
        .collect();
    Ok(page(&Page {
        frame: ctx.frame("A code at sign-in"),
        on,
        address: second::address(&secret, &name),
        spaced: groups.join(" "),
        secret,
        problem,
    }))
}

/// `GET /account/second`
pub async fn show(ctx: Ctx) -> Result<Response, Problem> {
    draw(&ctx, None, None).await
}

fn told(problem: Problem) -> Result<String, Problem> {
    match problem {
        Problem::Wrong(what, remedy) => Ok(format!("{} {}", sentence(&what), sentence(&remedy))),
        other => Err(other),
    }
}

/// `POST /account/second`
pub async fn turn_on(ctx: Ctx, sent: Sent) -> Result<Response, Problem> {
    let token = ctx.token.clone();
    let (secret, code) = (sent.get("secret").to_owned(), sent.get("code").to_owned());
    let typed = secret.clone();
    let done = ctx
        .run(move |office, acting, _| second::turn_on(office, acting, &token, &secret, &code))
        .await;
    match done {
        Ok(()) => Ok(go_and_say(
            "/account",
            "From now on you sign in with a code as well.",
        )),
        Err(problem) => draw(&ctx, Some(typed), Some(told(problem)?)).await,
    }
}

/// `POST /account/second/off`
pub async fn turn_off(ctx: Ctx, sent: Sent) -> Result<Response, Problem> {
    let token = ctx.token.clone();
    let password = sent.raw("password").to_owned();
    let done = ctx
        .run(move |office, acting, _| second::turn_off(office, acting, &token, &password))
        .await;
    match done {
        Ok(()) => Ok(go_and_say(
            "/account",
            "You sign in without a code from now on.",
        )),
        Err(problem) => draw(&ctx, None, Some(told(problem)?)).await,
    }
}
