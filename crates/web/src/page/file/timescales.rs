//! All timescales of a file: what is due soonest first, what is out of timescale last with its agreed reason, then what is
//! done with. Each leads to why it is due.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use casework::read::folder::{Folder, Want};
use domain::clock::{State, Status};
use pack::practice::ClockCycle;

use super::head::Head;
use super::{in_query, opened, words};
use crate::ctx::Ctx;
use crate::frame::{Frame, page};
use crate::problem::Problem;

/// A timescale.
pub struct Line {
    /// Its title.
    pub title: String,
    /// On which matter it runs.
    pub on: String,
    /// When it is due.
    pub due: Option<String>,
    /// How it stands.
    pub state: &'static str,
    /// The look of that.
    pub look: &'static str,
    /// Whether something is to be done still.
    pub running: bool,
    /// Whether it is out of timescale and still to be done.
    pub late: bool,
    /// When it was met.
    pub met: Option<String>,
    /// The reason that was agreed.
    pub agreed: Option<String>,
    /// Who is responsible.
    pub responsible: Option<String>,
    /// Whether it only recommends.
    pub advisory: bool,
    /// Where it is told why.
    pub why: String,
}

#[derive(Template)]
#[template(path = "file/timescales.html")]
struct Page {
    frame: Frame,
    head: Head,
    running: Vec<Line>,
    done: Vec<Line>,
}

/// `GET /files/{file}/timescales`
pub async fn show(ctx: Ctx, Path(file): Path<String>) -> Result<Response, Problem> {
    let folder = opened(&ctx, &file, "timescales", Want::Nothing).await?;
    let (running, done) = lines(&ctx, &folder).into_iter().partition(|l| l.running);
    Ok(page(&Page {
        frame: ctx.frame("Timescales"),
        head: Head::of(&ctx, &folder, "/timescales"),
        running,
        done,
    }))
}

/// The timescales of a file: those that run, soonest first, those out of timescale after them; then the others, latest first.
pub fn lines(ctx: &Ctx, folder: &Folder) -> Vec<Line> {
    let now = ctx.me.now;
    let mut cycles: Vec<(&ClockCycle, Status)> = folder
        .seen
        .cycles
        .iter()
        .map(|found| (found, found.cycle.status(now)))
        .filter(|(found, status)| {
            // What was never asked for any more tells nobody anything.
            *status != Status::NotRequired || found.cycle.due.is_some()
        })
        .collect();
    cycles.sort_by_key(|(found, status)| {
        let running = words::is_running(*status);
        let due = found.cycle.due.map(|due| due.by().as_microsecond());
        let due = due.unwrap_or(i64::MAX);
        let order = if running { due } else { -due };
        (!running, *status == Status::OutOfTimescale, order)
    });
    cycles
        .into_iter()
        .map(|(found, status)| line(ctx, folder, found, status))
        .collect()
}

fn line(ctx: &Ctx, folder: &Folder, found: &ClockCycle, status: Status) -> Line {
    let today = ctx.me.today();
    let matter = found
        .matter
        .and_then(|id| folder.seen.matters.iter().find(|m| m.id == id));
    let pack = matter
        .and_then(|m| folder.matter(m))
        .map_or(&*folder.pack, |(pack, _)| pack);
    let clock = pack.clock(&found.clock);
    let (state, look) = words::status(status);
    let responsible = found.responsible.as_ref().and_then(|role| pack.role(role));
    Line {
        title: clock.map_or_else(|| found.clock.replace('-', " "), |c| c.title.clone()),
        on: matter
            .and_then(|m| folder.matter(m))
            .map_or_else(String::new, |(_, kind)| kind.title.clone()),
        due: found.cycle.due.map(|due| words::due(&due, today)),
        state,
        look,
        running: words::is_running(status),
        late: status == Status::OutOfTimescale,
        met: found
            .cycle
            .met
            .as_ref()
            .map(|met| words::day(met.at.date())),
        agreed: agreed(folder, found),
        responsible: responsible.map(|role| role.title.clone()),
        advisory: !found.required,
        why: why(folder, found),
    }
}

/// Where it is told why a cycle is due.
pub fn why(folder: &Folder, found: &ClockCycle) -> String {
    let matter = found.matter.map_or_else(String::new, |m| m.to_string());
    format!(
        "/files/{}/timescales/why?clock={}&matter={matter}&key={}&n={}",
        folder.seen.file,
        in_query(&found.clock),
        in_query(found.cycle.key.anchor.as_str()),
        found.cycle.key.number
    )
}

/// The reason of the last direction to this cycle, and who gave it.
fn agreed(folder: &Folder, found: &ClockCycle) -> Option<String> {
    let moved = found
        .cycle
        .changes
        .iter()
        .rev()
        .filter_map(|c| c.by.as_ref());
    let dismissed = match &found.cycle.state {
        State::Dismissed { by } => Some(by),
        _ => None,
    };
    dismissed.into_iter().chain(moved).find_map(|by| {
        let directed = folder
            .directions
            .iter()
            .find(|d| d.event.to_string() == by.as_str())?;
        let who = folder.happened.get(&directed.event);
        let who = who.map_or_else(String::new, |h| {
            format!(", agreed by {}", folder.name(h.by))
        });
        Some(format!("“{}”{who}", directed.why))
    })
}
