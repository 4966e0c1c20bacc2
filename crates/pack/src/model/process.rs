//! `process.yaml`: matters with their stages and moves, and dated states.

use crate::text::{Ident, OneOrMany, Spanned};

use super::{Cites, Condition, Ref, Trigger};

crate::record! {
    /// A stage of a matter.
    #[derive(Debug, Clone)]
    pub struct Stage: "a stage" {
        /// Its name.
        pub stage: Spanned<Ident>,
        /// What people call it.
        pub title: String,
        /// The clauses it carries out.
        pub clause: Cites,
        /// Reaching it closes the matter.
        pub is_final: bool as "final" = false,
    }
}

crate::record! {
    /// A move from one stage to another.
    #[derive(Debug, Clone)]
    pub struct Move: "a move" {
        /// Its name.
        pub name: Spanned<Ident> as "move",
        /// The stages it starts in; `any` for all that are not final.
        pub from: OneOrMany<Ref>,
        /// The stage it leads to.
        pub to: Ref,
        /// What makes it happen by itself.
        pub on: Option<Trigger>,
        /// Only where this holds.
        pub when: Option<Condition>,
        /// Roles that may do it by hand.
        pub by: OneOrMany<Ref>,
        /// The clauses it carries out.
        pub clause: Cites,
    }
}

crate::record! {
    /// A kind of matter.
    #[derive(Debug, Clone)]
    pub struct Matter: "a matter" {
        /// Its name.
        pub matter: Spanned<Ident>,
        /// What people call it.
        pub title: String,
        /// The clauses it carries out.
        pub clause: Cites,
        /// The subjects whose files it stands on.
        pub on: OneOrMany<Spanned<Ident>>,
        /// At most one open at a time on a file.
        pub one_open: bool = false,
        /// Record kinds that open it.
        pub opens_by: OneOrMany<Ref>,
        /// The role whose involvement makes somebody "the worker".
        pub lead: Option<Ref>,
        /// Stages in order; the first is where it opens.
        pub stages: Vec<Stage>,
        /// Moves; the first that fits is made.
        pub moves: Vec<Move>,
    }
}

impl Matter {
    /// A stage by its name.
    pub fn stage(&self, name: &str) -> Option<&Stage> {
        self.stages.iter().find(|s| **s.stage == *name)
    }

    /// Whether a move may start in a stage.
    pub fn starts_in(&self, mv: &Move, stage: &str) -> bool {
        mv.from.iter().any(|f| ***f == *stage)
            || (mv.from.iter().any(|f| **f == "any")
                && self.stage(stage).is_none_or(|s| !s.is_final))
    }
}

crate::record! {
    /// A value of a dated state.
    #[derive(Debug, Clone)]
    pub struct StateValue: "a value of a state" {
        /// Its name.
        pub id: Spanned<Ident>,
        /// What people call it.
        pub title: String,
        /// The clauses it carries out.
        pub clause: Cites,
    }
}

crate::record! {
    /// A dated state of a matter or a file.
    #[derive(Debug, Clone)]
    pub struct State: "a state" {
        /// Its name.
        pub state: Spanned<Ident>,
        /// What people call it.
        pub title: String,
        /// The clauses it carries out.
        pub clause: Cites,
        /// The matter kind or subject it is a state of.
        pub on: Spanned<Ident>,
        /// Its values.
        pub values: Vec<StateValue>,
        /// The value it has when the matter opens.
        pub starts_as: Option<Ref>,
    }
}
