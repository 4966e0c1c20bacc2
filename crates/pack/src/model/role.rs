//! `roles.yaml`: who does the work and what each may see and do.

use crate::text::{Ident, OneOrMany, Spanned};

use super::{Cites, Ref};

crate::name_enum! {
    /// Whose files somebody in a role sees.
    pub enum Sees: "whose files are seen" {
        /// Nobody's.
        None = "none",
        /// Those allocated to or covered by them.
        Own = "own",
        /// Theirs and those of the workers they supervise.
        Supervised = "supervised",
        /// Those of their team.
        Team = "team",
        /// All of the service's.
        Service = "service",
        /// Numbers only.
        Figures = "figures",
    }
}

crate::name_enum! {
    /// What somebody in a role may do beyond writing records.
    pub enum Act: "an act" {
        /// Start and end involvements.
        Allocate = "allocate",
        /// Name who acts for an absent worker.
        Cover = "cover",
        /// Hand their own work to another.
        HandOver = "hand-over",
        /// Move a matter between stages by hand.
        Move = "move",
        /// Close a matter by hand.
        Close = "close",
        /// Reopen a matter.
        Reopen = "reopen",
        /// Extend, dismiss or set a timescale.
        Direct = "direct",
        /// Lift a guard with a reason.
        Lift = "lift",
        /// Say that two files are about the same person.
        Merge = "merge",
        /// Restrict a file to named people.
        Restrict = "restrict",
        /// Take a wrong record out of view, with a second person.
        Remove = "remove",
        /// Change the service's settings.
        Settings = "settings",
        /// Keep workers, roles, sites.
        People = "people",
        /// Read files of workers.
        ReadStaff = "read-staff",
        /// See who looked at a file.
        WhoLooked = "who-looked",
        /// At intake or on duty: learn that somebody is known, whom to ring, and of danger, whoever may read the file.
        Duty = "duty",
        /// Prepare and submit returns.
        Return = "return",
    }
}

crate::record! {
    /// A title that only somebody with a current fact on their file may carry.
    #[derive(Debug, Clone)]
    pub struct Protected: "a protected title" {
        /// The kind of fact that must be current.
        pub needs: Spanned<Ident>,
        /// The title shown otherwise.
        pub otherwise: String,
    }
}

crate::record! {
    /// A role of the service.
    #[derive(Debug, Clone)]
    pub struct Role: "a role" {
        /// Its name.
        pub role: Spanned<Ident>,
        /// Its title.
        pub title: String,
        /// Whether the title is protected.
        pub protected: Option<Protected>,
        /// The clauses it carries out.
        pub clause: Cites,
        /// Whose files are seen.
        pub sees: Sees = Sees::None,
        /// Categories that are read.
        pub reads: OneOrMany<Ref>,
        /// Record kinds that are written; `all` for every kind.
        pub writes: OneOrMany<Ref>,
        /// Acts.
        pub may: OneOrMany<Act>,
        /// A fact that must be current on the worker's file before a case is assigned.
        pub needs: OneOrMany<Ref>,
    }
}

impl Role {
    /// Whether records of this kind are written in the role.
    pub fn writes(&self, kind: &str) -> bool {
        self.writes.iter().any(|w| **w == "all" || ***w == *kind)
    }

    /// Whether the role may do this.
    pub fn may(&self, act: Act) -> bool {
        self.may.contains(&act)
    }

    /// Whether records of this category are read in the role.
    pub fn reads(&self, category: &str) -> bool {
        self.reads.iter().any(|r| **r == "all" || ***r == *category)
    }
}
