//! What can go wrong with a database, told by what the caller can do about it. A text here is
//! made of names (tables, columns, constraints, codes), never of bound values: messages of the
//! databases that may quote one are left out.

use rusqlite::ErrorCode;

/// A result of this crate's database layer.
pub type Result<T> = std::result::Result<T, Error>;

/// Why the database did not do as asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// Somebody else holds it, or it took too long; trying again may work.
    #[error("the database is busy")]
    Busy,
    /// There is no room left; what was not yet answered is not kept.
    #[error("the database's disk is full")]
    DiskFull,
    /// It cannot be reached or was lost; nothing of this unit is kept.
    #[error("the database cannot be reached: {0}")]
    Unavailable(String),
    /// What the caller read has since been changed by somebody else.
    #[error("it was changed by somebody else in the meantime")]
    Conflict,
    /// A rule of the schema was broken.
    #[error("{kind:?} constraint broken: {what}")]
    Constraint {
        /// Which sort of rule, the same on both databases.
        kind: ConstraintKind,
        /// The constraint's or column's name as the database gives it (the two differ).
        what: String,
    },
    /// The answer to COMMIT was lost: it may or may not be kept. An idempotency key settles it.
    #[error("the database was lost while saving: it may or may not be kept")]
    CommitUnknown,
    /// The database was made by a newer program.
    #[error("the database is of version {database}, newer than this program's {program}")]
    Newer {
        /// The database's version.
        database: u32,
        /// The newest version that this program knows.
        program: u32,
    },
    /// A migration that was already applied no longer reads as it did then.
    #[error("migration {0} differs from the one that was applied")]
    MigrationChanged(u32),
    /// The database is damaged, or is no database.
    #[error("the database is damaged: {0}")]
    Corrupt(String),
    /// A column does not hold what was asked of it.
    #[error("column {column} should hold {expected}, in `{sql}`")]
    Column {
        /// The column's name and number.
        column: String,
        /// What it should hold.
        expected: &'static str,
        /// The statement's first words.
        sql: String,
    },
    /// A value that one of the databases could not keep, refused on both.
    #[error("cannot be kept: {0}")]
    Unstorable(&'static str),
    /// An earlier statement failed, so the transaction (or its savepoint) can only be given up.
    #[error("an earlier statement of this transaction failed")]
    Aborted,
    /// The unit panicked; nothing of it is kept.
    #[error("a unit of work panicked")]
    Panicked,
    /// A transaction was asked for from within another one of the same store.
    #[error("a transaction was begun within another: use the one at hand")]
    Nested,
    /// Anything else: a mistake in the program or the set-up.
    #[error("{0}")]
    Other(String),
}

/// Which sort of rule of the schema was broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConstraintKind {
    /// Primary key or UNIQUE.
    Unique,
    /// A reference to a row that is not there, or the removal of one referred to.
    ForeignKey,
    /// A CHECK.
    Check,
    /// NOT NULL.
    NotNull,
    /// Another (a column's type in a strict table, a trigger).
    Other,
}

/// From SQLite, at opening or controlling a transaction (no bound values).
pub(crate) fn from_sqlite(error: &rusqlite::Error) -> Error {
    sqlite(error, "", true)
}

/// From SQLite, about the statement `sql` (named by its first words); `preparing` says that no value was bound yet.
pub(crate) fn sqlite(error: &rusqlite::Error, sql: &str, preparing: bool) -> Error {
    let words = super::sql::first_words(sql);
    let rusqlite::Error::SqliteFailure(failure, message) = error else {
        return match error {
            rusqlite::Error::SqlInputError { msg, .. } if preparing => {
                Error::Other(format!("{msg}, in `{words}`"))
            }
            rusqlite::Error::ExecuteReturnedResults => {
                Error::Other(format!("execute of a statement with an answer: `{words}`"))
            }
            _ => Error::Other(format!("a statement SQLite could not do: `{words}`")),
        };
    };
    let code = rusqlite::ffi::code_to_str(failure.extended_code);
    match failure.code {
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Error::Busy,
        ErrorCode::DiskFull => Error::DiskFull,
        ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => Error::Corrupt(code.to_owned()),
        ErrorCode::CannotOpen | ErrorCode::SystemIoFailure => Error::Unavailable(code.to_owned()),
        ErrorCode::ConstraintViolation => Error::Constraint {
            kind: match failure.extended_code {
                rusqlite::ffi::SQLITE_CONSTRAINT_UNIQUE
                | rusqlite::ffi::SQLITE_CONSTRAINT_PRIMARYKEY
                | rusqlite::ffi::SQLITE_CONSTRAINT_ROWID => ConstraintKind::Unique,
                rusqlite::ffi::SQLITE_CONSTRAINT_FOREIGNKEY => ConstraintKind::ForeignKey,
                rusqlite::ffi::SQLITE_CONSTRAINT_CHECK => ConstraintKind::Check,
                rusqlite::ffi::SQLITE_CONSTRAINT_NOTNULL => ConstraintKind::NotNull,
                _ => ConstraintKind::Other,
            },
            // "UNIQUE constraint failed: setting.key": names alone stand after the colon.
            what: message.as_deref().map_or_else(String::new, |text| {
                text.split_once(": ")
                    .map_or(text, |(_, names)| names)
                    .to_owned()
            }),
        },
        _ => match message.as_ref().filter(|_| preparing) {
            Some(message) => Error::Other(format!("{message}, in `{words}`")),
            None => Error::Other(format!("{code}, in `{words}`")),
        },
    }
}
