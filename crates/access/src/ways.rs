//! By which ways an actor reaches a file: a role held where the file belongs, with a relation that the role's
//! sight admits. A closed file has none.

use crate::{
    Day, Facts, HeldRole, Involved, Reach, Restriction, Rights, Sees, Sort, Waiting, Why, act,
};

/// One way to a file.
pub(crate) struct Way<'f> {
    /// By which role; none: the file is the actor's own.
    pub role: Option<&'f HeldRole>,
    /// `Known` or `Readable`.
    pub reach: Reach,
    /// The relation.
    pub why: Why,
}

impl Way<'_> {
    /// The rights of its role.
    pub fn rights(&self) -> Option<&Rights> {
        self.role.map(|held| &held.role.rights)
    }

    /// Whether it reads content, and its role reads this category.
    pub fn reads(&self, category: &str) -> bool {
        self.reach >= Reach::Readable
            && self
                .rights()
                .is_some_and(|rights| rights.reads.has(category))
    }

    /// Whether its role is one of these.
    pub fn is_one_of(&self, roles: &std::collections::BTreeSet<domain::Name>) -> bool {
        self.role
            .is_some_and(|held| roles.contains(&held.role.role))
    }
}

/// Closed to the actor in spite of every role: there is no such file, it is restricted and does not list them, or
/// they have declared a conflict of interest.
pub(crate) fn closed(facts: &Facts<'_>) -> bool {
    let raw = facts.raw();
    raw.subject.is_none() || raw.restriction == Restriction::NotListed || raw.conflict
}

/// Every way, the nearest first.
pub(crate) fn ways<'f>(facts: &'f Facts<'_>) -> Vec<Way<'f>> {
    let mut ways = Vec::new();
    let Some(sort) = facts.sort().filter(|_| !closed(facts)) else {
        return ways;
    };
    if facts.own_file() {
        ways.push(Way {
            role: None,
            reach: Reach::Readable,
            why: Why::OwnFile,
        });
    }
    for held in facts.actor().roles() {
        let mut add = |reach, why| {
            ways.push(Way {
                role: Some(held),
                reach,
                why,
            })
        };
        if facts.own_file() {
            add(Reach::Readable, Why::OwnFile);
        }
        if !facts.belongs().to(held.service) {
            continue;
        }
        if held.role.rights.sees.reaches_files() {
            if facts.raw().restriction == Restriction::Listed {
                add(Reach::Readable, Why::Listed);
            }
            match sort {
                Sort::Case => case(facts, held, |why| add(Reach::Readable, why)),
                Sort::Staff => staff(facts, held, &mut add),
                Sort::Place => add(Reach::Readable, Why::Place),
            }
        }
        if sort != Sort::Case && administers(&held.role.rights) {
            add(
                Reach::Known,
                Why::Administers {
                    title: held.role.title.clone(),
                },
            );
        }
    }
    ways.sort_by_key(|way| way.why.distance());
    ways
}

/// Whether a role looks after workers' roles or settings. It then reaches the directory, however little it sees.
pub(crate) fn administers(rights: &Rights) -> bool {
    rights.may(act::PEOPLE) || rights.may(act::SETTINGS)
}

fn case(facts: &Facts<'_>, held: &HeldRole, mut add: impl FnMut(Why)) {
    let raw = facts.raw();
    let rights = &held.role.rights;
    for involved in raw.involved.iter().filter(|involved| !involved.conflict) {
        through(facts, held, involved, &mut add);
    }
    if raw.waiting == Waiting::RecordedByActor {
        add(Why::Recorded);
    }
    if raw.waiting != Waiting::No && rights.sees >= Sees::Supervised && rights.may(act::ALLOCATE) {
        add(Why::Allocates);
    }
    if rights.sees == Sees::Service {
        add(Why::Service {
            title: held.role.title.clone(),
        });
    }
}

fn through(facts: &Facts<'_>, held: &HeldRole, involved: &Involved, add: &mut impl FnMut(Why)) {
    let actor = facts.actor();
    let sees = held.role.rights.sees;
    let name = || involved.name.clone();
    let day = |date| Day::said_on(date, actor.today());
    if involved.worker == actor.file() {
        add(Why::Involved {
            title: actor.book().title(facts.raw().service, &involved.role),
            matter: involved.matter.replace(['-', '_'], " "),
            since: involved.since.map(day),
        });
    }
    if let Some(until) = involved.covered_until {
        add(Why::Covers {
            worker: involved.worker,
            name: name(),
            until: day(until),
        });
    }
    if involved.supervised && sees >= Sees::Supervised {
        add(Why::Supervises { name: name() });
    }
    if sees >= Sees::Team && held.team.is_some_and(|team| involved.teams.contains(&team)) {
        add(Why::Team { name: name() });
    }
}

fn staff(facts: &Facts<'_>, held: &HeldRole, add: &mut impl FnMut(Reach, Why)) {
    let raw = facts.raw();
    let rights = &held.role.rights;
    if raw.supervised {
        add(Reach::Readable, Why::SupervisesThem);
    }
    let in_team = || held.team.is_some() && raw.posts.contains(&(held.service, held.team));
    let reads = rights.sees == Sees::Service || rights.sees == Sees::Team && in_team();
    if rights.may(act::READ_STAFF) && reads {
        add(
            Reach::Readable,
            Why::ReadsStaff {
                title: held.role.title.clone(),
            },
        );
    }
    add(Reach::Known, Why::Directory);
}
