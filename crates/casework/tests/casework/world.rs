//! Two agencies with a service each under one small pack, their workers, and acts as anybody does them.

use std::sync::Arc;

use casework::involvement::allocate::{Allocate, allocate};
use casework::office::{Acting, Office};
use casework::person::register::Known;
use casework::record::submit::{Submit, Submitted, submit};
use casework::{Result, setup};
use domain::event::{Answers, Subject};
use domain::{FileId, Name, ServiceId};
use jiff::Timestamp;
use jiff::civil::date;
use pack::calendar_file::CalendarLibrary;
use pack::practice::Submission;
use pack::{Pack, Sources};
use serde_json::{Value, json};
use store::Store;

const PACK: [(&str, &str); 7] = [
    (
        "pack.yaml",
        "pack: plums\nversion: 1.0.0\ntitle: Plum share\nsource: {title: How it works, edition: \"2026\"}\n\
         categories:\n  - {category: case, title: Case}\n  - {category: identity, title: Who they are}\n",
    ),
    (
        "clauses.yaml",
        "- id: P-1\n  section: Asking\n  text: Whoever asks is helped.\n",
    ),
    (
        "process.yaml",
        "matters:\n  - matter: share\n    title: Plum share\n    on: person\n    one_open: true\n    opens_by: request\n    lead: helper\n    \
         stages:\n      - {stage: asked, title: Asked}\n      - {stage: closed, title: Closed, final: true}\n    \
         moves:\n      - {move: close, from: any, to: closed, by: lead-helper}\n",
    ),
    (
        "roles.yaml",
        "- role: helper\n  title: Helper\n  sees: own\n  reads: [case, identity]\n  writes: [request, note]\n  may: [close, duty]\n\
         - role: lead-helper\n  title: Lead helper\n  sees: service\n  reads: [case, identity]\n  writes: [request, note]\n  \
         may: [allocate, close, merge, restrict, remove, cover, who-looked]\n",
    ),
    (
        "records/request.yaml",
        "record: request\ntitle: Request\nfiled_on: person\ncategory: case\nsections:\n  - title: The request\n    fields:\n      \
         - {id: household, label: How many eat at home?, type: integer, min: 1, max: 30, required: true, report: true}\n",
    ),
    (
        "records/note.yaml",
        "record: note\ntitle: Note\nfiled_on: person\nwithin: share\ncategory: case\nabout_siblings: true\n\
         signing:\n  - {step: look-through, title: Look through, by: lead-helper, own_work: never}\nsections:\n  - title: The note\n    fields:\n      \
         - {id: said, label: What was said, type: text_long, required: true}\n      \
         - {id: letter, label: The letter, type: attachment}\n      \
         - {id: papers, label: Papers, type: attachments, per: child}\n      \
         - {id: report, label: A report for the lead, type: attachment, private: lead-helper}\n",
    ),
    (
        "clocks.yaml",
        "- clock: seen-to\n  title: Seen to\n  clause: P-1\n  on: share\n  starts: request.recorded\n  within: 3 working days\n  \
         met_by: note.recorded\n  responsible: helper\n",
    ),
];

pub fn pack() -> Pack {
    let (pack, problems) = Pack::read(&Sources::of(PACK));
    pack.unwrap_or_else(|| panic!("{problems:?}"))
}

pub fn at(text: &str) -> Timestamp {
    let civil: jiff::civil::DateTime = text.parse().expect("a moment");
    let zoned = civil.in_tz("Pacific/Auckland").expect("a zone");
    zoned.timestamp()
}

/// Identifiers that are the same in every run; `seed` keeps those of different places apart.
pub fn ids(seed: u128) -> impl FnMut() -> u128 {
    let mut count = seed << 64;
    move || {
        count += 1;
        count.wrapping_mul(0x9E37_79B9_7F4A_7C15_F39C_C060_5CED_C835)
    }
}

pub fn name(text: &str) -> Name {
    Name::parse(text).expect("a name")
}

pub fn called(kind: &str, given: &str, family: &str) -> Value {
    let mut value = json!({"name_kind": kind, "family": family, "safe_with": "everyone"});
    if !given.is_empty() {
        value["given"] = json!(given);
    }
    value
}

