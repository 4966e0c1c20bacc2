//! The policy said once more, slowly: written from the rules and apart from the code, with loops and without
//! shortcuts. Where the two differ, one of them is wrong.

use std::collections::BTreeSet;

use access::{Ask, RawFacts, Reach, Restriction, Sees, Waiting};
use domain::event::Subject;
use domain::{FileId, Name, ServiceId};

use crate::Held;

/// How far the actor gets.
pub fn reference(me: FileId, roles: &[Held], raw: &RawFacts, ask: &Ask) -> Reach {
    // What does not exist, what is restricted and does not list me, and what I am in conflict with is hidden.
    let Some(subject) = raw.subject else {
        return Reach::Hidden;
    };
    if raw.restriction == Restriction::NotListed {
        return Reach::Hidden;
    }
    if raw.conflict {
        return Reach::Hidden;
    }

    // How far the file itself is reached: the best over my roles, and my own file without any.
    let mut file = Reach::Hidden;
    if raw.file == me {
        file = Reach::Readable;
    }
    for role in roles {
        if reads_content(me, role, raw, subject) {
            file = file.max(Reach::Readable);
        } else if only_knows(role, raw, subject) {
            file = file.max(Reach::Known);
        }
    }

    match ask {
        Ask::SeeFile => file,
        Ask::ReadCategory(category) => {
            for role in roles {
                if reads_content(me, role, raw, subject) && role.reads.contains(&category.as_str())
                {
                    return Reach::Readable;
                }
            }
            Reach::Hidden
        }
        Ask::ReadRecord {
            category,
            author,
            private_to,
            ..
        } => {
            for role in roles {
                if !reads_content(me, role, raw, subject)
                    || !role.reads.contains(&category.as_str())
                {
                    continue;
                }
                if private_to.is_empty() || *author == me || raw.file == me {
                    return Reach::Readable;
                }
                let named = contains(private_to, role.role);
                let about_a_worker = matches!(subject, Subject::Worker | Subject::Volunteer);
                let supervises = raw.supervised && at_home(role, raw, subject) && sees_files(role);
                if named && (!about_a_worker || supervises) {
                    return Reach::Readable;
                }
            }
            Reach::Hidden
        }
        Ask::WriteRecord { kind, .. } => {
            for role in roles {
                if reads_content(me, role, raw, subject) && writes(role, kind) {
                    return Reach::Writable;
                }
            }
            file
        }
        Ask::TakeIn { kind, .. } => {
            for role in roles {
                if reads_content(me, role, raw, subject) && writes(role, kind) {
                    return Reach::Writable;
                }
                let case = matches!(subject, Subject::Person | Subject::Family | Subject::Group);
                let open = raw.restriction == Restriction::None;
                if case
                    && open
                    && at_home(role, raw, subject)
                    && sees_files(role)
                    && writes(role, kind)
                {
                    return Reach::Writable;
                }
            }
            file
        }
        Ask::Act(act) => {
            if raw.file == me && ["people", "lift", "direct", "remove"].contains(&act.as_str()) {
                return file;
            }
            for role in roles {
                if !role.acts.contains(&act.as_str()) {
                    continue;
                }
                if reads_content(me, role, raw, subject) {
                    return Reach::Writable;
                }
                if only_knows(role, raw, subject)
                    && ["people", "settings", "cover"].contains(&act.as_str())
                {
                    return Reach::Writable;
                }
            }
            file
        }
        Ask::InRole { by } => {
            for role in roles {
                if reads_content(me, role, raw, subject) && contains(by, role.role) {
                    return Reach::Writable;
                }
            }
            file
        }
        Ask::WriteFacts => {
            let case = matches!(subject, Subject::Person | Subject::Family | Subject::Group);
            for role in roles {
                let content = reads_content(me, role, raw, subject);
                if case && content && !role.writes.is_empty() {
                    return Reach::Writable;
                }
                let keeps = role.acts.contains(&"people") && raw.file != me;
                if !case && keeps && (content || only_knows(role, raw, subject)) {
                    return Reach::Writable;
                }
            }
            file
        }
        Ask::DeclareOwn => {
            if raw.file == me {
                return Reach::Writable;
            }
            file
        }
        Ask::Sign {
            category,
            author,
            by,
            own_work_allowed,
        } => {
            for role in roles {
                let mine = *author == me;
                if reads_content(me, role, raw, subject)
                    && role.reads.contains(&category.as_str())
                    && contains(by, role.role)
                    && (!mine || *own_work_allowed)
                {
                    return Reach::Writable;
                }
            }
            file
        }
    }
}

