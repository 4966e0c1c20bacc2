//! Attachments: whole files that records carry, kept in the database in parts of 1 MB under the hash of their content.
//! They come and go as streams; none is ever in memory whole. What a file is, its first bytes say, never its name. Which
//! record carries which attachment, and who may read it, is decided elsewhere.

mod detect;
mod name;
mod parts;
mod receive;
pub mod received;

use jiff::Timestamp;
use sha2::{Digest, Sha256};

use crate::chain::hex;
use crate::db::{Error, Result, Tx};
use crate::{args, sql};

pub use detect::{Danger, UNKNOWN};
pub use name::clean_name;
pub use parts::Parts;
pub use receive::{Limits, Receiver, Refused};

/// The length of every part but the last, in bytes.
pub const PART: usize = 1024 * 1024;

/// An attachment that is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// SHA-256 of the content in lower-case hexadecimal: what a record names it by.
    pub sha256: String,
    /// Its media type, by content.
    pub media_type: String,
    /// Its length.
    pub bytes: u64,
}

/// What is known of an attachment; `None` if there is none with this hash.
pub fn find(tx: &mut Tx<'_>, sha256: &str) -> Result<Option<Kept>> {
    tx.query_one_opt(
        sql!("SELECT sha256, media_type, bytes FROM attachment WHERE sha256 = ?1"),
        args![sha256],
        |row| {
            Ok(Kept {
                sha256: row.get(0)?,
                media_type: row.get(1)?,
                bytes: row.get::<i64>(2)? as u64,
            })
        },
    )
}

/// Part `n` of an attachment, from 0; `None` after the last one. For a reader who is not kept in one transaction.
pub fn part(tx: &mut Tx<'_>, sha256: &str, n: u32) -> Result<Option<Vec<u8>>> {
    tx.query_one_opt(
        sql!(
            "SELECT p.content FROM attachment a JOIN attachment_part p ON p.upload = a.upload
             WHERE a.sha256 = ?1 AND p.n = ?2"
        ),
        args![sha256, n],
        |row| row.get(0),
    )
}

/// Hands over the parts of an attachment in order; false if there is none with this hash. `Error::Corrupt`, at the end, if
/// what was handed over is not what was kept.
pub fn for_each_part(
    tx: &mut Tx<'_>,
    sha256: &str,
    mut each: impl FnMut(&[u8]) -> Result<()>,
) -> Result<bool> {
    let mut hash = Sha256::new();
    let mut any = false;
    tx.for_each(
        sql!(
            "SELECT p.content FROM attachment a JOIN attachment_part p ON p.upload = a.upload
             WHERE a.sha256 = ?1 ORDER BY p.n"
        ),
        args![sha256],
        |row| {
            any = true;
            let content: &[u8] = row.get(0)?;
            hash.update(content);
            each(content)
        },
    )?;
    if any && hex(&hash.finalize()) != sha256 {
        return Err(Error::Corrupt(
            "an attachment is not what was kept under its hash".into(),
        ));
    }
    Ok(any)
}

/// Removes up to 20 uploads that were begun before an instant and never became an attachment; gives how many. Call it until
/// it gives 0. An upload that is still under way then fails.
pub fn sweep(tx: &mut Tx<'_>, before: Timestamp) -> Result<usize> {
    let left: Vec<String> = tx.query(
        sql!(
            "SELECT upload FROM attachment_upload WHERE begun < ?1 ORDER BY begun, upload LIMIT 20 {{skip_locked}}"
        ),
        args![before],
        |row| row.get(0),
    )?;
    for upload in &left {
        remove(tx, upload)?;
    }
    Ok(left.len())
}

/// Removes an upload with its parts, unless it has become an attachment (its COMMIT may have been answered by nobody).
fn remove(tx: &mut Tx<'_>, upload: &str) -> Result<()> {
    let left = tx.execute(
        sql!("DELETE FROM attachment_upload WHERE upload = ?1"),
        args![upload],
    )?;
    match left {
        0 => Ok(()),
        _ => drop_parts(tx, upload),
    }
}

fn drop_parts(tx: &mut Tx<'_>, upload: &str) -> Result<()> {
    tx.execute(
        sql!("DELETE FROM attachment_part WHERE upload = ?1"),
        args![upload],
    )
    .map(drop)
}
