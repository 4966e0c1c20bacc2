//! A draft as casework lays it out, as a page draws it.

use std::collections::BTreeMap;

use casework::record::paper::{Dated, Laid, Named, Offer};
use domain::event::Occurred;
use pack::practice::FieldProblem;

use crate::form::choose::{Choice, Choices, OfKind};
use crate::form::dates;
use crate::form::render::{Layout, Rendered, render};
use crate::form::{Paper, rows};

/// The form of a draft, laid out for whom it is about.
pub fn paper(laid: &Laid) -> casework::Result<Paper<'_>> {
    Ok(Paper {
        pack: &laid.pack,
        form: laid.form()?,
        about: &laid.about,
    })
}

/// When something happened, in words.
pub fn occurred(at: &Occurred) -> String {
    match at.time {
        Some(time) => format!(
            "{} at {:02}:{:02}",
            dates::in_words(at.date),
            time.hour(),
            time.minute()
        ),
        None => dates::in_words(at.date),
    }
}

fn choice(named: &Named) -> Choice {
    Choice::new(named.id.clone(), named.name.clone())
}

fn of_kind(dated: &Dated, since: &str) -> OfKind {
    OfKind {
        kind: dated.kind.to_string(),
        choice: Choice::new(
            dated.id.clone(),
            format!("{}, {since}{}", dated.title, dates::in_words(dated.at.date)),
        ),
    }
}

/// What may be chosen.
pub fn choices(offer: &Offer) -> Choices {
    let all = |named: &[Named]| named.iter().map(choice).collect();
    Choices {
        people: all(&offer.people),
        workers: all(&offer.workers),
        sites: all(&offer.sites),
        agencies: all(&offer.agencies),
        groups: all(&offer.groups),
        posts: all(&offer.posts),
        records: offer.records.iter().map(|r| of_kind(r, "")).collect(),
        matters: offer.matters.iter().map(|m| of_kind(m, "since ")).collect(),
        documents: all(&offer.documents),
        known: offer.known.clone().into_iter().collect::<BTreeMap<_, _>>(),
    }
}

/// The form with its problems.
pub fn rendered(laid: &Laid, problems: &[FieldProblem]) -> casework::Result<Rendered> {
    let choices = choices(&laid.offer);
    Ok(render(&Layout {
        paper: paper(laid)?,
        given: &laid.given,
        asked: &laid.asked,
        problems,
        choices: &choices,
        unread: &laid.unread,
        items: &laid.items,
    }))
}

/// What turns a kept draft into what a page shows.
pub fn begin(
    pack: &pack::Pack,
    form: &pack::model::Form,
    about: &[(domain::FileId, String)],
    mut given: pack::practice::Submission,
) -> pack::practice::Submission {
    let paper = Paper { pack, form, about };
    rows::to_parts(&paper, &mut given);
    rows::begin(&paper, &mut given);
    given
}
