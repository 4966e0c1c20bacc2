//! The proof that access was decided. Writes take the file's identifier from it, and a bare identifier opens
//! nothing. It is made here alone, cannot be copied or stored, and dies with the facts it was decided on.

use std::fmt;
use std::marker::PhantomData;

use domain::FileId;

use crate::denied::Refusal;
use crate::{Ask, Denied, Facts, Reach, Why, decide};

/// Leave to do one thing with one file.
#[must_use = "a permit that nothing takes permits nothing"]
pub struct Permit<'tx> {
    file: FileId,
    actor: FileId,
    reach: Reach,
    ask: Ask,
    why: Why,
    facts: PhantomData<&'tx ()>,
}

/// Asks for leave.
///
/// `NotFound` where the file, or what was to be read of it, is hidden; `NotAllowed` where the file may be seen but
/// this may not be done to it.
pub fn permit<'tx>(facts: &'tx Facts<'_>, ask: Ask) -> Result<Permit<'tx>, Denied> {
    let decision = decide(facts, &ask);
    if decision.reach >= ask.needs() {
        return Ok(Permit {
            file: facts.file(),
            actor: facts.actor().file(),
            reach: decision.reach,
            ask,
            why: decision.why,
            facts: PhantomData,
        });
    }
    match decision.reach {
        Reach::Hidden => Err(Denied::NotFound),
        _ => Err(Denied::NotAllowed(Refusal::of(facts, &ask))),
    }
}

impl Permit<'_> {
    /// The file it is for.
    pub fn file(&self) -> FileId {
        self.file
    }

    /// Who was given it.
    pub fn actor(&self) -> FileId {
        self.actor
    }

    /// What it permits.
    pub fn ask(&self) -> &Ask {
        &self.ask
    }

    /// How far it reaches: with `Ask::SeeFile`, whether only the name is known.
    pub fn reach(&self) -> Reach {
        self.reach
    }

    /// The reason, for the log of views and the page.
    pub fn why(&self) -> &Why {
        &self.why
    }

    /// The worker on whose behalf, under cover.
    pub fn on_behalf(&self) -> Option<FileId> {
        match self.why {
            Why::Covers { worker, .. } => Some(worker),
            _ => None,
        }
    }
}

impl fmt::Debug for Permit<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Permit({} on {})", self.ask, self.file)
    }
}
