//! A service at work, in the words of its people: who is there, who does what at which moment. Everything is done by the
//! same acts as anybody's, with identifiers that are the same in every run; nothing knows the time but the sentence that
//! states it. It never writes past casework.

mod desk;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use casework::person::register::Known;
use casework::{Acting, Office, setup, timescale};
use domain::event::{Answers, Period, Subject};
use domain::{FileId, History, MatterId, Name, RecordId, ServiceId};
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use pack::calendar_file::CalendarLibrary;
use pack::{Pack, Sources};
use serde_json::{Value, json};
use store::Store;

pub use desk::{Amending, Desk, Writing, answers};

/// When everybody was there already.
const LONG_AGO: Date = Date::constant(2025, 1, 1);

/// A name that a test writes out.
///
/// # Panics
/// Where it is no name.
pub fn name(text: &str) -> Name {
    Name::parse(text).unwrap_or_else(|| panic!("`{text}` is no name"))
}

/// The pack in a folder, given from the root of the project, without a mistake in it.
///
/// # Panics
/// Where it cannot be read.
pub fn pack_in(folder: &str) -> Arc<Pack> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let sources = Sources::read_dir(&root.join(folder)).expect("the pack's folder");
    Arc::new(Pack::read(&sources).0.expect("a pack that can be read"))
}

/// The pack of some texts by their path.
///
/// # Panics
/// Where it has a mistake.
pub fn pack_of(files: &[(&str, &str)]) -> Arc<Pack> {
    let (pack, problems) = Pack::read(&Sources::of(files.iter().copied()));
    match pack {
        Some(pack) => Arc::new(pack),
        None => panic!("{problems:?}"),
    }
}

/// One service with its office, agency and people.
pub struct World {
    /// The office.
    pub office: Office,
    /// Its pack.
    pub pack: Arc<Pack>,
    /// Its agency's file.
    pub agency: FileId,
    /// The service.
    pub service: ServiceId,
    zone: TimeZone,
    calendar: Name,
    files: Mutex<BTreeMap<String, (FileId, ServiceId, FileId)>>,
    count: AtomicU64,
}

/// A service of an agency that works by a pack in a zone and by a calendar, on a migrated store, until the end of 2027.
///
/// # Panics
/// Where it cannot be opened.
pub fn a_service(store: &Store, pack: &Arc<Pack>, (zone, calendar): (&str, &str)) -> World {
    let office = Office::new(store.clone(), CalendarLibrary::embedded());
    office.shelve(pack.clone());
    setup::horizon(&office, Date::constant(2027, 12, 31)).expect("a horizon");
    let mut world = World {
        office,
        pack: pack.clone(),
        agency: FileId::from_bits(0),
        service: ServiceId::from_bits(0),
        zone: TimeZone::get(zone).expect(zone),
        calendar: name(calendar),
        files: Mutex::default(),
        count: AtomicU64::new(0),
    };
    (world.agency, world.service) = world.open_agency("first", pack);
    world
}

impl World {
    fn open_agency(&self, slug: &str, pack: &Arc<Pack>) -> (FileId, ServiceId) {
        let known = vec![
            named(slug),
            setup::known("agency", json!({"agency_kind": "provider"}), None),
        ];
        let new = setup::NewService {
            slug: name(slug),
            name: slug.to_owned(),
            zone: self.zone.iana_name().unwrap_or("Etc/UTC").into(),
            calendar: self.calendar.clone(),
            pack: pack.reference(),
        };
        let start = self.moment("2025-01-01 09:00");
        setup::agency(&self.office, &mut || self.fresh(), start, &known, &new).expect("an agency")
    }

    /// Another agency with a service of its own, by the same pack.
    ///
    /// # Panics
    /// Where it cannot be opened.
    pub fn another_agency(&self, slug: &str) -> (FileId, ServiceId) {
        self.open_agency(slug, &self.pack)
    }

    /// An identifier's bits: they look random, and are the same in every run.
    pub fn fresh(&self) -> u128 {
        let count = u128::from(self.count.fetch_add(1, Ordering::Relaxed) + 1);
        let mut x = count.wrapping_mul(0x9E37_79B9_7F4A_7C15_F39C_C060_5CED_C835);
        x ^= x >> 67;
        x = x.wrapping_mul(0xD6E8_FEB8_6659_FD93_2545_F491_4F6C_DD1D);
        x ^ (x >> 59)
    }

    /// A moment in the service's zone, written `2026-03-02 09:10`.
    ///
    /// # Panics
    /// Where it is none.
    pub fn moment(&self, text: &str) -> Timestamp {
        let at: DateTime = text.replace(' ', "T").parse().expect(text);
        self.zone.to_timestamp(at).expect(text)
    }

