//! A record on paper: its answers, and who signed it under which title.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use casework::known;
use casework::record::whole;
use domain::RecordId;

use super::{StepView, latest, name, status, steps};
use crate::ctx::Ctx;
use crate::form::dates;
use crate::form::show::AnswersView;
use crate::frame::page;
use crate::page::draft::laid::occurred;
use crate::problem::Problem;

#[derive(Template)]
#[template(path = "record/print.html")]
struct Page {
    title: String,
    service: String,
    record: String,
    about: String,
    when: String,
    author: String,
    author_title: String,
    version: u32,
    status: String,
    answers: AnswersView,
    steps: Vec<StepView>,
    printed: String,
}

/// `GET /records/{record}/print`
pub async fn show(ctx: Ctx, Path(record): Path<String>) -> Result<Response, Problem> {
    let whole = ctx
        .run(move |office, acting, _| {
            let record: RecordId = known(&record, "record")?;
            whole::read(office, acting, record)
        })
        .await?;
    let names: Vec<&str> = whole.files.iter().map(|(_, name)| name.as_str()).collect();
    Ok(page(&Page {
        title: whole.form()?.title.clone(),
        service: ctx.me.service.1.clone(),
        record: whole.held.id.to_string(),
        about: names.join(", "),
        when: occurred(&whole.held.occurred),
        author: name(&whole, whole.held.author),
        author_title: whole.author_title.clone(),
        version: whole.held.version,
        status: status(&whole).0,
        answers: latest(&whole, false)?,
        steps: steps(&whole),
        printed: format!("{}, {}", dates::in_words(ctx.me.today()), ctx.me.display),
    }))
}
