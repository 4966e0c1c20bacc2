//! What a role may do, as a pack says it. The caller reads it from the pack in force at the service; nothing
//! here knows a role by name.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use domain::{Name, ServiceId};

/// The acts whose meaning access itself must know; the others are only compared.
pub mod act {
    /// Start and end involvements.
    pub const ALLOCATE: &str = "allocate";
    /// Workers and the roles they hold.
    pub const PEOPLE: &str = "people";
    /// Dated settings of a service.
    pub const SETTINGS: &str = "settings";
    /// Name who acts for an absent worker.
    pub const COVER: &str = "cover";
    /// Learn, at intake or on duty, that somebody is known.
    pub const DUTY: &str = "duty";
    /// Read what is kept about workers.
    pub const READ_STAFF: &str = "read-staff";
    /// What nobody does on the file that is about themselves: grant a role, lift a guard, move a timescale,
    /// take a record out of view.
    pub const NEVER_ON_OWN_FILE: [&str; 4] = [PEOPLE, "lift", "direct", "remove"];
}

/// How far a role sees. Each value from `Own` on includes those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sees {
    /// Nothing.
    None,
    /// Figures about groups, never a file.
    Figures,
    /// Files the worker is allocated to, or covers.
    Own,
    /// Also those of the workers they supervise.
    Supervised,
    /// Also those of the workers of their team.
    Team,
    /// Every file of the service.
    Service,
}

impl Sees {
    /// Every value, from the narrowest on.
    pub const ALL: [Sees; 6] = [
        Self::None,
        Self::Figures,
        Self::Own,
        Self::Supervised,
        Self::Team,
        Self::Service,
    ];

    /// The word the pack language uses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Figures => "figures",
            Self::Own => "own",
            Self::Supervised => "supervised",
            Self::Team => "team",
            Self::Service => "service",
        }
    }

    /// Reads the word the pack language uses.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sees| sees.as_str() == text)
    }

    /// Whether a file can be reached at all.
    pub fn reaches_files(self) -> bool {
        self >= Self::Own
    }
}

/// A set of names, or all there are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Names {
    /// Whatever the pack names.
    All,
    /// These.
    Only(BTreeSet<Name>),
}

impl Names {
    /// Whether a name is in it.
    pub fn has(&self, name: &str) -> bool {
        match self {
            Self::All => true,
            Self::Only(names) => names.contains(name),
        }
    }
}

impl Default for Names {
    fn default() -> Self {
        Self::Only(BTreeSet::new())
    }
}

impl FromIterator<Name> for Names {
    fn from_iter<I: IntoIterator<Item = Name>>(names: I) -> Self {
        Self::Only(names.into_iter().collect())
    }
}

/// What a role may do on the files it reaches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rights {
    /// How far it sees.
    pub sees: Sees,
    /// Categories it reads.
    pub reads: Names,
    /// Record kinds it writes.
    pub writes: Names,
    /// Acts it may do.
    pub acts: BTreeSet<Name>,
}

impl Rights {
    /// Whether any kind of record is written.
    pub fn writes_something(&self) -> bool {
        !matches!(&self.writes, Names::Only(kinds) if kinds.is_empty())
    }

    /// Whether an act is among its acts.
    pub fn may(&self, act: &str) -> bool {
        self.acts.contains(act)
    }
}

/// A role of a pack with its rights.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackRole {
    /// The role.
    pub role: Name,
    /// What people call it.
    pub title: String,
    /// What it may do.
    pub rights: Rights,
}

/// The roles of every service, out of the pack in force there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RoleBook {
    services: BTreeMap<ServiceId, BTreeMap<Name, Arc<PackRole>>>,
}

impl RoleBook {
    /// Sets the roles of a service, in the place of those it had.
    pub fn set(&mut self, service: ServiceId, roles: impl IntoIterator<Item = PackRole>) {
        let roles = roles
            .into_iter()
            .map(|role| (role.role.clone(), Arc::new(role)));
        self.services.insert(service, roles.collect());
    }

    /// A role of a service; none where its pack has no such role.
    pub fn role(&self, service: ServiceId, role: &str) -> Option<&Arc<PackRole>> {
        self.services.get(&service)?.get(role)
    }

    /// Every role of a service, by name.
    pub fn roles(&self, service: ServiceId) -> impl Iterator<Item = &Arc<PackRole>> {
        self.services
            .get(&service)
            .into_iter()
            .flat_map(BTreeMap::values)
    }

    /// What people call a role of a service; the name itself where the pack has none.
    pub fn title(&self, service: Option<ServiceId>, role: &Name) -> String {
        service
            .and_then(|service| self.role(service, role))
            .map_or_else(
                || role.replace(['-', '_'], " "),
                |known| known.title.clone(),
            )
    }
}
