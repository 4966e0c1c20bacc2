//! Search by name, as a page and as suggestions while one types. Both show what the reader may know of and nothing else; a
//! former name finds somebody and is not shown.

use askama::Template;
use axum::extract::RawQuery;
use axum::response::Response;
use casework::person::search::search;
use domain::FileId;
use domain::event::Subject;

use crate::body::Sent;
use crate::ctx::Ctx;
use crate::days;
use crate::frame::{Frame, page};
use crate::problem::Problem;
use crate::routes::routes;

routes! {
    get "/search" SignedIn => show;
    get "/search/suggest" SignedIn => suggest;
}

/// Lines of a page.
const PAGE: i64 = 25;
/// Suggestions.
const FEW: i64 = 8;

/// Whose files are found by name.
pub const SUBJECTS: &[Subject] = &[
    Subject::Person,
    Subject::Family,
    Subject::Group,
    Subject::Worker,
    Subject::Site,
];

/// Somebody found.
pub struct Found {
    /// Where their file is.
    pub href: String,
    /// The name it is shown by.
    pub name: String,
    /// What is said beside it.
    pub beside: String,
}

#[derive(Template)]
#[template(path = "search/show.html")]
struct Page {
    frame: Frame,
    typed: String,
    found: Vec<Found>,
    more: Option<String>,
    refers: bool,
}

#[derive(Template)]
#[template(path = "search/suggest.html")]
struct Suggestions {
    found: Vec<Found>,
}

/// A query as it was sent.
pub fn asked(query: Option<String>) -> Sent {
    Sent::parse(query.unwrap_or_default().as_bytes())
}

async fn find(
    ctx: &Ctx,
    typed: String,
    after: Option<FileId>,
    limit: i64,
) -> Result<(Vec<Found>, Option<FileId>), Problem> {
    let mut rows = ctx
        .run(move |office, acting, _| search(office, acting, &typed, SUBJECTS, after, limit + 1))
        .await?;
    let more = rows.len() as i64 > limit;
    rows.truncate(limit as usize);
    let last = rows.last().filter(|_| more).map(|row| row.file);
    let found = rows.into_iter().map(|row| {
        let mut beside = Vec::new();
        if row.subject != Subject::Person.as_str() {
            beside.push(ctx.word(&row.subject).to_owned());
        }
        if let Some(born) = &row.born {
            beside.push(format!("born {}", days::whole(born)));
        }
        if let Some(died) = &row.died {
            beside.push(format!("died {}", days::whole(died)));
        }
        Found {
            href: format!("/files/{}", row.file),
            name: row.display,
            beside: beside.join(", "),
        }
    });
    Ok((found.collect(), last))
}

/// `GET /search`: `q` is what was typed, `after` the last file seen.
pub async fn show(ctx: Ctx, RawQuery(query): RawQuery) -> Result<Response, Problem> {
    let sent = asked(query);
    let typed = sent.get("q").to_owned();
    let after = sent.get("after").parse().ok();
    let (found, more) = find(&ctx, typed.clone(), after, PAGE).await?;
    let refers = super::referral::forms(&ctx).next().is_some();
    let title = match typed.is_empty() {
        true => "Search".to_owned(),
        false => format!("Search for “{typed}”"),
    };
    Ok(page(&Page {
        frame: ctx.frame(&title),
        typed,
        found,
        more: more.map(|file| file.to_string()),
        refers,
    }))
}

/// `GET /search/suggest`: a few, for the box in which one types.
pub async fn suggest(ctx: Ctx, RawQuery(query): RawQuery) -> Result<Response, Problem> {
    let typed = asked(query).get("q").to_owned();
    let (found, _) = find(&ctx, typed, None, FEW).await?;
    Ok(page(&Suggestions { found }))
}
