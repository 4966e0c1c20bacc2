//! Attaching a document to a question of a draft. The draft was saved before one comes here, and its page shows the document
//! ticked afterwards.

use askama::Template;
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Path, Query, Request};
use axum::http::StatusCode;
use axum::response::Response;
use casework::attachment::receive::{self, Received};
use casework::attachment::{Limits, add};
use casework::record::draft;
use casework::record::paper::lay;
use casework::{Error, known};
use domain::RecordId;
use pack::model::FieldType;
use pack::practice::Submission;
use serde::Deserialize;
use serde_json::Value;

use crate::ctx::{Ctx, go_and_say};
use crate::form::Paper;
use crate::frame::{Frame, page};
use crate::problem::{Problem, sentence};

/// The most bytes of a document.
const MOST: u64 = 25 * 1024 * 1024;

/// What may be attached.
const ALLOWED: &[&str] = &[
    "application/pdf",
    "image/jpeg",
    "image/png",
    "image/gif",
    "image/webp",
    "text/plain",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.oasis.opendocument.text",
];

/// The question it is for.
#[derive(Deserialize)]
pub struct For {
    field: Option<String>,
}

#[derive(Template)]
#[template(path = "draft/documents.html")]
struct Page {
    frame: Frame,
    record: String,
    field: String,
    problem: Option<String>,
}

fn drawn(ctx: &Ctx, record: &str, field: &str, problem: Option<String>) -> Response {
    let wrong = problem.is_some();
    let mut answer = page(&Page {
        frame: ctx.frame("Attach a document"),
        record: record.to_owned(),
        field: field.to_owned(),
        problem,
    });
    if wrong {
        *answer.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    answer
}

/// `GET /drafts/{record}/documents?field=NAME`
pub async fn show(
    ctx: Ctx,
    Path(record): Path<String>,
    Query(of): Query<For>,
) -> Result<Response, Problem> {
    let id = record.clone();
    ctx.run(move |office, acting, _| {
        let record: RecordId = known(&id, "draft")?;
        draft::load(office, acting, record)
    })
    .await?;
    let field = of.field.unwrap_or_default();
    Ok(drawn(&ctx, &record, &field, None))
}

/// `POST /drafts/{record}/documents`
pub async fn send(
    ctx: Ctx,
    Path(record): Path<String>,
    mut request: Request,
) -> Result<Response, Problem> {
    // What is around a document comes on top of it.
    DefaultBodyLimit::max(MOST as usize + 64 * 1024).apply(&mut request);
    let mut parts = Multipart::from_request(request, &()).await.map_err(|_| {
        Problem::Wrong("no document came".into(), "choose one, then send it".into())
    })?;
    let (mut field, mut name, mut chunks) = (String::new(), String::new(), Vec::new());
    let mut bytes = 0;
    let broken = |_| {
        Problem::Wrong(
            "the document did not arrive whole".into(),
            "choose it again, and stay on the page until it is there".into(),
        )
    };
    while let Some(mut part) = parts.next_field().await.map_err(broken)? {
        match part.name() {
            Some("field") => field = part.text().await.map_err(broken)?,
            Some("document") => {
                name = part.file_name().unwrap_or_default().to_owned();
                while let Some(chunk) = part.chunk().await.map_err(broken)? {
                    bytes += chunk.len() as u64;
                    if bytes > MOST {
                        let says =
                            "The document is larger than 25 MB. Send a smaller one, or part it.";
                        return Ok(drawn(&ctx, &record, &field, Some(says.into())));
                    }
                    chunks.push(chunk);
                }
            }
            _ => {}
        }
    }
    if bytes == 0 {
        let says = "No document was chosen. Choose one, then send it.";
        return Ok(drawn(&ctx, &record, &field, Some(says.into())));
    }
    let (id, to) = (record.clone(), field.clone());
    let kept = ctx
        .run(move |office, acting, ids| {
            let record: RecordId = known(&id, "draft")?;
            // Whose draft it is not, sends nothing.
            draft::load(office, acting, record)?;
            let limits = Limits {
                bytes: MOST,
                allowed: ALLOWED,
            };
            let received = (|| {
                let mut receiving = receive::begin(office, acting, ids, &name, limits)?;
                for chunk in &chunks {
                    receiving.take(chunk)?;
                }
                receiving.finish()
            })();
            let received = match received {
                Err(Error::Wrong { what, remedy }) => return Ok(Err((what, remedy))),
                other => other?,
            };
            add::to_draft(office, acting, record, &received.sha256)?;
            let mut placed = false;
            let laid = lay(
                office,
                acting,
                record,
                false,
                &mut |pack, form, about, kept| {
                    let paper = Paper { pack, form, about };
                    let (given, is) = ticked(&paper, kept, &to, &received);
                    placed = is;
                    given
                },
            )?;
            if placed {
                draft::save(office, acting, record, laid.draft.revision, &laid.given)?;
            }
            Ok(Ok(received.name))
        })
        .await?;
    Ok(match kept {
        Ok(name) => {
            let anchor = crate::form::render::id_of(&field);
            go_and_say(
                &format!("/drafts/{record}#{anchor}"),
                &format!("“{name}” is attached."),
            )
        }
        Err((what, remedy)) => {
            let says = format!("{} {}", sentence(&what), sentence(&remedy));
            drawn(&ctx, &record, &field, Some(says))
        }
    })
}

/// The draft with the document as an answer to the question of this name, if it takes documents.
fn ticked(
    paper: &Paper<'_>,
    mut given: Submission,
    name: &str,
    received: &Received,
) -> (Submission, bool) {
    let (answers, id) = if let Some(id) = name.strip_prefix("a.") {
        (&mut given.answers, id)
    } else {
        let part = name
            .strip_prefix("p.")
            .and_then(|rest| rest.split_once('.'))
            .and_then(|(file, id)| Some((file.parse().ok()?, id)))
            .filter(|(file, _)| paper.about.iter().any(|(of, _)| of == file));
        let Some((file, id)) = part else {
            return (given, false);
        };
        (given.parts.entry(file).or_default(), id)
    };
    let Some(field) = paper.form.field(id) else {
        return (given, false);
    };
    let hash = Value::String(received.sha256.clone());
    match *field.kind {
        FieldType::Attachment => {
            answers.insert(id.to_owned(), hash);
        }
        FieldType::Attachments => {
            let all = answers
                .entry(id.to_owned())
                .or_insert_with(|| Value::Array(Vec::new()));
            if let Value::Array(all) = all
                && !all.contains(&hash)
            {
                all.push(hash);
            }
        }
        _ => return (given, false),
    }
    (given, true)
}
