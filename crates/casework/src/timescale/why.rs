//! Why a timescale is due when it is: what it rests on, the days that were counted, and everything that moved it, with who
//! did and why. It decides nothing, and moves nothing.

use access::Ask;
use domain::clock::{Reasons, Status};
use domain::event::{Body, Directive, Occurred};
use domain::{FileId, MatterId, Name};

use crate::office::{Acting, Office};
use crate::unit::Unit;
use crate::{Error, Result};

/// A cycle of a timescale.
#[derive(Debug, Clone, Copy)]
pub struct Which<'a> {
    /// The file.
    pub file: FileId,
    /// The matter; none for a timescale of the file itself.
    pub matter: Option<MatterId>,
    /// The timescale.
    pub clock: &'a str,
    /// The start of the cycle.
    pub key: &'a str,
    /// Its number.
    pub n: u32,
}

/// Why it is due.
#[derive(Debug, Clone)]
pub struct Why {
    /// The name the file is shown by.
    pub display: String,
    /// The timescale's title.
    pub title: String,
    /// Clauses it carries out: number, section, text.
    pub clauses: Vec<(String, String, String)>,
    /// The role that is responsible, by its title.
    pub responsible: Option<String>,
    /// Whether it binds.
    pub required: bool,
    /// How it stands now.
    pub status: Status,
    /// The days and what moved them.
    pub reasons: Reasons,
    /// Directions given, oldest first.
    pub directions: Vec<Direction>,
}

/// A direction.
#[derive(Debug, Clone, PartialEq)]
pub struct Direction {
    /// When.
    pub at: Occurred,
    /// Who gave it.
    pub by: String,
    /// What it does.
    pub what: Directive,
    /// Why.
    pub why: String,
}

/// Tells why a timescale is due. The look is logged.
///
/// # Errors
/// `NotFound` for a file that may not be seen, or a cycle that is not there.
pub fn why(office: &Office, acting: &Acting, which: Which<'_>) -> Result<Why> {
    office.store.write(|tx| {
        let mut none = || 0;
        let mut unit = Unit::reading(tx, office, acting, &mut none);
        unit.file(which.file)?;
        let facts = unit.facts(which.file)?;
        let permit = unit.permit(&facts, Ask::SeeFile)?;
        if permit.reach() < access::Reach::Readable {
            return Err(Error::NotFound("file"));
        }
        let because = permit.why().to_string();
        let found = unit.reasons(which)?;
        let (pack, cycle, reasons) = found.ok_or(Error::NotFound("timescale"))?;
        let clock = pack
            .clock(which.clock)
            .ok_or(Error::NotFound("timescale"))?;
        let moved: Vec<&str> = cycle
            .cycle
            .changes
            .iter()
            .filter_map(|c| c.by.as_ref())
            .map(|by| by.as_str())
            .collect();
        let dismissed = match &cycle.cycle.state {
            domain::clock::State::Dismissed { by } => Some(by.as_str().to_owned()),
            _ => None,
        };
        let mut given: Vec<(FileId, Direction)> = Vec::new();
        for delivered in &unit.opened(which.file)?.delivered {
            let event = &delivered.event;
            let id = event.id.to_string();
            let counts = moved.contains(&id.as_str()) || dismissed.as_ref() == Some(&id);
            if let Body::Directed { direction, why, .. } = &event.body
                && counts
            {
                given.push((
                    event.actor,
                    Direction {
                        at: event.occurred,
                        by: String::new(),
                        what: direction.clone(),
                        why: why.clone(),
                    },
                ));
            }
        }
        let mut named: Vec<FileId> = given.iter().map(|(by, _)| *by).collect();
        named.push(which.file);
        let names = store::find::displays(unit.tx, &named)?;
        let name = |file: FileId| {
            let found = names.iter().find(|(of, _)| *of == file);
            found.map_or_else(String::new, |(_, display)| display.clone())
        };
        let clauses = clock.clause.iter().map(|id| {
            let known = pack.clause(&id.value.0);
            let text = known.map_or_else(Default::default, |c| (c.section.clone(), c.text.clone()));
            (id.value.0.clone(), text.0, text.1)
        });
        let role = |role: &Name| {
            let known = pack.role(role);
            known.map_or_else(|| role.replace(['-', '_'], " "), |r| r.title.clone())
        };
        crate::read::file::log(&mut unit, which.file, "timescale", &because)?;
        Ok(Why {
            display: name(which.file),
            title: clock.title.clone(),
            clauses: clauses.collect(),
            responsible: cycle.responsible.as_ref().map(role),
            required: cycle.required,
            status: cycle.cycle.status(acting.now),
            reasons,
            directions: given
                .into_iter()
                .map(|(by, direction)| Direction {
                    by: name(by),
                    ..direction
                })
                .collect(),
        })
    })
}
