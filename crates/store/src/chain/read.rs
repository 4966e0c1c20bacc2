//! Reading chains.

use std::collections::BTreeMap;

use domain::{Delivered, Event, FileId};

use super::{Hash, Heads};
use crate::db::{Error, Result, Row, Tx, Value};
use crate::{args, sql};

fn hash(bytes: &[u8]) -> Result<Hash> {
    bytes
        .try_into()
        .map_err(|_| Error::Corrupt("a hash of a chain does not have 32 bytes".into()))
}

fn delivered(row: &Row) -> Result<Delivered> {
    let content: Option<String> = row.get(2)?;
    let content = content
        .ok_or_else(|| Error::Other("the content of an event has been disposed of".into()))?;
    let event: Event = serde_json::from_str(&content).map_err(|_| {
        Error::Corrupt(
            "the content of an event cannot be read: run `alongside ledger verify`".into(),
        )
    })?;
    let matter: Option<String> = row.get(1)?;
    let matter = matter
        .map(|m| {
            m.parse()
                .map_err(|_| Error::Corrupt("a delivery names no matter".into()))
        })
        .transpose()?;
    Ok(Delivered {
        seq: row.get::<i64>(0)? as u64,
        matter,
        event,
    })
}

/// The events of a file's chain, oldest first; none for a file that does not exist.
pub fn load(tx: &mut Tx<'_>, file: FileId) -> Result<Vec<Delivered>> {
    tx.query(
        sql!(
            "SELECT d.seq, d.matter, e.content FROM delivery d JOIN event e ON e.event = d.event
             WHERE d.file = ?1 AND e.content IS NOT NULL ORDER BY d.seq"
        ),
        args![file.to_string()],
        delivered,
    )
}

/// The events delivered to some files, oldest first, as [`load`] gives those of one: one statement.
pub fn load_many(tx: &mut Tx<'_>, files: &[FileId]) -> Result<BTreeMap<FileId, Vec<Delivered>>> {
    let mut all: BTreeMap<FileId, Vec<Delivered>> =
        files.iter().map(|file| (*file, Vec::new())).collect();
    tx.for_each(
        sql!(
            "SELECT d.seq, d.matter, e.content, d.file FROM delivery d JOIN event e ON e.event = d.event
             WHERE d.file IN {{texts ?1}} AND e.content IS NOT NULL ORDER BY d.file, d.seq"
        ),
        args![Value::texts(files.iter().map(ToString::to_string))],
        |row| {
            all.entry(row.get(3)?).or_default().push(delivered(row)?);
            Ok(())
        },
    )?;
    Ok(all)
}

/// Where chains end, their rows locked until the transaction ends; files that do not exist are left out.
/// Always in the order of their identifiers, so that two writers cannot wait for each other.
pub fn load_for_update(tx: &mut Tx<'_>, files: &[FileId]) -> Result<Heads> {
    let mut files = files.to_vec();
    files.sort_unstable();
    files.dedup();
    let mut heads = Heads::new();
    for file in files {
        let head = tx.query_one_opt(
            sql!("SELECT head, hash FROM file WHERE file = ?1 {{for_update}}"),
            args![file.to_string()],
            |row| Ok((row.get::<i64>(0)? as u64, hash(&row.get::<Vec<u8>>(1)?)?)),
        )?;
        if let Some(head) = head {
            heads.insert(file, head);
        }
    }
    Ok(heads)
}

/// How many events each of some files has.
pub fn heads(tx: &mut Tx<'_>, file: FileId) -> Result<Option<u64>> {
    tx.query_one_opt(
        sql!("SELECT head FROM file WHERE file = ?1"),
        args![file.to_string()],
        |row| Ok(row.get::<i64>(0)? as u64),
    )
}

/// Up to `limit` files after one, in the order of their identifiers: for work that goes over all of them.
pub fn all_files(tx: &mut Tx<'_>, after: Option<FileId>, limit: i64) -> Result<Vec<FileId>> {
    let after = after.map(|f| f.to_string()).unwrap_or_default();
    tx.query(
        sql!("SELECT file FROM file WHERE file > ?1 ORDER BY file LIMIT ?2"),
        args![after, limit],
        |row| {
            row.get::<String>(0)?
                .parse()
                .map_err(|_| Error::Corrupt("a file's identifier cannot be read".into()))
        },
    )
}
