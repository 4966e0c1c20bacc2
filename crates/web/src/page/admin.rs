//! Administration: who works here and how they sign in, teams and places, settings, packs. It shows nothing of the people the
//! service works with. What each may do is casework's to say; the first page offers what a role may.

pub mod account;
pub mod cover;
pub mod packs;
pub mod people;
pub mod places;
pub mod register;
pub mod settings;
pub mod worker;

use askama::Template;
use axum::response::Response;
use casework::read::admin::Kept;
use domain::fact::describe::{self, Heading};
use domain::fact::say;
use jiff::civil::Date;
use pack::Pack;
use pack::model::Act;
use serde::Deserialize;

use crate::ctx::Ctx;
use crate::fact::Names;
use crate::frame::{Frame, page};
use crate::problem::Problem;
use crate::routes::routes;

routes! {
    get "/admin" SignedIn => show;
    get "/admin/people" SignedIn => people::show;
    get "/admin/people/new" SignedIn => register::show;
    post "/admin/people/new" SignedIn => register::send;
    get "/admin/people/{worker}" SignedIn => worker::show;
    post "/admin/people/{worker}/account" SignedIn => account::open;
    post "/admin/people/{worker}/password" SignedIn => account::password;
    post "/admin/people/{worker}/close" SignedIn => account::close;
    post "/admin/people/{worker}/reopen" SignedIn => account::reopen;
    post "/admin/people/{worker}/second" SignedIn => account::lost;
    post "/admin/people/{worker}/cover" SignedIn => cover::name;
    post "/admin/people/{worker}/cover/{cover}/end" SignedIn => cover::end;
    get "/admin/teams" SignedIn => places::teams;
    post "/admin/teams" SignedIn => places::new_team;
    get "/admin/sites" SignedIn => places::sites;
    post "/admin/sites" SignedIn => places::new_site;
    get "/admin/places/{file}" SignedIn => places::show;
    get "/admin/settings" SignedIn => settings::show;
    post "/admin/settings/{setting}" SignedIn => settings::set;
    get "/admin/packs" SignedIn => packs::show;
}

#[derive(Template)]
#[template(path = "admin/show.html")]
struct Page {
    frame: Frame,
    parts: Vec<(&'static str, &'static str, &'static str)>,
}

/// `GET /admin`
pub async fn show(ctx: Ctx) -> Result<Response, Problem> {
    let (people, settings) = (ctx.me.may(Act::People), ctx.me.may(Act::Settings));
    let mut parts = Vec::new();
    let mut add = |href, title, says, offered| {
        if offered {
            parts.push((href, title, says));
        }
    };
    add(
        "/admin/people",
        "People who work here",
        "Roles, accounts, registration, leave and cover.",
        people,
    );
    add("/admin/teams", "Teams", "Who is in which team.", people);
    add(
        "/admin/sites",
        "Sites",
        "Which places there are, and which of them the service serves.",
        people,
    );
    add(
        "/admin/settings",
        "Settings",
        "What the service sets for itself, never looser than its source.",
        settings,
    );
    add(
        "/admin/packs",
        "Packs",
        "The practice in force, and the versions that open matters run under.",
        people || settings,
    );
    if parts.is_empty() {
        return Err(Problem::NotAllowed(
            "this is for whoever looks after people or settings".into(),
        ));
    }
    Ok(page(&Page {
        frame: ctx.frame("Administration"),
        parts,
    }))
}

/// Where a list goes on.
#[derive(Deserialize)]
pub struct After {
    after: Option<String>,
    from: Option<String>,
}

impl After {
    /// The place, if one was given that can be read.
    fn place(&self) -> Option<(String, domain::FileId)> {
        let file = self.after.as_ref()?.parse().ok()?;
        Some((self.from.clone().unwrap_or_default(), file))
    }
}

/// The address of the next page of a list.
fn next(at: &str, place: Option<&(String, domain::FileId)>) -> Option<String> {
    let (sort, file) = place?;
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.append_pair("after", &file.to_string());
    query.append_pair("from", sort);
    Some(format!("{at}?{}", query.finish()))
}

/// A fact about a worker or place, on a page.
struct Line {
    says: String,
    more: Vec<(&'static str, String)>,
    href: Option<String>,
}

/// Facts under a heading: those that hold or will, then those that have ended.
struct Group {
    title: &'static str,
    now: Vec<Line>,
    ended: Vec<Line>,
}

/// The facts about a worker or place.
fn groups(pack: &Pack, kept: &Kept, today: Date) -> Vec<Group> {
    let naming = Names {
        pack,
        files: &kept.names,
    };
    let mut groups = Vec::new();
    for heading in Heading::ALL {
        let (mut now, mut ended) = (Vec::new(), Vec::new());
        for held in &kept.facts {
            let Some(description) = describe::of(&held.what).filter(|d| d.heading == heading)
            else {
                continue;
            };
            let Some(fact) = casework::derive::fact_of(&held.what, &held.value) else {
                continue;
            };
            let line = Line {
                says: format!(
                    "{}: {}",
                    description.title,
                    say::sentence(&fact, &held.period, &naming)
                ),
                more: say::lines(&fact, &naming),
                href: (!kept.own)
                    .then(|| format!("/files/{}/facts/{}/correct", kept.file, held.id)),
            };
            if held.period.to.is_some_and(|to| to < today) {
                ended.push(line);
            } else {
                now.push(line);
            }
        }
        if !now.is_empty() || !ended.is_empty() {
            groups.push(Group {
                title: heading.title(),
                now,
                ended,
            });
        }
    }
    groups
}
