//! Attachments: received, carried by records and files, and read by who may.

use casework::attachment::{add, read, receive};
use casework::record::draft;
use casework::record::submit::submit;
use casework::{Error, Result};
use domain::FileId;
use serde_json::json;
use store::attachment::Limits;
use testkit::databases::on_both;

use crate::world::{World, called, form, ids, name};

const LIMITS: Limits<'static> = Limits {
    bytes: 3 * 1024 * 1024,
    allowed: &["text/plain", "application/pdf"],
};

fn received(
    world: &World,
    worker: FileId,
    seed: u128,
    called: &str,
    content: &[u8],
) -> Result<receive::Received> {
    let mut ids = ids(seed);
    let acting = world.acting(worker);
    let mut file = receive::begin(&world.office, &acting, &mut ids, called, LIMITS)?;
    for chunk in content.chunks(70_000) {
        file.take(chunk)?;
    }
    file.finish()
}

fn content(world: &World, worker: FileId, file: FileId, sha256: &str) -> Result<Vec<u8>> {
    let mut reading = read::read(&world.office, &world.acting(worker), file, sha256)?;
    let mut all = Vec::new();
    while let Some(part) = reading.next(&world.office)? {
        all.extend(part);
    }
    assert_eq!(all.len() as u64, reading.held.bytes);
    Ok(all)
}

fn absent<T: std::fmt::Debug>(found: Result<T>) {
    assert!(
        matches!(found, Err(Error::NotFound("attachment"))),
        "{found:?}"
    );
}

/// A person with a request, so that notes can be written.
fn person(world: &World, seed: u128) -> FileId {
    let file = world.person(
        seed,
        world.lea,
        &[("name", called("legal", "Hana", "Wharepunga"))],
    );
    world
        .submit(
            seed + 500,
            world.ana,
            "request",
            &[file],
            json!({"household": 4}),
        )
        .expect("a request");
    file
}

#[test]
fn a_note_carries_what_its_writer_received_and_who_reads_it_reads_that() {
    on_both(|store| {
        let world = World::new(store);
        let hana = person(&world, 30);
        let text = "Tēnā koe, kua tae mai tō reta.\n".repeat(60_000);
        let kept = received(
            &world,
            world.ana,
            31,
            "../he\u{202e}reta.exe",
            text.as_bytes(),
        )
        .expect("received");
        assert_eq!(kept.name, "hereta.exe.txt");
        // It stands nowhere yet.
        absent(content(&world, world.ana, hana, &kept.sha256));
        let letter = json!({"said": "A letter came", "letter": kept.sha256});
        // Who did not receive it cannot name it, whoever else did.
        let other = world.submit(32, world.lea, "note", &[hana], letter.clone());
        let Err(Error::Invalid(problems)) = other else {
            panic!("{other:?}")
        };
        assert_eq!(problems[0].field, "letter");
        let note = world
            .submit(33, world.ana, "note", &[hana], letter)
            .expect("a note");
        for worker in [world.ana, world.lea] {
            let read = content(&world, worker, hana, &kept.sha256).expect("read");
            assert!(read == text.as_bytes());
        }
        absent(content(&world, world.ben, hana, &kept.sha256));
        absent(content(&world, world.other, hana, &kept.sha256));
        let seen = casework::read::file::look(&world.office, &world.acting(world.lea), hana)
            .expect("seen");
        let listed: Vec<_> = seen
            .attachments
            .iter()
            .map(|held| (held.name.as_str(), held.media_type.as_str(), held.record))
            .collect();
        assert_eq!(
            listed,
            [("hereta.exe.txt", "text/plain", Some(note.record))]
        );
        let views: store::Result<_> = world
            .office
            .store
            .read(|tx| store::view_log::of_file(tx, hana, None, 99));
        let looks: Vec<_> = views
            .expect("views")
            .iter()
            .filter(|v| *v.seen.what == *"attachment")
            .map(|v| v.seen.worker)
            .collect();
        assert_eq!(looks, [world.lea, world.ana]);
    });
}

#[test]
fn the_attachment_of_another_agency_is_not_there_though_its_content_is_kept() {
    on_both(|store| {
        let world = World::new(store);
        let hana = person(&world, 30);
        let theirs = world.person(
            31,
            world.other,
            &[("name", called("legal", "Ioane", "Sio"))],
        );
        let same = b"The same words in both agencies";
        let kept = received(&world, world.ana, 32, "a.txt", same).expect("received");
        add::to_file(
            &world.office,
            &world.acting(world.lea),
            &mut ids(33),
            hana,
            &kept.sha256,
        )
        .expect_err("Lea received nothing");
        world
            .submit(
                34,
                world.ana,
                "note",
                &[hana],
                json!({"said": "x", "letter": kept.sha256}),
            )
            .expect("a note");
        let other = world.acting(world.other);
        // Neither by their file nor by ours, and their file does not take it by its hash.
        absent(content(&world, world.other, theirs, &kept.sha256));
        absent(content(&world, world.other, hana, &kept.sha256));
        absent(add::to_file(
            &world.office,
            &other,
            &mut ids(35),
            theirs,
            &kept.sha256,
        ));
        // Received by them, it is theirs, and once on the file is enough.
        received(&world, world.other, 36, "b.txt", same).expect("received");
        add::to_file(&world.office, &other, &mut ids(37), theirs, &kept.sha256).expect("added");
        let twice = add::to_file(&world.office, &other, &mut ids(38), theirs, &kept.sha256);
        assert!(matches!(twice, Err(Error::Wrong { .. })), "{twice:?}");
        assert_eq!(
            content(&world, world.other, theirs, &kept.sha256).expect("read"),
            same
        );
        absent(content(&world, world.lea, theirs, &kept.sha256));
    });
}

