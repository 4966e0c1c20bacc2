//! Chains of events: appending, reading and verifying. Each file's deliveries form a hash chain over salted
//! commitments to the events' content, so that content may lawfully be destroyed and the chain still verifies; the
//! global chain runs over all deliveries, so that a missing file shows. Nothing here decides what may happen.

mod append;
mod read;
mod verify;

use std::collections::BTreeMap;

use domain::{FileId, MatterId};
use sha2::{Digest, Sha256};

pub use append::{Addressed, seal};
pub use read::{all_files, heads, load, load_for_update, load_many};
pub use verify::{Head, Trouble, Verified, head, verify};

/// SHA-256.
pub type Hash = [u8; 32];

/// Where chains begin.
pub(crate) const START: Hash = [0; 32];

/// The commitment to an event's content: SHA-256 over its salt and its bytes.
pub(crate) fn commitment(salt: &[u8], content: &str) -> Hash {
    let mut hash = Sha256::new();
    hash.update(b"alongside event 1");
    hash.update((salt.len() as u64).to_be_bytes());
    hash.update(salt);
    hash.update(content);
    hash.finalize().into()
}

/// The next link of a file's chain.
pub(crate) fn link(
    before: &[u8],
    file: FileId,
    seq: u64,
    matter: Option<MatterId>,
    commitment: &[u8],
) -> Hash {
    let mut hash = Sha256::new();
    hash.update(b"alongside link 1");
    hash.update(before);
    hash.update(file.bits().to_be_bytes());
    hash.update(seq.to_be_bytes());
    hash.update(matter.map_or(0, MatterId::bits).to_be_bytes());
    hash.update(commitment);
    hash.finalize().into()
}

/// The next link of the global chain.
pub(crate) fn sealed(before: &[u8], file: FileId, seq: u64, link: &[u8]) -> Hash {
    let mut hash = Sha256::new();
    hash.update(b"alongside seal 1");
    hash.update(before);
    hash.update(file.bits().to_be_bytes());
    hash.update(seq.to_be_bytes());
    hash.update(link);
    hash.finalize().into()
}

/// Files with where their chains end.
pub type Heads = BTreeMap<FileId, (u64, Hash)>;

/// A hash as lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
