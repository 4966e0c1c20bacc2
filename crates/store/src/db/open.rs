//! The store: opens a database and runs units of work on it. Both kinds of transaction block the
//! calling thread until the database has answered, so call them from a thread that may block,
//! never from an async one.

use std::sync::Arc;
use std::time::Duration;

use super::postgres::Pool;
use super::sqlite::Sqlite;
use super::tx::Counts;
use super::{Address, Dialect, Error, Result, Tx, migrate, nested};

/// How a store is opened.
#[derive(Clone, Debug)]
pub struct Options {
    /// Connections to PostgreSQL, or readers of SQLite, at the same time.
    pub connections: usize,
    /// How long to wait for a connection or a lock before `Error::Busy`.
    pub busy_timeout: Duration,
    /// How long one statement may take on PostgreSQL before `Error::Busy`.
    pub statement_timeout: Duration,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            connections: 8,
            busy_timeout: Duration::from_secs(10),
            statement_timeout: Duration::from_secs(30),
        }
    }
}

/// A database. A clone is the same database; the last one to go closes it.
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

struct Inner {
    database: Database,
    counts: Counts,
}

enum Database {
    Sqlite(Sqlite),
    Postgres(Pool),
}

impl Store {
    /// Opens `sqlite:PATH` (a new file is its owner's alone), `sqlite::memory:` or
    /// `postgres://...`. Refuses a database newer than this program; does not migrate.
    pub fn open(url: &str) -> Result<Store> {
        Store::open_with(url, &Options::default())
    }

    /// `open`, with other limits.
    pub fn open_with(url: &str, options: &Options) -> Result<Store> {
        let database = match Address::parse(url)? {
            Address::Sqlite(path) => Database::Sqlite(Sqlite::open(path.as_deref(), options)?),
            Address::Postgres(config) => Database::Postgres(Pool::new(*config, options)),
        };
        let store = Store {
            inner: Arc::new(Inner {
                database,
                counts: Counts::default(),
            }),
        };
        migrate::refuse_newer(&store)?;
        Ok(store)
    }

    /// Runs a unit of work: all of it is kept, or nothing. Answers when it is on disk.
    ///
    /// The unit may run more than once (a lost group, a deadlock), each time from a clean state
    /// of the database: let it set, not add to, what it borrows. It fails as a whole when it
    /// gives an error, panics, or goes on after a failed statement.
    ///
    /// On SQLite no other unit runs meanwhile. On PostgreSQL others do (READ COMMITTED): lock
    /// what is read and then decided on with `{{for_update}}`, in a fixed order.
    pub fn write<T, E: From<Error>>(
        &self,
        unit: impl FnMut(&mut Tx<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        let inner = &*self.inner;
        let _inside = nested::enter(std::ptr::from_ref(inner).addr())?;
        match &inner.database {
            Database::Sqlite(sqlite) => sqlite.write(&inner.counts, unit),
            Database::Postgres(pool) => pool.write(&inner.counts, unit),
        }
    }

    /// Reads one consistent state of the database, whatever is written meanwhile. Writing fails.
    pub fn read<T, E: From<Error>>(
        &self,
        work: impl FnOnce(&mut Tx<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        let inner = &*self.inner;
        let _inside = nested::enter(std::ptr::from_ref(inner).addr())?;
        match &inner.database {
            Database::Sqlite(sqlite) => sqlite.read(&inner.counts, work),
            Database::Postgres(pool) => pool.read(&inner.counts, work),
        }
    }

    /// Which database this is.
    pub fn dialect(&self) -> Dialect {
        match self.inner.database {
            Database::Sqlite(_) => Dialect::Sqlite,
            Database::Postgres(_) => Dialect::Postgres,
        }
    }

    /// How many statements have been run since it was opened, by every transaction, without
    /// those that begin, end and save one, and without asides. Tests take the difference around
    /// a page.
    pub fn statements(&self) -> u64 {
        self.inner.counts.statements()
    }

    /// How many statements have been run aside: see [`Tx::aside`].
    pub fn asides(&self) -> u64 {
        self.inner.counts.asides()
    }
}
