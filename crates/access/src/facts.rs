//! Everything the decision is made of, loaded in one transaction. Facts say what is so; whether it opens the file
//! is for [`crate::decide`] alone.

use std::collections::BTreeSet;

use domain::event::Subject;
use domain::{FileId, Name, ServiceId};
use jiff::civil::Date;

use crate::{Actor, Belongs, Sort};

/// Whether a file, or another one about the same subject, is restricted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Restriction {
    /// It is not.
    #[default]
    None,
    /// It is, and every list names the actor.
    Listed,
    /// It is, and a list does not name the actor.
    NotListed,
}

/// Whether an open matter of the file's service has nobody involved in it yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Waiting {
    /// There is none.
    #[default]
    No,
    /// There is one.
    ForAllocation,
    /// There is one in which the actor wrote a record that stands.
    RecordedByActor,
}

/// Somebody involved now: in an open matter of the file's service, on this file or another one about the same
/// subject.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Involved {
    /// The worker.
    pub worker: FileId,
    /// Their name, as colleagues are shown it.
    pub name: String,
    /// As what.
    pub role: Name,
    /// The kind of matter.
    pub matter: Name,
    /// Since when, where the day is known.
    pub since: Option<Date>,
    /// The actor supervises them.
    pub supervised: bool,
    /// The last day on which the actor covers for them, where they do so today.
    pub covered_until: Option<Date>,
    /// They have declared a conflict of interest with the subject: nothing is reached through them.
    pub conflict: bool,
    /// The teams in which they hold a role of the file's service.
    pub teams: BTreeSet<FileId>,
}

/// What is so of one actor and one file, before the rights of roles come into it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawFacts {
    /// The file.
    pub file: FileId,
    /// What it is about; none where there is no such file.
    pub subject: Option<Subject>,
    /// The service whose file it is.
    pub service: Option<ServiceId>,
    /// The agency it belongs to.
    pub agency: Option<FileId>,
    /// The services that agency runs; without an agency, those this very file runs.
    pub agency_services: BTreeSet<ServiceId>,
    /// Other files about the same subject; each of them names this one too, and all the others.
    pub merged: BTreeSet<FileId>,
    /// Whether it is restricted.
    pub restriction: Restriction,
    /// The actor has declared a conflict of interest with the subject.
    pub conflict: bool,
    /// Who is involved now.
    pub involved: Vec<Involved>,
    /// Whether something waits to be allocated.
    pub waiting: Waiting,
    /// The roles (service, team) that the worker whom the file is about holds today.
    pub posts: BTreeSet<(ServiceId, Option<FileId>)>,
    /// The actor supervises the worker whom the file is about.
    pub supervised: bool,
}

impl RawFacts {
    /// A file of which nothing is known but its number: one that does not exist, or a start for one that is being
    /// opened in this very transaction.
    pub fn blank(file: FileId) -> Self {
        Self {
            file,
            subject: None,
            service: None,
            agency: None,
            agency_services: BTreeSet::new(),
            merged: BTreeSet::new(),
            restriction: Restriction::None,
            conflict: false,
            involved: Vec::new(),
            waiting: Waiting::No,
            posts: BTreeSet::new(),
            supervised: false,
        }
    }
}

/// What is so of one actor and one file, with the actor's rights.
#[derive(Debug, Clone)]
pub struct Facts<'tx> {
    actor: Actor<'tx>,
    raw: RawFacts,
    belongs: Belongs,
}

impl<'tx> Facts<'tx> {
    /// The facts of an actor and what was read of a file, in the actor's transaction.
    pub fn of(actor: Actor<'tx>, raw: RawFacts) -> Self {
        let belongs = Belongs::of(&raw);
        Self {
            actor,
            raw,
            belongs,
        }
    }

    /// Who asks.
    pub fn actor(&self) -> &Actor<'tx> {
        &self.actor
    }

    /// What was read.
    pub fn raw(&self) -> &RawFacts {
        &self.raw
    }

    /// The file.
    pub fn file(&self) -> FileId {
        self.raw.file
    }

    /// The services the file belongs to.
    pub fn belongs(&self) -> &Belongs {
        &self.belongs
    }

    /// What access makes of the subject; none where there is no such file.
    pub fn sort(&self) -> Option<Sort> {
        self.raw.subject.map(Sort::of)
    }

    /// Whether the file is about the actor.
    pub fn own_file(&self) -> bool {
        self.raw.file == self.actor.file()
    }
}
