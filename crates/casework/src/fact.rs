//! Facts about a subject: stated, corrected, ended, retracted. A correction keeps what was thought before.

mod named;

use access::Ask;
use domain::event::{Answers, Body, Period};
use domain::fact::Fact;
use domain::{FactId, FileId, Name};
use jiff::civil::Date;
use pack::practice::FieldProblem;

use crate::derive::{fact_of, fact_read};
use crate::office::{Acting, Ids, Office};
use crate::unit::Unit;
use crate::{Error, Result};

/// A fact as somebody states it.
#[derive(Debug, Clone)]
pub struct State {
    /// The file.
    pub file: FileId,
    /// Its kind.
    pub what: Name,
    /// Its fields.
    pub value: Answers,
    /// When it holds.
    pub period: Period,
    /// The fact it corrects.
    pub corrects: Option<FactId>,
}

/// Whether a kind of fact is one that everybody declares about themselves.
pub(crate) fn is_declared(what: &str) -> bool {
    matches!(what, "conflict_of_interest" | "leave")
}

/// States a fact.
///
/// # Errors
/// `Invalid` with every field that needs another look; `NotFound` for files that may not be seen, or facts that are not there.
pub fn state(office: &Office, acting: &Acting, ids: Ids<'_>, state: &State) -> Result<FactId> {
    office.act(acting, ids, |unit| {
        unit.file(state.file)?;
        let facts = unit.facts(state.file)?;
        // Everybody declares these about themselves; nobody else's facts are theirs to state on their own file.
        let own = is_declared(&state.what) && state.file == unit.acting.worker;
        let permit = unit.permit(
            &facts,
            if own {
                Ask::DeclareOwn
            } else {
                Ask::WriteFacts
            },
        )?;
        let body = checked(unit, state)?;
        if let Some(fact) = fact_of(&state.what, &state.value) {
            named::check(unit, state.file, &fact, state.corrects)?;
        }
        let now = unit.now()?;
        let Body::FactStated { fact, .. } = &body else {
            return Err(Error::NotFound("fact"));
        };
        let id = *fact;
        unit.append(&[(&permit, None)], now, body)?;
        Ok(id)
    })
}

/// Checks whom a fact of a file that was just opened names, and whose service's a role is.
pub(crate) fn names_what_is_there(
    unit: &mut Unit<'_, '_>,
    file: FileId,
    fact: &Fact,
) -> Result<()> {
    named::check(unit, file, fact, None)
}

/// The event of a fact, its fields checked.
pub(crate) fn checked(unit: &mut Unit<'_, '_>, state: &State) -> Result<Body> {
    let today = unit.here()?.date();
    let subject = unit.opened(state.file)?.history.subject;
    let fact: Fact = fact_read(&state.what, &state.value).map_err(|problem| {
        Error::Invalid(vec![FieldProblem {
            field: state.what.to_string(),
            part: None,
            message: problem,
            remedy: "look at the fields of this fact".into(),
        }])
    })?;
    let mut problems: Vec<FieldProblem> = fact
        .validate(Some(today))
        .into_iter()
        .map(|p| FieldProblem {
            field: p.field.to_string(),
            part: None,
            message: p.message,
            remedy: p.expected,
        })
        .collect();
    if subject.is_none_or(|s| !fact.subjects().contains(&s)) {
        problems.push(FieldProblem {
            field: state.what.to_string(),
            part: None,
            message: format!(
                "this is not a fact about a {}",
                subject.map_or("?", |s| s.as_str())
            ),
            remedy: "choose another file".into(),
        });
    }
    if let (Some(from), Some(to)) = (state.period.from, state.period.to)
        && to < from
    {
        problems.push(FieldProblem {
            field: "to".into(),
            part: None,
            message: format!("it ends on {to}, before it begins on {from}"),
            remedy: "look at the dates".into(),
        });
    }
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    if let Some(old) = state.corrects {
        let held = unit
            .opened(state.file)?
            .history
            .facts
            .iter()
            .any(|f| f.id == old && !f.withdrawn && f.what == state.what);
        if !held {
            return Err(Error::NotFound("fact"));
        }
    }
    Ok(Body::FactStated {
        fact: FactId::from_bits(unit.fresh()),
        what: state.what.clone(),
        value: state.value.clone(),
        period: state.period,
        corrects: state.corrects,
    })
}

/// Says that a fact no longer holds after a day.
///
/// # Errors
/// `NotFound` for a fact that is not there.
pub fn end(
    office: &Office,
    acting: &Acting,
    ids: Ids<'_>,
    file: FileId,
    fact: FactId,
    on: Date,
) -> Result<()> {
    change(office, acting, ids, file, fact, |held| {
        if held.period.from.is_some_and(|from| on < from) {
            return Err(Error::wrong(
                "it would end before it began",
                "look at the date, or retract it",
            ));
        }
        Ok(Body::FactEnded { fact, on })
    })
}

/// Says that a fact never held.
///
/// # Errors
/// `NotFound` for a fact that is not there.
pub fn retract(
    office: &Office,
    acting: &Acting,
    ids: Ids<'_>,
    file: FileId,
    fact: FactId,
    why: &str,
) -> Result<()> {
    let why = crate::record::reason(why)?;
    change(office, acting, ids, file, fact, |_| {
        Ok(Body::FactRetracted {
            fact,
            why: why.clone(),
        })
    })
}

fn change(
    office: &Office,
    acting: &Acting,
    ids: Ids<'_>,
    file: FileId,
    fact: FactId,
    body: impl Fn(&domain::history::FactHeld) -> Result<Body>,
) -> Result<()> {
    office.act(acting, ids, |unit| {
        unit.file(file)?;
        let facts = unit.facts(file)?;
        let permit = unit.permit(&facts, Ask::WriteFacts)?;
        let held = unit
            .opened(file)?
            .history
            .facts
            .iter()
            .find(|f| f.id == fact && !f.withdrawn)
            .cloned();
        let held = held.ok_or(Error::NotFound("fact"))?;
        named::may_change(unit, file, (&held.what, &held.value))?;
        let body = body(&held)?;
        let now = unit.now()?;
        unit.append(&[(&permit, None)], now, body).map(drop)
    })
}
