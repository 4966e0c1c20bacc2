//! The curated chronology: what was significant, kept by hand from records that stand behind it. Drafting, editing, finishing and
//! reopening it are writing, submitting and amending a record; here it is read.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use casework::read::folder::{Folder, Want};
use domain::RecordId;
use domain::history::RecordHeld;
use pack::model::{Meaning, Purpose};

use super::head::Head;
use super::{meaning, opened, words};
use crate::ctx::Ctx;
use crate::form::dates;
use crate::frame::{Frame, page};
use crate::problem::Problem;

/// An entry.
struct Entry {
    when: String,
    text: String,
    more: Vec<(String, String)>,
    source: Option<(String, String)>,
}

#[derive(Template)]
#[template(path = "file/chronology.html")]
struct Page {
    frame: Frame,
    head: Head,
    entries: Vec<Entry>,
    finished: Option<(String, String, u32)>,
    record: Option<String>,
    drafts: Vec<(String, String)>,
    begin: Option<(String, String)>,
    amend: bool,
    key: String,
    significant: usize,
}

/// `GET /files/{file}/chronology`
pub async fn show(ctx: Ctx, Path(file): Path<String>) -> Result<Response, Problem> {
    let folder = opened(&ctx, &file, "chronology", Want::Beside).await?;
    let latest = meaning::serving(&folder, Purpose::Chronology)
        .into_iter()
        .next();
    let form = folder.pack.serving(Purpose::Chronology).next();
    let may = form.is_some_and(|form| folder.may.write(&form.record));
    let drafts = folder.beside.drafts.iter().filter(|(_, kind, ..)| {
        folder
            .pack
            .form(kind)
            .is_some_and(|form| form.serves(Purpose::Chronology))
    });
    let drafts: Vec<(String, String)> = drafts
        .map(|(record, _, _, changed)| {
            let saved = words::moment(*changed, &ctx.me.zone);
            (format!("/drafts/{record}"), saved)
        })
        .collect();
    let significant = folder.seen.records.iter().filter(|r| r.significant).count();
    Ok(page(&Page {
        frame: ctx.frame("Chronology"),
        head: Head::of(&ctx, &folder, "/chronology"),
        entries: latest.map_or_else(Vec::new, |held| entries(&folder, held)),
        finished: latest.map(|held| {
            (
                words::occurred(&held.occurred),
                folder.name(held.author).to_owned(),
                held.version,
            )
        }),
        record: latest.map(|held| held.id.to_string()),
        begin: form.filter(|_| may).map(|form| {
            let to = format!("/files/{}/write/{}", folder.seen.file, *form.record);
            (to, form.title.clone())
        }),
        amend: may && latest.is_some(),
        key: latest.map_or_else(String::new, |held| held.version.to_string()),
        drafts,
        significant,
    }))
}

fn entries(folder: &Folder, held: &RecordHeld) -> Vec<Entry> {
    let Some((_, form)) = folder.form(held) else {
        return Vec::new();
    };
    let answers = meaning::answers_of(folder, held);
    let Some((group, lines)) = meaning::lines(form, &answers, Meaning::Entries) else {
        return Vec::new();
    };
    let mut all: Vec<(String, Entry)> = lines
        .into_iter()
        .map(|line| {
            let said = |meaning: Meaning| {
                let value = meaning::member(group, line, meaning)?;
                value.as_str().map(str::to_owned)
            };
            let when = said(Meaning::EntryDate).unwrap_or_default();
            let source = said(Meaning::EntrySource).and_then(|id| source(folder, &id));
            let known = [Meaning::EntryDate, Meaning::EntryText, Meaning::EntrySource];
            let others = group
                .fields
                .iter()
                .filter(|f| !known.iter().any(|meaning| f.is(*meaning)));
            let more = others.filter_map(|f| {
                let value = line.get(f.id.as_str())?;
                let text = meaning::line(folder, held, f, value);
                (!text.is_empty()).then(|| (f.label.clone(), text))
            });
            let entry = Entry {
                when: dates::read(&when),
                text: said(Meaning::EntryText).unwrap_or_default(),
                more: more.collect(),
                source,
            };
            (when, entry)
        })
        .collect();
    // In the order of what happened, however it was typed.
    all.sort_by(|a, b| a.0.cmp(&b.0));
    all.into_iter().map(|(_, entry)| entry).collect()
}

/// The record behind an entry, where the reader reads it.
fn source(folder: &Folder, id: &str) -> Option<(String, String)> {
    let id: RecordId = id.parse().ok()?;
    let held = folder.seen.records.iter().find(|r| r.id == id)?;
    let title = folder.form(held)?.1.title.clone();
    Some((format!("/records/{id}"), title))
}
