//! What may not be seen answers as what does not exist: for workers of another agency, and for everybody a restricted
//! file does not name.

use casework::involvement::{allocate, cover, end, hand_over};
use casework::matter::move_stage::{Which, move_stage};
use casework::matter::{reopen, repin, set_state};
use casework::person::{restrict, same};
use casework::record::{draft, give_back, remove};
use casework::timescale::{direct, lift};
use casework::{Error, fact, read};
use domain::event::{Directive, PackRef, Period};
use domain::{FactId, FileId, InvolvementId, MatterId, RecordId};
use pack::practice::Submission;
use serde_json::json;
use testkit::databases::on_both;
use testkit::world::{Desk, World, answers, name};

use super::small::garden_visits;

/// What an act may name: a person's file with what is on it, and a colleague.
struct Named {
    file: FileId,
    record: RecordId,
    waiting: RecordId,
    matter: MatterId,
    involvement: InvolvementId,
    fact: FactId,
    worker: FileId,
}

fn of(world: &World, whom: &str, worker: &str) -> Named {
    let history = world.history(whom);
    Named {
        file: world.id(whom),
        record: world.last(whom, "note"),
        waiting: world.last(whom, "letter"),
        matter: world.matter(whom, "garden"),
        involvement: history.involvements[0].id,
        fact: history.facts[0].id,
        worker: world.id(worker),
    }
}

fn random(world: &World) -> Named {
    Named {
        file: FileId::from_bits(world.fresh()),
        record: RecordId::from_bits(world.fresh()),
        waiting: RecordId::from_bits(world.fresh()),
        matter: MatterId::from_bits(world.fresh()),
        involvement: InvolvementId::from_bits(world.fresh()),
        fact: FactId::from_bits(world.fresh()),
        worker: FileId::from_bits(world.fresh()),
    }
}

type Act = (&'static str, fn(&Desk<'_>, &Named) -> Option<Error>);

fn amended(desk: &Desk<'_>, record: RecordId) -> Option<Error> {
    let amend = casework::record::amend::Amend {
        record,
        version: 1,
        given: Submission {
            answers: answers(json!({"text": "Changed"})),
            ..Submission::default()
        },
        corrects: true,
        why: Some("wrong".into()),
    };
    desk.does(|o, a, ids| casework::record::amend::amend(o, a, ids, &amend))
        .err()
}

fn allocated(desk: &Desk<'_>, file: FileId, matter: MatterId, worker: FileId) -> Option<Error> {
    let given = allocate::Allocate {
        file,
        matter,
        worker,
        role: name("visitor"),
    };
    desk.does(|o, a, ids| allocate::allocate(o, a, ids, &given))
        .err()
}

fn covered(desk: &Desk<'_>, worker: FileId, by: FileId) -> Option<Error> {
    let day = desk.acting.now.to_zoned(jiff::tz::TimeZone::UTC).date();
    let given = cover::Name {
        worker,
        by,
        from: day,
        until: day,
        why: "away".into(),
    };
    desk.does(|o, a, ids| cover::name(o, a, ids, &given)).err()
}

fn directed(desk: &Desk<'_>, n: &Named, direction: Directive) -> Option<Error> {
    let given = direct::Direct {
        file: n.file,
        matter: Some(n.matter),
        clock: name("first-visit"),
        direction,
        why: "why".into(),
    };
    desk.does(|o, a, ids| direct::direct(o, a, ids, &given))
        .err()
}

fn stated(desk: &Desk<'_>, n: &Named, corrects: Option<FactId>) -> Option<Error> {
    let value = answers(json!({"name_kind": "legal", "given": "Else", "safe_with": "everyone"}));
    let given = fact::State {
        file: n.file,
        what: name("name"),
        value,
        period: Period::default(),
        corrects,
    };
    desk.does(|o, a, ids| fact::state(o, a, ids, &given)).err()
}

