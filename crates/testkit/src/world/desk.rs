//! What one worker does at one moment.

use std::ops::Deref;

use casework::record::amend::{Amend, amend};
use casework::record::sign::{Sign, sign};
use casework::record::submit::{Submit, Submitted, submit};
use casework::{Acting, Office, Result, involvement, read, record};
use domain::event::Answers;
use domain::{FileId, Name, RecordId};
use pack::practice::{ClockCycle, Submission};
use serde_json::Value;

use super::{World, name};

/// One worker at one moment.
pub struct Desk<'w> {
    pub(super) world: &'w World,
    /// Who acts, when.
    pub acting: Acting,
}

impl Deref for Desk<'_> {
    type Target = Acting;
    fn deref(&self) -> &Acting {
        &self.acting
    }
}

/// The answers of a JSON mapping.
///
/// # Panics
/// For anything else.
pub fn answers(json: Value) -> Answers {
    match json {
        Value::Object(members) => members,
        other => panic!("{other} are no answers"),
    }
}

impl<'w> Desk<'w> {
    /// Does any act: `does(|office, acting, ids| ...)`.
    pub fn does<T>(&self, act: impl FnOnce(&Office, &Acting, &mut dyn FnMut() -> u128) -> T) -> T {
        act(&self.world.office, &self.acting, &mut || self.world.fresh())
    }

    /// Begins to write a record of a kind.
    pub fn records(&self, kind: &str) -> Writing<'_> {
        Writing {
            desk: self,
            submit: Submit {
                record: None,
                kind: name(kind),
                files: Vec::new(),
                given: Submission::default(),
                occurred: None,
            },
        }
    }

    /// Begins to amend a record at the version that was read: everything stands as it did, save what is said.
    pub fn amends(&self, who: &str, record: RecordId, version: u32) -> Amending<'_> {
        let history = self.world.history(who);
        let held = history.record(record).expect("the record");
        let given = Submission {
            answers: held.answers.clone(),
            parts: held.parts.clone(),
        };
        let why = Some("more was learnt".to_owned());
        Amending {
            desk: self,
            amend: Amend {
                record,
                version,
                given,
                corrects: false,
                why,
            },
        }
    }

    /// Signs a step of a record at the version that was read.
    pub fn signs(&self, record: RecordId, version: u32, step: &str) -> Result<Option<Name>> {
        self.signs_own(record, version, step, None)
    }

    /// The same, with the reason for signing one's own work.
    pub fn signs_own(
        &self,
        record: RecordId,
        version: u32,
        step: &str,
        why: Option<&str>,
    ) -> Result<Option<Name>> {
        let given = Sign {
            record,
            version,
            step: name(step),
            own_work: why.map(str::to_owned),
        };
        self.does(|office, acting, ids| sign(office, acting, ids, &given))
    }

    /// Sends a record back.
    pub fn returns(&self, record: RecordId, why: &str) -> Result<()> {
        self.does(|office, acting, ids| {
            record::give_back::give_back(office, acting, ids, record, why)
        })
    }

    /// Allocates somebody's matter of a kind to a worker in a role.
    pub fn allocates(
        &self,
        whom: &str,
        matter: &str,
        to: &str,
        role: &str,
    ) -> Result<domain::InvolvementId> {
        let allocate = involvement::allocate::Allocate {
            file: self.world.id(whom),
            matter: self.world.matter(whom, matter),
            worker: self.world.id(to),
            role: name(role),
        };
        self.does(|office, acting, ids| {
            involvement::allocate::allocate(office, acting, ids, &allocate)
        })
    }

    /// Looks at somebody's file.
    pub fn looks_at(&self, whom: &str) -> Result<read::file::Seen> {
        self.looks_at_file(self.world.id(whom))
    }

    /// Looks at a file.
    pub fn looks_at_file(&self, file: FileId) -> Result<read::file::Seen> {
        self.does(|office, acting, _| read::file::look(office, acting, file))
    }

    /// The timescales called so on somebody's file, in the order they began.
    ///
    /// # Panics
    /// Where they may not look at the file.
    pub fn timescale(&self, whom: &str, clock: &str) -> Vec<ClockCycle> {
        let seen = self.looks_at(whom).expect("they may look");
        seen.cycles
            .into_iter()
            .filter(|c| c.clock == *clock)
            .collect()
    }

    /// The day a timescale is due, and how it stands at this moment: `2026-04-09 open`; several one after another.
    ///
    /// # Panics
    /// Where they may not look at the file.
    pub fn due(&self, whom: &str, clock: &str) -> String {
        let all = self.timescale(whom, clock).into_iter().map(|c| {
            let day = c.cycle.due.map_or("-".into(), |d| d.date().to_string());
            format!("{day} {:?}", c.cycle.status(self.acting.now))
        });
        all.collect::<Vec<_>>().join(", ")
    }

    /// What a tray holds: kinds, each once for each file.
    ///
    /// # Panics
    /// Where the tray is not theirs.
    pub fn tray(&self, tray: &str) -> Vec<String> {
        let items = self.does(|office, acting, _| read::tray::tray(office, acting, tray, None));
        items
            .expect("their tray")
            .items
            .into_iter()
            .map(|i| i.what.to_string())
            .collect()
    }
}

/// A record being written.
#[derive(Clone)]
pub struct Writing<'d> {
    desk: &'d Desk<'d>,
    /// What is submitted.
    pub submit: Submit,
}

impl Writing<'_> {
    /// About whom; several times for several.
    pub fn on(self, whom: &str) -> Self {
        let file = self.desk.world.id(whom);
        self.on_file(file)
    }

    /// About a file.
    pub fn on_file(mut self, file: FileId) -> Self {
        self.submit.files.push(file);
        self
    }

    /// With these answers.
    pub fn with(mut self, given: Value) -> Self {
        self.submit.given.answers.extend(answers(given));
        self
    }

    /// With a part for one of those it is about.
    pub fn part(mut self, whom: &str, given: Value) -> Self {
        let file = self.desk.world.id(whom);
        self.submit
            .given
            .parts
            .entry(file)
            .or_default()
            .extend(answers(given));
        self
    }

    /// As a record with this identifier, that of its draft.
    pub fn as_record(mut self, record: RecordId) -> Self {
        self.submit.record = Some(record);
        self
    }

    /// Submits it.
    pub fn submits(&self) -> Result<Submitted> {
        self.desk
            .does(|office, acting, ids| submit(office, acting, ids, &self.submit))
    }

    /// Submits what must be accepted.
    ///
    /// # Panics
    /// Where it is not.
    pub fn done(&self) -> RecordId {
        match self.submits() {
            Ok(done) => done.record,
            Err(error) => panic!("{}: {error:?}", self.submit.kind),
        }
    }
}

/// A record being amended.
pub struct Amending<'d> {
    desk: &'d Desk<'d>,
    /// What is submitted.
    pub amend: Amend,
}

impl Amending<'_> {
    /// With these answers changed.
    pub fn with(mut self, given: Value) -> Self {
        self.amend.given.answers.extend(answers(given));
        self
    }

    /// It was wrong from the beginning.
    pub fn correcting(mut self) -> Self {
        self.amend.corrects = true;
        self
    }

    /// Submits the further version.
    pub fn submits(&self) -> Result<Submitted> {
        self.desk
            .does(|office, acting, ids| amend(office, acting, ids, &self.amend))
    }
}
