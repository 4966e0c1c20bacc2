//! The golden table: who gets how far, for anybody to read. `ALONGSIDE_GOLDEN=write` writes it anew; a change then
//! shows in review.

use std::fmt::Write as _;
use std::path::Path;

use access::{Ask, Involved, RawFacts, Restriction, Sees, Waiting, decide};
use domain::FileId;
use domain::event::Subject;

use crate::{ANA, ELSEWHERE, HERE, Held, ME, TEAM, THEM, facts, name, names, today};

type Row = (&'static str, RawFacts, &'static [&'static str]);

const CLOSES: &[&str] = &["close"];

fn worked_with(change: impl FnOnce(&mut Involved)) -> RawFacts {
    let mut involved = Involved {
        worker: ANA,
        name: "Ana".into(),
        role: name("role"),
        matter: name("episode"),
        since: None,
        supervised: false,
        covered_until: None,
        conflict: false,
        teams: Default::default(),
    };
    change(&mut involved);
    RawFacts {
        involved: vec![involved],
        ..child()
    }
}

fn child() -> RawFacts {
    RawFacts {
        subject: Some(Subject::Person),
        service: Some(HERE),
        ..RawFacts::blank(THEM)
    }
}

fn mine() -> RawFacts {
    worked_with(|involved| involved.worker = ME)
}

fn children() -> Vec<Row> {
    let waiting = |waiting| RawFacts { waiting, ..child() };
    vec![
        ("allocated to them", mine(), CLOSES),
        (
            "covers for who is allocated",
            worked_with(|i| i.covered_until = Some(today())),
            CLOSES,
        ),
        (
            "supervises who is allocated",
            worked_with(|i| i.supervised = true),
            CLOSES,
        ),
        (
            "in a team with who is allocated",
            worked_with(|i| i.teams = [TEAM].into()),
            CLOSES,
        ),
        ("in the service, no relation", worked_with(|_| ()), CLOSES),
        (
            "nobody allocated yet; wrote the referral",
            waiting(Waiting::RecordedByActor),
            CLOSES,
        ),
        (
            "nobody allocated yet; may allocate",
            waiting(Waiting::ForAllocation),
            &["close", "allocate"],
        ),
        (
            "nobody allocated yet; may not allocate",
            waiting(Waiting::ForAllocation),
            CLOSES,
        ),
        (
            "supervises who is allocated but in conflict",
            worked_with(|i| (i.supervised, i.conflict) = (true, true)),
            CLOSES,
        ),
        (
            "restricted, and on its list",
            RawFacts {
                restriction: Restriction::Listed,
                ..child()
            },
            CLOSES,
        ),
        (
            "restricted, allocated, not on its list",
            RawFacts {
                restriction: Restriction::NotListed,
                ..mine()
            },
            CLOSES,
        ),
        (
            "allocated, but in conflict themselves",
            RawFacts {
                conflict: true,
                ..mine()
            },
            CLOSES,
        ),
        (
            "looks after roles and settings",
            worked_with(|_| ()),
            &["close", "people", "settings"],
        ),
        (
            "works in another service",
            RawFacts {
                service: Some(ELSEWHERE),
                ..mine()
            },
            CLOSES,
        ),
        ("there is no such file", RawFacts::blank(THEM), CLOSES),
    ]
}

fn worker() -> RawFacts {
    RawFacts {
        subject: Some(Subject::Worker),
        posts: [(HERE, Some(TEAM))].into(),
        ..RawFacts::blank(THEM)
    }
}

fn workers() -> Vec<Row> {
    let elsewhere = RawFacts {
        posts: [(ELSEWHERE, Some(TEAM))].into(),
        ..worker()
    };
    let apart = RawFacts {
        posts: [(HERE, None)].into(),
        ..worker()
    };
    let reads: &[&str] = &["close", "read-staff"];
    vec![
        (
            "their own file",
            RawFacts {
                file: ME,
                ..worker()
            },
            CLOSES,
        ),
        (
            "their own file; looks after roles",
            RawFacts {
                file: ME,
                ..worker()
            },
            &["close", "people"],
        ),
        (
            "supervises them",
            RawFacts {
                supervised: true,
                ..apart.clone()
            },
            CLOSES,
        ),
        ("in a team with them; reads about workers", worker(), reads),
        ("in the service; reads about workers", apart.clone(), reads),
        (
            "in the service; looks after roles",
            apart.clone(),
            &["close", "people"],
        ),
        ("in the service, no relation", apart.clone(), CLOSES),
        (
            "restricted, not on the list",
            RawFacts {
                restriction: Restriction::NotListed,
                supervised: true,
                ..worker()
            },
            reads,
        ),
        (
            "works in another service; reads about workers",
            elsewhere,
            reads,
        ),
    ]
}

fn places() -> Vec<Row> {
    let site = |service, services: &[domain::ServiceId]| RawFacts {
        subject: Some(Subject::Site),
        service,
        agency: (!services.is_empty()).then_some(FileId::from_bits(70)),
        agency_services: services.iter().copied().collect(),
        ..RawFacts::blank(THEM)
    };
    vec![
        ("of the service", site(Some(HERE), &[]), CLOSES),
        ("of the agency", site(None, &[HERE]), CLOSES),
        ("shared by all", site(None, &[]), CLOSES),
        (
            "of the agency; looks after settings",
            site(None, &[HERE]),
            &["close", "settings"],
        ),
        ("of another service", site(Some(ELSEWHERE), &[]), CLOSES),
        ("of another agency", site(None, &[ELSEWHERE]), CLOSES),
    ]
}

fn asks() -> Vec<(&'static str, Ask)> {
    let case = || name("case");
    let private = |author, role| Ask::ReadRecord {
        category: case(),
        kind: name("note"),
        author,
        private_to: names([role]),
    };
    let sign = |author, own_work_allowed| Ask::Sign {
        category: case(),
        author,
        by: names(["role"]),
        own_work_allowed,
    };
    vec![
        ("see that it exists", Ask::SeeFile),
        ("read a category the role reads", Ask::ReadCategory(case())),
        (
            "read a category the role does not read",
            Ask::ReadCategory(name("health")),
        ),
        ("read what is private to the role", private(ANA, "role")),
        (
            "read what is private to another role",
            private(ANA, "other"),
        ),
        (
            "write a record the role writes",
            Ask::WriteRecord {
                kind: name("visit"),
                category: case(),
            },
        ),
        (
            "write a record the role does not write",
            Ask::WriteRecord {
                kind: name("plan"),
                category: case(),
            },
        ),
        (
            "record that they have come to the service",
            Ask::TakeIn {
                kind: name("visit"),
                category: case(),
            },
        ),
        ("change what is known of them", Ask::WriteFacts),
        ("declare something about oneself", Ask::DeclareOwn),
        (
            "do what the pack leaves to the role",
            Ask::InRole {
                by: names(["role"]),
            },
        ),
        ("close", Ask::Act(name("close"))),
        ("allocate", Ask::Act(name("allocate"))),
        ("search at intake or on duty", Ask::Act(name("duty"))),
        ("grant and end roles", Ask::Act(name("people"))),
        ("change settings", Ask::Act(name("settings"))),
        ("name who covers", Ask::Act(name("cover"))),
        ("sign a colleague's record", sign(ANA, false)),
        ("sign one's own record", sign(ME, false)),
        (
            "sign one's own record where the pack allows it",
            sign(ME, true),
        ),
    ]
}

fn table() -> String {
    let mut out = String::from(
        "Who gets how far. The role reads `case`, writes `visit`, may `close`, signs what waits for it, and is held in a\n\
         team of the service; what else it may do stands in the line. Columns: how far the role sees. Hidden answers\n\
         like what does not exist; known is the name alone; readable is the file without the thing asked for.\n\
         Written by `ALONGSIDE_GOLDEN=write cargo test -p access golden`.\n",
    );
    for (whose, rows) in [
        ("CHILD", children()),
        ("WORKER", workers()),
        ("SITE", places()),
    ] {
        // Asks with one and the same answer everywhere share a block.
        let mut blocks: Vec<(Vec<&str>, String)> = Vec::new();
        for (what, ask) in asks() {
            let block = block(&rows, &ask);
            match blocks.iter_mut().find(|(_, same)| *same == block) {
                Some((titles, _)) => titles.push(what),
                None => blocks.push((vec![what], block)),
            }
        }
        for (titles, block) in blocks {
            for title in titles {
                let _ = write!(out, "\n{whose}: {title}");
            }
            let _ = writeln!(out, "\n{block}");
        }
    }
    out.lines()
        .map(str::trim_end)
        .collect::<Vec<_>>()
        .join("\n")
        + "\n"
}

fn block(rows: &[Row], ask: &Ask) -> String {
    let mut out = format!("{:52}", "");
    for sees in Sees::ALL {
        let _ = write!(out, "{:11}", sees.as_str());
    }
    for (label, raw, acts) in rows {
        let _ = write!(out, "\n  {label:50}");
        for sees in Sees::ALL {
            let held = Held {
                service: HERE,
                team: Some(TEAM),
                role: "role",
                sees,
                reads: vec!["case"],
                writes: vec!["visit"],
                acts: acts.to_vec(),
            };
            let reach = decide(&facts(ME, &[held], raw.clone()), ask).reach;
            let _ = write!(out, "{:11}", reach.as_str());
        }
    }
    out
}

#[test]
fn the_golden_table_of_decisions_is_what_is_decided() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/decisions.txt");
    let table = table();
    if std::env::var_os("ALONGSIDE_GOLDEN").is_some_and(|wish| wish == "write") {
        std::fs::write(&path, &table).expect("the table can be written");
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    let differs = kept
        .lines()
        .zip(table.lines())
        .find(|(kept, now)| kept != now);
    assert!(
        kept == table,
        "decisions have changed, first at {differs:?}; ALONGSIDE_GOLDEN=write writes the table anew"
    );
}
