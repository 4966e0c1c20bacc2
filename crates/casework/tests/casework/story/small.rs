//! A small pack with signing steps, restricted files and settings, for what the first service's pack does not use.

use std::sync::Arc;

use pack::Pack;
use store::Store;
use testkit::world::{World, a_service, pack_of};

const HEAD: &str = "pack: small
version: 1.0.0
title: Garden visits
source: {title: How garden visits work}
counting: exclusive
categories:
  - {category: case, title: Case}
  - {category: staff, title: Staff, on_child_file: never}
";

const ROLES: &str = "- {role: visitor, title: Visitor, sees: own, reads: [case], writes: [asking, letter, memo, note], may: [move, hand-over]}
- {role: senior, title: Senior, sees: service, reads: all, writes: all, may: [allocate, cover, hand-over, move, close, reopen, direct, lift, merge, restrict, remove, settings, people, read-staff]}
- {role: clerk, title: Clerk, sees: service, reads: [case], writes: [], may: []}
";

const PROCESS: &str = "matters:
  - matter: garden
    title: Garden
    on: person
    one_open: true
    opens_by: asking
    lead: visitor
    stages: [{stage: asked, title: Asked}, {stage: seen, title: Seen}, {stage: ended, title: Ended, final: true}]
    moves:
      - {move: see, from: asked, to: seen, by: visitor}
      - {move: end, from: any, to: ended, by: senior}
states:
  - {state: size, title: Size, on: garden, values: [{id: small, title: Small}, {id: big, title: Big}]}
";

const CLOCKS: &str = "- {clock: first-visit, title: First visit, on: garden, starts: asking.recorded, within: {setting: first-visit-within}, met_by: note.recorded, responsible: visitor, extended_by: [senior]}
";

const SETTINGS: &str = "- {setting: first-visit-within, title: Time to the first visit, type: interval, default: 10 working days, tighten: shorter}
";

const RULES: &str = "- {guard: not-ended-early, stops: garden.end, unless: \"count('note') > 0\", says: Nobody has been there yet., lifted_by: senior}
";

const TRAYS: &str = "- {tray: to-authorise, title: To authorise, for: senior, holds: {records: [letter], step: authorise}}
- {tray: to-finalise, title: To finalise, for: clerk, holds: {records: [letter], step: finalise}}
- {tray: sent-back, title: Sent back, for: visitor, holds: {records: all}}
- {tray: exceptions, title: Exceptions, for: senior, holds: {exceptions: all}}
- {tray: late, title: Late, for: senior, holds: {clocks: [first-visit], when: late}}
";

const RECORDS: [(&str, &str); 4] = [
    ("records/asking.yaml", "record: asking
title: Asking
filed_on: person
within: garden
category: case
occurred: asked_on
sections: [{title: Asking, fields: [{id: asked_on, label: Asked on, type: date, required: true, not_future: true}]}]
"),
    ("records/letter.yaml", "record: letter
title: Letter
filed_on: person
within: garden
category: case
signing:
  - {step: authorise, title: Authorise, by: senior, may_return: true, own_work: never}
  - {step: finalise, title: Finalise, by: clerk, needs: \"has(sent_on)\"}
sections: [{title: Letter, fields: [{id: text, label: Text, type: text_long, required: true}, {id: sent_on, label: Sent on, type: date}]}]
"),
    ("records/memo.yaml", "record: memo
title: Memo
filed_on: person
within: garden
category: case
signing: [{step: check, title: Check, by: [senior, visitor], own_work: recorded}]
sections: [{title: Memo, fields: [{id: text, label: Text, type: text_long, required: true}]}]
"),
    ("records/note.yaml", "record: note
title: Note
filed_on: person
within: garden
category: case
sections: [{title: Note, fields: [{id: text, label: Text, type: text_long, required: true}, {id: about, label: About, type: person}]}]
"),
];

/// The files of the pack at a version, with one more text at the end of its notes.
pub fn sources(version: &str, more: &str) -> Vec<(String, String)> {
    let head = HEAD.replace("1.0.0", version);
    let fixed = [
        ("pack.yaml", head.as_str()),
        ("clauses.yaml", "[]\n"),
        ("roles.yaml", ROLES),
        ("process.yaml", PROCESS),
        ("clocks.yaml", CLOCKS),
        ("settings.yaml", SETTINGS),
        ("rules.yaml", RULES),
        ("trays.yaml", TRAYS),
    ];
    let all = fixed.into_iter().chain(RECORDS);
    all.map(|(path, text)| {
        let more = if path == "records/note.yaml" {
            more
        } else {
            ""
        };
        (
            path.to_owned(),
            text.replace("id: about,", &format!("{more}id: about,")),
        )
    })
    .collect()
}

/// The pack with further texts.
pub fn small_pack_with(more: &[(&str, &str)]) -> Arc<Pack> {
    let sources = sources("1.0.0", "");
    let texts = sources.iter().map(|(p, t)| (p.as_str(), t.as_str()));
    let texts: Vec<(&str, &str)> = texts.chain(more.iter().copied()).collect();
    pack_of(&texts)
}

/// The pack at a version.
pub fn small_pack(version: &str, more: &str) -> Arc<Pack> {
    let sources = sources(version, more);
    let texts: Vec<(&str, &str)> = sources
        .iter()
        .map(|(p, t)| (p.as_str(), t.as_str()))
        .collect();
    pack_of(&texts)
}

/// Two visitors, two seniors and a clerk, and two people who asked and were given to Ana.
pub fn garden_visits(store: &Store) -> World {
    visits_by(store, &small_pack("1.0.0", ""))
}

/// The same by another pack with the same people's roles.
pub fn visits_by(store: &Store, pack: &Arc<Pack>) -> World {
    let world = a_service(store, pack, super::AUCKLAND);
    for (who, role) in [
        ("Ana", "visitor"),
        ("Rua", "visitor"),
        ("Mere", "senior"),
        ("Moana", "senior"),
        ("Kim", "clerk"),
    ] {
        world.worker(who, role);
    }
    for whom in ["Hana", "Tama"] {
        world.person(whom, "2011-05-03");
        let asking = serde_json::json!({"asked_on": "2026-03-27"});
        world
            .acting("Ana")
            .at("2026-03-30 09:00")
            .records("asking")
            .on(whom)
            .with(asking)
            .done();
        let mere = world.acting("Mere").at("2026-03-30 09:10");
        mere.allocates(whom, "garden", "Ana", "visitor")
            .expect("she visits");
    }
    world
}