fn contains(names: &BTreeSet<Name>, wanted: &str) -> bool {
    names.iter().any(|name| *name == wanted)
}

fn writes(role: &Held, kind: &Name) -> bool {
    role.writes == ["all"] || role.writes.contains(&kind.as_str())
}

/// `none` and `figures` never reach a file.
fn sees_files(role: &Held) -> bool {
    match role.sees {
        Sees::None | Sees::Figures => false,
        Sees::Own | Sees::Supervised | Sees::Team | Sees::Service => true,
    }
}

/// Whether a role is held where the file belongs.
fn at_home(role: &Held, raw: &RawFacts, subject: Subject) -> bool {
    match subject {
        // A child, a family, a group: their own service.
        Subject::Person | Subject::Family | Subject::Group => raw.service == Some(role.service),
        // A worker: where they hold a role or were opened; if nowhere, anywhere in their agency.
        Subject::Worker | Subject::Volunteer => {
            let mut of: Vec<ServiceId> = Vec::new();
            for (service, _) in &raw.posts {
                of.push(*service);
            }
            if let Some(service) = raw.service {
                of.push(service);
            }
            if of.is_empty() && raw.agency.is_some() {
                for service in &raw.agency_services {
                    of.push(*service);
                }
            }
            of.contains(&role.service)
        }
        // A place: its service; if none, its agency; if none, everybody's.
        Subject::Team | Subject::Post | Subject::Site | Subject::Agency => match raw.service {
            Some(service) => service == role.service,
            None if raw.agency.is_some() => raw.agency_services.contains(&role.service),
            None => raw.agency_services.is_empty() || raw.agency_services.contains(&role.service),
        },
    }
}

/// Whether a role opens what is in the file.
fn reads_content(me: FileId, role: &Held, raw: &RawFacts, subject: Subject) -> bool {
    if raw.file == me {
        return true;
    }
    if !at_home(role, raw, subject) || !sees_files(role) {
        return false;
    }
    if raw.restriction == Restriction::Listed {
        return true;
    }
    let supervised_too = [Sees::Supervised, Sees::Team, Sees::Service].contains(&role.sees);
    let team_too = [Sees::Team, Sees::Service].contains(&role.sees);
    let everything = role.sees == Sees::Service;
    match subject {
        Subject::Person | Subject::Family | Subject::Group => {
            if everything {
                return true;
            }
            for involved in &raw.involved {
                if involved.conflict {
                    continue;
                }
                if involved.worker == me || involved.covered_until.is_some() {
                    return true;
                }
                if involved.supervised && supervised_too {
                    return true;
                }
                for team in &involved.teams {
                    if team_too && role.team == Some(*team) {
                        return true;
                    }
                }
            }
            match raw.waiting {
                Waiting::No => false,
                Waiting::RecordedByActor => true,
                Waiting::ForAllocation => supervised_too && role.acts.contains(&"allocate"),
            }
        }
        Subject::Worker | Subject::Volunteer => {
            if raw.supervised {
                return true;
            }
            if !role.acts.contains(&"read-staff") {
                return false;
            }
            if everything {
                return true;
            }
            for (service, team) in &raw.posts {
                if team_too && *service == role.service && team.is_some() && *team == role.team {
                    return true;
                }
            }
            false
        }
        Subject::Team | Subject::Post | Subject::Site | Subject::Agency => true,
    }
}

/// Whether a role shows the name and no more: colleagues to each other, and all that is not a case to those who
/// look after people and settings.
fn only_knows(role: &Held, raw: &RawFacts, subject: Subject) -> bool {
    if !at_home(role, raw, subject) {
        return false;
    }
    let administers = role.acts.contains(&"people") || role.acts.contains(&"settings");
    match subject {
        Subject::Person | Subject::Family | Subject::Group => false,
        Subject::Worker | Subject::Volunteer => sees_files(role) || administers,
        Subject::Team | Subject::Post | Subject::Site | Subject::Agency => administers,
    }
}
