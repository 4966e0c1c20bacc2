//! An attachment read part by part, each in a short transaction, so that a slow reader keeps nothing open.

use sha2::{Digest, Sha256};

use crate::chain::hex;
use crate::db::{Error, Result, Store};

/// The parts of one attachment, in order. Who may read them, the caller has asked.
pub struct Parts {
    sha256: String,
    next: u32,
    hash: Sha256,
}

impl Parts {
    /// From the first part on.
    pub fn of(sha256: &str) -> Self {
        Self {
            sha256: sha256.to_owned(),
            next: 0,
            hash: Sha256::new(),
        }
    }

    /// The next part, of at most 1 MB; `None` after the last. `Error::Corrupt` there if what was given is not what was kept.
    pub fn next(&mut self, store: &Store) -> Result<Option<Vec<u8>>> {
        match store.read(|tx| super::part(tx, &self.sha256, self.next))? {
            Some(content) => {
                self.hash.update(&content);
                self.next += 1;
                Ok(Some(content))
            }
            None if hex(&self.hash.clone().finalize()) == self.sha256 => Ok(None),
            None => Err(Error::Corrupt(
                "an attachment is not what was kept under its hash".into(),
            )),
        }
    }
}
