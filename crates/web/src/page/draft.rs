//! Drafts: what somebody is typing. Listed, shown, saved as it is typed, submitted, thrown away. A draft is its author's own.

mod conflict;
mod discard;
mod documents;
pub mod laid;
mod save;
mod send;

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::{IntoResponse, Response};
use casework::known;
use casework::record::draft;
use casework::record::paper::{Laid, lay};
use domain::RecordId;
use jiff::Timestamp;
use pack::practice::Submission;
use serde::Deserialize;
use serde_json::Value;

use crate::body::Sent;
use crate::ctx::Ctx;
use crate::form::view::{FormView, ProblemView, ProblemsView};
use crate::frame::{Frame, page};
use crate::problem::Problem;
use crate::routes::routes;

routes! {
    get "/drafts" SignedIn => list;
    get "/drafts/{record}" SignedIn => show;
    post "/drafts/{record}" SignedIn => send::send;
    post "/drafts/{record}/save" SignedIn => save::save;
    get "/drafts/{record}/discard" SignedIn => discard::ask;
    post "/drafts/{record}/discard" SignedIn => discard::discard;
    get "/drafts/{record}/documents" SignedIn => documents::show;
    post "/drafts/{record}/documents" SignedIn => documents::send;
}

#[derive(Template)]
#[template(path = "draft/list.html")]
struct ListPage {
    frame: Frame,
    drafts: Vec<Line>,
    more: Option<String>,
}

struct Line {
    record: String,
    title: String,
    about: String,
    amends: bool,
    changed: String,
}

/// Where a list goes on.
#[derive(Deserialize)]
pub struct After {
    after: Option<String>,
}

/// `GET /drafts`
async fn list(ctx: Ctx, Query(after): Query<After>) -> Result<Response, Problem> {
    let after = after.after.as_deref().and_then(|text| {
        let (at, record) = text.split_once(' ')?;
        let at = Timestamp::from_microsecond(at.parse().ok()?).ok()?;
        Some((at, record.parse::<RecordId>().ok()?))
    });
    let mine = ctx
        .run(move |office, acting, _| draft::mine(office, acting, after))
        .await?;
    let zone = ctx.me.zone.clone();
    let more = (mine.len() as i64 == draft::PAGE)
        .then(|| mine.last())
        .flatten();
    Ok(page(&ListPage {
        frame: ctx.frame("Your drafts"),
        more: more.map(|last| format!("{}+{}", last.changed.as_microsecond(), last.record)),
        drafts: mine
            .into_iter()
            .map(|draft| Line {
                record: draft.record.to_string(),
                title: draft.title,
                about: draft.about.join(", "),
                amends: draft.amends,
                changed: draft
                    .changed
                    .to_zoned(zone.clone())
                    .strftime("%-d %B %Y, %H:%M")
                    .to_string(),
            })
            .collect(),
    }))
}

#[derive(Template)]
#[template(path = "draft/show.html")]
struct DraftPage {
    frame: Frame,
    record: String,
    home: String,
    title: String,
    about: String,
    problems: ProblemsView,
    form: FormView,
    revision: u64,
    key: String,
    amends: Option<Amends>,
    saved: String,
}

/// What is asked of whoever changes a record that stands.
#[derive(Default)]
struct Amends {
    sent_back: Option<String>,
    why: String,
    corrects: bool,
}

/// What came back from the form beside its answers. A draft keeps it among them, under names that no question has.
#[derive(Default, Clone)]
struct Beside {
    why: String,
    corrects: bool,
}

const WHY: &str = "amends.why";
const CORRECTS: &str = "amends.corrects";

impl Beside {
    fn sent(sent: &Sent) -> Self {
        Self {
            why: sent.raw("why").replace("\r\n", "\n"),
            corrects: !sent.get("corrects").is_empty(),
        }
    }

    fn kept(given: &Submission) -> Self {
        let why = given.answers.get(WHY).and_then(Value::as_str);
        Self {
            why: why.unwrap_or_default().to_owned(),
            corrects: given.answers.contains_key(CORRECTS),
        }
    }

    fn put(&self, given: &mut Submission) {
        Self::strip(given);
        if !self.why.trim().is_empty() {
            given.answers.insert(WHY.into(), self.why.clone().into());
        }
        if self.corrects {
            given.answers.insert(CORRECTS.into(), "yes".into());
        }
    }

    fn strip(given: &mut Submission) {
        given.answers.shift_remove(WHY);
        given.answers.shift_remove(CORRECTS);
    }
}

/// `GET /drafts/{record}`
async fn show(ctx: Ctx, Path(record): Path<String>) -> Result<Response, Problem> {
    let laid = ctx
        .run(move |office, acting, _| {
            let record: RecordId = known(&record, "draft")?;
            lay(office, acting, record, true, &mut laid::begin)
        })
        .await?;
    if let Some(stands) = &laid.stands
        && stands.version != laid.draft.amends
    {
        return conflict::with_record(&ctx, &laid);
    }
    drawn(&ctx, &laid, laid.draft.revision, &[], Vec::new())
}

/// The page of a draft, with what is wrong.
fn drawn(
    ctx: &Ctx,
    laid: &Laid,
    revision: u64,
    problems: &[pack::practice::FieldProblem],
    first: Vec<ProblemView>,
) -> Result<Response, Problem> {
    let beside = Beside::kept(&laid.given);
    let rendered = laid::rendered(laid, problems)?;
    let mut all = ProblemsView { problems: first };
    all.problems.extend(rendered.problems.problems);
    let wrong = !all.problems.is_empty();
    let form = laid.form()?;
    let names: Vec<&str> = laid.about.iter().map(|(_, name)| name.as_str()).collect();
    let home = laid.draft.files.first().map(ToString::to_string);
    let title = if wrong {
        format!("Error: {}", form.title)
    } else {
        form.title.clone()
    };
    let changed = laid.draft.changed.to_zoned(ctx.me.zone.clone());
    let mut answer = page(&DraftPage {
        frame: ctx.frame(&title),
        record: laid.draft.record.to_string(),
        home: home.unwrap_or_default(),
        title: form.title.clone(),
        about: names.join(", "),
        problems: all,
        form: rendered.form,
        revision,
        key: format!("{:032x}", ctx.app.fresh()),
        amends: laid.stands.as_ref().map(|stands| Amends {
            sent_back: stands.sent_back.clone(),
            why: beside.why,
            corrects: beside.corrects,
        }),
        saved: changed.strftime("%-d %B, %H:%M").to_string(),
    });
    if wrong {
        *answer.status_mut() = axum::http::StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(answer.into_response())
}
