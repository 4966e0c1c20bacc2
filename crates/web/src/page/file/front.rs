//! The first page of a file. Of a child: who lives there, who holds parental responsibility, who must not be told, when last
//! seen; then what matters to them, and what is to do now. It offers only acts that the reader may do.

mod now;
mod whos_who;

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use casework::read::folder::{Folder, Want};
use domain::event::Subject;
use domain::history::MatterHeld;
use pack::model::{Act, Purpose};

use super::head::Head;
use super::known::Known;
use super::meaning::{self, LastSeen, Words};
use super::{opened, words};
use crate::ctx::Ctx;
use crate::frame::{Frame, page};
use crate::problem::Problem;

pub use now::{Now, goals, next_review};
pub use whos_who::Sentences;

/// A matter with who works on it.
pub struct MatterLine {
    /// Its kind's title.
    pub title: String,
    /// The title of its stage.
    pub stage: String,
    /// Since when it is open.
    pub since: String,
    /// Since when it is at this stage.
    pub stage_since: String,
    /// States that are set on it.
    pub states: Vec<String>,
    /// Who works on it, under which title, and who covers.
    pub workers: Vec<String>,
    /// What the reader may do with it: where, and what.
    pub acts: Vec<(String, String)>,
}

/// What the first page of a child shows, on screen and on paper.
pub struct Child {
    /// Who is who: heading and sentences.
    pub who: Vec<Sentences>,
    /// How they may safely be reached.
    pub contact: Vec<String>,
    /// When they were last seen.
    pub seen: Option<LastSeen>,
    /// What matters to them, with the record.
    pub matters: Option<(Words, String)>,
    /// What is to do.
    pub now: Now,
}

/// A matter that has ended: what it was, when, and what may be done: address and words.
type Ended = (String, String, Vec<(String, String)>);

#[derive(Template)]
#[template(path = "file/front.html")]
struct Page {
    frame: Frame,
    head: Head,
    matters: Vec<MatterLine>,
    closed: Vec<Ended>,
    child: Option<Child>,
    facts: Vec<String>,
    records: Vec<(String, String, String)>,
    quick: Vec<(String, String)>,
    acts: Vec<(String, String)>,
    writes: bool,
    states: bool,
}

/// `GET /files/{file}`
pub async fn show(ctx: Ctx, Path(file): Path<String>) -> Result<Response, Problem> {
    let folder = opened(&ctx, &file, "file", Want::Beside).await?;
    let head = Head::of(&ctx, &folder, "");
    let child = (folder.subject == Subject::Person).then(|| child(&ctx, &folder));
    let plain = child.is_none();
    Ok(page(&Page {
        frame: ctx.frame(&folder.display),
        matters: open_matters(&ctx, &folder),
        closed: closed(&folder),
        facts: if plain {
            sentences(&ctx, &folder)
        } else {
            Vec::new()
        },
        records: if plain { latest(&folder) } else { Vec::new() },
        quick: quick(&folder),
        acts: acts(&folder),
        writes: !folder.may.writes.is_empty(),
        states: folder.may.facts,
        child,
        head,
    }))
}

/// What the page of a child shows.
pub fn child(ctx: &Ctx, folder: &Folder) -> Child {
    Child {
        who: whos_who::who(ctx, folder),
        contact: whos_who::contact(ctx, folder),
        seen: meaning::last_seen(folder),
        matters: meaning::what_matters(folder),
        now: now::to_do(ctx, folder),
    }
}

/// The open matters with their workers.
pub fn open_matters(ctx: &Ctx, folder: &Folder) -> Vec<MatterLine> {
    let open = folder.seen.matters.iter().filter(|m| m.is_open());
    open.map(|held| matter(ctx, folder, held)).collect()
}

fn matter(ctx: &Ctx, folder: &Folder, held: &MatterHeld) -> MatterLine {
    let (title, stage) = titles(folder, held);
    let span = held.stages.last();
    let workers = folder.workers.iter().filter(|w| w.matter == held.id);
    let workers = workers.map(|w| {
        let mut said = format!(
            "{}: {}, since {}",
            w.title,
            w.name,
            words::occurred(&w.since)
        );
        if let Some((by, until)) = &w.cover {
            said = format!("{said}; cover {by} until {}", words::day(*until));
        }
        said
    });
    MatterLine {
        title,
        stage,
        since: words::occurred(&held.opened),
        stage_since: span.map_or_else(String::new, |s| words::occurred(&s.from)),
        states: states(folder, held),
        workers: workers.collect(),
        acts: matter_acts(ctx, folder, held),
    }
}

/// The title of a matter's kind and that of its stage.
pub fn titles(folder: &Folder, held: &MatterHeld) -> (String, String) {
    match folder.matter(held) {
        Some((_, kind)) => {
            let stage = kind.stage(held.stage());
            let stage = stage.map_or_else(|| held.stage().to_string(), |s| s.title.clone());
            (kind.title.clone(), stage)
        }
        None => (held.kind.to_string(), held.stage().to_string()),
    }
}

