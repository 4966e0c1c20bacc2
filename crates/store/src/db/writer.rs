//! The one writer of a SQLite database, and group commit. The writing connection is passed from
//! thread to thread like a baton: whoever holds it runs its unit in a savepoint, and commits
//! unless another is already waiting, who then joins the same transaction. Nobody is answered
//! before COMMIT. If the transaction is lost, each of its units runs again alone. A unit runs on
//! its caller's thread, so it may borrow; it never runs at the same time as another.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use rusqlite::Connection;

use super::tx::{Counts, Fault, Link};
use super::{Error, Result, Tx, error};

/// How many units one transaction takes at most, so that the first is not kept waiting.
const MOST: usize = 64;

/// Runs what a caller gave us; a panic becomes an error, without its message, which may tell
/// what was being saved. What the closure left half-changed is the caller's, who is told.
pub(crate) fn caught<T, E: From<Error>>(
    work: impl FnOnce() -> std::result::Result<T, E>,
) -> std::result::Result<T, E> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(Error::Panicked.into()))
}

pub(crate) struct Writer {
    gate: Mutex<Gate>,
    /// Threads that are about to take the gate; each will commit or leave it to the next.
    waiting: AtomicUsize,
}

struct Gate {
    connection: Connection,
    open: Option<Open>,
}

/// The transaction that is open, with the units already in it.
struct Open {
    batch: Arc<Batch>,
    units: usize,
}

/// What the units of one transaction wait for.
#[derive(Default)]
struct Batch {
    verdict: Mutex<Option<Result<()>>>,
    told: Condvar,
}

impl Batch {
    fn tell(&self, verdict: Result<()>) {
        *self.verdict.lock().unwrap_or_else(PoisonError::into_inner) = Some(verdict);
        self.told.notify_all();
    }

    /// Waits for the end of the transaction; an error says that it was lost.
    fn wait(&self) -> Result<()> {
        let verdict = self.verdict.lock().unwrap_or_else(PoisonError::into_inner);
        let verdict = self
            .told
            .wait_while(verdict, |verdict| verdict.is_none())
            .unwrap_or_else(PoisonError::into_inner);
        verdict.clone().unwrap_or(Err(Error::Aborted))
    }
}

impl Writer {
    pub fn new(connection: Connection) -> Self {
        Writer {
            gate: Mutex::new(Gate {
                connection,
                open: None,
            }),
            waiting: AtomicUsize::new(0),
        }
    }

    /// Runs the unit in a transaction, together with others that wait; answers after COMMIT.
    pub fn write<T, E: From<Error>>(
        &self,
        total: &Counts,
        mut unit: impl FnMut(&mut Tx<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        let mut gate = self.enter();
        let batch = gate.join()?;
        let mut outcome = gate.run(total, &mut unit);
        if self.waiting.load(Ordering::SeqCst) == 0 || gate.is_full() {
            gate.finish();
        }
        drop(gate);
        if batch.wait().is_err() {
            let mut gate = self.enter();
            gate.finish();
            let batch = gate.join()?;
            outcome = gate.run(total, &mut unit);
            gate.finish();
            // The unit's own error tells more than the lost transaction's.
            if let Err(lost) = batch.wait() {
                outcome = outcome.and(Err(lost.into()));
            }
        }
        outcome
    }

    /// Lends the connection while no transaction is open.
    pub fn between_batches<T>(&self, work: impl FnOnce(&Connection) -> T) -> T {
        let mut gate = self.enter();
        gate.finish();
        work(&gate.connection)
    }

    fn enter(&self) -> MutexGuard<'_, Gate> {
        self.waiting.fetch_add(1, Ordering::SeqCst);
        let gate = self.gate.lock().unwrap_or_else(PoisonError::into_inner);
        self.waiting.fetch_sub(1, Ordering::SeqCst);
        gate
    }
}

impl Gate {
    /// The open transaction, or a new one.
    fn join(&mut self) -> Result<Arc<Batch>> {
        if self.open.is_none() {
            self.control("BEGIN IMMEDIATE")?;
        }
        let open = self.open.get_or_insert_with(|| Open {
            batch: Arc::default(),
            units: 0,
        });
        open.units += 1;
        Ok(Arc::clone(&open.batch))
    }

    fn is_full(&self) -> bool {
        self.open.as_ref().is_some_and(|open| open.units >= MOST)
    }

    /// Runs a unit in its savepoint. If the transaction is lost over it, the batch is told.
    fn run<T, E: From<Error>>(
        &mut self,
        total: &Counts,
        unit: &mut impl FnMut(&mut Tx<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        if let Err(error) = self.control("SAVEPOINT unit") {
            self.lose(error.clone());
            return Err(error.into());
        }
        let mut tx = Tx::new(Link::Sqlite(&self.connection), total);
        let mut outcome = caught(|| unit(&mut tx));
        let fault = tx.fault;
        if fault.is_some() {
            outcome = outcome.and(Err(Error::Aborted.into()));
        }
        if fault == Some(Fault::Lost) || self.connection.is_autocommit() {
            self.lose(Error::Aborted);
            return outcome;
        }
        let end = match outcome {
            Ok(_) => "RELEASE unit",
            Err(_) => "ROLLBACK TO unit; RELEASE unit",
        };
        if let Err(error) = self.control(end) {
            self.lose(error);
        }
        outcome
    }

    /// Commits what is open and tells the units in it.
    fn finish(&mut self) {
        if let Some(open) = self.open.take() {
            let verdict = self.control("COMMIT");
            if verdict.is_err() {
                self.roll_back();
            }
            open.batch.tell(verdict);
        }
    }

    fn lose(&mut self, why: Error) {
        self.roll_back();
        if let Some(open) = self.open.take() {
            open.batch.tell(Err(why));
        }
    }

    fn roll_back(&self) {
        if !self.connection.is_autocommit() {
            // If even this fails, the next BEGIN says so.
            let _ = self.control("ROLLBACK");
        }
    }

    fn control(&self, text: &str) -> Result<()> {
        self.connection
            .execute_batch(text)
            .map_err(|e| error::from_sqlite(&e))
    }
}
