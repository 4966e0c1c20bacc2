//! What PostgreSQL's error codes mean for the caller. Messages are used only where no value was
//! bound yet: "invalid input syntax for type integer" quotes what it was given.

use std::error::Error as _;

use postgres::error::SqlState;

use super::super::sql::first_words;
use super::super::tx::Fault;
use super::super::{ConstraintKind, Error};

/// The error of a statement, and whether the transaction can go on.
/// `text` is the statement (empty for the session's own), `preparing` says that no value was bound yet.
pub(super) fn told(e: &postgres::Error, text: &str, preparing: bool) -> (Error, Fault) {
    let words = first_words(text);
    let Some(database) = e.as_db_error() else {
        // Without an answer from the server, the connection is not to be trusted.
        let why = match e.source().filter(|_| text.is_empty()) {
            Some(source) => format!("{e}: {source}"),
            None => e.to_string(),
        };
        return (Error::Unavailable(why), Fault::Lost);
    };
    let state = database.code();
    let code = state.code();
    let name = database.constraint().or(database.column());
    let broken = |kind| Error::Constraint {
        kind,
        what: name.unwrap_or("unnamed").to_owned(),
    };
    match state {
        &SqlState::T_R_SERIALIZATION_FAILURE | &SqlState::T_R_DEADLOCK_DETECTED => {
            (Error::Busy, Fault::Again)
        }
        // A prepared statement from before another node's migration; run again, it is prepared anew.
        &SqlState::FEATURE_NOT_SUPPORTED if database.routine() == Some("RevalidateCachedQuery") => {
            (Error::Busy, Fault::Again)
        }
        &SqlState::LOCK_NOT_AVAILABLE | &SqlState::QUERY_CANCELED => {
            (Error::Busy, Fault::Statement)
        }
        &SqlState::DISK_FULL => (Error::DiskFull, Fault::Statement),
        &SqlState::UNIQUE_VIOLATION => (broken(ConstraintKind::Unique), Fault::Statement),
        &SqlState::FOREIGN_KEY_VIOLATION => (broken(ConstraintKind::ForeignKey), Fault::Statement),
        &SqlState::CHECK_VIOLATION => (broken(ConstraintKind::Check), Fault::Statement),
        &SqlState::NOT_NULL_VIOLATION => (broken(ConstraintKind::NotNull), Fault::Statement),
        _ if code.starts_with("23") => (broken(ConstraintKind::Other), Fault::Statement),
        _ if ["08", "57P"].iter().any(|class| code.starts_with(class)) => {
            (Error::Unavailable(code.to_owned()), Fault::Lost)
        }
        _ if code.starts_with("53") || code.starts_with("28") || code == "3D000" => {
            (Error::Unavailable(code.to_owned()), Fault::Statement)
        }
        _ if ["XX001", "XX002"].contains(&code) => {
            (Error::Corrupt(code.to_owned()), Fault::Statement)
        }
        _ if preparing => {
            let message = database.message();
            (
                Error::Other(format!("{message}, in `{words}`")),
                Fault::Statement,
            )
        }
        _ => (
            Error::Other(format!("SQLSTATE {code}, in `{words}`")),
            Fault::Statement,
        ),
    }
}

/// Whether an error that COMMIT was answered with leaves open what became of it: the server
/// went away, perhaps while it waited for its standby.
pub(super) fn leaves_commit_open(e: &postgres::Error) -> bool {
    e.code().is_none_or(|state| {
        ["08", "57P"]
            .iter()
            .any(|class| state.code().starts_with(class))
    })
}
