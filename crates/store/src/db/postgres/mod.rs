//! PostgreSQL: a fixed set of sessions and how units run on them. A session that is lost is
//! replaced; a unit whose transaction certainly did not commit may run again; a lost answer to
//! COMMIT is told as such, never guessed.

mod fault;
mod session;
mod value;

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use postgres::Config;

use super::tx::{Counts, Fault, Link};
use super::writer::caught;
use super::{Error, Options, Result, Tx};

pub(crate) use session::Session;

/// How often a unit runs at most when the database asks for it again.
const TRIES: u32 = 6;

/// The sessions of one store.
pub(crate) struct Pool {
    config: Config,
    options: Options,
    sessions: Mutex<Sessions>,
    freed: Condvar,
}

struct Sessions {
    idle: Vec<Session>,
    lent: usize,
}

/// What became of one run of a unit.
enum Run<T, E> {
    /// This is the answer.
    Done(std::result::Result<T, E>),
    /// Nothing was kept; run it again, or answer this if it was run too often.
    Again(std::result::Result<T, E>),
}

impl Pool {
    /// A pool without a session yet; each is made when first wanted.
    pub fn new(mut config: Config, options: &Options) -> Self {
        session::prepare_config(&mut config);
        let sessions = Sessions {
            idle: Vec::new(),
            lent: 0,
        };
        Pool {
            config,
            options: options.clone(),
            sessions: Mutex::new(sessions),
            freed: Condvar::new(),
        }
    }

    pub fn write<T, E: From<Error>>(
        &self,
        total: &Counts,
        mut unit: impl FnMut(&mut Tx<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        let mut attempt = 1;
        loop {
            let mut session = self.begin("BEGIN ISOLATION LEVEL READ COMMITTED")?;
            let (run, sound) = run(&mut session, total, &mut unit);
            self.give_back(session, sound);
            match run {
                Run::Done(outcome) => return outcome,
                Run::Again(outcome) if attempt == TRIES => return outcome,
                Run::Again(_) => std::thread::sleep(Duration::from_millis(5) * attempt),
            }
            attempt += 1;
        }
    }

    pub fn read<T, E: From<Error>>(
        &self,
        total: &Counts,
        work: impl FnOnce(&mut Tx<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        let mut session = self.begin("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY")?;
        let mut tx = Tx::new(Link::Postgres(&mut session), total);
        let outcome = caught(|| work(&mut tx));
        let sound = session.control("ROLLBACK").is_ok();
        self.give_back(session, sound);
        outcome
    }

    /// A session with a transaction begun. One that turns out to be lost is replaced: nothing
    /// has been done on it yet.
    fn begin(&self, how: &str) -> Result<Session> {
        loop {
            let (mut session, fresh) = self.take()?;
            match session.begin(how) {
                Ok(()) => return Ok(session),
                Err(error) => {
                    self.give_back(session, false);
                    if fresh {
                        return Err(error);
                    }
                }
            }
        }
    }

    /// A session, and whether it was made just now.
    fn take(&self) -> Result<(Session, bool)> {
        let most = self.options.connections.max(1);
        let patience = self.options.busy_timeout;
        let (mut sessions, _) = self
            .freed
            .wait_timeout_while(self.lock(), patience, |sessions| sessions.lent >= most)
            .unwrap_or_else(PoisonError::into_inner);
        if sessions.lent >= most {
            return Err(Error::Busy);
        }
        sessions.lent += 1;
        let idle = sessions.idle.pop();
        drop(sessions);
        if let Some(session) = idle {
            return Ok((session, false));
        }
        match Session::connect(&self.config, &self.options) {
            Ok(session) => Ok((session, true)),
            Err(error) => {
                self.lock().lent -= 1;
                self.freed.notify_one();
                Err(error)
            }
        }
    }

    /// Takes a session back, to be used again if it is sound.
    fn give_back(&self, session: Session, sound: bool) {
        let session = Some(session).filter(|session| sound && !session.is_closed());
        let mut sessions = self.lock();
        sessions.lent -= 1;
        sessions.idle.extend(session);
        drop(sessions);
        self.freed.notify_one();
    }

    fn lock(&self) -> MutexGuard<'_, Sessions> {
        self.sessions.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Pool {
    /// A session says goodbye to the server, which waits, and must not do so on an async thread.
    fn drop(&mut self) {
        let idle = std::mem::take(&mut self.lock().idle);
        // A thread that panicked has nothing left to close.
        let _ = std::thread::spawn(move || drop(idle)).join();
    }
}

/// Runs a unit in the transaction that was begun, and ends it; also says whether the session is
/// sound.
fn run<T, E: From<Error>>(
    session: &mut Session,
    total: &Counts,
    unit: &mut impl FnMut(&mut Tx<'_>) -> std::result::Result<T, E>,
) -> (Run<T, E>, bool) {
    let mut tx = Tx::new(Link::Postgres(session), total);
    let outcome = caught(|| unit(&mut tx));
    match (outcome, tx.fault) {
        (Ok(value), None) => match session.commit() {
            Ok(()) => (Run::Done(Ok(value)), true),
            Err((error, Fault::Again)) => (Run::Again(Err(error.into())), true),
            Err((error, fault)) => (Run::Done(Err(error.into())), fault != Fault::Lost),
        },
        (outcome, fault) => {
            let sound = session.control("ROLLBACK").is_ok();
            let outcome = outcome.and(Err(Error::Aborted.into()));
            let again = matches!(fault, Some(Fault::Again | Fault::Lost));
            let run = if again {
                Run::Again(outcome)
            } else {
                Run::Done(outcome)
            };
            (run, sound)
        }
    }
}
