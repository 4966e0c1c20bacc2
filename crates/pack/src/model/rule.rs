//! `rules.yaml`: guards, warnings, notices, thresholds.

use crate::text::{FromNode, Ident, Node, OneOrMany, Problems, Spanned, Value};

use super::{Cites, Condition, Ref, Trigger, Within};

crate::record! {
    /// Refuses until a condition holds.
    #[derive(Debug, Clone)]
    pub struct Guard: "a guard" {
        /// Its name.
        pub guard: Spanned<Ident>,
        /// The clauses it carries out.
        pub clause: Cites,
        /// What it stops.
        pub stops: OneOrMany<Trigger>,
        /// Only where this holds.
        pub when: Option<Condition>,
        /// Unless this holds.
        pub unless: Condition,
        /// What the person reads.
        pub says: String,
        /// Roles that may lift it.
        pub lifted_by: OneOrMany<Ref>,
    }
}

crate::record! {
    /// Says something and perhaps asks for a reason; never blocks.
    #[derive(Debug, Clone)]
    pub struct Warning: "a warning" {
        /// Its name.
        pub warning: Spanned<Ident>,
        /// The clauses it carries out.
        pub clause: Cites,
        /// What it looks at.
        pub on: OneOrMany<Trigger>,
        /// Where this holds.
        pub when: Condition,
        /// What the person reads.
        pub says: String,
        /// The field that must then be answered.
        pub needs: Option<Ref>,
    }
}

crate::record! {
    /// As a warning, and shown on the form as passed or failed.
    #[derive(Debug, Clone)]
    pub struct Eligibility: "an eligibility" {
        /// Its name.
        pub eligibility: Spanned<Ident>,
        /// The clauses it carries out.
        pub clause: Cites,
        /// What it looks at.
        pub on: OneOrMany<Trigger>,
        /// Failed where this holds.
        pub when: Condition,
        /// What the person reads.
        pub says: String,
        /// The field that must then be answered.
        pub needs: Option<Ref>,
    }
}

crate::record! {
    /// Tells somebody once.
    #[derive(Debug, Clone)]
    pub struct Notice: "a notice" {
        /// Its name.
        pub notice: Spanned<Ident>,
        /// The clauses it carries out.
        pub clause: Cites,
        /// What sets it off.
        pub on: OneOrMany<Trigger>,
        /// Where this holds.
        pub when: Option<Condition>,
        /// Roles told.
        pub tell: OneOrMany<Ref>,
        /// What they read.
        pub says: String,
    }
}

crate::record! {
    /// A state to set.
    #[derive(Debug, Clone)]
    pub struct SetState: "a state to set" {
        /// Which.
        pub state: Ref,
        /// To what.
        pub value: Ref,
    }
}

crate::record! {
    /// So many within so long.
    #[derive(Debug, Clone)]
    pub struct Threshold: "a threshold" {
        /// Its name.
        pub threshold: Spanned<Ident>,
        /// The clauses it carries out.
        pub clause: Cites,
        /// What is counted.
        pub counts: OneOrMany<Trigger>,
        /// In a window this long.
        pub within: Within,
        /// How many.
        pub reaches: u32,
        /// Where this holds.
        pub when: Option<Condition>,
        /// Roles told.
        pub tell: OneOrMany<Ref>,
        /// The state to set.
        pub sets: Option<SetState>,
        /// What they read.
        pub says: String,
    }
}

/// A rule of `rules.yaml`; its first key says which.
#[derive(Debug, Clone)]
pub enum Rule {
    /// Refuses.
    Guard(Guard),
    /// Says, never blocks.
    Warning(Warning),
    /// Says, and shows as passed or failed.
    Eligibility(Eligibility),
    /// Tells.
    Notice(Notice),
    /// Counts.
    Threshold(Threshold),
}

impl Rule {
    /// Its name.
    pub fn name(&self) -> &Spanned<Ident> {
        match self {
            Self::Guard(r) => &r.guard,
            Self::Warning(r) => &r.warning,
            Self::Eligibility(r) => &r.eligibility,
            Self::Notice(r) => &r.notice,
            Self::Threshold(r) => &r.threshold,
        }
    }

    /// Which of the kinds it is, as its first key has it.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Guard(_) => "guard",
            Self::Warning(_) => "warning",
            Self::Eligibility(_) => "eligibility",
            Self::Notice(_) => "notice",
            Self::Threshold(_) => "threshold",
        }
    }

    /// The clauses it carries out.
    pub fn clause(&self) -> &Cites {
        match self {
            Self::Guard(r) => &r.clause,
            Self::Warning(r) => &r.clause,
            Self::Eligibility(r) => &r.clause,
            Self::Notice(r) => &r.clause,
            Self::Threshold(r) => &r.clause,
        }
    }
}

impl FromNode for Rule {
    fn expected() -> String {
        "a rule: a mapping with `guard`, `warning`, `eligibility`, `notice` or `threshold`".into()
    }
    fn from_node(node: &Node, problems: &mut Problems) -> Option<Self> {
        let Value::Map(entries) = &node.value else {
            return Self::refuse(node, problems);
        };
        let has = |name: &str| entries.iter().any(|(key, _)| *key.name == *name);
        if has("guard") {
            Guard::from_node(node, problems).map(Self::Guard)
        } else if has("warning") {
            Warning::from_node(node, problems).map(Self::Warning)
        } else if has("eligibility") {
            Eligibility::from_node(node, problems).map(Self::Eligibility)
        } else if has("notice") {
            Notice::from_node(node, problems).map(Self::Notice)
        } else if has("threshold") {
            Threshold::from_node(node, problems).map(Self::Threshold)
        } else {
            Self::refuse(node, problems)
        }
    }
}