    fn open(&self, who: &str, subject: Subject, at: (ServiceId, FileId), known: &Known) -> FileId {
        let start = self.moment("2025-01-01 09:30");
        let ids = &mut || self.fresh();
        let file = setup::file(&self.office, ids, start, subject, at.0, at.1, known).expect(who);
        let mut files = self
            .files
            .lock()
            .expect("no test failed while it held this");
        assert!(
            files.insert(who.to_owned(), (file, at.0, at.1)).is_none(),
            "there is a {who} already"
        );
        file
    }

    /// Somebody who works here in a role, with everything the role needs.
    pub fn worker(&self, who: &str, role: &str) -> FileId {
        self.worker_at(who, role, (self.agency, self.service))
    }

    /// Somebody who works for an agency's service in a role.
    ///
    /// # Panics
    /// For a role the pack does not have.
    pub fn worker_at(
        &self,
        who: &str,
        role: &str,
        (agency, service): (FileId, ServiceId),
    ) -> FileId {
        let role = self.pack.role(role).expect(role);
        let needs = role.needs.iter().map(|n| n.as_str());
        let protected = role.protected.iter().map(|p| p.needs.as_str());
        let mut known = vec![named(who)];
        known.extend(needs.chain(protected).map(sample));
        known.push(setup::known(
            "role_held",
            json!({"role": role.role.as_str(), "service": service.to_string()}),
            Some(LONG_AGO),
        ));
        self.open(who, Subject::Worker, (service, agency), &known)
    }

    /// Says who supervises whom.
    pub fn supervises(&self, supervisor: &str, whom: &str) {
        let supervisor = json!({"file": self.id(supervisor).to_string()});
        let fact = json!({"supervisor": supervisor, "form": "professional"});
        self.state(whom, "supervised_by", fact);
    }

    /// A person of the service, born on a day.
    pub fn person(&self, who: &str, born: &str) -> FileId {
        self.person_at(who, born, (self.agency, self.service))
    }

    /// A person of an agency's service.
    pub fn person_at(
        &self,
        who: &str,
        born: &str,
        (agency, service): (FileId, ServiceId),
    ) -> FileId {
        let born_on = born.parse().expect(born);
        let birth = json!({"certainty": "known", "date": born});
        let known = vec![named(who), setup::known("birth", birth, Some(born_on))];
        self.open(who, Subject::Person, (service, agency), &known)
    }

    /// A site of the service: a school.
    pub fn site(&self, what: &str) -> FileId {
        let school = json!({"site_kind": "secondary-school"});
        let known = vec![named(what), setup::known("site", school, None)];
        self.open(what, Subject::Site, (self.service, self.agency), &known)
    }

    /// Says that two are brother or sister.
    pub fn siblings(&self, one: &str, other: &str) {
        for (of, to) in [(one, other), (other, one)] {
            let to = json!({"file": self.id(to).to_string()});
            self.state(of, "relationship", json!({"to": to, "relation": "sibling"}));
        }
    }

    /// States a fact that has been so since long ago.
    ///
    /// # Panics
    /// Where it is not accepted.
    pub fn state(&self, who: &str, what: &'static str, fact: Value) {
        let (file, service, _) = self.held(who);
        let known = vec![setup::known(what, fact, Some(LONG_AGO))];
        let start = self.moment("2025-01-01 09:45");
        setup::facts(
            &self.office,
            &mut || self.fresh(),
            start,
            service,
            file,
            &known,
        )
        .expect(what);
    }

    fn held(&self, who: &str) -> (FileId, ServiceId, FileId) {
        let files = self
            .files
            .lock()
            .expect("no test failed while it held this");
        let found = files.get(who).copied();
        found.unwrap_or_else(|| panic!("nobody here is called {who}"))
    }

    /// Somebody's file.
    pub fn id(&self, who: &str) -> FileId {
        self.held(who).0
    }

