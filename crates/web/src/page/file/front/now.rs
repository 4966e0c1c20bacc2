//! What is to do about a child now: the plan, timescales with what is due soonest first and what is out of timescale last,
//! what waits for a signature, what the reader has begun.

use casework::read::folder::Folder;
use domain::history::RecordStatus;
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
    let mut goals = Vec::new();
    if let Some(plan) = plan
        && let Some((_, form)) = folder.form(plan)
    {
        let answers = meaning::answers_of(folder, plan);
        if let Some((group, lines)) = meaning::lines(form, &answers, Meaning::Goals) {
            for line in lines {
                let said = |meaning: Meaning| {
                    let (field, value) = (
                        group.inner(meaning)?,
                        self::meaning::member(group, line, meaning)?,
                    );
                    Some(self::meaning::line(folder, plan, field, value))
                };
                if let Some(goal) = said(Meaning::Goal) {
                    goals.push((goal, said(Meaning::GoalStatus)));
                }
            }
        }
    }
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
