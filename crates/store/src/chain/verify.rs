//! Verifying chains: finds the first file whose events were edited, shortened, reordered or taken away, also by somebody
//! who went past this program. Reads only, in memory that does not grow with the number of files.

use std::fmt;
use std::str::FromStr;

use domain::FileId;

use super::{START, commitment, hex, link, sealed};
use crate::db::{Error, Result, Tx};
use crate::{args, sql};

/// The end of the global chain at a moment: how many deliveries, and the hash over them. Worth keeping elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// How many deliveries it covers.
    pub pos: u64,
    /// The hash over them, in hexadecimal.
    pub hash: String,
}

impl fmt::Display for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.pos, self.hash)
    }
}

impl FromStr for Head {
    type Err = String;
    fn from_str(text: &str) -> std::result::Result<Self, String> {
        let wrong = || {
            format!(
                "`{text}` is not a head: a number, a full stop and 64 hexadecimal digits were expected, as `ledger head` prints"
            )
        };
        let (pos, hash) = text.trim().split_once('.').ok_or_else(wrong)?;
        let pos = pos.parse().map_err(|_| wrong())?;
        let fits = hash.len() == 64
            && hash
                .bytes()
                .all(|b| b.is_ascii_hexdigit() && !b.is_ascii_uppercase());
        if fits {
            Ok(Self {
                pos,
                hash: hash.into(),
            })
        } else {
            Err(wrong())
        }
    }
}

/// What is wrong with the chains.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the variants and their messages say it")]
pub enum Trouble {
    Edited {
        file: String,
        seq: u64,
        event: String,
    },
    Gap {
        file: String,
        expected: u64,
        found: u64,
    },
    Relinked {
        file: String,
        seq: u64,
    },
    EventGone {
        file: String,
        seq: u64,
    },
    Shortened {
        file: String,
        head: u64,
        found: u64,
    },
    Lengthened {
        file: String,
        head: u64,
        found: u64,
    },
    NoFile {
        file: String,
    },
    NoEvents {
        file: String,
    },
    NoDelivery {
        event: String,
    },
    Global {
        pos: u64,
        file: String,
        seq: u64,
    },
    GlobalGap {
        pos: u64,
        next: Option<String>,
    },
    SavedHead {
        pos: u64,
        kept: String,
        found: Option<String>,
    },
    End {
        pos: u64,
        found: u64,
    },
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Edited { file, seq, event } => {
                write!(
                    f,
                    "file {file}: entry {seq} (event {event}) is not what was written then"
                )
            }
            Self::Gap {
                file,
                expected,
                found,
            } => {
                write!(
                    f,
                    "file {file}: entry {expected} is missing; the next one there is {found}"
                )
            }
            Self::Relinked { file, seq } => {
                write!(
                    f,
                    "file {file}: entry {seq} does not follow the one before it; entries were changed or put in another order"
                )
            }
            Self::EventGone { file, seq } => {
                write!(f, "file {file}: the event of entry {seq} is missing")
            }
            Self::Shortened { file, head, found } => {
                write!(
                    f,
                    "file {file}: was shortened; it had {head} entries and has {found}"
                )
            }
            Self::Lengthened { file, head, found } => {
                write!(
                    f,
                    "file {file}: has {found} entries where {head} were written"
                )
            }
            Self::NoFile { file } => {
                write!(f, "file {file}: is missing, though entries of it are there")
            }
            Self::NoEvents { file } => write!(f, "file {file}: all its entries are missing"),
            Self::NoDelivery { event } => write!(
                f,
                "event {event}: stands on no file; the entry that held it is missing"
            ),
            Self::Global { pos, file, seq } => {
                write!(
                    f,
                    "file {file}: entry {seq} is not what stood at place {pos} of the whole ledger"
                )
            }
            Self::GlobalGap { pos, next } => {
                write!(
                    f,
                    "the entry at place {pos} of the whole ledger is missing, and with it the file it stood on"
                )?;
                next.as_ref().map_or(Ok(()), |file| {
                    write!(f, " (the next entry there is of file {file})")
                })
            }
            Self::SavedHead {
                pos,
                kept,
                found: Some(found),
            } => {
                write!(
                    f,
                    "the ledger up to place {pos} is another than the one the kept head was taken of: {kept} was kept, {found} is found"
                )
            }
            Self::SavedHead {
                pos, found: None, ..
            } => {
                write!(
                    f,
                    "the ledger ends before place {pos}, where the kept head was taken: entries at its end are missing"
                )
            }
            Self::End { pos, found } => {
                write!(f, "the ledger ended at place {pos}; it now ends at {found}")
            }
        }
    }
}

