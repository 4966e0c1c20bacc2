//! What was typed comes back: it is saved before anything else, whatever is wrong with it; then the form is changed, left or
//! submitted as the button says.

use std::collections::BTreeMap;

use axum::extract::Path;
use axum::response::Response;
use casework::record::amend::{Amend, amend};
use casework::record::paper::{Laid, lay};
use casework::record::submit::{Submit, Submitted, submit};
use casework::record::{draft, reopen};
use casework::{Acting, Error, Ids, Office, known};
use domain::{FileId, RecordId};
use pack::Pack;
use pack::model::{Form, Rule};
use pack::practice::{FieldProblem, Submission};
use sha2::{Digest, Sha256};

use super::{Beside, conflict, drawn, laid};
use crate::body::Sent;
use crate::ctx::{Ctx, go, go_and_say};
use crate::form::merge::Keep;
use crate::form::parse::parse;
use crate::form::view::ProblemView;
use crate::form::{Paper, merge, rows};
use crate::problem::{Problem, sentence};

/// What became of what was sent.
enum Done {
    /// It is kept; go on to a page.
    Go(String),
    /// It was submitted.
    Submitted(Box<Laid>, Submitted, Vec<String>),
    /// It was submitted before.
    Before(RecordId),
    /// It is kept as this revision; the page says what is wrong.
    Wrong(Box<Laid>, u64, Vec<FieldProblem>, Vec<ProblemView>),
    /// It was saved elsewhere in the meantime.
    Elsewhere(Box<Laid>),
    /// Somebody amended the record in the meantime; what was typed is kept.
    Amended(Box<Laid>),
}

/// The answers that a form sent.
pub(super) fn answers(
    pack: &Pack,
    form: &Form,
    about: &[(FileId, String)],
    sent: &Sent,
) -> Submission {
    let paper = Paper { pack, form, about };
    let pairs = sent.0.iter().map(|(n, v)| (n.as_str(), v.as_str()));
    let mut given = parse(&paper, pairs);
    // Whoever empties a person's part says so: it is there, and says nothing.
    for (file, _) in about {
        given.parts.entry(*file).or_default();
    }
    Beside::sent(sent).put(&mut given);
    given
}

/// `POST /drafts/{record}`
pub async fn send(ctx: Ctx, Path(record): Path<String>, sent: Sent) -> Result<Response, Problem> {
    let done = ctx
        .run(move |office, acting, ids| {
            let record: RecordId = known(&record, "draft")?;
            done(office, acting, ids, record, &sent)
        })
        .await?;
    Ok(match done {
        Done::Go(to) => go(&to),
        Done::Before(record) => go(&format!("/records/{record}")),
        Done::Submitted(laid, submitted, left_out) => {
            let said = said(&laid, &submitted, &left_out);
            let onwards = crate::page::record::onwards(&ctx, &submitted.record.to_string()).await?;
            go_and_say(&onwards, &said)
        }
        Done::Wrong(laid, revision, problems, first) => {
            drawn(&ctx, &laid, revision, &problems, first)?
        }
        Done::Elsewhere(laid) => conflict::with_saved(&ctx, &laid)?,
        Done::Amended(laid) => conflict::with_record(&ctx, &laid)?,
    })
}