fn states(folder: &Folder, held: &MatterHeld) -> Vec<String> {
    let Some((pack, _)) = folder.matter(held) else {
        return Vec::new();
    };
    let mut said = Vec::new();
    for state in &pack.states {
        let spans = folder.states.iter();
        let spans = spans.filter(|s| s.matter == Some(held.id) && *s.state == *state.state.value);
        if let Some(span) = spans.max_by_key(|s| s.from.order()) {
            let value = state.values.iter().find(|v| *v.id.value == *span.value);
            let value = value.map_or(span.value.as_str(), |v| v.title.as_str());
            said.push(format!("{}: {value}", state.title));
        }
    }
    said
}

fn matter_acts(ctx: &Ctx, folder: &Folder, held: &MatterHeld) -> Vec<(String, String)> {
    let home = folder
        .homes
        .get(&held.id)
        .copied()
        .unwrap_or(folder.seen.file);
    let at = |act: &str| format!("/files/{home}/matters/{}/{act}", held.id);
    let mut acts = Vec::new();
    if folder.may.act(Act::Allocate) {
        acts.push((at("allocate"), "Allocate".to_owned()));
        let own = folder.workers.iter().filter(|w| w.matter == held.id);
        acts.extend(own.map(|w| {
            (
                format!("/files/{home}/involvements/{}/end", w.involvement),
                format!("End {}'s work", w.name),
            )
        }));
    }
    let mine = folder
        .workers
        .iter()
        .any(|w| w.matter == held.id && w.worker == ctx.me.worker);
    if folder.may.act(Act::HandOver) && mine || folder.may.act(Act::Allocate) {
        acts.push((at("hand-over"), "Hand over".to_owned()));
    }
    if !super::act::move_stage::moves(ctx, folder, held).is_empty() {
        acts.push((at("move"), "Move or close".to_owned()));
    }
    acts
}

fn closed(folder: &Folder) -> Vec<Ended> {
    let closed = folder.seen.matters.iter().filter(|m| !m.is_open()).rev();
    closed
        .map(|held| {
            let (title, stage) = titles(folder, held);
            let until = held
                .closed
                .as_ref()
                .map_or_else(String::new, words::occurred);
            let home = folder
                .homes
                .get(&held.id)
                .copied()
                .unwrap_or(folder.seen.file);
            let said = format!("{} to {until}: {stage}", words::occurred(&held.opened));
            let mut acts = Vec::new();
            if folder.may.act(Act::Reopen) {
                acts.push((
                    format!("/files/{home}/matters/{}/reopen", held.id),
                    "Reopen".to_owned(),
                ));
            }
            (title, said, acts)
        })
        .collect()
}

/// The facts of a file that is not a child's, as sentences.
fn sentences(ctx: &Ctx, folder: &Folder) -> Vec<String> {
    let naming = Known {
        folder,
        pack: &folder.pack,
    };
    let facts = folder.facts_on(ctx.me.today());
    let shown = facts.iter().filter(|(fact, _)| fact.kind() != "name");
    shown
        .map(|(fact, held)| naming.sentence(fact, &held.period))
        .collect()
}

/// The latest records: where each is read, its title, when.
fn latest(folder: &Folder) -> Vec<(String, String, String)> {
    let mut records: Vec<_> = folder.seen.records.iter().collect();
    records.sort_by_key(|r| std::cmp::Reverse((r.occurred.order(), r.recorded, r.id)));
    let latest = records.into_iter().take(10);
    latest
        .map(|r| {
            let title = folder
                .form(r)
                .map_or(r.kind.as_str(), |(_, f)| f.title.as_str());
            (
                format!("/records/{}", r.id),
                title.to_owned(),
                words::occurred(&r.occurred),
            )
        })
        .collect()
}

/// Forms that are written every day: where they begin, and their title.
fn quick(folder: &Folder) -> Vec<(String, String)> {
    let subject = folder.subject.as_str();
    [Purpose::VisitNote, Purpose::Concern]
        .into_iter()
        .flat_map(|purpose| folder.pack.serving(purpose))
        .filter(|form| form.filed_on.iter().any(|s| *s.value == *subject))
        .filter(|form| folder.may.write(&form.record))
        .map(|form| {
            let to = format!("/files/{}/write/{}", folder.seen.file, *form.record);
            (to, form.title.clone())
        })
        .collect()
}

/// What the reader may do with the whole file.
fn acts(folder: &Folder) -> Vec<(String, String)> {
    let file = folder.seen.file;
    let mut acts = Vec::new();
    let mut add = |offered: bool, act: &str, text: &str| {
        if offered {
            acts.push((format!("/files/{file}/{act}"), text.to_owned()));
        }
    };
    let restricts = folder.may.act(Act::Restrict);
    add(
        restricts,
        "restrict",
        if folder.restricted.is_some() {
            "Change who may see it"
        } else {
            "Restrict who may see it"
        },
    );
    add(
        restricts && folder.restricted.is_some(),
        "unrestrict",
        "Lift the restriction",
    );
    let merges = folder.may.act(Act::Merge);
    add(merges, "same", "Another file is about the same person");
    add(
        merges && !folder.seen.also.is_empty(),
        "not-same",
        "The files are about two persons after all",
    );
    acts
}
