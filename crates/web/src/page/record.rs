//! A record: what it says, who signed it and what it waits for, what changed from version to version, what may be done with it.

mod amend;
mod give_back;
mod print;
mod removal;
mod sign;

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use casework::known;
use casework::record::whole::{self, StepStands, Version, What, Whole};
use domain::event::Answers;
use domain::history::RecordStatus;
use domain::{FileId, RecordId};
use jiff::civil::DateTime;

use crate::ctx::Ctx;
use crate::form::choose::{Choices, OfKind};
use crate::form::dates;
use crate::form::show::{AnswersView, ChangesView, Names, answers, changes};
use crate::frame::{Frame, page};
use crate::page::draft::laid::occurred;
use crate::problem::{Problem, sentence};
use crate::routes::routes;

routes! {
    get "/records/{record}" SignedIn => show;
    get "/records/{record}/print" SignedIn => print::show;
    post "/records/{record}/sign" SignedIn => sign::send;
    post "/records/{record}/give-back" SignedIn => give_back::send;
    post "/records/{record}/amend" SignedIn => amend::send;
    post "/records/{record}/removal" SignedIn => removal::ask;
    post "/records/{record}/removal/agree" SignedIn => removal::agree;
}

/// A step of the chain.
struct StepView {
    title: String,
    by: String,
    stands: String,
    state: &'static str,
}

/// A version, or something that happened to the record.
struct TurnView {
    title: String,
    by: String,
    at: String,
    says: Option<String>,
    changes: Option<ChangesView>,
}

/// A document.
struct DocumentView {
    href: String,
    name: String,
}

#[derive(Template)]
#[template(path = "record/show.html")]
struct Page {
    frame: Frame,
    record: String,
    title: String,
    files: Vec<(String, String)>,
    elsewhere: bool,
    when: String,
    author: String,
    version: u32,
    status: (String, &'static str),
    sent_back: Option<String>,
    problem: Option<String>,
    answers: AnswersView,
    steps: Vec<StepView>,
    turns: Vec<TurnView>,
    documents: Vec<DocumentView>,
    sign: Option<(String, String)>,
    own_work: bool,
    give_back: bool,
    amend: Option<&'static str>,
    ask_removal: bool,
    agree_removal: bool,
    removal: Option<String>,
    typed: String,
    key: String,
}

/// A moment in words.
fn at(moment: DateTime) -> String {
    format!(
        "{} at {:02}:{:02}",
        dates::in_words(moment.date()),
        moment.hour(),
        moment.minute()
    )
}

/// What the record names, by name.
fn choices(whole: &Whole) -> Choices {
    Choices {
        known: whole.known.clone(),
        documents: whole
            .attachments
            .iter()
            .map(|held| crate::form::choose::Choice::new(held.sha256.clone(), held.name.clone()))
            .collect(),
        records: whole
            .named_records
            .iter()
            .map(|(id, (title, at))| OfKind {
                kind: String::new(),
                choice: crate::form::choose::Choice::new(
                    id.clone(),
                    format!("{title}, {}", dates::in_words(at.date)),
                ),
            })
            .collect(),
        ..Choices::default()
    }
}

fn name(whole: &Whole, file: FileId) -> String {
    whole
        .known
        .get(&file.to_string())
        .cloned()
        .unwrap_or_default()
}

/// The parts of a version, for everybody whose file the reader reads.
fn parts<'a>(
    whole: &'a Whole,
    of: &'a std::collections::BTreeMap<FileId, Answers>,
) -> Vec<(FileId, String, &'a Answers)> {
    let readable = whole.files.iter();
    readable
        .filter_map(|(file, name)| Some((*file, name.clone(), of.get(file)?)))
        .collect()
}

/// The answers of the latest version.
fn latest(whole: &Whole, links: bool) -> casework::Result<AnswersView> {
    let choices = choices(whole);
    let names = Names {
        pack: &whole.pack,
        choices: &choices,
        on: whole.files.first().map(|(file, _)| *file).filter(|_| links),
    };
    let parts = parts(whole, &whole.held.parts);
    Ok(answers(&names, whole.form()?, &whole.held.answers, &parts))
}

