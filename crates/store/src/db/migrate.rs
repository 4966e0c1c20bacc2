//! Migrations: the schema's steps, forward only, each in its own transaction with a row that
//! records it, so that a killed run goes on where it stopped. One text serves both databases
//! (markers as in `sql`); where they must differ, lines `-- sqlite:`, `-- postgres:` and
//! `-- both:` begin a part for one of them or for both. It never undoes a step.

use jiff::Timestamp;
use sha2::{Digest, Sha256};

use super::sql::render;
use super::{Dialect, Error, Result, Store, Tx};
use crate::{args, sql};

/// One step of the schema.
#[derive(Clone, Copy, Debug)]
pub struct Migration {
    /// Its number, rising by one from 1.
    pub version: u32,
    /// What it does, in a word or two.
    pub name: &'static str,
    /// The file's text.
    pub text: &'static str,
}

/// The steps of this program's schema.
pub const MIGRATIONS: &[Migration] = &[
    Migration {
        version: 1,
        name: "foundation",
        text: include_str!("../../migrations/0001-foundation.sql"),
    },
    Migration {
        version: 2,
        name: "casework",
        text: include_str!("../../migrations/0002-casework.sql"),
    },
    Migration {
        version: 3,
        name: "views",
        text: include_str!("../../migrations/0003-views.sql"),
    },
    Migration {
        version: 4,
        name: "received",
        text: include_str!("../../migrations/0004-received.sql"),
    },
    Migration {
        version: 5,
        name: "accounts",
        text: include_str!("../../migrations/0005-accounts.sql"),
    },
    Migration {
        version: 6,
        name: "seen",
        text: include_str!("../../migrations/0006-seen.sql"),
    },
    Migration {
        version: 7,
        name: "drafts",
        text: include_str!("../../migrations/0007-drafts.sql"),
    },
    Migration {
        version: 8,
        name: "agreed",
        text: include_str!("../../migrations/0008-agreed.sql"),
    },
    Migration {
        version: 9,
        name: "teams",
        text: include_str!("../../migrations/0009-teams.sql"),
    },
];

/// Held by a migrating node of PostgreSQL until its transaction ends.
const LOCK: i64 = 0x616c_6f6e_6773_6964;

impl Migration {
    /// The text for one database.
    fn text_for(&self, dialect: Dialect) -> String {
        let mut ours = true;
        let mut text = String::new();
        for line in self.text.lines() {
            match line.trim_end() {
                "-- sqlite:" => ours = dialect == Dialect::Sqlite,
                "-- postgres:" => ours = dialect == Dialect::Postgres,
                "-- both:" => ours = true,
                line if ours => {
                    text.push_str(line);
                    text.push('\n');
                }
                _ => {}
            }
        }
        render(&text, dialect)
    }

    /// SHA-256 of the text in hexadecimal; line endings do not matter.
    fn checksum(&self) -> String {
        let mut hash = Sha256::new();
        for line in self.text.lines() {
            hash.update(line);
            hash.update("\n");
        }
        hash.finalize()
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect()
    }
}

impl Store {
    /// Brings the schema to this program's version; gives the versions that were applied.
    /// `now` is recorded with each. `Error::Newer` or `Error::MigrationChanged` if the database
    /// has gone another way. Several nodes may do this at once.
    pub fn migrate(&self, now: Timestamp) -> Result<Vec<u32>> {
        self.migrate_with(MIGRATIONS, now)
    }

    /// `migrate`, with other steps than the program's.
    pub fn migrate_with(&self, steps: &[Migration], now: Timestamp) -> Result<Vec<u32>> {
        let mut applied = Vec::new();
        while let Some(version) = self.write(|tx| next(tx, steps, now))? {
            applied.push(version);
        }
        Ok(applied)
    }

    /// The version of the schema; 0 before the first migration.
    pub fn schema_version(&self) -> Result<u32> {
        self.read(|tx| {
            let found = tx.query_one(
                sql!(
                    sqlite: "SELECT count(*) FROM sqlite_schema WHERE name = 'schema_version'",
                    postgres: "SELECT count(to_regclass('schema_version'))",
                ),
                args![],
                |row| row.get::<bool>(0),
            )?;
            if !found {
                return Ok(0);
            }
            // By a text at run time: it is prepared only where the table is known to be there.
            let newest = "SELECT max(version) FROM schema_version";
            let newest = tx.query_dyn(newest, args![], |row| row.get::<Option<u32>>(0))?;
            Ok(newest.into_iter().flatten().next().unwrap_or(0))
        })
    }
}

/// Refuses a database made by a newer program.
pub(crate) fn refuse_newer(store: &Store) -> Result<()> {
    newer(store.schema_version()?, MIGRATIONS)
}

fn newer(database: u32, steps: &[Migration]) -> Result<()> {
    let program = steps.last().map_or(0, |step| step.version);
    if database > program {
        return Err(Error::Newer { database, program });
    }
    Ok(())
}

/// Applies the next step, if there is one, alone in its transaction.
fn next(tx: &mut Tx<'_>, steps: &[Migration], now: Timestamp) -> Result<Option<u32>> {
    if !tx.is_sqlite() {
        tx.batch(&format!(
            "SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0;
             SELECT pg_advisory_xact_lock({LOCK})"
        ))?;
    }
    let table = "CREATE TABLE IF NOT EXISTS schema_version (
        version {{int}} NOT NULL PRIMARY KEY,
        name {{text}} NOT NULL,
        checksum {{text}} NOT NULL,
        applied_at {{int}} NOT NULL
    ) {{strict}}";
    tx.batch(&render(table, tx.dialect()))?;
    let applied = tx.query(
        sql!("SELECT version, checksum FROM schema_version ORDER BY version"),
        args![],
        |row| Ok((row.get::<u32>(0)?, row.get::<String>(1)?)),
    )?;
    newer(applied.last().map_or(0, |(version, _)| *version), steps)?;
    for (version, checksum) in &applied {
        let known = steps.iter().find(|step| step.version == *version);
        if known.is_none_or(|step| step.checksum() != *checksum) {
            return Err(Error::MigrationChanged(*version));
        }
    }
    let Some(step) = steps.get(applied.len()) else {
        return Ok(None);
    };
    tx.batch(&step.text_for(tx.dialect()))?;
    tx.execute(
        sql!("INSERT INTO schema_version (version, name, checksum, applied_at) VALUES (?1, ?2, ?3, ?4)"),
        args![step.version, step.name, step.checksum(), now],
    )?;
    Ok(Some(step.version))
}
