//! A worker's day: who must be seen or reported first, what waits for their signature or came back to them, and everybody they
//! work with. For them and for those they cover. It opens no file: what a page shows of one is logged when it is opened.

use std::collections::BTreeSet;

use access::Scope;
use domain::{FileId, MatterId, Name, RecordId};
use jiff::Timestamp;
use jiff::civil::Date;
use pack::Pack;
use pack::model::OwnWork;
use store::lists::day;

pub use store::lists::caseload::{Place as PersonPlace, Seen as LastSeen};
pub use store::lists::cycles::Place as CyclePlace;
pub use store::lists::day::Sort;

use crate::Result;
use crate::office::{Acting, Office};
use crate::unit::Unit;

/// The most timescales and people of a page.
pub const MOST: i64 = 100;
/// The most of each sort of thing that waits.
const WAITING: i64 = 25;
/// Days that are looked ahead.
const AHEAD: i64 = 7;

/// A day.
#[derive(Debug, Clone)]
pub struct MyDay {
    /// The day it is, in the service's zone.
    pub today: Date,
    /// Whom they cover today: who, until when.
    pub covers: Vec<(FileId, Date)>,
    /// Timescales due today or in the next seven days, then those out of timescale.
    pub due: Vec<Due>,
    /// Where the timescales go on.
    pub due_after: Option<(bool, CyclePlace)>,
    /// What waits for them: signatures, what came back, drafts, notices.
    pub waiting: Vec<Waiting>,
    /// Everybody they and those they cover work with.
    pub people: Vec<Person>,
    /// Where the people go on.
    pub people_after: Option<PersonPlace>,
    /// The band of a full caseload, where the pack has one: least and most.
    pub band: Option<(i64, i64)>,
}

/// A timescale to keep.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// The file.
    pub file: FileId,
    /// The name it is shown by.
    pub display: String,
    /// Whether it is restricted.
    pub restricted: bool,
    /// The matter; none for a timescale of the file itself.
    pub matter: Option<MatterId>,
    /// The timescale, its start and its number: what the page on why it is due is asked by.
    pub clock: Name,
    /// The start of the cycle.
    pub key: String,
    /// Its number.
    pub n: i64,
    /// What people call it.
    pub title: String,
    /// The day it is due.
    pub due_date: Option<Date>,
    /// The moment it is due.
    pub due_at: Timestamp,
    /// Whether it is out of timescale.
    pub late: bool,
    /// The reason agreed last, and the name of who agreed it.
    pub agreed: Option<(String, Option<String>)>,
}

/// Something that waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// What sort of thing.
    pub sort: day::Sort,
    /// The file.
    pub file: Option<FileId>,
    /// The name it is shown by.
    pub display: Option<String>,
    /// Whether it is restricted.
    pub restricted: bool,
    /// The record or draft.
    pub record: Option<RecordId>,
    /// The form's title; of a notice the title of what it is about, as far as the pack has one.
    pub title: String,
    /// The title of the step; what a notice says.
    pub says: Option<String>,
    /// Since when.
    pub at: Timestamp,
    /// Who wrote it.
    pub author: Option<String>,
}

/// Somebody they work with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The file.
    pub file: FileId,
    /// The name it is shown by.
    pub display: String,
    /// Whether it is restricted.
    pub restricted: bool,
    /// The worker involved, where the acting worker only covers them.
    pub covered: Option<String>,
    /// When they were last seen, where the reader reads that category.
    pub seen: Option<store::lists::caseload::Seen>,
    /// Title of the matter, title of its stage.
    pub matters: Vec<(String, String)>,
    /// Title of a state, title of its value.
    pub states: Vec<(String, String)>,
    /// Title of the timescale due next, its day.
    pub next: Option<(String, Option<Date>)>,
    /// How many timescales are out of timescale.
    pub late: i64,
}

