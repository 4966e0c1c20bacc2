//! Casework supervision: whom somebody supervises, and of one worker every child with when they were last seen, what is out of
//! timescale, when the plan is reviewed and what waits for a signature. The record of it is the pack's form, on the worker's
//! file. No league table: workers stand in the order of their names.

use askama::Template;
use axum::extract::{Path, RawQuery};
use axum::response::Response;
use casework::known;
use casework::read::team::{Person, Team, Worker, team};
use domain::FileId;
use jiff::civil::Date;
use pack::model::{Act, Purpose};
use print::picture::bar::{Capacity, capacity};

use super::people;
use crate::body::Sent;
use crate::ctx::Ctx;
use crate::days;
use crate::frame::{Frame, page};
use crate::problem::Problem;
use crate::routes::routes;

routes! {
    get "/supervision" SignedIn => all;
    get "/supervision/{worker}" SignedIn => one;
}

/// A worker, in one line.
struct Line {
    href: String,
    name: String,
    team: String,
    bar: String,
    high: i64,
    leave: Option<String>,
    late: usize,
    unsigned: i64,
}

#[derive(Template)]
#[template(path = "supervision/all.html")]
struct AllPage {
    frame: Frame,
    workers: Vec<Line>,
    more: Option<String>,
    children: String,
}

/// Somebody the worker works with.
struct Child {
    href: String,
    name: String,
    restricted: bool,
    seen: String,
    long_ago: bool,
    late: Option<String>,
    next: String,
    review: String,
    unsigned: i64,
}

#[derive(Template)]
#[template(path = "supervision/one.html")]
struct OnePage {
    frame: Frame,
    bar: String,
    words: String,
    leave: Option<String>,
    child: String,
    children: Vec<Child>,
    unsigned: i64,
    form: Option<(String, String)>,
    caseload: String,
    key: String,
    more_people: bool,
}

fn full(worker: &Worker, band: Option<(i64, i64)>) -> Capacity {
    Capacity {
        whose: worker.display.clone(),
        now: u32::try_from(worker.people).unwrap_or(u32::MAX),
        band: people::band(band),
    }
}

fn leave(worker: &Worker, today: Date) -> Option<String> {
    worker.on_leave.then(|| match worker.leave_until {
        Some(until) => format!("on leave until {}", days::short(until, today)),
        None => "on leave".to_owned(),
    })
}

async fn read(ctx: &Ctx, sent: &Sent) -> Result<Team, Problem> {
    if !ctx.me.may(Act::Allocate) && !ctx.me.may(Act::Cover) {
        return Err(Problem::NotAllowed(
            "your roles supervise nobody here".into(),
        ));
    }
    let after = people::place(sent.get("after"));
    ctx.run(move |office, acting, _| team(office, acting, after.as_ref()))
        .await
}

/// `GET /supervision`: `after` says where the list goes on.
pub async fn all(ctx: Ctx, RawQuery(query): RawQuery) -> Result<Response, Problem> {
    let sent = super::search::asked(query);
    let team = read(&ctx, &sent).await?;
    let today = ctx.me.today();
    let at = sent.get("after");
    let at = match at.is_empty() {
        true => String::new(),
        false => {
            let at: String = form_urlencoded::byte_serialize(at.as_bytes()).collect();
            format!("?after={at}")
        }
    };
    let band = team.band;
    let workers = team.workers.iter().map(|worker| {
        let full = full(worker, band);
        Line {
            href: format!("/supervision/{}{at}", worker.worker),
            name: worker.display.clone(),
            team: worker.team.clone().unwrap_or_default(),
            bar: capacity(&full, &format!("bar-{}", worker.worker)),
            high: worker.high,
            leave: leave(worker, today),
            late: worker.each.iter().filter(|one| one.late > 0).count(),
            unsigned: worker.unsigned,
        }
    });
    Ok(page(&AllPage {
        frame: ctx.frame("Supervision"),
        workers: workers.collect(),
        more: team
            .after
            .as_ref()
            .map(|at| format!("/supervision?after={}", people::written(at))),
        children: ctx.word("children").to_owned(),
    }))
}

/// `GET /supervision/{worker}`
pub async fn one(
    ctx: Ctx,
    Path(worker): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let worker: FileId = known(&worker, "worker")?;
    let team = read(&ctx, &super::search::asked(query)).await?;
    let (band, more_people) = (team.band, team.more_people);
    let found = team.workers.into_iter().find(|one| one.worker == worker);
    let found = found.ok_or(Problem::NotFound)?;
    let today = ctx.me.today();
    let capacities = full(&found, band);
    let mut forms = ctx.me.pack.serving(Purpose::Supervision);
    let form = forms.find(|form| ctx.me.writes(form));
    Ok(page(&OnePage {
        frame: ctx.frame(&format!("Supervision with {}", found.display)),
        words: capacities.words(),
        bar: capacity(&capacities, "capacity"),
        leave: leave(&found, today),
        child: ctx.word("child").to_owned(),
        unsigned: found.unsigned,
        form: form.map(|form| {
            let to = format!("/files/{worker}/write/{}", *form.record);
            (to, form.title.clone())
        }),
        caseload: format!("/caseload/{worker}"),
        key: format!("{:032x}", ctx.app.fresh()),
        more_people: more_people && (found.each.len() as i64) < found.people,
        children: found
            .each
            .into_iter()
            .map(|one| child(one, today))
            .collect(),
    }))
}

/// Somebody not seen for so many days stands out.
const LONG: i32 = 28;

fn child(one: Person, today: Date) -> Child {
    let day = one.seen.as_ref().and_then(|seen| days::day(&seen.day));
    Child {
        href: format!("/files/{}", one.file),
        name: one.display,
        restricted: one.restricted,
        long_ago: day.is_none_or(|day| days::apart(day, today) >= LONG),
        seen: people::last_seen(one.seen.as_ref(), today)
            .map(|said| said.trim_start_matches("last seen ").to_owned())
            .unwrap_or_else(|| "not seen yet".to_owned()),
        late: people::late(one.late),
        next: one
            .next
            .map(|(title, day)| people::next(&title, day, today))
            .unwrap_or_default(),
        review: one
            .review
            .map(|day| days::near(day, today))
            .unwrap_or_default(),
        unsigned: one.unsigned,
    }
}
