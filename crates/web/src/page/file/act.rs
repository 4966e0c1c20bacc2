//! What is done to a file by hand, each act from a small page that asks for what it needs and keeps what was typed. Casework
//! decides whether it may be done; what it refuses is told on the page, with what to do and who can.

pub mod allocate;
pub mod end;
pub mod hand_over;
pub mod move_stage;
pub mod not_same;
pub mod reopen;
pub mod restrict;
pub mod same;
pub mod unrestrict;

use askama::Template;
use axum::response::Response;
use casework::read::folder::Folder;
use domain::history::MatterHeld;
use domain::{FileId, MatterId};
use pack::model::Act;

use super::head::Head;
use crate::body::Sent;
use crate::ctx::Ctx;
use crate::frame::{Frame, page};
use crate::problem::{Problem, sentence};

/// Something to choose.
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What people read.
    pub text: String,
    /// A line below it.
    pub more: Option<String>,
    /// Whether it was chosen.
    pub chosen: bool,
}

/// A question with one answer, or several, of a few.
pub struct Choose {
    /// The name that is sent.
    pub name: &'static str,
    /// The question.
    pub title: &'static str,
    /// What may be answered.
    pub choices: Vec<Choice>,
    /// Whether several may.
    pub several: bool,
    /// What to say where there is nothing to choose.
    pub none: &'static str,
}

/// The small page of an act.
pub struct Asking {
    /// What is asked, as the heading.
    pub title: String,
    /// What follows from it.
    pub says: Vec<String>,
    /// Questions.
    pub choose: Vec<Choose>,
    /// A line to type: name, label, hint.
    pub line: Option<(&'static str, &'static str, &'static str)>,
    /// Whether a reason is asked for: none, wanted, needed.
    pub why: Option<&'static str>,
    /// The button.
    pub button: &'static str,
}

#[derive(Template)]
#[template(path = "file/act.html")]
struct Page {
    frame: Frame,
    head: Head,
    asking: Asking,
    line: String,
    why: String,
    problem: Option<String>,
}

/// Draws the page of an act, with what was typed and what went wrong.
pub fn draw(
    ctx: &Ctx,
    folder: &Folder,
    asking: Asking,
    sent: &Sent,
    problem: Option<String>,
) -> Response {
    let line = asking
        .line
        .map_or("", |(name, ..)| sent.raw(name))
        .to_owned();
    page(&Page {
        frame: ctx.frame(&asking.title),
        head: Head::of(ctx, folder, "none"),
        line,
        why: sent.raw("why").to_owned(),
        asking,
        problem,
    })
}

/// What went wrong, where the page can say it; what it cannot goes on.
pub fn told(problem: Problem) -> Result<String, Problem> {
    match problem {
        Problem::NotAllowed(why) => Ok(sentence(&why)),
        Problem::Stale(what) => Ok(format!(
            "{} Look at it again, then repeat this.",
            sentence(&what)
        )),
        Problem::Wrong(what, remedy) => Ok(format!("{} {}", sentence(&what), sentence(&remedy))),
        Problem::Several(all) => {
            let told: Vec<String> = all
                .iter()
                .map(|(what, remedy)| format!("{} {}", sentence(what), sentence(remedy)))
                .collect();
            Ok(told.join(" "))
        }
        other => Err(other),
    }
}

/// A matter of the folder, with the file it stands on.
pub fn matter<'f>(folder: &'f Folder, id: &str) -> Result<&'f MatterHeld, Problem> {
    let id: MatterId = casework::known(id, "matter")?;
    let held = folder.seen.matters.iter().find(|m| m.id == id);
    held.filter(|m| folder.homes.get(&m.id) == Some(&folder.seen.file))
        .ok_or(Problem::NotFound)
}

/// Whether an act is offered to the reader; what is not says who can.
pub fn offered(folder: &Folder, act: Act, who: &str) -> Result<(), Problem> {
    if folder.may.act(act) {
        Ok(())
    } else {
        Err(Problem::NotAllowed(format!(
            "your roles do not let you do this here: {who} can"
        )))
    }
}

/// The roles of the pack that may do an act, in words: "supervisor or provider manager".
pub fn who_can(folder: &Folder, act: Act) -> String {
    let titles: Vec<String> = folder
        .pack
        .roles
        .iter()
        .filter(|role| role.may.contains(&act))
        .map(|role| role.title.to_lowercase())
        .collect();
    match titles.as_slice() {
        [] => "nobody in this service".to_owned(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}

/// The identifier of a file that was chosen or typed: alone, or at the end of its address.
pub fn file_in(text: &str) -> Result<FileId, String> {
    let id = text.trim().trim_end_matches('/');
    let id = id.rsplit('/').next().unwrap_or(id);
    let id = id.split(['?', '#']).next().unwrap_or(id);
    id.parse()
        .map_err(|_| "Give the address of the other file, or its identifier.".to_owned())
}
