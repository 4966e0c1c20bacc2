//! Who acts for a worker who is away, and until when.

use axum::extract::Path;
use axum::response::Response;
use casework::involvement::cover;
use domain::{FileId, InvolvementId};

use super::worker::draw;
use crate::body::Sent;
use crate::ctx::{Ctx, go_and_say};
use crate::fact::read::day;
use crate::form::tree::Tree;
use crate::problem::{Problem, sentence};

/// `POST /admin/people/{worker}/cover`
pub async fn name(ctx: Ctx, Path(worker): Path<String>, sent: Sent) -> Result<Response, Problem> {
    let worker: FileId = casework::known(&worker, "worker")?;
    let tree = Tree::of(sent.0.iter().map(|(n, v)| (n.as_str(), v.as_str())));
    let mut wrong = Vec::new();
    let from = day(&tree, "from", "First day", &mut wrong);
    let until = day(&tree, "until", "Last day", &mut wrong);
    let mut problems: Vec<(String, &'static str)> = wrong
        .iter()
        .map(|w| {
            let at = if w.name == "from" {
                "from-day"
            } else {
                "until-day"
            };
            (sentence(&w.says), at)
        })
        .collect();
    let by = sent.get("by").parse::<FileId>().ok();
    if by.is_none() {
        problems.push(("Choose who acts for them.".into(), "by"));
    }
    for (missing, name, says) in [
        (from.is_none(), "from", "Say the first day of the cover."),
        (until.is_none(), "until", "Say the last day of the cover."),
    ] {
        if missing && wrong.iter().all(|w| w.name != name) {
            let at = if name == "from" {
                "from-day"
            } else {
                "until-day"
            };
            problems.push((says.into(), at));
        }
    }
    if sent.get("why").is_empty() {
        problems.push(("Say why somebody acts for them.".into(), "why"));
    }
    let (Some(by), Some(from), Some(until), true) = (by, from, until, problems.is_empty()) else {
        return draw(&ctx, worker, sent, problems).await;
    };
    let asked = cover::Name {
        worker,
        by,
        from,
        until,
        why: sent.get("why").to_owned(),
    };
    let done = ctx
        .run(move |office, acting, ids| cover::name(office, acting, ids, &asked))
        .await;
    match done {
        Ok(_) => Ok(go_and_say(
            &format!("/admin/people/{worker}"),
            "Cover is named. What they do under it shows both names.",
        )),
        Err(Problem::Wrong(what, remedy)) => {
            let problem = format!("{} {}", sentence(&what), sentence(&remedy));
            draw(&ctx, worker, sent, vec![(problem, "from-day")]).await
        }
        Err(other) => Err(other),
    }
}

/// `POST /admin/people/{worker}/cover/{cover}/end`
pub async fn end(
    ctx: Ctx,
    Path((worker, cover)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let worker: FileId = casework::known(&worker, "worker")?;
    let cover: InvolvementId = casework::known(&cover, "cover")?;
    ctx.run(move |office, acting, ids| cover::end(office, acting, ids, worker, cover))
        .await?;
    Ok(go_and_say(
        &format!("/admin/people/{worker}"),
        "The cover has ended.",
    ))
}
