//! Facts about people and places: stating one, putting one right, saying that it ended or never was. One sheet for every kind,
//! made from its description. What was typed stays on the page until it is kept.

pub mod correct;
pub mod end;
pub mod new;

use std::collections::BTreeSet;

use askama::Template;
use axum::response::Response;
use casework::read::stating::{Stating, Wanted, stating};
use domain::event::{Period, Subject};
use domain::fact::describe::Description;
use domain::fact::say;
use domain::{FactId, FileId};
use jiff::civil::Date;
use pack::model::Act;
use pack::practice::FieldProblem;

use crate::body::Sent;
use crate::ctx::Ctx;
use crate::fact::lay::{Layout, id_of, sorts};
use crate::fact::read::Wrong;
use crate::fact::{Names, input};
use crate::form::tree::Tree;
use crate::form::view::{AreaView, Control, FieldView, ProblemView, ProblemsView};
use crate::frame::{Frame, page};
use crate::problem::{Problem, sentence};
use crate::routes::routes;

routes! {
    get "/files/{file}/facts/new" SignedIn => new::show;
    post "/files/{file}/facts/new" SignedIn => new::send;
    get "/files/{file}/facts/{fact}/correct" SignedIn => correct::show;
    post "/files/{file}/facts/{fact}/correct" SignedIn => correct::send;
    post "/files/{file}/facts/{fact}/end" SignedIn => end::end;
    post "/files/{file}/facts/{fact}/withdraw" SignedIn => end::withdraw;
}

/// The most files that a search on a sheet finds.
const FOUND: i64 = 20;

/// A sheet on which a fact is written.
#[derive(Template)]
#[template(path = "facts/sheet.html")]
struct Sheet {
    frame: Frame,
    back: (String, String),
    problems: ProblemsView,
    hint: &'static str,
    action: String,
    what: &'static str,
    fields: Vec<FieldView>,
    period: Vec<FieldView>,
    names_files: bool,
    find: String,
    told: Option<String>,
    found: Vec<String>,
    stands: Option<Stands>,
}

/// The fact that a sheet puts right.
struct Stands {
    says: String,
    end: FieldView,
    end_action: String,
    why: FieldView,
    withdraw_action: String,
}

/// What a sheet is drawn from.
struct Draft<'a> {
    file: FileId,
    fact: Option<FactId>,
    description: &'static Description,
    sent: &'a Sent,
    wrong: Vec<Wrong>,
}

impl Draft<'_> {
    /// Files that were chosen or found already.
    fn named(&self) -> Vec<FileId> {
        let named = self.sent.0.iter();
        let named = named.filter(|(name, _)| name == "found" || name.starts_with("v."));
        let all: BTreeSet<FileId> = named.filter_map(|(_, v)| v.parse().ok()).collect();
        all.into_iter().collect()
    }
}

/// What was sent, as a tree.
fn tree(sent: &Sent) -> Tree {
    Tree::of(sent.0.iter().map(|(n, v)| (n.as_str(), v.as_str())))
}

/// Where a file's own page is, for who asks, and what it is called.
fn home(ctx: &Ctx, stating: &Stating) -> (String, String) {
    let file = stating.file;
    match stating.subject {
        Subject::Worker | Subject::Volunteer if file == ctx.me.worker => {
            ("/account".into(), "Your account".into())
        }
        Subject::Worker | Subject::Volunteer if ctx.me.may(Act::People) => {
            (format!("/admin/people/{file}"), stating.display.clone())
        }
        Subject::Team | Subject::Post | Subject::Site | Subject::Agency
            if ctx.me.may(Act::People) =>
        {
            (format!("/admin/places/{file}"), stating.display.clone())
        }
        _ => (format!("/files/{file}"), stating.display.clone()),
    }
}

