//! The whole ledger looked at: chains against themselves and a head kept elsewhere, tables against what the events give,
//! published packs against the hash they were published with. Drafts are not part of it. It mends nothing.

use pack::Sources;
use store::chain::{Head, Verified};

use crate::Result;
use crate::office::Office;
use crate::timescale::recompute;

/// The most differences of tables that are named.
const MOST: usize = 100;

/// What was looked at, and what is wrong.
#[derive(Debug, Clone)]
pub struct Found {
    /// Files whose chains were read.
    pub files: u64,
    /// Entries that were read.
    pub entries: u64,
    /// The end of the ledger now.
    pub head: Head,
    /// Each trouble as a line that opens with the file it is about, where it is about one; nothing personal stands in it.
    pub troubles: Vec<String>,
}

/// The head to keep. On a server the entries still waiting for their place in the whole ledger get it first.
///
/// # Errors
/// Those of the database.
pub fn head(office: &Office) -> Result<Head> {
    if office.store.dialect() == store::Dialect::Postgres {
        office.store.write(store::chain::seal)?;
    }
    Ok(office.store.read(store::chain::head)?)
}

/// Looks at everything. Tables are compared only where the chains hold: they can be no truer than what they come from.
///
/// # Errors
/// Those of the database.
pub fn verify(office: &Office, kept: Option<&Head>, tick: &mut dyn FnMut(u64)) -> Result<Found> {
    let (verified, head): (Verified, Head) = office.store.read(|tx| {
        let verified = store::chain::verify(tx, kept, tick)?;
        Ok::<_, store::Error>((verified, store::chain::head(tx)?))
    })?;
    let mut troubles: Vec<String> = verified.troubles.iter().map(ToString::to_string).collect();
    if troubles.is_empty() {
        troubles.extend(packs(office)?);
        let (_, differing) = recompute::check(office, MOST, tick)?;
        troubles.extend(differing.iter().map(|d| {
            format!(
                "file {}: {}: this is not what its events give",
                d.file, d.what
            )
        }));
        let stray = office.store.read(store::derived::strays)?;
        troubles.extend(stray);
    }
    Ok(Found {
        files: verified.files,
        entries: verified.entries,
        head,
        troubles,
    })
}

/// Published packs that are no longer what was published.
fn packs(office: &Office) -> Result<Vec<String>> {
    office.store.read(|tx| {
        let mut wrong = Vec::new();
        for listed in store::pack_version::all(tx)? {
            let found = store::pack_version::load(tx, &listed.pack, &listed.version)?;
            let hash = found.map(|p| {
                let files = p.sources.iter();
                Sources::of(files.map(|(path, text)| (path.as_str(), text.as_str()))).hash()
            });
            if hash.as_ref() != Some(&listed.hash) {
                wrong.push(format!(
                    "pack {} {}: its files are not those that were published",
                    listed.pack, listed.version
                ));
            }
        }
        Ok(wrong)
    })
}
