//! A transaction: the one type through which SQL is spoken, whichever database is behind it.
//! It is lent to a closure; who lent it begins and ends it. After a statement has failed,
//! everything but the end (of the savepoint, or of the whole) is refused, on both databases.

use std::sync::atomic::{AtomicU64, Ordering};

use super::postgres::Session;
use super::sql::first_words;
use super::{Dialect, Error, Result, Row, Sql, Value, sqlite};

/// What a transaction runs on.
pub(crate) enum Link<'a> {
    Sqlite(&'a rusqlite::Connection),
    Postgres(&'a mut Session),
}

/// Why a transaction cannot go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// A statement failed; the enclosing savepoint may be rolled back.
    Statement,
    /// The database asks to run the whole unit again (serialisation, deadlock).
    Again,
    /// The transaction is no more: rolled back by the database, or the connection is lost.
    Lost,
}

/// Why a statement stopped.
pub(crate) enum Stop {
    /// The database refused; the transaction is at fault.
    Database(Error, Fault),
    /// The caller refused (arguments, a row's reader); the transaction can go on.
    Caller(Error),
}

/// Reads one row, or stops the statement.
pub(crate) type Sink<'s> = &'s mut dyn FnMut(&Row) -> Result<()>;

/// How many statements a store has run, and how many of them beside what was asked for.
#[derive(Default)]
pub(crate) struct Counts {
    statements: AtomicU64,
    asides: AtomicU64,
}

impl Counts {
    pub(crate) fn statements(&self) -> u64 {
        self.statements.load(Ordering::Relaxed)
    }

    pub(crate) fn asides(&self) -> u64 {
        self.asides.load(Ordering::Relaxed)
    }
}

/// A transaction lent to a closure.
pub struct Tx<'a> {
    link: Link<'a>,
    total: &'a Counts,
    statements: u64,
    aside: bool,
    depth: u32,
    pub(crate) fault: Option<Fault>,
}

impl<'a> Tx<'a> {
    pub(crate) fn new(link: Link<'a>, total: &'a Counts) -> Self {
        Tx {
            link,
            total,
            statements: 0,
            aside: false,
            depth: 0,
            fault: None,
        }
    }

    /// Which database this is.
    pub fn dialect(&self) -> Dialect {
        match self.link {
            Link::Sqlite(_) => Dialect::Sqlite,
            Link::Postgres(_) => Dialect::Postgres,
        }
    }

    /// Whether this is the embedded database.
    pub fn is_sqlite(&self) -> bool {
        self.dialect() == Dialect::Sqlite
    }

