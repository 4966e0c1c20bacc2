//! The facts of an actor and a file read off a world by plain loops, as the statements ought to load them.

use std::collections::BTreeSet;

use access::{Involved, RawFacts, Restriction, Waiting};
use domain::{FileId, Name};
use jiff::civil::date;

use super::world::{World, agency_of, services};

/// The facts.
pub fn raw(world: &World, me: FileId, id: FileId) -> RawFacts {
    let file = world
        .files
        .iter()
        .find(|file| file.id == id)
        .expect("a file of the world");
    let merged: BTreeSet<FileId> = world
        .same
        .iter()
        .filter(|(one, _)| *one == id)
        .map(|(_, other)| *other)
        .collect();
    let group: Vec<FileId> = merged.iter().copied().chain([id]).collect();
    let owner = file.agency.unwrap_or(id);

    let mut restriction = Restriction::None;
    for file in world
        .files
        .iter()
        .filter(|file| group.contains(&file.id) && file.restricted)
    {
        let listed = if file.allowed.contains(&me) {
            Restriction::Listed
        } else {
            Restriction::NotListed
        };
        restriction = restriction.max(listed);
    }
    let in_conflict = |worker: FileId| {
        let mut all = world.conflicts.iter();
        all.any(|link| link.worker == worker && link.dated.now() && group.contains(&link.other))
    };
    let supervises = |worker: FileId| {
        let mut all = world.supervisors.iter();
        all.any(|link| link.worker == worker && link.dated.now() && link.other == me)
    };

    let mut waiting = Waiting::No;
    let mut involved: Vec<Involved> = Vec::new();
    for matter in &world.matters {
        if !group.contains(&matter.file) || Some(matter.service) != file.service {
            continue;
        }
        // What is still to be done after the end keeps it open to who is involved: a timescale of the matter itself, or
        // any timescale of the file.
        let of_file = world
            .matters
            .iter()
            .any(|m| m.file == matter.file && m.runs == Some(false));
        if matter.closed && matter.runs != Some(true) && !of_file {
            continue;
        }
        if !matter.closed && matter.involved.iter().all(|(_, ended)| *ended) {
            let mine = matter
                .entries
                .iter()
                .any(|(author, removed)| *author == me && !removed);
            waiting = waiting.max(if mine {
                Waiting::RecordedByActor
            } else {
                Waiting::ForAllocation
            });
        }
        for (worker, ended) in &matter.involved {
            if *ended || involved.iter().any(|held| held.worker == *worker) {
                continue;
            }
            let covers = world
                .covers
                .iter()
                .filter(|c| c.away == *worker && c.by == me && !c.ended);
            let today = super::today();
            involved.push(Involved {
                worker: *worker,
                name: format!("Name {}", worker.bits()),
                role: Name::known("role-0"),
                matter: Name::known("episode"),
                since: Some(date(2026, 1, 5)),
                supervised: supervises(*worker),
                covered_until: covers
                    .filter(|c| c.from <= today && today <= c.until)
                    .map(|c| c.until)
                    .max(),
                conflict: in_conflict(*worker),
                teams: world
                    .posts
                    .iter()
                    .filter(|post| {
                        post.worker == *worker
                            && Some(post.service) == file.service
                            && post.dated.now()
                    })
                    .filter_map(|post| post.team)
                    .collect(),
            });
        }
    }
    involved.sort_by_key(|held| held.worker);

    RawFacts {
        file: id,
        subject: Some(file.subject),
        service: file.service,
        agency: file.agency,
        agency_services: services()
            .filter(|service| agency_of(*service) == owner)
            .collect(),
        restriction,
        conflict: in_conflict(me),
        involved,
        waiting,
        posts: world
            .posts
            .iter()
            .filter(|post| post.worker == id && post.dated.now())
            .map(|post| (post.service, post.team))
            .collect(),
        supervised: supervises(id),
        merged,
    }
}