/// What a verification found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verified {
    /// Files whose chains were read.
    pub files: u64,
    /// Deliveries that were read.
    pub entries: u64,
    /// The first trouble of the file chains and the first of the global chain, where there is any.
    pub troubles: Vec<Trouble>,
}

/// The end of the global chain. On a server call `seal` first, in a transaction that writes.
pub fn head(tx: &mut Tx<'_>) -> Result<Head> {
    let end = tx.query_one_opt(
        sql!("SELECT pos, sealed FROM chain WHERE one = 1"),
        args![],
        |row| {
            Ok(Head {
                pos: row.get::<i64>(0)? as u64,
                hash: hex(&row.get::<Vec<u8>>(1)?),
            })
        },
    )?;
    Ok(end.unwrap_or(Head {
        pos: 0,
        hash: hex(&START),
    }))
}

/// Reads every chain and says what is wrong first. `tick` is called now and then with the entries read so far.
pub fn verify(tx: &mut Tx<'_>, kept: Option<&Head>, tick: &mut dyn FnMut(u64)) -> Result<Verified> {
    let mut found = Verified::default();
    let files = file_chains(tx, &mut found, tick)?;
    let heads = if files.is_some() {
        None
    } else {
        file_heads(tx)?
    };
    let whole = global_chain(tx, kept)?;
    found.troubles = files.or(heads).into_iter().chain(whole).collect();
    Ok(found)
}

struct Walk {
    file: String,
    seq: u64,
    hash: Vec<u8>,
}

fn file_chains(
    tx: &mut Tx<'_>,
    found: &mut Verified,
    tick: &mut dyn FnMut(u64),
) -> Result<Option<Trouble>> {
    let mut walk = Walk {
        file: String::new(),
        seq: 0,
        hash: START.to_vec(),
    };
    let mut trouble = None;
    tx.for_each(
        sql!(
            "SELECT d.file, d.seq, d.matter, d.hash, e.event, e.content, e.salt, e.commitment, d.event
             FROM delivery d LEFT JOIN event e ON e.event = d.event ORDER BY d.file, d.seq"
        ),
        args![],
        |row| {
            if trouble.is_some() {
                return Ok(());
            }
            found.entries += 1;
            if found.entries.is_multiple_of(10_000) {
                tick(found.entries);
            }
            let file: String = row.get(0)?;
            let seq = row.get::<i64>(1)? as u64;
            if file != walk.file {
                found.files += 1;
                walk = Walk { file: file.clone(), seq: 0, hash: START.to_vec() };
            }
            if seq != walk.seq + 1 {
                trouble = Some(Trouble::Gap { file, expected: walk.seq + 1, found: seq });
                return Ok(());
            }
            let Some(event) = row.get::<Option<String>>(4)? else {
                trouble = Some(Trouble::EventGone { file, seq });
                return Ok(());
            };
            let kept: Vec<u8> = row.get(7)?;
            // Content that was lawfully destroyed has neither text nor salt; its commitment stands for it.
            let content: Option<String> = row.get(5)?;
            let salt: Option<Vec<u8>> = row.get(6)?;
            let true_to_it = match (&content, &salt) {
                (Some(content), Some(salt)) => {
                    commitment(salt, content)[..] == kept[..]
                        && serde_json::from_str::<domain::Event>(content).is_ok_and(|e| e.id.to_string() == event)
                }
                (None, None) => true,
                _ => false,
            };
            if !true_to_it {
                trouble = Some(Trouble::Edited { file, seq, event });
                return Ok(());
            }
            let matter = row.get::<Option<String>>(2)?.map(|m| m.parse()).transpose();
            let link = match (file.parse::<FileId>(), matter) {
                (Ok(id), Ok(matter)) => link(&walk.hash, id, seq, matter, &kept).to_vec(),
                _ => Vec::new(),
            };
            if link != row.get::<Vec<u8>>(3)? {
                trouble = Some(Trouble::Relinked { file, seq });
                return Ok(());
            }
            walk.seq = seq;
            walk.hash = link;
            Ok(())
        },
    )?;
    Ok(trouble)
}