/// Every act that takes a file, or something on one.
const ACTS: &[Act] = &[
    ("look", |d, n| d.looks_at_file(n.file).err()),
    ("read a record", |d, n| {
        d.does(|o, a, _| read::file::record(o, a, n.record)).err()
    }),
    ("record", |d, n| {
        d.records("note")
            .on_file(n.file)
            .with(json!({"text": "x"}))
            .submits()
            .err()
    }),
    ("record, taking in", |d, n| {
        d.records("asking")
            .on_file(n.file)
            .with(json!({"asked_on": "2026-03-31"}))
            .submits()
            .err()
    }),
    ("record on a colleague", |d, n| {
        d.records("note")
            .on_file(n.worker)
            .with(json!({"text": "x"}))
            .submits()
            .err()
    }),
    ("record nonsense", |d, n| {
        d.records("note")
            .on_file(n.file)
            .with(json!({"txet": [1]}))
            .submits()
            .err()
    }),
    ("draft", |d, n| {
        let begin = draft::Begin {
            kind: name("note"),
            files: vec![n.file],
        };
        d.does(|o, a, ids| draft::begin(o, a, ids, &begin)).err()
    }),
    ("draft, taking in", |d, n| {
        let begin = draft::Begin {
            kind: name("asking"),
            files: vec![n.file],
        };
        d.does(|o, a, ids| draft::begin(o, a, ids, &begin)).err()
    }),
    ("draft: load", |d, n| {
        d.does(|o, a, _| draft::load(o, a, n.record)).err()
    }),
    ("amend", |d, n| amended(d, n.record)),
    ("amend one that waits", |d, n| amended(d, n.waiting)),
    ("sign", |d, n| d.signs(n.waiting, 1, "authorise").err()),
    ("sign another step", |d, n| {
        d.signs(n.waiting, 1, "approve").err()
    }),
    ("sign another version", |d, n| {
        d.signs(n.waiting, 9, "authorise").err()
    }),
    ("sign what has no steps", |d, n| {
        d.signs(n.record, 1, "authorise").err()
    }),
    ("return", |d, n| {
        d.does(|o, a, ids| give_back::give_back(o, a, ids, n.waiting, "why"))
            .err()
    }),
    ("return what waits for nothing", |d, n| {
        d.does(|o, a, ids| give_back::give_back(o, a, ids, n.record, "why"))
            .err()
    }),
    ("ask for removal", |d, n| {
        d.does(|o, a, ids| remove::ask(o, a, ids, n.record, "why"))
            .err()
    }),
    ("agree to removal", |d, n| {
        d.does(|o, a, ids| remove::agree(o, a, ids, n.record, None))
            .err()
    }),
    ("allocate", |d, n| {
        allocated(d, n.file, n.matter, d.acting.worker)
    }),
    ("end an involvement", |d, n| {
        d.does(|o, a, ids| end::end(o, a, ids, n.file, n.involvement, "why"))
            .err()
    }),
    ("hand over", |d, n| {
        d.does(|o, a, ids| {
            hand_over::hand_over(o, a, ids, n.file, n.matter, n.worker, d.acting.worker)
        })
        .err()
    }),
    ("cover for", |d, n| covered(d, n.worker, d.acting.worker)),
    ("end cover", |d, n| {
        d.does(|o, a, ids| cover::end(o, a, ids, n.worker, n.involvement))
            .err()
    }),
    ("move", |d, n| {
        d.does(|o, a, ids| move_stage(o, a, ids, n.file, n.matter, &Which::Named(name("end"))))
            .err()
    }),
    ("close", |d, n| {
        d.does(|o, a, ids| move_stage(o, a, ids, n.file, n.matter, &Which::Closing))
            .err()
    }),
    ("reopen", |d, n| {
        d.does(|o, a, ids| reopen::reopen(o, a, ids, n.file, n.matter, "why"))
            .err()
    }),
    ("open", |d, n| {
        d.does(|o, a, ids| casework::matter::open::open(o, a, ids, n.file, &name("garden")))
            .err()
    }),
    ("repin", |d, n| {
        let to = PackRef {
            pack: name("small"),
            version: "1.0.0".into(),
        };
        d.does(|o, a, ids| repin::repin(o, a, ids, n.file, n.matter, &to, "why"))
            .err()
    }),
    ("set a state", |d, n| {
        d.does(|o, a, ids| set_state::set_state(o, a, ids, n.file, &name("size"), &name("big")))
            .err()
    }),
    ("state a fact", |d, n| stated(d, n, None)),
    ("correct a fact", |d, n| stated(d, n, Some(n.fact))),
    ("end a fact", |d, n| {
        d.does(|o, a, ids| {
            fact::end(
                o,
                a,
                ids,
                n.file,
                n.fact,
                "2026-03-31".parse().expect("a day"),
            )
        })
        .err()
    }),
    ("retract a fact", |d, n| {
        d.does(|o, a, ids| fact::retract(o, a, ids, n.file, n.fact, "why"))
            .err()
    }),
    ("extend", |d, n| {
        directed(
            d,
            n,
            Directive::ExtendTo {
                date: "2026-05-01".parse().expect("a day"),
            },
        )
    }),
    ("dismiss", |d, n| directed(d, n, Directive::Dismiss)),
    ("lift a guard", |d, n| {
        d.does(|o, a, ids| {
            lift::lift(
                o,
                a,
                ids,
                n.file,
                Some(n.matter),
                &name("not-ended-early"),
                "why",
            )
        })
        .err()
    }),
    ("merge", |d, n| {
        d.does(|o, a, ids| same::link(o, a, ids, n.file, n.worker, "why"))
            .err()
    }),
    ("undo a merge", |d, n| {
        d.does(|o, a, ids| same::undo(o, a, ids, n.file, n.worker, "why"))
            .err()
    }),
    ("restrict", |d, n| {
        d.does(|o, a, ids| restrict::restrict(o, a, ids, n.file, &[], "why"))
            .err()
    }),
    ("lift a restriction", |d, n| {
        d.does(|o, a, ids| restrict::lift(o, a, ids, n.file, "why"))
            .err()
    }),
];

