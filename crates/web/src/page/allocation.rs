//! The allocation meeting: who waits, one line a family; then one family a page, with what is known of it on the left, what each
//! worker really carries on the right, and the decision in a line below. The decision is kept as the pack's form, where it has one.

mod decide;
mod family;

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use casework::read::allocation::waiting;
use casework::read::tray::{Item, Page as Waits};
use casework::{Error, known};
use domain::FileId;
use jiff::civil::Date;
use pack::model::Act;

use crate::body::Sent;
use crate::ctx::Ctx;
use crate::days;
use crate::frame::{Frame, page};
use crate::problem::Problem;
use crate::routes::routes;

routes! {
    get "/allocation" SignedIn => all;
    get "/allocation/{file}" SignedIn => family::show;
    post "/allocation/{file}" SignedIn => decide::send;
}

/// A family that waits, in one line.
struct Line {
    href: String,
    name: String,
    children: String,
    waited: String,
    look: &'static str,
}

#[derive(Template)]
#[template(path = "allocation/all.html")]
struct AllPage {
    frame: Frame,
    families: Vec<Line>,
    more: bool,
    family: String,
}

/// Who waits, for whoever allocates.
pub(super) async fn read(ctx: &Ctx) -> Result<Waits, Problem> {
    if !ctx.me.may(Act::Allocate) {
        return Err(Problem::NotAllowed(
            "your roles do not allocate here".into(),
        ));
    }
    ctx.run(|office, acting, _| waiting(office, acting, None))
        .await
}

/// What waits of the family of a file, and the family after it.
pub(super) fn family_of(waits: &Waits, file: FileId) -> Result<(Vec<Item>, Option<FileId>), Error> {
    let own = waits.items.iter().find(|item| item.file == file);
    let family = own.ok_or(Error::NotFound("family"))?.family;
    let items = waits.items.iter().filter(|item| item.family == family);
    let mut after = waits
        .families
        .iter()
        .skip_while(|(first, _)| *first != family);
    after.next();
    let next = after.next().map(|(first, _)| *first);
    Ok((items.cloned().collect(), next))
}

/// Since when somebody waits.
pub(super) fn since(ctx: &Ctx, item: &Item) -> Option<Date> {
    item.since
        .map(|at| at.to_zoned(ctx.me.zone.clone()).date())
        .or(item.since_day.as_deref().and_then(days::day))
}

/// `GET /allocation`
pub async fn all(ctx: Ctx) -> Result<Response, Problem> {
    let waits = read(&ctx).await?;
    let today = ctx.me.today();
    let families = waits.families.iter().map(|(first, name)| {
        let items = waits.items.iter().filter(|item| item.family == *first);
        let items: Vec<&Item> = items.collect();
        let names: Vec<String> = items
            .iter()
            .map(|item| match &item.says {
                Some(stage) => format!("{} ({stage})", item.display),
                None => item.display.clone(),
            })
            .collect();
        let oldest = items.iter().filter_map(|item| since(&ctx, item)).min();
        Line {
            href: format!("/allocation/{first}"),
            name: name.clone(),
            children: names.join(", "),
            waited: oldest.map_or_else(String::new, |day| {
                format!("waits: {}", days::waited(day, today))
            }),
            look: oldest.map_or("", |day| super::tray::aged(day, today)),
        }
    });
    Ok(page(&AllPage {
        frame: ctx.frame("Allocation"),
        families: families.collect(),
        more: waits.after.is_some(),
        family: ctx.word("family").to_owned(),
    }))
}

pub(super) fn file_of(Path(file): Path<String>) -> Result<FileId, Problem> {
    Ok(known(&file, "file")?)
}

/// What was typed into the decision line.
#[derive(Debug, Clone, Default)]
pub(super) struct Typed {
    /// As it was sent.
    pub sent: Sent,
}

impl Typed {
    /// The value of an input.
    pub fn get(&self, name: &str) -> &str {
        self.sent.raw(name)
    }

    /// Whether a choice is made.
    pub fn chose(&self, name: &str, value: &str) -> bool {
        self.sent.all(name).any(|one| one == value)
    }

    /// Whether nothing was sent yet.
    pub fn is_new(&self) -> bool {
        self.sent.0.is_empty()
    }
}
