//! Scenarios of a pack, carried out by the same acts as anybody's, on a throw-away database. Nothing is pretended: a
//! step that would be refused to a person is refused here.

mod answers;
mod expect;
pub mod mutate;
mod people;
mod stage;
mod steps;
pub mod story;

use std::sync::Arc;

use pack::Pack;
use pack::calendar_file::CalendarLibrary;
use pack::scenario::Scenario;

use crate::office::Office;
use crate::{Error, Result};

pub use stage::{Provider, Stage};

/// Something in a scenario that was not so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// Where it stands: line and column of its file.
    pub line: u32,
    /// The step or expectation as written.
    pub phrase: String,
    /// What was found instead.
    pub found: String,
}

/// What came of a scenario.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// What it tells.
    pub scenario: String,
    /// What was not so; empty: it passed.
    pub failures: Vec<Failure>,
}

impl Outcome {
    /// Whether it passed.
    pub fn passed(&self) -> bool {
        self.failures.is_empty()
    }
}

/// Carries out scenarios, each on a database of its own in memory. What they only read, the calendars, they share.
#[derive(Clone)]
pub struct Bench {
    office: Office,
}

impl Bench {
    /// A bench with the calendars committed with the source.
    ///
    /// # Errors
    /// Those of the database.
    pub fn new() -> Result<Self> {
        let office = Office::new(in_memory()?, CalendarLibrary::embedded());
        Ok(Self { office })
    }

    /// Carries out one scenario of a pack.
    pub fn run(&self, pack: &Arc<Pack>, scenario: &Scenario) -> Outcome {
        let failures = in_memory().and_then(|store| {
            let office = self.office.beside(store);
            office.store.migrate(jiff::Timestamp::UNIX_EPOCH)?;
            office.shelve(pack.clone());
            Ok(Stage::set(&office, pack, scenario, 1)?.play(scenario))
        });
        outcome(scenario, failures)
    }
}

fn in_memory() -> Result<store::Store> {
    Ok(store::Store::open("sqlite::memory:")?)
}

/// Carries out one scenario of a pack on a database of its own in memory.
pub fn run(pack: &Arc<Pack>, scenario: &Scenario) -> Outcome {
    match Bench::new() {
        Ok(bench) => bench.run(pack, scenario),
        Err(error) => outcome(scenario, Err(error)),
    }
}

fn outcome(scenario: &Scenario, failures: Result<Vec<Failure>>) -> Outcome {
    let failures = match failures {
        Ok(failures) => failures,
        Err(error) => vec![Failure {
            line: scenario.span.line,
            phrase: "the scenario could not be set up".into(),
            found: describe(&error),
        }],
    };
    Outcome {
        scenario: scenario.scenario.value.clone(),
        failures,
    }
}

/// An error with everything that a writer of scenarios needs.
pub(crate) fn describe(error: &Error) -> String {
    match error {
        Error::Invalid(problems) => {
            let each: Vec<String> = problems
                .iter()
                .map(|p| format!("{}: {} ({})", p.field, p.message, p.remedy))
                .collect();
            format!("not accepted: {}", each.join("; "))
        }
        Error::Refused(refusals) => {
            let each: Vec<String> = refusals
                .iter()
                .map(|r| format!("{} ({})", r.guard, r.says))
                .collect();
            format!("refused by {}", each.join("; "))
        }
        other => other.to_string(),
    }
}
