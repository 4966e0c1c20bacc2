//! One connection to PostgreSQL with the statements prepared on it. It runs what it is told and
//! says what an error means; when a unit begins, ends or runs again is the pool's business.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use postgres::config::TargetSessionAttrs;
use postgres::error::Severity;
use postgres::fallible_iterator::FallibleIterator;
use postgres::types::ToSql;
use postgres::{Client, Config, NoTls, Statement};

use super::super::row::Head;
use super::super::sql::first_words;
use super::super::tx::{Fault, Sink, Stop, answers, wanted};
use super::super::{Error, Options, Result, Row, Value};
use super::fault::{leaves_commit_open, told};
use super::value::{Owned, misfit, readable};

/// How many statements stay prepared before all are prepared anew.
const PREPARED: usize = 512;

pub(crate) struct Session {
    client: Client,
    prepared: HashMap<String, Statement>,
    /// Set when the server sends a warning, such as that it no longer waits for its standby.
    warned: Arc<AtomicBool>,
}

/// What every session asks for unless the address says otherwise.
pub(super) fn prepare_config(config: &mut Config) {
    let patience = Duration::from_secs(10);
    if config.get_connect_timeout().is_none() {
        config.connect_timeout(patience);
    }
    if config.get_tcp_user_timeout().is_none() {
        config.tcp_user_timeout(patience * 3);
    }
    if config.get_application_name().is_none() {
        config.application_name("alongside");
    }
    // After a fail-over, find the server that can be written to.
    config.target_session_attrs(TargetSessionAttrs::ReadWrite);
}

impl Session {
    pub fn connect(config: &Config, options: &Options) -> Result<Self> {
        let warned = Arc::new(AtomicBool::new(false));
        let heard = Arc::clone(&warned);
        let mut config = config.clone();
        config.notice_callback(move |notice| {
            if notice.parsed_severity() == Some(Severity::Warning) {
                heard.store(true, Ordering::SeqCst);
            }
        });
        let mut client = config.connect(NoTls).map_err(|e| told(&e, "", true).0)?;
        // Statements are short and many, and compiling one costs more than running it: seconds for a list's condition.
        let set = format!(
            "SET jit = off; SET statement_timeout = {}; SET lock_timeout = {};
             SET idle_in_transaction_session_timeout = 120000;
             SET client_min_messages = warning; SET TimeZone = 'UTC'",
            options.statement_timeout.as_millis(),
            options.busy_timeout.as_millis(),
        );
        client
            .batch_execute(&set)
            .map_err(|e| told(&e, "", true).0)?;
        Ok(Session {
            client,
            prepared: HashMap::new(),
            warned,
        })
    }

    pub fn is_closed(&self) -> bool {
        self.client.is_closed()
    }

    pub fn begin(&mut self, how: &str) -> Result<()> {
        let begun = self.client.batch_execute(how);
        begun.map_err(|e| told(&e, how, true).0)
    }

    /// Commits; an error says whether nothing was kept (with `Again` if it may be tried again),
    /// or that nobody knows.
    pub fn commit(&mut self) -> std::result::Result<(), (Error, Fault)> {
        self.warned.store(false, Ordering::SeqCst);
        match self.client.batch_execute("COMMIT") {
            Ok(()) if self.warned.load(Ordering::SeqCst) => {
                Err((Error::CommitUnknown, Fault::Statement))
            }
            Ok(()) => Ok(()),
            Err(e) if leaves_commit_open(&e) => Err((Error::CommitUnknown, Fault::Lost)),
            Err(e) => Err(told(&e, "COMMIT", false)),
        }
    }

    /// Runs a text without values: a savepoint's, a migration's.
    pub fn control(&mut self, text: &str) -> std::result::Result<(), Stop> {
        let done = self.client.batch_execute(text);
        done.map_err(|e| self.stop(&e, text, true))
    }

    /// Prepares a statement and checks that its columns can be read.
    pub fn check(&mut self, text: &str) -> std::result::Result<(), Stop> {
        self.statement(text).map(drop)
    }

    /// Runs one statement; gives how many rows it changed, or how many it handed to the sink.
    pub fn run(
        &mut self,
        text: &str,
        args: &[Value<'_>],
        sink: Option<Sink<'_>>,
    ) -> std::result::Result<u64, Stop> {
        let statement = self.statement(text)?;
        wanted(text, statement.params().len(), args.len())?;
        for (index, (value, kind)) in args.iter().zip(statement.params()).enumerate() {
            if let Some(why) = misfit(value, kind) {
                let (number, words) = (index + 1, first_words(text));
                let what = format!("argument {number}: {why}, in `{words}`");
                return Err(Stop::Caller(Error::Other(what)));
            }
        }
        let args = args.iter().map(|value| value as &(dyn ToSql + Sync));
        let Some(sink) = sink else {
            if !statement.columns().is_empty() {
                return Err(answers(text));
            }
            let args: Vec<_> = args.collect();
            let changed = self.client.execute(&statement, &args);
            return changed.map_err(|e| self.stop(&e, text, false));
        };
        let columns = statement
            .columns()
            .iter()
            .map(|column| column.name().to_owned());
        let head = Arc::new(Head {
            columns: columns.collect(),
            sql: first_words(text),
        });
        match self.stream(&statement, args, &head, sink) {
            Ok(count) => Ok(count),
            Err(Ok(error)) => Err(Stop::Caller(error)),
            Err(Err(e)) => Err(self.stop(&e, text, false)),
        }
    }

    /// Hands over the rows as they arrive. Fails with the sink's error or the server's.
    fn stream<'v>(
        &mut self,
        statement: &Statement,
        args: impl ExactSizeIterator<Item = &'v (dyn ToSql + Sync)>,
        head: &Arc<Head>,
        sink: Sink<'_>,
    ) -> std::result::Result<u64, std::result::Result<Error, postgres::Error>> {
        let mut rows = self.client.query_raw(statement, args).map_err(Err)?;
        let mut count = 0;
        while let Some(row) = rows.next().map_err(Err)? {
            let values: std::result::Result<Vec<_>, _> = (0..row.len())
                .map(|index| row.try_get::<_, Owned>(index).map(|owned| owned.0))
                .collect();
            let row = Row::new(Arc::clone(head), values.map_err(Err)?);
            sink(&row).map_err(Ok)?;
            count += 1;
        }
        Ok(count)
    }

    fn statement(&mut self, text: &str) -> std::result::Result<Statement, Stop> {
        if let Some(statement) = self.prepared.get(text) {
            return Ok(statement.clone());
        }
        let prepared = self.client.prepare(text);
        let statement = prepared.map_err(|e| self.stop(&e, text, true))?;
        let unread = |column: &&postgres::Column| !readable(column.type_());
        if let Some(column) = statement.columns().iter().find(unread) {
            return Err(Stop::Caller(Error::Column {
                column: format!("{} ({})", column.name(), column.type_()),
                expected: "a type that both databases have (CAST it)",
                sql: first_words(text),
            }));
        }
        if self.prepared.len() >= PREPARED {
            self.prepared.clear();
        }
        self.prepared.insert(text.to_owned(), statement.clone());
        Ok(statement)
    }

    fn stop(&mut self, e: &postgres::Error, text: &str, preparing: bool) -> Stop {
        let (error, fault) = told(e, text, preparing);
        if fault == Fault::Again {
            self.prepared.clear();
        }
        Stop::Database(error, fault)
    }
}