    /// Somebody sits down to work.
    pub fn acting(&self, who: &str) -> Sitting<'_> {
        let (worker, service, _) = self.held(who);
        Sitting {
            world: self,
            worker,
            service,
            for_: None,
        }
    }

    /// What passing time tells people, up to a moment; gives how many notices there were.
    ///
    /// # Panics
    /// Where the database fails.
    pub fn time_passes(&self, to: &str) -> u64 {
        let acting = setup::deployment(self.service, self.moment(to));
        timescale::pass::pass(&self.office, &acting, &mut || self.fresh()).expect("time passes")
    }

    /// What somebody's events add up to, behind the scenes.
    ///
    /// # Panics
    /// Where the database fails.
    pub fn history(&self, who: &str) -> History {
        self.history_of(self.id(who))
    }

    /// As [`history`](Self::history), of a file that has no name here.
    ///
    /// # Panics
    /// Where the database fails.
    pub fn history_of(&self, file: FileId) -> History {
        let load = |tx: &mut store::Tx<'_>| store::chain::load(tx, file);
        let delivered: store::Result<_> = self.office.store.read(load);
        History::of(&delivered.expect("the chain"))
    }

    /// The last matter of a kind on somebody's file.
    ///
    /// # Panics
    /// Where there is none.
    pub fn matter(&self, who: &str, kind: &str) -> MatterId {
        let history = self.history(who);
        let found = history.matters.iter().rev().find(|m| m.kind == *kind);
        found.unwrap_or_else(|| panic!("no {kind} on {who}")).id
    }

    /// The last record of a kind on somebody's file, one taken out of view included.
    ///
    /// # Panics
    /// Where there is none.
    pub fn last(&self, who: &str, kind: &str) -> RecordId {
        let history = self.history(who);
        let found = history.records.iter().rev().find(|r| r.kind == *kind);
        found.unwrap_or_else(|| panic!("no {kind} on {who}")).id
    }

    /// Who was told of something on a file.
    ///
    /// # Panics
    /// Where the database fails.
    pub fn told(&self, who: &str, about: &str, on: &str) -> bool {
        let (worker, file) = (self.id(who), self.id(on));
        let load = |tx: &mut store::Tx<'_>| store::chain::load(tx, file);
        let delivered: store::Result<Vec<domain::Delivered>> = self.office.store.read(load);
        delivered.expect("the chain").iter().any(|d| {
            matches!(&d.event.body, domain::Body::Noticed { about: what, to, .. }
                if *what == *about && to.contains(&worker))
        })
    }

    /// Asserts that every chain verifies, and that the tables are exactly what the events give.
    ///
    /// # Panics
    /// Where they are not.
    pub fn is_whole(&self) {
        let verified: store::Result<_> = self.office.store.write(|tx| {
            store::chain::seal(tx)?;
            store::chain::verify(tx, None, &mut |_| {})
        });
        let verified = verified.expect("the chains can be read");
        assert_eq!(verified.troubles, [], "the chains");
        let checked = timescale::recompute::check(&self.office, 5, &mut |_| {});
        let (files, differing) = checked.expect("the tables can be read");
        assert!(
            files > 0 && differing.is_empty(),
            "the tables: {differing:?}"
        );
    }
}

/// Somebody who works, before it is said when.
pub struct Sitting<'w> {
    world: &'w World,
    worker: FileId,
    service: ServiceId,
    for_: Option<FileId>,
}

impl<'w> Sitting<'w> {
    /// Under cover for somebody.
    pub fn on_behalf_of(mut self, whom: &str) -> Self {
        self.for_ = Some(self.world.id(whom));
        self
    }

    /// In another service than their own.
    pub fn in_service(mut self, service: ServiceId) -> Self {
        self.service = service;
        self
    }

    /// At a moment, written `2026-03-02 09:10`.
    pub fn at(self, moment: &str) -> Desk<'w> {
        let acting = Acting {
            worker: self.worker,
            on_behalf: self.for_,
            service: self.service,
            now: self.world.moment(moment),
        };
        Desk {
            world: self.world,
            acting,
        }
    }
}

fn named(who: &str) -> (Name, Answers, Period) {
    let name = json!({"name_kind": "legal", "given": who, "safe_with": "everyone"});
    setup::known("name", name, Some(LONG_AGO))
}

/// A fact of a kind that a role needs, good for years.
fn sample(kind: &str) -> (Name, Answers, Period) {
    let kind = kind.replace('-', "_");
    let all: Vec<Value> = serde_json::from_str(domain::fact::ONE_OF_EACH).expect("samples");
    let found = all.into_iter().find(|s| s["kind"] == *kind);
    let Some(Value::Object(mut fields)) = found else {
        panic!("there is no kind of fact `{kind}`");
    };
    fields.shift_remove("kind");
    for (field, value) in &mut fields {
        if value
            .as_str()
            .is_some_and(|text| text.parse::<Date>().is_ok())
        {
            let late = matches!(field.as_str(), "expires" | "until" | "review_on");
            *value = json!(if late { "2031-01-01" } else { "2025-01-01" });
        }
    }
    let period = Period {
        from: Some(LONG_AGO),
        to: None,
    };
    (name(&kind), fields, period)
}
