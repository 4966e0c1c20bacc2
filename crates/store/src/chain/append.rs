//! Appending events to the chains of the files they are delivered to.

use domain::{Event, FileId, MatterId};

use super::{Hash, Heads, START, commitment, link, sealed};
use crate::db::{Error, Result, Tx};
use crate::{args, sql};

/// An event and the files it is delivered to, each with the matter of that file it belongs to.
#[derive(Debug, Clone)]
pub struct Addressed {
    /// The event.
    pub event: Event,
    /// Random bytes that keep its commitment from being guessed.
    pub salt: [u8; 16],
    /// Where it is delivered, the home file first.
    pub to: Vec<(FileId, Option<MatterId>)>,
}

impl Tx<'_> {
    /// Appends events in their order. `heads` is what was read under `load_for_update`: a file that has since moved on
    /// gives `Error::Conflict`; a file that is not in it begins its chain here.
    pub fn append(&mut self, heads: &Heads, events: &[Addressed]) -> Result<()> {
        let mut ends: Heads = Heads::new();
        for addressed in events {
            let content = serde_json::to_string(&addressed.event)
                .map_err(|error| Error::Other(format!("an event cannot be written: {error}")))?;
            let commitment = commitment(&addressed.salt, &content);
            let id = addressed.event.id.to_string();
            self.execute(
                sql!("INSERT INTO event (event, recorded, content, salt, commitment) VALUES (?1, ?2, ?3, ?4, ?5)"),
                args![&id, addressed.event.recorded, &content, &addressed.salt[..], &commitment[..]],
            )?;
            for (file, matter) in &addressed.to {
                let (seq, hash) = ends
                    .get(file)
                    .or(heads.get(file))
                    .copied()
                    .unwrap_or((0, START));
                let seq = seq + 1;
                let hash = link(&hash, *file, seq, *matter, &commitment);
                self.execute(
                    sql!("INSERT INTO delivery (file, seq, event, matter, hash) VALUES (?1, ?2, ?3, ?4, ?5)"),
                    args![file.to_string(), seq as i64, &id, matter.map(|m| m.to_string()), &hash[..]],
                )?;
                ends.insert(*file, (seq, hash));
            }
        }
        for (file, (seq, hash)) in &ends {
            match heads.get(file) {
                Some((was, _)) => self.execute_one(
                    sql!("UPDATE file SET head = ?2, hash = ?3 WHERE file = ?1 AND head = ?4"),
                    args![file.to_string(), *seq as i64, &hash[..], *was as i64],
                )?,
                None => self.execute_one(
                    sql!("INSERT INTO file (file, head, hash) VALUES (?1, ?2, ?3)"),
                    args![file.to_string(), *seq as i64, &hash[..]],
                )?,
            }
        }
        // One writer: the global chain grows with the file's. A server seals apart from the writers (see `seal`).
        if self.is_sqlite() {
            seal(self)?;
        }
        Ok(())
    }
}

/// Places the deliveries that are not yet in the global chain, in an order in which each file's stay in their own.
/// Gives how many were placed. On a server it is called before a head is taken and from time to time, by one node at
/// a time: the row of the chain's end is locked.
pub fn seal(tx: &mut Tx<'_>) -> Result<u64> {
    let end = tx.query_one_opt(
        sql!("SELECT pos, sealed FROM chain WHERE one = 1 {{for_update}}"),
        args![],
        |row| Ok((row.get::<i64>(0)?, row.get::<Vec<u8>>(1)?)),
    )?;
    let fresh = end.is_none();
    let (mut pos, mut last) = end.unwrap_or((0, START.to_vec()));
    let waiting = tx.query(
        sql!(
            "SELECT d.file, d.seq, d.hash FROM delivery d JOIN event e ON e.event = d.event WHERE d.pos IS NULL
             ORDER BY e.recorded, d.file, d.seq"
        ),
        args![],
        |row| Ok((row.get::<String>(0)?, row.get::<i64>(1)?, row.get::<Vec<u8>>(2)?)),
    )?;
    let mut waiting = waiting;
    // A file's own order goes before the time of recording, which a shifted system clock may have turned round.
    let mut by_file: std::collections::BTreeMap<String, Vec<usize>> =
        std::collections::BTreeMap::new();
    for (index, (file, _, _)) in waiting.iter().enumerate() {
        by_file.entry(file.clone()).or_default().push(index);
    }
    for places in by_file.values() {
        let mut own: Vec<_> = places
            .iter()
            .map(|i| (waiting[*i].1, waiting[*i].2.clone()))
            .collect();
        own.sort_by_key(|(seq, _)| *seq);
        for (place, (seq, hash)) in places.iter().zip(own) {
            waiting[*place].1 = seq;
            waiting[*place].2 = hash;
        }
    }
    let count = waiting.len() as u64;
    for (file, seq, hash) in waiting {
        let id: FileId = file
            .parse()
            .map_err(|_| Error::Corrupt(format!("`{file}` is not an identifier of a file")))?;
        let next: Hash = sealed(&last, id, seq as u64, &hash);
        pos += 1;
        tx.execute_one(
            sql!("UPDATE delivery SET pos = ?3, sealed = ?4 WHERE file = ?1 AND seq = ?2"),
            args![file, seq, pos, &next[..]],
        )?;
        last = next.to_vec();
    }
    if count > 0 {
        let write = if fresh {
            sql!("INSERT INTO chain (one, pos, sealed) VALUES (1, ?1, ?2)")
        } else {
            sql!("UPDATE chain SET pos = ?1, sealed = ?2 WHERE one = 1")
        };
        tx.execute_one(write, args![pos, &last[..]])?;
    }
    Ok(count)
}