pub fn known(facts: &[(&'static str, Value)]) -> Known {
    let from = Some(date(2020, 1, 1));
    facts
        .iter()
        .map(|(what, value)| setup::known(what, value.clone(), from))
        .collect()
}

pub struct World {
    pub office: Office,
    pub here: ServiceId,
    pub there: ServiceId,
    /// Helpers here.
    pub ana: FileId,
    pub ben: FileId,
    /// The lead here.
    pub lea: FileId,
    /// The lead of the other agency.
    pub other: FileId,
    pub now: Timestamp,
}

impl World {
    pub fn new(store: Store) -> World {
        let now = at("2026-03-02T09:00");
        let office = Office::new(store, CalendarLibrary::embedded());
        let pack = Arc::new(pack());
        office.shelve(pack.clone());
        let mut ids = ids(1);
        setup::horizon(&office, date(2026, 12, 31)).expect("a horizon");
        let mut agency = |slug: &str| {
            let new = setup::NewService {
                slug: name(slug),
                name: slug.to_owned(),
                zone: "Pacific/Auckland".into(),
                calendar: name("nz"),
                pack: pack.reference(),
            };
            let facts = known(&[
                ("name", called("legal", "", slug)),
                ("agency", json!({"agency_kind": "provider"})),
            ]);
            setup::agency(&office, &mut ids, now, &facts, &new).expect("an agency")
        };
        let (agency_here, here) = agency("here");
        let (agency_there, there) = agency("there");
        let mut worker = |given: &str, role: &str, service: ServiceId, agency: FileId| {
            let facts = known(&[
                ("name", called("legal", given, "Worker")),
                (
                    "role_held",
                    json!({"role": role, "service": service.to_string()}),
                ),
            ]);
            setup::file(
                &office,
                &mut ids,
                now,
                Subject::Worker,
                service,
                agency,
                &facts,
            )
            .expect("a worker")
        };
        let ana = worker("Ana", "helper", here, agency_here);
        let ben = worker("Ben", "helper", here, agency_here);
        let lea = worker("Lea", "lead-helper", here, agency_here);
        let other = worker("Olu", "lead-helper", there, agency_there);
        World {
            office,
            here,
            there,
            ana,
            ben,
            lea,
            other,
            now,
        }
    }

    pub fn acting(&self, worker: FileId) -> Acting {
        Acting {
            worker,
            on_behalf: None,
            service: if worker == self.other {
                self.there
            } else {
                self.here
            },
            now: self.now,
        }
    }

    /// A person's file in a service.
    pub fn person(&self, seed: u128, worker: FileId, facts: &[(&'static str, Value)]) -> FileId {
        let acting = self.acting(worker);
        casework::person::register::register(
            &self.office,
            &acting,
            &mut ids(seed),
            Subject::Person,
            &known(facts),
        )
        .expect("a person")
    }

    pub fn submit(
        &self,
        seed: u128,
        worker: FileId,
        kind: &str,
        files: &[FileId],
        answers: Value,
    ) -> Result<Submitted> {
        submit(
            &self.office,
            &self.acting(worker),
            &mut ids(seed),
            &form(kind, files, answers),
        )
    }

    /// Makes a worker the helper of somebody.
    pub fn allocate(&self, seed: u128, file: FileId, worker: FileId) {
        let lea = self.acting(self.lea);
        let seen = casework::read::file::look(&self.office, &lea, file).expect("seen");
        let new = Allocate {
            file,
            matter: seen.matters[0].id,
            worker,
            role: name("helper"),
        };
        allocate(&self.office, &lea, &mut ids(seed), &new).expect("allocated");
    }

    /// How many events a file's chain has.
    pub fn events(&self, file: FileId) -> usize {
        let loaded: store::Result<_> = self.office.store.read(|tx| store::chain::load(tx, file));
        loaded.expect("a chain").len()
    }
}

pub fn form(kind: &str, files: &[FileId], answers: Value) -> Submit {
    let answers: Answers = answers.as_object().cloned().unwrap_or_default();
    Submit {
        record: None,
        kind: name(kind),
        files: files.to_vec(),
        given: Submission {
            answers,
            parts: Default::default(),
        },
        occurred: None,
    }
}