fn status(whole: &Whole) -> (String, &'static str) {
    match &whole.held.status {
        RecordStatus::Waiting(step) => {
            let found = whole.steps.iter().find(|s| s.step == *step);
            let title = found.map_or_else(|| step.to_string(), |s| s.title.clone());
            (format!("Waits for: {title}"), "app-state--soon")
        }
        RecordStatus::Returned(..) => ("Given back".into(), "app-state--soon"),
        RecordStatus::Complete => ("Complete".into(), "app-state--met"),
        RecordStatus::Removed => ("Removed".into(), "app-state--out"),
    }
}

fn steps(whole: &Whole) -> Vec<StepView> {
    let steps = whole.steps.iter();
    steps
        .map(|step| {
            let (stands, state) = match &step.stands {
                StepStands::Signed(by, title, when) => {
                    let title = if title.is_empty() {
                        String::new()
                    } else {
                        format!(", {title}")
                    };
                    let who = name(whole, *by);
                    (
                        format!("Signed by {who}{title}, {}", occurred(when)),
                        "app-state--met",
                    )
                }
                StepStands::Waiting => ("Waits for this".to_owned(), "app-state--soon"),
                StepStands::Open => ("Not its turn yet".to_owned(), "app-state--open"),
            };
            StepView {
                title: step.title.clone(),
                by: step.by.join(" or "),
                stands,
                state,
            }
        })
        .collect()
}

/// Versions and what happened beside them, latest first; each version with what it changed.
fn turns(whole: &Whole) -> casework::Result<Vec<TurnView>> {
    let form = whole.form()?;
    let choices = choices(whole);
    let names = Names {
        pack: &whole.pack,
        choices: &choices,
        on: None,
    };
    let mut all: Vec<(DateTime, u32, u8, TurnView)> = Vec::new();
    let mut before: Option<&Version> = None;
    for version in &whole.versions {
        let changed = before.map(|old| ChangesView {
            before: format!("Version {}", old.version),
            after: format!("Version {}", version.version),
            changes: changes(
                &names,
                form,
                (&old.answers, &parts(whole, &old.parts)),
                (&version.answers, &parts(whole, &version.parts)),
            ),
        });
        let by = match version.on_behalf {
            Some(for_) => format!("{} for {}", name(whole, version.by), name(whole, for_)),
            None => name(whole, version.by),
        };
        let title = match (version.version, version.corrects) {
            (1, _) => "Submitted".to_owned(),
            (n, true) => format!("Version {n}: corrected"),
            (n, false) => format!("Version {n}: changed"),
        };
        let turn = TurnView {
            title,
            by,
            at: at(version.at),
            says: version.why.clone(),
            changes: changed.filter(|c| !c.changes.is_empty()),
        };
        all.push((version.at, version.version, 0, turn));
        before = Some(version);
    }
    for turn in &whole.turns {
        let step = |step: &domain::Name| {
            let found = whole.steps.iter().find(|s| s.step == *step);
            found.map_or_else(|| step.to_string(), |s| s.title.clone())
        };
        let (title, says) = match &turn.what {
            What::Signed(of, own) => (format!("Signed: {}", step(of)), own.clone()),
            What::SentBack(of, why) => (format!("Given back: {}", step(of)), Some(why.clone())),
            What::RemovalAsked(why) => ("Removal asked for".to_owned(), Some(why.clone())),
        };
        let view = TurnView {
            title,
            by: name(whole, turn.by),
            at: at(turn.at),
            says,
            changes: None,
        };
        all.push((turn.at, turn.version, 1, view));
    }
    all.sort_by_key(|turn| std::cmp::Reverse((turn.0, turn.1, turn.2)));
    Ok(all.into_iter().map(|(.., turn)| turn).collect())
}

/// `GET /records/{record}`
pub async fn show(ctx: Ctx, Path(record): Path<String>) -> Result<Response, Problem> {
    drawn(&ctx, record, None, String::new()).await
}

