//! Lists as pages show them: each one statement, read page by page from the place after the last row seen, so that a long list
//! costs no more than a short one. They read what is worked out from events (see the migrations) and change nothing. Who may see a
//! row is decided elsewhere.

pub mod beside;
pub mod carried;
pub mod caseload;
pub mod cover;
pub mod cycles;
pub mod day;
pub mod duty;
pub mod entries;
pub mod front;
pub mod involved;
pub mod kin;
pub mod matters;
pub mod named;
pub mod notices;
pub mod offered;
pub mod staff;
mod statement;
pub mod team;
pub mod tray;
pub mod workers;

/// Sorts before every text.
const FIRST: &str = "";
/// Sorts after every text, on both databases.
const LAST: &str = "\u{10FFFF}";
