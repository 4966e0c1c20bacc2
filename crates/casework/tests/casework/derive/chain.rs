//! A chain of events written like a story, and the small practice it happens under.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use casework::derive::ServiceView;
use domain::event::{Answers, Body, Delivered, Directive, PackRef, Period, Subject};
use domain::{
    Event, EventId, FactId, FileId, InvolvementId, MatterId, Name, Occurred, RecordId, ServiceId,
};
use jiff::Timestamp;
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use pack::calendar_file::CalendarLibrary;
use pack::practice::Settings;
use pack::{Pack, Sources};
use serde_json::{Value, json};

const PACK: &str = "pack: small\nversion: 1.0.0\ntitle: A small practice\ncategories:\n  - {category: case, title: Case}\n";
const CLAUSES: &str = "- {id: A-1, section: '1', kind: rule, text: See the child soon.}\n";
const PROCESS: &str = "
matters:
  - matter: episode
    title: Episode
    on: person
    stages:
      - {stage: intake, title: Intake}
      - {stage: done, title: Done, final: true}
states:
  - state: risk
    title: Risk
    on: episode
    values: [{id: low, title: Low}, {id: high, title: High}]
";
const VISIT: &str = "
record: visit
title: Visit
filed_on: person
within: episode
category: case
about_siblings: true
sections:
  - title: What happened
    fields:
      - {id: seen, label: Seen, type: yes_no, means: seen, report: true}
      - {id: alone, label: Alone, type: yes_no, means: alone}
      - {id: words, label: Their words, type: words, means: their-words, many: true}
      - {id: place, label: Where, type: choice, means: place, options: [{id: home, label: Home}, {id: school, label: School}], report: true}
      - {id: topics, label: Topics, type: choices, options: [{id: sleep, label: Sleep}, {id: food, label: Food}], report: true}
      - {id: minutes, label: How long, type: minutes, report: true}
      - {id: next, label: Next, type: date, report: true}
      - {id: notes, label: Notes, type: text_long}
      - {id: mood, label: Mood, type: scale, min: 0, max: 10, report: true, per: child}
      - {id: strengths, label: Strengths, type: score, report: true}
      - {id: agreed, label: Agreed, type: consent, purpose: sharing, report: true}
      - {id: told, label: Told, type: told, report: true}
      - id: goals
        label: Goals
        type: group
        fields:
          - {id: goal, label: Goal, type: text}
          - {id: done, label: Done, type: yes_no, report: true}
          - {id: kinds, label: Kinds, type: choices, options: [{id: a, label: A}, {id: b, label: B}], report: true}
";
const CLOCKS: &str = "
- {clock: seen, title: Seen soon, on: episode, starts: episode.opened, within: 3 working days, met_by: visit.recorded,
   warn: 1 working day, responsible: social-worker, if_missed: {tell: social-worker}}
- {clock: visited, title: Visited, on: episode, starts: episode.opened, every: 2 weeks, met_by: visit.recorded,
   level: advisory, stops: episode.closed}
- {clock: certificate, title: Certificate, on: worker, starts: practising-certificate.stated, within: 1 year}
";

/// The service of most files.
pub const SERVICE: ServiceId = ServiceId::from_bits(1);
/// Another one, a day behind in no holidays but in its zone.
pub const OTHER: ServiceId = ServiceId::from_bits(2);
/// The worker who does everything.
pub const ANA: FileId = FileId::from_bits(101);
/// The worker who signs.
pub const TOM: FileId = FileId::from_bits(102);

pub fn small() -> PackRef {
    PackRef {
        pack: Name::known("small"),
        version: "1.0.0".into(),
    }
}

/// The packs on the shelf.
pub fn practice(reference: &PackRef) -> Option<Arc<Pack>> {
    static SMALL: OnceLock<Arc<Pack>> = OnceLock::new();
    let pack = SMALL.get_or_init(|| {
        let files = [
            ("pack.yaml", PACK),
            ("clauses.yaml", CLAUSES),
            ("process.yaml", PROCESS),
            ("records/visit.yaml", VISIT),
            ("clocks.yaml", CLOCKS),
        ];
        let files = files.map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec()));
        let sources = Sources {
            files: BTreeMap::from(files),
        };
        let (pack, problems) = Pack::read(&sources);
        assert!(!problems.has_errors(), "{:#?}", problems.sorted());
        Arc::new(pack.expect("the pack is read"))
    });
    (*reference == small()).then(|| pack.clone())
}

/// A service of those there are.
pub fn service(id: ServiceId) -> Option<Arc<ServiceView>> {
    static SERVICES: OnceLock<BTreeMap<ServiceId, Arc<ServiceView>>> = OnceLock::new();
    let all = SERVICES.get_or_init(|| {
        let library = CalendarLibrary::embedded();
        let service = |id, calendar: &str, zone| {
            let view = ServiceView {
                id,
                zone: TimeZone::get(zone).expect(zone),
                calendar: Arc::new(library.load(calendar).expect("the calendar is read")),
                settings: Settings::default(),
                pack: small(),
                opening: None,
                horizon: date(2026, 12, 31),
            };
            (id, Arc::new(view))
        };
        BTreeMap::from([
            service(SERVICE, "nz-auk", "Pacific/Auckland"),
            service(OTHER, "england", "Europe/London"),
        ])
    });
    all.get(&id).cloned()
}