fn writes(desk: &Desk<'_>, file: FileId) -> bool {
    desk.does(|o, a, _| read::file::may_write(o, a, file, "note"))
        .expect("a plain answer")
}

/// Runs every act, and gives those that do not answer as they do for what does not exist.
fn told_apart(desk: &Desk<'_>, named: &Named, none: &Named) -> Vec<String> {
    let mut apart = Vec::new();
    assert_eq!(
        (writes(desk, named.file), writes(desk, none.file)),
        (false, false)
    );
    for (what, act) in ACTS {
        let (there, nowhere) = (act(desk, named), act(desk, none));
        let alike = match (&there, &nowhere) {
            (Some(Error::NotFound(one)), Some(Error::NotFound(other))) => one == other,
            _ => false,
        };
        if !alike {
            apart.push(format!("{what}: {there:?}, not {nowhere:?}"));
        }
    }
    apart
}

fn with_papers(world: &World) {
    let ana = world.acting("Ana").at("2026-03-30 12:00");
    ana.records("note")
        .on("Hana")
        .with(json!({"text": "Was there."}))
        .done();
    ana.records("letter")
        .on("Hana")
        .with(json!({"text": "Come and see."}))
        .done();
}

#[test]
fn another_agency_finds_nothing_by_any_act() {
    on_both(|store| {
        let world = garden_visits(&store);
        with_papers(&world);
        let other = world.another_agency("second");
        world.worker_at("Stranger", "senior", other);
        world.person_at("Pere", "2012-02-02", other);
        let before = world.history("Hana").head;
        for day in ["2026-03-31 10:00", "2026-06-01 10:00"] {
            let stranger = world.acting("Stranger").at(day);
            let apart = told_apart(&stranger, &of(&world, "Hana", "Ana"), &random(&world));
            assert!(apart.is_empty(), "{apart:#?}");
        }
        // Nor by saying that one works for the first agency's service.
        let pretends = world
            .acting("Stranger")
            .in_service(world.service)
            .at("2026-03-31 10:00");
        let apart = told_apart(&pretends, &of(&world, "Hana", "Ana"), &random(&world));
        assert!(apart.is_empty(), "{apart:#?}");
        assert_eq!(world.history("Hana").head, before, "nothing was written");
        // Nor by naming a colleague of the other agency on one's own file.
        let named = of(&world, "Hana", "Stranger");
        let none = random(&world);
        let mere = world.acting("Mere").at("2026-03-31 10:00");
        let allocated =
            |worker| allocated(&mere, named.file, named.matter, worker).map(|e| format!("{e:?}"));
        assert_eq!(allocated(named.worker), allocated(none.worker));
        let covered = |by| covered(&mere, world.id("Ana"), by).map(|e| format!("{e:?}"));
        assert_eq!(covered(named.worker), covered(none.worker));
        let listed = |who: FileId| {
            mere.does(|o, a, ids| restrict::restrict(o, a, ids, named.file, &[who], "why"))
                .map_err(|e| format!("{e:?}"))
        };
        assert_eq!(listed(named.worker), listed(none.worker));
        let about = |who: FileId| {
            let note = mere
                .records("note")
                .on("Hana")
                .with(json!({"text": "x", "about": who.to_string()}));
            format!("{:?}", note.submits().expect_err("nobody known"))
        };
        assert_eq!(about(world.id("Pere")), about(none.file));
        // Nor by giving a new record the identifier of theirs.
        let stranger = world.acting("Stranger").at("2026-03-31 10:00");
        stranger
            .records("asking")
            .on("Pere")
            .with(json!({"asked_on": "2026-03-31"}))
            .done();
        let same = stranger
            .records("note")
            .on("Pere")
            .as_record(named.record)
            .with(json!({"text": "x"}));
        assert!(matches!(same.submits(), Err(Error::NotFound("draft"))));
        world.is_whole();
    });
}

