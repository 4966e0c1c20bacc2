//! One family on a page: who they are, why they came, what happened so far in five dated lines, what is dangerous; beside it
//! what each worker carries, and who knows them.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use casework::derive::fact_of;
use casework::read::allocation::knew;
use casework::read::file::Seen;
use casework::read::folder::{Want, open};
use casework::read::team::team;
use casework::read::tray::Item;
use domain::FileId;
use domain::fact::{Birth, Fact};
use domain::history::RecordHeld;
use jiff::civil::Date;
use pack::model::{Form, Meaning, Purpose};
use pack::practice::options;
use print::picture::bar::{Capacity, capacity};

use super::decide::{Question, questions};
use super::{Typed, family_of, file_of, read, since};
use crate::ctx::Ctx;
use crate::days;
use crate::frame::{Frame, page};
use crate::page::people;
use crate::problem::Problem;

/// A child who waits.
struct Child {
    href: String,
    name: String,
    stage: String,
    waited: String,
    value: String,
    chosen: bool,
}

/// A worker, and what they carry.
struct Worker {
    value: String,
    name: String,
    words: String,
    bar: String,
    high: i64,
    leave: Option<String>,
    knows: bool,
    chosen: bool,
}

#[derive(Template)]
#[template(path = "allocation/family.html")]
struct Page {
    frame: Frame,
    file: String,
    born: Option<String>,
    danger: Vec<String>,
    children: Vec<Child>,
    why: Vec<(String, String)>,
    referral: Option<String>,
    history: Vec<(String, String, String, String)>,
    workers: Vec<Worker>,
    questions: Vec<Question>,
    typed: Typed,
    problems: Vec<String>,
    next: Option<String>,
    left: usize,
    key: String,
    whole: Option<(String, String)>,
}

/// `GET /allocation/{file}`
pub async fn show(ctx: Ctx, file: Path<String>) -> Result<Response, Problem> {
    draw(&ctx, file_of(file)?, Typed::default(), Vec::new()).await
}

/// Draws the page again with what was typed.
pub async fn draw(
    ctx: &Ctx,
    file: FileId,
    typed: Typed,
    problems: Vec<String>,
) -> Result<Response, Problem> {
    let waits = read(ctx).await?;
    let (items, next) = family_of(&waits, file)?;
    let files: Vec<FileId> = items.iter().map(|item| item.file).collect();
    let (seen, team, knew) = ctx
        .run(move |office, acting, _| {
            let seen = open(office, acting, file, "allocation", Want::Nothing)?;
            let team = team(office, acting, None)?;
            let knew = knew(office, acting, &files)?;
            Ok((seen, team, knew))
        })
        .await?;
    let today = ctx.me.today();
    let band = people::band(team.band);
    let workers = team.workers.into_iter().map(|worker| {
        let full = Capacity {
            whose: worker.display.clone(),
            now: u32::try_from(worker.people).unwrap_or(u32::MAX),
            band,
        };
        let value = worker.worker.to_string();
        Worker {
            words: full.words(),
            bar: capacity(&full, &format!("bar-{value}")),
            high: worker.high,
            leave: worker.on_leave.then(|| match worker.leave_until {
                Some(until) => format!("on leave until {}", days::short(until, today)),
                None => "on leave".to_owned(),
            }),
            knows: knew.contains(&worker.worker),
            chosen: typed.chose("worker", &value),
            name: worker.display,
            value,
        }
    });
    let workers: Vec<Worker> = workers.collect();
    let form = super::decide::form(ctx);
    let referral = latest(ctx, &seen.seen.records);
    Ok(page(&Page {
        frame: ctx.frame(&format!("Allocation: {}", seen.display)),
        file: file.to_string(),
        born: born(&seen.seen, today),
        danger: danger(&seen.seen, today),
        children: items
            .iter()
            .map(|item| child(ctx, item, file, &typed, today))
            .collect(),
        why: referral
            .map(|(form, record)| why(ctx, form, record, file))
            .unwrap_or_default(),
        referral: referral.map(|(_, record)| format!("/records/{}", record.id)),
        history: history(ctx, &seen.seen.records, file),
        workers,
        questions: questions(ctx, form, &typed),
        problems,
        next: next.map(|file| format!("/allocation/{file}")),
        left: waits.families.len().saturating_sub(1),
        key: format!("{:032x}", ctx.app.fresh()),
        whole: form.map(|form| {
            let to = format!("/files/{file}/write/{}", *form.record);
            (to, form.title.clone())
        }),
        typed,
    }))
}

