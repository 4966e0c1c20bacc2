//! A talk with somebody who stays nameless, in two taps: how long, and about what; the second tap saves it. Which questions
//! there are, the pack's form says; what is usually answered in the same way is remembered from the last one. Nobody is named.

mod laid;

use askama::Template;
use axum::extract::{Path, RawQuery};
use axum::http::header::{COOKIE, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::Response;
use casework::read::places::places;
use casework::record::submit::{Submit, submit};
use casework::record::{remove, reopen};
use casework::{Error, known};
use domain::{FileId, RecordId};
use pack::model::{Form, Purpose};
use pack::practice::Submission;

use crate::body::Sent;
use crate::ctx::{Ctx, go, go_and_say};
use crate::frame::{Frame, page};
use crate::page::begun;
use crate::problem::{Problem, sentence};
use crate::routes::routes;
use laid::{Laid, Remembered};

routes! {
    get "/drop-in" SignedIn => show;
    post "/drop-in" SignedIn => save;
    post "/drop-in/{record}/more" SignedIn => more;
    post "/drop-in/{record}/undo" SignedIn => undo;
}

/// What the browser remembers of the last one: no name, no topic.
const REMEMBERS: &str = "drop-in";

#[derive(Template)]
#[template(path = "drop_in/show.html")]
struct Page {
    frame: Frame,
    laid: Laid,
    note: Option<String>,
    site: String,
    wrong: Vec<String>,
    saved: Option<String>,
    key: String,
}

fn form(ctx: &Ctx) -> Result<&Form, Problem> {
    let mut forms = ctx.me.pack.serving(Purpose::DropIn);
    forms.find(|form| ctx.me.writes(form)).ok_or_else(|| {
        Problem::NotAllowed("your roles do not let you note a talk without a name".into())
    })
}

async fn draw(
    ctx: &Ctx,
    remembered: &Remembered,
    wrong: Vec<String>,
    saved: Option<String>,
) -> Result<Response, Problem> {
    let form = form(ctx)?;
    let sites = ctx.run(|office, acting, _| places(office, acting)).await?;
    let laid = Laid::of(&ctx.me.pack, form, &sites, remembered);
    Ok(page(&Page {
        frame: ctx.frame(&form.title),
        laid,
        note: form.sections.iter().find_map(|s| s.note.clone()),
        site: ctx.word("site").to_owned(),
        wrong,
        saved,
        key: format!("{:032x}", ctx.app.fresh()),
    }))
}

/// `GET /drop-in`: `saved` is the one that was just saved.
pub async fn show(
    ctx: Ctx,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let sent = super::search::asked(query);
    let saved = sent.get("saved").parse::<RecordId>().ok();
    let remembered = Remembered::read(cookie(&headers).unwrap_or_default());
    draw(
        &ctx,
        &remembered,
        Vec::new(),
        saved.map(|record| record.to_string()),
    )
    .await
}

fn cookie(headers: &HeaderMap) -> Option<&str> {
    let all = headers.get_all(COOKIE).iter();
    all.filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, _)| *name == REMEMBERS)
        .map(|(_, value)| value)
}

/// `POST /drop-in`
pub async fn save(ctx: Ctx, sent: Sent) -> Result<Response, Problem> {
    let form = form(&ctx)?;
    let remembered = Remembered::of(form, &sent);
    let kind = form.record.value.clone();
    let mut given = Submission {
        answers: laid::answers(&ctx.me.pack, form, &sent),
        ..Submission::default()
    };
    begun::dated(form, &mut given, ctx.me.here());
    let request = format!("{sent:?}");
    let saved = ctx
        .run(move |office, acting, ids| {
            let file: FileId = known(sent.get("site"), "site")?;
            let office = match sent.get("key") {
                "" => office.clone(),
                key => office.keyed(key, &request),
            };
            submit(
                &office,
                acting,
                ids,
                &Submit {
                    record: None,
                    kind,
                    files: vec![file],
                    given,
                    occurred: None,
                },
            )
        })
        .await;
    match saved {
        Ok(saved) => {
            let mut answer = go_and_say(
                &format!("/drop-in?saved={}", saved.record),
                "It is saved. Nobody is named in it.",
            );
            let cookie = format!(
                "{REMEMBERS}={}; Path=/drop-in; Max-Age=31536000; HttpOnly; SameSite=Lax",
                remembered.written()
            );
            if let Ok(cookie) = HeaderValue::from_str(&cookie) {
                answer.headers_mut().append(SET_COOKIE, cookie);
            }
            Ok(answer)
        }
        Err(Problem::Several(all)) => {
            let said = all
                .iter()
                .map(|(what, remedy)| format!("{} {}", sentence(what), sentence(remedy)));
            draw(&ctx, &remembered, said.collect(), None).await
        }
        Err(other) => Err(other),
    }
}

/// `POST /drop-in/{record}/more`: it goes on as a draft of the whole form.
pub async fn more(ctx: Ctx, Path(record): Path<String>) -> Result<Response, Problem> {
    let draft = ctx
        .run(move |office, acting, ids| {
            let record = known(&record, "record")?;
            reopen::amend(office, acting, ids, record, 1)
        })
        .await?;
    Ok(go(&format!("/drafts/{}", draft.record)))
}

/// `POST /drop-in/{record}/undo`: a mistake is taken out of view by two people, here as everywhere.
pub async fn undo(ctx: Ctx, Path(record): Path<String>) -> Result<Response, Problem> {
    ctx.run(move |office, acting, ids| {
        let record: RecordId = known(&record, "record")?;
        match remove::ask(office, acting, ids, record, "Saved by mistake") {
            // Asked for twice is asked for.
            Err(Error::Wrong { .. }) => Ok(()),
            other => other,
        }
    })
    .await?;
    Ok(go_and_say(
        "/drop-in",
        "You asked for it to be taken out. It goes once somebody who may remove records agrees.",
    ))
}
