//! Why something was not permitted, as it may be told. What is hidden answers exactly like what does not exist.

use std::fmt;

use crate::{Ask, Belongs, Facts, Rights, act};

/// Not permitted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Denied {
    /// There is nothing, or nothing that may be seen.
    #[error("not found")]
    NotFound,
    /// It may be seen, but not this.
    #[error("{0}")]
    NotAllowed(Refusal),
}

/// What may not be done, and who can.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// What was asked, in words.
    pub asked: String,
    /// Titles of the roles that can, where there are any.
    pub who_can: Vec<String>,
    /// It is the actor's own work, or their own file: somebody else has to.
    pub somebody_else: bool,
}

impl Refusal {
    pub(crate) fn of(facts: &Facts<'_>, ask: &Ask) -> Self {
        let may = |rights: &Rights, role: &str| match ask {
            Ask::WriteRecord { kind, .. } | Ask::TakeIn { kind, .. } => rights.writes.has(kind),
            Ask::Act(name) => rights.may(name),
            Ask::Sign { category, by, .. } => by.contains(role) && rights.reads.has(category),
            Ask::InRole { by } => by.contains(role),
            Ask::WriteFacts => rights.writes_something(),
            Ask::SeeFile | Ask::ReadCategory(_) | Ask::ReadRecord { .. } | Ask::DeclareOwn => false,
        };
        let mut who_can = Vec::new();
        for service in services(facts) {
            for role in facts.actor().book().roles(service) {
                if may(&role.rights, &role.role) && !who_can.contains(&role.title) {
                    who_can.push(role.title.clone());
                }
            }
        }
        let somebody_else = match ask {
            Ask::Sign {
                author,
                own_work_allowed,
                ..
            } => *author == facts.actor().file() && !own_work_allowed,
            Ask::Act(name) => facts.own_file() && act::NEVER_ON_OWN_FILE.contains(&name.as_str()),
            _ => false,
        };
        Self {
            asked: ask.to_string(),
            who_can,
            somebody_else,
        }
    }
}

/// The services whose roles are worth naming: those of the file in which the actor works too.
fn services(facts: &Facts<'_>) -> Vec<domain::ServiceId> {
    let mut services: Vec<_> = facts
        .actor()
        .roles()
        .iter()
        .map(|held| held.service)
        .collect();
    services.sort_unstable();
    services.dedup();
    match facts.belongs() {
        Belongs::Everyone => {}
        Belongs::To(of) => services.retain(|service| of.contains(service)),
    }
    services
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "you may not {}", self.asked)?;
        let who = match self.who_can.as_slice() {
            [] => None,
            [one] => Some(one.clone()),
            [most @ .., last] => Some(format!("{} or {last}", most.join(", "))),
        };
        match (self.somebody_else, who) {
            (false, None) => Ok(()),
            (false, Some(who)) => write!(f, "; {who} can"),
            (true, None) => f.write_str(": somebody else has to"),
            (true, Some(who)) => write!(f, ": somebody else has to, as {who}"),
        }
    }
}
