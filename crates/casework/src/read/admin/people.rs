//! The people who work in a service, as whoever looks after them sees them.

use domain::event::Subject;
use domain::history::Cover;
use domain::{FileId, Name};
use store::lists::staff;

pub use store::lists::staff::State;

use super::{Kept, PAGE, keeps_people, kept};
use crate::office::{Acting, Office};
use crate::unit::Unit;
use crate::{Error, Result};

/// Where a list goes on.
pub type Place = (String, FileId);

/// Somebody who works here.
#[derive(Debug, Clone)]
pub struct Person {
    /// Their file.
    pub file: FileId,
    /// Their name.
    pub display: String,
    /// Roles they hold or will hold, and the name of the team where one is held in a team.
    pub roles: Vec<(Name, Option<String>)>,
    /// How their account stands.
    pub account: Option<State>,
    /// Where the list goes on after them.
    pub place: Place,
}

/// A page of the people who work here, by name; whether there are more.
///
/// # Errors
/// `NotAllowed` for who does not look after people.
pub fn people(
    office: &Office,
    acting: &Acting,
    after: Option<&Place>,
) -> Result<(Vec<Person>, bool)> {
    office.store.read(|tx| {
        let mut none = || 0;
        let mut unit = Unit::reading(tx, office, acting, &mut none);
        let scope = keeps_people(&mut unit)?;
        let today = unit.here()?.date();
        let sorts = [Subject::Worker.as_str(), Subject::Volunteer.as_str()];
        let limit = PAGE as i64 + 1;
        let mut all = staff::page(unit.tx, acting.service, &sorts, &scope, after, limit)?;
        let more = all.len() > PAGE;
        all.truncate(PAGE);
        let files: Vec<FileId> = all.iter().map(|member| member.file).collect();
        let facts = staff::facts_about(unit.tx, &files, &["role_held"], today)?;
        let text = |fact: &staff::About, field: &str| {
            fact.value
                .get(field)
                .and_then(|v| v.as_str())
                .map(str::to_owned)
        };
        let teams: Vec<FileId> = facts
            .iter()
            .filter_map(|fact| text(fact, "team")?.parse().ok())
            .collect();
        let teams = store::find::displays(unit.tx, &teams)?;
        let service = acting.service.to_string();
        let people = all.into_iter().map(|member| {
            let own = facts.iter().filter(|fact| fact.file == member.file);
            // A role in another service is that service's to look after.
            let here = own.filter(|fact| text(fact, "service").is_none_or(|of| of == service));
            let roles = here.filter_map(|fact| {
                let team: Option<FileId> = text(fact, "team").and_then(|t| t.parse().ok());
                let team = team.and_then(|team| teams.iter().find(|(of, _)| *of == team));
                Some((
                    Name::parse(&text(fact, "role")?)?,
                    team.map(|(_, name)| name.clone()),
                ))
            });
            Person {
                file: member.file,
                place: member.place(),
                roles: roles.collect(),
                display: member.display,
                account: member.account,
            }
        });
        Ok((people.collect(), more))
    })
}

/// A worker with everything that is kept about them here.
#[derive(Debug, Clone)]
pub struct Worker {
    /// Their facts.
    pub kept: Kept,
    /// How their account stands.
    pub account: Option<State>,
    /// Who acts for them, now or to come.
    pub covers: Vec<Cover>,
}

/// Looks at a worker.
///
/// # Errors
/// `NotFound` for one who is not there or may not be seen.
pub fn worker(office: &Office, acting: &Acting, worker: FileId) -> Result<Worker> {
    office.store.write(|tx| {
        let mut none = || 0;
        let mut unit = Unit::reading(tx, office, acting, &mut none);
        let kept = kept(&mut unit, worker)?;
        if !matches!(kept.subject, Subject::Worker | Subject::Volunteer) {
            return Err(Error::NotFound("worker"));
        }
        let today = unit.here()?.date();
        let covers = unit.opened(worker)?.history.covers.iter();
        let covers = covers.filter(|c| !c.ended && c.until >= today).cloned();
        let covers = covers.collect();
        let account = store::account::of_worker(unit.tx, worker)?;
        Ok(Worker {
            kept,
            covers,
            account: account.map(|account| State {
                name: account.name,
                disabled: account.disabled,
                must_change: account.must_change,
                second: account.second.is_some(),
            }),
        })
    })
}

/// Whether a sign-in name can be given to somebody new.
///
/// # Errors
/// `Wrong` for one that is taken or has something else in it than letters, digits, dots and hyphens; `NotAllowed` for who does
/// not look after people.
pub fn free(office: &Office, acting: &Acting, name: &str) -> Result<()> {
    let name = crate::account::open::folded(name)?;
    office.store.read(|tx| {
        let mut none = || 0;
        let mut unit = Unit::reading(tx, office, acting, &mut none);
        keeps_people(&mut unit)?;
        match store::account::by_name(unit.tx, &name)? {
            None => Ok(()),
            Some(_) => Err(Error::wrong(
                format!("somebody signs in as “{name}” already"),
                "choose another sign-in name",
            )),
        }
    })
}