    /// What a dynamic SELECT ends with to lock its rows until the end: "" on SQLite, where the one
    /// writer excludes every other. In `sql!` write `{{for_update}}`.
    pub fn for_update(&self) -> &'static str {
        match self.dialect() {
            Dialect::Sqlite => "",
            Dialect::Postgres => " FOR UPDATE",
        }
    }

    /// Does what every page needs beside its own content: who acts, under which service, and the
    /// log of views. Its statements are counted apart, so that a test can hold those of the page
    /// to a number.
    pub fn aside<T>(&mut self, work: impl FnOnce(&mut Tx<'a>) -> T) -> T {
        let before = std::mem::replace(&mut self.aside, true);
        let done = work(self);
        self.aside = before;
        done
    }

    /// How many statements this transaction has run, without those that begin, end and save it,
    /// and without asides.
    pub fn statements(&self) -> u64 {
        self.statements
    }

    /// Runs a statement without an answer; gives how many rows it changed.
    pub fn execute(&mut self, sql: &'static Sql, args: &[Value<'_>]) -> Result<u64> {
        let text = sql.text(self.dialect());
        self.run(text, args, None)
    }

    /// Runs a statement that must change exactly one row, such as an UPDATE of the version that
    /// was read. Otherwise `Error::Conflict`; what it changed is undone with the unit.
    pub fn execute_one(&mut self, sql: &'static Sql, args: &[Value<'_>]) -> Result<()> {
        match self.execute(sql, args)? {
            1 => Ok(()),
            _ => Err(Error::Conflict),
        }
    }

    /// Every row of the answer, each read by `read`.
    pub fn query<T>(
        &mut self,
        sql: &'static Sql,
        args: &[Value<'_>],
        read: impl FnMut(&Row) -> Result<T>,
    ) -> Result<Vec<T>> {
        let text = sql.text(self.dialect());
        self.collect(text, args, read)
    }

    /// The answer's only row, if there is one; more than one is an error.
    pub fn query_one_opt<T>(
        &mut self,
        sql: &'static Sql,
        args: &[Value<'_>],
        read: impl FnMut(&Row) -> Result<T>,
    ) -> Result<Option<T>> {
        let mut rows = self.query(sql, args, read)?;
        match rows.len() {
            0 | 1 => Ok(rows.pop()),
            more => Err(Error::Other(format!(
                "{more} rows instead of one at {}",
                sql.place()
            ))),
        }
    }

    /// The answer's only row; none or more than one is an error.
    pub fn query_one<T>(
        &mut self,
        sql: &'static Sql,
        args: &[Value<'_>],
        read: impl FnMut(&Row) -> Result<T>,
    ) -> Result<T> {
        self.query_one_opt(sql, args, read)?
            .ok_or_else(|| Error::Other(format!("no row instead of one at {}", sql.place())))
    }

    /// Hands each row of the answer to `each` as it comes, in memory that does not grow with
    /// their number.
    pub fn for_each(
        &mut self,
        sql: &'static Sql,
        args: &[Value<'_>],
        mut each: impl FnMut(&Row) -> Result<()>,
    ) -> Result<()> {
        let text = sql.text(self.dialect());
        self.run(text, args, Some(&mut each)).map(drop)
    }

    /// `execute` of a text put together at run time, by the same rules. Never put a value in it.
    pub fn execute_dyn(&mut self, sql: &str, args: &[Value<'_>]) -> Result<u64> {
        let text = super::sql::render(sql, self.dialect());
        self.run(&text, args, None)
    }

    /// `query` of a text put together at run time, by the same rules. Never put a value in it.
    pub fn query_dyn<T>(
        &mut self,
        sql: &str,
        args: &[Value<'_>],
        read: impl FnMut(&Row) -> Result<T>,
    ) -> Result<Vec<T>> {
        let text = super::sql::render(sql, self.dialect());
        self.collect(&text, args, read)
    }

    /// Does `work` so that, if it fails, it alone is undone and the transaction can go on.
    pub fn savepoint<T, E: From<Error>>(
        &mut self,
        work: impl FnOnce(&mut Tx<'a>) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        self.usable()?;
        self.depth += 1;
        let name = format!("inner_{}", self.depth);
        self.control(&format!("SAVEPOINT {name}"))?;
        let outcome = work(self);
        self.depth -= 1;
        match (outcome, self.fault) {
            (Ok(value), None) => {
                self.control(&format!("RELEASE SAVEPOINT {name}"))?;
                Ok(value)
            }
            (outcome, None | Some(Fault::Statement)) => {
                self.fault = None;
                self.control(&format!("ROLLBACK TO SAVEPOINT {name}"))?;
                self.control(&format!("RELEASE SAVEPOINT {name}"))?;
                outcome.and(Err(Error::Aborted.into()))
            }
            (outcome, Some(_)) => outcome.and(Err(Error::Aborted.into())),
        }
    }

    /// Prepares a statement without running it: what the test of every statement calls.
    pub fn check(&mut self, sql: &'static Sql) -> Result<()> {
        self.usable()?;
        let text = sql.text(self.dialect());
        let outcome = match &mut self.link {
            Link::Sqlite(connection) => sqlite::check(connection, text),
            Link::Postgres(session) => session.check(text),
        };
        self.note(outcome)
    }

    /// Runs a text of several statements without arguments: a migration's.
    pub(crate) fn batch(&mut self, text: &str) -> Result<()> {
        self.usable()?;
        self.control(text)
    }

    fn collect<T>(
        &mut self,
        text: &str,
        args: &[Value<'_>],
        mut read: impl FnMut(&Row) -> Result<T>,
    ) -> Result<Vec<T>> {
        let mut rows = Vec::new();
        let mut keep = |row: &Row| {
            rows.push(read(row)?);
            Ok(())
        };
        self.run(text, args, Some(&mut keep))?;
        Ok(rows)
    }

    fn run(&mut self, text: &str, args: &[Value<'_>], sink: Option<Sink<'_>>) -> Result<u64> {
        self.usable()?;
        if let Some(why) = args.iter().find_map(Value::unstorable) {
            return Err(Error::Unstorable(why));
        }
        if self.aside {
            self.total.asides.fetch_add(1, Ordering::Relaxed);
        } else {
            self.statements += 1;
            self.total.statements.fetch_add(1, Ordering::Relaxed);
        }
        let outcome = match &mut self.link {
            Link::Sqlite(connection) => sqlite::run(connection, text, args, sink),
            Link::Postgres(session) => session.run(text, args, sink),
        };
        self.note(outcome)
    }

    fn control(&mut self, text: &str) -> Result<()> {
        let outcome = match &mut self.link {
            Link::Sqlite(connection) => sqlite::control(connection, text),
            Link::Postgres(session) => session.control(text),
        };
        self.note(outcome)
    }

    fn usable(&self) -> Result<()> {
        match self.fault {
            None => Ok(()),
            Some(_) => Err(Error::Aborted),
        }
    }

    fn note<T>(&mut self, outcome: std::result::Result<T, Stop>) -> Result<T> {
        outcome.map_err(|stop| match stop {
            Stop::Caller(error) => error,
            Stop::Database(error, fault) => {
                self.fault = Some(fault);
                error
            }
        })
    }
}

/// Refuses a wrong number of arguments, with the same words on both databases.
pub(crate) fn wanted(text: &str, wants: usize, given: usize) -> std::result::Result<(), Stop> {
    if wants == given {
        return Ok(());
    }
    let words = first_words(text);
    Err(Stop::Caller(Error::Other(format!(
        "{given} arguments given, {wants} wanted by `{words}`"
    ))))
}

/// Refuses `execute` of a statement that has an answer.
pub(crate) fn answers(text: &str) -> Stop {
    let words = first_words(text);
    Stop::Caller(Error::Other(format!(
        "execute of a statement with an answer: `{words}`"
    )))
}
