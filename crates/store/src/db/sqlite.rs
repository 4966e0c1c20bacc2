//! SQLite: how a connection is opened and how a statement runs on it, and the readers' pool.
//! Who may write, and when, is `writer`'s business.

use std::path::Path;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::types::{ToSql, ToSqlOutput, ValueRef};
use rusqlite::{Connection, OpenFlags};

use super::row::Head;
use super::tx::{Counts, Fault, Link, Sink, Stop, answers, wanted};
use super::writer::{Writer, caught};
use super::{Error, Options, Result, Row, Tx, Value, error};

/// Older ones can damage a database when the write-ahead log is reset while it is read.
const OLDEST: i32 = 3_051_003;

/// The embedded database: one writer, several readers.
pub(crate) struct Sqlite {
    readers: Option<Readers>,
    writer: Writer,
}

impl Sqlite {
    /// Opens the file, or a database in memory that ends with the store.
    pub fn open(path: Option<&Path>, options: &Options) -> Result<Self> {
        if rusqlite::version_number() < OLDEST {
            let version = rusqlite::version();
            return Err(Error::Other(format!(
                "SQLite {version} is linked, at least 3.51.3 is needed"
            )));
        }
        let writer = match path {
            Some(path) => {
                create_private(path)?;
                connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE, options)?
            }
            None => configure(Connection::open_in_memory(), options)?,
        };
        let start = |text| {
            writer
                .execute_batch(text)
                .map_err(|e| error::from_sqlite(&e))
        };
        start("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;")?;
        let readers = path.map(|path| Readers::new(path, options)).transpose()?;
        Ok(Sqlite {
            readers,
            writer: Writer::new(writer),
        })
    }

    pub fn write<T, E: From<Error>>(
        &self,
        total: &Counts,
        unit: impl FnMut(&mut Tx<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        self.writer.write(total, unit)
    }

    pub fn read<T, E: From<Error>>(
        &self,
        total: &Counts,
        work: impl FnOnce(&mut Tx<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        match &self.readers {
            None => self
                .writer
                .between_batches(|connection| snapshot(connection, total, work)),
            Some(readers) => {
                let connection = readers.take()?;
                let outcome = snapshot(&connection, total, work);
                readers.give_back(connection);
                outcome
            }
        }
    }
}

/// Reads one state of the database, then forgets the transaction.
fn snapshot<T, E: From<Error>>(
    connection: &Connection,
    total: &Counts,
    work: impl FnOnce(&mut Tx<'_>) -> std::result::Result<T, E>,
) -> std::result::Result<T, E> {
    let control = |text| {
        connection
            .execute_batch(text)
            .map_err(|e| error::from_sqlite(&e))
    };
    control("PRAGMA query_only = ON; BEGIN DEFERRED")?;
    let mut tx = Tx::new(Link::Sqlite(connection), total);
    let outcome = caught(|| work(&mut tx));
    if !connection.is_autocommit() {
        control("ROLLBACK")?;
    }
    control("PRAGMA query_only = OFF")?;
    outcome
}

/// Makes a file that does not exist yet readable by its owner alone.
fn create_private(path: &Path) -> Result<()> {
    let mut open = std::fs::OpenOptions::new();
    open.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut open, 0o600);
    match open.open(path) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(Error::Unavailable(format!("{}: {error}", path.display()))),
    }
}

fn connect(path: &Path, flags: OpenFlags, options: &Options) -> Result<Connection> {
    let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    configure(Connection::open_with_flags(path, flags), options)
}

fn configure(opened: rusqlite::Result<Connection>, options: &Options) -> Result<Connection> {
    let configured = opened.and_then(|connection| {
        connection.busy_timeout(options.busy_timeout)?;
        for (setting, on) in [
            (DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false),
            (DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true),
            // "odd" is a column or an error, as on PostgreSQL, never a text.
            (DbConfig::SQLITE_DBCONFIG_DQS_DML, false),
            (DbConfig::SQLITE_DBCONFIG_DQS_DDL, false),
        ] {
            connection.set_db_config(setting, on)?;
        }
        connection.execute_batch("PRAGMA foreign_keys = ON")?;
        connection.set_prepared_statement_cache_capacity(256);
        Ok(connection)
    });
    configured.map_err(|e| error::from_sqlite(&e))
}

