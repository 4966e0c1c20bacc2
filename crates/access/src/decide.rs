//! The decision: what may this actor do with this file, and why. One pure function; the scope of every list is
//! the same decision as data, and tests hold the two together.

use crate::ways::{Way, closed, ways};
use crate::{Ask, Facts, Restriction, Rights, Sort, Why, act};

/// How far somebody gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reach {
    /// It answers exactly like what does not exist.
    Hidden,
    /// That it exists, and its name.
    Known,
    /// Its content, category by category.
    Readable,
    /// What was asked may be done.
    Writable,
}

impl Reach {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Hidden => "hidden",
            Self::Known => "known",
            Self::Readable => "readable",
            Self::Writable => "writable",
        }
    }
}

/// What was decided, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// How far. Below what the ask needs it is the reach of the file (a read that is refused: hidden).
    pub reach: Reach,
    /// The nearest reason.
    pub why: Why,
}

impl Decision {
    const HIDDEN: Decision = Decision {
        reach: Reach::Hidden,
        why: Why::Hidden,
    };

    fn by(reach: Reach, way: &Way<'_>) -> Self {
        Self {
            reach,
            why: way.why.clone(),
        }
    }
}

/// Decides.
///
/// Hidden unless a relation that a role's sight admits, or a service-wide role, reaches the file where it
/// belongs; restricted and not listed, or a declared conflict, is hidden whatever the role. What a role reads,
/// writes and does counts only on files which that role reaches.
pub fn decide(facts: &Facts<'_>, ask: &Ask) -> Decision {
    let ways = ways(facts);
    let granted = |reach, grants: &dyn Fn(&Way<'_>) -> bool| {
        ways.iter()
            .find(|way| grants(way))
            .map(|way| Decision::by(reach, way))
    };
    match ask {
        Ask::SeeFile => file(&ways),
        Ask::ReadCategory(category) => {
            granted(Reach::Readable, &|way| way.reads(category)).unwrap_or(Decision::HIDDEN)
        }
        Ask::ReadRecord {
            category,
            author,
            private_to,
            ..
        } => {
            let open = private_to.is_empty() || *author == facts.actor().file();
            let staff = facts.sort() == Some(Sort::Staff);
            let private = |way: &Way<'_>| match way.why {
                Why::OwnFile => true,
                Why::SupervisesThem => way.is_one_of(private_to),
                _ => !staff && way.is_one_of(private_to),
            };
            granted(Reach::Readable, &|way| {
                way.reads(category) && (open || private(way))
            })
            .unwrap_or(Decision::HIDDEN)
        }
        Ask::WriteRecord { kind, .. } | Ask::TakeIn { kind, .. } => {
            let writes = |way: &Way<'_>| {
                way.reach >= Reach::Readable
                    && way.rights().is_some_and(|rights| rights.writes.has(kind))
            };
            granted(Reach::Writable, &writes)
                .or_else(|| {
                    matches!(ask, Ask::TakeIn { .. })
                        .then(|| takes_in(facts, kind))
                        .flatten()
                })
                .unwrap_or_else(|| file(&ways))
        }
        Ask::Act(name) => {
            let own = facts.own_file() && act::NEVER_ON_OWN_FILE.contains(&name.as_str());
            let at_a_distance = [act::PEOPLE, act::SETTINGS, act::COVER].contains(&name.as_str())
                && facts.sort() != Some(Sort::Case);
            let does = |way: &Way<'_>| {
                !own && (way.reach >= Reach::Readable || at_a_distance)
                    && way.rights().is_some_and(|rights| rights.may(name))
            };
            granted(Reach::Writable, &does).unwrap_or_else(|| file(&ways))
        }
        Ask::InRole { by } => granted(Reach::Writable, &|way| {
            way.reach >= Reach::Readable && way.is_one_of(by)
        })
        .unwrap_or_else(|| file(&ways)),
        Ask::WriteFacts if facts.sort() == Some(Sort::Case) => granted(Reach::Writable, &|way| {
            way.reach >= Reach::Readable && way.rights().is_some_and(Rights::writes_something)
        })
        .unwrap_or_else(|| file(&ways)),
        Ask::DeclareOwn => {
            let own = |way: &Way<'_>| way.why == Why::OwnFile;
            granted(Reach::Writable, &own).unwrap_or_else(|| file(&ways))
        }
        Ask::WriteFacts => {
            let keeps = |way: &Way<'_>| {
                !facts.own_file() && way.rights().is_some_and(|rights| rights.may(act::PEOPLE))
            };
            granted(Reach::Writable, &keeps).unwrap_or_else(|| file(&ways))
        }
        Ask::Sign {
            category,
            author,
            by,
            own_work_allowed,
        } => {
            let own_work = *author == facts.actor().file() && !own_work_allowed;
            let signs = |way: &Way<'_>| !own_work && way.is_one_of(by) && way.reads(category);
            granted(Reach::Writable, &signs).unwrap_or_else(|| file(&ways))
        }
    }
}

/// The reach of the file itself.
fn file(ways: &[Way<'_>]) -> Decision {
    ways.iter()
        .rev()
        .max_by_key(|way| way.reach)
        .map_or(Decision::HIDDEN, |way| Decision::by(way.reach, way))
}

/// Somebody who writes the record by which people come to the service may do so for anyone of the service whom
/// no list and no conflict closes to them, and sees nothing by it.
fn takes_in(facts: &Facts<'_>, kind: &str) -> Option<Decision> {
    if closed(facts)
        || facts.sort() != Some(Sort::Case)
        || facts.raw().restriction != Restriction::None
    {
        return None;
    }
    let may = |held: &&crate::HeldRole| {
        facts.belongs().to(held.service)
            && held.role.rights.sees.reaches_files()
            && held.role.rights.writes.has(kind)
    };
    let held = facts.actor().roles().iter().find(may)?;
    let why = Why::TakesIn {
        title: held.role.title.clone(),
    };
    Some(Decision {
        reach: Reach::Writable,
        why,
    })
}