fn child(ctx: &Ctx, item: &Item, file: FileId, typed: &Typed, today: Date) -> Child {
    let matter = item.matter.map(|m| m.to_string()).unwrap_or_default();
    let value = format!("{} {matter} {}", item.file, item.what);
    Child {
        href: format!("/files/{}", item.file),
        name: item.display.clone(),
        stage: item.says.clone().unwrap_or_default(),
        waited: since(ctx, item).map_or_else(String::new, |day| days::waited(day, today)),
        chosen: match typed.is_new() {
            true => item.file == file,
            false => typed.chose("child", &value),
        },
        value,
    }
}

fn facts(seen: &Seen) -> impl Iterator<Item = Fact> + '_ {
    let held = seen.facts.iter();
    held.filter_map(|held| fact_of(&held.what, &held.value))
}

fn born(seen: &Seen, today: Date) -> Option<String> {
    facts(seen).find_map(|fact| match fact {
        Fact::Birth(birth @ (Birth::Known { .. } | Birth::Estimated { .. })) => birth
            .age_on(today)
            .map(|(least, most)| match least == most {
                true => format!("{least} years old"),
                false => format!("{least} to {most} years old"),
            }),
        Fact::Birth(Birth::Expected { due }) => Some(format!("due {}", days::full(due))),
        _ => None,
    })
}

fn danger(seen: &Seen, today: Date) -> Vec<String> {
    let notes = seen
        .facts
        .iter()
        .filter(|held| held.period.to.is_none_or(|to| to >= today))
        .filter_map(|held| fact_of(&held.what, &held.value));
    notes
        .filter_map(|fact| match fact {
            Fact::DangerNote(note) => Some(match note.precaution {
                Some(precaution) => format!("{} – {precaution}", note.what),
                None => note.what,
            }),
            _ => None,
        })
        .collect()
}

/// The referral that came last.
fn latest<'a>(ctx: &'a Ctx, records: &'a [RecordHeld]) -> Option<(&'a Form, &'a RecordHeld)> {
    records
        .iter()
        .filter_map(|record| {
            let form = ctx.me.pack.form(&record.kind)?;
            form.serves(Purpose::Referral).then_some((form, record))
        })
        .max_by_key(|(_, record)| record.occurred.order())
}

/// Why they came: what happened, how urgent, what level.
fn why(ctx: &Ctx, form: &Form, record: &RecordHeld, file: FileId) -> Vec<(String, String)> {
    let answers = record.answers_for(file);
    let meant = [Meaning::WhatHappened, Meaning::Priority, Meaning::Level];
    let fields = meant
        .into_iter()
        .flat_map(|meaning| form.fields().filter(move |field| field.is(meaning)));
    fields
        .filter_map(|field| {
            let answer = answers.get(field.id.as_str())?;
            let text = match answer.as_str() {
                Some(text) => text.to_owned(),
                None => answer.to_string(),
            };
            let offered = options(&ctx.me.pack, field);
            let named = offered.iter().find(|option| *option.id == *text);
            let said = named.map_or(text, |option| option.label.clone());
            Some((field.label.clone(), said))
        })
        .collect()
}

/// The last five entries: where they are read, the day, what they are, what they say.
fn history(
    ctx: &Ctx,
    records: &[RecordHeld],
    file: FileId,
) -> Vec<(String, String, String, String)> {
    let mut all: Vec<&RecordHeld> = records.iter().collect();
    all.sort_by_key(|record| std::cmp::Reverse(record.occurred.order()));
    let lines = all.into_iter().take(5).map(|record| {
        let form = ctx.me.pack.form(&record.kind);
        let title = form.map_or_else(|| record.kind.replace('-', " "), |f| f.title.clone());
        let answers = record.answers_for(file);
        let said = [Meaning::WhatHappened, Meaning::Decision, Meaning::OnlyAbout]
            .into_iter()
            .filter_map(|meaning| form?.fields().find(|field| field.is(meaning)))
            .find_map(|field| {
                let text = answers.get(field.id.as_str())?.as_str()?;
                let offered = options(&ctx.me.pack, field);
                let named = offered.iter().find(|option| *option.id == *text);
                Some(named.map_or(text, |option| option.label.as_str()))
            });
        (
            format!("/records/{}", record.id),
            days::full(record.occurred.date),
            title,
            said.map(shortened).unwrap_or_default(),
        )
    });
    lines.collect()
}

/// A line of a text.
fn shortened(text: &str) -> String {
    const MOST: usize = 140;
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.chars().count() > MOST {
        true => format!(
            "{}…",
            line.chars().take(MOST).collect::<String>().trim_end()
        ),
        false => line,
    }
}
