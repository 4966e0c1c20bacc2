//! Signing in: accounts, sessions, the second factor, and what was sent with a session that had ended. Names, passwords and
//! codes never reach a log or an error's text.

pub mod change;
pub mod me;
pub mod open;
pub mod password;
pub mod second;
pub mod session;
pub mod sign_in;
pub mod stash;

use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};

/// A session that is not used for so long has ended.
pub const IDLE: SignedDuration = SignedDuration::from_hours(1);
/// A session ends after so long, however much it is used: a working day.
pub const LONGEST: SignedDuration = SignedDuration::from_hours(12);
/// What came too late is kept for so long.
pub const KEPT: SignedDuration = SignedDuration::from_hours(24 * 30);

/// SHA-256 in hexadecimal, for tokens and for what attempts have in common.
pub(crate) fn hashed(text: &str) -> String {
    let hash = Sha256::digest(text.as_bytes());
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}

pub(crate) fn earlier(at: Timestamp, by: SignedDuration) -> Timestamp {
    at.checked_sub(by).unwrap_or(Timestamp::MIN)
}

/// A secret of 256 bits as hexadecimal.
pub(crate) fn secret(ids: crate::Ids<'_>) -> String {
    format!("{:032x}{:032x}", ids(), ids())
}
