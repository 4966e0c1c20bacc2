//! Why an act was not done, told so that the person knows what to do. What somebody may not see answers as if it did
//! not exist.

use pack::practice::{FieldProblem, Refusal};

/// Why an act was not done.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such thing, or none that may be seen.
    #[error("there is no such {0}")]
    NotFound(&'static str),
    /// It may be seen, but this may not be done to it.
    #[error("{why}")]
    NotAllowed {
        /// What may not be done, and who can.
        why: String,
    },
    /// Guards of the pack refuse it.
    #[error("{}", .0.iter().map(|r| r.says.as_str()).collect::<Vec<_>>().join(" "))]
    Refused(Vec<Refusal>),
    /// Answers are missing or wrong; every one is listed.
    #[error("{} answers need another look", .0.len())]
    Invalid(Vec<FieldProblem>),
    /// Something given is wrong.
    #[error("{what}: {remedy}")]
    Wrong {
        /// What is wrong.
        what: String,
        /// What to do.
        remedy: String,
    },
    /// Somebody else changed it in the meantime.
    #[error("{what} was changed in the meantime: look at it again, then repeat what you did")]
    Stale {
        /// What was changed.
        what: &'static str,
    },
    /// The same idempotency key came with another request.
    #[error("this key was used for another request: use a new one")]
    KeyReused,
    /// The database.
    #[error(transparent)]
    Store(#[from] store::Error),
}

impl Error {
    /// Something given is wrong, and what to do about it.
    pub fn wrong(what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self::Wrong {
            what: what.into(),
            remedy: remedy.into(),
        }
    }

    /// The act may not be done; who can.
    pub fn not_allowed(why: impl Into<String>) -> Self {
        Self::NotAllowed { why: why.into() }
    }
}

/// A result of casework.
pub type Result<T> = std::result::Result<T, Error>;
