//! A visit note in a minute, on a phone: whom it is about, where it was, and the form is open with the moment in it. The note
//! itself is the pack's form.

use askama::Template;
use axum::extract::RawQuery;
use axum::response::Response;
use casework::known;
use casework::read::mine::mine;
use casework::record::writable;
use domain::FileId;
use pack::model::{Field, FieldType, Form, Meaning, Purpose};
use pack::practice::options;

use crate::body::Sent;
use crate::ctx::{Ctx, go};
use crate::frame::{Frame, page};
use crate::page::begun;
use crate::problem::Problem;
use crate::routes::routes;

routes! {
    get "/visit" SignedIn => show;
    post "/visit" SignedIn => begin;
}

#[derive(Template)]
#[template(path = "visit/whom.html")]
struct WhomPage {
    frame: Frame,
    people: Vec<(String, String)>,
    children: String,
}

#[derive(Template)]
#[template(path = "visit/about.html")]
struct AboutPage {
    frame: Frame,
    file: String,
    name: String,
    beside: Vec<(String, String)>,
    kinds: Vec<(String, String)>,
    places: Vec<(String, String)>,
    place: String,
    key: String,
}

/// What is noted of a visit, in the order of the pack.
fn forms(ctx: &Ctx) -> impl Iterator<Item = &Form> {
    let forms = ctx.me.pack.forms.iter();
    forms.filter(|form| {
        let serves = form.serves(Purpose::VisitNote) || form.serves(Purpose::DutyVisit);
        serves && ctx.me.writes(form)
    })
}

/// The question of where it was, where it is one of a few.
fn place(form: &Form) -> Option<&Field> {
    form.fields()
        .find(|f| f.is(Meaning::Place) && *f.kind == FieldType::Choice)
}

/// `GET /visit`: of whom; with `file`, who else, and where.
pub async fn show(ctx: Ctx, RawQuery(query): RawQuery) -> Result<Response, Problem> {
    let sent = super::search::asked(query);
    if forms(&ctx).next().is_none() {
        return Err(Problem::NotAllowed(
            "your roles do not let you note a visit: whoever was there can".into(),
        ));
    }
    let Ok(file) = sent.get("file").parse::<FileId>() else {
        let people = ctx.run(|office, acting, _| mine(office, acting)).await?;
        return Ok(page(&WhomPage {
            frame: ctx.frame("Visit note: whom did you see?"),
            people: people
                .into_iter()
                .map(|(file, name)| (file.to_string(), name))
                .collect(),
            children: ctx.word("children").to_owned(),
        }));
    };
    let write = ctx
        .run(move |office, acting, _| writable::of_file(office, acting, file))
        .await?;
    let kinds: Vec<&Form> = forms(&ctx)
        .filter(|form| write.forms.iter().any(|w| w.kind == form.record.value))
        .collect();
    let Some(first) = kinds.first() else {
        return Err(Problem::NotAllowed(format!(
            "you do not note visits of {}: nothing that you write is open on this file",
            write.name
        )));
    };
    let asked = place(first);
    let places = asked.map(|field| {
        let all = options(&ctx.me.pack, field).iter().filter(|o| !o.retired);
        all.map(|o| (o.id.to_string(), o.label.clone())).collect()
    });
    Ok(page(&AboutPage {
        frame: ctx.frame("Visit note"),
        file: write.file.to_string(),
        beside: match first.about_siblings {
            true => write
                .beside
                .iter()
                .map(|(file, name)| (file.to_string(), name.clone()))
                .collect(),
            false => Vec::new(),
        },
        name: write.name,
        kinds: kinds
            .iter()
            .map(|form| (form.record.to_string(), form.title.clone()))
            .collect(),
        places: places.unwrap_or_default(),
        place: asked.map(|field| field.label.clone()).unwrap_or_default(),
        key: format!("{:032x}", ctx.app.fresh()),
    }))
}

/// `POST /visit`: each `file` it is about, the first of them its home.
pub async fn begin(ctx: Ctx, sent: Sent) -> Result<Response, Problem> {
    let kind = match forms(&ctx).find(|form| *form.record == *sent.get("kind")) {
        Some(form) => form.record.to_string(),
        None => forms(&ctx)
            .next()
            .map(|form| form.record.to_string())
            .ok_or(Problem::NotFound)?,
    };
    let (pack, here) = (ctx.me.pack.clone(), ctx.me.here());
    let draft = ctx
        .run(move |office, acting, ids| {
            let mut files: Vec<FileId> = Vec::new();
            for file in sent.all("file") {
                let file = known(file, "file")?;
                if !files.contains(&file) {
                    files.push(file);
                }
            }
            let about = (kind.as_str(), files, sent.get("key"));
            begun::begin((office, acting), ids, &pack, about, |form, given| {
                begun::dated(form, given, here);
                let chosen = sent.get("place");
                if let Some(field) = place(form)
                    && options(&pack, field).iter().any(|o| *o.id == *chosen)
                {
                    begun::put(given, field.id.as_str(), chosen.into());
                }
            })
        })
        .await?;
    Ok(go(&format!("/drafts/{}", draft.record)))
}
