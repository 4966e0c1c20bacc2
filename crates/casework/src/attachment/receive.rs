//! Receiving a file as it arrives. It stands nowhere until it is put on a file or with a draft, by who received it.

use serde::{Deserialize, Serialize};
use store::attachment::{Limits, Receiver, Refused, clean_name};

use crate::office::{Acting, Ids, Office};
use crate::unit::Unit;
use crate::{Error, Result};

/// What was received.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Received {
    /// SHA-256 of its content, in hexadecimal: what answers name it by.
    pub sha256: String,
    /// Its name, cleaned.
    pub name: String,
    /// Its media type, by content.
    pub media_type: String,
    /// Its length.
    pub bytes: u64,
}

/// A file that is arriving.
pub struct Receiving<'a> {
    office: &'a Office,
    acting: Acting,
    name: String,
    receiver: Receiver<'a>,
}

/// Begins to receive a file that its sender calls `name`, within limits.
///
/// # Errors
/// `NotAllowed` for somebody without a role in the acting service.
pub fn begin<'a>(
    office: &'a Office,
    acting: &Acting,
    ids: Ids<'_>,
    name: &str,
    limits: Limits<'a>,
) -> Result<Receiving<'a>> {
    let roles = office.store.read(|tx| {
        let mut none = || 0;
        Unit::reading(tx, office, acting, &mut none).roles()
    })?;
    if roles.is_empty() {
        return Err(Error::not_allowed(
            "you may not attach anything: you hold no role in this service",
        ));
    }
    Ok(Receiving {
        office,
        acting: acting.clone(),
        name: name.to_owned(),
        receiver: Receiver::new(ids(), limits, acting.now),
    })
}

impl Receiving<'_> {
    /// Takes the next bytes.
    ///
    /// # Errors
    /// `Wrong` with why the file is not accepted; nothing of it is kept then.
    pub fn take(&mut self, chunk: &[u8]) -> Result<()> {
        let taken = self.receiver.take(&self.office.store, chunk);
        taken.map_err(refused)
    }

    /// Keeps the file.
    ///
    /// # Errors
    /// As for [`take`](Self::take).
    pub fn finish(self) -> Result<Received> {
        let kept = self.receiver.finish(&self.office.store).map_err(refused)?;
        let name = clean_name(&self.name, &kept.media_type);
        let (worker, now) = (self.acting.worker, self.acting.now);
        self.office.store.write(|tx| {
            store::attachment::received::note(tx, worker, &kept.sha256, None, &name, now)
        })?;
        Ok(Received {
            sha256: kept.sha256,
            name,
            media_type: kept.media_type,
            bytes: kept.bytes,
        })
    }

    /// Gives up: nothing is kept.
    ///
    /// # Errors
    /// Those of the database.
    pub fn give_up(self) -> Result<()> {
        Ok(self.receiver.give_up(&self.office.store)?)
    }
}

fn refused(refused: Refused) -> Error {
    let remedy = match &refused {
        Refused::Store(_) => "",
        Refused::Empty => "choose the file again",
        Refused::TooLarge { .. } => "send a smaller one, or part it",
        _ => "send it as a PDF, a picture or plain text",
    };
    match refused {
        Refused::Store(error) => Error::Store(error),
        refused => Error::wrong(refused.to_string(), remedy),
    }
}