#[test]
fn what_a_private_answer_names_only_its_roles_read_and_a_part_stays_with_its_child() {
    on_both(|store| {
        let world = World::new(store);
        let (hana, tama) = (person(&world, 30), person(&world, 31));
        let secret = received(&world, world.ana, 32, "s.txt", b"For the lead").expect("received");
        let paper = received(&world, world.ana, 33, "p.txt", b"Tama's paper").expect("received");
        let mut note = form(
            "note",
            &[hana, tama],
            json!({"said": "Both", "report": secret.sha256}),
        );
        for (child, papers) in [(hana, json!([])), (tama, json!([paper.sha256]))] {
            let part = json!({"papers": papers}).as_object().cloned();
            note.given.parts.insert(child, part.unwrap_or_default());
        }
        let ana = world.acting(world.ana);
        submit(&world.office, &ana, &mut ids(34), &note).expect("a note");
        assert!(content(&world, world.lea, hana, &secret.sha256).is_ok());
        // The writer reads their own; another helper of the same child does not.
        assert!(content(&world, world.ana, hana, &secret.sha256).is_ok());
        world.allocate(35, hana, world.ben);
        let open = casework::read::file::look(&world.office, &world.acting(world.ben), hana);
        let open = open.expect("seen");
        assert_eq!((open.records.len(), open.attachments.len()), (2, 0));
        absent(content(&world, world.ben, hana, &secret.sha256));
        assert!(content(&world, world.ana, tama, &paper.sha256).is_ok());
        absent(content(&world, world.ana, hana, &paper.sha256));
        absent(content(&world, world.lea, hana, &paper.sha256));
    });
}

#[test]
fn a_draft_takes_along_what_was_put_with_it_and_nobody_elses_draft_takes_anything() {
    on_both(|store| {
        let world = World::new(store);
        let hana = person(&world, 30);
        let ana = world.acting(world.ana);
        let begin = draft::Begin {
            kind: name("note"),
            files: vec![hana],
        };
        let begun = draft::begin(&world.office, &ana, &mut ids(31), &begin).expect("a draft");
        let kept = received(&world, world.ana, 32, "plan.txt", b"A plan").expect("received");
        let lea = world.acting(world.lea);
        let others = add::to_draft(&world.office, &lea, begun.record, &kept.sha256);
        assert!(
            matches!(others, Err(Error::NotFound("draft"))),
            "{others:?}"
        );
        absent(add::to_draft(
            &world.office,
            &ana,
            begun.record,
            &"0".repeat(64),
        ));
        add::to_draft(&world.office, &ana, begun.record, &kept.sha256).expect("put");
        absent(content(&world, world.ana, hana, &kept.sha256));
        let mut note = form("note", &[hana], json!({"said": "With a plan"}));
        note.record = Some(begun.record);
        submit(&world.office, &ana, &mut ids(33), &note).expect("a note");
        assert_eq!(
            content(&world, world.lea, hana, &kept.sha256).expect("read"),
            b"A plan"
        );
    });
}

#[test]
fn what_is_not_accepted_says_why_and_leaves_nothing() {
    on_both(|store| {
        let world = World::new(store);
        let long = vec![b'a'; 3 * 1024 * 1024 + 1];
        for (content, what) in [
            (&b""[..], "empty"),
            (&long, "larger than"),
            (b"MZ\x90\x00\x03\x00\x00\x00program", "not accepted"),
            (b"\x89PNG\r\n\x1a\n0000", "not accepted"),
        ] {
            let told = received(&world, world.ana, 40, "x.pdf", content);
            let Err(Error::Wrong { what: says, remedy }) = told else {
                panic!("{told:?}")
            };
            assert!(says.contains(what) && !remedy.is_empty(), "{says}");
        }
        let nobody = casework::Acting {
            service: world.there,
            ..world.acting(world.ana)
        };
        let refused = receive::begin(&world.office, &nobody, &mut ids(41), "x", LIMITS);
        assert!(matches!(refused, Err(Error::NotAllowed { .. })));
    });
}