/// The page, with what stands in the way of an act and what was typed for it.
async fn drawn(
    ctx: &Ctx,
    record: String,
    problem: Option<String>,
    typed: String,
) -> Result<Response, Problem> {
    let whole = ctx
        .run(move |office, acting, _| {
            let record: RecordId = known(&record, "record")?;
            whole::read(office, acting, record)
        })
        .await?;
    let form = whole.form()?;
    let waits = match &whole.held.status {
        RecordStatus::Waiting(step) => whole.steps.iter().find(|s| s.step == *step),
        _ => None,
    };
    let sent_back = match &whole.held.status {
        RecordStatus::Returned(_, why) => Some(why.clone()),
        _ => None,
    };
    let author = name(&whole, whole.held.author);
    let wrong = problem.is_some();
    let title = form.title.clone();
    let home = whole.files.first().map(|(file, _)| *file);
    let mut answer = page(&Page {
        frame: ctx.frame(&title),
        record: whole.held.id.to_string(),
        title,
        files: whole
            .files
            .iter()
            .map(|(file, name)| (file.to_string(), name.clone()))
            .collect(),
        elsewhere: whole.elsewhere,
        when: occurred(&whole.held.occurred),
        author: if whole.author_title.is_empty() {
            author
        } else {
            format!("{author}, {}", whole.author_title)
        },
        version: whole.held.version,
        status: status(&whole),
        answers: latest(&whole, true)?,
        steps: steps(&whole),
        turns: turns(&whole)?,
        documents: whole
            .attachments
            .iter()
            .filter_map(|held| {
                Some(DocumentView {
                    href: format!("/documents/{}?file={}", held.sha256, home?),
                    name: held.name.clone(),
                })
            })
            .collect(),
        sign: whole.may.sign.as_ref().map(|step| {
            (
                step.to_string(),
                waits.map(|s| s.title.clone()).unwrap_or_default(),
            )
        }),
        own_work: whole.may.own_work,
        give_back: whole.may.give_back,
        amend: whole.may.amend.then_some(if sent_back.is_some() {
            "Go on with it"
        } else {
            "Change it"
        }),
        sent_back,
        ask_removal: whole.may.ask_removal,
        agree_removal: whole.may.agree_removal,
        removal: whole
            .held
            .removal_asked
            .as_ref()
            .map(|(by, why)| format!("{} asked for its removal: {why}", name(&whole, *by))),
        problem,
        typed,
        key: format!("{:032x}", ctx.app.fresh()),
    });
    if wrong {
        *answer.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(answer)
}

/// Where somebody goes on after an act: to the record, or to their day where the act took it out of their sight, as the last
/// signature of a closure may.
pub(crate) async fn onwards(ctx: &Ctx, record: &str) -> Result<String, Problem> {
    let page = format!("/records/{record}");
    let record = record.to_owned();
    let seen = ctx
        .run(move |office, acting, _| {
            let record: RecordId = known(&record, "record")?;
            casework::record::whole::read(office, acting, record).map(|_| ())
        })
        .await;
    match seen {
        Ok(()) => Ok(page),
        Err(Problem::NotFound) => Ok("/".to_owned()),
        Err(other) => Err(other),
    }
}

/// What an act on a record came to: on to its page, or the page with what is wrong.
async fn answered(
    ctx: &Ctx,
    record: String,
    done: Result<String, Problem>,
    typed: String,
) -> Result<Response, Problem> {
    let says = match done {
        Ok(said) => {
            return Ok(crate::ctx::go_and_say(&onwards(ctx, &record).await?, &said));
        }
        Err(Problem::NotAllowed(why)) => sentence(&why),
        Err(Problem::Wrong(what, remedy)) => {
            format!("{} {}", sentence(&what), sentence(&remedy))
        }
        Err(Problem::Several(all)) => {
            let all = all
                .iter()
                .map(|(what, remedy)| format!("{} {}", sentence(what), sentence(remedy)));
            all.collect::<Vec<_>>().join(" ")
        }
        Err(Problem::Stale(what)) => {
            format!(
                "{} It is shown as it is now; look at it before you sign.",
                sentence(&what)
            )
        }
        Err(other) => return Err(other),
    };
    drawn(ctx, record, Some(says), typed).await
}
