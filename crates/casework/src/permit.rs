//! Leave: what is so of the acting worker and a file, loaded in the transaction that acts on the answer, and the pack's
//! roles as rights. The decision itself stands in `access`.

use std::collections::BTreeSet;
use std::sync::Arc;

use access::{Actor, Ask, Denied, Facts, Names, PackRole, Permit, Rights, RoleBook};
use domain::event::Subject;
use domain::history::RecordHeld;
use domain::{FileId, History, Name};
use jiff::civil::Date;
use pack::Pack;
use pack::model::{Act, Role, Sees};

use crate::unit::Unit;
use crate::{Error, Result};

/// Loads what is so of the acting worker and a file on a day.
pub(crate) fn facts<'tx>(
    unit: &mut Unit<'_, 'tx>,
    file: FileId,
    today: Date,
) -> Result<Facts<'tx>> {
    let actor = actor(unit, today)?;
    Ok(unit
        .tx
        .aside(|tx| store::relation::load_facts(tx, &actor, file))?)
}

/// The acting worker with the roles they hold on a day. Loaded once: what a unit appends changes rows only when it ends.
pub(crate) fn actor<'tx>(unit: &mut Unit<'_, 'tx>, today: Date) -> Result<Actor<'tx>> {
    if let Some(actor) = unit.actor.as_ref().filter(|actor| actor.today() == today) {
        return Ok(actor.clone());
    }
    let actor = load(unit, today)?;
    unit.actor = Some(actor.clone());
    Ok(actor)
}

fn load<'tx>(unit: &mut Unit<'_, 'tx>, today: Date) -> Result<Actor<'tx>> {
    if let Some(worker) = unit.acting.on_behalf {
        let by = unit.acting.worker;
        let covers = unit
            .tx
            .aside(|tx| store::lists::cover::by_worker(tx, by, today))?;
        if !covers.iter().any(|cover| cover.worker == worker) {
            return Err(Error::not_allowed(
                "nobody named you to act for them today: whoever keeps cover can",
            ));
        }
    }
    let by = unit.acting.worker;
    let held = unit
        .tx
        .aside(|tx| store::service::roles_of(tx, by, today))?;
    let mut services: BTreeSet<_> = held.iter().map(|(service, _, _)| *service).collect();
    services.insert(unit.acting.service);
    let mut book = RoleBook::default();
    for service in services {
        if let Some(view) = unit.view(service)? {
            let pack = unit.office.pack(unit.tx, &view.pack)?;
            book.set(service, roles_of(&pack));
        }
    }
    let book = Arc::new(book);
    Ok(unit
        .tx
        .aside(|tx| store::relation::actor(tx, by, today, &book))?)
}

/// A pack's roles as rights.
pub(crate) fn roles_of(pack: &Pack) -> Vec<PackRole> {
    pack.roles
        .iter()
        .map(|role| rights_of(pack, role))
        .collect()
}

fn rights_of(pack: &Pack, role: &Role) -> PackRole {
    let names = |all: &[pack::model::Ref]| -> Names {
        if all.iter().any(|r| **r == "all") {
            Names::All
        } else {
            all.iter().map(|r| r.value.clone()).collect()
        }
    };
    // A form may name its writers itself; a role may name the kinds it writes.
    let mut writes = names(&role.writes);
    if let Names::Only(kinds) = &mut writes {
        let named = pack
            .forms
            .iter()
            .filter(|f| f.written_by.iter().any(|r| r.value == role.role.value));
        kinds.extend(named.map(|f| f.record.value.clone()));
    }
    PackRole {
        role: role.role.value.clone(),
        title: role.title.clone(),
        rights: Rights {
            sees: match role.sees {
                Sees::None => access::Sees::None,
                Sees::Own => access::Sees::Own,
                Sees::Supervised => access::Sees::Supervised,
                Sees::Team => access::Sees::Team,
                Sees::Service => access::Sees::Service,
                Sees::Figures => access::Sees::Figures,
            },
            reads: names(&role.reads),
            writes,
            acts: role.may.iter().map(|a| Name::known(a.name())).collect(),
        },
    }
}

/// Asks for leave; what may not be seen is not found.
pub(crate) fn permit<'f>(facts: &'f Facts<'_>, ask: Ask) -> Result<Permit<'f>> {
    access::permit(facts, ask).map_err(|denied| match denied {
        Denied::NotFound => Error::NotFound("file"),
        Denied::NotAllowed(refusal) => Error::not_allowed(refusal.to_string()),
    })
}

/// To do an act of the pack language.
pub(crate) fn act(act: Act) -> Ask {
    Ask::Act(Name::known(act.name()))
}

/// To do something in one of these roles.
pub(crate) fn one_of(by: &[Name]) -> Ask {
    Ask::InRole {
        by: by.iter().cloned().collect(),
    }
}

/// To write a record; `opens` where it is the one by which people come to the service.
pub(crate) fn write_record(kind: &Name, category: &Name, opens: bool) -> Ask {
    let (kind, category) = (kind.clone(), category.clone());
    if opens {
        Ask::TakeIn { kind, category }
    } else {
        Ask::WriteRecord { kind, category }
    }
}

/// To read a record; `private` names the roles that alone read it.
pub(crate) fn read_record(held: &RecordHeld, private: &[pack::model::Ref]) -> Ask {
    Ask::ReadRecord {
        category: held.category.clone(),
        kind: held.kind.clone(),
        author: held.author,
        private_to: private.iter().map(|r| r.value.clone()).collect(),
    }
}

/// To sign a record as one of these roles.
pub(crate) fn sign(held: &RecordHeld, by: &[Name]) -> Ask {
    Ask::Sign {
        category: held.category.clone(),
        author: held.author,
        by: by.iter().cloned().collect(),
        // Whether own work may be signed is for the step to say, with its reason.
        own_work_allowed: true,
    }
}

/// Whether a worker declared a conflict of interest with somebody.
pub(crate) fn in_conflict(worker: &History, with: FileId, day: Date) -> bool {
    let with = with.to_string();
    worker
        .facts_on("conflict_of_interest", day)
        .any(|f| f.value.values().any(|v| v.to_string().contains(&with)))
}

/// Registering somebody is for whoever writes a record of the service; staff and places for who keeps people.
pub(crate) fn may_register(unit: &mut Unit<'_, '_>, subject: Subject) -> Result<()> {
    let today = unit.here()?.date();
    let actor = actor(unit, today)?;
    let service = unit.acting.service;
    let case = matches!(subject, Subject::Person | Subject::Family | Subject::Group);
    let may = actor
        .roles()
        .iter()
        .filter(|held| held.service == service)
        .any(|held| {
            let rights = &held.role.rights;
            if case {
                rights.sees.reaches_files()
                    && !matches!(&rights.writes, Names::Only(kinds) if kinds.is_empty())
            } else {
                rights.may(Act::People.name())
            }
        });
    if may {
        Ok(())
    } else {
        Err(Error::not_allowed(
            "your roles do not let you register anybody here",
        ))
    }
}