fn done(
    office: &Office,
    acting: &Acting,
    ids: Ids<'_>,
    record: RecordId,
    sent: &Sent,
) -> casework::Result<Done> {
    let button = sent.get("do").to_owned();
    let (verb, name) = button.split_once(':').unwrap_or((button.as_str(), ""));
    let mut laid = match lay(
        office,
        acting,
        record,
        false,
        &mut |pack, form, about, kept| {
            let mut given = answers(pack, form, about, sent);
            let paper = Paper { pack, form, about };
            match verb {
                "add" => rows::add(&paper, &mut given, name),
                "remove" => rows::remove(&paper, &mut given, name),
                "merge" => given = merged(&paper, &given, &kept, sent),
                "submit" => rows::compact(form, &mut given),
                _ => {}
            }
            given
        },
    ) {
        // Sent twice: the first became the record.
        Err(Error::NotFound(_)) if verb == "submit" => {
            casework::record::whole::read(office, acting, record)?;
            return Ok(Done::Before(record));
        }
        other => other?,
    };
    if verb == "follow" {
        return follow(office, acting, ids, laid, sent);
    }
    let revision: u64 = sent.get("revision").parse().unwrap_or_default();
    let saved = draft::save(office, acting, record, revision, &laid.given);
    let revision = match saved {
        Ok(revision) => revision,
        Err(Error::Stale { .. }) if laid.draft.given == laid.given => laid.draft.revision,
        Err(Error::Stale { .. }) => return Ok(Done::Elsewhere(Box::new(laid))),
        Err(Error::Wrong { what, remedy }) => {
            return Ok(wrong(laid, revision, Error::Wrong { what, remedy }));
        }
        Err(other) => return Err(other),
    };
    // A page that shows two texts sends this revision back.
    laid.draft.revision = revision;
    let page = format!("/drafts/{record}");
    let id = crate::form::render::id_of(name);
    match verb {
        "leave" => {
            let home = laid.draft.files.first();
            Ok(Done::Go(home.map_or_else(
                || "/drafts".to_owned(),
                |home| format!("/files/{home}"),
            )))
        }
        "add" => Ok(Done::Go(format!("{page}#{id}-add"))),
        "remove" => {
            let list = id.rsplit_once('-').map_or("", |(list, _)| list);
            Ok(Done::Go(format!("{page}#{list}-add")))
        }
        "attach" => {
            let field: String = form_urlencoded::byte_serialize(name.as_bytes()).collect();
            Ok(Done::Go(format!("{page}/documents?field={field}")))
        }
        "submit" => {
            let amended = laid.stands.as_ref().map(|stands| stands.version);
            if amended.is_some_and(|version| version != laid.draft.amends) {
                return Ok(Done::Amended(Box::new(laid)));
            }
            let left_out = settle(office, acting, record, &mut laid)?;
            match submitted(office, acting, ids, &laid, sent) {
                Ok(submitted) => Ok(Done::Submitted(Box::new(laid), submitted, left_out)),
                Err(Error::Stale { .. }) => stale(office, acting, record),
                Err(error) => {
                    let given = laid.given;
                    let laid = lay(
                        office,
                        acting,
                        record,
                        false,
                        &mut |pack, form, about, _| laid::begin(pack, form, about, given.clone()),
                    )?;
                    Ok(wrong(laid, revision, error))
                }
            }
        }
        _ => Ok(Done::Go(page)),
    }
}

/// Two versions of what was typed made one, as was picked.
fn merged(paper: &Paper<'_>, mine: &Submission, theirs: &Submission, sent: &Sent) -> Submission {
    let picks: BTreeMap<String, Keep> = sent
        .0
        .iter()
        .filter_map(|(name, value)| Some((name.strip_prefix("keep.")?.to_owned(), Keep::of(value))))
        .collect();
    let plain = |given: &Submission| {
        let mut given = given.clone();
        rows::to_parts(paper, &mut given);
        rows::compact(paper.form, &mut given);
        given
    };
    let mut merged = merge::merge(paper, &plain(mine), &plain(theirs), &picks);
    Beside::kept(mine).put(&mut merged);
    merged
}

/// Goes on from a later version of the record, with what was picked of both.
fn follow(
    office: &Office,
    acting: &Acting,
    ids: Ids<'_>,
    laid: Laid,
    sent: &Sent,
) -> casework::Result<Done> {
    let record = laid.draft.record;
    let revision: u64 = sent.get("revision").parse().unwrap_or_default();
    let version: u32 = sent.get("version").parse().unwrap_or_default();
    let Some(stands) = &laid.stands else {
        return Ok(Done::Go(format!("/drafts/{record}")));
    };
    if stands.version != version {
        return Ok(Done::Amended(Box::new(laid)));
    }
    let paper = laid::paper(&laid)?;
    let given = merged(&paper, &laid.given, &stands.given, sent);
    match reopen::follow(office, acting, ids, record, (revision, version), &given) {
        Ok(_) => Ok(Done::Go(format!("/drafts/{record}"))),
        Err(Error::Stale { what: "the draft" }) => Ok(Done::Elsewhere(Box::new(laid))),
        Err(Error::Stale { .. }) => stale(office, acting, record),
        Err(other) => Err(other),
    }
}

/// Leaves out what is not asked, given the other answers, until nothing more is; gives what it was, in words.
fn settle(
    office: &Office,
    acting: &Acting,
    record: RecordId,
    laid: &mut Laid,
) -> casework::Result<Vec<String>> {
    let mut left_out = Vec::new();
    for _ in 0..8 {
        let mut given = laid.given.clone();
        let taken = rows::take_unasked(laid.form()?, &laid.asked, &mut given);
        if taken.is_empty() {
            break;
        }
        left_out.extend(taken.into_iter().map(|unasked| unasked.label));
        *laid = lay(office, acting, record, false, &mut |_, _, _, _| {
            given.clone()
        })?;
    }
    Ok(left_out)
}

