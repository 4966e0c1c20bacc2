//! The history of one file: what its events add up to. A pure fold, used by every rule of a pack, so that a
//! timeline, a stage, a timescale and a guard never disagree about what happened.

mod apply;
mod happening;

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::civil::Date;

use crate::event::{Answers, Delivered, Directive, Occurred, PackRef, Period, Subject};
use crate::{EventId, FactId, FileId, InvolvementId, MatterId, Name, RecordId, ServiceId};

pub use happening::{Happening, Vars};

/// What has become of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RecordStatus {
    /// Submitted, and waiting for this signing step.
    Waiting(Name),
    /// Sent back to its author with a reason.
    Returned(Name, String),
    /// Nothing more to sign.
    Complete,
    /// Taken out of view by two people.
    Removed,
}

/// A signature on a record.
#[derive(Debug, Clone, PartialEq)]
pub struct Signature {
    /// The step of the chain.
    pub step: Name,
    /// The version that was signed.
    pub version: u32,
    /// Who signed.
    pub by: FileId,
    /// When.
    pub at: Occurred,
    /// When it was recorded.
    pub recorded: Timestamp,
    /// Whether this was their own work.
    pub own_work: Option<String>,
    /// The event.
    pub event: EventId,
}

/// One record as it stands now.
#[derive(Debug, Clone, PartialEq)]
pub struct RecordHeld {
    /// Its identifier.
    pub id: RecordId,
    /// Its kind, as the pack names it.
    pub kind: Name,
    /// What access decides by.
    pub category: Name,
    /// The matter of this file it belongs to.
    pub matter: Option<MatterId>,
    /// The file it is listed first on.
    pub home: FileId,
    /// The pack version whose questions it answers.
    pub pack: PackRef,
    /// The latest version.
    pub version: u32,
    /// Who wrote the first version.
    pub author: FileId,
    /// What happened when, by the latest version.
    pub occurred: Occurred,
    /// When the first version was recorded.
    pub recorded: Timestamp,
    /// When the latest version was recorded.
    pub revised: Timestamp,
    /// When the latest version was written, where it is not the first: in the service's zone.
    pub amended: Option<Occurred>,
    /// Shared answers of the first version, or of the last that corrected it; what has been added since is not in it.
    pub first_answers: Answers,
    /// Parts of the same.
    pub first_parts: BTreeMap<FileId, Answers>,
    /// Shared answers of the latest version.
    pub answers: Answers,
    /// Parts of the latest version.
    pub parts: BTreeMap<FileId, Answers>,
    /// Whether it belongs in the chronology.
    pub significant: bool,
    /// What has become of it.
    pub status: RecordStatus,
    /// Signatures, oldest first, those on earlier versions included.
    pub signatures: Vec<Signature>,
    /// The moment the chain was first finished.
    pub completed: Option<(Occurred, Timestamp)>,
    /// Who asked to have it removed, and why.
    pub removal_asked: Option<(FileId, String)>,
    /// The event of the first version.
    pub first_event: EventId,
    /// The event of the latest version.
    pub last_event: EventId,
}

impl RecordHeld {
    /// The answers as they concern one file: shared ones, with its own part over them.
    pub fn answers_for(&self, file: FileId) -> Answers {
        over(&self.answers, self.parts.get(&file))
    }

    /// The same as they were at first.
    pub fn first_answers_for(&self, file: FileId) -> Answers {
        over(&self.first_answers, self.first_parts.get(&file))
    }

    /// Whether it counts: submitted and not removed.
    pub fn stands(&self) -> bool {
        self.status != RecordStatus::Removed
    }
}

fn over(shared: &Answers, part: Option<&Answers>) -> Answers {
    let mut all = shared.clone();
    all.extend(
        part.into_iter()
            .flatten()
            .map(|(k, v)| (k.clone(), v.clone())),
    );
    all
}

/// One stay in a stage.
#[derive(Debug, Clone, PartialEq)]
pub struct StageSpan {
    /// The stage.
    pub stage: Name,
    /// From when.
    pub from: Occurred,
    /// The event that began it.
    pub event: EventId,
}

/// One matter as it stands now.
#[derive(Debug, Clone, PartialEq)]
pub struct MatterHeld {
    /// Its identifier.
    pub id: MatterId,
    /// Its kind.
    pub kind: Name,
    /// The service that works on it.
    pub service: ServiceId,
    /// The pack version it runs under.
    pub pack: PackRef,
    /// Stages in order; the last is the present one.
    pub stages: Vec<StageSpan>,
    /// When it was opened.
    pub opened: Occurred,
    /// When it was closed, if it is.
    pub closed: Option<Occurred>,
    /// The event that opened it.
    pub event: EventId,
    /// Reopened and closed moments, in order (true: closed).
    pub turns: Vec<(Occurred, bool, EventId)>,
}

impl MatterHeld {
    /// The present stage.
    pub fn stage(&self) -> &Name {
        // A matter is opened with a stage, so there is always one.
        &self.stages[self.stages.len() - 1].stage
    }

    /// Whether it is open.
    pub fn is_open(&self) -> bool {
        self.closed.is_none()
    }
}

/// A worker's dated link to a matter.
#[derive(Debug, Clone, PartialEq)]
pub struct Involvement {
    /// Its identifier.
    pub id: InvolvementId,
    /// The matter.
    pub matter: MatterId,
    /// The worker.
    pub worker: FileId,
    /// The role.
    pub role: Name,
    /// From when.
    pub from: Occurred,
    /// Until when.
    pub to: Option<Occurred>,
    /// The event that began it.
    pub event: EventId,
    /// The event that ended it.
    pub ended_by: Option<EventId>,
}

