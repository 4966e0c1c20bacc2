//! Two texts where one is wanted: what was saved from another window beside what was typed here, or what somebody else made of
//! a record beside one's own draft of it. Both are shown, and whoever writes says which stays.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use casework::record::paper::Laid;
use domain::FileId;
use pack::practice::Submission;

use super::{Beside, laid};
use crate::ctx::Ctx;
use crate::form::merge::{DifferView, differences};
use crate::form::pairs::pairs;
use crate::form::rows;
use crate::form::show::Names;
use crate::frame::{Frame, page};
use crate::problem::Problem;

#[derive(Template)]
#[template(path = "draft/conflict.html")]
struct Page {
    frame: Frame,
    record: String,
    title: String,
    says: String,
    there: String,
    verb: &'static str,
    revision: u64,
    version: u32,
    hidden: Vec<(String, String)>,
    differ: Vec<DifferView>,
}

/// What was typed here beside what was saved from elsewhere.
pub fn with_saved(ctx: &Ctx, laid: &Laid) -> Result<Response, Problem> {
    let saved = laid.draft.changed.to_zoned(ctx.me.zone.clone());
    let at = saved.strftime("%-d %B, %H:%M");
    drawn(
        ctx,
        laid,
        (&laid.given, &laid.draft.given),
        "merge",
        "This draft was saved from another window after you opened it here. Nothing is lost: choose what stays.",
        &format!("Saved elsewhere, {at}"),
    )
}

/// One's own draft of a record beside what the record has become.
pub fn with_record(ctx: &Ctx, laid: &Laid) -> Result<Response, Problem> {
    let stands = laid.stands.as_ref().ok_or(Problem::NotFound)?;
    drawn(
        ctx,
        laid,
        (&laid.given, &stands.given),
        "follow",
        "Somebody changed this record while you were writing. What you typed is kept as your draft: choose what stays.",
        &format!("The record now, version {}", stands.version),
    )
}

fn drawn(
    ctx: &Ctx,
    laid: &Laid,
    (mine, theirs): (&Submission, &Submission),
    verb: &'static str,
    says: &str,
    there: &str,
) -> Result<Response, Problem> {
    let paper = laid::paper(laid)?;
    let choices = laid::choices(&laid.offer);
    let home: Option<FileId> = laid.draft.files.first().copied();
    let names = Names {
        pack: &laid.pack,
        choices: &choices,
        on: home,
    };
    let beside = Beside::kept(mine);
    let plain = |given: &Submission| {
        let mut given = given.clone();
        rows::to_parts(&paper, &mut given);
        rows::compact(paper.form, &mut given);
        given
    };
    let (mine, theirs) = (plain(mine), plain(theirs));
    let mut hidden = pairs(&paper, &mine);
    if !beside.why.is_empty() {
        hidden.push(("why".into(), beside.why));
    }
    if beside.corrects {
        hidden.push(("corrects".into(), "yes".into()));
    }
    let mut answer = page(&Page {
        frame: ctx.frame("Two texts: choose what stays"),
        record: laid.draft.record.to_string(),
        title: laid.form()?.title.clone(),
        says: says.to_owned(),
        there: there.to_owned(),
        verb,
        revision: laid.draft.revision,
        version: laid.stands.as_ref().map_or(0, |stands| stands.version),
        hidden,
        differ: differences(&paper, &names, &mine, &theirs),
    });
    *answer.status_mut() = StatusCode::CONFLICT;
    Ok(answer)
}
