//! The decision `SeeFile` for lists, as data that a query can carry: where the actor's roles reach how far. The
//! store turns it into SQL; a test compares every file of generated worlds with [`crate::decide`].

use std::collections::BTreeSet;

use domain::{FileId, ServiceId};
use jiff::civil::Date;

use crate::ways::administers;
use crate::{Actor, Sees, act};

/// Where an actor's roles reach how far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    /// The actor's own file.
    pub actor: FileId,
    /// The day by which cover, roles and links count.
    pub today: Date,
    /// Services in which files they are involved in, cover, recorded or are listed on are reached, and the
    /// directory.
    pub own: BTreeSet<ServiceId>,
    /// Services in which also those of workers they supervise.
    pub supervised: BTreeSet<ServiceId>,
    /// Teams of services, of whose workers also.
    pub teams: BTreeSet<(ServiceId, FileId)>,
    /// Services in which also what waits for allocation.
    pub allocates: BTreeSet<ServiceId>,
    /// Services that are seen whole.
    pub whole: BTreeSet<ServiceId>,
    /// Teams of services whose workers' files are read.
    pub staff_teams: BTreeSet<(ServiceId, FileId)>,
    /// Services whose workers' files are read.
    pub staff: BTreeSet<ServiceId>,
    /// Services whose workers, roles and settings they look after: the directory and no more.
    pub administers: BTreeSet<ServiceId>,
    /// Services in which they learn on duty that somebody is known, and of danger, and no more.
    pub duty: BTreeSet<ServiceId>,
}

impl Scope {
    /// The scope of an actor.
    pub fn of(actor: &Actor<'_>) -> Self {
        let services = |fits: &dyn Fn(Sees, &crate::Rights) -> bool| -> BTreeSet<ServiceId> {
            let roles = actor.roles().iter();
            roles
                .filter(|held| fits(held.role.rights.sees, &held.role.rights))
                .map(|held| held.service)
                .collect()
        };
        let teams = |fits: &dyn Fn(Sees, &crate::Rights) -> bool| -> BTreeSet<(ServiceId, FileId)> {
            let roles = actor.roles().iter();
            roles
                .filter(|held| fits(held.role.rights.sees, &held.role.rights))
                .filter_map(|held| Some((held.service, held.team?)))
                .collect()
        };
        Self {
            actor: actor.file(),
            today: actor.today(),
            own: services(&|sees, _| sees >= Sees::Own),
            supervised: services(&|sees, _| sees >= Sees::Supervised),
            teams: teams(&|sees, _| sees >= Sees::Team),
            allocates: services(&|sees, rights| {
                sees >= Sees::Supervised && rights.may(act::ALLOCATE)
            }),
            whole: services(&|sees, _| sees == Sees::Service),
            staff_teams: teams(&|sees, rights| sees >= Sees::Team && rights.may(act::READ_STAFF)),
            staff: services(&|sees, rights| sees == Sees::Service && rights.may(act::READ_STAFF)),
            administers: services(&|_, rights| administers(rights)),
            duty: services(&|sees, rights| sees.reaches_files() && rights.may(act::DUTY)),
        }
    }
}
