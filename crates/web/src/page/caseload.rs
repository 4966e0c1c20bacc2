//! A caseload: how much it is against the band, how the work is weighed, and everybody in it with what is next.

use askama::Template;
use axum::extract::{Path, RawQuery};
use axum::response::Response;
use casework::known;
use casework::read::carried::{Carried, carried};
use domain::FileId;
use print::picture::bar::{Capacity, Part, capacity, stacked};

use super::people::{self, Line};
use crate::body::Sent;
use crate::ctx::Ctx;
use crate::frame::{Frame, page};
use crate::problem::Problem;
use crate::routes::routes;

routes! {
    get "/caseload" SignedIn => own;
    get "/caseload/{worker}" SignedIn => of_worker;
}

/// A state with how many stand in each of its values.
struct Weight {
    title: String,
    bar: String,
    values: Vec<(String, i64)>,
}

#[derive(Template)]
#[template(path = "caseload/show.html")]
struct Page {
    frame: Frame,
    own: bool,
    children: String,
    words: String,
    bar: String,
    weights: Vec<Weight>,
    people: Vec<Line>,
    more: Option<String>,
}

/// `GET /caseload`
pub async fn own(ctx: Ctx, RawQuery(query): RawQuery) -> Result<Response, Problem> {
    let worker = ctx.me.worker;
    draw(&ctx, worker, &super::search::asked(query)).await
}

/// `GET /caseload/{worker}`
pub async fn of_worker(
    ctx: Ctx,
    Path(worker): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let worker = known(&worker, "worker")?;
    draw(&ctx, worker, &super::search::asked(query)).await
}

async fn draw(ctx: &Ctx, worker: FileId, sent: &Sent) -> Result<Response, Problem> {
    let after = people::place(sent.get("after"));
    let found = ctx
        .run(move |office, acting, _| carried(office, acting, worker, after.as_ref()))
        .await?;
    let own = worker == ctx.me.worker;
    let children = ctx.word("children").to_owned();
    let title = match own {
        true => format!("My {children}"),
        false => format!("{}: {children}", found.display),
    };
    let path = match own {
        true => "/caseload".to_owned(),
        false => format!("/caseload/{worker}"),
    };
    let full = Capacity {
        whose: found.display.clone(),
        now: u32::try_from(found.people).unwrap_or(u32::MAX),
        band: people::band(found.band),
    };
    let most = people::most_intense(&ctx.me.pack);
    Ok(page(&Page {
        frame: ctx.frame(&title),
        own,
        words: full.words(),
        bar: capacity(&full, "caseload"),
        weights: weights(&found),
        more: found
            .after
            .as_ref()
            .map(|at| format!("{path}?after={}", people::written(at))),
        people: found
            .each
            .into_iter()
            .map(|person| people::line(person, most.as_ref(), ctx.me.today()))
            .collect(),
        children,
    }))
}

fn weights(found: &Carried) -> Vec<Weight> {
    let mut weights: Vec<Weight> = Vec::new();
    for (title, value, count) in &found.weighed {
        match weights.iter_mut().find(|weight| weight.title == *title) {
            Some(weight) => weight.values.push((value.clone(), *count)),
            None => weights.push(Weight {
                title: title.clone(),
                bar: String::new(),
                values: vec![(value.clone(), *count)],
            }),
        }
    }
    for (number, weight) in weights.iter_mut().enumerate() {
        let parts: Vec<Part> = weight
            .values
            .iter()
            .map(|(label, count)| Part {
                label: label.clone(),
                count: u32::try_from(*count).unwrap_or(u32::MAX),
            })
            .collect();
        weight.bar = stacked(&weight.title, &parts, &format!("weight-{number}"));
    }
    weights
}