#[test]
fn a_restricted_file_is_not_there_for_anybody_it_does_not_name() {
    on_both(|store| {
        let world = garden_visits(&store);
        with_papers(&world);
        let file = world.id("Hana");
        let mere = world.acting("Mere").at("2026-03-31 09:00");
        mere.does(|o, a, ids| restrict::restrict(o, a, ids, file, &[world.id("Kim")], "threats"))
            .expect("a senior may");
        for who in ["Ana", "Rua", "Moana"] {
            let desk = world.acting(who).at("2026-03-31 10:00");
            let mut named = of(&world, "Hana", "Ana");
            // Colleagues are no secret: only acts on the file itself are compared.
            let none = random(&world);
            named.worker = none.worker;
            let apart = told_apart(&desk, &named, &none);
            let apart: Vec<_> = apart
                .into_iter()
                .filter(|what| !what.starts_with("end cover") && !what.starts_with("cover for"))
                .collect();
            assert!(apart.is_empty(), "{who}: {apart:#?}");
            for tray in ["to-authorise", "late"] {
                if who == "Moana" {
                    assert!(!desk.tray(tray).contains(&"letter".to_owned()), "{tray}");
                }
            }
        }
        for who in ["Mere", "Kim"] {
            world
                .acting(who)
                .at("2026-03-31 10:00")
                .looks_at("Hana")
                .expect("named");
        }
        mere.does(|o, a, ids| restrict::lift(o, a, ids, file, "it is over"))
            .expect("a senior may");
        world
            .acting("Ana")
            .at("2026-03-31 11:00")
            .looks_at("Hana")
            .expect("hers again");
        world.is_whole();
    });
}
