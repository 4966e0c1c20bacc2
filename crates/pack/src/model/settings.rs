//! `settings.yaml`, `lists.yaml`, `trays.yaml`, `resources.yaml`.

use crate::text::{FromNode, Ident, Node, OneOrMany, Problems, Spanned};

use super::{Cites, Condition, Option_, Ref};

crate::name_enum! {
    /// What a setting's value is.
    pub enum SettingType: "a type of setting" {
        /// An interval.
        Interval = "interval",
        /// A whole number.
        Integer = "integer",
        /// One of its options.
        Choice = "choice",
        /// Yes or no.
        YesNo = "yes_no",
        /// Text.
        Text = "text",
        /// A day.
        Date = "date",
        /// When the service is open, such as `monday-friday 09:00-17:00, saturday 10:00-12:00`; limits in opening hours count by it.
        OpeningHours = "opening_hours",
    }
}

crate::name_enum! {
    /// Which way a service may set it.
    pub enum Tighten: "which way it may be set" {
        /// A shorter interval only.
        Shorter = "shorter",
        /// A longer interval only.
        Longer = "longer",
        /// A smaller number only.
        Smaller = "smaller",
        /// A larger number only.
        Larger = "larger",
        /// Not at all.
        Fixed = "fixed",
        /// Either way.
        Free = "free",
    }
}

crate::record! {
    /// Something a service may set for itself.
    #[derive(Debug, Clone)]
    pub struct Setting: "a setting" {
        /// Its name.
        pub setting: Spanned<Ident>,
        /// What people read.
        pub title: String,
        /// The clauses it carries out.
        pub clause: Cites,
        /// What its value is.
        pub kind: SettingType as "type",
        /// Its value until a service sets it.
        pub default: Spanned<String>,
        /// Which way a service may set it.
        pub tighten: Tighten = Tighten::Free,
        /// The options of a choice.
        pub options: Vec<Option_>,
        /// A line of help.
        pub hint: Option<String>,
    }
}

crate::record! {
    /// A shared pick list.
    #[derive(Debug, Clone)]
    pub struct PickList: "a list" {
        /// Its name.
        pub list: Spanned<Ident>,
        /// What people call it.
        pub title: Option<String>,
        /// The clauses it carries out.
        pub clause: Cites,
        /// A service may add its own.
        pub open: bool = false,
        /// Its options.
        pub options: Vec<Option_>,
    }
}

crate::record! {
    /// Something offered at the point of need.
    #[derive(Debug, Clone)]
    pub struct Resource: "a resource" {
        /// Its name.
        pub resource: Spanned<Ident>,
        /// What people read.
        pub title: String,
        /// What sort of thing it is.
        pub kind: Option<String>,
        /// Where it is.
        pub url: Option<String>,
        /// A telephone number.
        pub phone: Option<String>,
        /// What it says.
        pub text: Option<String>,
        /// Forms and stages it is offered at.
        pub at: OneOrMany<Ref>,
        /// The clauses it carries out.
        pub clause: Cites,
    }
}

/// What a tray holds.
#[derive(Debug, Clone)]
pub enum TrayHolds {
    /// Records waiting for a step.
    Records {
        /// Their kinds; none: every kind.
        kinds: Vec<Ref>,
        /// The step they wait for; none: sent back to their author.
        step: Option<Ref>,
    },
    /// Open matters.
    Matters {
        /// Their kinds.
        kinds: Vec<Ref>,
        /// Nobody is involved in this role.
        without: Option<Ref>,
        /// Where this holds.
        when: Option<Condition>,
    },
    /// Cycles of timescales.
    Clocks {
        /// Which; none: all.
        clocks: Vec<Ref>,
        /// Open, soon or late.
        when: Option<Spanned<ClockLook>>,
    },
    /// Notices.
    Notices,
    /// Own work signed, guards lifted, removals asked, emergency access.
    Exceptions,
}

crate::name_enum! {
    /// How a cycle must look to be in a tray.
    pub enum ClockLook: "how a timescale looks" {
        /// Not met yet.
        Open = "open",
        /// Due soon or late.
        Soon = "soon",
        /// Out of timescale.
        Late = "late",
    }
}

impl FromNode for TrayHolds {
    fn expected() -> String {
        "a mapping with `records`, `matters`, `clocks`, `notices` or `exceptions`".into()
    }
    fn from_node(node: &Node, problems: &mut Problems) -> Option<Self> {
        let mut fields = crate::text::Fields::of(node, "what a tray holds", problems)?;
        let which = fields.one_of(&["records", "matters", "clocks", "notices", "exceptions"]);
        let all = |refs: OneOrMany<Ref>| {
            refs.0
                .into_iter()
                .filter(|r| **r != "all")
                .collect::<Vec<_>>()
        };
        let holds = match which? {
            "records" => {
                let kinds = fields.required::<OneOrMany<Ref>>("records");
                let step = fields.optional::<Ref>("step");
                kinds.map(|k| Self::Records {
                    kinds: all(k),
                    step,
                })
            }
            "matters" => {
                let kinds = fields.required::<OneOrMany<Ref>>("matters");
                let without = fields.optional::<Ref>("without");
                let when = fields.optional::<Condition>("when");
                kinds.map(|k| Self::Matters {
                    kinds: all(k),
                    without,
                    when,
                })
            }
            "clocks" => {
                let clocks = fields.required::<OneOrMany<Ref>>("clocks");
                let when = fields.optional::<Spanned<ClockLook>>("when");
                clocks.map(|c| Self::Clocks {
                    clocks: all(c),
                    when,
                })
            }
            "notices" => fields.required::<Ref>("notices").map(|_| Self::Notices),
            _ => fields
                .required::<Ref>("exceptions")
                .map(|_| Self::Exceptions),
        };
        fields.done();
        holds
    }
}

crate::name_enum! {
    /// In which order a tray is shown.
    pub enum Order: "an order" {
        /// Longest waiting first.
        Oldest = "oldest",
        /// By priority.
        Priority = "priority",
        /// Due first.
        Due = "due",
    }
}

crate::record! {
    /// What waits for somebody.
    #[derive(Debug, Clone)]
    pub struct Tray: "a tray" {
        /// Its name.
        pub tray: Spanned<Ident>,
        /// What people read.
        pub title: String,
        /// The clauses it carries out.
        pub clause: Cites,
        /// Roles that work it.
        pub for_: OneOrMany<Ref> as "for",
        /// What it holds.
        pub holds: TrayHolds,
        /// In which order.
        pub order: Order = Order::Oldest,
    }
}
