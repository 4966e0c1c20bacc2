//! The duty desk: one box, and of each who is found at once whether they are known, to whom they are open, on a plan, and
//! whether it is dangerous to visit. Then the enquiry is logged, with the search kept.

use askama::Template;
use axum::extract::RawQuery;
use axum::response::Response;
use casework::read::duty::{Answer, Danger, Seen, Whom, duty};
use jiff::civil::Date;
use pack::model::{Act, Purpose};

use crate::ctx::Ctx;
use crate::days;
use crate::frame::{Frame, page};
use crate::problem::Problem;
use crate::routes::routes;

routes! {
    get "/duty" SignedIn => show;
}

/// Somebody whose file may be seen.
struct Person {
    href: String,
    visit: Option<String>,
    name: String,
    born: Option<String>,
    restricted: bool,
    open: Vec<String>,
    to: Vec<String>,
    states: String,
    entries: Vec<(String, String, String)>,
}

/// An answer in a line.
struct Line {
    person: Option<Person>,
    ring: String,
    danger: Vec<String>,
}

#[derive(Template)]
#[template(path = "duty/show.html")]
struct Page {
    frame: Frame,
    typed: String,
    lines: Vec<Line>,
    more: bool,
    refers: bool,
    drop_in: Option<String>,
}

/// `GET /duty`: `q` is whatever is known.
pub async fn show(ctx: Ctx, RawQuery(query): RawQuery) -> Result<Response, Problem> {
    if !ctx.me.may(Act::Duty) {
        return Err(Problem::NotAllowed(
            "your roles do not put you on duty: whoever keeps people here can change that".into(),
        ));
    }
    let typed = super::search::asked(query).get("q").to_owned();
    let asked = typed.clone();
    let desk = match typed.is_empty() {
        true => Default::default(),
        false => {
            ctx.run(move |office, acting, _| duty(office, acting, &asked))
                .await?
        }
    };
    let today = ctx.me.today();
    let visits = ctx
        .me
        .pack
        .serving(Purpose::DutyVisit)
        .any(|form| ctx.me.writes(form));
    let lines = desk.answers.into_iter().map(|answer| match answer {
        Answer::Known { ring, danger } => Line {
            person: None,
            ring,
            danger: warnings(&danger, today),
        },
        Answer::Seen(seen) => Line {
            ring: String::new(),
            danger: warnings(&seen.danger, today),
            person: Some(person(&ctx, seen, visits, today)),
        },
    });
    let mut drop_in = ctx.me.pack.serving(Purpose::DropIn);
    let drop_in = drop_in.find(|form| ctx.me.writes(form));
    Ok(page(&Page {
        frame: ctx.frame("Duty desk"),
        lines: lines.collect(),
        more: desk.more,
        refers: super::referral::forms(&ctx).next().is_some(),
        drop_in: drop_in.map(|form| form.title.clone()),
        typed,
    }))
}

fn warnings(danger: &[Danger], today: Date) -> Vec<String> {
    let all = danger.iter().map(|danger| {
        let mut says = danger.what.clone();
        if let Some(precaution) = &danger.precaution {
            says = format!("{says} – {precaution}");
        }
        let review = days::short(danger.review_on, today);
        match danger.review_on < today {
            true => format!("{says} (was to be looked at again by {review})"),
            false => format!("{says} (looked at again by {review})"),
        }
    });
    all.collect()
}

fn person(ctx: &Ctx, seen: Seen, visits: bool, today: Date) -> Person {
    let whom = |whom: &Whom| match &whom.team {
        Some(team) => format!("{} ({}), {team}", whom.name, whom.title),
        None => format!("{} ({})", whom.name, whom.title),
    };
    let states: Vec<String> = seen
        .states
        .iter()
        .map(|(state, value)| format!("{state}: {value}"))
        .collect();
    let href = format!("/files/{}", seen.file);
    Person {
        visit: visits.then(|| format!("/visit?file={}", seen.file)),
        href,
        name: seen.display,
        born: seen.born.as_deref().map(days::whole),
        restricted: seen.restricted,
        open: seen
            .open
            .iter()
            .map(|(matter, stage, opened)| {
                format!("{matter}: {stage}, since {}", days::kept(opened, today))
            })
            .collect(),
        to: seen.to.iter().map(whom).collect(),
        states: states.join(" · "),
        entries: seen
            .entries
            .into_iter()
            .map(|entry| {
                let mut said = days::kept(&entry.occurred, ctx.me.today());
                if let Some(author) = entry.author {
                    said = format!("{said}, {author}");
                }
                (format!("/records/{}", entry.record), entry.title, said)
            })
            .collect(),
    }
}
