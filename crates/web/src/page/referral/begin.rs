//! The last step: the one chosen, or a new file, and the referral begun on it.

use axum::response::Response;
use casework::person::register::register;
use casework::setup::known;
use casework::{Error, known as identified};
use domain::FileId;
use domain::event::Subject;
use pack::model::FieldType;
use serde_json::json;

use super::Wrong;
use super::typed::Typed;
use crate::body::Sent;
use crate::ctx::{Ctx, go_and_say};
use crate::page::begun;
use crate::problem::Problem;

/// What needs another look before somebody is chosen or registered.
pub fn wrong(sent: &Sent) -> Vec<Wrong> {
    let says = |at: &str, says: &str| vec![(at.to_owned(), says.to_owned())];
    match sent.get("who") {
        "" => says(
            "who",
            "Nobody is chosen. Choose who it is, or that it is somebody else.",
        ),
        "new" if sent.get("likely") == "yes" && sent.get("sure") != "yes" => says(
            "sure",
            "Somebody much like this is known. Look at them first, then tick that it is somebody else.",
        ),
        _ => Vec::new(),
    }
}

/// Registers whoever is new, and begins the referral.
pub async fn begin(ctx: &Ctx, typed: Typed, sent: &Sent) -> Result<Response, Problem> {
    let pack = ctx.me.pack.clone();
    let here = ctx.me.here();
    // Whoever goes back and chooses somebody else does another thing.
    let key = match sent.get("key") {
        "" => String::new(),
        key => format!("{key} {}", sent.get("who")),
    };
    let who = sent.get("who").to_owned();
    let home = sent.get("home").to_owned();
    let site = ctx.word("site").to_owned();
    let new = who == "new";
    let draft = ctx
        .run(move |office, acting, ids| {
            let keyed = |what: &str| match key.is_empty() {
                true => office.clone(),
                false => office.keyed(&format!("{key} {what}"), &format!("referral {typed:?}")),
            };
            let file: FileId = match new {
                false => identified(&who, "file")?,
                true => {
                    let household = match home.as_str() {
                        "" => None,
                        "new" if typed.household.is_empty() => None,
                        "new" => {
                            let name = json!({"name_kind": "legal", "family": typed.household});
                            let named = vec![known("name", name, None)];
                            let office = keyed("home");
                            Some(register(&office, acting, ids, Subject::Family, &named)?)
                        }
                        home => Some(identified(home, "file")?),
                    };
                    let about = typed.known(household);
                    register(&keyed("person"), acting, ids, Subject::Person, &about)?
                }
            };
            let note = note(&typed, new, &site);
            let chosen = pack.form(&typed.form).ok_or(Error::NotFound("form"))?;
            let kind = chosen.record.to_string();
            let key = match key.is_empty() {
                true => String::new(),
                false => format!("{key} draft"),
            };
            begun::begin(
                (office, acting),
                ids,
                &pack,
                (&kind, vec![file], &key),
                |form, given| {
                    begun::dated(form, given, here);
                    let school = form.fields().find(|f| *f.kind == FieldType::Site);
                    if let Some(school) = school
                        && typed.school.parse::<FileId>().is_ok()
                    {
                        begun::put(given, school.id.as_str(), typed.school.as_str().into());
                    }
                    if !note.is_empty() {
                        begun::told(form, given, &note);
                    }
                },
            )
        })
        .await?;
    let done = match new {
        true => "They are registered. Now the referral itself.",
        false => "The referral is begun on the file that was there already.",
    };
    Ok(go_and_say(&format!("/drafts/{}", draft.record), done))
}

/// What the referral keeps of the steps before: the search, and what was typed about somebody whose file was there already.
fn note(typed: &Typed, new: bool, site: &str) -> String {
    let mut lines = Vec::new();
    if !typed.q.is_empty() {
        lines.push(format!("Searched for before: “{}”.", typed.q));
    }
    if !new {
        let told = typed.summary(None, site);
        let told: Vec<String> = told
            .iter()
            .map(|(what, typed)| format!("{}: {typed}", what.to_lowercase()))
            .collect();
        lines.push(format!("Told when it came in: {}.", told.join("; ")));
    } else if !typed.household.is_empty() {
        lines.push(format!("Household as told: {}.", typed.household));
    }
    lines.join("\n")
}
