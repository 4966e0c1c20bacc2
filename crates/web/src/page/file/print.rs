//! The first page of a file for paper: the same, without what leads on.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use casework::read::folder::Want;
use domain::event::Subject;

use super::front::{Child, MatterLine, child, open_matters};
use super::head::Head;
use super::{opened, words};
use crate::ctx::Ctx;
use crate::frame::{Frame, page};
use crate::problem::Problem;

#[derive(Template)]
#[template(path = "file/print.html")]
struct Page {
    frame: Frame,
    head: Head,
    matters: Vec<MatterLine>,
    child: Option<Child>,
    printed: String,
}

/// `GET /files/{file}/print`
pub async fn show(ctx: Ctx, Path(file): Path<String>) -> Result<Response, Problem> {
    let folder = opened(&ctx, &file, "file-printed", Want::Beside).await?;
    let printed = format!(
        "Printed {} by {}. It tells more than paper should carry: keep it safe, then shred it.",
        words::moment(ctx.me.now, &ctx.me.zone),
        ctx.me.display
    );
    Ok(page(&Page {
        frame: ctx.frame(&folder.display),
        head: Head::of(&ctx, &folder, ""),
        matters: open_matters(&ctx, &folder),
        child: (folder.subject == Subject::Person).then(|| child(&ctx, &folder)),
        printed,
    }))
}
