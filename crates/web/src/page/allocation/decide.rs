//! The decision line: what the pack's form asks of a decision, the worker, and for whom. Sent, the record and the allocations
//! are kept together or not at all, and the next family comes.

use axum::extract::Path;
use axum::response::Response;
use casework::involvement::allocate::Allocate;
use casework::involvement::decide::{Decide, decide};
use casework::known;
use casework::record::submit::Submit;
use domain::{FileId, MatterId};
use pack::model::{Field, FieldType, Form, Meaning, Purpose, Requirement};
use pack::practice::{Submission, options};
use serde_json::{Value, json};

use super::{Typed, family, family_of, file_of, read};
use crate::body::Sent;
use crate::ctx::{Ctx, go_and_say};
use crate::page::begun;
use crate::problem::{Problem, sentence};

/// A question of the decision line.
pub struct Question {
    /// The name of its input.
    pub name: String,
    /// The question.
    pub label: String,
    /// It must be answered.
    pub needed: bool,
    /// What is chosen from; empty for a text.
    pub options: Vec<(String, String, bool)>,
    /// Several lines.
    pub long: bool,
    /// What was typed.
    pub value: String,
    /// Help.
    pub hint: &'static str,
}

/// The pack's form for a decision, for whoever writes it.
pub fn form(ctx: &Ctx) -> Option<&Form> {
    let mut forms = ctx.me.pack.serving(Purpose::Allocation);
    forms.find(|form| ctx.me.writes(form))
}

/// How a field of the form is asked in the line.
enum Asked {
    Choice,
    Line,
    /// A group of tasks, one a line.
    Tasks,
    /// Who told somebody.
    Told,
}

fn asked(field: &Field) -> Option<Asked> {
    if field.retired || field.per.is_some() {
        return None;
    }
    let meant = [Meaning::Decision, Meaning::Level, Meaning::Priority];
    let means = meant.into_iter().any(|meaning| field.is(meaning));
    let required = matches!(field.required, Requirement::Yes);
    match *field.kind {
        FieldType::Choice if means || required => Some(Asked::Choice),
        FieldType::Text | FieldType::TextLong if means || required => Some(Asked::Line),
        FieldType::Group if field.is(Meaning::Tasks) => Some(Asked::Tasks),
        FieldType::Told => Some(Asked::Told),
        _ => None,
    }
}

/// The questions of the line.
pub fn questions(ctx: &Ctx, form: Option<&Form>, typed: &Typed) -> Vec<Question> {
    let Some(form) = form else {
        return Vec::new();
    };
    let questions = form.fields().filter_map(|field| {
        let how = asked(field)?;
        let name = format!("f.{}", *field.id);
        let offered = options(&ctx.me.pack, field).iter().filter(|o| !o.retired);
        let offered = offered.map(|option| {
            let id = option.id.to_string();
            let chosen = typed.chose(&name, &id);
            (id, option.label.clone(), chosen)
        });
        Some(Question {
            label: field.label.clone(),
            needed: matches!(field.required, Requirement::Yes),
            options: match how {
                Asked::Choice => offered.collect(),
                _ => Vec::new(),
            },
            long: matches!(how, Asked::Tasks) || *field.kind == FieldType::TextLong,
            value: typed.get(&name).to_owned(),
            hint: match how {
                Asked::Tasks => "One a line",
                Asked::Told => "Who tells them; leave it empty until somebody has",
                _ => "",
            },
            name,
        })
    });
    questions.collect()
}