/// The day of the acting worker.
///
/// # Errors
/// Those of the database.
pub fn my_day(
    office: &Office,
    acting: &Acting,
    due_after: Option<&(bool, CyclePlace)>,
    people_after: Option<&PersonPlace>,
) -> Result<MyDay> {
    office.store.read(|tx| {
        let mut none = || 0;
        let mut unit = Unit::reading(tx, office, acting, &mut none);
        let today = unit.here()?.date();
        let zone = unit.zone()?;
        let pack = unit.pack()?;
        let service = unit.service()?;
        let scope = Scope::of(&crate::permit::actor(&mut unit, today)?);
        let roles = unit.roles()?;
        let covers = unit
            .tx
            .aside(|tx| store::lists::cover::by_worker(tx, acting.worker, today))?;
        let mut workers: Vec<FileId> = vec![acting.worker];
        workers.extend(covers.iter().map(|c| c.worker));
        let of = day::Of {
            workers: &workers,
            service: acting.service,
            roles: &roles,
            scope: &scope,
        };
        // The whole of the last day counts.
        let until = today
            .saturating_add(jiff::Span::new().days(AHEAD + 1))
            .to_zoned(zone)
            .map_or(acting.now, |end| end.timestamp());
        let mut due = day::timescales(unit.tx, of, (acting.now, until), due_after, MOST + 1)?;
        let more = due.len() as i64 > MOST;
        due.truncate(MOST as usize);
        let mut people = day::people(unit.tx, of, acting.now, people_after, MOST + 1)?;
        let people_after = cut(&mut people);
        let steps = steps(&pack, &roles);
        let waiting = day::waiting(unit.tx, of, acting.worker, &steps, WAITING)?;
        let number = |name: &str| {
            let setting = service.settings.on(&pack, name, today);
            setting.and_then(|v| v.as_i64())
        };
        let reads = reads(&pack, &roles);
        Ok(MyDay {
            today,
            covers: covers.iter().map(|c| (c.worker, c.until)).collect(),
            due_after: due.last().filter(|_| more).map(day::Timescale::place),
            due: due.into_iter().map(|d| timescale(&pack, d)).collect(),
            waiting: waiting.into_iter().map(|w| waits(&pack, w)).collect(),
            people_after,
            people: gathered(&pack, people, acting.worker, &reads),
            band: number("caseload-minimum").zip(number("caseload-maximum")),
        })
    })
}

/// The categories that any of these roles reads.
pub(crate) fn reads(pack: &Pack, roles: &[Name]) -> BTreeSet<Name> {
    let held = pack
        .roles
        .iter()
        .filter(|role| roles.contains(&role.role.value));
    let held: Vec<_> = held.collect();
    let categories = pack.head.categories.iter().map(|c| &c.category.value);
    categories
        .filter(|category| held.iter().any(|role| role.reads(category)))
        .cloned()
        .collect()
}

/// The steps that these roles sign on records of categories they read.
pub(crate) fn steps(pack: &Pack, roles: &[Name]) -> day::Steps {
    let mut steps = day::Steps::default();
    for form in &pack.forms {
        for step in &form.signing {
            let signs = pack.roles.iter().any(|role| {
                roles.contains(&role.role.value)
                    && step.by.iter().any(|by| by.value == role.role.value)
                    && role.reads(&form.category)
            });
            if !signs || step.to.is_some() {
                continue;
            }
            let name = format!("{}/{}", *form.record, *step.step);
            match step.own_work {
                OwnWork::Never => steps.of_others.push(name),
                OwnWork::Recorded => steps.anybodys.push(name),
            }
        }
    }
    steps
}

pub(crate) fn clock_title(pack: &Pack, clock: &str) -> String {
    pack.clock(clock)
        .map_or_else(|| clock.replace(['-', '_'], " "), |c| c.title.clone())
}

pub(crate) fn stage_title(pack: &Pack, kind: &str, stage: &str) -> (String, String) {
    let plain = |name: &str| name.replace(['-', '_'], " ");
    let Some(matter) = pack.matter(kind) else {
        return (plain(kind), plain(stage));
    };
    let found = matter.stages.iter().find(|s| *s.stage == *stage);
    let stage = found.map_or_else(|| plain(stage), |s| s.title.clone());
    (matter.title.clone(), stage)
}

