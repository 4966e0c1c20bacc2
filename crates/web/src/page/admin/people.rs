//! The people who work here, by name.

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use casework::read::admin::people::{State, people};
use domain::FileId;
use pack::Pack;

use super::{After, next};
use crate::ctx::Ctx;
use crate::frame::{Frame, page};
use crate::problem::Problem;

#[derive(Template)]
#[template(path = "admin/people.html")]
struct Page {
    frame: Frame,
    people: Vec<Row>,
    next: Option<String>,
    first: bool,
}

struct Row {
    file: FileId,
    name: String,
    roles: String,
    account: String,
}

/// How an account stands, in words.
pub(super) fn account(state: Option<&State>) -> String {
    match state {
        None => "No account".into(),
        Some(state) if state.disabled => format!("{}, closed", state.name),
        Some(state) => {
            let mut said = state.name.clone();
            if state.must_change {
                said.push_str(", has not signed in with a password of their own yet");
            }
            if state.second {
                said.push_str(", with a code");
            }
            said
        }
    }
}

fn role(pack: &Pack, (role, team): &(domain::Name, Option<String>)) -> String {
    let title = pack
        .role(role)
        .map_or_else(|| role.replace('-', " "), |role| role.title.clone());
    match team {
        Some(team) => format!("{title} in {team}"),
        None => title,
    }
}

/// `GET /admin/people`
pub async fn show(ctx: Ctx, Query(after): Query<After>) -> Result<Response, Problem> {
    let place = after.place();
    let first = place.is_none();
    let (people, more) = ctx
        .run(move |office, acting, _| people(office, acting, place.as_ref()))
        .await?;
    let last = people.last().filter(|_| more).map(|person| &person.place);
    let next = next("/admin/people", last);
    let people = people.iter().map(|person| Row {
        file: person.file,
        name: person.display.clone(),
        roles: person
            .roles
            .iter()
            .map(|held| role(&ctx.me.pack, held))
            .collect::<Vec<_>>()
            .join(", "),
        account: account(person.account.as_ref()),
    });
    Ok(page(&Page {
        frame: ctx.frame("People who work here"),
        people: people.collect(),
        next,
        first,
    }))
}
