//! Why something is due: the rule with its clauses, the days that were counted on a small calendar, what moved it and who did,
//! and, for who may, extending it, saying that it is not needed, or agreeing a reason.

use askama::Template;
use axum::extract::{Path, RawQuery};
use axum::response::Response;
use casework::read::why::{Moved, Which, Why, why};
use casework::timescale::direct::{Direct, direct as directs};
use domain::clock::ChangeKind;
use domain::event::Directive;
use domain::{FileId, Name};
use jiff::civil::Date;
use pack::model::Clock;
use print::picture::days::{Cell, Count, Days, sentences};

use super::head::Head;
use super::{asked, in_query, words};
use crate::body::Sent;
use crate::ctx::{Ctx, go_and_say};
use crate::frame::{Frame, page};
use crate::problem::{Problem, sentence};

/// A day of the small calendar.
struct Day {
    label: String,
    look: String,
    marks: Vec<String>,
}

/// A week of it.
struct Week {
    left_out: usize,
    days: Vec<Day>,
}

#[derive(Template)]
#[template(path = "file/why.html")]
struct Page {
    frame: Frame,
    head: Head,
    title: String,
    on: String,
    state: &'static str,
    look: &'static str,
    due: Option<String>,
    begun: String,
    clauses: Vec<(String, String, String)>,
    sentences: Vec<String>,
    caption: String,
    weeks: Vec<Week>,
    edition: String,
    moved: Vec<String>,
    may: Vec<(&'static str, &'static str)>,
    which: Vec<(&'static str, String)>,
    typed: Typed,
    problem: Option<String>,
}

/// What was typed into the form.
#[derive(Default)]
struct Typed {
    what: String,
    until: String,
    why: String,
}

fn which(sent: &Sent) -> Result<Which, Problem> {
    let matter = match sent.get("matter") {
        "" => None,
        matter => Some(casework::known(matter, "matter")?),
    };
    Ok(Which {
        matter,
        clock: Name::parse(sent.get("clock")).ok_or(Problem::NotFound)?,
        key: sent.get("key").to_owned(),
        number: sent.get("n").parse().map_err(|_| Problem::NotFound)?,
    })
}

/// `GET /files/{file}/timescales/why`
pub async fn show(
    ctx: Ctx,
    Path(file): Path<String>,
    query: RawQuery,
) -> Result<Response, Problem> {
    draw(&ctx, &file, &asked(query), Typed::default(), None).await
}

async fn draw(
    ctx: &Ctx,
    file: &str,
    sent: &Sent,
    typed: Typed,
    problem: Option<String>,
) -> Result<Response, Problem> {
    let file: FileId = casework::known(file, "file")?;
    let asked = which(sent)?;
    let (folder, why) = ctx
        .run(move |office, acting, _| why(office, acting, file, &asked))
        .await?;
    let today = ctx.me.today();
    let clock = why.pack.clock(&why.cycle.clock).ok_or(Problem::NotFound)?;
    let status = why.cycle.cycle.status(ctx.me.now);
    let (state, look) = words::status(status);
    let days = Days::of(&why.reasons);
    let matter = why.cycle.matter.and_then(|id| {
        let held = folder.seen.matters.iter().find(|m| m.id == id)?;
        Some(folder.matter(held)?.1.title.clone())
    });
    let moved = why.moved.iter().map(|m| {
        let who = m.by.map(|by| folder.name(by).to_owned());
        told(ctx, m, who, today)
    });
    Ok(page(&Page {
        frame: ctx.frame("Why this is due"),
        head: Head::of(ctx, &folder, "/timescales"),
        title: clock.title.clone(),
        on: matter.unwrap_or_default(),
        state,
        look,
        due: why.cycle.cycle.due.map(|due| words::due(&due, today)),
        begun: begun(&folder, &why),
        clauses: clauses(&why, clock),
        sentences: sentences(&why.reasons),
        caption: days
            .as_ref()
            .map_or_else(String::new, |d| d.caption.clone()),
        weeks: days.map_or_else(Vec::new, |d| d.weeks.iter().map(week).collect()),
        edition: why.reasons.edition.clone(),
        moved: moved.collect(),
        may: if words::is_running(status) {
            may(ctx, &folder, clock)
        } else {
            Vec::new()
        },
        which: ["clock", "matter", "key", "n"]
            .map(|name| (name, sent.get(name).to_owned()))
            .into(),
        typed,
        problem,
    }))
}

/// What started it, in words.
fn begun(folder: &casework::read::folder::Folder, why: &Why) -> String {
    let key = why.reasons.anchored_by.as_str();
    let record = key.split('.').next().and_then(|id| id.parse().ok());
    let record = record.and_then(|id: domain::RecordId| {
        let held = folder.seen.records.iter().find(|r| r.id == id)?;
        Some(folder.form(held)?.1.title.clone())
    });
    let at = words::day(why.reasons.anchor.date());
    match record {
        Some(title) => format!("{title}, {at}"),
        None => at,
    }
}

fn clauses(why: &Why, clock: &Clock) -> Vec<(String, String, String)> {
    let cited = clock.clause.iter().map(|cite| {
        let id = cite.value.0.clone();
        match why.pack.clause(&id) {
            Some(clause) => (id, clause.section.clone(), clause.text.clone()),
            None => (id, String::new(), String::new()),
        }
    });
    cited.collect()
}

fn week(week: &print::picture::days::Week) -> Week {
    Week {
        left_out: week.left_out,
        days: week.cells.iter().map(cell).collect(),
    }
}

fn cell(cell: &Cell) -> Day {
    let mut look = Vec::new();
    let mut marks = Vec::new();
    if cell.start {
        look.push("app-calendar__day--from");
        marks.push("start".to_owned());
    }
    match &cell.count {
        Count::Counted(number) => {
            look.push("app-calendar__day--counted");
            marks.push(format!("day {number}"));
        }
        Count::NotCounted(why) => {
            look.push("app-calendar__day--skipped");
            marks.push(why.clone());
        }
        Count::Outside => {}
    }
    if cell.was_due {
        marks.push("due at first".to_owned());
    }
    if cell.due {
        look.push("app-calendar__day--due");
        marks.push("due".to_owned());
    }
    Day {
        label: cell.label.clone(),
        look: look.join(" "),
        marks,
    }
}

/// What moved it, as a sentence.
fn told(ctx: &Ctx, moved: &Moved, who: Option<String>, today: Date) -> String {
    let due = |due: &Option<domain::calendar::Due>| {
        due.as_ref()
            .map_or_else(|| "not at all".to_owned(), |due| words::due(due, today))
    };
    let what = match moved.kind {
        None if moved.after.is_none() => "Said to be not needed".to_owned(),
        None => format!(
            "The file was corrected: due {} instead of {}",
            due(&moved.after),
            due(&moved.before)
        ),
        Some(kind) => {
            let what = match kind {
                ChangeKind::Paused => "Time that is not counted",
                ChangeKind::Tightened => "The service's own shorter limit",
                ChangeKind::Interval => "A shorter limit came into force",
                ChangeKind::Extended => "More time was given",
                ChangeKind::BroughtForward => "Brought forward",
                ChangeKind::IntervalSet => "Another limit was directed",
            };
            format!("{what}: due {}", due(&moved.after))
        }
    };
    let mut said = what;
    if let (Some(who), Some(at)) = (who, moved.at) {
        said = format!("{said} ({who}, {})", words::moment(at, &ctx.me.zone));
    }
    if let Some(why) = &moved.why {
        said = format!("{said}: “{why}”");
    }
    sentence(&said)
}

/// What the reader may direct: what is sent, and what it is called.
fn may(
    ctx: &Ctx,
    folder: &casework::read::folder::Folder,
    clock: &Clock,
) -> Vec<(&'static str, &'static str)> {
    let one_of = |roles: &[pack::model::Ref]| {
        if roles.is_empty() {
            folder.may.act(pack::model::Act::Direct)
        } else {
            ctx.me.is_one_of(roles.iter().map(|r| r.as_str()))
        }
    };
    let mut all = Vec::new();
    if one_of(&clock.extended_by) {
        all.push((
            "extend",
            "Give it until another day, with the agreed reason",
        ));
    }
    if one_of(&clock.dismissed_by) {
        all.push(("dismiss", "It is not needed"));
    }
    all
}

/// `POST /files/{file}/timescales/direct`
pub async fn direct(ctx: Ctx, Path(file): Path<String>, sent: Sent) -> Result<Response, Problem> {
    let id: FileId = casework::known(&file, "file")?;
    let asked = which(&sent)?;
    let typed = Typed {
        what: sent.get("what").to_owned(),
        until: sent.get("until").to_owned(),
        why: sent.raw("why").to_owned(),
    };
    let direction = match sent.get("what") {
        "dismiss" => Directive::Dismiss,
        "extend" => match sent.get("until").parse::<Date>() {
            Ok(day) => Directive::ExtendTo { date: day },
            Err(_) => {
                let problem = "Say until which day, such as 2026-06-09.".to_owned();
                return draw(&ctx, &file, &sent, typed, Some(problem)).await;
            }
        },
        _ => {
            let problem = "Choose what you decide.".to_owned();
            return draw(&ctx, &file, &sent, typed, Some(problem)).await;
        }
    };
    let why_ = sent.get("why").to_owned();
    let done = ctx
        .run(move |office, acting, ids| {
            let (folder, found) = why(office, acting, id, &asked)?;
            // The cycle that was looked at, and no other.
            let open = folder.seen.cycles.iter().find(|c| {
                c.clock == found.cycle.clock && c.matter == found.cycle.matter && c.cycle.is_open()
            });
            if open.is_none_or(|open| open.cycle.key != found.cycle.cycle.key) {
                return Err(casework::Error::wrong(
                    "this one is not running any more, or another runs before it",
                    "look at the timescales of the file",
                ));
            }
            let direct = Direct {
                file: found.file,
                matter: asked.matter,
                clock: asked.clock,
                direction,
                why: why_,
            };
            directs(office, acting, ids, &direct)
        })
        .await;
    match done {
        Ok(()) => {
            let query: Vec<String> = ["clock", "matter", "key", "n"]
                .map(|name| format!("{name}={}", in_query(sent.get(name))))
                .into();
            let to = format!("/files/{file}/timescales/why?{}", query.join("&"));
            Ok(go_and_say(&to, "What you decided stands on the timescale."))
        }
        Err(problem) => {
            let told = super::act::told(problem)?;
            draw(&ctx, &file, &sent, typed, Some(told)).await
        }
    }
}