/// Connections that cannot write, as many as are wanted at once up to a limit.
struct Readers {
    idle: Mutex<Vec<Connection>>,
    freed: Condvar,
    patience: Duration,
}

impl Readers {
    fn new(path: &Path, options: &Options) -> Result<Self> {
        let open = || connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY, options);
        let idle: Result<Vec<_>> = (0..options.connections.max(1)).map(|_| open()).collect();
        Ok(Readers {
            idle: Mutex::new(idle?),
            freed: Condvar::new(),
            patience: options.busy_timeout,
        })
    }

    fn take(&self) -> Result<Connection> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let (mut idle, _) = self
            .freed
            .wait_timeout_while(idle, self.patience, |idle| idle.is_empty())
            .unwrap_or_else(PoisonError::into_inner);
        idle.pop().ok_or(Error::Busy)
    }

    fn give_back(&self, connection: Connection) {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        idle.push(connection);
        self.freed.notify_one();
    }
}

impl ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Value::Null => ValueRef::Null,
            Value::Int(number) => ValueRef::Integer(*number),
            Value::Real(number) => ValueRef::Real(*number),
            Value::Text(text) => ValueRef::Text(text.as_bytes()),
            Value::Bytes(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

/// Runs one statement; gives how many rows it changed, or how many it handed to the sink.
pub(crate) fn run(
    connection: &Connection,
    text: &str,
    args: &[Value<'_>],
    sink: Option<Sink<'_>>,
) -> std::result::Result<u64, Stop> {
    let failed = |preparing| move |e: rusqlite::Error| stop(connection, &e, text, preparing);
    let mut statement = connection.prepare_cached(text).map_err(failed(true))?;
    wanted(text, statement.parameter_count(), args.len())?;
    for (index, value) in args.iter().enumerate() {
        statement
            .raw_bind_parameter(index + 1, value)
            .map_err(failed(false))?;
    }
    let Some(sink) = sink else {
        if statement.column_count() > 0 {
            return Err(answers(text));
        }
        // After a statement that changes no row, SQLite repeats the count of the one before.
        let before = connection.total_changes();
        let changed = statement.raw_execute().map_err(failed(false))?;
        let any = connection.total_changes() != before;
        return Ok(if any { changed as u64 } else { 0 });
    };
    let columns = statement.column_names();
    let head = Arc::new(Head {
        columns: columns.into_iter().map(str::to_owned).collect(),
        sql: super::sql::first_words(text),
    });
    let mut rows = statement.raw_query();
    let mut count = 0;
    while let Some(row) = rows.next().map_err(failed(false))? {
        let values: rusqlite::Result<Vec<_>> = (0..head.columns.len())
            .map(|index| row.get_ref(index).map(owned))
            .collect();
        let row = Row::new(Arc::clone(&head), values.map_err(failed(false))?);
        sink(&row).map_err(Stop::Caller)?;
        count += 1;
    }
    Ok(count)
}

fn owned(value: ValueRef<'_>) -> Value<'static> {
    match value {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(number) => Value::Int(number),
        ValueRef::Real(number) => Value::Real(number),
        ValueRef::Text(text) => Value::from(String::from_utf8_lossy(text).into_owned()),
        ValueRef::Blob(bytes) => Value::from(bytes.to_owned()),
    }
}

/// Prepares a statement.
pub(crate) fn check(connection: &Connection, text: &str) -> std::result::Result<(), Stop> {
    let prepared = connection.prepare(text).map(drop);
    prepared.map_err(|e| stop(connection, &e, text, true))
}

/// Runs a text without values: a savepoint's, a migration's.
pub(crate) fn control(connection: &Connection, text: &str) -> std::result::Result<(), Stop> {
    let done = connection.execute_batch(text);
    done.map_err(|e| stop(connection, &e, text, true))
}

fn stop(connection: &Connection, e: &rusqlite::Error, text: &str, preparing: bool) -> Stop {
    let fault = if connection.is_autocommit() {
        Fault::Lost
    } else {
        Fault::Statement
    };
    Stop::Database(error::sqlite(e, text, preparing), fault)
}
