//! A team: for whoever supervises or manages, each worker with what they carry, and for supervision every person they work
//! with. No league table: workers stand in the order of their names.

use std::collections::BTreeSet;

use access::Scope;
use domain::{FileId, Name};
use jiff::civil::Date;
use pack::Pack;
use pack::model::{Act, Meaning, Purpose, Sees};
use store::lists::caseload::{Place, Seen};
use store::lists::team::{self, Of};

use super::my_day::{clock_title, reads};
use crate::office::{Acting, Office};
use crate::unit::Unit;
use crate::{Error, Result};

/// The most workers of a page.
pub const WORKERS: i64 = 50;
/// The most people of a page.
pub const PEOPLE: i64 = 1_000;

/// A team.
#[derive(Debug, Clone)]
pub struct Team {
    /// Workers by name.
    pub workers: Vec<Worker>,
    /// Where they go on.
    pub after: Option<Place>,
    /// Whether a page holds fewer people than its workers work with: read fewer workers at a time.
    pub more_people: bool,
    /// The band of a full caseload, where the pack has one: least and most.
    pub band: Option<(i64, i64)>,
}

/// A worker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Worker {
    /// Their file.
    pub worker: FileId,
    /// Their name.
    pub display: String,
    /// Their team.
    pub team: Option<String>,
    /// How many people they work with.
    pub people: i64,
    /// With how many the work is most intense.
    pub high: i64,
    /// Whether they are on leave today.
    pub on_leave: bool,
    /// The last day of that leave, where it is known.
    pub leave_until: Option<Date>,
    /// Records of theirs that wait for a signature.
    pub unsigned: i64,
    /// Each person they work with whom the reader may know of.
    pub each: Vec<Person>,
}

/// Somebody a worker works with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The file.
    pub file: FileId,
    /// The name it is shown by.
    pub display: String,
    /// Whether it is restricted.
    pub restricted: bool,
    /// When they were last seen, where the reader reads that category.
    pub seen: Option<Seen>,
    /// The title of the timescale due next, and its day.
    pub next: Option<(String, Option<Date>)>,
    /// How many are out of timescale.
    pub late: i64,
    /// When the plan is to be reviewed.
    pub review: Option<Date>,
    /// Records that wait for a signature.
    pub unsigned: i64,
}

/// The team of the acting worker: whom they supervise; for who sees the whole service, everybody.
///
/// # Errors
/// `NotAllowed` for who neither supervises nor allocates.
pub fn team(office: &Office, acting: &Acting, after: Option<&Place>) -> Result<Team> {
    office.store.read(|tx| {
        let mut none = || 0;
        let mut unit = Unit::reading(tx, office, acting, &mut none);
        let today = unit.here()?.date();
        let pack = unit.pack()?;
        let service = unit.service()?;
        let roles = unit.roles()?;
        let whole = leads(&pack, &roles)?;
        let scope = Scope::of(&crate::permit::actor(&mut unit, today)?);
        let high = most_intense(&pack);
        let of = Of {
            service: acting.service,
            whole,
            scope: &scope,
            now: acting.now,
            high: high.as_ref().map(|(s, v)| (s.as_str(), v.as_str())),
        };
        let mut workers = team::workers(unit.tx, of, after, WORKERS + 1)?;
        let more = workers.len() as i64 > WORKERS;
        workers.truncate(WORKERS as usize);
        let ids: Vec<FileId> = workers.iter().map(|w| w.worker).collect();
        let mut people = team::people(unit.tx, of, &ids, &reviews(&pack), None, PEOPLE + 1)?;
        let more_people = people.len() as i64 > PEOPLE;
        people.truncate(PEOPLE as usize);
        let reads = reads(&pack, &roles);
        let number = |name: &str| {
            let setting = service.settings.on(&pack, name, today);
            setting.and_then(|v| v.as_i64())
        };
        Ok(Team {
            after: workers.last().filter(|_| more).map(team::Worker::place),
            workers: workers
                .into_iter()
                .map(|w| worker(&pack, w, &people, &reads))
                .collect(),
            more_people,
            band: number("caseload-minimum").zip(number("caseload-maximum")),
        })
    })
}

/// Whether somebody leads the whole service; refuses who leads nobody.
pub(crate) fn leads(pack: &Pack, roles: &[Name]) -> Result<bool> {
    let held = || {
        let of = pack.roles.iter();
        of.filter(|role| roles.contains(&role.role.value) && role.may(Act::Allocate))
    };
    if held().any(|role| role.sees == Sees::Service) {
        return Ok(true);
    }
    match held().any(|role| role.sees >= Sees::Supervised) {
        true => Ok(false),
        false => Err(Error::not_allowed(
            "your roles neither supervise nor allocate here",
        )),
    }
}

/// The state that an answer meaning a level sets, and its last value.
fn most_intense(pack: &Pack) -> Option<(String, String)> {
    let fields = pack.forms.iter().flat_map(|form| form.fields());
    let mut states = fields
        .filter(|field| field.is(Meaning::Level))
        .filter_map(|field| pack.state(field.sets.as_ref()?));
    let state = states.next()?;
    let last = state.values.last()?;
    Some((state.state.to_string(), last.id.to_string()))
}

/// Timescales that a review meets.
fn reviews(pack: &Pack) -> Vec<String> {
    let kinds: BTreeSet<&str> = pack
        .serving(Purpose::Review)
        .map(|form| form.record.as_str())
        .collect();
    let meets = |clock: &&pack::model::Clock| {
        let mut met = clock.met_by.iter();
        met.any(|by| kinds.contains(by.thing.as_str()))
    };
    let clocks = pack.clocks.iter().filter(meets);
    clocks.map(|clock| clock.clock.to_string()).collect()
}

fn worker(
    pack: &Pack,
    found: team::Worker,
    people: &[team::Person],
    reads: &BTreeSet<Name>,
) -> Worker {
    let own = people.iter().filter(|p| p.worker == found.worker);
    Worker {
        each: own.map(|p| person(pack, p, reads)).collect(),
        worker: found.worker,
        display: found.display,
        team: found.team,
        people: found.people,
        high: found.high,
        on_leave: found.leave.is_some(),
        leave_until: found.leave.and_then(|day| day.parse().ok()),
        unsigned: found.unsigned,
    }
}

fn person(pack: &Pack, found: &team::Person, reads: &BTreeSet<Name>) -> Person {
    let seen = found.person.seen.clone();
    let next = found.next.as_ref();
    Person {
        file: found.person.file,
        display: found.person.display.clone(),
        restricted: found.person.restricted,
        seen: seen.filter(|s| reads.contains(&s.category)),
        next: next.map(|(clock, day)| (clock_title(pack, clock), *day)),
        late: found.late,
        review: found.review,
        unsigned: found.unsigned,
    }
}
