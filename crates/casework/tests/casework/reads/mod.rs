//! Lists as pages show them: what stands in them, what does not, and that their statements do not grow with their rows.

mod carried;
mod day;
mod duty;
mod folder;
mod team;
mod trays;

use domain::FileId;
use jiff::Timestamp;
use store::Store;
use store::derived::{Rows, Text, apply, row};
use testkit::world::World;

fn text(value: impl std::fmt::Display) -> Text {
    Text::from(value.to_string())
}

/// Many people with an open matter, a timescale that runs, a record that waits and one sent back, and a notice; Ana works with
/// each. Their rows alone: lists read nothing else.
pub fn many(world: &World, store: &Store, count: u128) {
    let (ana, mere) = (world.id("Ana"), world.id("Mere"));
    let now: Timestamp = "2026-03-10T00:00:00Z".parse().expect("a moment");
    let written: store::Result<()> = store.write(|tx| {
        for n in 0..count {
            let file = FileId::from_bits(0xF000_0000 + n);
            let mut rows = Rows::of(file);
            let name = format!("Person {n:04} Wharetest");
            rows.push(row::Subject {
                subject: text("person"),
                service: Some(text(world.service)),
                agency: None,
                display: text(&name),
                sort: text(format_args!("wharetest  person {n:04}")),
                born: None,
                died: None,
                restricted: false,
                not_even_duty: false,
            });
            rows.push(row::SearchKey {
                key: text("t:wharetest"),
                service: Some(text(world.service)),
            });
            let matter = domain::MatterId::from_bits(0xA000_0000 + n);
            rows.push(row::Matter {
                matter: text(matter),
                kind: text("episode"),
                service: text(world.service),
                pack: text("p"),
                version: text("1"),
                stage: text("engagement"),
                opened: text("2026-03-01"),
                closed: None,
            });
            rows.push(row::Involvement {
                involvement: text(domain::InvolvementId::from_bits(0xB000_0000 + n)),
                matter: text(matter),
                worker: text(ana),
                role: text("social-worker"),
                started: text("2026-03-01"),
                ended: None,
            });
            rows.push(row::State {
                event: text(domain::EventId::from_bits(0xC000_0000 + n)),
                matter: Some(text(matter)),
                state: text("intensity"),
                value: text("high"),
                started: text("2026-03-01"),
                current: true,
            });
            rows.push(row::Cycle {
                matter: text(matter),
                clock: text("contact-made"),
                key: text("k"),
                n: 1,
                service: Some(text(world.service)),
                anchor: text("2026-03-01"),
                due_date: Some(text("2026-03-05")),
                due_at: Some(now.as_microsecond() - 1_000_000),
                first_due_at: None,
                soon_at: None,
                tell_at: None,
                met_at: None,
                met_by: None,
                outcome: text("running"),
                why: None,
                responsible: Some(text("social-worker")),
                level: text("required"),
                agreed: Some(text("away until April")),
                agreed_by: Some(text(mere)),
            });
            for (part, status, step) in [(0, "returned", Some("check")), (1, "complete", None)] {
                rows.push(row::Entry {
                    record: text(domain::RecordId::from_bits(0xD000_0000 + n * 2 + part)),
                    kind: text("visit"),
                    category: text("case"),
                    matter: Some(text(matter)),
                    service: Some(text(world.service)),
                    home: true,
                    version: 1,
                    author: text(ana),
                    occurred: text("2026-03-02"),
                    recorded: now.as_microsecond(),
                    significant: true,
                    status: text(status),
                    step: step.map(text),
                    removal_asked_by: None,
                    event: text(domain::EventId::from_bits(1)),
                });
            }
            rows.push(row::Notice {
                event: text(domain::EventId::from_bits(0xE000_0000 + n)),
                worker: text(mere),
                about: text("contact-made"),
                says: text("It is late."),
                told: now.as_microsecond(),
            });
            apply(tx, &Rows::diff(&Rows::of(file), &rows))?;
        }
        Ok(())
    });
    written.expect("rows");
}

/// How many statements a look takes beside asides.
pub fn statements<T>(store: &Store, look: impl FnOnce() -> T) -> (T, u64) {
    let before = store.statements();
    let seen = look();
    (seen, store.statements() - before)
}
