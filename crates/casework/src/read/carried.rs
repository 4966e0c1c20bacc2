//! What one worker carries: everybody they work with, how many that is against the band, and how the work is weighed by the
//! states of the pack. One's own, or that of a worker for whoever leads. It opens no file.

use access::Scope;
use domain::FileId;
use domain::event::Subject;
use store::lists::day::{self, Of};
use store::lists::{carried, offered};

use super::my_day::{MOST, Person, PersonPlace, gathered, reads, state_title};
use crate::office::{Acting, Office};
use crate::unit::Unit;
use crate::{Error, Result};

/// A caseload.
#[derive(Debug, Clone)]
pub struct Carried {
    /// Whose it is.
    pub worker: FileId,
    /// Their name.
    pub display: String,
    /// How many people, as far as the reader may know of them.
    pub people: i64,
    /// The band of a full caseload, where the pack has one: least and most.
    pub band: Option<(i64, i64)>,
    /// Title of a state, title of its value, with how many people it stands so; in the order of the pack.
    pub weighed: Vec<(String, String, i64)>,
    /// A page of them, by name.
    pub each: Vec<Person>,
    /// Where the list goes on.
    pub after: Option<PersonPlace>,
}

/// The caseload of a worker.
///
/// # Errors
/// `NotFound` for a worker who is not there, and for everybody but oneself where one leads nobody.
pub fn carried(
    office: &Office,
    acting: &Acting,
    worker: FileId,
    after: Option<&PersonPlace>,
) -> Result<Carried> {
    office.store.read(|tx| {
        let mut none = || 0;
        let mut unit = Unit::reading(tx, office, acting, &mut none);
        let today = unit.here()?.date();
        let pack = unit.pack()?;
        let service = unit.service()?;
        let roles = unit.roles()?;
        if worker != acting.worker && super::team::leads(&pack, &roles).is_err() {
            return Err(Error::NotFound("worker"));
        }
        let scope = Scope::of(&crate::permit::actor(&mut unit, today)?);
        let named = offered::among(unit.tx, &[worker], &scope)?;
        let named = named
            .into_iter()
            .find(|one| one.subject == Subject::Worker.as_str());
        let named = named.ok_or(Error::NotFound("worker"))?;
        let workers = [worker];
        let of = Of {
            workers: &workers,
            service: acting.service,
            roles: &[],
            scope: &scope,
        };
        let mut people = day::people(unit.tx, of, acting.now, after, MOST + 1)?;
        let after = super::my_day::cut(&mut people);
        let counts = carried::by_state(unit.tx, (worker, acting.service), &scope)?;
        let all = counts.iter().find(|(state, _)| state.is_none());
        let mut weighed = Vec::new();
        for state in &pack.states {
            for value in &state.values {
                let found = counts.iter().find(|(at, _)| {
                    at.as_ref()
                        .is_some_and(|(s, v)| *s == state.state.value && *v == value.id.value)
                });
                if let Some((_, count)) = found {
                    let (title, value) = state_title(&pack, &state.state, &value.id);
                    weighed.push((title, value, *count));
                }
            }
        }
        let number = |name: &str| {
            let setting = service.settings.on(&pack, name, today);
            setting.and_then(|v| v.as_i64())
        };
        Ok(Carried {
            worker,
            display: named.display,
            people: all.map_or(0, |(_, count)| *count),
            band: number("caseload-minimum").zip(number("caseload-maximum")),
            weighed,
            each: gathered(&pack, people, worker, &reads(&pack, &roles)),
            after,
        })
    })
}