pub fn name(text: &str) -> Name {
    Name::parse(text).expect(text)
}

fn answers(value: Value) -> Answers {
    match value {
        Value::Object(members) => members,
        other => panic!("answers are an object: {other}"),
    }
}

pub fn record(n: u128) -> RecordId {
    RecordId::from_bits(n)
}

pub fn matter(n: u128) -> MatterId {
    MatterId::from_bits(n)
}

pub fn fact(n: u128) -> FactId {
    FactId::from_bits(n)
}

/// A chain as it grows.
pub struct Chain {
    /// The file.
    pub file: FileId,
    /// Its events.
    pub delivered: Vec<Delivered>,
    /// When the next event happens.
    pub day: Date,
}

impl Chain {
    /// A chain that has not begun.
    pub fn empty(file: FileId) -> Self {
        Chain {
            file,
            delivered: Vec::new(),
            day: date(2026, 4, 2),
        }
    }

    /// A child's file, opened on 2 April 2026.
    pub fn of_a_child() -> Self {
        Self::opened(Subject::Person, Some(SERVICE))
    }

    /// A file about something.
    pub fn opened(subject: Subject, service: Option<ServiceId>) -> Self {
        Self::empty(FileId::from_bits(7)).then(Body::FileOpened {
            subject,
            service,
            agency: None,
        })
    }

    /// What follows happens on this day.
    pub fn on(mut self, day: &str) -> Self {
        self.day = day.parse().expect(day);
        self
    }

    /// One more event.
    pub fn then(mut self, body: Body) -> Self {
        self.push(body, ANA);
        self
    }

    /// One more event that somebody else did.
    pub fn then_by(mut self, actor: FileId, body: Body) -> Self {
        self.push(body, actor);
        self
    }

    pub fn push(&mut self, body: Body, actor: FileId) {
        let seq = self.delivered.len() as u64 + 1;
        let of = match &body {
            Body::RecordSubmitted { .. } => self.open_matter(),
            _ => None,
        };
        self.delivered.push(Delivered {
            seq,
            matter: of,
            event: Event {
                id: EventId::from_bits((self.file.bits() << 32) + u128::from(seq)),
                actor,
                on_behalf: None,
                occurred: Occurred::on(self.day),
                zone: "Pacific/Auckland".into(),
                recorded: Timestamp::from_second(1_775_000_000 + seq as i64).expect("a moment"),
                body,
            },
        });
    }

    fn open_matter(&self) -> Option<MatterId> {
        let mut open = self.delivered.iter().rev();
        open.find_map(|d| match &d.event.body {
            Body::MatterOpened { matter, .. } => Some(*matter),
            _ => None,
        })
    }

    /// States a fact from a day on.
    pub fn fact(self, n: u128, what: &str, value: Value) -> Self {
        let from = Some(self.day);
        self.then(stated(n, what, value, Period { from, to: None }))
    }

    /// Opens an episode.
    pub fn episode(self, n: u128) -> Self {
        self.then(episode(n, SERVICE))
    }

    /// Records a visit, complete at once.
    pub fn visit(self, n: u128, given: Value) -> Self {
        let file = self.file;
        self.then(visit(n, 1, file, given, None))
    }
}

pub fn stated(n: u128, what: &str, value: Value, period: Period) -> Body {
    Body::FactStated {
        fact: fact(n),
        what: name(what),
        value: answers(value),
        period,
        corrects: None,
    }
}

pub fn episode(n: u128, service: ServiceId) -> Body {
    Body::MatterOpened {
        matter: matter(n),
        matter_kind: name("episode"),
        service,
        pack: small(),
        stage: name("intake"),
        about: None,
    }
}

pub fn visit(n: u128, version: u32, home: FileId, given: Value, waits: Option<&str>) -> Body {
    Body::RecordSubmitted {
        record: record(n),
        record_kind: name("visit"),
        category: name("case"),
        version,
        pack: small(),
        home,
        answers: answers(given),
        parts: BTreeMap::new(),
        significant: false,
        waits_for: waits.map(name),
        corrects: false,
        why: None,
        warned: Vec::new(),
    }
}

pub fn signed(n: u128, own_work: Option<&str>) -> Body {
    Body::RecordSigned {
        record: record(n),
        version: 1,
        step: name("authorise"),
        waits_for: None,
        own_work: own_work.map(str::to_owned),
    }
}

pub fn dismissed(n: u128, clock: &str, why: &str) -> Body {
    Body::Directed {
        matter: Some(matter(n)),
        clock: name(clock),
        anchor: None,
        direction: Directive::Dismiss,
        why: why.into(),
    }
}

pub fn involved(n: u128, of: u128) -> Body {
    Body::InvolvementStarted {
        involvement: InvolvementId::from_bits(n),
        matter: matter(of),
        worker: ANA,
        role: name("social-worker"),
    }
}

/// A name as it is stated in most examples.
pub fn called(kind: &str, given: &str, family: &str) -> Value {
    let mut value = json!({"name_kind": kind, "safe_with": "everyone"});
    for (part, text) in [("given", given), ("family", family)] {
        if !text.is_empty() {
            value[part] = text.into();
        }
    }
    value
}