fn submitted(
    office: &Office,
    acting: &Acting,
    ids: Ids<'_>,
    laid: &Laid,
    sent: &Sent,
) -> casework::Result<Submitted> {
    let mut given = laid.given.clone();
    let beside = Beside::kept(&given);
    Beside::strip(&mut given);
    let key = sent.get("key");
    let keyed = (!key.is_empty()).then(|| {
        let text = serde_json::to_string(&given).unwrap_or_default();
        let hash = Sha256::digest(text.as_bytes());
        let hex: Vec<String> = hash.iter().map(|byte| format!("{byte:02x}")).collect();
        office.keyed(
            key,
            &format!("submit {} {}", laid.draft.record, hex.concat()),
        )
    });
    let office = keyed.as_ref().unwrap_or(office);
    if laid.draft.amends > 0 {
        // A part that says nothing any more is said to be empty, so that it is not taken for one that was not seen.
        for file in &laid.draft.files {
            given.parts.entry(*file).or_default();
        }
        let why = beside.why.trim().to_owned();
        let change = Amend {
            record: laid.draft.record,
            version: laid.draft.amends,
            given,
            corrects: beside.corrects,
            why: (!why.is_empty()).then_some(why),
        };
        return amend(office, acting, ids, &change);
    }
    let new = Submit {
        record: Some(laid.draft.record),
        kind: laid.draft.kind.clone(),
        files: laid.draft.files.clone(),
        given,
        occurred: None,
    };
    submit(office, acting, ids, &new)
}

/// Somebody was quicker: with the same request, or with a change of their own.
fn stale(office: &Office, acting: &Acting, record: RecordId) -> casework::Result<Done> {
    match lay(office, acting, record, false, &mut |_, _, _, kept| kept) {
        Ok(laid) => Ok(Done::Amended(Box::new(laid))),
        Err(Error::NotFound(_)) => {
            casework::record::whole::read(office, acting, record)?;
            Ok(Done::Before(record))
        }
        Err(other) => Err(other),
    }
}

/// What is wrong, beside the questions it is about or above them all; everything typed stays.
fn wrong(laid: Laid, revision: u64, error: Error) -> Done {
    let mut first = Vec::new();
    let mut problems = Vec::new();
    let mut add = |text: String, href: Option<&str>| {
        first.push(ProblemView {
            text,
            href: href.map(str::to_owned),
        });
    };
    match error {
        Error::Invalid(all) => problems = all,
        Error::Refused(refusals) => {
            for refusal in refusals {
                let who = if refusal.lifted_by.is_empty() {
                    "Nobody can lift this.".to_owned()
                } else {
                    format!("{} can lift this.", refusal.lifted_by.join(" or "))
                };
                add(format!("{} {who}", sentence(&refusal.says)), None);
            }
        }
        Error::Wrong { what, remedy } => {
            let href = what.contains("reason").then_some("why");
            let href = href.filter(|_| laid.draft.amends > 0);
            add(format!("{} {}", sentence(&what), sentence(&remedy)), href);
        }
        other => add(sentence(&other.to_string()), None),
    }
    Done::Wrong(Box::new(laid), revision, problems, first)
}

/// That it was submitted, what it waits for, what was left out, what the practice says about it.
fn said(laid: &Laid, submitted: &Submitted, left_out: &[String]) -> String {
    let mut said = match &submitted.waits_for {
        Some(step) => {
            let form = laid.form().ok();
            let step = form.and_then(|f| f.step(step));
            let title = step.and_then(|s| {
                let roles = s.by.iter().filter_map(|r| laid.pack.role(r));
                let roles: Vec<&str> = roles.map(|r| r.title.as_str()).collect();
                s.title
                    .clone()
                    .or((!roles.is_empty()).then(|| roles.join(" or ")))
            });
            format!("Submitted. It waits for: {}.", title.unwrap_or_default())
        }
        None => "Submitted.".to_owned(),
    };
    if !left_out.is_empty() {
        said.push_str(&format!(
            " Left out, because it is not asked given the other answers: {}.",
            left_out.join(", ")
        ));
    }
    for warned in &submitted.warned {
        let rule = laid.pack.rules.iter().find_map(|rule| match rule {
            Rule::Warning(w) if w.warning.value == *warned => Some(w.says.as_str()),
            Rule::Eligibility(e) if e.eligibility.value == *warned => Some(e.says.as_str()),
            _ => None,
        });
        if let Some(says) = rule {
            said.push(' ');
            said.push_str(&sentence(says));
        }
    }
    said
}
