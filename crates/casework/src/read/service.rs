//! A service as whoever manages it sees it: who waits for a worker, what waits for a signature, and what is out of timescale with
//! what was agreed, each counted and with its first rows; and by team. Over what they may see, and nothing else.

use access::Scope;
use pack::Pack;
use store::lists::team;
use store::lists::tray::{self, Holds, Look};

use super::team::leads;
use super::tray::{Item, of, shown};
use crate::Result;
use crate::office::{Acting, Office};
use crate::unit::Unit;

/// Rows of each part.
pub const ROWS: i64 = 100;

/// A part: how many there are, and the first of them.
#[derive(Debug, Clone)]
pub struct Part {
    /// How many.
    pub count: i64,
    /// The first, waiting longest first.
    pub items: Vec<Item>,
}

/// A service.
#[derive(Debug, Clone)]
pub struct Service {
    /// Open matters in which nobody leads.
    pub unallocated: Part,
    /// Records that wait for a signature.
    pub unsigned: Part,
    /// Timescales out of timescale; `says` is the reason agreed, `by` who agreed it.
    pub late: Part,
    /// How many are out of timescale by team; the first without a team, under an empty name.
    pub by_team: Vec<(String, i64)>,
}

/// The service acted for.
///
/// # Errors
/// `NotAllowed` for who neither supervises nor allocates.
pub fn service(office: &Office, acting: &Acting) -> Result<Service> {
    office.store.read(|tx| {
        let mut none = || 0;
        let mut unit = Unit::reading(tx, office, acting, &mut none);
        let today = unit.here()?.date();
        let pack = unit.pack()?;
        let roles = unit.roles()?;
        let whole = leads(&pack, &roles)?;
        let scope = Scope::of(&crate::permit::actor(&mut unit, today)?);
        let parts = parts(&pack);
        let counts = tray::counts(unit.tx, of(acting, &scope), &parts)?;
        let pages = tray::first(unit.tx, of(acting, &scope), &parts, ROWS)?;
        let all = team::Of {
            service: acting.service,
            whole,
            scope: &scope,
            now: acting.now,
            high: None,
        };
        let by_team = team::late_by_team(unit.tx, all)?;
        let mut found = parts
            .iter()
            .zip(counts)
            .zip(pages)
            .map(|((holds, count), items)| Part {
                count: count.items,
                items: items
                    .into_iter()
                    .filter_map(|item| {
                        let file = item.file;
                        shown(&pack, holds, item, file)
                    })
                    .collect(),
            });
        let mut next = || {
            found.next().unwrap_or(Part {
                count: 0,
                items: Vec::new(),
            })
        };
        Ok(Service {
            unallocated: next(),
            unsigned: next(),
            late: next(),
            by_team,
        })
    })
}

/// Open matters in which nobody leads; none where the pack lets nobody lead.
pub(super) fn unallocated(pack: &Pack) -> Option<Holds> {
    let led = pack.matters.iter().find_map(|m| m.lead.as_ref())?;
    Some(Holds::Matters {
        kinds: Vec::new(),
        without: Some(led.value.clone()),
    })
}

fn parts(pack: &Pack) -> [Holds; 3] {
    [
        unallocated(pack).unwrap_or(Holds::Matters {
            kinds: Vec::new(),
            without: None,
        }),
        Holds::Unsigned,
        Holds::Clocks {
            clocks: Vec::new(),
            look: Look::Late,
        },
    ]
}
