//! What is to do about a child now: the plan, timescales with what is due soonest first and what is out of timescale last,
//! what waits for a signature, what the reader has begun.

use casework::read::folder::Folder;
use domain::history::{RecordHeld, RecordStatus};
use pack::model::{Meaning, Purpose};

use super::super::timescales::{Line, lines};
use super::super::{meaning, words};
use crate::ctx::Ctx;

/// The most timescales on the first page.
const MOST: usize = 8;

/// What is to do.
pub struct Now {
    /// Goals of the latest plan, with where each stands.
    pub goals: Vec<(String, Option<String>)>,
    /// When it is looked at again.
    pub next_review: Option<String>,
    /// Whether there is a plan.
    pub plan: bool,
    /// Timescales that run.
    pub timescales: Vec<Line>,
    /// How many more run.
    pub more: usize,
    /// Records that wait for a signature: where, title, what for.
    pub unsigned: Vec<(String, String, String)>,
    /// The reader's drafts: where, title, when saved.
    pub drafts: Vec<(String, String, String)>,
}

/// What is to do now.
pub fn to_do(ctx: &Ctx, folder: &Folder) -> Now {
    let today = ctx.me.today();
    let plan = meaning::serving(folder, Purpose::Plan).into_iter().next();
    let goals = goals(folder).map_or_else(Vec::new, |found| found.goals);
    let mut running: Vec<Line> = lines(ctx, folder)
        .into_iter()
        .filter(|l| l.running)
        .collect();
    let more = running.len().saturating_sub(MOST);
    running.truncate(MOST);
    let title = |kind: &str| {
        let form = folder.pack.form(kind);
        form.map_or_else(|| kind.replace('-', " "), |f| f.title.clone())
    };
    let waiting = folder.seen.records.iter().filter(|r| {
        matches!(
            r.status,
            RecordStatus::Waiting(_) | RecordStatus::Returned(..)
        )
    });
    Now {
        goals,
        next_review: next_review(folder).map(|day| words::near(day, today)),
        plan: plan.is_some(),
        timescales: running,
        more,
        unsigned: waiting
            .map(|r| {
                let form = folder.form(r).map(|(_, form)| form);
                let title = form.map_or_else(|| r.kind.to_string(), |f| f.title.clone());
                let (stands, _) = words::standing(&r.status, form);
                (format!("/records/{}", r.id), title, stands)
            })
            .collect(),
        drafts: folder
            .beside
            .drafts
            .iter()
            .map(|(record, kind, _, changed)| {
                (
                    format!("/drafts/{record}"),
                    title(kind),
                    words::moment(*changed, &ctx.me.zone),
                )
            })
            .collect(),
    }
}

/// Goals with where each stands, by the latest plan or review that tells of them.
pub struct Goals<'f> {
    /// The record that tells of them.
    pub by: &'f RecordHeld,
    /// Each goal, with where it stands.
    pub goals: Vec<(String, Option<String>)>,
}

/// Where goals stand now: a review says it later than the plan did.
pub fn goals(folder: &Folder) -> Option<Goals<'_>> {
    let mut records = meaning::serving(folder, Purpose::Plan);
    records.extend(meaning::serving(folder, Purpose::Review));
    records.sort_by_key(|r| std::cmp::Reverse((r.occurred.order(), r.recorded, r.id)));
    records.into_iter().find_map(|by| {
        let (_, form) = folder.form(by)?;
        let answers = meaning::answers_of(folder, by);
        let (group, lines) = meaning::lines(form, &answers, Meaning::Goals)?;
        let goals: Vec<_> = lines
            .into_iter()
            .filter_map(|line| {
                let said = |meant: Meaning| {
                    let field = group.inner(meant)?;
                    let value = meaning::member(group, line, meant)?;
                    Some(meaning::line(folder, by, field, value))
                };
                Some((said(Meaning::Goal)?, said(Meaning::GoalStatus)))
            })
            .collect();
        (!goals.is_empty()).then_some(Goals { by, goals })
    })
}

/// When the plan is looked at again, by the latest plan or review that says so.
pub fn next_review(folder: &Folder) -> Option<jiff::civil::Date> {
    let mut records = meaning::serving(folder, Purpose::Plan);
    records.extend(meaning::serving(folder, Purpose::Review));
    records.sort_by_key(|r| std::cmp::Reverse((r.occurred.order(), r.recorded, r.id)));
    records.into_iter().find_map(|record| {
        let (_, form) = folder.form(record)?;
        let answers = meaning::answers_of(folder, record);
        let said = meaning::answer(form, &answers, Meaning::NextReview)?
            .1
            .as_str()?;
        said.get(..10)?.parse().ok()
    })
}
