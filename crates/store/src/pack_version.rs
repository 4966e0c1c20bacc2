//! Published versions of packs, with their sources, so that an episode can go on under the version it began with. A
//! published version never changes and is never removed; nothing here reads what the sources say.

use std::collections::BTreeMap;

use domain::Name;
use jiff::Timestamp;

use crate::db::{Error, Result, Row, Tx};
use crate::{args, sql};

/// A version to publish.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// The pack's name.
    pub pack: Name,
    /// Its version, as written in the pack.
    pub version: String,
    /// A hash over the sources, as the caller reckons it.
    pub hash: String,
    /// Texts by their path in the pack's folder.
    pub sources: BTreeMap<String, String>,
}

/// A published version in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The pack's name.
    pub pack: Name,
    /// Its version.
    pub version: String,
    /// The hash it was published with.
    pub hash: String,
    /// When it was published.
    pub published: Timestamp,
}

/// Why a version was not published.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// It is there with other contents.
    #[error(
        "version {version} of `{pack}` is already published with other contents, and a published version never changes: \
         give the changed pack a new version"
    )]
    Changed {
        /// The pack's name.
        pack: Name,
        /// The version.
        version: String,
    },
    /// The database.
    #[error(transparent)]
    Store(#[from] Error),
}

/// Publishes a version; whether it is new. The same contents again change nothing.
pub fn publish(
    tx: &mut Tx<'_>,
    new: &Published,
    at: Timestamp,
) -> std::result::Result<bool, Refused> {
    let sources = serde_json::to_string(&new.sources)
        .map_err(|error| Error::Other(format!("a pack's sources cannot be written: {error}")))?;
    let added = tx.execute(
        sql!(
            "INSERT INTO pack_version (pack, version, hash, sources, published) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (pack, version) DO NOTHING"
        ),
        args![&new.pack, &new.version, &new.hash, sources, at],
    )?;
    if added == 1 {
        return Ok(true);
    }
    let hash: String = tx.query_one(
        sql!("SELECT hash FROM pack_version WHERE pack = ?1 AND version = ?2"),
        args![&new.pack, &new.version],
        |row| row.get(0),
    )?;
    if hash == new.hash {
        return Ok(false);
    }
    Err(Refused::Changed {
        pack: new.pack.clone(),
        version: new.version.clone(),
    })
}

/// A version with its sources; `None` if it was never published.
pub fn load(tx: &mut Tx<'_>, pack: &Name, version: &str) -> Result<Option<Published>> {
    tx.query_one_opt(
        sql!("SELECT hash, sources FROM pack_version WHERE pack = ?1 AND version = ?2"),
        args![pack, version],
        |row| {
            Ok(Published {
                pack: pack.clone(),
                version: version.into(),
                hash: row.get(0)?,
                sources: serde_json::from_str(row.get(1)?)
                    .map_err(|_| Error::Corrupt("a pack's sources cannot be read".into()))?,
            })
        },
    )
}

/// The versions of a pack, newest first.
pub fn versions(tx: &mut Tx<'_>, pack: &Name) -> Result<Vec<Listed>> {
    tx.query(
        sql!(
            "SELECT pack, version, hash, published FROM pack_version WHERE pack = ?1
             ORDER BY published DESC, version DESC"
        ),
        args![pack],
        listed,
    )
}

/// Every published version, by pack, newest first.
pub fn all(tx: &mut Tx<'_>) -> Result<Vec<Listed>> {
    tx.query(
        sql!(
            "SELECT pack, version, hash, published FROM pack_version ORDER BY pack, published DESC, version DESC"
        ),
        args![],
        listed,
    )
}

fn listed(row: &Row) -> Result<Listed> {
    Ok(Listed {
        pack: row.get(0)?,
        version: row.get(1)?,
        hash: row.get(2)?,
        published: row.get(3)?,
    })
}