/// The answers of the line.
fn answers(ctx: &Ctx, form: &Form, sent: &Sent) -> Submission {
    let mut given = Submission::default();
    begun::dated(form, &mut given, ctx.me.here());
    for field in form.fields() {
        let typed = sent.get(&format!("f.{}", *field.id));
        let answer: Option<Value> = match asked(field) {
            Some(Asked::Choice | Asked::Line) => Some(typed.into()),
            Some(Asked::Told) => Some(json!({"to": field.label, "by": typed})),
            Some(Asked::Tasks) => field.inner(Meaning::Task).map(|task| {
                let lines = typed.lines().map(str::trim).filter(|line| !line.is_empty());
                let rows = lines.map(|line| {
                    let mut row = serde_json::Map::new();
                    row.insert(task.id.to_string(), line.into());
                    Value::Object(row)
                });
                Value::Array(rows.collect())
            }),
            None => None,
        };
        if let Some(answer) = answer.filter(|_| !typed.is_empty()) {
            begun::put(&mut given, field.id.as_str(), answer);
        }
    }
    // Whom the decision names is who is allocated.
    let worker = form.fields().find(|f| {
        *f.kind == FieldType::Worker && (f.when.is_some() || !matches!(f.required, Requirement::No))
    });
    if let (Some(field), Ok(worker)) = (worker, sent.get("worker").parse::<FileId>()) {
        begun::put(&mut given, field.id.as_str(), worker.to_string().into());
    }
    given
}

/// A child as the page names them: file, matter, kind of matter.
fn child(text: &str) -> casework::Result<(FileId, MatterId, String)> {
    let mut parts = text.split(' ');
    let mut next = || parts.next().unwrap_or_default();
    Ok((
        known(next(), "file")?,
        known(next(), "matter")?,
        next().to_owned(),
    ))
}

/// `POST /allocation/{file}`
pub async fn send(ctx: Ctx, path: Path<String>, sent: Sent) -> Result<Response, Problem> {
    let file = file_of(path)?;
    let waits = read(&ctx).await?;
    let (_, next) = family_of(&waits, file)?;
    let children: Vec<(FileId, MatterId, String)> = sent
        .all("child")
        .map(child)
        .collect::<casework::Result<_>>()?;
    let again = |problems| family::draw(&ctx, file, Typed { sent: sent.clone() }, problems);
    if children.is_empty() {
        return again(vec!["Nobody is ticked: tick whom this is about.".into()]).await;
    }
    let form = form(&ctx);
    let writes = form.filter(|form| {
        let typed = |f: &Field| !sent.get(&format!("f.{}", *f.id)).is_empty();
        form.fields().any(typed)
    });
    let record = writes.map(|form| Submit {
        record: None,
        kind: form.record.value.clone(),
        files: match form.about_siblings {
            true => children.iter().map(|(file, _, _)| *file).collect(),
            false => vec![file],
        },
        given: answers(&ctx, form, &sent),
        occurred: None,
    });
    let mut allocate = Vec::new();
    if !sent.get("worker").is_empty() {
        let worker: FileId = known(sent.get("worker"), "worker")?;
        for (file, matter, kind) in &children {
            let role = ctx.me.pack.matter(kind).and_then(|m| m.lead.as_ref());
            let role = role.ok_or(Problem::NotFound)?;
            allocate.push(Allocate {
                file: *file,
                matter: *matter,
                worker,
                role: role.value.clone(),
            });
        }
    }
    let allocated = allocate.len();
    let decision = Decide { record, allocate };
    let (key, request) = (sent.get("key").to_owned(), format!("{sent:?}"));
    let done = ctx
        .run(move |office, acting, ids| match key.as_str() {
            "" => decide(office, acting, ids, &decision),
            key => decide(&office.keyed(key, &request), acting, ids, &decision),
        })
        .await;
    match done {
        Ok(()) => {
            let said = match allocated {
                0 => "The decision is kept.",
                1 => "Allocated. The worker finds it in their day.",
                _ => "All of them are allocated. The worker finds them in their day.",
            };
            let to = next.map_or_else(|| "/allocation".to_owned(), |f| format!("/allocation/{f}"));
            Ok(go_and_say(&to, said))
        }
        Err(Problem::Several(all)) => {
            let said = all
                .iter()
                .map(|(what, remedy)| format!("{} {}", sentence(what), sentence(remedy)));
            again(said.collect()).await
        }
        Err(Problem::Wrong(what, remedy)) => {
            again(vec![format!("{} {}", sentence(&what), sentence(&remedy))]).await
        }
        Err(Problem::NotAllowed(why)) => again(vec![sentence(&why)]).await,
        Err(other) => Err(other),
    }
}