pub(crate) fn state_title(pack: &Pack, state: &str, value: &str) -> (String, String) {
    let plain = |name: &str| name.replace(['-', '_'], " ");
    let Some(known) = pack.state(state) else {
        return (plain(state), plain(value));
    };
    let found = known.values.iter().find(|v| *v.id == *value);
    let value = found.map_or_else(|| plain(value), |v| v.title.clone());
    (known.title.clone(), value)
}

pub(crate) fn form_title(pack: &Pack, kind: &str) -> String {
    pack.form(kind)
        .map_or_else(|| kind.replace(['-', '_'], " "), |f| f.title.clone())
}

pub(crate) fn timescale(pack: &Pack, found: day::Timescale) -> Due {
    let due = found.due;
    Due {
        file: due.file,
        display: due.display,
        restricted: due.restricted,
        matter: due.matter,
        title: clock_title(pack, &due.clock),
        clock: due.clock,
        key: due.key,
        n: due.n,
        due_date: due.due_date,
        due_at: due.due_at,
        late: found.late,
        agreed: found.agreed.map(|why| (why, found.agreed_by)),
    }
}

fn waits(pack: &Pack, found: day::Waiting) -> Waiting {
    let (title, says) = match found.sort {
        day::Sort::Notice => (about(pack, &found.what), found.says),
        _ => {
            let form = pack.form(&found.what);
            let step = found.says.as_deref().map(|step| {
                let known = form.and_then(|f| f.step(step));
                let title = known.and_then(|s| s.title.clone());
                title.unwrap_or_else(|| step.replace(['-', '_'], " "))
            });
            (form_title(pack, &found.what), step)
        }
    };
    Waiting {
        sort: found.sort,
        file: found.file,
        display: found.display,
        restricted: found.restricted,
        record: found.record,
        title,
        says,
        at: found.at,
        author: found.author,
    }
}

/// What a notice is about: a timescale by its title, a rule by its name in words.
pub(crate) fn about(pack: &Pack, what: &str) -> String {
    clock_title(pack, what)
}

/// Leaves out whoever is beyond a page; gives where the list goes on, if it does.
pub(crate) fn cut(people: &mut Vec<day::Person>) -> Option<PersonPlace> {
    let shown: BTreeSet<PersonPlace> = people.iter().map(|p| p.person.place()).collect();
    if shown.len() as i64 > MOST
        && let Some(last) = shown.last()
    {
        people.retain(|p| p.person.place() < *last);
        return people.last().map(|p| p.person.place());
    }
    None
}

pub(crate) fn gathered(
    pack: &Pack,
    rows: Vec<day::Person>,
    me: FileId,
    reads: &BTreeSet<Name>,
) -> Vec<Person> {
    let mut all: Vec<Person> = Vec::new();
    for row in rows {
        if all.last().is_none_or(|held| held.file != row.person.file) {
            all.push(Person {
                file: row.person.file,
                display: row.person.display,
                restricted: row.person.restricted,
                covered: Some(row.worker_name.clone()),
                seen: row.person.seen.filter(|s| reads.contains(&s.category)),
                matters: Vec::new(),
                states: Vec::new(),
                next: row
                    .next
                    .map(|(clock, day)| (clock_title(pack, &clock), day)),
                late: row.late,
            });
        }
        let Some(held) = all.last_mut() else { continue };
        if row.worker == me {
            held.covered = None;
        }
        let matter = stage_title(pack, &row.kind, &row.stage);
        if !held.matters.contains(&matter) {
            held.matters.push(matter);
        }
        for (state, value) in row.states {
            let state = state_title(pack, &state, &value);
            if !held.states.contains(&state) {
                held.states.push(state);
            }
        }
    }
    all
}
