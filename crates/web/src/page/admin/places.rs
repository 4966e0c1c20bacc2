//! Teams, sites, and one of them with its facts.

use askama::Template;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use casework::person::register::{Known, register};
use casework::read::admin::place;
use casework::read::admin::places::{sites as read_sites, teams as read_teams};
use casework::setup::known;
use domain::FileId;
use domain::event::Subject;
use serde_json::json;

use super::{After, Group, groups, next};
use crate::body::Sent;
use crate::ctx::{Ctx, go_and_say};
use crate::frame::{Frame, page};
use crate::problem::{Problem, sentence};

#[derive(Template)]
#[template(path = "admin/teams.html")]
struct Teams {
    frame: Frame,
    teams: Vec<Team>,
    next: Option<String>,
    typed: String,
    problem: Option<String>,
}

struct Team {
    file: FileId,
    name: String,
    members: Vec<(FileId, String)>,
}

/// `GET /admin/teams`
pub async fn teams(ctx: Ctx, Query(after): Query<After>) -> Result<Response, Problem> {
    draw_teams(&ctx, &after, String::new(), None).await
}

async fn draw_teams(
    ctx: &Ctx,
    after: &After,
    typed: String,
    problem: Option<String>,
) -> Result<Response, Problem> {
    let place = after.place();
    let (teams, more) = ctx
        .run(move |office, acting, _| read_teams(office, acting, place.as_ref()))
        .await?;
    let last = teams.last().filter(|_| more).map(|team| &team.place);
    let next = next("/admin/teams", last);
    let wrong = problem.is_some();
    let teams = teams.into_iter().map(|team| Team {
        file: team.file,
        name: team.display,
        members: team.members,
    });
    let answer = page(&Teams {
        frame: ctx.frame("Teams"),
        teams: teams.collect(),
        next,
        typed,
        problem,
    });
    Ok(refused(answer, wrong))
}

/// `POST /admin/teams`
pub async fn new_team(ctx: Ctx, sent: Sent) -> Result<Response, Problem> {
    let facts = vec![named(sent.get("name"))];
    let done = open(&ctx, Subject::Team, facts).await;
    let first = After {
        after: None,
        from: None,
    };
    match done {
        Ok(_) => Ok(go_and_say("/admin/teams", "The team is there.")),
        Err(Problem::Several(all)) => {
            let typed = sent.raw("name").to_owned();
            draw_teams(&ctx, &first, typed, Some(told(all))).await
        }
        Err(other) => Err(other),
    }
}

#[derive(Template)]
#[template(path = "admin/sites.html")]
struct Sites {
    frame: Frame,
    sites: Vec<Site>,
    next: Option<String>,
    sent: Sent,
    problem: Option<String>,
}

struct Site {
    file: FileId,
    name: String,
    kind: String,
    served: &'static str,
}

/// `GET /admin/sites`
pub async fn sites(ctx: Ctx, Query(after): Query<After>) -> Result<Response, Problem> {
    draw_sites(&ctx, &after, Sent::default(), None).await
}

async fn draw_sites(
    ctx: &Ctx,
    after: &After,
    sent: Sent,
    problem: Option<String>,
) -> Result<Response, Problem> {
    let place = after.place();
    let (sites, more) = ctx
        .run(move |office, acting, _| read_sites(office, acting, place.as_ref()))
        .await?;
    let last = sites.last().filter(|_| more).map(|site| &site.place);
    let next = next("/admin/sites", last);
    let wrong = problem.is_some();
    let sites = sites.into_iter().map(|site| Site {
        file: site.file,
        name: site.display,
        kind: site.kind.unwrap_or_default().replace(['-', '_'], " "),
        served: match site.served {
            Some(true) => "Yes",
            Some(false) => "No",
            None => "Nobody said",
        },
    });
    let answer = page(&Sites {
        frame: ctx.frame("Sites"),
        sites: sites.collect(),
        next,
        sent,
        problem,
    });
    Ok(refused(answer, wrong))
}

/// `POST /admin/sites`
pub async fn new_site(ctx: Ctx, sent: Sent) -> Result<Response, Problem> {
    let words: Vec<&str> = sent.get("kind").split_whitespace().collect();
    let mut facts = vec![
        named(sent.get("name")),
        known("site", json!({"site_kind": words.join("-")}), None),
    ];
    if let served @ ("yes" | "no") = sent.get("served") {
        let service = ctx.me.service.0.to_string();
        let fact = json!({"service": service, "served": served == "yes"});
        facts.push(known("served", fact, Some(ctx.me.today())));
    }
    let first = After {
        after: None,
        from: None,
    };
    match open(&ctx, Subject::Site, facts).await {
        Ok(site) => Ok(go_and_say(
            &format!("/admin/places/{site}"),
            "The site is there.",
        )),
        Err(Problem::Several(all)) => draw_sites(&ctx, &first, sent, Some(told(all))).await,
        Err(other) => Err(other),
    }
}

fn named(name: &str) -> (domain::Name, domain::event::Answers, domain::event::Period) {
    known("name", json!({"name_kind": "legal", "family": name}), None)
}

async fn open(ctx: &Ctx, subject: Subject, facts: Known) -> Result<FileId, Problem> {
    ctx.run(move |office, acting, ids| register(office, acting, ids, subject, &facts))
        .await
}

fn told(all: Vec<(String, String)>) -> String {
    let all = all.into_iter();
    let all = all.map(|(what, remedy)| format!("It {what}: {remedy}"));
    sentence(&all.collect::<Vec<_>>().join("; "))
}

fn refused(mut answer: Response, wrong: bool) -> Response {
    if wrong {
        *answer.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    answer
}

#[derive(Template)]
#[template(path = "admin/place.html")]
struct Page {
    frame: Frame,
    file: FileId,
    back: (&'static str, &'static str),
    groups: Vec<Group>,
}

/// `GET /admin/places/{file}`
pub async fn show(ctx: Ctx, Path(file): Path<String>) -> Result<Response, Problem> {
    let file: FileId = casework::known(&file, "file")?;
    let kept = ctx
        .run(move |office, acting, _| place(office, acting, file))
        .await?;
    let back = match kept.subject {
        Subject::Team => ("/admin/teams", "Teams"),
        Subject::Site => ("/admin/sites", "Sites"),
        _ => ("/admin", "Administration"),
    };
    Ok(page(&Page {
        frame: ctx.frame(&kept.display),
        file,
        back,
        groups: groups(&ctx.me.pack, &kept, ctx.me.today()),
    }))
}
