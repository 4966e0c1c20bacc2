//! What may be written on a file, and beginning it: about one person, or about several at once.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use casework::known;
use casework::record::draft::{self, Begin};
use casework::record::writable;
use domain::{FileId, Name};
use pack::model::{FieldType, Purpose};
use pack::practice::Submission;
use serde_json::Value;

use crate::body::Sent;
use crate::ctx::{Ctx, go};
use crate::frame::{Frame, page};
use crate::problem::Problem;
use crate::routes::routes;

routes! {
    get "/files/{file}/write" SignedIn => show;
    post "/files/{file}/write/{kind}" SignedIn => begin;
}

#[derive(Template)]
#[template(path = "write.html")]
struct Page {
    frame: Frame,
    file: String,
    name: String,
    groups: Vec<Group>,
    beside: Vec<(String, String)>,
    key: String,
}

/// Forms under one heading.
struct Group {
    title: String,
    forms: Vec<Line>,
}

struct Line {
    kind: String,
    title: String,
    purpose: Option<String>,
    several: bool,
    closed: Option<String>,
}

/// `GET /files/{file}/write`
pub async fn show(ctx: Ctx, Path(file): Path<String>) -> Result<Response, Problem> {
    let write = ctx
        .run(move |office, acting, _| {
            let file: FileId = known(&file, "file")?;
            writable::of_file(office, acting, file)
        })
        .await?;
    let mut groups: Vec<Group> = Vec::new();
    let mut add = |title: &str, form: &writable::Writable| {
        let line = Line {
            kind: form.kind.to_string(),
            title: form.title.clone(),
            purpose: form.purpose.clone(),
            several: form.several && !write.beside.is_empty(),
            closed: form.within.clone().filter(|_| form.closed),
        };
        match groups.iter_mut().find(|group| group.title == title) {
            Some(group) => group.forms.push(line),
            None => groups.push(Group {
                title: title.to_owned(),
                forms: vec![line],
            }),
        }
    };
    // What is written every day comes first, in the order people come to it.
    let daily = [Purpose::VisitNote, Purpose::Concern];
    for purpose in daily {
        let of = write.forms.iter().filter(|f| f.serves == Some(purpose));
        of.for_each(|form| add("Every day", form));
    }
    for form in &write.forms {
        if form.serves.is_none_or(|serves| !daily.contains(&serves)) {
            add(form.within.as_deref().unwrap_or("Kept on the file"), form);
        }
    }
    Ok(page(&Page {
        frame: ctx.frame(&format!("Write about {}", write.name)),
        file: write.file.to_string(),
        name: write.name,
        groups,
        beside: write
            .beside
            .into_iter()
            .map(|(file, name)| (file.to_string(), name))
            .collect(),
        key: format!("{:032x}", ctx.app.fresh()),
    }))
}

/// `POST /files/{file}/write/{kind}`: `also` names others it is about.
pub async fn begin(
    ctx: Ctx,
    Path((file, kind)): Path<(String, String)>,
    sent: Sent,
) -> Result<Response, Problem> {
    let here = ctx.me.here();
    let pack = ctx.me.pack.clone();
    let draft = ctx
        .run(move |office, acting, ids| {
            let mut files: Vec<FileId> = vec![known(&file, "file")?];
            for also in sent.all("also") {
                let also: FileId = known(also, "file")?;
                if !files.contains(&also) {
                    files.push(also);
                }
            }
            let kind: Name = Name::parse(&kind).ok_or(casework::Error::NotFound("form"))?;
            let begin = Begin { kind, files };
            let key = sent.get("key");
            let begun = if key.is_empty() {
                draft::begin(office, acting, ids, &begin)?
            } else {
                // Two clicks begin one draft; each form of the page has a request of its own.
                let request = format!("begin {} {:?}", begin.kind, begin.files);
                let key = format!("{key} {}", begin.kind);
                draft::begin(&office.keyed(&key, &request), acting, ids, &begin)?
            };
            let Some(given) = dated(&pack, &begun, here) else {
                return Ok(begun);
            };
            match draft::save(office, acting, begun.record, begun.revision, &given) {
                // Somebody is typing in it already.
                Err(casework::Error::Stale { .. }) => Ok(begun),
                Err(other) => Err(other),
                Ok(_) => Ok(begun),
            }
        })
        .await?;
    Ok(go(&format!("/drafts/{}", draft.record)))
}

/// What is noted as it happens begins with the present moment: a visit, a talk with somebody who comes by.
fn dated(
    pack: &pack::Pack,
    draft: &draft::Draft,
    here: jiff::civil::DateTime,
) -> Option<Submission> {
    let form = pack.form(&draft.kind)?;
    let noted = [Purpose::VisitNote, Purpose::DropIn, Purpose::DutyVisit];
    let field = form.field(form.occurred.as_ref()?)?;
    let id = field.id.as_str();
    if !noted.iter().any(|p| form.serves(*p)) || draft.given.answers.contains_key(id) {
        return None;
    }
    let text = match *field.kind {
        FieldType::Date => here.date().to_string(),
        FieldType::Datetime => {
            format!("{}T{:02}:{:02}", here.date(), here.hour(), here.minute())
        }
        _ => return None,
    };
    let mut given = draft.given.clone();
    given.answers.insert(id.to_owned(), Value::String(text));
    Some(given)
}
