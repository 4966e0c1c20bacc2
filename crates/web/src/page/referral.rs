//! Taking somebody in: who is it about, is somebody like this known, and then the referral itself, as the pack's own form.
//! Nothing that was typed is lost between the steps; nobody is registered twice without a warning; whose file may not be
//! seen is not shown here.

mod begin;
mod typed;

use askama::Template;
use axum::extract::RawQuery;
use axum::response::Response;
use casework::person::find::{Intake, for_intake};
use casework::person::search::search;
use casework::read::places::{Place, places};
use domain::event::Subject;
use domain::matching::{Band, Nicknames};
use pack::model::{Form, Purpose};

use crate::body::Sent;
use crate::ctx::Ctx;
use crate::frame::{Frame, page};
use crate::problem::Problem;
use crate::routes::routes;
use typed::Typed;

routes! {
    get "/referral" SignedIn => show;
    post "/referral" SignedIn => send;
}

/// Something wrong with what was typed: the input, and what to say.
pub type Wrong = (String, String);

#[derive(Template)]
#[template(path = "referral/ask.html")]
struct AskPage {
    frame: Frame,
    typed: Typed,
    wrong: Vec<Wrong>,
    forms: Vec<(String, String)>,
    schools: Vec<(String, String)>,
    site: String,
}

impl AskPage {
    /// What is wrong with an input; nothing where nothing is.
    fn said(&self, at: &str) -> &str {
        let found = self.wrong.iter().find(|(of, _)| of == at);
        found.map_or("", |(_, says)| says.as_str())
    }
}

#[derive(Template)]
#[template(path = "referral/matches.html")]
struct MatchPage {
    frame: Frame,
    typed: Typed,
    wrong: Vec<Wrong>,
    matches: Vec<Line>,
    ask: Vec<String>,
    households: Vec<(String, String)>,
    likely: bool,
    key: String,
    summary: Vec<(String, String)>,
}

/// Somebody who may be the one.
struct Line {
    file: String,
    name: String,
    sure: &'static str,
    score: u8,
    reasons: String,
    further: usize,
}

/// The referral forms that somebody writes.
pub fn forms(ctx: &Ctx) -> impl Iterator<Item = &Form> {
    let forms = ctx.me.pack.serving(Purpose::Referral);
    forms.filter(|form| ctx.me.writes(form))
}

fn offered(ctx: &Ctx) -> Result<Vec<(String, String)>, Problem> {
    let all: Vec<(String, String)> = forms(ctx)
        .map(|form| (form.record.to_string(), form.title.clone()))
        .collect();
    match all.is_empty() {
        true => Err(Problem::NotAllowed(
            "your roles do not let you take a referral: whoever does can take it for you".into(),
        )),
        false => Ok(all),
    }
}

/// `GET /referral`: `q` is what was searched for before.
pub async fn show(ctx: Ctx, RawQuery(query): RawQuery) -> Result<Response, Problem> {
    let typed = Typed::begun_with(super::search::asked(query).get("q"));
    ask(&ctx, typed, Vec::new()).await
}

async fn ask(ctx: &Ctx, typed: Typed, wrong: Vec<Wrong>) -> Result<Response, Problem> {
    let forms = offered(ctx)?;
    let schools = ctx
        .run(|office, acting, _| places(office, acting))
        .await?
        .into_iter()
        .map(|Place { file, display }| (file.to_string(), display));
    Ok(page(&AskPage {
        frame: ctx.frame("New referral: who is it about?"),
        wrong,
        forms,
        schools: schools.collect(),
        site: ctx.word("site").to_owned(),
        typed,
    }))
}

/// `POST /referral`: `step` says which button was pressed.
pub async fn send(ctx: Ctx, sent: Sent) -> Result<Response, Problem> {
    let forms = offered(&ctx)?;
    let mut typed = Typed::read(&sent);
    if !forms.iter().any(|(kind, _)| *kind == typed.form) {
        typed.form = forms.first().map(|(k, _)| k.clone()).unwrap_or_default();
    }
    if sent.get("step") == "change" {
        return ask(&ctx, typed, Vec::new()).await;
    }
    let wrong = typed.wrong();
    if !wrong.is_empty() {
        return ask(&ctx, typed, wrong).await;
    }
    if sent.get("step") != "begin" {
        return compare(&ctx, typed, Vec::new()).await;
    }
    let wrong = begin::wrong(&sent);
    if !wrong.is_empty() {
        return compare(&ctx, typed, wrong).await;
    }
    begin::begin(&ctx, typed, &sent).await
}

async fn compare(ctx: &Ctx, typed: Typed, wrong: Vec<Wrong>) -> Result<Response, Problem> {
    let mut asked = typed.person();
    let household = typed.household.clone();
    let (found, homes) = ctx
        .run(move |office, acting, _| {
            let homes = match household.is_empty() {
                true => Vec::new(),
                false => search(office, acting, &household, &[Subject::Family], None, 5)?,
            };
            asked.households = homes.iter().map(|home| home.file.to_string()).collect();
            let found = for_intake(office, acting, &asked, &Nicknames::default())?;
            Ok((found, homes))
        })
        .await?;
    let Intake { matches, ask } = found;
    let likely = !ask.is_empty() || matches.iter().any(|m| m.band >= Band::Likely);
    let matches = matches.into_iter().map(|found| Line {
        file: found.file.to_string(),
        name: found.display,
        sure: match found.band {
            Band::Certain => "Almost certainly the same",
            Band::Likely => "Likely the same",
            Band::Possible => "Perhaps the same",
        },
        score: found.score,
        reasons: found.reasons.join(", "),
        further: found.same.len(),
    });
    let school = match typed.school.parse() {
        Ok(school) => {
            let all = ctx.run(|office, acting, _| places(office, acting)).await?;
            let found = all.into_iter().find(|place| place.file == school);
            found.map(|place| place.display)
        }
        Err(_) => None,
    };
    Ok(page(&MatchPage {
        frame: ctx.frame("Is somebody like this known?"),
        wrong,
        matches: matches.collect(),
        ask: ask.iter().map(|ask| ask.says()).collect(),
        households: homes
            .into_iter()
            .map(|home| (home.file.to_string(), home.display))
            .collect(),
        likely,
        key: format!("{:032x}", ctx.app.fresh()),
        summary: typed.summary(school.as_deref(), ctx.word("site")),
        typed,
    }))
}
