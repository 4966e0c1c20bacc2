//! The latest plan: goals and where each stands, who does what by when, when it is looked at again, what changed since the plan
//! before. Found by what forms serve and fields mean; writing and amending have their own pages.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use casework::read::folder::{Folder, Want};
use domain::history::RecordHeld;
use pack::model::{Field, Meaning, Purpose};
use serde_json::Value;

use super::front::{goals, next_review};
use super::head::Head;
use super::{meaning, opened, words};
use crate::ctx::Ctx;
use crate::form::show::{AnswersView, ChangesView, Names, answers, changes};
use crate::frame::{Frame, page};
use crate::problem::Problem;

/// A goal or a task.
struct Line {
    what: String,
    stands: Option<String>,
    due: Option<String>,
    more: Vec<(String, String)>,
}

/// How goals stand by a later record: its address, when, and each goal with its status.
type Stands = (String, String, Vec<(String, Option<String>)>);

#[derive(Template)]
#[template(path = "file/plan.html")]
struct Page {
    frame: Frame,
    head: Head,
    plan: Option<Plan>,
    before: Vec<(String, String)>,
    stands: Option<Stands>,
    reviews: Vec<(String, String, String)>,
    writes: Vec<(String, String)>,
}

struct Plan {
    href: String,
    title: String,
    when: String,
    by: String,
    stands: String,
    look: &'static str,
    goals: Vec<Line>,
    tasks: Vec<Line>,
    next: Option<String>,
    late: bool,
    whole: AnswersView,
    changes: Option<ChangesView>,
}

/// `GET /files/{file}/plan`
pub async fn show(ctx: Ctx, Path(file): Path<String>) -> Result<Response, Problem> {
    let folder = opened(&ctx, &file, "plan", Want::Nothing).await?;
    let plans = meaning::serving(&folder, Purpose::Plan);
    let title = |held: &RecordHeld| {
        let form = folder.form(held);
        form.map_or_else(|| held.kind.to_string(), |(_, f)| f.title.clone())
    };
    let reviews = meaning::serving(&folder, Purpose::Review);
    let subject = folder.subject.as_str();
    let writes = [Purpose::Plan, Purpose::Review]
        .into_iter()
        .flat_map(|purpose| folder.pack.serving(purpose))
        .filter(|form| form.filed_on.iter().any(|s| *s.value == *subject))
        .filter(|form| folder.may.write(&form.record))
        .map(|form| {
            let to = format!("/files/{}/write/{}", folder.seen.file, *form.record);
            (to, form.title.clone())
        });
    Ok(page(&Page {
        frame: ctx.frame("Plan"),
        head: Head::of(&ctx, &folder, "/plan"),
        plan: plans
            .first()
            .and_then(|latest| plan(&ctx, &folder, latest, plans.get(1).copied())),
        before: plans
            .iter()
            .skip(1)
            .map(|p| {
                (
                    format!("/records/{}", p.id),
                    format!("{}, {}", title(p), words::occurred(&p.occurred)),
                )
            })
            .collect(),
        stands: goals(&folder)
            .filter(|found| plans.first().is_none_or(|plan| plan.id != found.by.id))
            .map(|found| {
                (
                    format!("/records/{}", found.by.id),
                    format!(
                        "{}, {}",
                        title(found.by),
                        words::occurred(&found.by.occurred)
                    ),
                    found.goals,
                )
            }),
        reviews: reviews
            .iter()
            .map(|r| {
                (
                    format!("/records/{}", r.id),
                    title(r),
                    words::occurred(&r.occurred),
                )
            })
            .collect(),
        writes: writes.collect(),
    }))
}

fn plan(
    ctx: &Ctx,
    folder: &Folder,
    held: &RecordHeld,
    before: Option<&RecordHeld>,
) -> Option<Plan> {
    let (pack, form) = folder.form(held)?;
    let choices = meaning::choices(folder);
    let names = Names {
        pack,
        choices: &choices,
        on: Some(folder.seen.file),
    };
    let own = meaning::answers_of(folder, held);
    let group = |of: Meaning, what: Meaning, stands: Meaning, due: Option<Meaning>| {
        let Some((group, lines)) = meaning::lines(form, &own, of) else {
            return Vec::new();
        };
        lines
            .into_iter()
            .map(|line| {
                let said = |field: &Field| {
                    let value = line.get(field.id.as_str())?;
                    Some(meaning::line(folder, held, field, value)).filter(|t| !t.is_empty())
                };
                let meant = |meaning: Meaning| group.inner(meaning).and_then(said);
                let taken = [Some(what), Some(stands), due];
                let others = group
                    .fields
                    .iter()
                    .filter(|f| !taken.iter().flatten().any(|meaning| f.is(*meaning)));
                Line {
                    what: meant(what).unwrap_or_default(),
                    stands: meant(stands),
                    due: due.and_then(meant),
                    more: others
                        .filter_map(|f| Some((f.label.clone(), said(f)?)))
                        .collect(),
                }
            })
            .collect()
    };
    let (stands, look) = words::standing(&held.status, Some(form));
    let next = next_review(folder);
    let today = ctx.me.today();
    let changed = before.map(|before| {
        let then = meaning::answers_of(folder, before);
        ChangesView {
            before: words::occurred(&before.occurred),
            after: words::occurred(&held.occurred),
            changes: changes(&names, form, (&then, &[]), (&own, &[])),
        }
    });
    Some(Plan {
        href: format!("/records/{}", held.id),
        title: form.title.clone(),
        when: words::occurred(&held.occurred),
        by: folder.name(held.author).to_owned(),
        stands,
        look,
        goals: group(Meaning::Goals, Meaning::Goal, Meaning::GoalStatus, None),
        tasks: group(
            Meaning::Tasks,
            Meaning::Task,
            Meaning::TaskStatus,
            Some(Meaning::TaskDue),
        ),
        next: next.map(|day| words::near(day, today)),
        late: next.is_some_and(|day| day < today),
        whole: answers(&names, form, &without_groups(form, &own), &[]),
        changes: changed.filter(|c| !c.changes.is_empty()),
    })
}

/// What stands in the plan beside goals and tasks, which are shown apart.
fn without_groups(
    form: &pack::model::Form,
    own: &domain::event::Answers,
) -> domain::event::Answers {
    let mut rest = own.clone();
    let apart = form
        .fields()
        .filter(|f| f.is(Meaning::Goals) || f.is(Meaning::Tasks));
    for field in apart {
        rest.insert(field.id.to_string(), Value::Null);
    }
    rest
}
