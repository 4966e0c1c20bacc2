//! `clocks.yaml`: timescales.

use crate::text::{FromNode, Ident, Node, OneOrMany, Problems, Spanned, Value};

use super::{Cites, Condition, Ref, Trigger};
use crate::model::head::Counting;

crate::name_enum! {
    /// Whether it binds.
    pub enum Level: "a level" {
        /// It must be met.
        Required = "required",
        /// It is a recommendation.
        Advisory = "advisory",
    }
}

crate::name_enum! {
    /// Which hours count.
    pub enum HoursKind: "which hours count" {
        /// Every hour.
        Clock = "clock",
        /// Only those the service is open.
        Opening = "opening",
    }
}

crate::name_enum! {
    /// What the next repetition counts from.
    pub enum RepeatFrom: "what a repetition counts from" {
        /// When the last was met.
        Met = "met",
        /// When the last was due.
        Due = "due",
        /// A grid from the start.
        Start = "start",
    }
}

crate::name_enum! {
    /// What becomes of a limit that falls on a closed day.
    pub enum ClosedDay: "what becomes of a limit on a closed day" {
        /// It stays.
        Keep = "keep",
        /// The next working day.
        Next = "next",
        /// The working day before.
        Previous = "previous",
    }
}

/// How long: an interval, or the service's setting.
#[derive(Debug, Clone)]
pub enum Within {
    /// As written, such as `3 working days`.
    Interval(Spanned<String>),
    /// The service's setting of type interval.
    Setting(Ref),
}

impl FromNode for Within {
    fn expected() -> String {
        "an interval such as `3 working days`, or `{setting: name}`".into()
    }
    fn from_node(node: &Node, problems: &mut Problems) -> Option<Self> {
        if matches!(node.value, Value::Map(_)) {
            let mut fields = crate::text::Fields::of(node, "a setting", problems)?;
            let setting = fields.required::<Ref>("setting");
            fields.done();
            return setting.map(Self::Setting);
        }
        Spanned::<String>::from_node(node, problems).map(Self::Interval)
    }
}

/// When it shows as due soon.
pub type Warn = Within;

/// How many, or a setting.
#[derive(Debug, Clone)]
pub enum Count {
    /// A number.
    Number(u32),
    /// The service's setting of type integer.
    Setting(Ref),
}

impl FromNode for Count {
    fn expected() -> String {
        "a whole number, or `{setting: name}`".into()
    }
    fn from_node(node: &Node, problems: &mut Problems) -> Option<Self> {
        if matches!(node.value, Value::Map(_)) {
            let mut fields = crate::text::Fields::of(node, "a setting", problems)?;
            let setting = fields.required::<Ref>("setting");
            fields.done();
            return setting.map(Self::Setting);
        }
        u32::from_node(node, problems).map(Self::Number)
    }
}

crate::record! {
    /// Of those counted, so many with a condition.
    #[derive(Debug, Clone)]
    pub struct OfThem: "a part of those counted" {
        /// How many.
        pub count: u32,
        /// Of which this holds.
        pub when: Condition,
    }
}

crate::record! {
    /// So many (or so much) in each period.
    #[derive(Debug, Clone)]
    pub struct AtLeast: "how many in each period" {
        /// How many.
        pub count: Option<Count>,
        /// In each of these.
        pub per: Spanned<String>,
        /// A window that moves with each happening.
        pub rolling: bool = false,
        /// And of them.
        pub of_them: Option<OfThem>,
        /// A number field to add up.
        pub sum: Option<Ref>,
        /// The sum to reach.
        pub reach: Option<f64>,
    }
}

crate::record! {
    /// An interval that applies while a condition holds.
    #[derive(Debug, Clone)]
    pub struct IntervalWhen: "an interval with its condition" {
        /// While this holds.
        pub when: Condition,
        /// This long.
        pub every: Within,
    }
}

crate::record! {
    /// Somebody told when time has passed.
    #[derive(Debug, Clone)]
    pub struct Escalation: "an escalation" {
        /// This long after the start.
        pub after: Within,
        /// Roles told.
        pub tell: OneOrMany<Ref>,
        /// The clauses it carries out.
        pub clause: Cites,
    }
}

crate::record! {
    /// What happens when it passes unmet.
    #[derive(Debug, Clone)]
    pub struct IfMissed: "what happens when it is missed" {
        /// Roles told.
        pub tell: OneOrMany<Ref>,
    }
}

crate::record! {
    /// Time that is not counted.
    #[derive(Debug, Clone)]
    pub struct Pause: "a pause" {
        /// From this.
        pub from: Trigger,
        /// Until this.
        pub until: Trigger,
    }
}

crate::record! {
    /// A timescale.
    #[derive(Debug, Clone)]
    pub struct Clock: "a timescale" {
        /// Its name.
        pub clock: Spanned<Ident>,
        /// What people read.
        pub title: String,
        /// The clauses it carries out.
        pub clause: Cites,
        /// Whose life it hangs on: a matter kind or a subject.
        pub on: Option<Ref>,
        /// What starts it.
        pub starts: OneOrMany<Trigger>,
        /// How long; the earliest of several.
        pub within: OneOrMany<Within>,
        /// A date field of the starting record.
        pub due_on: Option<Ref>,
        /// Counts back from this.
        pub before: OneOrMany<Trigger>,
        /// By this long.
        pub by: Option<Within>,
        /// At this age.
        pub at_age: Option<Spanned<String>>,
        /// Repeats after this long.
        pub every: OneOrMany<Within>,
        /// The first time after this long.
        pub first: OneOrMany<Within>,
        /// What a repetition counts from.
        pub from: RepeatFrom = RepeatFrom::Met,
        /// So many in each period.
        pub at_least: Option<AtLeast>,
        /// Met before this does not count.
        pub not_before: Option<Within>,
        /// Met after this does not count.
        pub not_after: Option<Within>,
        /// Other intervals while conditions hold; the smallest applies.
        pub interval_when: Vec<IntervalWhen>,
        /// What meets it.
        pub met_by: OneOrMany<Trigger>,
        /// Why nothing in the pack meets it, where nothing does.
        pub met_by_nothing: Option<String>,
        /// One happening may meet one timescale only.
        pub met_once: bool = false,
        /// What ends it without being met.
        pub stops: OneOrMany<Trigger>,
        /// Goes on after the matter is closed.
        pub survives_close: bool = false,
        /// Runs only while this holds.
        pub holds: Option<Condition> as "while",
        /// Time that is not counted.
        pub pauses: Vec<Pause>,
        /// Whether the starting day counts, where not as the pack says.
        pub counting: Option<Counting>,
        /// A limit on a closed day.
        pub closed_day: ClosedDay = ClosedDay::Keep,
        /// Which hours count.
        pub hours: HoursKind = HoursKind::Clock,
        /// Whether it binds.
        pub level: Level = Level::Required,
        /// When it shows as due soon.
        pub warn: Option<Warn>,
        /// Who is told as time passes.
        pub escalate: Vec<Escalation>,
        /// The role that is responsible.
        pub responsible: Option<Ref>,
        /// What happens when it is missed.
        pub if_missed: Option<IfMissed>,
        /// Persons a record says must not be told never receive its notices.
        pub not_told: bool = false,
        /// Roles that may extend it.
        pub extended_by: OneOrMany<Ref>,
        /// Roles that may dismiss it.
        pub dismissed_by: OneOrMany<Ref>,
    }
}
