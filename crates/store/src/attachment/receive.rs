//! Receiving an attachment: parts are written as they fill, each in a transaction of its own, and the attachment's row last,
//! so that a crash leaves parts that nobody sees and `sweep` removes. A refusal removes at once what was written.

use jiff::Timestamp;
use sha2::{Digest, Sha256};

use super::detect::{self, Danger};
use super::{Kept, PART, drop_parts, remove};
use crate::chain::hex;
use crate::db::{Error, Store, Tx};
use crate::{args, sql};

/// What is accepted.
#[derive(Debug, Clone, Copy)]
pub struct Limits<'a> {
    /// The most bytes.
    pub bytes: u64,
    /// The media types, such as `application/pdf`; text of any sort is `text/plain`.
    pub allowed: &'a [&'a str],
}

/// Why an attachment is not kept. Nothing of it is.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// It has no content.
    #[error("the file is empty")]
    Empty,
    /// It is longer than allowed.
    #[error("the file is larger than {most} bytes")]
    TooLarge {
        /// The most bytes.
        most: u64,
    },
    /// Its content could do harm when opened, whatever it is called.
    #[error("the file is {0}, which is not accepted")]
    Dangerous(Danger),
    /// Its media type is not among those allowed.
    #[error("files of the type {0} are not accepted")]
    NotAllowed(&'static str),
    /// It began as text and went on as something else.
    #[error("the file begins as text and goes on as something else")]
    NotText,
    /// It was refused before, or given up.
    #[error("the file was already refused")]
    Over,
    /// The database.
    #[error(transparent)]
    Store(#[from] Error),
}

/// Takes an attachment in as it arrives. It holds one part in memory.
pub struct Receiver<'a> {
    upload: String,
    limits: Limits<'a>,
    at: Timestamp,
    media_type: Option<&'static str>,
    hash: Sha256,
    bytes: u64,
    parts: u32,
    waiting: Vec<u8>,
    over: bool,
}

impl<'a> Receiver<'a> {
    /// Nothing received yet. `upload` is 128 random bits, never used before; `at` is the present time, by which an upload that is
    /// left behind is swept.
    pub fn new(upload: u128, limits: Limits<'a>, at: Timestamp) -> Self {
        Receiver {
            upload: format!("{upload:032x}"),
            limits,
            at,
            media_type: None,
            hash: Sha256::new(),
            bytes: 0,
            parts: 0,
            waiting: Vec::new(),
            over: false,
        }
    }

    /// Takes the next bytes, as many as there are. After an error nothing of the attachment is kept and every further call is
    /// refused. Not to be called within a transaction.
    pub fn take(&mut self, store: &Store, chunk: &[u8]) -> Result<(), Refused> {
        self.or_give_up(store, |receiver| receiver.taken(store, chunk))
    }

    /// Keeps the attachment. The same content as one that is kept already is stored once, under the media type found first.
    pub fn finish(mut self, store: &Store) -> Result<Kept, Refused> {
        self.or_give_up(store, |receiver| receiver.finished(store))
    }

    /// Removes what was received so far.
    pub fn give_up(mut self, store: &Store) -> Result<(), Error> {
        self.discard(store)
    }

    fn or_give_up<T>(
        &mut self,
        store: &Store,
        step: impl FnOnce(&mut Self) -> Result<T, Refused>,
    ) -> Result<T, Refused> {
        if self.over {
            return Err(Refused::Over);
        }
        step(self).inspect_err(|_| {
            // The refusal says more than this; what could not be removed is swept later.
            let _ = self.discard(store);
        })
    }

    fn taken(&mut self, store: &Store, mut chunk: &[u8]) -> Result<(), Refused> {
        self.bytes = self.bytes.saturating_add(chunk.len() as u64);
        if self.bytes > self.limits.bytes {
            return Err(Refused::TooLarge {
                most: self.limits.bytes,
            });
        }
        self.hash.update(chunk);
        while self.waiting.len() + chunk.len() > PART {
            let (now, later) = chunk.split_at(PART - self.waiting.len());
            self.waiting.extend_from_slice(now);
            chunk = later;
            self.judge()?;
            let (upload, parts, at) = (&self.upload, self.parts, self.at);
            let waiting = &self.waiting;
            store.write(|tx| write_part(tx, upload, parts, waiting, at))?;
            self.parts += 1;
            self.waiting.clear();
        }
        self.waiting.extend_from_slice(chunk);
        Ok(())
    }

    fn finished(&mut self, store: &Store) -> Result<Kept, Refused> {
        if self.bytes == 0 {
            return Err(Refused::Empty);
        }
        let media_type = self.judge()?;
        let sha256 = hex(&std::mem::take(&mut self.hash).finalize());
        let (upload, parts, at) = (&self.upload, self.parts, self.at);
        let (waiting, bytes) = (&self.waiting, self.bytes as i64);
        store.write(|tx| {
            write_part(tx, upload, parts, waiting, at)?;
            // Swept in the meantime: its first parts are gone.
            tx.execute_one(
                sql!("DELETE FROM attachment_upload WHERE upload = ?1"),
                args![upload],
            )?;
            let added = tx.execute(
                sql!(
                    "INSERT INTO attachment (sha256, media_type, bytes, upload, kept) VALUES (?1, ?2, ?3, ?4, ?5)
                     ON CONFLICT (sha256) DO NOTHING"
                ),
                args![&sha256, media_type, bytes, upload, at],
            )?;
            if added == 0 {
                drop_parts(tx, upload)?;
            }
            let kept = super::find(tx, &sha256)?;
            kept.ok_or(Refused::Store(Error::Conflict))
        })
    }

    /// Judges the part that waits: the first by what it is, those of a text by whether they still are text.
    fn judge(&mut self) -> Result<&'static str, Refused> {
        let Some(media_type) = self.media_type else {
            let media_type = detect::media_type(&self.waiting).map_err(Refused::Dangerous)?;
            if !self.limits.allowed.contains(&media_type) {
                return Err(Refused::NotAllowed(media_type));
            }
            self.media_type = Some(media_type);
            return Ok(media_type);
        };
        if media_type == detect::TEXT && !detect::goes_on_as_text(&self.waiting) {
            return Err(Refused::NotText);
        }
        Ok(media_type)
    }

    fn discard(&mut self, store: &Store) -> Result<(), Error> {
        self.over = true;
        self.waiting = Vec::new();
        if self.parts == 0 {
            return Ok(());
        }
        store.write(|tx| remove(tx, &self.upload))
    }
}

/// Writes part `n`; `Error::Conflict` if the upload was swept.
fn write_part(
    tx: &mut Tx<'_>,
    upload: &str,
    n: u32,
    content: &[u8],
    at: Timestamp,
) -> Result<(), Error> {
    if n == 0 {
        tx.execute_one(
            sql!("INSERT INTO attachment_upload (upload, begun, parts) VALUES (?1, ?2, 1)"),
            args![upload, at],
        )?;
    } else {
        tx.execute_one(
            sql!("UPDATE attachment_upload SET parts = parts + 1 WHERE upload = ?1 AND parts = ?2"),
            args![upload, n],
        )?;
    }
    tx.execute_one(
        sql!("INSERT INTO attachment_part (upload, n, content) VALUES (?1, ?2, ?3)"),
        args![upload, n, content],
    )
}