/// Reads what a sheet needs, does what a button of it asks for, and draws it.
async fn draw(ctx: &Ctx, draft: Draft<'_>) -> Result<Response, Problem> {
    let (stating, told, found) = load(ctx, &draft).await?;
    let sent = changed(draft.sent);
    let tree = tree(&sent);
    let pack = ctx.me.pack.clone();
    let naming = Names {
        pack: &pack,
        files: &stating.names,
    };
    let layout = Layout {
        pack: &pack,
        naming: &naming,
        offer: &stating.offer,
        services: &stating.services,
        tree: &tree,
        wrong: &draft.wrong,
    };
    let description = draft.description;
    let fields = layout.fields(description);
    let dated = sent
        .0
        .iter()
        .any(|(name, value)| name.starts_with("period.") && !value.is_empty());
    let period = if description.lasts || dated {
        layout.period(("Since", "Until"))
    } else {
        Vec::new()
    };
    let stands = stating.held.as_ref().map(|held| {
        let fact = casework::derive::fact_of(&held.what, &held.value);
        let base = format!("/files/{}/facts/{}", stating.file, held.id);
        Stands {
            says: fact.map_or_else(String::new, |fact| {
                say::sentence(&fact, &held.period, &naming)
            }),
            end: layout.day("on", "Last day on which it held", ""),
            end_action: format!("{base}/end"),
            why: area(&sent, &draft.wrong),
            withdraw_action: format!("{base}/withdraw"),
        }
    });
    let verb = if stands.is_some() { "put right" } else { "add" };
    let title = format!("{}: {verb}", description.title);
    let mut all: Vec<&FieldView> = fields.iter().chain(&period).collect();
    all.extend(stands.iter().flat_map(|s| [&s.end, &s.why]));
    let problems = problems(&draft.wrong, &all);
    let back = home(ctx, &stating);
    let names_files = description.fields.iter().any(names_a_file);
    let action = match draft.fact {
        Some(fact) => format!("/files/{}/facts/{fact}/correct", draft.file),
        None => format!("/files/{}/facts/new", draft.file),
    };
    let wrong = !draft.wrong.is_empty();
    let mut answer = page(&Sheet {
        frame: ctx.frame(&title),
        back,
        problems,
        hint: description.hint,
        action,
        what: description.kind,
        fields,
        period,
        names_files,
        find: sent.get("find").to_owned(),
        told,
        found,
        stands,
    });
    if wrong {
        *answer.status_mut() = axum::http::StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(answer)
}

fn names_a_file(field: &domain::fact::describe::Field) -> bool {
    use domain::fact::describe::{Input, Whom};
    match field.input {
        Input::Who { .. } | Input::SafeWith => true,
        Input::File(whom) => whom != Whom::Service,
        _ => false,
    }
}

/// What a sheet needs; what a search on it found.
async fn load(
    ctx: &Ctx,
    draft: &Draft<'_>,
) -> Result<(Stating, Option<String>, Vec<String>), Problem> {
    let typed = draft.sent.get("find").to_owned();
    let asked = draft.sent.get("do") == "find" && !typed.is_empty();
    let mut wanted = Wanted {
        fact: draft.fact,
        what: Some(draft.description.kind.to_owned()),
        sorts: sorts(draft.description),
        named: draft.named(),
    };
    let file = draft.file;
    let mut found: Vec<String> = draft.sent.all("found").map(str::to_owned).collect();
    let said = typed.clone();
    let (stating, hits) = ctx
        .run(move |office, acting, _| {
            let mut hits = Vec::new();
            if asked {
                // Whoever may not state facts here learns nothing by searching from here either.
                stating(office, acting, file, &wanted)?;
                let subjects = Subject::ALL;
                hits = casework::person::search::search(
                    office, acting, &said, &subjects, None, FOUND,
                )?;
                wanted.named.extend(hits.iter().map(|hit| hit.file));
            }
            Ok((stating(office, acting, file, &wanted)?, hits))
        })
        .await?;
    let told = asked.then(|| {
        let names: Vec<&str> = hits.iter().map(|hit| hit.display.as_str()).collect();
        if names.is_empty() {
            format!("Nobody you may see is called “{typed}”. Write who it is in words, or register them first.")
        } else {
            format!("Found, and now in the lists above: {}.", names.join(", "))
        }
    });
    for hit in hits {
        let id = hit.file.to_string();
        if !found.contains(&id) {
            found.push(id);
        }
    }
    Ok((stating, told, found))
}

/// The inputs after a row was added or removed.
fn changed(sent: &Sent) -> Sent {
    let mut pairs = sent.0.clone();
    let (act, name) = sent.get("do").split_once(':').unwrap_or_default();
    match act {
        "add" => {
            let prefix = format!("{name}.");
            let numbers = pairs.iter().filter_map(|(of, _)| {
                of.strip_prefix(&prefix)?
                    .split('.')
                    .next()?
                    .parse::<u32>()
                    .ok()
            });
            let next = numbers.max().unwrap_or(0) + 1;
            pairs.push((format!("{name}.{next}.words"), String::new()));
        }
        "remove" => {
            let prefix = format!("{name}.");
            pairs.retain(|(of, _)| !of.starts_with(&prefix));
            // Those after it move up.
            let (list, number) = name.rsplit_once('.').unwrap_or_default();
            let gone: u32 = number.parse().unwrap_or_default();
            for (of, _) in &mut pairs {
                let rest = of
                    .strip_prefix(list)
                    .and_then(|rest| rest.strip_prefix('.'));
                let row = rest.and_then(|rest| rest.split_once('.'));
                let Some((number, piece)) = row else { continue };
                if let Some(number) = number.parse::<u32>().ok().filter(|n| *n > gone && gone > 0) {
                    *of = format!("{list}.{}.{piece}", number - 1);
                }
            }
        }
        _ => {}
    }
    Sent(pairs)
}

/// Whether a button of the sheet was pressed that keeps nothing yet.
fn only_shows(sent: &Sent) -> bool {
    let act = sent.get("do");
    act == "find" || act.starts_with("add:") || act.starts_with("remove:")
}

fn area(sent: &Sent, wrong: &[Wrong]) -> FieldView {
    let errors = wrong.iter().filter(|w| w.name == "why");
    FieldView {
        id: "why".into(),
        name: "why".into(),
        label: "Why it was never so".into(),
        needed: true,
        hint: Some("It stays in the history with this reason.".into()),
        resources: Vec::new(),
        errors: errors.map(|w| sentence(&w.says)).collect(),
        control: Control::Area(AreaView {
            value: sent.raw("why").to_owned(),
            rows: 3,
            longest: None,
        }),
    }
}

/// What is wrong, in the order it was found, each leading to its input.
fn problems(wrong: &[Wrong], fields: &[&FieldView]) -> ProblemsView {
    let all = wrong.iter().map(|w| {
        let mut name = w.name.as_str();
        let place = loop {
            if let Some(field) = fields.iter().find(|field| field.name == name) {
                break Some(field.target());
            }
            match name.rsplit_once('.') {
                Some((shorter, _)) => name = shorter,
                None => break None,
            }
        };
        let within = w.name.starts_with("v.") || w.name.starts_with("period.");
        ProblemView {
            text: sentence(&w.says),
            href: place.or_else(|| within.then(|| id_of(&w.name))),
        }
    });
    ProblemsView {
        problems: all.collect(),
    }
}

/// What a fact says is wrong with it, at the inputs it came from.
fn at_inputs(
    description: &Description,
    answers: &domain::event::Answers,
    problems: Vec<FieldProblem>,
) -> Vec<Wrong> {
    let whole = serde_json::Value::Object(answers.clone());
    let asked = |field: &&domain::fact::describe::Field| {
        field.when.is_none_or(|(path, wanted)| {
            say::at(&whole, path).and_then(serde_json::Value::as_str) == Some(wanted)
        })
    };
    let place = |problem: &FieldProblem| {
        let fields = description.fields.iter().filter(asked);
        let within = |path: &str| {
            let rest = problem.field.strip_prefix(path)?;
            (rest.is_empty() || rest.starts_with('.')).then(|| rest.to_owned())
        };
        fields
            .filter_map(|field| Some((field, within(field.path)?)))
            .max_by_key(|(field, _)| field.path.len())
    };
    problems
        .into_iter()
        .map(|problem| match place(&problem) {
            Some((field, rest)) => {
                let number = rest.trim_start_matches('.');
                let number = number
                    .rsplit('.')
                    .next()
                    .filter(|n| n.parse::<u32>().is_ok());
                let which = number.map(|n| format!(", {n},")).unwrap_or_default();
                Wrong::new(
                    format!("{}{rest}", input(field)),
                    format!(
                        "“{}”{which} {}; what would do: {}",
                        field.label, problem.message, problem.remedy
                    ),
                )
            }
            None if problem.field == "to" => Wrong::new(
                "period.to",
                format!("{}: {}", problem.message, problem.remedy),
            ),
            None => Wrong::new("", format!("{}: {}", problem.message, problem.remedy)),
        })
        .collect()
}

/// The inputs of a fact's period.
fn period_pairs(period: &Period) -> Vec<(String, String)> {
    let boxes = |name: &str, day: Option<Date>| {
        let day = day.map_or(serde_json::Value::Null, |day| day.to_string().into());
        let boxes = crate::form::dates::boxes(&day).into_iter();
        let pairs = boxes.map(|(piece, text)| (format!("{name}.{piece}"), text));
        pairs.collect::<Vec<_>>()
    };
    let mut all = boxes("period.from", period.from);
    all.extend(boxes("period.to", period.to));
    all
}