/// A dated state.
#[derive(Debug, Clone, PartialEq)]
pub struct StateSpan {
    /// The matter it is a state of; none: of the file.
    pub matter: Option<MatterId>,
    /// Which state.
    pub state: Name,
    /// Its value.
    pub value: Name,
    /// From when, until the next span of the same state.
    pub from: Occurred,
    /// The event that set it.
    pub event: EventId,
}

/// Something held to be so about the subject.
#[derive(Debug, Clone, PartialEq)]
pub struct FactHeld {
    /// Its identifier.
    pub id: FactId,
    /// Its kind.
    pub what: Name,
    /// Its own fields.
    pub value: Answers,
    /// When it holds.
    pub period: Period,
    /// When it was stated.
    pub stated: Occurred,
    /// The event that stated it.
    pub event: EventId,
    /// Retracted or corrected: it was never so.
    pub withdrawn: bool,
}

/// A direction given to a timescale.
#[derive(Debug, Clone, PartialEq)]
pub struct Directed {
    /// The matter.
    pub matter: Option<MatterId>,
    /// The timescale.
    pub clock: Name,
    /// The event that started the cycle.
    pub anchor: Option<String>,
    /// What it does.
    pub direction: Directive,
    /// Why.
    pub why: String,
    /// When.
    pub at: Occurred,
    /// The event.
    pub event: EventId,
}

/// A guard that somebody lifted once.
#[derive(Debug, Clone, PartialEq)]
pub struct Lifted {
    /// The matter.
    pub matter: Option<MatterId>,
    /// The guard.
    pub guard: Name,
    /// When it was recorded.
    pub recorded: Timestamp,
    /// The event.
    pub event: EventId,
}

/// Somebody acting for somebody.
#[derive(Debug, Clone, PartialEq)]
pub struct Cover {
    /// Its identifier.
    pub id: InvolvementId,
    /// Who is away.
    pub worker: FileId,
    /// Who acts.
    pub by: FileId,
    /// First day.
    pub from: Date,
    /// Last day.
    pub until: Date,
    /// Ended early.
    pub ended: bool,
}

/// What one file's events add up to.
#[derive(Debug, Clone, Default)]
pub struct History {
    /// The file's subject, once opened.
    pub subject: Option<Subject>,
    /// The service whose file it is.
    pub service: Option<ServiceId>,
    /// The agency it belongs to.
    pub agency: Option<FileId>,
    /// How many events the chain has.
    pub head: u64,
    /// The place of each event on the chain.
    pub places: BTreeMap<EventId, u64>,
    /// Who may see it in spite of every role, where it is restricted.
    pub restricted: Option<BTreeSet<FileId>>,
    /// Whether a restriction holds towards those on duty as well.
    pub not_even_duty: bool,
    /// Records in the order they were first submitted.
    pub records: Vec<RecordHeld>,
    /// Matters in the order they were opened.
    pub matters: Vec<MatterHeld>,
    /// Involvements in the order they began.
    pub involvements: Vec<Involvement>,
    /// Dated states in the order they were set.
    pub states: Vec<StateSpan>,
    /// Facts in the order they were stated.
    pub facts: Vec<FactHeld>,
    /// Directions.
    pub directions: Vec<Directed>,
    /// Lifted guards.
    pub lifted: Vec<Lifted>,
    /// Keys of notices already given.
    pub noticed: BTreeSet<String>,
    /// Cover on a worker's file.
    pub covers: Vec<Cover>,
    /// Files about the same subject.
    pub same_as: BTreeSet<FileId>,
    /// Settings of services, on an agency's file: service, setting, value, from.
    pub settings: Vec<(ServiceId, Name, serde_json::Value, Date)>,
}

impl History {
    /// The place of an event on the chain, 0 where it is not on it.
    pub fn place(&self, event: EventId) -> u64 {
        self.places.get(&event).copied().unwrap_or_default()
    }

    /// Folds the events of a chain, oldest first.
    pub fn of<'a>(events: impl IntoIterator<Item = &'a Delivered>) -> Self {
        let mut history = Self::default();
        for delivered in events {
            history.apply(delivered);
        }
        history
    }

    /// A record by its identifier.
    pub fn record(&self, id: RecordId) -> Option<&RecordHeld> {
        self.records.iter().find(|r| r.id == id)
    }

    /// A matter by its identifier.
    pub fn matter(&self, id: MatterId) -> Option<&MatterHeld> {
        self.matters.iter().find(|m| m.id == id)
    }

    /// The open matter of a kind, the latest where there are several.
    pub fn open_matter(&self, kind: &str) -> Option<&MatterHeld> {
        self.matters
            .iter()
            .rev()
            .find(|m| m.kind == *kind && m.is_open())
    }

    /// Involvements of a matter that have not ended.
    pub fn involved(&self, matter: MatterId) -> impl Iterator<Item = &Involvement> {
        self.involvements
            .iter()
            .filter(move |i| i.matter == matter && i.to.is_none())
    }

    /// The value of a dated state on a day and time (the present one for `None`).
    pub fn state(
        &self,
        matter: Option<MatterId>,
        state: &str,
        at: Option<&Occurred>,
    ) -> Option<&Name> {
        self.states
            .iter()
            .filter(|s| s.matter == matter && s.state == *state)
            .filter(|s| at.is_none_or(|at| s.from.order() <= at.order()))
            .max_by_key(|s| s.from.order())
            .map(|s| &s.value)
    }

    /// Facts of a kind that hold on a day.
    pub fn facts_on<'a>(&'a self, what: &'a str, day: Date) -> impl Iterator<Item = &'a FactHeld> {
        self.facts
            .iter()
            .filter(move |f| f.what == *what && !f.withdrawn && f.period.holds(day))
    }
}