/// Ends of chains against what their files say, and events that stand nowhere.
fn file_heads(tx: &mut Tx<'_>) -> Result<Option<Trouble>> {
    let odd = tx.query_one_opt(
        sql!(
            "SELECT f.file, f.head, COALESCE(d.top, 0) FROM file f
             LEFT JOIN (SELECT file, MAX(seq) AS top FROM delivery GROUP BY file) d ON d.file = f.file
             LEFT JOIN delivery l ON l.file = f.file AND l.seq = f.head
             WHERE COALESCE(d.top, 0) <> f.head OR l.hash IS NULL OR l.hash <> f.hash ORDER BY f.file LIMIT 1"
        ),
        args![],
        |row| Ok((row.get::<String>(0)?, row.get::<i64>(1)? as u64, row.get::<i64>(2)? as u64)),
    )?;
    if let Some((file, head, found)) = odd {
        return Ok(Some(match found {
            0 => Trouble::NoEvents { file },
            found if found < head => Trouble::Shortened { file, head, found },
            found if found > head => Trouble::Lengthened { file, head, found },
            _ => Trouble::Relinked { file, seq: head },
        }));
    }
    let orphan = tx.query_one_opt(
        sql!(
            "SELECT d.file FROM delivery d LEFT JOIN file f ON f.file = d.file WHERE f.file IS NULL ORDER BY d.file, d.seq LIMIT 1"
        ),
        args![],
        |row| row.get::<String>(0),
    )?;
    if let Some(file) = orphan {
        return Ok(Some(Trouble::NoFile { file }));
    }
    // Rows worked out from events name files too: a file that is gone from the chains shows by them.
    let named = tx.query_one_opt(
        sql!(
            "SELECT n.file FROM (SELECT file FROM subject UNION SELECT file FROM entry UNION SELECT file FROM matter
             UNION SELECT file FROM cycle UNION SELECT other FROM link UNION SELECT worker FROM involvement) n
             LEFT JOIN file f ON f.file = n.file WHERE f.file IS NULL ORDER BY n.file LIMIT 1"
        ),
        args![],
        |row| row.get::<String>(0),
    )?;
    if let Some(file) = named {
        return Ok(Some(Trouble::NoFile { file }));
    }
    let loose = tx.query_one_opt(
        sql!(
            "SELECT e.event FROM event e LEFT JOIN delivery d ON d.event = e.event WHERE d.event IS NULL ORDER BY e.event LIMIT 1"
        ),
        args![],
        |row| row.get::<String>(0),
    )?;
    Ok(loose.map(|event| Trouble::NoDelivery { event }))
}

fn global_chain(tx: &mut Tx<'_>, kept: Option<&Head>) -> Result<Option<Trouble>> {
    let mut pos = 0u64;
    let mut hash = START.to_vec();
    let mut trouble = None;
    let mut at_kept = None;
    if kept.is_some_and(|k| k.pos == 0) {
        at_kept = Some(hex(&START));
    }
    tx.for_each(
        sql!(
            "SELECT pos, file, seq, hash, sealed FROM delivery WHERE pos IS NOT NULL ORDER BY pos"
        ),
        args![],
        |row| {
            if trouble.is_some() {
                return Ok(());
            }
            let file: String = row.get(1)?;
            let seq = row.get::<i64>(2)? as u64;
            let here = row.get::<i64>(0)? as u64;
            if here != pos + 1 {
                trouble = Some(Trouble::GlobalGap {
                    pos: pos + 1,
                    next: Some(file),
                });
                return Ok(());
            }
            let id: FileId = file
                .parse()
                .map_err(|_| Error::Corrupt("a file's identifier cannot be read".into()))?;
            hash = sealed(&hash, id, seq, &row.get::<Vec<u8>>(3)?).to_vec();
            if Some(&hash) != row.get::<Option<Vec<u8>>>(4)?.as_ref() {
                trouble = Some(Trouble::Global {
                    pos: here,
                    file,
                    seq,
                });
                return Ok(());
            }
            pos = here;
            if kept.is_some_and(|k| k.pos == pos) {
                at_kept = Some(hex(&hash));
            }
            Ok(())
        },
    )?;
    if trouble.is_some() {
        return Ok(trouble);
    }
    if let Some(kept) = kept
        && at_kept.as_ref() != Some(&kept.hash)
    {
        return Ok(Some(Trouble::SavedHead {
            pos: kept.pos,
            kept: kept.hash.clone(),
            found: at_kept,
        }));
    }
    let end = head(tx)?;
    Ok(
        (end.pos != pos || end.hash != hex(&hash)).then_some(Trouble::End {
            pos: end.pos,
            found: pos,
        }),
    )
}
