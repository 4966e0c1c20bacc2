//! The policy: the code against a plain statement of it, a table that anybody can read, and what must not compile.

mod compile;
mod golden;
mod permits;
mod policy;
mod reference;
mod worlds;

use std::collections::BTreeSet;
use std::sync::Arc;

use access::{Actor, Facts, Names, PackRole, RawFacts, Rights, RoleBook, Sees};
use domain::{FileId, Name, ServiceId};
use jiff::civil::{Date, date};

/// The actor's own file.
const ME: FileId = FileId::from_bits(1);
/// A colleague.
const ANA: FileId = FileId::from_bits(2);
/// The file asked about.
const THEM: FileId = FileId::from_bits(9);
/// Teams of the service.
const TEAM: FileId = FileId::from_bits(51);
/// The service.
const HERE: ServiceId = ServiceId::from_bits(101);
/// Another service in the same database.
const ELSEWHERE: ServiceId = ServiceId::from_bits(102);

fn today() -> Date {
    date(2026, 5, 1)
}

fn name(text: &str) -> Name {
    Name::parse(text).unwrap_or_else(|| panic!("`{text}` is a name"))
}

fn names<'n>(texts: impl IntoIterator<Item = &'n str>) -> BTreeSet<Name> {
    texts.into_iter().map(name).collect()
}

/// A role held, as the tests write it.
#[derive(Debug, Clone)]
struct Held {
    service: ServiceId,
    team: Option<FileId>,
    role: &'static str,
    sees: Sees,
    reads: Vec<&'static str>,
    writes: Vec<&'static str>,
    acts: Vec<&'static str>,
}

/// The facts of an actor with these roles. Roles of one name in one service are one role: the last counts.
fn facts<'t>(actor: FileId, held: &[Held], raw: RawFacts) -> Facts<'t> {
    let mut book = RoleBook::default();
    for service in [HERE, ELSEWHERE] {
        let here = held.iter().filter(|held| held.service == service);
        book.set(
            service,
            here.map(|held| PackRole {
                role: name(held.role),
                title: held.role.to_owned(),
                rights: Rights {
                    sees: held.sees,
                    reads: held.reads.iter().map(|text| name(text)).collect(),
                    writes: match held.writes.as_slice() {
                        ["all"] => Names::All,
                        some => some.iter().map(|text| name(text)).collect(),
                    },
                    acts: names(held.acts.iter().copied()),
                },
            }),
        );
    }
    let roles = held
        .iter()
        .map(|held| (held.service, name(held.role), held.team));
    Facts::of(Actor::loaded(actor, today(), roles, Arc::new(book)), raw)
}
