//! Somebody new who works here: their name, a role from a day on, and an account whose first password is shown once.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use casework::account::open;
use casework::person::register::{Known, register};
use casework::read::admin::people::free;
use casework::read::admin::places::teams;
use casework::setup::known;
use domain::event::Subject;
use jiff::civil::Date;
use serde_json::json;

use super::account::{self, Given};
use crate::body::Sent;
use crate::ctx::Ctx;
use crate::fact::read::day;
use crate::form::tree::Tree;
use crate::frame::{Frame, page};
use crate::problem::{Problem, sentence};

#[derive(Template)]
#[template(path = "admin/register.html")]
struct Page {
    frame: Frame,
    problems: Vec<(String, &'static str)>,
    sent: Sent,
    roles: Vec<(String, String)>,
    teams: Vec<(String, String)>,
}

/// `GET /admin/people/new`
pub async fn show(ctx: Ctx) -> Result<Response, Problem> {
    draw(&ctx, Sent::default(), Vec::new()).await
}

async fn draw(
    ctx: &Ctx,
    sent: Sent,
    problems: Vec<(String, &'static str)>,
) -> Result<Response, Problem> {
    let (teams, _) = ctx
        .run(|office, acting, _| teams(office, acting, None))
        .await?;
    let roles = ctx.me.pack.roles.iter();
    let wrong = !problems.is_empty();
    let mut answer = page(&Page {
        frame: ctx.frame("Register somebody who works here"),
        problems,
        sent,
        roles: roles
            .map(|role| (role.role.value.to_string(), role.title.clone()))
            .collect(),
        teams: teams
            .into_iter()
            .map(|team| (team.file.to_string(), team.display))
            .collect(),
    });
    if wrong {
        *answer.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(answer)
}

/// What is known of them at first.
fn facts(ctx: &Ctx, sent: &Sent, from: Option<Date>) -> Known {
    let mut name = json!({"name_kind": "legal"});
    for field in ["given", "family"] {
        let text = sent.get(field);
        if !text.is_empty() {
            name[field] = json!(text);
        }
    }
    let mut role = json!({"role": sent.get("role"), "service": ctx.me.service.0.to_string()});
    let team = sent.get("team");
    let mut all = vec![known("name", name, None)];
    if !team.is_empty() {
        role["team"] = json!(team);
        all.push(known("team_membership", json!({"team": team}), from));
    }
    all.push(known("role_held", role, from));
    all
}

/// `POST /admin/people/new`
pub async fn send(ctx: Ctx, sent: Sent) -> Result<Response, Problem> {
    let tree = Tree::of(sent.0.iter().map(|(n, v)| (n.as_str(), v.as_str())));
    let mut wrong = Vec::new();
    let from = day(&tree, "from", "Starts on", &mut wrong);
    let mut problems: Vec<(String, &'static str)> = wrong
        .into_iter()
        .map(|w| (sentence(&w.says), "from-day"))
        .collect();
    if sent.get("given").is_empty() && sent.get("family").is_empty() {
        problems.push(("Say their name.".into(), "given"));
    }
    if ctx.me.pack.role(sent.get("role")).is_none() {
        problems.push(("Choose the role they come to hold.".into(), "role"));
    }
    if from.is_none() && problems.iter().all(|(_, at)| *at != "from-day") {
        problems.push(("Say on which day they start.".into(), "from-day"));
    }
    let name = sent.get("name").to_owned();
    if name.is_empty() {
        problems.push(("Choose a sign-in name, such as first.last.".into(), "name"));
    } else {
        let asked = name.clone();
        let free = ctx.run(move |office, acting, _| free(office, acting, &asked));
        match free.await {
            Ok(()) => {}
            Err(Problem::Wrong(what, remedy)) => {
                problems.push((format!("{} {}", sentence(&what), sentence(&remedy)), "name"))
            }
            Err(other) => return Err(other),
        }
    }
    if !problems.is_empty() {
        return draw(&ctx, sent, problems).await;
    }
    let facts = facts(&ctx, &sent, from);
    let sign_in = name.clone();
    let done = ctx
        .run(move |office, acting, ids| {
            let worker = register(office, acting, ids, Subject::Worker, &facts)?;
            let password = account::fresh(ids);
            let opened = open::open(office, acting, ids, worker, (&sign_in, &password));
            Ok((worker, opened.map(|()| password)))
        })
        .await;
    let who = [sent.get("given"), sent.get("family")].join(" ");
    match done {
        Ok((worker, Ok(password))) => Ok(account::show_once(
            &ctx,
            worker,
            Given {
                title: "They are registered",
                who: who.trim().to_owned(),
                name,
                password,
            },
        )),
        // They are registered all the same; their page offers an account.
        Ok((worker, Err(_))) => Ok(crate::ctx::go_and_say(
            &format!("/admin/people/{worker}"),
            "They are registered, but the account could not be opened: open it here.",
        )),
        Err(Problem::Several(all)) => {
            let problems = all.into_iter();
            let problems = problems.map(|(what, remedy)| {
                (
                    format!("{}: {remedy}", sentence(&what).trim_end_matches('.')),
                    "given",
                )
            });
            draw(&ctx, sent, problems.collect()).await
        }
        Err(other) => Err(other),
    }
}
